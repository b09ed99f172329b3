/*
 * One connection and the request that is on it: what libmicrohttpd calls, in the order of a request's
 * life. Private to the room; server.c sets these up.
 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "http/cache.h"
#include "http/server.h"
#include "http/watch.h"
#include "http/worker.h"
#include "http/workspace.h"

#include <microhttpd.h>
#include <stdatomic.h>

/* The parts of a server. Its first half never changes while it runs. */
struct server {
	struct program program;
	struct server_limits limits;
	const struct str *hosts;
	size_t n_hosts;
	struct route_tree *tree;
	struct reply *sorry; /* 503, for when there is no memory to make one */

	struct MHD_Daemon *daemon;
	int socket; /* that listens */
	uint16_t port;
	struct cache *cache; /* NULL: switched off */
	struct workspace_pool workspaces;
	struct watch watch;
	struct workers workers;

	atomic_uint n_active; /* requests between their first line and their last byte */
	atomic_ullong n_requests, n_hits, n_not_modified, n_refused;
};

/* A connection was opened or closed. */
void exchange_connection(void *server, struct MHD_Connection *connection, void **exchange,
			 enum MHD_ConnectionNotificationCode code);

/* The first line of a request is there. */
void *exchange_target(void *server, const char *target, struct MHD_Connection *connection);

/* Its header is whole, then once per part of its body, then a last time to answer. */
enum MHD_Result exchange_step(void *server, struct MHD_Connection *connection, const char *url,
			      const char *method, const char *version, const char *part,
			      size_t *part_len, void **exchange);

/* The answer was sent, or will not be. */
void exchange_completed(void *server, struct MHD_Connection *connection, void **exchange,
			enum MHD_RequestTerminationCode code);

/* The reply of last resort. */
MUST_USE struct err exchange_make_sorry(struct server *server);

#endif
