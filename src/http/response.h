/*
 * What a handler answers: a plain record that it fills, and that the server turns into bytes. The
 * security headers, ETag, compression, 304 and HEAD are the server's work, not the handler's.
 */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "base/err.h"

struct block;
struct request;

/* How long a browser or a proxy may keep the answer. */
enum cache_policy {
	CACHE_REVALIDATE, /* keep, but ask each time (no-cache): the 304 is cheap and never stale */
	CACHE_PRIVATE,    /* the same, for this reader alone */
	CACHE_NEVER,      /* no-store */
	CACHE_FOREVER,    /* the address changes with the bytes */
	CACHE_POLICY_COUNT_
};

/* What else than the address decides about the answer: bits of struct response.vary. */
enum vary {
	VARY_ACCEPT_LANGUAGE = 1,
	VARY_COOKIE = 2,
	VARY_ACCEPT = 4,
};

enum { RESPONSE_HEADERS_MAX = 4 };

/* A header that has no member of its own in struct response. */
struct response_header {
	struct str name, value;
};

/* One answer. Strings are borrowed until the handler has returned (arena, snapshot, program text). */
struct response {
	int status;              /* 200 unless set */
	struct str content_type; /* with its charset */

	struct str body;      /* copied by the server, unless is_static */
	struct str body_gzip; /* the same, compressed already; empty: the server may compress */
	bool is_static;       /* both bodies live as long as the program */
	struct block *shared; /* instead of body; the server takes a share of its own */

	struct str etag;         /* without quotes; empty: from the bytes of the body */
	struct str language;     /* Content-Language, such as "en" */
	struct str location;     /* of a redirect or of what was created */
	struct str filename;     /* not empty: an attachment of that name, in any script */
	enum cache_policy cache; /* towards the reader */
	unsigned vary;           /* enum vary; Accept-Encoding is added by the server */
	bool keep;               /* may stand in the response cache (GET and 200 alone) */

	struct response_header headers[RESPONSE_HEADERS_MAX];
	size_t n_headers;
};

/* A page of HTML, 200, that may stand in the response cache. */
void response_page(struct response *response, struct str html, struct str language);

/* Any other body: data, a figure, plain text. */
void response_body(struct response *response, struct str content_type, struct str body);

/* To another place of this server: location begins with one '/', percent-encoded. */
void response_redirect(struct response *response, int status, struct str location);

/* Adds a header; the name is not one that has a member or that the server sets itself. */
void response_header(struct response *response, struct str name, struct str value);

/*
 * Gives the answer its ETag before its body is built. True: the reader has this very version, the
 * response is a finished 304 and the handler returns at once. The tag names everything that the
 * body depends on: version of the data, of the program, language, and the query if it matters.
 */
bool response_unchanged(struct response *response, const struct request *request, struct str etag);

/* When a request that got 503 may be sent again: seconds, the value of Retry-After. */
#define RETRY_AFTER_S "5"

/* "Not Found"; and the status that an error of a handler becomes. */
struct str status_reason(int status);
int status_of_err(enum err_code code);

#endif
