/* Aggregate functions: of datasets, in aggr and in having. */
#include "vtl/analyser.h"

#include "base/mark.h"

struct err refuse_nested(struct analyser *analyser, const struct rows *rows,
			 const struct node *node, enum word function)
{
	return refuse_at(analyser, node->place,
			 S(N_("{1} cannot stand within {2}: aggregate and analytic functions are "
			      "not nested")),
			 (struct message_args){ { word_text(function), word_text(rows->within) } });
}

/* "time_agg" of a grouping, over the operand's only time identifier. */
static struct err grouping_conversion(struct analyser *analyser, const struct context *context,
				      const struct rows *rows, const struct node *node,
				      struct grouping *out)
{
	const struct expression *operands[4] = { NULL };
	ptrdiff_t time = structure_time(&rows->structure);
	struct fault fault = { 0 };
	uint32_t number;

	TRY(place_number(analyser, node->place, &number));
	if (time == COMPONENT_NONE)
		return refuse_at(
			analyser, node->place,
			S(N_("time_agg needs a dataset with exactly one identifier of time, "
			     "date or time_period")),
			(struct message_args){ 0 });
	TRY(analyse_time_unit(analyser, context, node, &operands[0]));
	/* What it converts is clear; it may be named all the same. */
	if (node->time_agg.operand &&
	    (node->time_agg.operand->kind != NODE_NAME ||
	     !name_is(&node->time_agg.operand->name, rows->structure.at[time].name)))
		return refuse_at(
			analyser, node->time_agg.operand->place,
			S(N_("time_agg in a grouping converts {1} and nothing else: leave the operand "
			     "out")),
			(struct message_args){ { rows->structure.at[time].name } });
	if (node->time_agg.from.text.at)
		TRY(expression_constant(analyser->arena, scalar_string(node->time_agg.from.text),
					number, &operands[1]));
	TRY(expression_component(analyser->arena, &rows->structure, (size_t)time, number,
				 &operands[2]));
	TRY(expression_constant(analyser->arena, scalar_boolean(node->time_agg.which == WORD_LAST),
				number, &operands[3]));
	out->converted = rows->structure.at[time].name;
	return settle_fault(analyser,
			    expression_call(analyser->arena, OPERATION_TIME_AGG, operands,
					    countof(operands), number, &out->conversion, &fault),
			    &fault, node->place, NULL, 0);
}

/* Aggregates in having become hidden items; the condition is over the virtual structure of them. */
static struct err analyse_having(struct analyser *analyser, const struct context *context,
				 const struct rows *rows, const struct node *node,
				 struct list *items, struct aggregate *aggregate)
{
	struct context inner = *context;
	struct rows having = { .aggregate = aggregate, .items = items };
	struct fault fault = { 0 };

	having.operand = &rows->structure;
	having.aliases = rows->aliases;
	having.n_aliases = rows->n_aliases;
	inner.rows = &having;
	TRY(settle_fault(analyser,
			 aggregate_having_structure(analyser->arena, &rows->structure, aggregate,
						    &having.structure, &fault),
			 &fault, node->place, NULL, 0));
	TRY(analyse_component(analyser, &inner, node, &aggregate->having));
	return require_condition(analyser, aggregate->having, node);
}

/* Is the converted identifier among the names? */
static bool is_listed(const struct grouping *grouping)
{
	for (size_t i = 0; i < grouping->n_names; i++) {
		if (str_eq(grouping->names[i], grouping->converted))
			return true;
	}
	return false;
}

struct err analyse_grouping(struct analyser *analyser, const struct context *context,
			    const struct rows *rows, const struct grouping_syntax *syntax,
			    struct list *items, struct aggregate *aggregate)
{
	struct str *names = NULL;

	TRY(identifier_texts(analyser, context, rows, &syntax->names,
			     S(N_("data points are grouped by identifiers, and {1} has the "
				  "role {2}")),
			     &names));
	aggregate->grouping.names = names;
	aggregate->grouping.n_names = syntax->names.count;
	aggregate->grouping.is_except = syntax->kind == WORD_EXCEPT || syntax->kind == WORD_ALL;
	if (syntax->conversion) {
		TRY(grouping_conversion(analyser, context, rows, syntax->conversion,
					&aggregate->grouping));
		/* What is converted is grouped by, be it listed or not. */
		if (syntax->kind == WORD_BY && !is_listed(&aggregate->grouping))
			names[aggregate->grouping.n_names++] = aggregate->grouping.converted;
	}
	aggregate->viral = analyser->viral;
	aggregate->items = items->at;
	aggregate->n_items = items->count;
	if (syntax->having)
		TRY(analyse_having(analyser, context, rows, syntax->having, items, aggregate));
	return OK;
}

struct err aggregation_of(enum word word, enum aggregation *out)
{
	if (aggregation_named(word_text(word), out))
		return OK;
	return ERROR(ERR_BUG, "a function that has no aggregation");
}

struct err hidden_name(struct analyser *analyser, size_t number, struct str *out)
{
	*out = str_format(analyser->arena, "\x01%zu", number);
	TRY_NEW(out->at);
	return OK;
}

/* sum ( Me_1 ) in having. */
static struct err having_value(struct analyser *analyser, const struct context *context,
			       const struct node *node, struct value *out)
{
	struct rows *rows = context->rows;
	struct rows plain = { .structure = *rows->operand };
	struct context inner = *context;
	struct aggregate_item item = { .role = ROLE_MEASURE, .has_role = true, .is_hidden = true };
	struct fault fault = { 0 };
	uint32_t number;

	plain.aliases = rows->aliases;
	plain.n_aliases = rows->n_aliases;
	plain.within = node->aggregate.function;
	inner.rows = &plain;
	TRY(aggregation_of(node->aggregate.function, &item.function));
	TRY(hidden_name(analyser, rows->items->count, &item.name));
	if (node->aggregate.operand)
		TRY(analyse_component(analyser, &inner, node->aggregate.operand, &item.operand));
	TRY(list_push(rows->items, &item));
	rows->aggregate->items = rows->items->at;
	rows->aggregate->n_items = rows->items->count;
	TRY(settle_fault(analyser,
			 aggregate_having_structure(analyser->arena, rows->operand, rows->aggregate,
						    &rows->structure, &fault),
			 &fault, node->place, NULL, 0));
	TRY(place_number(analyser, node->place, &number));
	*out = (struct value){ .kind = VALUE_COMPONENT };
	return expression_component(analyser->arena, &rows->structure, rows->structure.count - 1,
				    number, &out->expression);
}

struct err analyse_aggregate(struct analyser *analyser, const struct context *context,
			     const struct node *node, struct value *out)
{
	struct list items = LIST(analyser->arena, struct aggregate_item);
	struct aggregate_item *measures;
	enum aggregation function;
	const struct step *operand;
	struct fault fault = { 0 };
	struct rows rows = { 0 };
	struct step *step;
	size_t n;
	struct err e;

	if (context->rows && context->rows->aggregate && node->aggregate.grouping.kind == WORD_NONE)
		return having_value(analyser, context, node, out);
	if (context->rows && context->rows->within != WORD_NONE)
		return refuse_nested(analyser, context->rows, node, node->aggregate.function);
	if (context->rows)
		return refuse_at(
			analyser, node->place,
			S(N_("{1} makes one value of many: here it needs \"over (…)\", or it "
			     "belongs into aggr or having")),
			(struct message_args){ { word_text(node->aggregate.function) } });
	if (!node->aggregate.operand)
		return refuse_at(analyser, node->place,
				 S(N_("{1} needs a dataset as its operand here")),
				 (struct message_args){ { word_text(node->aggregate.function) } });
	TRY(aggregation_of(node->aggregate.function, &function));
	TRY(analyse_dataset(analyser, context, node->aggregate.operand, &operand));
	TRY(step_new(analyser, STEP_AGGREGATE, node->place, &operand, 1, &step));
	e = aggregate_measures(analyser->arena, &operand->structure, function, step->place,
			       &measures, &n, &fault);
	TRY(settle_fault(analyser, e, &fault, node->place, &node->aggregate.operand, 1));
	for (size_t i = 0; i < n; i++)
		TRY(list_push(&items, &measures[i]));
	rows.structure = operand->structure;
	TRY(analyse_grouping(analyser, context, &rows, &node->aggregate.grouping, &items,
			     &step->aggregate));
	e = aggregate_structure(analyser->arena, &operand->structure, &step->aggregate,
				&step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser, e, &fault, node->place, &node->aggregate.operand, 1);
}
