/*
 * The watch over slow clients. libmicrohttpd closes a connection that is silent for too long; one that
 * drips a byte now and then is never silent. So each connection has a deadline, set anew when a
 * request begins and when its header is whole, and a thread that looks at all of them now and then.
 */
#ifndef HTTP_WATCH_H
#define HTTP_WATCH_H

#include "base/err.h"

#include <pthread.h>
#include <stdatomic.h>

/* A connection under watch: a part of its owner's struct. */
struct watched {
	struct watched *next, *prev;
	int socket;
	atomic_llong deadline_ms; /* of the monotonic clock */
};

/* All of them, and the thread. */
struct watch {
	pthread_mutex_t lock;
	pthread_cond_t stopped;
	pthread_t thread;
	struct watched *first;
	bool is_stopping;
};

MUST_USE struct err watch_start(struct watch *watch);
void watch_stop(struct watch *watch); /* nothing is watched any more */

void watch_add(struct watch *watch, struct watched *watched);
void watch_remove(struct watch *watch, struct watched *watched);

/* From now on the connection has so many seconds. */
void watched_give_s(struct watched *watched, unsigned seconds);

#endif
