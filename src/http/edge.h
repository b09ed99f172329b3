/*
 * The parsing of what comes over the wire, as far as it is ours: targets, queries, and the headers
 * with lists in them. Pure functions over bytes that may be anything; fuzzed.
 */
#ifndef HTTP_EDGE_H
#define HTTP_EDGE_H

#include "http/request.h"

struct buf;

/*
 * Decodes a path, as received, into the arena. ERR_INVALID when it does not begin with '/', holds a
 * percent sign without two hex digits, a space, or a segment "." or ".." however spelled, or when it
 * decodes to a control character or to bytes that are not UTF-8. ERR_LIMIT when the arena is full.
 */
MUST_USE struct err path_parse(struct arena *arena, struct str path, struct str *out);

/* Decodes percent signs into the arena; at is NULL when it is full or s is malformed. */
struct str url_decode(struct arena *arena, struct str s);

/* Percent-encodes one segment of a path or one value of a query: all but unreserved bytes. */
void url_encode(struct buf *buf, struct str s);

/*
 * Cuts a query into decoded fields. ERR_INVALID for a malformed escape, bytes that are not UTF-8,
 * a NUL, or more fields than the limit; ERR_LIMIT when the arena is full.
 */
MUST_USE struct err query_parse(struct arena *arena, struct str query, size_t limit_fields,
				struct pair **fields_out, size_t *count_out);

/* Does Accept-Encoding allow gzip, and prefer it to no coding at all (RFC 9110, 12.5.3)? */
bool accepts_gzip(struct str accept_encoding);

/* Does If-None-Match name this tag (without quotes)? Weak comparison; "*" names every one. */
bool etag_matches(struct str if_none_match, struct str etag);

/* What the server adds to the tag of a compressed body: other bytes need another strong tag. */
#define ETAG_GZIP "-gz"

/* Content-Disposition: an attachment with an ASCII name for old readers and the true one. */
void disposition_write(struct buf *buf, struct str filename);

#endif
