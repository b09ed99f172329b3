/* Functions of whole datasets: sets of data points, and time series. */
#include "vtl/analyser.h"

#include "base/mark.h"

/* The operands of a node, all of which must be datasets. */
struct datasets {
	const struct step **steps;
	const struct structure **structures;
	size_t count;
};

static struct err operands_of(struct analyser *analyser, const struct context *context,
			      const struct node *node, struct datasets *out)
{
	const struct node_list *list = &node->datasets.operands;

	out->count = list->count;
	TRY_NEW(out->steps = NEW(analyser->arena, const struct step *, list->count + 1));
	TRY_NEW(out->structures = NEW(analyser->arena, const struct structure *, list->count + 1));
	for (size_t i = 0; i < list->count; i++) {
		TRY(analyse_dataset(analyser, context, list->at[i], &out->steps[i]));
		out->structures[i] = &out->steps[i]->structure;
	}
	return OK;
}

struct arity {
	enum word function;
	size_t least, most;
};

static struct err check_arity(struct analyser *analyser, const struct node *node)
{
	static const struct arity arities[] = {
		{ WORD_UNION, 2, SIZE_MAX },  { WORD_INTERSECT, 2, SIZE_MAX },
		{ WORD_SETDIFF, 2, 2 },       { WORD_SYMDIFF, 2, 2 },
		{ WORD_EXISTS_IN, 2, 2 },     { WORD_FILL_TIME_SERIES, 1, 1 },
		{ WORD_FLOW_TO_STOCK, 1, 1 }, { WORD_STOCK_TO_FLOW, 1, 1 },
		{ WORD_TIMESHIFT, 1, 1 },
	};
	size_t n = node->datasets.operands.count;
	char digits[2][DIGITS_MOST];

	for (size_t i = 0; i < countof(arities); i++) {
		if (arities[i].function != node->datasets.function)
			continue;
		if (n >= arities[i].least && n <= arities[i].most)
			return OK;
		return refuse_at(
			analyser, node->place,
			arities[i].most == SIZE_MAX
				? S(N_("{1} needs at least {2} datasets, not {3}"))
				: S(N_("{1} takes {2} datasets, not {3}")),
			(struct message_args){ { word_text(arities[i].function),
						 str_of_digits(digits[0], arities[i].least, 1),
						 str_of_digits(digits[1], n, 1) } });
	}
	return OK;
}

static struct err set_value(struct analyser *analyser, const struct node *node,
			    const struct datasets *operands, enum set_operator operator_,
			    struct value *out)
{
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(step_new(analyser, STEP_SET, node->place, operands->steps, operands->count, &step));
	step->set = operator_;
	e = set_structure(analyser->arena, operator_, operands->structures, operands->count,
			  &step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser, e, &fault, node->place, node->datasets.operands.at,
			    operands->count);
}

static struct err exists_value(struct analyser *analyser, const struct node *node,
			       const struct datasets *operands, struct value *out)
{
	struct fault fault = { 0 };
	struct step *step;
	struct err e;

	TRY(step_new(analyser, STEP_EXISTS, node->place, operands->steps, 2, &step));
	step->exists = node->datasets.option == WORD_TRUE    ? EXISTS_TRUE
		       : node->datasets.option == WORD_FALSE ? EXISTS_FALSE
							     : EXISTS_ALL;
	step->is_open = false;
	e = exists_structure(analyser->arena, operands->structures[0], operands->structures[1],
			     &step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser, e, &fault, node->place, node->datasets.operands.at, 2);
}

static enum series_operator series_operator_of(const struct node *node)
{
	switch (node->datasets.function) {
	case WORD_FILL_TIME_SERIES:
		return node->datasets.option == WORD_SINGLE ? SERIES_FILL_SINGLE : SERIES_FILL_ALL;
	case WORD_FLOW_TO_STOCK:
		return SERIES_FLOW_TO_STOCK;
	case WORD_STOCK_TO_FLOW:
		return SERIES_STOCK_TO_FLOW;
	default:
		return SERIES_SHIFT;
	}
}

/* By how many periods a timeshift goes. */
static struct err shift_expression(struct analyser *analyser, const struct context *context,
				   const struct node *node, const struct expression **out)
{
	const struct node *shift = node->datasets.shift;

	if (!shift)
		return refuse_at(analyser, node->place,
				 S(N_("timeshift needs to know by how many periods: "
				      "timeshift ( dataset, number )")),
				 (struct message_args){ 0 });
	TRY(analyse_constant_node(analyser, context, shift, out));
	if ((*out)->type == DATA_INTEGER)
		return OK;
	return refuse_at(analyser, shift->place, S(N_("{1} is expected here, and this is {2}")),
			 (struct message_args){
				 { data_type_name(DATA_INTEGER), data_type_name((*out)->type) } });
}

static struct err series_value(struct analyser *analyser, const struct context *context,
			       const struct node *node, const struct datasets *operands,
			       struct value *out)
{
	const struct expression *shift = NULL;
	struct fault fault = { 0 };
	struct step *step;

	if (node->datasets.function == WORD_TIMESHIFT)
		TRY(shift_expression(analyser, context, node, &shift));
	TRY(step_new(analyser, STEP_SERIES, node->place, operands->steps, 1, &step));
	step->series.operator_ = series_operator_of(node);
	step->series.shift = shift;
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser,
			    series_structure(analyser->arena, step->series.operator_,
					     operands->structures[0], &step->structure, &fault),
			    &fault, node->place, node->datasets.operands.at, 1);
}

struct err analyse_datasets(struct analyser *analyser, const struct context *context,
			    const struct node *node, struct value *out)
{
	struct datasets operands;

	TRY(check_arity(analyser, node));
	TRY(operands_of(analyser, context, node, &operands));
	switch (node->datasets.function) {
	case WORD_UNION:
		return set_value(analyser, node, &operands, SET_UNION, out);
	case WORD_INTERSECT:
		return set_value(analyser, node, &operands, SET_INTERSECT, out);
	case WORD_SETDIFF:
		return set_value(analyser, node, &operands, SET_DIFFERENCE, out);
	case WORD_SYMDIFF:
		return set_value(analyser, node, &operands, SET_SYMMETRIC_DIFFERENCE, out);
	case WORD_EXISTS_IN:
		return exists_value(analyser, node, &operands, out);
	default:
		return series_value(analyser, context, node, &operands, out);
	}
}
