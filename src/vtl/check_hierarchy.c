/* check_hierarchy: left sides are compared with right sides, rule by rule. */
#include "vtl/hierarchy.h"

#include "cube/column_writer.h"
#include "vtl/draft.h"
#include "vtl/hierarchy_grid.h"

#include <math.h>

struct check_call {
	struct dataset *operand;
	const struct hierarchy *hierarchy;
};

static struct err add_of_role(struct structure_draft *draft, const struct structure *operand,
			      enum component_role role)
{
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == role)
			TRY(structure_add(draft, operand->at[i]));
	}
	return OK;
}

static struct scalar first_given(const struct hierarchy *hierarchy, bool is_level)
{
	for (size_t r = 0; r < hierarchy->n_rules; r++) {
		const struct scalar *given = is_level ? &hierarchy->rules[r].error_level
						      : &hierarchy->rules[r].error_code;

		if (given->type != DATA_NULL && !given->is_null)
			return *given;
	}
	return is_level ? scalar_null(DATA_INTEGER) : scalar_null(DATA_STRING);
}

static struct err add(struct structure_draft *draft, struct str name, enum data_type type)
{
	return structure_add(draft, (struct component){ .name = name,
							.role = ROLE_MEASURE,
							.type = type,
							.is_nullable = true });
}

struct err check_hierarchy_structure(struct arena *arena, const struct structure *operand,
				     const struct hierarchy *hierarchy, struct structure *out,
				     struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	ptrdiff_t measure;

	TRY(grid_check_operand(operand, hierarchy, S("check_hierarchy"), fault));
	measure = structure_only(operand, ROLE_MEASURE);
	TRY(add_of_role(&draft, operand, ROLE_IDENTIFIER));
	TRY(structure_add(&draft, (struct component){ .name = S("ruleid"),
						      .role = ROLE_IDENTIFIER,
						      .type = DATA_STRING }));
	if (hierarchy->output != HIERARCHY_INVALID)
		TRY(add(&draft, S("bool_var"), DATA_BOOLEAN));
	if (hierarchy->output != HIERARCHY_ALL)
		TRY(structure_add(&draft, operand->at[measure]));
	TRY(add(&draft, S("imbalance"), operand->at[measure].type));
	TRY(add(&draft, S("errorcode"), first_given(hierarchy, false).type));
	TRY(add(&draft, S("errorlevel"), first_given(hierarchy, true).type));
	TRY(add_of_role(&draft, operand, ROLE_VIRAL_ATTRIBUTE));
	*out = structure_of(&draft);
	return OK;
}

/* What a rule says of a combination. */
struct verdict {
	uint32_t point, rule;
	bool is_null, is_true, has_left, has_imbalance;
	double left, imbalance;
	struct scalar *attributes;
};

struct verdicts {
	struct verdict *at;
	size_t count;
};

static bool compare(enum operation relation, double left, double right)
{
	switch (relation) {
	case OPERATION_LESS:
		return left < right;
	case OPERATION_LESS_EQUAL:
		return left <= right;
	case OPERATION_GREATER:
		return left > right;
	case OPERATION_GREATER_EQUAL:
		return left >= right;
	default:
		/* Sums of decimals differ in the last bits from what they say. */
		return fabs(left - right) <= 1e-12 * fmax(fabs(left), fabs(right));
	}
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

static struct verdict judge(const struct grid *grid, size_t rule, size_t point,
			    const struct cell *left, const struct grid_sum *sum)
{
	bool takes_zero = hierarchy_takes_zero(grid->hierarchy->mode);
	bool is_left_null = left->state == CELL_NULL ||
			    (left->state == CELL_MISSING && !takes_zero);
	struct verdict verdict = { .point = (uint32_t)point, .rule = (uint32_t)rule };

	verdict.is_null = is_left_null || sum->is_null;
	verdict.has_left = !is_left_null;
	verdict.left = left->state == CELL_VALUE ? left->value : 0;
	if (verdict.is_null)
		return verdict;
	verdict.is_true = compare(grid->hierarchy->rules[rule].relation, verdict.left, sum->value);
	verdict.has_imbalance = true;
	verdict.imbalance = verdict.left - sum->value;
	return verdict;
}

static struct err judge_rule(struct grid *grid, size_t rule, struct verdicts *out)
{
	const struct grid_rule *read = &grid->rules[rule];
	const struct hierarchy *hierarchy = grid->hierarchy;
	grid_source *from = grid_source_of(hierarchy->input);
	struct viral_value *virals = NEW(grid->arena, struct viral_value, grid->n_virals);

	TRY_NEW(virals);
	for (size_t p = 0; p < grid->n_points; p++) {
		const struct cell *left = from(grid, read->left, p);
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
		verdict = judge(grid, rule, p, left, &sum);
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
		return verdict->has_imbalance ? grid_measure(verdict->imbalance, component->type)
					      : scalar_null(component->type);
	if (str_eq(component->name, S("errorcode")))
		return is_false ? rule->error_code : scalar_null(component->type);
	if (str_eq(component->name, S("errorlevel")))
		return is_false ? rule->error_level : scalar_null(component->type);
	if (component->role == ROLE_MEASURE)
		return verdict->has_left ? grid_measure(verdict->left, component->type)
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
			TRY(grid_code_column(grid, arena, codes, &columns[i]));
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

	TRY(grid_make(&grid, run, scratch, call->operand, call->hierarchy));
	if (call->hierarchy->input == HIERARCHY_DATASET_PRIORITY)
		TRY(grid_compute(&grid));
	if (__builtin_mul_overflow(grid.n_points, call->hierarchy->n_rules, &most) ||
	    most > ROWS_MOST)
		return ERROR(ERR_LIMIT, "a result has too many rows");
	TRY_NEW(verdicts.at = NEW(scratch, struct verdict, most));
	for (size_t r = 0; r < call->hierarchy->n_rules; r++)
		TRY(judge_rule(&grid, r, &verdicts));
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
