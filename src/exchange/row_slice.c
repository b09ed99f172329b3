/* Slices are written once for the cells they are made of; the next row mostly has the same. */
#include "exchange/row_slice.h"

#include <string.h>

#include "base/mark.h"
#include "cube/slice.h"

enum { SLICES_KEPT = 1 << 17 }; /* beyond, a slice is written again in each chunk */

/* A code as a category: white space becomes "_"; what cannot be one is refused. */
static struct err category_of(struct file_row *row, const struct dimension_column *dimension,
			      struct str code, struct str *out)
{
	char *text = arena_text(row->rows->arena, code.len);

	TRY_NEW(text);
	for (size_t i = 0; i < code.len; i++) {
		char c = code.at[i];

		if (c == ';' || c == '=' || c == '/')
			file_row_refuse(row, dimension->column, code,
					S(N_("a code without \";\", \"=\" and \"/\"")));
		if ((unsigned char)c <= ' ' || c == 0x7f)
			c = '_';
		if (dimension->rule->capitals && c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		text[i] = c;
	}
	*out = (struct str){ text, code.len };
	return OK;
}

/* The coordinate that a cell stands for; *is_total_out: it stands for none. */
static struct err read_coordinate(struct file_row *row, const struct dimension_column *dimension,
				  struct coordinate *out, bool *is_total_out)
{
	struct str code = file_row_cell(row, dimension->column, true);
	struct str name = dimension->name;

	*is_total_out = name_list_has(&dimension->rule->totals, code);
	if (*is_total_out)
		return OK;
	if (dimension->rule->is_pair) {
		size_t equals = str_find_char(code, '=', 0);

		if (equals == SIZE_MAX || equals == 0 || equals + 1 == code.len) {
			file_row_refuse(row, dimension->column, code,
					S(N_("a coordinate such as SEX=F")));
			return OK;
		}
		name = str_slice(code, 0, equals);
		code = str_slice(code, equals + 1, code.len);
	}
	if (str_empty(code))
		file_row_refuse(row, dimension->column, code, S(""));
	out->dimension = name;
	return category_of(row, dimension, code_table_map(&dimension->rule->codes, code),
			   &out->category);
}

/* A dimension is there twice, or a cell names what is none: a cell that says its own is to blame. */
static void refuse_slice(struct file_row *row)
{
	const struct column_map *map = row->rows->map;
	size_t column = map->dimensions[0].column;

	for (size_t i = 0; i < map->n_dimensions; i++)
		if (map->dimensions[i].rule->is_pair)
			column = map->dimensions[i].column;
	file_row_refuse(row, column, file_row_cell(row, column, true),
			S(N_("a coordinate of a dimension that stands there once")));
}

static struct err write_slice(struct file_row *row, struct arena *arena, struct str *out)
{
	const struct column_map *map = row->rows->map;
	struct coordinate coordinates[SLICE_COORDINATES_MAX];
	size_t count = 0;
	struct err e;

	for (size_t i = 0; i < map->n_dimensions; i++) {
		struct coordinate one = { 0 };
		bool is_total;

		TRY(read_coordinate(row, &map->dimensions[i], &one, &is_total));
		if (row->is_refused)
			return OK;
		if (is_total)
			continue;
		if (count == SLICE_COORDINATES_MAX) {
			file_row_refuse(row, map->dimensions[i].column, one.category,
					S(N_("one of at most 16 coordinates")));
			return OK;
		}
		coordinates[count++] = one;
	}
	e = slice_write(arena, coordinates, count, out);
	if (e.code != ERR_INVALID)
		return e;
	refuse_slice(row);
	return OK;
}

/* The cells of the dimensions, one behind the other; false when they are too long to be kept. */
static bool join_cells(const struct file_row *row, char out[static SLICE_TEXT_MOST],
		       size_t *len_out)
{
	const struct column_map *map = row->rows->map;
	size_t len = 0;

	for (size_t i = 0; i < map->n_dimensions; i++) {
		struct str cell = row->record->cells[map->dimensions[i].column];

		if (cell.len >= SLICE_TEXT_MOST - len)
			return false;
		if (cell.len > 0)
			memcpy(out + len, cell.at, cell.len);
		len += cell.len;
		out[len++] = '\0'; /* which no file has */
	}
	*len_out = len;
	return true;
}

/* Are the cells of the dimensions those of the row before? */
static bool same_cells(const struct file_row *row)
{
	const struct slice_cells *last = &row->rows->last;
	const struct column_map *map = row->rows->map;
	size_t at = 0;

	if (!last->is_there)
		return false;
	for (size_t i = 0; i < map->n_dimensions; i++) {
		struct str cell = row->record->cells[map->dimensions[i].column];

		/* What was joined ends with a zero byte, which no cell has. */
		for (size_t c = 0; c < cell.len; c++)
			if (last->cells[at++] != cell.at[c])
				return false;
		if (last->cells[at++] != '\0')
			return false;
	}
	return true;
}

static struct err make_slice(struct file_row *row, struct str cells, struct str *out)
{
	struct observation_rows *rows = row->rows;
	bool kept = rows->slices.count < SLICES_KEPT && cells.at;
	struct str key;

	TRY(write_slice(row, kept ? rows->kept : rows->arena, out));
	if (!kept || row->is_refused)
		return OK;
	key = str_copy(rows->kept, cells);
	TRY_NEW(key.at);
	TRY(map_put(&rows->by_cells, key, rows->slices.count));
	return list_push(&rows->slices, out);
}

struct err row_slice(struct file_row *row, struct str *out)
{
	struct observation_rows *rows = row->rows;
	char text[SLICE_TEXT_MOST];
	struct str cells = { text, 0 };
	uint64_t place;

	*out = S("");
	if (rows->map->n_dimensions == 0)
		return OK;
	if (same_cells(row)) {
		*out = rows->last.slice;
		return OK;
	}
	if (!join_cells(row, text, &cells.len))
		return make_slice(row, (struct str){ 0 }, out);
	if (map_get(&rows->by_cells, cells, &place))
		*out = *LIST_AT(rows->slices, struct str, place);
	else
		TRY(make_slice(row, cells, out));
	/* Only what is kept may be remembered. */
	rows->last.is_there = !row->is_refused && rows->slices.count < SLICES_KEPT;
	rows->last.slice = *out;
	memcpy(rows->last.cells, text, cells.len);
	return OK;
}
