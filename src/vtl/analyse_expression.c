/* Expressions: constants, operators on values at each of the three levels, and who looks at the rest. */
#include "vtl/analyser.h"

#include "base/mark.h"
#include "base/real.h"

static struct err constant_value(struct analyser *analyser, struct scalar scalar,
				 struct place place, struct value *out)
{
	uint32_t number = 0;

	TRY(place_number(analyser, place, &number));
	*out = (struct value){ .kind = VALUE_SCALAR, .is_constant = true };
	return expression_constant(analyser->arena, scalar, number, &out->expression);
}

/* "12E3" and "+5" are integers too; one that does not fit in 64 bits is told. */
static struct err integer_constant(struct analyser *analyser, const struct literal *literal,
				   struct scalar *out)
{
	int64_t integer;
	int8_t decimals;
	double number;

	if (str_to_int64(literal->text, &integer)) {
		*out = scalar_integer(integer);
		return OK;
	}
	if (str_find_char(literal->text, 'E', 0) != SIZE_MAX &&
	    real_parse(literal->text, '.', 0, &number, &decimals) && number > -9e15 &&
	    number < 9e15) {
		*out = scalar_integer((int64_t)number);
		return OK;
	}
	return refuse_at(analyser, literal->place, S(N_("{1} is too large for an integer")),
			 (struct message_args){ { literal->text } });
}

struct err analyse_constant(struct analyser *analyser, const struct literal *literal,
			    struct scalar *out)
{
	int8_t decimals;
	double number;

	switch (literal->kind) {
	case LITERAL_INTEGER:
		return integer_constant(analyser, literal, out);
	case LITERAL_NUMBER:
		if (!real_parse(literal->text, '.', 0, &number, &decimals))
			return refuse_at(analyser, literal->place,
					 S(N_("{1} is too large for a number")),
					 (struct message_args){ { literal->text } });
		*out = scalar_number(number);
		return OK;
	case LITERAL_BOOLEAN:
		*out = scalar_boolean(str_eq(literal->text, S("true")));
		return OK;
	case LITERAL_STRING:
		*out = scalar_string(literal->text);
		return OK;
	default:
		*out = scalar_null(DATA_NULL);
		return OK;
	}
}

static struct err analyse_literal(struct analyser *analyser, const struct context *context,
				  const struct node *node, struct value *out)
{
	struct scalar scalar = { 0 };

	(void)context;
	TRY(analyse_constant(analyser, &node->literal, &scalar));
	return constant_value(analyser, scalar, node->place, out);
}

static struct err analyse_omitted(struct analyser *analyser, const struct context *context,
				  const struct node *node, struct value *out)
{
	(void)analyser;
	(void)context;
	(void)node;
	*out = (struct value){ .kind = VALUE_OMITTED };
	return OK;
}

/* All elements of a set have one type. */
static struct err set_value(struct analyser *analyser, const struct context *context,
			    const struct node *node, struct value *out)
{
	const struct expression **items;
	enum data_type type = DATA_NULL;

	TRY_NEW(items = NEW(analyser->arena, const struct expression *, node->set.count + 1));
	for (size_t i = 0; i < node->set.count; i++) {
		TRY(analyse_constant_node(analyser, context, node->set.at[i], &items[i]));
		if (!data_common(type, items[i]->type, &type))
			return refuse_at(
				analyser, node->set.at[i]->place,
				S(N_("the elements of a set have one type: {1} stands among "
				     "{2}")),
				(struct message_args){
					{ data_type_name(items[i]->type), data_type_name(type) } });
	}
	*out = (struct value){ .kind = VALUE_SET };
	out->set.type = type;
	out->set.items = items;
	out->set.count = node->set.count;
	return OK;
}

static struct err refuse_eval(struct analyser *analyser, const struct context *context,
			      const struct node *node, struct value *out)
{
	(void)context;
	(void)out;
	return refuse_at(analyser, node->place,
			 S(N_("eval: external routines are not run here; compute {1} elsewhere and "
			      "give what it returns as an input")),
			 (struct message_args){ { node->eval.routine.text } });
}

static node_analyser *const analysers[NODE_KIND_COUNT_] = {
	[NODE_OMITTED] = analyse_omitted,     [NODE_LITERAL] = analyse_literal,
	[NODE_NAME] = analyse_name,           [NODE_MEMBER] = analyse_member,
	[NODE_OPERATION] = analyse_operation, [NODE_SET] = set_value,
	[NODE_CALL] = analyse_call,           [NODE_CAST] = analyse_cast,
	[NODE_TIME_AGG] = analyse_time_agg,   [NODE_DATASETS] = analyse_datasets,
	[NODE_AGGREGATE] = analyse_aggregate, [NODE_ANALYTIC] = analyse_analytic,
	[NODE_CLAUSE] = analyse_clause_node,  [NODE_JOIN] = analyse_join,
	[NODE_CHECK] = analyse_check,         [NODE_EVAL] = refuse_eval,
};

/* Kinds that make a dataset of datasets, and have no place in a clause. */
static bool is_of_datasets(enum node_kind kind)
{
	return kind == NODE_DATASETS || kind == NODE_CLAUSE || kind == NODE_JOIN ||
	       kind == NODE_CHECK;
}

struct err analyse_value(struct analyser *analyser, const struct context *context,
			 const struct node *node, struct value *out)
{
	if (context->scope && ++analyser->n_called > CALLED_NODES_MOST)
		return refuse_at(
			analyser, node->place,
			S(N_("this script becomes too large where its operators are called")),
			(struct message_args){ 0 });
	if (context->rows && is_of_datasets(node->kind))
		return refuse_at(analyser, node->place,
				 S(N_("an operator on datasets cannot stand within a clause")),
				 (struct message_args){ 0 });
	return analysers[node->kind](analyser, context, node, out);
}

static struct err refuse_kind(struct analyser *analyser, const struct value *value,
			      struct place place, struct str expected)
{
	return refuse_at(analyser, place, S(N_("{1} is expected here, and this is {2}")),
			 (struct message_args){ { expected, value_kind_name(value) } });
}

struct err analyse_dataset(struct analyser *analyser, const struct context *context,
			   const struct node *node, const struct step **out)
{
	struct value value = { 0 };

	TRY(analyse_value(analyser, context, node, &value));
	if (value.kind != VALUE_DATASET)
		return refuse_kind(analyser, &value, node->place, S("dataset"));
	*out = value.dataset;
	return OK;
}

struct err analyse_component(struct analyser *analyser, const struct context *context,
			     const struct node *node, const struct expression **out)
{
	struct value value = { 0 };

	TRY(analyse_value(analyser, context, node, &value));
	if (value.kind != VALUE_COMPONENT && value.kind != VALUE_SCALAR)
		return refuse_kind(analyser, &value, node->place,
				   context->rows ? S("component") : S("scalar"));
	*out = value.expression;
	return OK;
}

struct err analyse_constant_node(struct analyser *analyser, const struct context *context,
				 const struct node *node, const struct expression **out)
{
	const struct context plain = { .scope = context->scope };
	struct value value = { 0 };

	TRY(analyse_value(analyser, &plain, node, &value));
	if (value.kind != VALUE_SCALAR)
		return refuse_kind(analyser, &value, node->place, S("scalar"));
	*out = value.expression;
	return OK;
}

struct err step_new(struct analyser *analyser, enum step_kind kind, struct place place,
		    const struct step *const *operands, size_t n, struct step **out)
{
	struct step *step = NEW(analyser->arena, struct step, 1);
	const struct step **kept = NEW(analyser->arena, const struct step *, n + 1);

	TRY_NEW(step);
	TRY_NEW(kept);
	for (size_t i = 0; i < n; i++) {
		kept[i] = operands[i];
		step->is_open |= operands[i]->is_open;
		if (operands[i]->depth > step->depth)
			step->depth = operands[i]->depth;
	}
	if (++step->depth > VALUE_DEPTH_MOST)
		return refuse_at(analyser, place,
				 S(N_("this expression becomes too large where its operators are "
				      "called")),
				 (struct message_args){ 0 });
	step->kind = kind;
	step->number = analyser->steps.count;
	step->operands = kept;
	step->n_operands = n;
	TRY(place_number(analyser, place, &step->place));
	*out = step;
	return list_push(&analyser->steps, &step);
}

struct err slot_new(struct analyser *analyser, struct slot slot, struct place place,
		    const struct expression **out)
{
	uint32_t number = 0;

	TRY(place_number(analyser, place, &number));
	TRY(expression_slot(analyser->arena, slot.type, analyser->slots.count, number, out));
	return list_push(&analyser->slots, &slot);
}
