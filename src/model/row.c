/* Whole rows by their field table: keys and their order, the canonical encoding, copies. */
#include "model/row.h"

#include "base/arena.h"

#include <assert.h>
#include <string.h>

void row_key_write(struct buf *buf, const struct noun *noun, const void *row)
{
	size_t n = noun->n_keys;

	while (n > 0 && field_is_empty(&noun->fields[n - 1], row))
		n--;
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_char(buf, '/');
		field_write(buf, noun, &noun->fields[i], row);
	}
}

struct err row_key(struct arena *arena, const struct noun *noun, const void *row, struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	row_key_write(&buf, noun, row);
	return buf_done(&buf, out);
}

/* The first place where they differ, or the length of the shorter; in whole words at first. */
static size_t common_length(struct str a, struct str b)
{
	size_t shorter = a.len < b.len ? a.len : b.len;
	size_t i = 0;
	uint64_t x, y;

	for (; i + sizeof(x) <= shorter; i += sizeof(x)) {
		memcpy(&x, a.at + i, sizeof(x));
		memcpy(&y, b.at + i, sizeof(y));
		if (x != y)
			break;
	}
	while (i < shorter && a.at[i] == b.at[i])
		i++;
	return i;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits_end(struct str s, size_t from)
{
	while (from < s.len && is_digit(s.at[from]))
		from++;
	return from;
}

static struct str part_from(struct str key, size_t from)
{
	size_t end = str_find_char(key, '/', from);

	return str_slice(key, from, end == SIZE_MAX ? key.len : end);
}

/* The order by the parts in which the first difference is: those before it are the same. */
static int part_cmp(struct str a, struct str b, size_t differ)
{
	int order;

	while (differ > 0 && a.at[differ - 1] != '/')
		differ--;
	order = str_cmp_natural(part_from(a, differ), part_from(b, differ));
	if (order != 0)
		return order;
	/* One of the keys ends here. */
	return a.len < b.len ? -1 : 1;
}

/* The rank of a byte: the separator stands before all others. */
static int rank(char c)
{
	return c == '/' ? -1 : (unsigned char)c;
}

/*
 * Searches spend their time here, so the first difference is looked for in whole words and decides
 * by itself: it is in two numbers without leading zeros, of which the longer is the greater one, or
 * the bytes decide. Zeros are left to part_cmp.
 */
int key_cmp(struct str a, struct str b)
{
	size_t differ = common_length(a, b), number = differ;
	size_t a_end, b_end;

	if (differ == a.len && differ == b.len)
		return 0;
	while (number > 0 && is_digit(a.at[number - 1]))
		number--;
	a_end = digits_end(a, differ);
	b_end = digits_end(b, differ);
	if (number < a_end && number < b_end) {
		if (a.at[number] == '0' || b.at[number] == '0')
			return part_cmp(a, b, differ);
		if (a_end != b_end)
			return a_end < b_end ? -1 : 1;
	}
	if (differ == a.len || differ == b.len)
		return a.len < b.len ? -1 : 1;
	return rank(a.at[differ]) - rank(b.at[differ]);
}

static bool field_eq(const struct field *field, const void *a, const void *b)
{
	struct decimal x, y;
	struct period p, q;

	switch (field->type) {
	case FIELD_CODE:
	case FIELD_TEXT:
		return str_eq(field_str(field, a), field_str(field, b));
	case FIELD_CHOICE:
		return field_choice(field, a) == field_choice(field, b);
	case FIELD_INTEGER:
	case FIELD_MONEY:
		return field_integer(field, a) == field_integer(field, b);
	case FIELD_DECIMAL: /* 13.2 and 13.20 are different cells */
		x = field_decimal(field, a);
		y = field_decimal(field, b);
		return x.units == y.units && x.scale == y.scale;
	case FIELD_DATE:
		return date_cmp(field_date(field, a), field_date(field, b)) == 0;
	case FIELD_PERIOD:
		p = field_period(field, a);
		q = field_period(field, b);
		return p.kind == q.kind && date_cmp(p.first, q.first) == 0;
	case FIELD_TYPE_COUNT_:
		break;
	}
	return false;
}

size_t row_differences(const struct noun *noun, const void *a, const void *b,
		       const struct field *out[static NOUN_FIELDS_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < noun->n_fields; i++)
		if (!field_eq(&noun->fields[i], a, b))
			out[n++] = &noun->fields[i];
	return n;
}

bool row_eq(const struct noun *noun, const void *a, const void *b)
{
	for (size_t i = 0; i < noun->n_fields; i++)
		if (!field_eq(&noun->fields[i], a, b))
			return false;
	return true;
}

static bool is_words(const struct field *field)
{
	return field->type == FIELD_CODE || field->type == FIELD_TEXT;
}

size_t row_text_bytes(const struct noun *noun, const void *row)
{
	size_t bytes = 0;

	for (size_t i = 0; i < noun->n_fields; i++)
		if (is_words(&noun->fields[i]))
			bytes += field_str(&noun->fields[i], row).len;
	return bytes;
}

char *row_copy_to(const struct noun *noun, const void *from, void *to, char *room)
{
	memcpy(to, from, noun->row_size);
	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];
		struct str *s;

		if (!is_words(field))
			continue;
		s = (struct str *)(void *)((char *)to + field->offset);
		if (s->len > 0)
			memcpy(room, s->at, s->len);
		s->at = room;
		room += s->len;
	}
	return room;
}

bool row_copy(struct arena *arena, const struct noun *noun, const void *from, void *to)
{
	char *room = NEW(arena, char, row_text_bytes(noun, from));

	if (!room)
		return false;
	row_copy_to(noun, from, to, room);
	return true;
}

/* The cell with "\" and LF made harmless, so that a line of the encoding is one field. */
static void write_escaped(struct buf *buf, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] != '\\' && s.at[i] != '\n')
			continue;
		buf_str(buf, str_slice(s, from, i));
		buf_str(buf, s.at[i] == '\n' ? S("\\n") : S("\\\\"));
		from = i + 1;
	}
	buf_str(buf, str_slice(s, from, s.len));
}

/* The noun's fields sorted by name in byte order, as indexes; few enough to be sorted each time. */
static void sort_fields(const struct noun *noun, size_t order[static NOUN_FIELDS_MAX])
{
	for (size_t i = 0; i < noun->n_fields; i++) {
		size_t at = i;

		while (at > 0 &&
		       str_cmp(noun->fields[order[at - 1]].name, noun->fields[i].name) > 0) {
			order[at] = order[at - 1];
			at--;
		}
		order[at] = i;
	}
}

void row_encode(struct buf *buf, const struct noun *noun, const void *row)
{
	size_t order[NOUN_FIELDS_MAX];

	sort_fields(noun, order);
	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[order[i]];

		if (field_is_empty(field, row))
			continue;
		buf_str(buf, field->name);
		buf_char(buf, '=');
		if (is_words(field))
			write_escaped(buf, field_str(field, row));
		else
			field_write(buf, noun, field, row);
		buf_char(buf, '\n');
	}
}

/* Undoes write_escaped at *room, moving it on; false when the text was not written by it. */
static bool read_escaped(struct str s, char **room, struct str *out)
{
	char *to = *room;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '\\') {
			if (++i == s.len || (s.at[i] != '\\' && s.at[i] != 'n'))
				return false;
			c = s.at[i] == 'n' ? '\n' : '\\';
		}
		*to++ = c;
	}
	*out = (struct str){ .at = *room, .len = (size_t)(to - *room) };
	*room = to;
	return true;
}

/* The cells of an encoding by the index of their field, at room; those not there are empty. */
static bool split_cells(const struct noun *noun, struct str encoded, char *room, struct str *cells)
{
	struct str rest = encoded, line;

	while (rest.len > 0) {
		size_t end = str_find_char(rest, '\n', 0), equals;
		const struct field *field;

		if (end == SIZE_MAX)
			return false;
		line = str_slice(rest, 0, end);
		rest = str_slice(rest, end + 1, rest.len);
		equals = str_find_char(line, '=', 0);
		if (equals == SIZE_MAX)
			return false;
		field = noun_field(noun, str_slice(line, 0, equals));
		if (!field || !read_escaped(str_slice(line, equals + 1, line.len), &room,
					    &cells[field - noun->fields]))
			return false;
	}
	return true;
}

/* Sets every field from its cell; the currency goes first, because money is read in it. */
static bool parse_cells(const struct noun *noun, const struct str *cells, void *row)
{
	if (noun->currency >= 0 &&
	    !field_parse(noun, &noun->fields[noun->currency], cells[noun->currency], row))
		return false;
	for (size_t i = 0; i < noun->n_fields; i++)
		if (!field_parse(noun, &noun->fields[i], cells[i], row))
			return false;
	return true;
}

/* One row has one encoding: whatever else reads as the same row is refused. */
static struct err check_canonical(struct arena *arena, const struct noun *noun, const void *row,
				  struct str encoded)
{
	struct arena_mark mark = arena_mark(arena);
	struct buf again;
	struct str held = S("");
	struct err e;

	buf_init(&again, arena);
	row_encode(&again, noun, row);
	e = buf_done(&again, &held);
	if (!failed(e) && !str_eq(held, encoded))
		e = ERROR(ERR_INVALID, "the encoding of a row is not canonical");
	arena_rewind(arena, mark);
	return e;
}

struct err row_decode(struct arena *arena, const struct noun *noun, struct str encoded, void *row)
{
	struct str cells[NOUN_FIELDS_MAX] = { { .at = NULL } };
	char *room;

	assert(noun->n_fields <= NOUN_FIELDS_MAX);
	TRY_NEW(room = NEW(arena, char, encoded.len));
	row_clear(noun, row);
	if (!split_cells(noun, encoded, room, cells) || !parse_cells(noun, cells, row))
		return ERROR(ERR_INVALID, "not the encoding of a row");
	return check_canonical(arena, noun, row, encoded);
}
