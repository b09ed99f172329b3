/*
 * A machine that eats bytes. The delimiter begins with a carriage return and holds no other, so that
 * after a failed match nothing of what was matched can begin it anew: no look back is needed, and a body
 * is read once.
 */
#include "http/form.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>

static void refuse(struct form_reader *reader, enum form_fault fault)
{
	if (reader->fault == FORM_FINE)
		reader->fault = fault;
}

/* ---- Parameters of a header: name=token, name="quoted" ---- */

/* As of a token (RFC 9110, 5.6.2), and the "/", ":" and "?" that some write without quotes. */
static bool is_token_char(char c)
{
	return (unsigned char)c > ' ' && (unsigned char)c < 0x7f && !strchr("\"(),;<=>@[\\]{}", c);
}

static struct str cut_token(struct str *rest)
{
	size_t len = 0;

	while (len < rest->len && is_token_char(rest->at[len]))
		len++;

	struct str token = str_slice(*rest, 0, len);

	*rest = str_slice(*rest, len, rest->len);
	return token;
}

/*
 * The text between quotes into `out`, which has room for all of *rest. A backslash hides a quote or
 * another backslash, and is itself elsewhere: browsers send names of files as they are.
 */
static bool cut_quoted(struct str *rest, char *out, size_t *len_out)
{
	size_t len = 0;

	for (size_t i = 1; i < rest->len; i++) {
		char c = rest->at[i], next = i + 1 < rest->len ? rest->at[i + 1] : '\0';

		if (c == '"') {
			*rest = str_slice(*rest, i + 1, rest->len);
			*len_out = len;
			return true;
		}
		if (c == '\\' && (next == '"' || next == '\\'))
			c = rest->at[++i];
		out[len++] = c;
	}
	return false;
}

/* `; name=value` off the front of *rest; the value is in `room`, which has FORM_HEAD_MAX bytes. */
static bool cut_parameter(struct str *rest, char *room, struct str *name_out, struct str *value_out)
{
	struct str text = str_trim(*rest);

	if (!str_starts(text, S(";")))
		return false;
	text = str_trim(str_slice(text, 1, text.len));
	*name_out = cut_token(&text);
	if (str_empty(*name_out) || !str_starts(text, S("=")) || text.len > FORM_HEAD_MAX)
		return false;
	text = str_slice(text, 1, text.len);
	if (!str_starts(text, S("\""))) {
		*value_out = cut_token(&text);
	} else {
		value_out->at = room;
		if (!cut_quoted(&text, room, &value_out->len))
			return false;
	}
	*rest = str_trim(text);
	return str_empty(*rest) || str_starts(*rest, S(";"));
}

/* ---- The boundary ---- */

static bool is_boundary_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c != '\0' && strchr("'()+_,-./:=? ", c));
}

static bool is_boundary(struct str text)
{
	if (str_empty(text) || text.len > FORM_BOUNDARY_MAX || str_ends(text, S(" ")))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (!is_boundary_char(text.at[i]))
			return false;
	return true;
}

bool form_boundary(struct str content_type, struct str *out)
{
	size_t end = str_find_char(content_type, ';', 0);
	struct str type = str_trim(str_slice(content_type, 0, end));
	struct str rest = str_slice(content_type, end, content_type.len), name, value;
	char room[FORM_HEAD_MAX];

	if (!str_eq_anycase(type, S("multipart/form-data")))
		return false;
	while (!str_empty(rest)) {
		if (!cut_parameter(&rest, room, &name, &value))
			return false;
		if (!str_eq_anycase(name, S("boundary")))
			continue;
		if (!is_boundary(value))
			return false;
		/* Quoted or not, it stands in the header as it is: no backslash may be in it. */
		size_t at = str_find(content_type, value, type.len);

		*out = str_slice(content_type, at, at + value.len);
		return at != SIZE_MAX;
	}
	return false;
}

/* ---- Parts ---- */

static struct form_arriving *newest(struct form_reader *reader)
{
	assert(reader->n_parts > 0);
	return &reader->parts[reader->n_parts - 1];
}

static struct form_span keep(struct form_reader *reader, struct str bytes)
{
	struct form_span span = { reader->kept.len, bytes.len };

	buf_str(&reader->kept, bytes);
	if (reader->kept.full)
		refuse(reader, FORM_NO_MEMORY);
	return span;
}

/* Content of the newest part, as far as it is kept. */
static void take_content(struct form_reader *reader, struct str bytes)
{
	struct form_arriving *part;

	if (reader->state == FORM_PREAMBLE || str_empty(bytes))
		return;
	part = newest(reader);
	part->length += bytes.len;
	if (part->is_file) {
		bytes = str_slice(bytes, 0, reader->file_room);
		reader->file_room -= bytes.len;
	} else if (part->length > reader->value_most) {
		refuse(reader, FORM_TOO_LARGE);
		return;
	}
	part->bytes.len += keep(reader, bytes).len;
}

static bool is_clean(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] < ' ' || text.at[i] == 0x7f)
			return false;
	return utf8_fault(text) == SIZE_MAX;
}

/* A value may have line breaks, which a name may not. */
static bool is_clean_value(struct str text)
{
	return utf8_fault(text) == SIZE_MAX && str_find_char(text, '\0', 0) == SIZE_MAX;
}

static struct str span_text(const struct form_reader *reader, struct form_span span)
{
	return str_slice(buf_held(&reader->kept), span.at, span.at + span.len);
}

static void end_part(struct form_reader *reader)
{
	if (reader->state == FORM_CONTENT && !newest(reader)->is_file &&
	    !is_clean_value(span_text(reader, newest(reader)->bytes)))
		refuse(reader, FORM_MALFORMED);
	reader->state = FORM_DELIMITED;
	reader->line_len = reader->head_len = 0;
	reader->has_disposition = false;
}

static void begin_part(struct form_reader *reader)
{
	if (!reader->has_disposition) {
		refuse(reader, FORM_MALFORMED);
		return;
	}
	newest(reader)->bytes = (struct form_span){ reader->kept.len, 0 };
	reader->state = FORM_CONTENT;
	reader->n_matched = 0;
}

/* form-data; name="file"; filename="a b.csv" */
static void take_disposition(struct form_reader *reader, struct str value)
{
	struct form_arriving part = { .is_file = false };
	struct str rest = str_trim(value), name, text;
	char room[FORM_HEAD_MAX];

	if (reader->has_disposition || !str_eq_anycase(cut_token(&rest), S("form-data"))) {
		refuse(reader, FORM_MALFORMED);
		return;
	}
	if (reader->n_parts == FORM_PARTS_MAX) {
		refuse(reader, FORM_TOO_LARGE);
		return;
	}
	while (!str_empty(rest)) {
		bool is_name, is_filename;

		if (!cut_parameter(&rest, room, &name, &text) || !is_clean(text)) {
			refuse(reader, FORM_MALFORMED);
			return;
		}
		is_name = str_eq_anycase(name, S("name"));
		is_filename = str_eq_anycase(name, S("filename"));
		if (is_name)
			part.name = keep(reader, text);
		else if (is_filename)
			part.filename = keep(reader, text);
		part.is_file |= is_filename;
	}
	if (part.name.len == 0)
		refuse(reader, FORM_MALFORMED);
	reader->parts[reader->n_parts++] = part;
	reader->has_disposition = true;
}

/* A line of the header of a part, without its end. */
static void take_head_line(struct form_reader *reader, struct str line)
{
	size_t colon = str_find_char(line, ':', 0);

	if (str_empty(line)) {
		begin_part(reader);
		return;
	}
	if (colon == SIZE_MAX)
		refuse(reader, FORM_MALFORMED);
	else if (str_eq_anycase(str_slice(line, 0, colon), S("Content-Disposition")))
		take_disposition(reader, str_slice(line, colon + 1, line.len));
}

/* ---- Bytes ---- */

/* One byte of a line; true when that is whole and stands in *out, without its end. */
static bool take_line(struct form_reader *reader, char c, struct str *out)
{
	if (reader->head_len == FORM_HEAD_MAX) {
		refuse(reader, FORM_TOO_LARGE);
		return false;
	}
	reader->head_len++;
	if (c != '\n') {
		reader->line[reader->line_len++] = c;
		return false;
	}
	if (reader->line_len == 0 || reader->line[reader->line_len - 1] != '\r') {
		refuse(reader, FORM_MALFORMED);
		return false;
	}
	*out = (struct str){ reader->line, reader->line_len - 1 };
	reader->line_len = 0;
	return true;
}

/* Behind a delimiter two hyphens end the form; else nothing but blanks stands on its line. */
static void take_delimited(struct form_reader *reader, char c)
{
	struct str line;

	if (reader->line_len == 1 && c == '-' && reader->line[0] == '-') {
		reader->state = FORM_EPILOGUE;
		return;
	}
	if (!take_line(reader, c, &line))
		return;
	if (!str_empty(str_trim(line)))
		refuse(reader, FORM_MALFORMED);
	reader->state = FORM_HEAD;
	reader->head_len = 0;
}

/* Takes some of the bytes, which may hold a delimiter; returns how many. */
static size_t take_until_delimiter(struct form_reader *reader, struct str bytes)
{
	struct str matched = { reader->delimiter, reader->n_matched };
	size_t plain;

	if (reader->n_matched == 0) {
		plain = str_find_char(bytes, '\r', 0);
		take_content(reader, str_slice(bytes, 0, plain));
		if (plain == SIZE_MAX)
			return bytes.len;
		reader->n_matched = 1;
		return plain + 1;
	}
	if (bytes.at[0] != reader->delimiter[reader->n_matched]) {
		reader->n_matched = 0;
		take_content(reader, matched);
		return 0; /* the byte itself may begin a delimiter */
	}
	if (++reader->n_matched == reader->delimiter_len)
		end_part(reader);
	return 1;
}

static size_t take_some(struct form_reader *reader, struct str bytes)
{
	struct str line;

	switch (reader->state) {
	case FORM_PREAMBLE:
	case FORM_CONTENT:
		return take_until_delimiter(reader, bytes);
	case FORM_DELIMITED:
		take_delimited(reader, bytes.at[0]);
		return 1;
	case FORM_HEAD:
		if (take_line(reader, bytes.at[0], &line))
			take_head_line(reader, line);
		return 1;
	case FORM_EPILOGUE:
		break;
	}
	return bytes.len;
}

void form_begin(struct form_reader *reader, struct str boundary, size_t max_file_bytes)
{
	assert(is_boundary(boundary));
	*reader = (struct form_reader){ .file_room = max_file_bytes,
					.value_most = FORM_VALUE_MAX,
					.delimiter_len = 4 + boundary.len,
					/* At the beginning no line break stands before it. */
					.n_matched = 2 };
	memcpy(reader->delimiter, "\r\n--", 4);
	memcpy(reader->delimiter + 4, boundary.at, boundary.len);
	buf_init_own(&reader->kept,
		     max_file_bytes + (size_t)FORM_PARTS_MAX * (FORM_HEAD_MAX + FORM_VALUE_MAX));
}

void form_allow_values(struct form_reader *reader, size_t bytes)
{
	assert(reader->n_parts == 0 && reader->kept.len == 0);
	reader->value_most = bytes;
	reader->kept.limit = reader->file_room + (size_t)FORM_PARTS_MAX * (FORM_HEAD_MAX + bytes);
}

void form_take(struct form_reader *reader, struct str bytes)
{
	while (!str_empty(bytes) && reader->fault == FORM_FINE)
		bytes = str_slice(bytes, take_some(reader, bytes), bytes.len);
}

enum form_fault form_end(struct form_reader *reader)
{
	if (reader->state != FORM_EPILOGUE)
		refuse(reader, FORM_MALFORMED);
	return reader->fault;
}

struct err form_parts(const struct form_reader *reader, struct arena *arena,
		      const struct form_part **out, size_t *count_out)
{
	struct form_part *parts = NEW(arena, struct form_part, reader->n_parts + 1);

	assert(reader->fault == FORM_FINE && reader->state == FORM_EPILOGUE);
	TRY_NEW(parts);
	for (size_t i = 0; i < reader->n_parts; i++) {
		const struct form_arriving *part = &reader->parts[i];

		parts[i] = (struct form_part){ .name = span_text(reader, part->name),
					       .filename = span_text(reader, part->filename),
					       .is_file = part->is_file,
					       .bytes = span_text(reader, part->bytes),
					       .length = part->length };
	}
	*out = parts;
	*count_out = reader->n_parts;
	return OK;
}

void form_finish(struct form_reader *reader)
{
	buf_finish(&reader->kept);
}
