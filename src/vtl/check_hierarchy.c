/* check_hierarchy: left sides are compared with right sides, rule by rule. */
#include "vtl/hierarchy.h"

#include "cube/column_writer.h"
#include "vtl/check_result.h"
#include "vtl/draft.h"
#include "vtl/hierarchy_grid.h"
#include "vtl/hierarchy_order.h"

#include <math.h>

struct check_call {
	struct dataset *operand;
	const struct hierarchy *hierarchy;
};

struct err check_hierarchy_structure(struct arena *arena, const struct structure *operand,
				     const struct hierarchy *hierarchy, struct structure *out,
				     struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	struct error_types errors = { 0 };
	ptrdiff_t measure;

	TRY(grid_check_operand(arena, operand, hierarchy, S("check_hierarchy"), fault));
	measure = structure_only(operand, ROLE_MEASURE);
	for (size_t r = 0; r < hierarchy->n_rules; r++) {
		const struct hierarchy_rule *rule = &hierarchy->rules[r];

		TRY(error_types_take(&errors, rule->name, &rule->error_code, &rule->error_level,
				     fault));
	}
	TRY(check_add_role(&draft, operand, ROLE_IDENTIFIER));
	TRY(check_add(&draft, S("ruleid"), ROLE_IDENTIFIER, DATA_STRING));
	if (hierarchy->output != HIERARCHY_INVALID)
		TRY(check_add(&draft, S("bool_var"), ROLE_MEASURE, DATA_BOOLEAN));
	if (hierarchy->output != HIERARCHY_ALL)
		TRY(check_add(&draft, operand->at[measure].name, ROLE_MEASURE,
			      operand->at[measure].type));
	TRY(check_add(&draft, S("imbalance"), ROLE_MEASURE, operand->at[measure].type));
	TRY(check_add_errors(&draft, errors));
	TRY(check_add_role(&draft, operand, ROLE_VIRAL_ATTRIBUTE));
	*out = structure_of(&draft);
	return OK;
}

/* What a rule says of a combination. */
struct verdict {
	uint32_t point, rule;
	bool is_null, is_true, has_left, has_imbalance;
	double left, imbalance;
	int64_t left_integer, imbalance_integer; /* the same, where the measure is an integer */
	struct scalar *attributes;
};

struct verdicts {
	struct verdict *at;
	size_t count;
};

/* order: negative, 0 or positive, as the left side is less, equal or greater. */
static bool holds(enum operation relation, int order)
{
	switch (relation) {
	case OPERATION_LESS:
		return order < 0;
	case OPERATION_LESS_EQUAL:
		return order <= 0;
	case OPERATION_GREATER:
		return order > 0;
	case OPERATION_GREATER_EQUAL:
		return order >= 0;
	default:
		return order == 0;
	}
}

/* Sums of decimals differ in the last bits from what they say, so that = is not taken to the letter. */
static int order_of(enum operation relation, double left, double right)
{
	double least = relation == OPERATION_EQUAL ? 1e-12 * fmax(fabs(left), fabs(right)) : 0;

	if (fabs(left - right) <= least)
		return 0;
	return left < right ? -1 : 1;
}

/* Is the comparison with this left side part of the result? */
static bool is_told(enum hierarchy_mode mode, const struct cell *left, const struct grid_sum *sum)
{
	switch (mode) {
	case HIERARCHY_NON_NULL:
		return left->state == CELL_VALUE && sum->is_whole;
	case HIERARCHY_NON_ZERO:
		return sum->has_nonzero || (left->state == CELL_VALUE && left->value != 0);
	case HIERARCHY_PARTIAL_NULL:
	case HIERARCHY_PARTIAL_ZERO:
		return sum->is_found || left->state != CELL_MISSING;
	case HIERARCHY_ALWAYS_NULL:
	case HIERARCHY_ALWAYS_ZERO:
		break;
	}
	return true;
}

/* The two sides as the measure has them. ERR_INVALID: they differ by more than an integer can say. */
static struct err compare(const struct grid *grid, enum operation relation,
			  const struct grid_sum *right, struct verdict *verdict)
{
	verdict->has_imbalance = true;
	verdict->imbalance = verdict->left - right->value;
	if (!grid_is_integer(grid)) {
		verdict->is_true = holds(relation, order_of(relation, verdict->left, right->value));
		return OK;
	}
	verdict->is_true = holds(relation, (verdict->left_integer > right->integer) -
						   (verdict->left_integer < right->integer));
	if (right->is_over || __builtin_sub_overflow(verdict->left_integer, right->integer,
						     &verdict->imbalance_integer))
		return grid_refuse_sum(grid, S("check_hierarchy"));
	return OK;
}

static struct err judge(const struct grid *grid, size_t rule, size_t point, const struct cell *left,
			const struct grid_sum *sum, struct verdict *out)
{
	bool takes_zero = hierarchy_takes_zero(grid->hierarchy->mode);
	bool is_left_null = left->state == CELL_NULL ||
			    (left->state == CELL_MISSING && !takes_zero);
	struct verdict verdict = { .point = (uint32_t)point, .rule = (uint32_t)rule };

	verdict.is_null = is_left_null || sum->is_null;
	verdict.has_left = !is_left_null;
	if (left->state == CELL_VALUE) {
		verdict.left = left->value;
		verdict.left_integer = left->integer;
	}
	if (!verdict.is_null)
		TRY(compare(grid, grid->hierarchy->rules[rule].relation, sum, &verdict));
	*out = verdict;
	return OK;
}

/* The left side is taken from what another rule computes, and never from the rule's own right side. */
static grid_source *left_source(const struct grid *grid, size_t rule)
{
	bool is_own = grid->hierarchy->rules[rule].relation == OPERATION_EQUAL;
	bool has_other = grid->n_computing[grid->rules[rule].left] > (size_t)is_own;

	return grid_source_of(has_other ? grid->hierarchy->input : HIERARCHY_DATASET);
}

static struct err judge_rule(struct grid *grid, size_t rule, struct verdicts *out)
{
	const struct grid_rule *read = &grid->rules[rule];
	const struct hierarchy *hierarchy = grid->hierarchy;
	grid_source *from = grid_source_of(hierarchy->input);
	grid_source *from_left = left_source(grid, rule);
	struct viral_value *virals = NEW(grid->arena, struct viral_value, grid->n_virals);

	TRY_NEW(virals);
	TRY(grid_tell_conditions(grid, rule, from, from_left));
	for (size_t p = 0; p < grid->n_points; p++) {
		const struct cell *left = from_left(grid, read->left, p);
		struct verdict verdict;
		struct grid_sum sum;

		if (p % VECTOR_ROWS == 0)
			TRY(run_check(grid->run));
		if (read->condition && !read->condition[p])
			continue;
		for (size_t v = 0; v < grid->n_virals; v++)
			virals[v] = (struct viral_value){ 0 };
		grid_take_virals(grid, left, virals);
		sum = grid_sum_of(grid, rule, p, hierarchy_takes_zero(hierarchy->mode), from,
				  virals);
		if (!is_told(hierarchy->mode, left, &sum))
			continue;
		TRY(judge(grid, rule, p, left, &sum, &verdict));
		if (hierarchy->output == HIERARCHY_INVALID && (verdict.is_null || verdict.is_true))
			continue;
		TRY(grid_keep_virals(grid, virals, &verdict.attributes));
		out->at[out->count++] = verdict;
	}
	return OK;
}

static struct scalar verdict_scalar(const struct grid *grid, const struct verdict *verdict,
				    const struct component *component)
{
	const struct hierarchy_rule *rule = &grid->hierarchy->rules[verdict->rule];
	bool is_false = !verdict->is_null && !verdict->is_true;

	if (str_eq(component->name, S("ruleid")))
		return scalar_string(rule->name);
	if (str_eq(component->name, S("bool_var")))
		return verdict->is_null ? scalar_null(DATA_BOOLEAN)
					: scalar_boolean(verdict->is_true);
	if (str_eq(component->name, S("imbalance")))
		return verdict->has_imbalance
			       ? grid_measure(verdict->imbalance, verdict->imbalance_integer,
					      component->type)
			       : scalar_null(component->type);
	if (str_eq(component->name, S("errorcode")))
		return is_false ? error_value(rule->error_code, component->type)
				: scalar_null(component->type);
	if (str_eq(component->name, S("errorlevel")))
		return is_false ? error_value(rule->error_level, component->type)
				: scalar_null(component->type);
	if (component->role == ROLE_MEASURE)
		return verdict->has_left
			       ? grid_measure(verdict->left, verdict->left_integer, component->type)
			       : scalar_null(component->type);
	for (size_t v = 0; v < grid->n_virals; v++) {
		if (str_eq(grid->operand->structure.at[grid->virals[v]].name, component->name))
			return verdict->attributes[v];
	}
	return scalar_null(component->type);
}

static struct err verdict_column(const struct grid *grid, struct arena *arena,
				 const struct verdicts *verdicts, const struct component *component,
				 struct column *out)
{
	struct column_writer writer;

	TRY(column_writer_begin(&writer, arena, component->type, verdicts->count));
	for (size_t i = 0; i < verdicts->count; i++)
		TRY(column_writer_put(&writer, i,
				      verdict_scalar(grid, &verdicts->at[i], component)));
	*out = writer.column;
	return OK;
}

static struct err write_verdicts(const struct grid *grid, struct dataset *draft,
				 const struct verdicts *verdicts)
{
	struct arena *arena = &draft->arena;
	uint32_t *points = NEW(arena, uint32_t, verdicts->count);
	uint32_t *codes = NEW(arena, uint32_t, verdicts->count);
	struct column *columns;

	TRY_NEW(points);
	TRY_NEW(codes);
	for (size_t i = 0; i < verdicts->count; i++) {
		points[i] = verdicts->at[i].point;
		codes[i] = (uint32_t)grid->rules[verdicts->at[i].rule].left;
	}
	TRY(draft_columns(draft, &columns));
	draft->n_rows = verdicts->count;
	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct component *component = &draft->structure.at[i];
		ptrdiff_t place = structure_find(&grid->operand->structure, component->name);

		if (component->role != ROLE_IDENTIFIER || place == COMPONENT_NONE)
			TRY(verdict_column(grid, arena, verdicts, component, &columns[i]));
		else if ((size_t)place == grid->component)
			TRY(grid_code_column(grid, arena, codes, verdicts->count, &columns[i]));
		else
			TRY(grid_point_column(grid, arena, (size_t)place, points, verdicts->count,
					      &columns[i]));
	}
	return OK;
}

static struct err check_rules(struct run *run, struct dataset *draft, struct arena *scratch,
			      const struct check_call *call)
{
	struct verdicts verdicts = { 0 };
	struct grid grid;
	size_t most;

	TRY(grid_make(&grid, run, scratch, call->operand, call->hierarchy, S("check_hierarchy")));
	if (call->hierarchy->input == HIERARCHY_DATASET_PRIORITY)
		TRY(grid_compute(&grid));
	if (__builtin_mul_overflow(grid.n_points, call->hierarchy->n_rules, &most) ||
	    most > ROWS_MOST)
		return ERROR(ERR_LIMIT, "a result has too many rows");
	TRY_NEW(verdicts.at = NEW(scratch, struct verdict, most));
	for (size_t r = 0; r < call->hierarchy->n_rules; r++) {
		/* That an item equals itself says nothing. */
		if (!hierarchy_rule_is_copy(&call->hierarchy->rules[r]))
			TRY(judge_rule(&grid, r, &verdicts));
	}
	return write_verdicts(&grid, draft, &verdicts);
}

static struct err check_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct check_call *call = call_;
	struct arena scratch;
	struct err err;

	TRY(dataset_borrow(draft, call->operand));
	TRY(check_hierarchy_structure(&draft->arena, &call->operand->structure, call->hierarchy,
				      &draft->structure, &run->fault));
	run_scratch(run, &scratch);
	err = check_rules(run, draft, &scratch, call);
	arena_finish(&scratch);
	return err;
}

struct err check_hierarchy(struct run *run, struct dataset *operand,
			   const struct hierarchy *hierarchy, struct dataset **out)
{
	return draft_make(run, check_fill, &(struct check_call){ operand, hierarchy }, out);
}
