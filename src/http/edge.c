/*
 * Parsing what comes over the wire. Every function takes any bytes and reads each of them once; none
 * of them logs, blocks, or keeps anything.
 */
#include "http/edge.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decodes s into room for s.len bytes, which is always enough; false for a malformed escape. */
static bool unescape(struct str s, bool plus_is_space, char *room, size_t *len_out)
{
	size_t len = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '%') {
			int high = i + 2 < s.len ? hex_digit(s.at[i + 1]) : -1;
			int low = i + 2 < s.len ? hex_digit(s.at[i + 2]) : -1;

			if (high < 0 || low < 0)
				return false;
			c = (char)(high * 16 + low);
			i += 2;
		} else if (c == '+' && plus_is_space) {
			c = ' ';
		}
		room[len++] = c;
	}
	*len_out = len;
	return true;
}

/* The decoded text, checked to be UTF-8 without NUL. */
static struct err decode(struct arena *arena, struct str s, bool plus_is_space, struct str *out)
{
	struct str decoded;
	char *room;

	TRY_NEW(room = NEW(arena, char, s.len + 1));
	if (!unescape(s, plus_is_space, room, &decoded.len))
		return ERROR(ERR_INVALID, "malformed percent sign");
	decoded.at = room;
	if (str_find_char(decoded, '\0', 0) != SIZE_MAX || utf8_fault(decoded) != SIZE_MAX)
		return ERROR(ERR_INVALID, "not UTF-8, or a NUL in it");
	*out = decoded;
	return OK;
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ' || s.at[i] == 0x7f)
			return true;
	return false;
}

static bool has_dot_segment(struct str path)
{
	struct str segment;

	while (str_cut(&path, '/', &segment))
		if (str_eq(segment, S(".")) || str_eq(segment, S("..")))
			return true;
	return false;
}

struct err path_parse(struct arena *arena, struct str path, struct str *out)
{
	struct str decoded;

	if (!str_starts(path, S("/")) || str_find_char(path, ' ', 0) != SIZE_MAX)
		return ERROR(ERR_INVALID, "not a path");
	TRY(decode(arena, path, false, &decoded));
	if (has_control(decoded))
		return ERROR(ERR_INVALID, "a control character in a path");
	if (has_dot_segment(decoded))
		return ERROR(ERR_INVALID, "a dot segment in a path");
	*out = decoded;
	return OK;
}

struct str url_decode(struct arena *arena, struct str s)
{
	struct str decoded;

	if (failed(decode(arena, s, false, &decoded)))
		return (struct str){ 0 };
	return decoded;
}

static bool is_unreserved(char c)
{
	return (c >= '0' && c <= '9') || (small_letter(c) >= 'a' && small_letter(c) <= 'z') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

void url_encode(struct buf *buf, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (is_unreserved(s.at[i])) {
			buf_char(buf, s.at[i]);
		} else {
			buf_char(buf, '%');
			buf_char(buf, digits[c >> 4]);
			buf_char(buf, digits[c & 15]);
		}
	}
}

/* At most this many fields can be in the query: one more than it has separators. */
static size_t count_fields(struct str query)
{
	size_t n = 1;

	for (size_t i = 0; i < query.len; i++)
		n += query.at[i] == '&';
	return n;
}

struct err query_parse(struct arena *arena, struct str query, size_t limit_fields,
		       struct pair **fields_out, size_t *count_out)
{
	size_t n = 0, n_most = count_fields(query);
	struct pair *fields;
	struct str part;

	if (n_most > limit_fields)
		return ERROR(ERR_INVALID, "too many fields in a query");
	TRY_NEW(fields = NEW(arena, struct pair, n_most));
	while (str_cut(&query, '&', &part)) {
		size_t equals = str_find_char(part, '=', 0);
		struct str value =
			str_slice(part, equals == SIZE_MAX ? part.len : equals + 1, part.len);

		if (str_empty(part))
			continue;
		TRY(decode(arena, str_slice(part, 0, equals), true, &fields[n].name));
		TRY(decode(arena, value, true, &fields[n].value));
		n++;
	}
	*fields_out = fields;
	*count_out = n;
	return OK;
}

/* A quality value in thousandths; 0 for a malformed one, so that what is unclear is not used. */
static int quality_parse(struct str s)
{
	int quality, worth = 100;

	if (str_empty(s) || s.len > 5 || (s.at[0] != '0' && s.at[0] != '1'))
		return 0;
	quality = (s.at[0] - '0') * 1000;
	if (s.len > 1 && s.at[1] != '.')
		return 0;
	for (size_t i = 2; i < s.len; i++, worth /= 10) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return 0;
		quality += (s.at[i] - '0') * worth;
	}
	return quality > 1000 ? 0 : quality;
}

/* Cuts "gzip;q=0.5" into the coding and its quality, which is 1 where none is given. */
static int coding_quality(struct str item, struct str *coding_out)
{
	struct str part;
	int quality = 1000;

	*coding_out = (struct str){ 0 };
	if (str_cut(&item, ';', &part))
		*coding_out = str_trim(part);
	while (str_cut(&item, ';', &part)) {
		part = str_trim(part);
		if (part.len >= 2 && small_letter(part.at[0]) == 'q' && part.at[1] == '=')
			quality = quality_parse(str_slice(part, 2, part.len));
	}
	return quality;
}

bool accepts_gzip(struct str accept_encoding)
{
	enum { NOT_SAID = -1 };
	int gzip = NOT_SAID, identity = NOT_SAID, any = NOT_SAID;
	struct str item, coding;

	while (str_cut(&accept_encoding, ',', &item)) {
		int quality = coding_quality(item, &coding);

		if (str_eq_anycase(coding, S("gzip")) || str_eq_anycase(coding, S("x-gzip")))
			gzip = quality;
		else if (str_eq_anycase(coding, S("identity")))
			identity = quality;
		else if (str_eq(coding, S("*")))
			any = quality;
	}
	if (gzip == NOT_SAID)
		gzip = any;
	return gzip > 0 && gzip >= identity;
}

bool etag_matches(struct str if_none_match, struct str etag)
{
	struct str rest = str_trim(if_none_match);

	if (str_eq(rest, S("*")))
		return true;
	for (;;) {
		size_t open = str_find_char(rest, '"', 0);
		size_t close = open == SIZE_MAX ? SIZE_MAX : str_find_char(rest, '"', open + 1);

		if (close == SIZE_MAX)
			return false;
		if (str_eq(str_slice(rest, open + 1, close), etag))
			return true;
		rest = str_slice(rest, close + 1, rest.len);
	}
}

/* What every reader of the header agrees on within quotes, and no separator of folders. */
static bool is_plain_in_filename(char c)
{
	return c >= ' ' && c < 0x7f && !strchr("\"\\/:*?<>|%", c);
}

void disposition_write(struct buf *buf, struct str filename)
{
	bool is_plain = true;

	buf_str(buf, S("attachment; filename=\""));
	for (size_t i = 0; i < filename.len; i++) {
		bool plain = is_plain_in_filename(filename.at[i]);

		is_plain = is_plain && plain;
		/* One mark per code point, not per byte. */
		if (plain || ((unsigned char)filename.at[i] & 0xC0) != 0x80)
			buf_char(buf, plain ? filename.at[i] : '_');
	}
	buf_char(buf, '"');
	if (!is_plain) {
		buf_str(buf, S("; filename*=UTF-8''"));
		url_encode(buf, filename);
	}
}
