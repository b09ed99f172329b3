/*
 * The table of routes. A page brings its rows; the preconditions of a handler are columns, and the
 * dispatcher enforces them, so that no handler can forget one.
 *
 *	static const struct route routes[] = {
 *		{ METHOD_GET, STR("/node/:code"), node_show, .role = ROLE_READER, .help = STR("…") },
 *	};
 *	const struct route_table node_routes = { routes, countof(routes) };
 *
 * A pattern is made of segments, each a literal or ":name", which takes one segment of the path
 * that is not empty. Segments are cut before they are decoded, so that a code with a '/' travels as
 * %2F. A literal is preferred to a name. HEAD is served by GET. "/a/" is redirected to "/a".
 */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "http/request.h"
#include "http/response.h"

struct buf;

/* Whether a request from another site is refused. Every method that changes something needs it. */
enum csrf {
	CSRF_OPEN,    /* GET alone */
	CSRF_CHECKED, /* same origin, by Sec-Fetch-Site or Origin */
};

/* What a body has to be. */
enum body_type {
	BODY_BYTES, /* any: request->body */
	BODY_FORM,  /* multipart/form-data: request->parts; another media type is refused (415) */
};

/* Fills the response; an error becomes the page of its status (status_of_err). */
typedef struct err route_handler(const struct request *request, struct response *response);

/* One row. */
struct route {
	enum method method; /* not HEAD */
	struct str pattern;
	route_handler *handler;
	int role; /* the least that may() is asked for; the program's numbers, from 1 */
	enum csrf csrf;
	size_t max_body; /* bytes; 0: no body is read, and one that is sent is refused */
	enum body_type body;
	size_t max_kept;  /* bytes of the files of a form; those beyond are counted and forgotten */
	size_t max_value; /* bytes of each text of a form; 0: FORM_VALUE_MAX (form.h) */
	/*
	 * Worked on beside the threads that serve everybody (worker.h): one such request at a time of a
	 * client, and a few in all, from their header on; any further one is refused (503).
	 */
	bool is_slow;
	struct str help; /* one line for the reference */
};

/* The rows of one page. */
struct route_table {
	const struct route *rows;
	size_t count;
};

/* What is wrong with a row by itself, as a text for the programmer; empty when nothing is. */
struct str route_fault(const struct route *route);

struct route_tree; /* the routes, compiled */

/* Compiles the tables in the arena; ERR_BUG for a faulty row or two rows with one meaning. */
MUST_USE struct err route_tree_new(struct arena *arena, const struct route_table *const *tables,
				   size_t n_tables, struct route_tree **out);

enum route_found {
	ROUTE_FOUND,
	ROUTE_NONE,         /* 404 */
	ROUTE_OTHER_METHOD, /* 405: *allow_out has a bit per method that the path does have */
	ROUTE_SLASH,        /* the path without its last '/' is one that is found */
};

/*
 * Looks up path, as received and already known to be decodable (path_parse). On ROUTE_FOUND the
 * request has its route and its decoded params. ERR_LIMIT when the arena is full.
 */
MUST_USE struct err route_find(const struct route_tree *tree, struct request *request,
			       struct str path, enum route_found *out, unsigned *allow_out);

/* "GET, HEAD, POST" from such bits. */
void route_allow_write(struct buf *buf, unsigned allow);

#endif
