/*
 * The head of a request: its headers, and with which status it is refused whatever it asks for. Private
 * to the room.
 */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include "http/exchange.h"

/*
 * Fills the request, which is cleared before, with its method and the headers that anybody reads, borrowed
 * from the connection, and *length_out with the announced bytes of its body. 0, or the status.
 */
int head_take(const struct server *server, struct MHD_Connection *connection, struct str method,
	      struct str version, struct request *request, size_t *length_out);

#endif
