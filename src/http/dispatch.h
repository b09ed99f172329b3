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

/*
 * How many bytes of body the request may bring, by its route; false when it has none, so that dispatch
 * may say why without waiting for the body.
 */
bool dispatch_max_body(const struct route_tree *tree, struct request *request, size_t *out);

#endif
