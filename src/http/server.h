/*
 * The server: sockets, limits, the response cache, and the way of a request through them. It knows
 * nothing of what is served: the program hands in its routes and four functions.
 *
 * The way of a request: limits and syntax, begin(), response cache, route, may(), same origin,
 * handler, compression, end(). Handlers run on the server's threads, several at a time.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "http/route.h"

/* The program behind the server. All functions are called from several threads at a time. */
struct program {
	void *context; /* becomes request->context */

	const struct route_table *const *tables;
	size_t n_tables;

	/*
	 * Opens a request before it is routed: pins what pages are made from (request->pinned), and
	 * names in *variant_out, in the arena, everything but the target that a page depends on:
	 * version of the data and of the program, language, rights of the reader. An empty variant:
	 * the cache is passed by. Cheap, since it is all that a page from the cache costs.
	 */
	struct err (*begin)(struct request *request, struct str *variant_out);
	void (*end)(struct request *request); /* always after begin, also a failed one */

	/* May this reader use a route of this role? ERR_DENIED if not. */
	struct err (*may)(const struct request *request, int role);

	/*
	 * The page of an error. Also called without begin (path and query are empty then), when the
	 * request itself was malformed. On failure the server answers in plain text.
	 */
	struct err (*error_page)(const struct request *request, int status,
				 struct response *response);
};

/* Every bound of the server, in one place. */
struct server_limits {
	size_t header_bytes;      /* request line and headers together; past it 431 */
	size_t target_bytes;      /* path and query; past it 414 */
	size_t body_bytes;        /* whatever a route allows; past it 413 before it is read */
	size_t arena_bytes;       /* working memory of one request; past it 503 */
	size_t cache_bytes;       /* the response cache; 0 switches it off */
	unsigned query_fields;    /* past it 400 */
	unsigned connections;     /* in all; a further one is closed unanswered */
	unsigned connections_ip;  /* from one address; 0: unlimited, as behind a proxy */
	unsigned idle_timeout_s;  /* no byte in either direction; at least 1 */
	unsigned head_timeout_s;  /* until the header of a request is whole, however it drips */
	unsigned body_timeout_s;  /* from there until the body is whole, if there is one */
	unsigned total_timeout_s; /* from there to the last byte of the answer */
	unsigned stop_timeout_ms; /* what a graceful stop waits for answers on their way */
	unsigned threads;         /* 0: as many as there are cores */
	unsigned slow_threads;    /* for slow work (route.h), beside those */
	unsigned slow_requests;   /* in all, waiting or not; past it 503 */
};

/* How a server is set up. */
struct server_config {
	struct str address;      /* numeric, IPv4 or IPv6 without brackets */
	uint16_t port;           /* 0: any free one, see server_port */
	const struct str *hosts; /* the Host headers that are served; none given: any */
	size_t n_hosts;
	struct server_limits limits;
};

struct server_config server_config_default(void); /* 127.0.0.1:8080 */

struct server;

/* Listens from here on. The program's tables and context must outlive the server. */
MUST_USE struct err server_open(struct arena *arena, const struct server_config *config,
				const struct program *program, struct server **out);

uint16_t server_port(const struct server *server);

/* Accepts nothing new, lets answers on their way finish, then closes. NULL is fine. */
void server_close(struct server *server);

/* What the server has done so far. */
struct server_counts {
	uint64_t requests, cache_hits, not_modified, refused;
};

struct server_counts server_counts(const struct server *server);

#endif
