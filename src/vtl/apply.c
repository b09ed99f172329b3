/*
 * Operators of values on datasets. Several datasets are first joined; then the result is made of the
 * identifiers, the operator applied to each measure, and the viral attributes.
 */
#include "vtl/apply.h"

#include "vtl/clause.h"
#include "vtl/draft.h"
#include "vtl/join.h"

#include <assert.h>

enum { OPERANDS_MOST = 8, ALIAS_BYTES = 8 };

/* As operation_type says it. */
static const struct str TYPE_MESSAGE = STR(N_("{1}: expected {2}, but it is {3}"));

/* The operands that are datasets, as those of a join. */
struct datasets {
	struct join_operand at[OPERANDS_MOST];
	char aliases[OPERANDS_MOST][ALIAS_BYTES];
	size_t of[OPERANDS_MOST]; /* their places among the operands */
	size_t count;
	struct join join;
};

static bool is_choice(enum operation operation)
{
	return operation == OPERATION_IF || operation == OPERATION_CASE;
}

static bool has_identifiers(const struct structure *structure)
{
	return structure_count(structure, ROLE_IDENTIFIER) > 0;
}

/* The first operand that is a dataset, from 1. */
static size_t dataset_operand(const struct apply *apply)
{
	size_t i = 0;

	while (!apply->operands[i].structure)
		i++;
	return i + 1;
}

static struct err datasets_of(const struct apply *apply, struct datasets *out, struct fault *fault)
{
	bool are_all_identified = true;

	*out = (struct datasets){ 0 };
	if (operation_family(apply->operation) == FAMILY_COMPONENT)
		return fault_set(fault, dataset_operand(apply),
				 S(N_("{1} takes components and scalars, no datasets: write it in "
				      "calc, with the name of a component")),
				 (struct message_args){ { operation_name(apply->operation) } });
	for (size_t i = 0; i < apply->n_operands; i++) {
		const struct apply_operand *operand = &apply->operands[i];
		size_t n = out->count;

		if (!operand->structure)
			continue;
		if (n == OPERANDS_MOST || !operation_takes_dataset(apply->operation, i))
			return fault_set(
				fault, i + 1,
				S(N_("{1}: this operand must be a scalar or a component, and it is "
				     "a dataset")),
				(struct message_args){ { operation_name(apply->operation) } });
		/* A name that no script can write. */
		out->aliases[n][0] = (char)('1' + n);
		out->at[n] = (struct join_operand){ .structure = operand->structure,
						    .alias = { out->aliases[n], 1 },
						    .dataset = operand->dataset };
		out->of[out->count++] = i;
		are_all_identified &= has_identifiers(operand->structure);
	}
	assert(out->count > 0);
	out->join = (struct join){ .kind = are_all_identified ? JOIN_INNER : JOIN_CROSS,
				   .operands = out->at,
				   .n_operands = out->count,
				   .viral = apply->viral };
	return OK;
}

/* Are the identifiers of a among those of b? */
static bool identifiers_within(const struct structure *a, const struct structure *b)
{
	for (size_t i = 0; i < a->count; i++) {
		ptrdiff_t found = structure_find(b, a->at[i].name);

		if (a->at[i].role == ROLE_IDENTIFIER &&
		    (found == COMPONENT_NONE || b->at[found].role != ROLE_IDENTIFIER))
			return false;
	}
	return true;
}

static struct err check_identifiers(const struct apply *apply, const struct datasets *datasets,
				    struct fault *fault)
{
	const struct structure *first = datasets->at[0].structure;

	for (size_t i = 1; i < datasets->count; i++) {
		const struct structure *other = datasets->at[i].structure;

		if (!identifiers_within(first, other) && !identifiers_within(other, first))
			return fault_set(
				fault, datasets->of[i] + 1,
				S(N_("{1}: the identifiers of one operand must all be those of "
				     "the other")),
				(struct message_args){ { operation_name(apply->operation) } });
		if (structure_count(other, ROLE_IDENTIFIER) >
		    structure_count(first, ROLE_IDENTIFIER))
			first = other;
	}
	return OK;
}

/* A component of the role that one of the two has and the other has not; its length is 0: there is none. */
static struct str unpaired(const struct structure *a, const struct structure *b,
			   enum component_role role)
{
	const struct structure *sides[] = { a, b };

	for (size_t side = 0; side < countof(sides); side++) {
		for (size_t i = 0; i < sides[side]->count; i++) {
			const struct component *component = &sides[side]->at[i];
			ptrdiff_t found = structure_find(sides[1 - side], component->name);

			if (component->role == role &&
			    (found == COMPONENT_NONE || sides[1 - side]->at[found].role != role))
				return component->name;
		}
	}
	return S("");
}

static struct err refuse_measures(struct str name, bool is_single, size_t n_own, size_t operand,
				  struct fault *fault)
{
	struct str message = S(N_("{1}: the dataset has no measure"));

	if (is_single && n_own > 1)
		message = S(N_("{1}: the dataset must have exactly one measure; choose one with "
			       "\"#\" or keep"));
	return fault_set(fault, operand, message, (struct message_args){ { name } });
}

/* Each dataset has the measures of the first; some operators take one measure only. */
static struct err check_measures(const struct apply *apply, const struct datasets *datasets,
				 struct fault *fault)
{
	enum operation_family family = operation_family(apply->operation);
	bool is_single = family == FAMILY_CAST || family == FAMILY_BOOLEAN;
	const struct structure *first = datasets->at[0].structure;
	struct str name = operation_name(apply->operation);

	for (size_t i = 0; i < datasets->count; i++) {
		const struct structure *structure = datasets->at[i].structure;
		size_t n_own = structure_count(structure, ROLE_MEASURE);
		struct str measure = unpaired(first, structure, ROLE_MEASURE);
		struct str identifier = unpaired(first, structure, ROLE_IDENTIFIER);

		if (n_own == 0 || (is_single && n_own != 1))
			return refuse_measures(name, is_single, n_own, datasets->of[i] + 1, fault);
		if (!str_empty(measure))
			return fault_set(
				fault, datasets->of[i] + 1,
				S(N_("{1}: the datasets must have the same measures, and only one "
				     "of them has {2}")),
				(struct message_args){ { name, measure } });
		if (apply->operation == OPERATION_NVL && !str_empty(identifier))
			return fault_set(
				fault, datasets->of[i] + 1,
				S(N_("{1}: the datasets must have the same identifiers, and only "
				     "one of them has {2}")),
				(struct message_args){ { name, identifier } });
	}
	return OK;
}

/* The place in the joined dataset of the operand's component. */
static size_t joined_place(struct arena *arena, const struct structure *joined, struct str alias,
			   struct str name)
{
	ptrdiff_t found = structure_find(joined, name);

	if (found == COMPONENT_NONE) {
		struct str qualified =
			str_format(arena, "%.*s#%.*s", STR_ARGS(alias), STR_ARGS(name));

		found = structure_find(joined, qualified);
	}
	assert(found != COMPONENT_NONE);
	return (size_t)found;
}

/* The operator on one measure, over the joined dataset. */
static struct err measure_expression(struct arena *arena, const struct apply *apply,
				     const struct datasets *datasets,
				     const struct structure *joined, struct str measure,
				     const struct expression **out, struct fault *fault)
{
	const struct expression **operands =
		NEW(arena, const struct expression *, apply->n_operands);
	size_t n_seen = 0;

	TRY_NEW(operands);
	for (size_t i = 0; i < apply->n_operands; i++) {
		operands[i] = apply->operands[i].scalar;
		if (!apply->operands[i].structure)
			continue;
		TRY(expression_component(
			arena, joined,
			joined_place(arena, joined, datasets->at[n_seen].alias, measure),
			apply->place, &operands[i]));
		n_seen++;
	}
	if (apply->operation == OPERATION_CAST)
		return expression_cast(arena, operands[0], apply->type,
				       apply->n_operands > 1 ? operands[1] : NULL, apply->place,
				       out, fault);
	return expression_call(arena, apply->operation, operands, apply->n_operands, apply->place,
			       out, fault);
}

/* The components of the result, and what each is made of. */
struct application {
	struct structure structure;
	const struct expression **expressions;
};

static struct err add(struct structure_draft *draft, struct application *application,
		      struct component component, const struct expression *expression)
{
	component.type = expression->type == DATA_NULL ? DATA_STRING : expression->type;
	application->expressions[draft->count] = expression;
	return structure_add(draft, component);
}

/* What is wrong with the type of one measure of a dataset names it. */
static struct err of_measure(struct err e, const struct apply *apply, struct str measure,
			     struct fault *fault)
{
	size_t operand = fault->operand;

	if (e.code != ERR_INVALID || !str_eq(fault->message, TYPE_MESSAGE) || operand == 0 ||
	    operand > apply->n_operands || !apply->operands[operand - 1].structure)
		return e;
	fault->message = S(N_("{1}: expected {2}, but {4} is {3}"));
	fault->args.at[3] = measure;
	return e;
}

static struct err add_measures(struct arena *arena, const struct apply *apply,
			       const struct datasets *datasets, const struct structure *joined,
			       struct structure_draft *draft, struct application *application,
			       struct fault *fault)
{
	const struct structure *first = datasets->at[0].structure;
	const struct expression *expression;

	for (size_t i = 0; i < first->count; i++) {
		struct component component = first->at[i];

		if (component.role != ROLE_MEASURE)
			continue;
		TRY(of_measure(measure_expression(arena, apply, datasets, joined, component.name,
						  &expression, fault),
			       apply, component.name, fault));
		if (operation_family(apply->operation) == FAMILY_CAST)
			component = (struct component){ .name = measure_name(expression->type),
							.role = ROLE_MEASURE };
		component.is_nullable = true;
		TRY(add(draft, application, component, expression));
	}
	return OK;
}

/* Those of the joined dataset in the role. */
static struct err add_others(struct arena *arena, const struct structure *joined,
			     enum component_role role, struct structure_draft *draft,
			     struct application *application)
{
	const struct expression *expression;

	for (size_t i = 0; i < joined->count; i++) {
		struct structure so_far = structure_of(draft);

		if (joined->at[i].role != role ||
		    structure_find(&so_far, joined->at[i].name) != COMPONENT_NONE)
			continue;
		TRY(expression_component(arena, joined, i, 0, &expression));
		TRY(add(draft, application, joined->at[i], expression));
	}
	return OK;
}

static struct err application_make(struct arena *arena, const struct apply *apply,
				   const struct datasets *datasets, const struct structure *joined,
				   struct application *out, struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	size_t most = joined->count + datasets->at[0].structure->count;

	TRY(check_identifiers(apply, datasets, fault));
	TRY(check_measures(apply, datasets, fault));
	TRY_NEW(out->expressions = NEW(arena, const struct expression *, most));
	TRY(add_others(arena, joined, ROLE_IDENTIFIER, &draft, out));
	TRY(add_measures(arena, apply, datasets, joined, &draft, out, fault));
	TRY(add_others(arena, joined, ROLE_VIRAL_ATTRIBUTE, &draft, out));
	out->structure = structure_of(&draft);
	return OK;
}

/* What the join refuses is said of the operator and of its operand. */
static struct err of_operator(struct err e, const struct apply *apply,
			      const struct datasets *datasets, struct fault *fault)
{
	if (e.code != ERR_INVALID)
		return e;
	fault->args.at[0] = operation_name(apply->operation);
	if (fault->operand > 0)
		fault->operand = datasets->of[fault->operand - 1] + 1;
	return e;
}

struct err apply_structure(struct arena *arena, const struct apply *apply, struct structure *out,
			   struct fault *fault)
{
	struct application application;
	struct datasets datasets;
	struct structure joined;

	if (is_choice(apply->operation))
		return apply_case_structure(arena, apply, out, fault);
	TRY(datasets_of(apply, &datasets, fault));
	joined = *datasets.at[0].structure;
	if (datasets.count > 1) {
		TRY(check_identifiers(apply, &datasets, fault));
		TRY(of_operator(join_structure(arena, &datasets.join, &joined, fault), apply,
				&datasets, fault));
	}
	TRY(application_make(arena, apply, &datasets, &joined, &application, fault));
	*out = application.structure;
	return OK;
}

struct apply_call {
	const struct apply *apply;
	const struct datasets *datasets;
	struct dataset *joined;
};

static struct err apply_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct apply_call *call = call_;
	struct application application;
	struct column *columns;

	TRY(dataset_borrow(draft, call->joined));
	TRY(application_make(&draft->arena, call->apply, call->datasets, &call->joined->structure,
			     &application, &run->fault));
	draft->structure = application.structure;
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < draft->structure.count; i++)
		TRY(expression_fit(&draft->arena, application.expressions[i],
				   draft->structure.at[i].type, &application.expressions[i],
				   &run->fault));
	draft->n_rows = call->joined->n_rows;
	return expression_columns(run, &draft->arena, call->joined, application.expressions,
				  draft->structure.count, columns);
}

struct err apply(struct run *run, const struct apply *apply, struct dataset **out)
{
	struct datasets datasets;
	struct dataset *joined;
	struct err err;

	if (is_choice(apply->operation))
		return apply_case(run, apply, out);
	TRY(datasets_of(apply, &datasets, &run->fault));
	TRY(check_identifiers(apply, &datasets, &run->fault));
	if (datasets.count == 1)
		joined = dataset_hold(datasets.at[0].dataset);
	else
		TRY(join_datasets(run, &datasets.join, &joined));
	err = draft_make(run, apply_fill, &(struct apply_call){ apply, &datasets, joined }, out);
	dataset_release(joined);
	return err;
}
