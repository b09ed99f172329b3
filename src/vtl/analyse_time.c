/* time_agg, and dateadd, which on a dataset moves its time. */
#include "vtl/analyser.h"

#include "base/mark.h"

/* The unit that a text names, as "Q" or "P3M". */
static struct err time_unit_of(struct analyser *analyser, struct str text, struct place place,
			       enum time_unit *out)
{
	time_duration duration;

	if (time_duration_parse(text, &duration) && time_duration_unit(duration, out))
		return OK;
	return refuse_at(analyser, place,
			 S(N_("{1} is no unit of time: D, W, M, Q, S or A is expected")),
			 (struct message_args){ { text } });
}

/* A unit that a script says as a string. */
static struct err check_unit(struct analyser *analyser, const struct value *value,
			     const struct node *node)
{
	enum time_unit unit;

	if (value->kind != VALUE_SCALAR || value->expression->kind != EXPRESSION_CONSTANT ||
	    value->expression->type != DATA_STRING || value->expression->constant.is_null)
		return OK;
	return time_unit_of(analyser, value->expression->constant.string, node->place, &unit);
}

struct err analyse_time_unit(struct analyser *analyser, const struct context *context,
			     const struct node *node, const struct expression **to_out)
{
	const struct node *to_node = node->time_agg.to;
	const struct literal *from_literal = &node->time_agg.from;
	enum time_unit to = TIME_YEAR, from = TIME_DAY;
	const struct expression *expression;
	struct value value = { .kind = VALUE_SCALAR };

	TRY(analyse_constant_node(analyser, context, to_node, &expression));
	*to_out = value.expression = expression;
	TRY(check_unit(analyser, &value, to_node));
	if (!from_literal->text.at)
		return OK;
	TRY(time_unit_of(analyser, from_literal->text, from_literal->place, &from));
	if (expression->kind == EXPRESSION_CONSTANT && expression->type == DATA_STRING &&
	    !expression->constant.is_null)
		TRY(time_unit_of(analyser, expression->constant.string, to_node->place, &to));
	if (from <= to)
		return OK;
	return refuse_at(
		analyser, from_literal->place,
		S(N_("time_agg goes from a smaller unit to a larger one, not from {1} to "
		     "{2}")),
		(struct message_args){ { from_literal->text, expression->constant.string } });
}

/* Of a dataset time_agg takes the measures; that it were the identifier is a likely mistake. */
static struct err check_time_measures(struct analyser *analyser, const struct value *value,
				      const struct node *node)
{
	const struct structure *structure;

	if (value->kind != VALUE_DATASET)
		return OK;
	structure = &value->dataset->structure;
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_MEASURE && data_is_time(structure->at[i].type))
			return OK;
	}
	return refuse_at(analyser, node->place,
			 S(N_("time_agg takes measures of time, and this dataset has none; its "
			      "identifier is converted in a grouping: sum ( … group all time_agg "
			      "( \"A\" ) )")),
			 (struct message_args){ 0 });
}

/* time_agg ( to, from, operand, last ) with its constants as operands. */
struct err analyse_time_agg(struct analyser *analyser, const struct context *context,
			    const struct node *node, struct value *out)
{
	struct value values[4] = { { 0 } };
	const struct node *const nodes[] = { node->time_agg.to, node, node->time_agg.operand,
					     node };
	bool is_last = node->time_agg.which == WORD_LAST;
	uint32_t number;

	TRY(place_number(analyser, node->place, &number));
	values[0].kind = VALUE_SCALAR;
	TRY(analyse_time_unit(analyser, context, node, &values[0].expression));
	if (node->time_agg.from.text.at) {
		values[1].kind = VALUE_SCALAR;
		TRY(expression_constant(analyser->arena, scalar_string(node->time_agg.from.text),
					number, &values[1].expression));
	}
	if (!node->time_agg.operand)
		return refuse_at(
			analyser, node->place,
			S(N_("time_agg without an operand stands only behind \"group all\" "
			     "or \"group by\"")),
			(struct message_args){ 0 });
	TRY(analyse_value(analyser, context, node->time_agg.operand, &values[2]));
	TRY(check_time_measures(analyser, &values[2], node->time_agg.operand));
	values[3].kind = VALUE_SCALAR;
	TRY(expression_constant(analyser->arena, scalar_boolean(is_last), number,
				&values[3].expression));
	return operation_value(analyser, OPERATION_TIME_AGG, values, nodes, countof(values),
			       node->place, out);
}

/*
 * What dateadd moves of a dataset: its time identifier if it has exactly one, or else the measures of time.
 */
static bool is_moved(const struct structure *structure, size_t i)
{
	ptrdiff_t time = structure_time(structure);

	if (time != COMPONENT_NONE)
		return (ptrdiff_t)i == time;
	return structure->at[i].role == ROLE_MEASURE && data_is_time(structure->at[i].type);
}

/* Each component that is moved becomes the operator of it; the others stay. */
static struct err moved_items(struct analyser *analyser, const struct structure *structure,
			      const struct node *node, const struct value *values, struct calc *out)
{
	const struct node_list *list = &node->operation.operands;
	struct calc_item *items = NEW(analyser->arena, struct calc_item, structure->count);
	size_t n = 0;
	uint32_t number;

	TRY_NEW(items);
	TRY(place_number(analyser, node->place, &number));
	for (size_t i = 0; i < structure->count; i++) {
		bool is_identifier = structure->at[i].role == ROLE_IDENTIFIER;
		const struct expression *operands[3] = { NULL, values[1].expression,
							 values[2].expression };
		struct calc_item item = { .name = structure->at[i].name };
		struct fault fault = { 0 };

		if (!is_moved(structure, i))
			continue;
		TRY(expression_component(analyser->arena, structure, i, number, &operands[0]));
		TRY(settle_fault(analyser,
				 expression_call(analyser->arena, OPERATION_DATEADD, operands,
						 countof(operands), number, &item.expression,
						 &fault),
				 &fault, node->place, list->at, list->count));
		if (is_identifier) {
			item.has_role = true;
			item.role = ROLE_IDENTIFIER;
			item.moved_by = operation_name(OPERATION_DATEADD);
		}
		items[n++] = item;
	}
	*out = (struct calc){ items, n };
	return OK;
}

struct err analyse_dateadd(struct analyser *analyser, const struct node *node,
			   const struct value *values, struct value *out)
{
	const struct node_list *list = &node->operation.operands;
	const struct step *operand = values[0].dataset;
	struct fault fault = { 0 };
	struct calc calc = { 0 };
	struct step *step;

	TRY(check_unit(analyser, &values[2], list->at[2]));
	if (values[0].kind == VALUE_DATASET && values[1].kind == VALUE_SCALAR &&
	    values[2].kind == VALUE_SCALAR)
		TRY(moved_items(analyser, &operand->structure, node, values, &calc));
	if (calc.n_items == 0)
		return operation_value(analyser, OPERATION_DATEADD, values, list->at, list->count,
				       node->place, out);
	TRY(step_new(analyser, STEP_CALC, node->place, &operand, 1, &step));
	step->calc = calc;
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser,
			    calc_structure(analyser->arena, &operand->structure, &calc,
					   &step->structure, &fault),
			    &fault, node->place, list->at, list->count);
}
