/* The grid of codes and combinations. */
#include "vtl/hierarchy_grid.h"

#include "base/buf.h"
#include "base/map.h"
#include "cube/row_groups.h"
#include "vtl/draft.h"
#include "vtl/hierarchy_order.h"

enum { CODE_BYTES = 64 }; /* of one that is no string */

/* The number of a code, by its value however it is spelled: 1 and 01 are one integer. */
static struct err code_of(struct map *codes, struct grid *grid, struct str code, size_t *out)
{
	struct buf text;
	struct scalar value;
	uint64_t known;

	if (scalar_parse(grid_code_type(grid), code, &value) && value.type != DATA_STRING) {
		buf_init(&text, grid->arena);
		scalar_write(&text, value);
		TRY(buf_done(&text, &code));
	}
	if (!map_get(codes, code, &known)) {
		known = grid->n_codes;
		grid->codes[grid->n_codes++] = code;
		TRY(map_put(codes, code, known));
	}
	*out = (size_t)known;
	return OK;
}

static struct err read_rules(struct grid *grid, struct map *codes)
{
	const struct hierarchy *hierarchy = grid->hierarchy;
	size_t n = 0;

	for (size_t r = 0; r < hierarchy->n_rules; r++)
		n += 1 + hierarchy->rules[r].n_terms;
	TRY_NEW(grid->codes = NEW(grid->arena, struct str, n));
	TRY_NEW(grid->n_computing = NEW(grid->arena, size_t, n));
	TRY_NEW(grid->rules = NEW(grid->arena, struct grid_rule, hierarchy->n_rules));
	for (size_t r = 0; r < hierarchy->n_rules; r++) {
		const struct hierarchy_rule *rule = &hierarchy->rules[r];
		struct grid_rule *read = &grid->rules[r];

		TRY(code_of(codes, grid, rule->left, &read->left));
		if (rule->relation == OPERATION_EQUAL)
			grid->n_computing[read->left]++;
		TRY_NEW(read->terms = NEW(grid->arena, size_t, rule->n_terms));
		TRY_NEW(read->term_conditions = NEW(grid->arena, const uint8_t *, rule->n_terms));
		for (size_t t = 0; t < rule->n_terms; t++)
			TRY(code_of(codes, grid, rule->terms[t].code, &read->terms[t]));
	}
	return OK;
}

static struct err read_structure(struct grid *grid)
{
	const struct structure *structure = &grid->operand->structure;

	grid->component = (size_t)structure_find(structure, grid->hierarchy->component);
	grid->measure = (size_t)structure_only(structure, ROLE_MEASURE);
	TRY_NEW(grid->virals = NEW(grid->arena, size_t, structure->count));
	TRY_NEW(grid->viral_rules = NEW(grid->arena, const struct viral_rule *, structure->count));
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role != ROLE_VIRAL_ATTRIBUTE)
			continue;
		grid->viral_rules[grid->n_virals] =
			viral_rule_of(grid->hierarchy->viral, &structure->at[i]);
		grid->virals[grid->n_virals++] = i;
	}
	return OK;
}

/* Groups the rows by the other identifiers; point_of says each row's combination. */
static struct err find_points(struct grid *grid, uint32_t *point_of)
{
	const struct dataset *operand = grid->operand;
	const struct column **columns =
		NEW(grid->arena, const struct column *, operand->structure.count);
	struct row_groups groups;
	size_t n = 0;

	TRY_NEW(columns);
	for (size_t i = 0; i < operand->structure.count; i++) {
		if (operand->structure.at[i].role == ROLE_IDENTIFIER && i != grid->component)
			columns[n++] = &operand->columns[i];
	}
	TRY(row_groups_begin(&groups, grid->arena, NULL, columns, n, operand->n_rows));
	for (size_t from = 0; from < operand->n_rows; from += VECTOR_ROWS) {
		size_t block = operand->n_rows - from < VECTOR_ROWS ? operand->n_rows - from
								    : VECTOR_ROWS;

		TRY(run_check(grid->run));
		TRY(row_groups_block(&groups, from, block, point_of + from));
	}
	grid->n_points = groups.count;
	grid->first_rows = groups.first_rows;
	return OK;
}

static struct err read_virals(struct grid *grid, size_t row, struct cell *cell)
{
	TRY_NEW(cell->attributes = NEW(grid->arena, struct scalar, grid->n_virals));
	for (size_t v = 0; v < grid->n_virals; v++)
		cell->attributes[v] = column_scalar(&grid->operand->columns[grid->virals[v]], row);
	return OK;
}

/* A code as the map has it; text is written only where it is no string. */
static struct str code_text(struct scalar code, struct buf *text)
{
	if (code.type == DATA_STRING)
		return code.string;
	scalar_write(text, code);
	return buf_held(text);
}

static struct err read_row(struct grid *grid, struct map *codes, size_t row, size_t point)
{
	struct scalar code = column_scalar(&grid->operand->columns[grid->component], row);
	struct scalar value = column_scalar(&grid->operand->columns[grid->measure], row);
	char room[CODE_BYTES];
	struct buf text = { .at = room, .room = sizeof(room), .limit = sizeof(room) };
	struct cell *cell;
	uint64_t known;

	if (code.is_null || !map_get(codes, code_text(code, &text), &known))
		return OK;
	cell = grid_given(grid, (size_t)known, point);
	cell->state = value.is_null ? CELL_NULL : CELL_VALUE;
	cell->is_given = true;
	cell->row = (uint32_t)row;
	if (!value.is_null && value.type == DATA_INTEGER)
		cell->integer = value.integer;
	if (!value.is_null)
		cell->value = value.type == DATA_INTEGER ? (double)value.integer : value.number;
	return read_virals(grid, row, cell);
}

static struct err read_cells(struct grid *grid, struct map *codes)
{
	uint32_t *point_of = NEW(grid->arena, uint32_t, grid->operand->n_rows);
	size_t n_cells;

	TRY_NEW(point_of);
	TRY(find_points(grid, point_of));
	if (__builtin_mul_overflow(grid->n_codes, grid->n_points, &n_cells))
		return ERROR(ERR_LIMIT, "a hierarchy has too many data points");
	TRY_NEW(grid->given = NEW(grid->arena, struct cell, n_cells));
	TRY_NEW(grid->computed = NEW(grid->arena, struct cell, n_cells));
	for (size_t row = 0; row < grid->operand->n_rows; row++) {
		if (row % VECTOR_ROWS == 0)
			TRY(run_check(grid->run));
		TRY(read_row(grid, codes, row, point_of[row]));
	}
	return OK;
}

/* The identifiers beside that of the codes. */
static struct err read_points(struct grid *grid)
{
	const struct structure *structure = &grid->operand->structure;
	struct row_choice choice = { .arena = grid->arena,
				     .rows = grid->first_rows,
				     .n_rows = grid->n_points };
	struct column *columns = NEW(grid->arena, struct column, structure->count);

	TRY_NEW(columns);
	for (size_t i = 0; i < structure->count; i++)
		if (structure->at[i].role == ROLE_IDENTIFIER && i != grid->component)
			TRY(row_choice_column(&choice, &grid->operand->columns[i], &columns[i]));
	grid->points = columns;
	return OK;
}

struct err grid_make(struct grid *grid, struct run *run, struct arena *arena,
		     const struct dataset *operand, const struct hierarchy *hierarchy,
		     struct str name)
{
	struct map codes;

	*grid = (struct grid){
		.run = run, .arena = arena, .operand = operand, .hierarchy = hierarchy
	};
	map_init(&codes, arena);
	TRY(read_structure(grid));
	TRY(read_rules(grid, &codes));
	TRY(hierarchy_order(arena, hierarchy, name, &grid->order, &grid->n_order, &run->fault));
	TRY(read_cells(grid, &codes));
	return read_points(grid);
}

void grid_take_virals(const struct grid *grid, const struct cell *cell, struct viral_value *virals)
{
	for (size_t v = 0; v < grid->n_virals; v++) {
		enum data_type type = grid->operand->structure.at[grid->virals[v]].type;

		viral_take(grid->viral_rules[v], &virals[v],
			   cell->attributes ? cell->attributes[v] : scalar_null(type));
	}
}

struct grid_sum grid_sum_of(const struct grid *grid, size_t rule, size_t point, bool takes_zero,
			    grid_source *from, struct viral_value *virals)
{
	const struct hierarchy_rule *is = &grid->hierarchy->rules[rule];
	const struct grid_rule *read = &grid->rules[rule];
	struct grid_sum sum = { .is_whole = true };

	for (size_t t = 0; t < is->n_terms; t++) {
		const struct cell *cell = from(grid, read->terms[t], point);

		if (read->term_conditions[t] && !read->term_conditions[t][point])
			continue;
		sum.is_found |= cell->state != CELL_MISSING;
		sum.is_whole &= cell->state == CELL_VALUE;
		sum.has_nonzero |= cell->state == CELL_VALUE && cell->value != 0;
		sum.is_null |= cell->state == CELL_NULL ||
			       (cell->state == CELL_MISSING && !takes_zero);
		if (cell->state == CELL_VALUE && is->terms[t].is_minus) {
			sum.value -= cell->value;
			sum.is_over |=
				__builtin_sub_overflow(sum.integer, cell->integer, &sum.integer);
		} else if (cell->state == CELL_VALUE) {
			sum.value += cell->value;
			sum.is_over |=
				__builtin_add_overflow(sum.integer, cell->integer, &sum.integer);
		}
		grid_take_virals(grid, cell, virals);
	}
	return sum;
}
