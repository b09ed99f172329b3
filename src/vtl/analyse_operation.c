/*
 * Operators on values. All operands scalars or components: one expression. A dataset among them: the
 * operator is applied to its measures (vtl/apply.h).
 */
#include "vtl/analyser.h"

#include "base/mark.h"

/* Operands of an operation, as they stand behind its operator in vtl/operation.h. */
struct operands {
	const struct value *values;
	const struct node *const *nodes; /* for places; as many */
	size_t count;
};

static bool any_of(const struct operands *operands, enum value_kind kind)
{
	for (size_t i = 0; i < operands->count; i++)
		if (operands->values[i].kind == kind)
			return true;
	return false;
}

/*
 * Trees that share parts may be small in memory and endless to compute, and calls of calls make them
 * deeper than any script: how large and deep one is goes with its value.
 */
static struct err measure(struct analyser *analyser, const struct operands *operands,
			  struct place place, struct value *value)
{
	for (size_t i = 0; i < operands->count; i++) {
		value->size += operands->values[i].size;
		if (operands->values[i].depth > value->depth)
			value->depth = operands->values[i].depth;
	}
	value->size++;
	value->depth++;
	if (value->size <= VALUE_SIZE_MOST && value->depth <= VALUE_DEPTH_MOST)
		return OK;
	return refuse_at(analyser, place,
			 S(N_("this expression becomes too large where its operators are called")),
			 (struct message_args){ 0 });
}

static struct err call_value(struct analyser *analyser, enum operation operation,
			     const struct operands *operands, struct place place, struct value *out)
{
	const struct expression **expressions;
	struct fault fault = { 0 };
	uint32_t number;
	struct err e;

	TRY_NEW(expressions = NEW(analyser->arena, const struct expression *, operands->count + 1));
	for (size_t i = 0; i < operands->count; i++)
		expressions[i] = operands->values[i].expression;
	TRY(place_number(analyser, place, &number));
	*out = (struct value){ .kind = any_of(operands, VALUE_COMPONENT) ? VALUE_COMPONENT
									 : VALUE_SCALAR };
	e = expression_call(analyser->arena, operation, expressions, operands->count, number,
			    &out->expression, &fault);
	TRY(settle_fault(analyser, e, &fault, place, operands->nodes, operands->count));
	return measure(analyser, operands, place, out);
}

static struct err apply_value(struct analyser *analyser, struct apply call,
			      const struct operands *operands, struct place place,
			      struct value *out)
{
	struct apply_operand *applied;
	struct fault fault = { 0 };
	const struct step **steps;
	struct step *step;
	size_t *operand_of, n_steps = 0;
	struct err e;

	TRY_NEW(applied = NEW(analyser->arena, struct apply_operand, operands->count + 1));
	TRY_NEW(operand_of = NEW(analyser->arena, size_t, operands->count + 1));
	TRY_NEW(steps = NEW(analyser->arena, const struct step *, operands->count + 1));
	for (size_t i = 0; i < operands->count; i++) {
		const struct value *value = &operands->values[i];

		operand_of[i] = SIZE_MAX;
		if (value->kind == VALUE_DATASET) {
			applied[i].structure = &value->dataset->structure;
			operand_of[i] = n_steps;
			steps[n_steps++] = value->dataset;
		} else {
			applied[i].scalar = value->expression;
		}
	}
	TRY(step_new(analyser, STEP_APPLY, place, steps, n_steps, &step));
	call.operands = applied;
	call.n_operands = operands->count;
	call.viral = analyser->viral;
	call.place = step->place;
	step->apply.call = call;
	step->apply.operand_of = operand_of;
	e = apply_structure(analyser->arena, &call, &step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser, e, &fault, place, operands->nodes, operands->count);
}

/* A name or a set as an operand of an operator that takes neither. */
static struct err check_kinds(struct analyser *analyser, const struct operands *operands)
{
	for (size_t i = 0; i < operands->count; i++) {
		const struct value *value = &operands->values[i];

		if (value->kind == VALUE_SET || value->kind == VALUE_NAME)
			return refuse_at(
				analyser, operands->nodes[i]->place,
				S(N_("a {1} is no operand here; a scalar, a component or a "
				     "dataset is expected")),
				(struct message_args){ { value_kind_name(value) } });
	}
	return OK;
}

struct err operation_value(struct analyser *analyser, enum operation operation,
			   const struct value *values, const struct node *const *nodes, size_t n,
			   struct place place, struct value *out)
{
	const struct operands operands = { values, nodes, n };

	TRY(check_kinds(analyser, &operands));
	if (any_of(&operands, VALUE_DATASET))
		return apply_value(analyser, (struct apply){ .operation = operation }, &operands,
				   place, out);
	return call_value(analyser, operation, &operands, place, out);
}

struct err collection_value(struct analyser *analyser, const struct context *context,
			    const struct node *node, struct value *out)
{
	const struct value_domain *domain;
	const struct binding *binding;
	const struct expression **items;
	struct scalar scalar;

	if (node->kind != NODE_NAME)
		return analyse_value(analyser, context, node, out);
	binding = find_binding(context, &node->name);
	if (binding) {
		*out = binding->value;
		return OK;
	}
	domain = find_domain(analyser, &node->name);
	if (!domain || !domain->values)
		return refuse_at(
			analyser, node->place,
			S(N_("no values of a value domain {1} are known here; they are given "
			     "with --domain {1}=FILE.json")),
			(struct message_args){ { node->name.text } });
	TRY_NEW(items = NEW(analyser->arena, const struct expression *, domain->n_values + 1));
	for (size_t i = 0; i < domain->n_values; i++) {
		scalar = domain->values[i];
		TRY(expression_constant(analyser->arena, scalar, 0, &items[i]));
	}
	*out = (struct value){ .kind = VALUE_SET };
	out->set.type = domain->type;
	out->set.items = items;
	out->set.count = domain->n_values;
	return OK;
}

/* in and not_in take the elements one by one. */
static struct err analyse_in(struct analyser *analyser, const struct context *context,
			     const struct node *node, struct value *out)
{
	struct value collection = { 0 }, *values;
	const struct node **nodes;
	size_t n;

	TRY(collection_value(analyser, context, node->operation.operands.at[1], &collection));
	if (collection.kind != VALUE_SET)
		return refuse_at(
			analyser, node->operation.operands.at[1]->place,
			S(N_("{1} is expected here, and this is {2}")),
			(struct message_args){ { S("set"), value_kind_name(&collection) } });
	n = collection.set.count + 1;
	TRY_NEW(values = NEW(analyser->arena, struct value, n));
	TRY_NEW(nodes = NEW(analyser->arena, const struct node *, n));
	TRY(analyse_value(analyser, context, node->operation.operands.at[0], &values[0]));
	nodes[0] = node->operation.operands.at[0];
	for (size_t i = 1; i < n; i++) {
		values[i] = (struct value){ .kind = VALUE_SCALAR,
					    .expression = collection.set.items[i - 1] };
		nodes[i] = node->operation.operands.at[1];
	}
	return operation_value(analyser, node->operation.operation, values, nodes, n, node->place,
			       out);
}

/* Without an operand, in a clause, it is that of the only time period among the identifiers. */
static struct err own_period(struct analyser *analyser, const struct context *context,
			     const struct node *node, struct value *out)
{
	const struct structure *structure;
	ptrdiff_t found = COMPONENT_NONE;
	uint32_t number;

	if (!context->rows)
		return refuse_at(analyser, node->place,
				 S(N_("period_indicator needs an operand outside a clause")),
				 (struct message_args){ 0 });
	structure = &context->rows->structure;
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role != ROLE_IDENTIFIER ||
		    structure->at[i].type != DATA_TIME_PERIOD)
			continue;
		if (found != COMPONENT_NONE)
			return refuse_at(analyser, node->place,
					 S(N_("the dataset has several identifiers of time_period; "
					      "say which one")),
					 (struct message_args){ 0 });
		found = (ptrdiff_t)i;
	}
	if (found == COMPONENT_NONE)
		return refuse_at(analyser, node->place,
				 S(N_("the dataset has no identifier of time_period")),
				 (struct message_args){ 0 });
	TRY(place_number(analyser, node->place, &number));
	*out = (struct value){ .kind = VALUE_COMPONENT };
	return expression_component(analyser->arena, structure, (size_t)found, number,
				    &out->expression);
}

/* period_indicator ( DS ) is of the identifier, not of the measures. */
static struct err dataset_period(struct analyser *analyser, const struct step *operand,
				 const struct node *node, struct value *out)
{
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(step_new(analyser, STEP_PERIOD_INDICATOR, node->place, &operand, 1, &step));
	e = period_indicator_structure(analyser->arena, &operand->structure, &step->structure,
				       &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser, e, &fault, node->place, node->operation.operands.at, 1);
}

/* "_" leaves out an operand that may be left out. */
static struct err check_omitted(struct analyser *analyser, const struct node *node,
				const struct value *values)
{
	const struct node_list *list = &node->operation.operands;
	char digits[DIGITS_MOST];

	for (size_t i = 0; i < list->count; i++)
		if (values[i].kind == VALUE_OMITTED &&
		    i < operation_least(node->operation.operation))
			return refuse_at(
				analyser, list->at[i]->place,
				S(N_("the argument {1} of {2} is missing, and has no default")),
				(struct message_args){
					{ str_of_digits(digits, i + 1, 1),
					  operation_name(node->operation.operation) } });
	return OK;
}

/*
 * In the condition of a type length is also of integers, "automatically cast to a string" (User Manual,
 * "Conventions for describing the scalar types").
 */
static struct err integer_as_text(struct analyser *analyser, struct place place,
				  struct value *value)
{
	struct fault fault = { 0 };
	uint32_t number;

	if ((value->kind != VALUE_SCALAR && value->kind != VALUE_COMPONENT) ||
	    value->expression->type != DATA_INTEGER)
		return OK;
	TRY(place_number(analyser, place, &number));
	return expression_cast(analyser->arena, value->expression, DATA_STRING, NULL, number,
			       &value->expression, &fault);
}

/* How many operands there are without those that are left out at the end. */
static size_t given(const struct value *values, size_t n)
{
	while (n > 0 && values[n - 1].kind == VALUE_OMITTED)
		n--;
	return n;
}

static bool in_restriction(const struct context *context)
{
	return context->scope && !context->scope->operator_;
}

struct err analyse_operation(struct analyser *analyser, const struct context *context,
			     const struct node *node, struct value *out)
{
	const struct node_list *list = &node->operation.operands;
	enum operation operation = node->operation.operation;
	struct value *values;

	if (operation == OPERATION_IN || operation == OPERATION_NOT_IN)
		return analyse_in(analyser, context, node, out);
	TRY_NEW(values = NEW(analyser->arena, struct value, list->count + 1));
	for (size_t i = 0; i < list->count; i++)
		TRY(analyse_value(analyser, context, list->at[i], &values[i]));
	TRY(check_omitted(analyser, node, values));
	if (operation == OPERATION_LENGTH && in_restriction(context) && list->count == 1)
		TRY(integer_as_text(analyser, node->place, &values[0]));
	if (operation == OPERATION_DATEADD && list->count == 3)
		return analyse_dateadd(analyser, node, values, out);
	if (operation == OPERATION_PERIOD_INDICATOR && list->count == 0) {
		TRY(own_period(analyser, context, node, &values[0]));
		return operation_value(analyser, operation, values, &node, 1, node->place, out);
	}
	if (operation == OPERATION_PERIOD_INDICATOR && values[0].kind == VALUE_DATASET)
		return dataset_period(analyser, values[0].dataset, node, out);
	return operation_value(analyser, operation, values, list->at, given(values, list->count),
			       node->place, out);
}

/* A cast to the basic type; what restricts it comes after. */
static struct err basic_cast(struct analyser *analyser, const struct context *context,
			     const struct node *node, struct value *out)
{
	const struct expression *mask = NULL;
	struct value values[2] = { { 0 } };
	const struct operands operands = {
		.values = values,
		.nodes = (const struct node *const[]){ node->cast.operand, node },
		.count = node->cast.mask.text.at ? 2 : 1
	};
	struct fault fault = { 0 };
	enum data_type type;
	uint32_t number;
	bool any;

	TRY(analyse_value(analyser, context, node->cast.operand, &values[0]));
	TRY(scalar_type_of(analyser, &node->cast.type, &type, &any));
	if (any) {
		*out = values[0];
		return OK;
	}
	TRY(check_kinds(analyser, &operands));
	TRY(place_number(analyser, node->place, &number));
	if (operands.count == 2) {
		TRY(expression_constant(analyser->arena, scalar_string(node->cast.mask.text),
					number, &mask));
		values[1] = (struct value){ .kind = VALUE_SCALAR, .expression = mask };
	}
	if (values[0].kind == VALUE_DATASET)
		return apply_value(analyser,
				   (struct apply){ .operation = OPERATION_CAST, .type = type },
				   &operands, node->place, out);
	*out = (struct value){ .kind = values[0].kind, .is_constant = values[0].is_constant };
	TRY(settle_fault(analyser,
			 expression_cast(analyser->arena, values[0].expression, type, mask, number,
					 &out->expression, &fault),
			 &fault, node->place, operands.nodes, operands.count));
	return measure(analyser, &operands, node->place, out);
}

struct err analyse_cast(struct analyser *analyser, const struct context *context,
			const struct node *node, struct value *out)
{
	const struct declared declared = { &node->cast.type, analyser->file, S("cast") };

	TRY(basic_cast(analyser, context, node, out));
	return restrict_value(analyser, context, &declared, node->place, out);
}
