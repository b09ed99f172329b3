/*
 * if and case on datasets. For each operand the data points of the conditions are found that choose it;
 * they are joined to the operand, and the parts, which have no data point in common, are laid together.
 */
#include "vtl/apply.h"

#include "vtl/clause.h"
#include "vtl/draft.h"
#include "vtl/join.h"
#include "vtl/set.h"

#include <assert.h>

enum { BRANCHES_MOST = 32 };

/* The operands: n conditions, and n + 1 branches, the last of which is "else". */
struct branches {
	const struct apply *apply;
	size_t n_conditions;
	const struct apply_operand *first; /* the first branch that is a dataset */
};

static const struct apply_operand *condition_at(const struct branches *branches, size_t i)
{
	return &branches->apply->operands[2 * i];
}

static const struct apply_operand *branch_at(const struct branches *branches, size_t i)
{
	return &branches->apply->operands[i == branches->n_conditions ? 2 * i : 2 * i + 1];
}

static struct err refuse(const struct branches *branches, size_t operand, struct str message,
			 struct fault *fault)
{
	return fault_set(fault, operand + 1, message,
			 (struct message_args){ { operation_name(branches->apply->operation) } });
}

static bool same_identifiers(const struct structure *a, const struct structure *b)
{
	for (size_t i = 0; i < a->count; i++) {
		ptrdiff_t found = structure_find(b, a->at[i].name);

		if (a->at[i].role == ROLE_IDENTIFIER &&
		    (found == COMPONENT_NONE || b->at[found].role != ROLE_IDENTIFIER ||
		     b->at[found].type != a->at[i].type))
			return false;
	}
	return structure_count(a, ROLE_IDENTIFIER) == structure_count(b, ROLE_IDENTIFIER);
}

static struct err check_condition(const struct branches *branches, size_t i, struct fault *fault)
{
	const struct structure *structure = condition_at(branches, i)->structure;
	ptrdiff_t measure = structure ? structure_only(structure, ROLE_MEASURE) : COMPONENT_NONE;

	if (measure == COMPONENT_NONE || structure->at[measure].type != DATA_BOOLEAN)
		return refuse(
			branches, 2 * i,
			structure ? S(N_("{1}: the condition must be a dataset with one boolean "
					 "measure"))
				  : S(N_("{1}: the condition must be a dataset with one boolean "
					 "measure, since a dataset is chosen")),
			fault);
	if (!same_identifiers(condition_at(branches, 0)->structure, structure))
		return refuse(branches, 2 * i,
			      S(N_("{1}: the operands have not the same identifiers")), fault);
	return OK;
}

static struct err branches_of(const struct apply *apply, struct branches *out, struct fault *fault)
{
	struct branches branches = { .apply = apply, .n_conditions = apply->n_operands / 2 };

	if (apply->n_operands < 3 || apply->n_operands % 2 == 0 ||
	    branches.n_conditions >= BRANCHES_MOST)
		return refuse(&branches, 0, S(N_("{1}: wrong number of operands")), fault);
	for (size_t i = 0; i < branches.n_conditions; i++)
		TRY(check_condition(&branches, i, fault));
	for (size_t i = 0; i <= branches.n_conditions; i++) {
		const struct apply_operand *branch = branch_at(&branches, i);

		if (!branch->structure)
			continue;
		if (!same_identifiers(condition_at(&branches, 0)->structure, branch->structure))
			return refuse(&branches, (size_t)(branch - apply->operands),
				      S(N_("{1}: the operands have not the same identifiers")),
				      fault);
		if (!branches.first)
			branches.first = branch;
	}
	if (!branches.first)
		return refuse(
			&branches, 1,
			S(N_("{1}: the condition is a dataset, so that then or else must be one too")),
			fault);
	*out = branches;
	return OK;
}

/* The measure's type, when this branch is chosen. */
static struct err branch_type(const struct branches *branches, const struct apply_operand *branch,
			      struct str measure, enum data_type *out, struct fault *fault)
{
	ptrdiff_t found;

	if (!branch->structure) {
		*out = branch->scalar->type;
		return OK;
	}
	found = structure_find(branch->structure, measure);
	if (found == COMPONENT_NONE || branch->structure->at[found].role != ROLE_MEASURE ||
	    structure_count(branch->structure, ROLE_MEASURE) !=
		    structure_count(branches->first->structure, ROLE_MEASURE))
		return refuse(branches, (size_t)(branch - branches->apply->operands),
			      S(N_("{1}: the operands have not the same measures")), fault);
	*out = branch->structure->at[found].type;
	return OK;
}

static struct err add_measure(struct structure_draft *draft, const struct branches *branches,
			      struct component component, struct fault *fault)
{
	enum data_type type = DATA_NULL;

	for (size_t i = 0; i <= branches->n_conditions; i++) {
		const struct apply_operand *branch = branch_at(branches, i);

		TRY(branch_type(branches, branch, component.name, &type, fault));
		if (!data_common(component.type, type, &component.type))
			return refuse(branches, (size_t)(branch - branches->apply->operands),
				      S(N_("{1}: what is chosen must be of one type")), fault);
	}
	component.is_nullable = true;
	return structure_add(draft, component);
}

/* The viral attributes of the operand that the result has not yet. */
static struct err add_viral_of(struct structure_draft *draft, const struct branches *branches,
			       const struct apply_operand *operand, struct fault *fault)
{
	const struct structure *structure = operand->structure;

	for (size_t i = 0; structure && i < structure->count; i++) {
		const struct component *component = &structure->at[i];
		struct structure so_far = structure_of(draft);
		ptrdiff_t found = structure_find(&so_far, component->name);

		if (component->role != ROLE_VIRAL_ATTRIBUTE)
			continue;
		if (found == COMPONENT_NONE)
			TRY(structure_add(draft, *component));
		else if (so_far.at[found].role == ROLE_VIRAL_ATTRIBUTE &&
			 !data_common(so_far.at[found].type, component->type,
				      &draft->at[found].type))
			return fault_set(
				fault, (size_t)(operand - branches->apply->operands) + 1,
				S(N_("{1}: {2} is {3} in one operand and {4} in another")),
				(struct message_args){ { operation_name(branches->apply->operation),
							 component->name,
							 data_type_name(so_far.at[found].type),
							 data_type_name(component->type) } });
	}
	return OK;
}

/*
 * An attribute that is viral in one operand is so in the result. A data point has it of the branch it comes
 * from, where that has it, and else, as with a scalar, of the conditions that choose it.
 */
static struct err add_viral(struct structure_draft *draft, const struct branches *branches,
			    struct fault *fault)
{
	for (size_t b = 0; b <= branches->n_conditions; b++)
		TRY(add_viral_of(draft, branches, branch_at(branches, b), fault));
	for (size_t c = 0; c < branches->n_conditions; c++)
		TRY(add_viral_of(draft, branches, condition_at(branches, c), fault));
	return OK;
}

static struct err case_structure(struct arena *arena, const struct branches *branches,
				 struct structure *out, struct fault *fault)
{
	const struct structure *first = branches->first->structure;
	struct structure_draft draft = { .arena = arena };

	for (size_t i = 0; i < first->count; i++) {
		if (first->at[i].role == ROLE_IDENTIFIER)
			TRY(structure_add(&draft, first->at[i]));
		else if (first->at[i].role == ROLE_MEASURE)
			TRY(add_measure(&draft, branches, first->at[i], fault));
	}
	TRY(add_viral(&draft, branches, fault));
	*out = structure_of(&draft);
	return OK;
}

struct err apply_case_structure(struct arena *arena, const struct apply *apply,
				struct structure *out, struct fault *fault)
{
	struct branches branches = { 0 };

	TRY(branches_of(apply, &branches, fault));
	return case_structure(arena, &branches, out, fault);
}

/* --- the data --- */

/* All conditions side by side: identifiers, viral attributes, and the measures as "1", "2" and so on. */
static struct err join_conditions(struct run *run, struct arena *arena,
				  const struct branches *branches, struct dataset **out)
{
	struct join_operand *operands = NEW(arena, struct join_operand, branches->n_conditions);
	struct dataset *plain[BRANCHES_MOST] = { 0 };
	struct join join = { .kind = JOIN_INNER,
			     .n_operands = branches->n_conditions,
			     .viral = branches->apply->viral };
	struct err err = OK;

	TRY_NEW(operands);
	for (size_t i = 0; i < branches->n_conditions && !failed(err); i++) {
		struct dataset *condition = condition_at(branches, i)->dataset;
		ptrdiff_t measure = structure_only(&condition->structure, ROLE_MEASURE);
		struct str name = condition->structure.at[measure].name;
		struct rename_item item = { name, str_format(arena, "%zu", i + 1) };

		err = rename_components(run, condition, &item, 1, &plain[i]);
		if (failed(err))
			break;
		operands[i] = (struct join_operand){ &plain[i]->structure, item.to, plain[i] };
	}
	join.operands = operands;
	if (!failed(err))
		err = join_datasets(run, &join, out);
	for (size_t i = 0; i < branches->n_conditions; i++)
		dataset_release(plain[i]);
	return err;
}

/* Which branch is chosen: not the conditions before it, and its own. */
static struct err chosen(struct arena *arena, const struct branches *branches,
			 const struct structure *conditions, size_t branch,
			 const struct expression **out, struct fault *fault)
{
	size_t n = 2 * branches->n_conditions + 1;
	const struct expression **operands = NEW(arena, const struct expression *, n);

	TRY_NEW(operands);
	for (size_t i = 0; i <= branches->n_conditions; i++) {
		size_t value = i == branches->n_conditions ? 2 * i : 2 * i + 1;

		TRY(expression_constant(arena, scalar_boolean(i == branch), 0, &operands[value]));
		if (i == branches->n_conditions)
			break;
		TRY(expression_component(
			arena, conditions,
			(size_t)structure_find(conditions, str_format(arena, "%zu", i + 1)), 0,
			&operands[2 * i]));
	}
	return expression_call(arena, OPERATION_CASE, operands, n, 0, out, fault);
}

/* The data points of one branch, in the result's structure. */
struct part_call {
	const struct branches *branches;
	const struct apply_operand *branch;
	struct dataset *points; /* with the branch's components, or of the conditions alone */
};

static struct err part_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct part_call *call = call_;
	const struct structure *points = &call->points->structure;
	const struct expression *expression;
	struct column *columns;

	TRY(dataset_borrow(draft, call->points));
	TRY(case_structure(&draft->arena, call->branches, &draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	draft->n_rows = call->points->n_rows;
	for (size_t i = 0; i < draft->structure.count; i++) {
		const struct component *component = &draft->structure.at[i];
		ptrdiff_t found = structure_find(points, component->name);

		if (component->role == ROLE_MEASURE && !call->branch->structure)
			expression = call->branch->scalar;
		else if (found != COMPONENT_NONE && points->at[found].role != ROLE_ATTRIBUTE)
			TRY(expression_component(&draft->arena, points, (size_t)found, 0,
						 &expression));
		else
			TRY(expression_constant(&draft->arena, scalar_null(component->type), 0,
						&expression));
		TRY(expression_fit(&draft->arena, expression, component->type, &expression,
				   &run->fault));
		TRY(expression_columns(run, &draft->arena, call->points, &expression, 1,
				       &columns[i]));
	}
	return OK;
}

static bool takes_from_condition(const struct apply_operand *branch, struct str name)
{
	ptrdiff_t found;

	if (!branch->structure)
		return true;
	found = structure_find(branch->structure, name);
	return found == COMPONENT_NONE || branch->structure->at[found].role == ROLE_ATTRIBUTE;
}

/* Identifiers, and the viral attributes that the branch has not. */
static struct err keep_for_branch(struct run *run, struct arena *arena, struct dataset *conditions,
				  const struct apply_operand *branch, struct dataset **out)
{
	const struct structure *structure = &conditions->structure;
	struct str *names = NEW(arena, struct str, structure->count);
	size_t n = 0;

	TRY_NEW(names);
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_VIRAL_ATTRIBUTE &&
		    takes_from_condition(branch, structure->at[i].name))
			names[n++] = structure->at[i].name;
	}
	return keep(run, conditions, names, n, false, out);
}

static struct err make_part(struct run *run, struct arena *arena, const struct branches *branches,
			    struct dataset *conditions, size_t branch, struct dataset **out)
{
	struct part_call call = { branches, branch_at(branches, branch), NULL };
	struct dataset *filtered = NULL, *points = NULL;
	const struct expression *condition;
	struct err err;

	TRY(chosen(arena, branches, &conditions->structure, branch, &condition, &run->fault));
	TRY(filter(run, conditions, condition, &filtered));
	err = keep_for_branch(run, arena, filtered, call.branch, &points);
	dataset_release(filtered);
	if (failed(err))
		return err;
	call.points = points;
	if (call.branch->dataset) {
		const struct join_operand operands[] = {
			{ &points->structure, S("1"), points },
			{ &call.branch->dataset->structure, S("2"), call.branch->dataset },
		};
		const struct join join = { .kind = JOIN_INNER,
					   .operands = operands,
					   .n_operands = countof(operands) };

		call.points = NULL;
		err = join_datasets(run, &join, &call.points);
	} else {
		dataset_hold(points);
	}
	dataset_release(points);
	if (failed(err))
		return err;
	err = draft_make(run, part_fill, &call, out);
	dataset_release(call.points);
	return err;
}

static struct err make_parts(struct run *run, struct arena *arena, const struct branches *branches,
			     struct dataset **out)
{
	struct dataset *parts[BRANCHES_MOST + 1] = { 0 }, *conditions;
	size_t n = 0;
	struct err err;

	TRY(join_conditions(run, arena, branches, &conditions));
	err = OK;
	while (n <= branches->n_conditions && !failed(err)) {
		err = make_part(run, arena, branches, conditions, n, &parts[n]);
		n += !failed(err);
	}
	dataset_release(conditions);
	if (!failed(err))
		err = set_apply(run, SET_UNION, parts, n, out);
	for (size_t i = 0; i < n; i++)
		dataset_release(parts[i]);
	return err;
}

struct err apply_case(struct run *run, const struct apply *apply, struct dataset **out)
{
	struct branches branches = { .apply = apply };
	struct arena arena;
	struct err err;

	TRY(branches_of(apply, &branches, &run->fault));
	run_scratch(run, &arena);
	err = make_parts(run, &arena, &branches, out);
	arena_finish(&arena);
	return err;
}
