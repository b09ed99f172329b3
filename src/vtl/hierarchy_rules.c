/*
 * What the two operators of hierarchies share: the operand that they take, where a rule takes its items
 * from, the rules that compute, and the columns of codes and combinations.
 */
#include "vtl/hierarchy_grid.h"

#include "cube/column_writer.h"
#include "vtl/draft.h"
#include "vtl/hierarchy_order.h"

/* Is the code a value that the identifier can have? */
static struct err check_code(const struct component *component, struct str code, struct str name,
			     struct fault *fault)
{
	struct scalar value;

	if (scalar_parse(component->type, code, &value))
		return OK;
	return fault_set(fault, 1, S(N_("{1}: the code item {2} is no {3}, as {4} has them")),
			 (struct message_args){ { name, code, data_type_name(component->type),
						  component->name } });
}

struct err grid_check_operand(struct arena *arena, const struct structure *operand,
			      const struct hierarchy *hierarchy, struct str name,
			      struct fault *fault)
{
	ptrdiff_t measure = structure_only(operand, ROLE_MEASURE);
	size_t component, *order, n;

	TRY(component_find(operand, name, hierarchy->component, &component, fault));
	if (operand->at[component].role != ROLE_IDENTIFIER)
		return fault_set(fault, 1,
				 S(N_("{1}: {2} has the code items, and must be an identifier")),
				 (struct message_args){ { name, hierarchy->component } });
	if (measure == COMPONENT_NONE || !data_is_numeric(operand->at[measure].type))
		return fault_set(fault, 1,
				 S(N_("{1}: the dataset must have exactly one measure, a number")),
				 (struct message_args){ { name } });
	for (size_t r = 0; r < hierarchy->n_rules; r++) {
		const struct hierarchy_rule *rule = &hierarchy->rules[r];

		TRY(check_code(&operand->at[component], rule->left, name, fault));
		for (size_t t = 0; t < rule->n_terms; t++)
			TRY(check_code(&operand->at[component], rule->terms[t].code, name, fault));
	}
	return hierarchy_order(arena, hierarchy, name, &order, &n, fault);
}

static const struct cell *from_operand(const struct grid *grid, size_t code, size_t point)
{
	return grid_given(grid, code, point);
}

static const struct cell *from_rules(const struct grid *grid, size_t code, size_t point)
{
	return grid->n_computing[code] ? grid_computed(grid, code, point)
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

	return given->state == CELL_VALUE || grid->n_computing[code] == 0
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

/* Adds what another rule has computed for the same data point. */
static void add_computed(const struct grid *grid, const struct cell *cell, struct grid_sum *sum,
			 struct viral_value *virals)
{
	sum->is_null |= cell->state == CELL_NULL;
	if (cell->state == CELL_VALUE) {
		sum->value += cell->value;
		sum->is_over |= __builtin_add_overflow(sum->integer, cell->integer, &sum->integer);
	}
	grid_take_virals(grid, cell, virals);
}

/* One rule for one combination; a code that several rules compute is the sum of what they produce. */
static struct err compute_point(struct grid *grid, size_t rule, size_t point, grid_source *from,
				struct viral_value *virals)
{
	const struct grid_rule *read = &grid->rules[rule];
	enum hierarchy_mode mode = grid->hierarchy->mode;
	struct cell *cell = grid_computed(grid, read->left, point);
	bool is_there = cell->state != CELL_MISSING && !cell->is_hidden;
	bool is_partial = mode == HIERARCHY_PARTIAL_NULL || mode == HIERARCHY_PARTIAL_ZERO;
	bool is_hidden;
	struct grid_sum sum;

	for (size_t v = 0; v < grid->n_virals; v++)
		virals[v] = (struct viral_value){ 0 };
	sum = grid_sum_of(grid, rule, point, hierarchy_takes_zero(mode), from, virals);
	is_hidden = !is_produced(mode, &sum);
	if (is_hidden && (is_partial || is_there))
		return OK;
	if (is_there)
		add_computed(grid, cell, &sum, virals);
	if (sum.is_over && grid_is_integer(grid))
		return grid_refuse_sum(grid, S("hierarchy"));
	cell->is_hidden = is_hidden;
	cell->state = sum.is_null ? CELL_NULL : CELL_VALUE;
	cell->value = sum.value;
	cell->integer = sum.integer;
	return grid_keep_virals(grid, virals, &cell->attributes);
}

/* One rule for all combinations. */
static struct err compute_rule(struct grid *grid, size_t rule)
{
	const struct grid_rule *read = &grid->rules[rule];
	struct viral_value *virals = NEW(grid->arena, struct viral_value, grid->n_virals);
	grid_source *from = hierarchy_rule_is_copy(&grid->hierarchy->rules[rule])
				    ? from_operand
				    : grid_source_of(grid->hierarchy->input);

	TRY_NEW(virals);
	TRY(grid_tell_conditions(grid, rule, from, from_operand));
	for (size_t p = 0; p < grid->n_points; p++) {
		if (p % VECTOR_ROWS == 0)
			TRY(run_check(grid->run));
		if (!read->condition || read->condition[p])
			TRY(compute_point(grid, rule, p, from, virals));
	}
	return OK;
}

struct err grid_compute(struct grid *grid)
{
	for (size_t i = 0; i < grid->n_order; i++)
		TRY(compute_rule(grid, grid->order[i]));
	return OK;
}

struct scalar grid_measure(double value, int64_t integer, enum data_type type)
{
	return type == DATA_INTEGER ? scalar_integer(integer) : scalar_number(value);
}

struct err grid_refuse_sum(const struct grid *grid, struct str name)
{
	return fault_set(&grid->run->fault, 1,
			 S(N_("{1}: the result is beyond the range of integers")),
			 (struct message_args){ { name } });
}

/* The codes of the rules as a dictionary. */
static struct err string_codes(const struct grid *grid, struct arena *arena, const uint32_t *codes,
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

struct err grid_code_column(const struct grid *grid, struct arena *arena, const uint32_t *codes,
			    size_t count, struct column *out)
{
	struct column_writer writer;
	struct scalar value;

	if (grid_code_type(grid) == DATA_STRING)
		return string_codes(grid, arena, codes, out);
	TRY(column_writer_begin(&writer, arena, grid_code_type(grid), count));
	for (size_t i = 0; i < count; i++) {
		if (scalar_parse(grid_code_type(grid), grid->codes[codes[i]], &value))
			TRY(column_writer_put(&writer, i, value));
	}
	*out = writer.column;
	out->nulls = NULL;
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
