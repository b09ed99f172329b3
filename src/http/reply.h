/*
 * A finished answer: header and body as libmicrohttpd sends them, never changed again, and shared by the
 * cache and any number of connections. The same object serves GET, HEAD and 304: what is left out
 * is left out while sending.
 */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include <stdatomic.h>

#include "base/err.h"

struct MHD_Connection;
struct MHD_Response;
struct compressor;
struct request;
struct response;

/* Ended by its last holder with reply_give. */
struct reply {
	atomic_uint shares;
	unsigned status;
	struct MHD_Response *ready;
	size_t bytes;    /* of memory, for the bound of the cache */
	struct str etag; /* as sent, without quotes; empty: none */
	char etag_text[];
};

/*
 * The response as it goes to this reader: compressed or not, with its tag and every header. The
 * request's arena is used for what lasts until the return. ERR_LIMIT when there is no memory.
 */
MUST_USE struct err reply_new(const struct request *request, struct response *response,
			      struct compressor *compressor, struct reply **out);

struct reply *reply_share(struct reply *reply);
void reply_give(struct reply *reply); /* NULL is fine */

/* Queues the reply on the connection, or a 304 when the reader has it. False: close the connection. */
bool reply_send(struct reply *reply, struct MHD_Connection *connection, struct str if_none_match,
		bool *is_304_out);

#endif
