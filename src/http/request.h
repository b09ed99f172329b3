/*
 * A request as a handler sees it: checked, decoded and typed. Nothing in it came through unchecked:
 * paths, parameters and query fields are well-formed UTF-8 without NUL. All of it is borrowed and
 * ends when the handler returns. The struct is open, so that a test can write one by hand.
 */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/arena.h"
#include "base/err.h"

#include <stdatomic.h>

struct route;

enum method {
	METHOD_GET,
	METHOD_HEAD, /* served by the handler of GET; the server keeps the body back */
	METHOD_POST,
	METHOD_PUT,
	METHOD_PATCH,
	METHOD_DELETE,
	METHOD_OPTIONS,
	METHOD_COUNT_
};

/* The headers that anybody here reads; all others are forgotten at the door. */
enum request_header {
	HEADER_ACCEPT,
	HEADER_ACCEPT_ENCODING,
	HEADER_ACCEPT_LANGUAGE,
	HEADER_AUTHORIZATION,
	HEADER_CONTENT_LENGTH,
	HEADER_CONTENT_TYPE,
	HEADER_COOKIE,
	HEADER_HOST,
	HEADER_IF_NONE_MATCH,
	HEADER_ORIGIN,
	HEADER_SEC_FETCH_SITE,
	HEADER_TRANSFER_ENCODING,
	REQUEST_HEADER_COUNT_
};

enum { REQUEST_PARAMS_MAX = 4 };

/* A name and its value: a parameter of the route, or a field of the query. */
struct pair {
	struct str name, value;
};

/* A part of a form that was sent as multipart/form-data. */
struct form_part {
	struct str name, filename; /* of a file: the name that the sender gives it, or empty */
	bool is_file;
	struct str bytes; /* of a file: any, as far as they are kept; else a text */
	uint64_t length;  /* as sent: more than bytes.len when the rest was forgotten */
};

/* One request. */
struct request {
	enum method method;
	struct str target; /* path and query as received: what the response cache goes by */
	struct str path;   /* decoded; for people and logs, since a code may hold a '/' */
	struct str query;  /* as received, after the '?' */
	struct str body;   /* as received; empty when there was none, or a form */
	const struct form_part *parts; /* of a form (struct route), in its order */
	size_t n_parts;

	const struct route *route;              /* NULL while none is found */
	struct pair params[REQUEST_PARAMS_MAX]; /* of the route, in its order */
	size_t n_params;
	struct pair *fields; /* of the query, in its order */
	size_t n_fields;
	struct str headers[REQUEST_HEADER_COUNT_]; /* the first of each name; at is NULL: absent */

	struct arena *arena; /* released by the server after the handler */
	/* Of slow work: true once the server stops, and what takes long is to end. NULL: it never is. */
	const atomic_bool *cancel;
	void *context; /* the program's, from struct program */
	void *pinned;  /* the program's for this request: set by begin, released by end */
};

/* Is the slow work to end, since the server stops? */
static inline bool request_is_called_off(const struct request *request)
{
	return request->cancel && atomic_load_explicit(request->cancel, memory_order_relaxed);
}

/* The value that the path has for ":name" of the route's pattern, which must have that name. */
struct str request_param(const struct request *request, struct str name);

/*
 * The value of a query field, decoded. Of a repeated name the first counts. Absent: at is NULL;
 * present and empty ("?q="): at is not.
 */
struct str request_field(const struct request *request, struct str name);

/* The n-th value (from 0) of a repeated query field; at is NULL past the last. */
struct str request_field_nth(const struct request *request, struct str name, size_t n);

/* The first part of the form with this name; NULL when there is none. */
const struct form_part *request_part(const struct request *request, struct str name);

/* A cookie's value as sent; at is NULL when there is none. Of a repeated name the first counts. */
struct str request_cookie(const struct request *request, struct str name);

static inline struct str request_header(const struct request *request, enum request_header header)
{
	return request->headers[header];
}

/* "GET"; and back, false for a method that the server does not know. */
struct str method_name(enum method method);
bool method_parse(struct str name, enum method *out);

/* Finds the header of this name, in any case of letters; false when nobody here reads it. */
bool request_header_parse(struct str name, enum request_header *out);

#endif
