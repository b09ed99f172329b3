/*
 * What the two operators of hierarchies share: the operand that they take, where a rule takes its items
 * from, the rules that compute, and the columns of codes and combinations.
 */
#include "vtl/hierarchy_grid.h"

#include "vtl/draft.h"

#include <math.h>

struct err grid_check_operand(const struct structure *operand, const struct hierarchy *hierarchy,
			      struct str name, struct fault *fault)
{
	ptrdiff_t measure = structure_only(operand, ROLE_MEASURE);
	size_t component;

	TRY(component_find(operand, name, hierarchy->component, &component, fault));
	if (operand->at[component].role != ROLE_IDENTIFIER ||
	    operand->at[component].type != DATA_STRING)
		return fault_set(fault, 1, S(N_("{1}: {2} must be an identifier of strings")),
				 (struct message_args){ { name, hierarchy->component } });
	if (measure == COMPONENT_NONE || !data_is_numeric(operand->at[measure].type))
		return fault_set(fault, 1,
				 S(N_("{1}: the dataset must have exactly one measure, a number")),
				 (struct message_args){ { name } });
	return OK;
}

static const struct cell *from_operand(const struct grid *grid, size_t code, size_t point)
{
	return grid_given(grid, code, point);
}

static const struct cell *from_rules(const struct grid *grid, size_t code, size_t point)
{
	return grid->is_computed[code] ? grid_computed(grid, code, point)
				       : grid_given(grid, code, point);
}

static const struct cell *from_rules_first(const struct grid *grid, size_t code, size_t point)
{
	const struct cell *computed = grid_computed(grid, code, point);

	return computed->state == CELL_VALUE && !computed->is_hidden
		       ? computed
		       : grid_given(grid, code, point);
}

static const struct cell *from_operand_first(const struct grid *grid, size_t code, size_t point)
{
	const struct cell *given = grid_given(grid, code, point);

	return given->state == CELL_VALUE || !grid->is_computed[code]
		       ? given
		       : grid_computed(grid, code, point);
}

grid_source *grid_source_of(enum hierarchy_input input)
{
	switch (input) {
	case HIERARCHY_DATASET:
		return from_operand;
	case HIERARCHY_RULE:
		return from_rules;
	case HIERARCHY_RULE_PRIORITY:
		return from_rules_first;
	case HIERARCHY_DATASET_PRIORITY:
		break;
	}
	return from_operand_first;
}

/*
 * Is a data point with this value part of the result? One that is left out for its value, and not for
 * want of items, is there for other rules all the same.
 */
static bool is_produced(enum hierarchy_mode mode, const struct grid_sum *sum)
{
	switch (mode) {
	case HIERARCHY_NON_NULL:
		return !sum->is_null;
	case HIERARCHY_NON_ZERO:
		return sum->is_null || sum->value != 0;
	case HIERARCHY_PARTIAL_NULL:
	case HIERARCHY_PARTIAL_ZERO:
		return sum->is_found;
	case HIERARCHY_ALWAYS_NULL:
	case HIERARCHY_ALWAYS_ZERO:
		break;
	}
	return true;
}

struct err grid_keep_virals(struct grid *grid, const struct viral_value *virals,
			    struct scalar **out)
{
	struct scalar *attributes = NEW(grid->arena, struct scalar, grid->n_virals);

	TRY_NEW(attributes);
	for (size_t v = 0; v < grid->n_virals; v++)
		attributes[v] = viral_taken(grid->viral_rules[v], &virals[v],
					    grid->operand->structure.at[grid->virals[v]].type);
	*out = attributes;
	return OK;
}

/* One rule for all combinations. */
static struct err compute_rule(struct grid *grid, size_t rule, grid_source *from)
{
	const struct grid_rule *read = &grid->rules[rule];
	bool takes_zero = hierarchy_takes_zero(grid->hierarchy->mode);
	bool is_partial = grid->hierarchy->mode == HIERARCHY_PARTIAL_NULL ||
			  grid->hierarchy->mode == HIERARCHY_PARTIAL_ZERO;
	struct viral_value *virals = NEW(grid->arena, struct viral_value, grid->n_virals);

	TRY_NEW(virals);
	for (size_t p = 0; p < grid->n_points; p++) {
		struct cell *cell = grid_computed(grid, read->left, p);
		bool is_there = cell->state != CELL_MISSING && !cell->is_hidden;
		struct grid_sum sum;

		if (p % VECTOR_ROWS == 0)
			TRY(run_check(grid->run));
		if (is_there || (read->condition && !read->condition[p]))
			continue;
		for (size_t v = 0; v < grid->n_virals; v++)
			virals[v] = (struct viral_value){ 0 };
		sum = grid_sum_of(grid, rule, p, takes_zero, from, virals);
		cell->is_hidden = !is_produced(grid->hierarchy->mode, &sum);
		if (cell->is_hidden && is_partial)
			continue;
		cell->state = sum.is_null ? CELL_NULL : CELL_VALUE;
		cell->value = sum.value;
		TRY(grid_keep_virals(grid, virals, &cell->attributes));
	}
	return OK;
}

struct err grid_compute(struct grid *grid)
{
	for (size_t i = 0; i < grid->hierarchy->n_rules; i++) {
		size_t rule = grid->order[i];

		if (grid->hierarchy->rules[rule].relation == OPERATION_EQUAL)
			TRY(compute_rule(grid, rule, grid_source_of(grid->hierarchy->input)));
	}
	return OK;
}

struct scalar grid_measure(double value, enum data_type type)
{
	return type == DATA_INTEGER ? scalar_integer((int64_t)llround(value))
				    : scalar_number(value);
}

/* The codes of the rules as a dictionary. */
struct err grid_code_column(const struct grid *grid, struct arena *arena, const uint32_t *codes,
			    struct column *out)
{
	struct dictionary *dictionary = NEW(arena, struct dictionary, 1);
	struct str *strings = NEW(arena, struct str, grid->n_codes);

	TRY_NEW(dictionary);
	TRY_NEW(strings);
	for (size_t c = 0; c < grid->n_codes; c++) {
		strings[c] = str_copy(arena, grid->codes[c]);
		if (!strings[c].at && grid->codes[c].len)
			return ERROR(ERR_LIMIT, "out of memory");
	}
	*dictionary = (struct dictionary){ strings, grid->n_codes };
	*out = (struct column){ .type = DATA_STRING, .values = codes, .dictionary = dictionary };
	return OK;
}

/* The other identifiers of the combinations, chosen from the operand. */
struct err grid_point_column(const struct grid *grid, struct arena *arena, size_t place,
			     const uint32_t *points, size_t count, struct column *out)
{
	uint32_t *rows = NEW(arena, uint32_t, count);
	struct row_choice choice = { .arena = arena, .rows = rows, .n_rows = count };

	TRY_NEW(rows);
	for (size_t i = 0; i < count; i++)
		rows[i] = grid->first_rows[points[i]];
	return row_choice_column(&choice, &grid->operand->columns[place], out);
}
