/*
 * From a request to a response, with no socket in sight: the route, its preconditions, the handler, and
 * the page for whatever goes wrong.
 */
#ifndef HTTP_DISPATCH_H
#define HTTP_DISPATCH_H

#include "http/server.h"

/*
 * Answers a request whose method, target and headers are set, and whose begin() has succeeded. Always
 * leaves a whole response; failures of handlers are logged and become the page of their status.
 */
void dispatch(const struct program *program, const struct route_tree *tree,
	      const struct server_limits *limits, struct request *request,
	      struct response *response);

/* The page of an error: the program's, or plain text when that fails. */
void dispatch_error(const struct program *program, const struct request *request, int status,
		    struct response *response);

/* What is to be done with the body of a request, by its route. */
struct admission {
	const struct route *route; /* NULL: none; dispatch says why */
	bool takes_body;           /* else it is read, and forgotten */
	int status;                /* not 0: with what the request is refused, after that */
};

/* Decides by the header of a request, which announces a body of so many bytes. */
struct admission dispatch_admit(const struct route_tree *tree, struct request *request,
				size_t body_bytes);

#endif
