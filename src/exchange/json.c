/* See json.h. */
#include "exchange/json.h"

#include <assert.h>

static void line_break(struct json_writer *json)
{
	if (!json->indented)
		return;
	buf_char(json->buf, '\n');
	for (int i = 0; i < json->depth; i++)
		buf_str(json->buf, S("  "));
}

/* What stands before a value or a name: nothing, a comma, a line break. */
static void before(struct json_writer *json)
{
	if (json->after_name) {
		json->after_name = false;
		return;
	}
	if (json->depth == 0)
		return;
	if (json->filled[json->depth])
		buf_char(json->buf, ',');
	json->filled[json->depth] = true;
	line_break(json);
}

static void open_bracket(struct json_writer *json, char bracket)
{
	before(json);
	buf_char(json->buf, bracket);
	json->depth++;
	assert(json->depth < JSON_DEPTH_MAX);
	json->filled[json->depth] = false;
}

static void close_bracket(struct json_writer *json, char bracket)
{
	bool filled;

	assert(json->depth > 0 && !json->after_name);
	filled = json->filled[json->depth];
	json->depth--;
	if (filled)
		line_break(json);
	buf_char(json->buf, bracket);
}

static void quoted(struct buf *buf, struct str text)
{
	static const char digits[] = "0123456789abcdef";

	buf_char(buf, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '"' || c == '\\') {
			buf_char(buf, '\\');
			buf_char(buf, (char)c);
		} else if (c == '\n') {
			buf_str(buf, S("\\n"));
		} else if (c < 0x20) {
			buf_str(buf, S("\\u00"));
			buf_char(buf, digits[c >> 4]);
			buf_char(buf, digits[c & 15]);
		} else {
			buf_char(buf, (char)c);
		}
	}
	buf_char(buf, '"');
}

void json_begin(struct json_writer *json, struct buf *buf, bool indented)
{
	*json = (struct json_writer){ .buf = buf, .indented = indented };
}

void json_put_object(struct json_writer *json)
{
	open_bracket(json, '{');
}

void json_put_array(struct json_writer *json)
{
	open_bracket(json, '[');
}

void json_put_end_object(struct json_writer *json)
{
	close_bracket(json, '}');
}

void json_put_end_array(struct json_writer *json)
{
	close_bracket(json, ']');
}

void json_put_name(struct json_writer *json, struct str name)
{
	assert(!json->after_name);
	before(json);
	quoted(json->buf, name);
	buf_str(json->buf, json->indented ? S(": ") : S(":"));
	json->after_name = true;
}

void json_put_text(struct json_writer *json, struct str text)
{
	before(json);
	quoted(json->buf, text);
}

void json_put_integer(struct json_writer *json, int64_t n)
{
	before(json);
	buf_int(json->buf, n);
}

void json_put_decimal(struct json_writer *json, struct decimal d)
{
	if (decimal_empty(d)) {
		json_put_null(json);
		return;
	}
	before(json);
	decimal_write(json->buf, d);
}

void json_put_number(struct json_writer *json, struct str digits)
{
	before(json);
	buf_str(json->buf, digits);
}

void json_put_bool(struct json_writer *json, bool b)
{
	before(json);
	buf_str(json->buf, b ? S("true") : S("false"));
}

void json_put_null(struct json_writer *json)
{
	before(json);
	buf_str(json->buf, S("null"));
}
