/*
 * check. The condition and the datasets beside it are joined, each with its only measure under the name
 * that it has in the result; codes and levels are kept where the condition is false.
 */
#include "vtl/check.h"

#include "vtl/check_result.h"
#include "vtl/clause.h"
#include "vtl/draft.h"
#include "vtl/join.h"

struct str check_part_name(enum check_part part)
{
	static const struct str names[CHECK_PART_COUNT_] = {
		[CHECK_IMBALANCE] = STR("imbalance"),
		[CHECK_CODE] = STR("errorcode"),
		[CHECK_LEVEL] = STR("errorlevel"),
	};

	return names[part];
}

/* Is each identifier of a one of b? *out: the first that is none. */
static bool identifiers_within(const struct structure *a, const struct structure *b,
			       struct str *out)
{
	for (size_t i = 0; i < a->count; i++) {
		ptrdiff_t found = structure_find(b, a->at[i].name);

		if (a->at[i].role == ROLE_IDENTIFIER &&
		    (found == COMPONENT_NONE || b->at[found].role != ROLE_IDENTIFIER)) {
			*out = a->at[i].name;
			return false;
		}
	}
	return true;
}

/* A dataset beside the condition: one measure, and the same identifiers. */
static struct err check_part_structure(const struct structure *condition,
				       const struct structure *structure, enum check_part part,
				       struct fault *fault)
{
	ptrdiff_t measure = structure_only(structure, ROLE_MEASURE);
	struct str missing;

	if (measure == COMPONENT_NONE)
		return fault_set(fault, part + 2,
				 S(N_("{1}: the dataset of its {2} must have exactly one measure")),
				 (struct message_args){ { S("check"), check_part_name(part) } });
	if (part == CHECK_IMBALANCE && !data_is_numeric(structure->at[measure].type))
		return fault_set(
			fault, part + 2,
			S(N_("{1}: the imbalance must be a number, and {2} is {3}")),
			(struct message_args){ { S("check"), structure->at[measure].name,
						 data_type_name(structure->at[measure].type) } });
	if (!identifiers_within(condition, structure, &missing) ||
	    !identifiers_within(structure, condition, &missing))
		return fault_set(
			fault, part + 2,
			S(N_("{1}: the dataset of its {2} needs the identifiers of the condition; "
			     "only one of them has {3}")),
			(struct message_args){ { S("check"), check_part_name(part), missing } });
	return OK;
}

/* The type of a part, DATA_NULL where nothing says it. */
static enum data_type part_type(const struct apply_operand *part)
{
	if (part->structure)
		return part->structure->at[structure_only(part->structure, ROLE_MEASURE)].type;
	return part->scalar ? part->scalar->type : DATA_NULL;
}

struct err check_structure(struct arena *arena, const struct structure *condition,
			   const struct check_options *check, struct structure *out,
			   struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	ptrdiff_t measure = structure_only(condition, ROLE_MEASURE);
	enum data_type imbalance;

	if (measure == COMPONENT_NONE || condition->at[measure].type != DATA_BOOLEAN)
		return fault_set(fault, 1,
				 S(N_("{1}: the dataset must have exactly one boolean measure")),
				 (struct message_args){ { S("check") } });
	for (enum check_part part = 0; part < CHECK_PART_COUNT_; part++) {
		if (check->parts[part].structure)
			TRY(check_part_structure(condition, check->parts[part].structure, part,
						 fault));
	}
	imbalance = part_type(&check->parts[CHECK_IMBALANCE]);
	TRY(check_add_role(&draft, condition, ROLE_IDENTIFIER));
	TRY(check_add(&draft, S("bool_var"), ROLE_MEASURE, DATA_BOOLEAN));
	TRY(check_add(&draft, S("imbalance"), ROLE_MEASURE,
		      imbalance == DATA_NULL ? DATA_NUMBER : imbalance));
	TRY(check_add_errors(
		&draft, (struct error_types){ .code = part_type(&check->parts[CHECK_CODE]),
					      .level = part_type(&check->parts[CHECK_LEVEL]) }));
	TRY(check_add_role(&draft, condition, ROLE_VIRAL_ATTRIBUTE));
	*out = structure_of(&draft);
	return OK;
}

struct check_call {
	struct dataset *condition;
	struct dataset *joined; /* with the datasets beside it */
	const struct check_options *check;
};

/* The value where the condition is false, else null. */
static struct err where_false(struct arena *arena, const struct expression *condition,
			      const struct expression *value, enum data_type type,
			      const struct expression **out, struct fault *fault)
{
	const struct expression *operands[3];

	TRY(expression_call(arena, OPERATION_NOT, &condition, 1, 0, &operands[0], fault));
	operands[1] = value;
	TRY(expression_constant(arena, scalar_null(type), 0, &operands[2]));
	TRY(expression_call(arena, OPERATION_IF, operands, 3, 0, out, fault));
	return expression_fit(arena, *out, type, out, fault);
}

/* What the component of the result is made of, over the joined dataset. */
static struct err component_expression(struct run *run, struct arena *arena,
				       const struct check_call *call,
				       const struct component *component,
				       const struct expression **out)
{
	const struct structure *joined = &call->joined->structure;
	ptrdiff_t place = structure_find(joined, component->name);
	const struct expression *condition, *value = NULL;

	if (place != COMPONENT_NONE)
		TRY(expression_component(arena, joined, (size_t)place, 0, &value));
	if (component->role != ROLE_MEASURE || str_eq(component->name, S("bool_var"))) {
		*out = value;
		return OK;
	}
	for (enum check_part part = CHECK_CODE; part <= CHECK_LEVEL; part++) {
		if (call->check->parts[part].scalar &&
		    str_eq(component->name, check_part_name(part)))
			value = call->check->parts[part].scalar;
	}
	if (!value) /* it was not said */
		return expression_constant(arena, scalar_null(component->type), 0, out);
	*out = value;
	if (str_eq(component->name, check_part_name(CHECK_IMBALANCE)))
		return OK;
	TRY(expression_component(arena, joined, (size_t)structure_find(joined, S("bool_var")), 0,
				 &condition));
	return where_false(arena, condition, value, component->type, out, &run->fault);
}

static struct err check_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct check_call *call = call_;
	const struct expression **expressions;
	struct column *columns;

	TRY(dataset_borrow(draft, call->joined));
	TRY(check_structure(&draft->arena, &call->condition->structure, call->check,
			    &draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	TRY_NEW(expressions =
			NEW(&draft->arena, const struct expression *, draft->structure.count));
	for (size_t i = 0; i < draft->structure.count; i++)
		TRY(component_expression(run, &draft->arena, call, &draft->structure.at[i],
					 &expressions[i]));
	draft->n_rows = call->joined->n_rows;
	return expression_columns(run, &draft->arena, call->joined, expressions,
				  draft->structure.count, columns);
}

/* The dataset with its measure under another name, and without its attributes if is_bare. */
static struct err with_measure(struct run *run, struct dataset *dataset, struct str name,
			       bool is_bare, struct dataset **out)
{
	ptrdiff_t measure = structure_only(&dataset->structure, ROLE_MEASURE);
	struct rename_item item = { dataset->structure.at[measure].name, name };
	struct dataset *bare;
	struct err err;

	if (!is_bare)
		return rename_components(run, dataset, &item, 1, out);
	TRY(keep(run, dataset, &item.from, 1, false, &bare));
	err = rename_components(run, bare, &item, 1, out);
	dataset_release(bare);
	return err;
}

/* The condition as bool_var, and beside it the datasets that are there. */
static struct err join_parts(struct run *run, struct dataset *condition,
			     const struct check_options *check, struct dataset **out)
{
	struct join_operand operands[CHECK_PART_COUNT_ + 1] = { 0 };
	struct join join = { .kind = JOIN_LEFT, .operands = operands };
	struct err err;

	if (structure_count(&condition->structure, ROLE_IDENTIFIER) == 0)
		join.kind = JOIN_CROSS;
	err = with_measure(run, condition, S("bool_var"), false, &operands[0].dataset);
	operands[0].alias = S("condition");
	join.n_operands = !failed(err);
	for (enum check_part part = 0; part < CHECK_PART_COUNT_ && !failed(err); part++) {
		struct join_operand *operand = &operands[join.n_operands];

		if (!check->parts[part].dataset)
			continue;
		err = with_measure(run, check->parts[part].dataset, check_part_name(part), true,
				   &operand->dataset);
		operand->alias = check_part_name(part);
		join.n_operands += !failed(err);
	}
	for (size_t i = 0; i < join.n_operands; i++)
		operands[i].structure = &operands[i].dataset->structure;
	if (!failed(err) && join.n_operands == 1)
		*out = dataset_hold(operands[0].dataset);
	else if (!failed(err))
		err = join_datasets(run, &join, out);
	for (size_t i = 0; i < join.n_operands; i++)
		dataset_release(operands[i].dataset);
	return err;
}

static struct err only_false(struct run *run, struct dataset *dataset, struct dataset **out)
{
	const struct structure *structure = &dataset->structure;
	const struct expression *condition, *is_false;
	struct arena arena;
	struct err err;

	run_scratch(run, &arena);
	err = expression_component(&arena, structure,
				   (size_t)structure_find(structure, S("bool_var")), 0, &condition);
	if (!failed(err))
		err = expression_call(&arena, OPERATION_NOT, &condition, 1, 0, &is_false,
				      &run->fault);
	if (!failed(err))
		err = filter(run, dataset, is_false, out);
	arena_finish(&arena);
	return err;
}

struct err check_dataset(struct run *run, struct dataset *condition,
			 const struct check_options *check, struct dataset **out)
{
	struct check_call call = { condition, NULL, check };
	struct structure structure;
	struct dataset *all;
	struct arena arena;
	struct err err;

	/* Before anything is looked up in operands that may not have it. */
	run_scratch(run, &arena);
	err = check_structure(&arena, &condition->structure, check, &structure, &run->fault);
	arena_finish(&arena);
	if (failed(err))
		return err;
	TRY(join_parts(run, condition, check, &call.joined));
	err = draft_make(run, check_fill, &call, &all);
	dataset_release(call.joined);
	if (failed(err))
		return err;
	if (!check->is_invalid) {
		*out = all;
		return OK;
	}
	err = only_false(run, all, out);
	dataset_release(all);
	return err;
}
