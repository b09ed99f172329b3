/* The canonical text of coordinates. */
#include "cube/slice.h"

#include "base/arena.h"
#include "base/buf.h"
#include "cube/age_code.h"

static char capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_dimension_char(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static bool is_dimension(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_dimension_char(capital(s.at[i])))
			return false;
	return s.len > 0;
}

static bool is_category(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c <= ' ' || c == 0x7f || c == ';' || c == '=' || c == '/')
			return false;
	}
	return s.len > 0;
}

static struct err make_capital(struct arena *arena, struct str s, struct str *out)
{
	char *text;

	TRY_NEW(text = arena_text(arena, s.len));
	for (size_t i = 0; i < s.len; i++)
		text[i] = capital(s.at[i]);
	*out = (struct str){ .at = text, .len = s.len };
	return OK;
}

/* Into its place among the sorted ones before it; false when the dimension is there already. */
static bool insert(struct coordinate *sorted, size_t count, struct coordinate coordinate)
{
	size_t place = count;

	for (; place > 0; place--) {
		int order = str_cmp(sorted[place - 1].dimension, coordinate.dimension);

		if (order == 0)
			return false;
		if (order < 0)
			break;
		sorted[place] = sorted[place - 1];
	}
	sorted[place] = coordinate;
	return true;
}

struct err slice_write(struct arena *arena, const struct coordinate *coordinates, size_t count,
		       struct str *out)
{
	struct coordinate sorted[SLICE_COORDINATES_MAX];
	struct buf buf;

	if (count > SLICE_COORDINATES_MAX)
		return ERROR(ERR_INVALID, "too many dimensions");
	for (size_t i = 0; i < count; i++) {
		struct coordinate coordinate = coordinates[i];

		if (!is_dimension(coordinate.dimension) || !is_category(coordinate.category))
			return ERROR(ERR_INVALID,
				     "no name of a dimension, or no code of a category");
		TRY(make_capital(arena, coordinate.dimension, &coordinate.dimension));
		if (str_eq(coordinate.dimension, S("AGE")))
			TRY(age_code(arena, coordinate.category, &coordinate.category));
		if (!insert(sorted, i, coordinate))
			return ERROR(ERR_INVALID, "a dimension is there twice");
	}
	buf_init(&buf, arena);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			buf_char(&buf, ';');
		buf_str(&buf, sorted[i].dimension);
		buf_char(&buf, '=');
		buf_str(&buf, sorted[i].category);
	}
	return buf_done(&buf, out);
}

/* One "DIMENSION=category" of a canonical text. */
static bool parse_one(struct str text, struct coordinate *out)
{
	size_t equals = str_find_char(text, '=', 0);

	if (equals == SIZE_MAX)
		return false;
	out->dimension = str_slice(text, 0, equals);
	out->category = str_slice(text, equals + 1, text.len);
	for (size_t i = 0; i < out->dimension.len; i++)
		if (!is_dimension_char(out->dimension.at[i]))
			return false;
	return is_dimension(out->dimension) && is_category(out->category);
}

bool slice_parse(struct str slice, struct coordinate out[static SLICE_COORDINATES_MAX],
		 size_t *count_out)
{
	struct str rest = slice, one;
	size_t count = 0;

	while (!str_empty(rest)) {
		if (count == SLICE_COORDINATES_MAX || rest.at[rest.len - 1] == ';')
			return false;
		str_cut(&rest, ';', &one);
		if (!parse_one(one, &out[count]))
			return false;
		if (count > 0 && str_cmp(out[count - 1].dimension, out[count].dimension) >= 0)
			return false;
		count++;
	}
	*count_out = count;
	return true;
}
