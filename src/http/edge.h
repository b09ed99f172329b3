/*
 * The parsing of what comes over the wire, as far as it is ours: targets, queries, and the headers
 * with lists in them. Pure functions over bytes that may be anything; fuzzed.
 */
#ifndef HTTP_EDGE_H
#define HTTP_EDGE_H

#include "http/request.h"

struct buf;

/*
 * Is this path, as received, one that we decode? It begins with '/', its percent signs are each
 * followed by two hex digits, it decodes to UTF-8 without control characters, and no segment is
 * "." or "..", however spelled.
 */
bool url_path_ok(struct str path);

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

/*
 * Does If-None-Match name this tag (without quotes)? Weak comparison; "*" names every one. A tag
 * with the suffix that the server gives to a compressed body (ETAG_GZIP) counts as its plain form.
 */
bool etag_matches(struct str if_none_match, struct str etag);

#define ETAG_GZIP "-gz"

/* Content-Disposition: an attachment with an ASCII name for old readers and the true one. */
void disposition_write(struct buf *buf, struct str filename);

#endif
