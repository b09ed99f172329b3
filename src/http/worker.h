/*
 * Slow work: a few threads beside those that serve everybody, so that no page waits for it. A request
 * takes its turn when its header is there, before any of its body is kept: one at a time of a client, and
 * a few in all, so that what they hold of memory and of time is bounded.
 */
#ifndef HTTP_WORKER_H
#define HTTP_WORKER_H

#include "base/err.h"

#include <pthread.h>
#include <stdatomic.h>

struct sockaddr;

enum { CLIENT_BYTES = 16 };

/* Whose request it is. */
struct client {
	unsigned char address[CLIENT_BYTES]; /* as of IPv6; zeros: not known */
};

struct client client_of(const struct sockaddr *address);

/* A request's turn: a part of its owner's struct, which outlives it. */
struct turn {
	struct turn *next_held, *next_queued;
	struct client client;
	bool is_held;
	/* The work, on a thread of its own; is_ending: the server stops, and it is to be short. */
	void (*run)(struct turn *turn, bool is_ending);
};

struct workers {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t *threads;
	unsigned n_threads, most_turns, n_turns;
	struct turn *held;          /* all of them */
	struct turn *first, **last; /* the queue of those that are to run */
	atomic_bool is_ending;      /* what runs may look whether it is to be called off */
};

MUST_USE struct err workers_start(struct workers *workers, unsigned n_threads, unsigned most_turns);

/* Calls off what runs, and has what is queued run quickly; no turn is given or run from now on. */
void workers_call_off(struct workers *workers);

/* The same, and waits for the threads to end. */
void workers_stop(struct workers *workers);
void workers_finish(struct workers *workers); /* after workers_stop; no turn is held any more */

/* A turn for the client; false: it has one already, or there are too many. */
bool workers_admit(struct workers *workers, struct turn *turn, struct client client);

/* Runs the turn, which is held, on one of the threads; false: they have ended. */
bool workers_run(struct workers *workers, struct turn *turn);

/* Gives the turn back, if it is held; it does not run. */
void workers_leave(struct workers *workers, struct turn *turn);

#endif
