/*
 * Writing JSON (RFC 8259), piece by piece into a buf: numbers go through exactly as decimals, which a
 * library that holds them as doubles could not. The writer puts commas and, when asked, line breaks and
 * indentation; that brackets pair up is the caller's, and is asserted. Names begin with json_put_, since
 * a library owns the shorter ones.
 */
#ifndef EXCHANGE_JSON_H
#define EXCHANGE_JSON_H

#include "base/buf.h"
#include "base/decimal.h"

enum { JSON_DEPTH_MAX = 32 };

struct json_writer {
	struct buf *buf;
	bool indented; /* two spaces a level; else all on one line */
	int depth;
	bool filled[JSON_DEPTH_MAX]; /* the open object or array has a member already */
	bool after_name;
};

void json_begin(struct json_writer *json, struct buf *buf, bool indented);
void json_put_object(struct json_writer *json);
void json_put_array(struct json_writer *json);
void json_put_end_object(struct json_writer *json);
void json_put_end_array(struct json_writer *json);
void json_put_name(struct json_writer *json, struct str name);
void json_put_text(struct json_writer *json, struct str text);
void json_put_integer(struct json_writer *json, int64_t n);
void json_put_decimal(struct json_writer *json, struct decimal d); /* the empty one as null */
void json_put_number(struct json_writer *json, struct str digits); /* written as a number already */
void json_put_bool(struct json_writer *json, bool b);
void json_put_null(struct json_writer *json);

#endif
