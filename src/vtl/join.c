/*
 * Joins, operand by operand: what is joined so far is a list of columns, each a view of its operand. A
 * step finds the pairs of rows and chooses them from both sides.
 */
#include "vtl/join.h"

#include "vtl/draft.h"
#include "vtl/join_plan.h"
#include "vtl/match.h"

#include <assert.h>
#include <string.h>

struct err join_structure(struct arena *arena, const struct join *join, struct structure *out,
			  struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	struct join_plan plan;

	TRY(join_plan_make(arena, join, &plan, fault));
	for (size_t i = 0; i < plan.n_outputs; i++)
		TRY(structure_add(&draft, plan.outputs[i].component));
	*out = structure_of(&draft);
	return OK;
}

/* A join that is being made: for each operand its columns, chosen so far; NULL: not joined yet. */
struct joining {
	struct run *run;
	struct arena *arena;
	const struct join *join;
	struct column **columns;
	size_t n_rows;
};

/* The column of a key among the operands that are joined; NULL: none has it. */
static struct column *joined_key(const struct joining *joining, struct str name)
{
	for (size_t i = 0; i < joining->join->n_operands; i++) {
		const struct structure *structure = joining->join->operands[i].structure;
		ptrdiff_t found = structure_find(structure, name);

		if (joining->columns[i] && found != COMPONENT_NONE &&
		    structure->at[found].role == ROLE_IDENTIFIER)
			return &joining->columns[i][found];
	}
	return NULL;
}

/* nvl(a, b) over columns that are no dataset. */
static struct err coalesce(struct joining *joining, const struct column *a, const struct column *b,
			   size_t n_rows, struct column *out)
{
	const struct component components[] = {
		{ .name = STR("a"), .role = ROLE_MEASURE, .type = a->type },
		{ .name = STR("b"), .role = ROLE_MEASURE, .type = b->type },
	};
	const struct column columns[] = { *a, *b };
	struct dataset both = { .structure = { components, countof(components) },
				.columns = columns,
				.n_rows = n_rows };
	const struct expression *sides[2], *expression;

	for (size_t i = 0; i < 2; i++)
		TRY(expression_component(joining->arena, &both.structure, i, 0, &sides[i]));
	TRY(expression_call(joining->arena, OPERATION_NVL, sides, 2, 0, &expression,
			    &joining->run->fault));
	return expression_columns(joining->run, joining->arena, &both, &expression, 1, out);
}

static struct err choose_all(struct joining *joining, struct row_choice *choice, size_t operand,
			     const struct column *from, struct column *to)
{
	for (size_t i = 0; i < joining->join->operands[operand].structure->count; i++)
		TRY(row_choice_column(choice, &from[i], &to[i]));
	return OK;
}

/* Brings the columns of both sides to the pairs of rows. */
static struct err take_pairs(struct joining *joining, size_t operand, const struct row_pairs *pairs)
{
	struct row_choice left = { .arena = joining->arena,
				   .rows = pairs->left,
				   .n_rows = pairs->count,
				   .has_none = pairs->left_has_none };
	struct row_choice right = { .arena = joining->arena,
				    .rows = pairs->right,
				    .n_rows = pairs->count,
				    .has_none = pairs->right_has_none };
	const struct join_operand *joined = &joining->join->operands[operand];
	struct column *columns;

	for (size_t i = 0; pairs->left && i < joining->join->n_operands; i++) {
		if (joining->columns[i])
			TRY(choose_all(joining, &left, i, joining->columns[i],
				       joining->columns[i]));
	}
	TRY_NEW(columns = NEW(joining->arena, struct column, joined->structure->count));
	memcpy(columns, joined->dataset->columns, joined->structure->count * sizeof(*columns));
	if (pairs->right)
		TRY(choose_all(joining, &right, operand, joined->dataset->columns, columns));
	joining->columns[operand] = columns;
	joining->n_rows = pairs->count;
	return OK;
}

/* A key of a full join is that of the side that has a row. */
static struct err complete_keys(struct joining *joining, size_t operand,
				const struct row_pairs *pairs)
{
	const struct structure *structure = joining->join->operands[operand].structure;

	for (size_t i = 0; pairs->left_has_none && i < structure->count; i++) {
		struct column *own = &joining->columns[operand][i];
		struct column *key;

		if (structure->at[i].role != ROLE_IDENTIFIER ||
		    !join_is_key(joining->join, structure->at[i].name))
			continue;
		key = joined_key(joining, structure->at[i].name);
		if (key != own)
			TRY(coalesce(joining, key, own, joining->n_rows, key));
	}
	return OK;
}

static struct err join_operand(struct joining *joining, size_t operand)
{
	const struct join_operand *joined = &joining->join->operands[operand];
	const struct column **left, **right;
	struct row_pairs pairs;
	bool is_unique = true; /* all of its identifiers are keys */
	size_t n = 0;

	TRY_NEW(left = NEW(joining->arena, const struct column *, joined->structure->count));
	TRY_NEW(right = NEW(joining->arena, const struct column *, joined->structure->count));
	for (size_t i = 0; i < joined->structure->count; i++) {
		const struct component *component = &joined->structure->at[i];

		if (component->role != ROLE_IDENTIFIER)
			continue;
		left[n] = NULL;
		if (join_is_key(joining->join, component->name))
			left[n] = joined_key(joining, component->name);
		right[n] = &joined->dataset->columns[i];
		is_unique &= left[n] != NULL;
		n += left[n] != NULL;
	}
	TRY(match_rows(joining->run, joining->arena,
		       joining->join->kind == JOIN_LEFT   ? MATCH_LEFT
		       : joining->join->kind == JOIN_FULL ? MATCH_FULL
							  : MATCH_INNER,
		       (struct match_side){ .keys = left, .n_rows = joining->n_rows },
		       (struct match_side){ right, joined->dataset->n_rows, is_unique }, n,
		       &pairs));
	TRY(take_pairs(joining, operand, &pairs));
	return complete_keys(joining, operand, &pairs);
}

/* One attribute of all operands where it is viral. */
static struct err combine(struct joining *joining, const struct join_output *output,
			  struct column *out)
{
	const struct viral_rule *rule = viral_rule_of(joining->join->viral, &output->component);
	struct column *columns = NEW(joining->arena, struct column, joining->join->n_operands);
	size_t n = 0;

	TRY_NEW(columns);
	for (size_t i = 0; i < joining->join->n_operands; i++) {
		ptrdiff_t found =
			structure_find(joining->join->operands[i].structure, output->name);

		if (join_has_viral(joining->join->operands[i].structure, output->name))
			columns[n++] = joining->columns[i][found];
	}
	return viral_combine(joining->run, joining->arena, rule, output->component.type, columns, n,
			     joining->n_rows, out);
}

static struct err output_column(struct joining *joining, const struct join_output *output,
				struct column *out)
{
	const struct column *column = &joining->columns[output->operand][output->place];
	const struct join_preset *preset;
	struct column constant;

	if (output->is_combined)
		return combine(joining, output, out);
	*out = *column;
	if (output->component.role != ROLE_IDENTIFIER || output->is_key || !column->rows)
		return OK;
	preset = join_preset_of(joining->join, output->operand, output->name);
	if (!preset)
		return OK;
	TRY(column_constant(joining->arena, preset->value, &constant));
	return coalesce(joining, column, &constant, joining->n_rows, out);
}

static struct err join_fill(struct run *run, struct dataset *draft, const void *call)
{
	struct joining joining = { .run = run, .arena = &draft->arena, .join = call };
	const struct join *join = call;
	const struct dataset *first = join->operands[0].dataset;
	struct join_plan plan;
	struct column *columns;

	for (size_t i = 0; i < join->n_operands; i++)
		TRY(dataset_borrow(draft, join->operands[i].dataset));
	TRY(join_plan_make(&draft->arena, join, &plan, &run->fault));
	TRY(join_structure(&draft->arena, join, &draft->structure, &run->fault));
	TRY_NEW(joining.columns = NEW(&draft->arena, struct column *, join->n_operands));
	TRY_NEW(joining.columns[0] = NEW(&draft->arena, struct column, first->structure.count));
	for (size_t i = 0; i < first->structure.count; i++)
		joining.columns[0][i] = first->columns[i];
	joining.n_rows = first->n_rows;
	for (size_t i = 1; i < join->n_operands; i++)
		TRY(join_operand(&joining, plan.order[i]));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < plan.n_outputs; i++)
		TRY(output_column(&joining, &plan.outputs[i], &columns[i]));
	draft->n_rows = joining.n_rows;
	return OK;
}

struct err join_datasets(struct run *run, const struct join *join, struct dataset **out)
{
	return draft_make(run, join_fill, join, out);
}

/* --- at the end the aliases go --- */

static struct str strip(struct str name)
{
	size_t cut = str_find_char(name, '#', 0);

	return cut == SIZE_MAX ? name : str_slice(name, cut + 1, name.len);
}

struct err join_strip_structure(struct arena *arena, const struct structure *operand,
				struct structure *out, struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };

	for (size_t i = 0; i < operand->count; i++) {
		struct component component = operand->at[i];
		struct structure so_far = structure_of(&draft);
		ptrdiff_t other;

		component.name = strip(component.name);
		other = structure_find(&so_far, component.name);
		if (other != COMPONENT_NONE)
			return fault_set(
				fault, 0,
				S(N_("the join would have two components {1}: keep, drop or rename "
				     "{2} or {3}")),
				(struct message_args){ { component.name, operand->at[other].name,
							 operand->at[i].name } });
		TRY(structure_add(&draft, component));
	}
	*out = structure_of(&draft);
	return OK;
}

static struct err strip_fill(struct run *run, struct dataset *draft, const void *call)
{
	const struct dataset *operand = call;

	TRY(dataset_borrow(draft, (struct dataset *)operand));
	TRY(join_strip_structure(&draft->arena, &operand->structure, &draft->structure,
				 &run->fault));
	draft->columns = operand->columns;
	draft->n_rows = operand->n_rows;
	return OK;
}

struct err join_strip(struct run *run, struct dataset *operand, struct dataset **out)
{
	return draft_make(run, strip_fill, operand, out);
}
