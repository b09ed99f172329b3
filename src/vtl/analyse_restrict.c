/*
 * Types that are restricted: by a condition on "value", by a list of values, to those of a value domain, to
 * what is not null. Whether a value keeps to that is known only when it is there, so that an operator that
 * checks it is laid around the expression (OPERATION_RESTRICT).
 */
#include "vtl/analyser.h"

#include "base/mark.h"

/* What a restriction is made for. */
struct work {
	struct analyser *analyser;
	const struct context *context; /* in which the value was computed */
	const struct declared *declared;
	struct place place; /* of the value */
};

static bool is_restricted(const struct scalar_syntax *type, const struct value_domain *domain)
{
	return type->condition || type->values.count > 0 || type->is_not_null ||
	       (domain && domain->values);
}

static struct err combine(const struct work *work, enum operation operation,
			  const struct value *values, size_t n, struct value *out)
{
	const struct node **nodes = NEW(work->analyser->arena, const struct node *, n);

	TRY_NEW(nodes);
	return operation_value(work->analyser, operation, values, nodes, n, work->place, out);
}

/* Both conditions; one that is not there is VALUE_OMITTED. */
static struct err add_condition(const struct work *work, struct value *condition, struct value more)
{
	const struct value both[] = { *condition, more };

	if (condition->kind == VALUE_OMITTED) {
		*condition = more;
		return OK;
	}
	return combine(work, OPERATION_AND, both, countof(both), condition);
}

/* "[ value > 0 ]": "value" is the value, and no component has a name there. */
static struct err written_condition(const struct work *work, const struct value *value,
				    struct value *out)
{
	const struct node *node = work->declared->type->condition;
	const struct binding binding = { .name.text = S("value"), .value = *value };
	const struct scope scope = { .bindings = &binding,
				     .count = 1,
				     .caller = work->context->scope };
	struct context context = { .scope = &scope, .depth = work->context->depth + 1 };
	struct str file = work->analyser->file;
	struct rows rows;
	struct err e;

	if (work->context->rows) {
		rows = (struct rows){ .structure = work->context->rows->structure,
				      .names_only = true,
				      .is_restriction = true };
		context.rows = &rows;
	}
	if (context.depth > CALL_DEPTH_MOST)
		return refuse_at(work->analyser, work->place,
				 S(N_("operators call each other too deeply here")),
				 (struct message_args){ 0 });
	work->analyser->file = work->declared->file;
	e = analyse_value(work->analyser, &context, node, out);
	if (!failed(e) && out->kind != VALUE_SCALAR && out->kind != VALUE_COMPONENT)
		e = refuse_at(work->analyser, node->place,
			      S(N_("{1} is expected here, and this is {2}")),
			      (struct message_args){ { S("scalar"), value_kind_name(out) } });
	else if (!failed(e) && !data_fits(out->expression->type, DATA_BOOLEAN))
		e = refuse_at(work->analyser, node->place,
			      S(N_("{1} is expected here, and this is {2}")),
			      (struct message_args){
				      { S("boolean"), data_type_name(out->expression->type) } });
	work->analyser->file = file;
	return e;
}

/* Is the value among those? */
static struct err membership_condition(const struct work *work, const struct value *value,
				       const struct expression *const *items, size_t n,
				       struct value *out)
{
	struct value *values = NEW(work->analyser->arena, struct value, n + 1);

	TRY_NEW(values);
	values[0] = *value;
	for (size_t i = 0; i < n; i++)
		values[i + 1] = (struct value){ .kind = VALUE_SCALAR, .expression = items[i] };
	return combine(work, OPERATION_IN, values, n + 1, out);
}

static struct err listed_condition(const struct work *work, const struct value *value,
				   struct value *out)
{
	const struct node_list *list = &work->declared->type->values;
	const struct context context = { 0 };
	const struct expression **items;

	TRY_NEW(items = NEW(work->analyser->arena, const struct expression *, list->count));
	for (size_t i = 0; i < list->count; i++)
		TRY(analyse_constant_node(work->analyser, &context, list->at[i], &items[i]));
	return membership_condition(work, value, items, list->count, out);
}

static struct err domain_condition(const struct work *work, const struct value_domain *domain,
				   const struct value *value, struct value *out)
{
	const struct expression **items;

	TRY_NEW(items = NEW(work->analyser->arena, const struct expression *, domain->n_values));
	for (size_t i = 0; i < domain->n_values; i++)
		TRY(expression_constant(work->analyser->arena, domain->values[i], 0, &items[i]));
	return membership_condition(work, value, items, domain->n_values, out);
}

/* Null is a value of every type that does not exclude it, whatever the condition says. */
static struct err null_condition(const struct work *work, const struct value *value,
				 struct value *condition)
{
	struct value parts[2] = { { 0 } };

	TRY(combine(work, OPERATION_ISNULL, value, 1, &parts[0]));
	if (work->declared->type->is_not_null) {
		TRY(combine(work, OPERATION_NOT, &parts[0], 1, &parts[1]));
		return add_condition(work, condition, parts[1]);
	}
	parts[1] = *condition;
	return combine(work, OPERATION_OR, parts, countof(parts), condition);
}

static struct err text_value(const struct work *work, struct str text, struct value *out)
{
	*out = (struct value){ .kind = VALUE_SCALAR };
	return expression_constant(work->analyser->arena, scalar_string(text), 0, &out->expression);
}

static struct err restrict_with(const struct work *work, const struct value_domain *domain,
				struct value *value)
{
	const struct scalar_syntax *type = work->declared->type;
	struct value condition = { 0 }, part = { 0 }, operands[4] = { *value };

	if (type->condition) {
		TRY(written_condition(work, value, &part));
		TRY(add_condition(work, &condition, part));
	}
	if (type->values.count > 0) {
		TRY(listed_condition(work, value, &part));
		TRY(add_condition(work, &condition, part));
	}
	if (domain && domain->values) {
		TRY(domain_condition(work, domain, value, &part));
		TRY(add_condition(work, &condition, part));
	}
	TRY(null_condition(work, value, &condition));
	operands[1] = condition;
	TRY(text_value(work, work->declared->about, &operands[2]));
	TRY(text_value(work, type->written, &operands[3]));
	return combine(work, OPERATION_RESTRICT, operands, countof(operands), value);
}

static const struct value_domain *domain_of(const struct analyser *analyser,
					    const struct scalar_syntax *type)
{
	return type->domain.text.at ? find_domain(analyser, &type->domain) : NULL;
}

/* The measures of a dataset. */
static struct err restrict_measures(const struct work *work, struct value *value)
{
	const struct structure *structure = &value->dataset->structure;
	const struct scalar_syntax **types;

	TRY_NEW(types = NEW(work->analyser->arena, const struct scalar_syntax *,
			    structure->count + 1));
	for (size_t i = 0; i < structure->count; i++)
		if (structure->at[i].role == ROLE_MEASURE)
			types[i] = work->declared->type;
	return restrict_components(work->analyser, work->context, types, work->declared->file,
				   work->declared->about, work->place, &value->dataset);
}

struct err restrict_value(struct analyser *analyser, const struct context *context,
			  const struct declared *declared, struct place place, struct value *value)
{
	const struct work work = { analyser, context, declared, place };
	const struct value_domain *domain = domain_of(analyser, declared->type);

	if (!is_restricted(declared->type, domain))
		return OK;
	if (value->kind == VALUE_DATASET)
		return restrict_measures(&work, value);
	return restrict_with(&work, domain, value);
}

/* The component with its check, as a condition that is true of every data point. */
static struct err component_condition(const struct work *work, const struct structure *structure,
				      size_t component, struct value *out)
{
	struct value parts[2] = { { .kind = VALUE_COMPONENT }, { .kind = VALUE_SCALAR } };
	uint32_t number;

	TRY(place_number(work->analyser, work->place, &number));
	TRY(expression_component(work->analyser->arena, structure, component, number,
				 &parts[0].expression));
	TRY(restrict_with(work, domain_of(work->analyser, work->declared->type), &parts[0]));
	TRY(combine(work, OPERATION_ISNULL, &parts[0], 1, &parts[0]));
	TRY(expression_constant(work->analyser->arena, scalar_boolean(true), number,
				&parts[1].expression));
	return combine(work, OPERATION_OR, parts, countof(parts), out);
}

struct err restrict_components(struct analyser *analyser, const struct context *context,
			       const struct scalar_syntax *const *types, struct str file,
			       struct str about, struct place place, const struct step **dataset)
{
	const struct step *operand = *dataset;
	struct rows rows = { .structure = operand->structure };
	struct context inner = { .scope = context->scope, .rows = &rows, .depth = context->depth };
	struct value condition = { 0 }, part = { 0 };
	struct step *step;

	for (size_t i = 0; i < operand->structure.count; i++) {
		const struct declared declared = { types[i], file, about };
		const struct work work = { analyser, &inner, &declared, place };

		if (!types[i] || !is_restricted(types[i], domain_of(analyser, types[i])))
			continue;
		TRY(component_condition(&work, &operand->structure, i, &part));
		TRY(add_condition(&work, &condition, part));
	}
	if (condition.kind == VALUE_OMITTED)
		return OK;
	TRY(step_new(analyser, STEP_FILTER, place, &operand, 1, &step));
	step->filter = condition.expression;
	step->structure = operand->structure;
	*dataset = step;
	return OK;
}
