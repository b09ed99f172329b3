/*
 * Conditions of the rules of a hierarchy. Most read identifiers alone, which a combination has whatever its data
 * points say; others are about the data points of a code.
 */
#include "vtl/hierarchy_grid.h"

#include "cube/column_writer.h"

/* Marks the components that the condition reads. */
static void mark_read(const struct expression *condition, bool *is_read)
{
	if (condition->kind == EXPRESSION_COMPONENT)
		is_read[condition->component] = true;
	for (size_t i = 0; i < condition->n_operands; i++)
		if (condition->operands[i])
			mark_read(condition->operands[i], is_read);
}

/* What a data point says of a component that is no identifier. */
static struct scalar cell_scalar(const struct grid *grid, const struct cell *cell, size_t place)
{
	enum data_type type = grid->operand->structure.at[place].type;

	if (cell->state == CELL_MISSING)
		return scalar_null(type);
	if (place == grid->measure)
		return cell->state == CELL_NULL ? scalar_null(type)
						: grid_measure(cell->value, cell->integer, type);
	for (size_t v = 0; v < grid->n_virals; v++)
		if (grid->virals[v] == place)
			return cell->attributes[v];
	/* What rules compute has no other attributes. */
	return cell->is_given ? column_scalar(&grid->operand->columns[place], cell->row)
			      : scalar_null(type);
}

static struct err cell_column(const struct grid *grid, size_t code, size_t place, grid_source *from,
			      struct column *out)
{
	struct column_writer writer;

	TRY(column_writer_begin(&writer, grid->arena, grid->operand->structure.at[place].type,
				grid->n_points));
	for (size_t p = 0; p < grid->n_points; p++) {
		if (p % VECTOR_ROWS == 0)
			TRY(run_check(grid->run));
		TRY(column_writer_put(&writer, p, cell_scalar(grid, from(grid, code, p), place)));
	}
	*out = writer.column;
	return OK;
}

static struct err read_column(const struct grid *grid, size_t code, size_t place, grid_source *from,
			      struct column *out)
{
	struct scalar item = { 0 };

	if (grid->operand->structure.at[place].role != ROLE_IDENTIFIER)
		return cell_column(grid, code, place, from, out);
	*out = grid->points[place];
	if (place != grid->component ||
	    !scalar_parse(grid_code_type(grid), grid->codes[code], &item))
		return OK;
	return column_constant(grid->arena, item, out);
}

/* A condition on the data points of the code. */
static struct err tell_condition(const struct grid *grid, const struct expression *condition,
				 size_t code, grid_source *from, const uint8_t **out)
{
	struct dataset points = { .structure = grid->operand->structure, .n_rows = grid->n_points };
	struct column *columns, column;
	uint8_t *holds;
	bool *is_read;

	*out = NULL;
	if (!condition)
		return OK;
	TRY_NEW(columns = NEW(grid->arena, struct column, points.structure.count));
	TRY_NEW(is_read = NEW(grid->arena, bool, points.structure.count));
	TRY_NEW(holds = NEW(grid->arena, uint8_t, grid->n_points));
	mark_read(condition, is_read);
	for (size_t i = 0; i < points.structure.count; i++)
		if (is_read[i])
			TRY(read_column(grid, code, i, from, &columns[i]));
	points.columns = columns;
	TRY(expression_columns(grid->run, grid->arena, &points, &condition, 1, &column));
	for (size_t p = 0; p < grid->n_points; p++) {
		struct scalar value = column_scalar(&column, p);

		holds[p] = value.type == DATA_BOOLEAN && !value.is_null && value.boolean;
	}
	*out = holds;
	return OK;
}

struct err grid_tell_conditions(struct grid *grid, size_t rule, grid_source *from,
				grid_source *from_left)
{
	const struct hierarchy_rule *is = &grid->hierarchy->rules[rule];
	struct grid_rule *read = &grid->rules[rule];

	TRY(tell_condition(grid, is->condition, read->left, from_left, &read->condition));
	for (size_t t = 0; t < is->n_terms; t++)
		TRY(tell_condition(grid, is->terms[t].condition, read->terms[t], from,
				   &read->term_conditions[t]));
	return OK;
}
