/* Analytic functions: of datasets, and within calc and filter. */
#include "vtl/analyser.h"

#include "base/mark.h"
#include "vtl/frame.h"

static struct err bound_of(struct analyser *analyser, const struct bound_syntax *syntax,
			   struct window_bound *out)
{
	struct scalar distance = scalar_integer(0);

	if (syntax->distance.text.at)
		TRY(analyse_constant(analyser, &syntax->distance, &distance));
	out->distance = (double)distance.integer;
	if (syntax->kind == WORD_CURRENT)
		out->kind = BOUND_CURRENT;
	else if (syntax->kind == WORD_PRECEDING)
		out->kind = syntax->is_unbounded ? BOUND_UNBOUNDED_PRECEDING : BOUND_PRECEDING;
	else
		out->kind = syntax->is_unbounded ? BOUND_UNBOUNDED_FOLLOWING : BOUND_FOLLOWING;
	if (distance.integer < 0)
		return refuse_at(analyser, syntax->distance.place,
				 S(N_("a window reaches over no less than 0 data points, not {1}")),
				 (struct message_args){ { syntax->distance.text } });
	return OK;
}

static struct err order_of(struct analyser *analyser, const struct context *context,
			   const struct rows *rows, const struct over_syntax *syntax,
			   struct over *out)
{
	struct order_item *items;

	TRY_NEW(items = NEW(analyser->arena, struct order_item, syntax->n_order + 1));
	for (size_t i = 0; i < syntax->n_order; i++) {
		TRY(component_text(analyser, context, rows, &syntax->order[i].component,
				   &items[i].name));
		items[i].is_descending = syntax->order[i].is_descending;
	}
	out->order = items;
	out->n_order = syntax->n_order;
	return OK;
}

struct err analyse_over(struct analyser *analyser, const struct context *context,
			const struct rows *rows, const struct over_syntax *syntax, struct over *out)
{
	struct str *names = NULL;

	*out = (struct over){ .has_partition = syntax->partition != WORD_NONE };
	out->is_partition_except = syntax->partition == WORD_EXCEPT ||
				   syntax->partition == WORD_ALL;
	TRY(identifier_texts(analyser, context, rows, &syntax->names,
			     S(N_("data points are partitioned by identifiers, and {1} has the "
				  "role {2}")),
			     &names));
	out->partition = names;
	out->n_partition = syntax->names.count;
	TRY(order_of(analyser, context, rows, syntax, out));
	if (syntax->unit == WORD_NONE)
		return OK;
	out->window = syntax->unit == WORD_RANGE ? WINDOW_RANGE : WINDOW_DATA_POINTS;
	TRY(bound_of(analyser, &syntax->from, &out->from));
	TRY(bound_of(analyser, &syntax->to, &out->to));
	if (bound_reach(&out->from) <= bound_reach(&out->to) &&
	    out->from.kind != BOUND_UNBOUNDED_FOLLOWING &&
	    out->to.kind != BOUND_UNBOUNDED_PRECEDING)
		return OK;
	return refuse_at(
		analyser, syntax->to.place,
		S(N_("the window ends here before it begins: the earlier limit stands first")),
		(struct message_args){ 0 });
}

/* What an analytic function is, but for its operand and name. */
static struct err pattern_of(struct analyser *analyser, const struct context *context,
			     const struct rows *rows, const struct node *node,
			     struct analytic_item *out)
{
	struct scalar offset = scalar_integer(1);

	*out = (struct analytic_item){ .role = ROLE_MEASURE };
	TRY(aggregation_of(node->analytic.function, &out->function));
	TRY(analyse_over(analyser, context, rows, &node->analytic.over, &out->over));
	if (node->analytic.offset.text.at)
		TRY(analyse_constant(analyser, &node->analytic.offset, &offset));
	out->offset = offset.integer;
	if (node->analytic.otherwise)
		TRY(analyse_constant_node(analyser, context, node->analytic.otherwise,
					  &out->preset));
	return OK;
}

/* An analytic function within calc or filter: a component of its own, made before. */
static struct err analytic_component(struct analyser *analyser, const struct context *context,
				     const struct node *node, struct value *out)
{
	struct rows *rows = context->rows;
	struct rows plain = *rows;
	struct context inner = *context;
	struct analytic_item item;
	struct fault fault = { 0 };
	uint32_t number;

	if (rows->within != WORD_NONE)
		return refuse_nested(analyser, rows, node, node->analytic.function);
	if (!rows->analytics)
		return refuse_at(analyser, node->place,
				 S(N_("an analytic function cannot stand here: only in calc and "
				      "filter")),
				 (struct message_args){ 0 });
	plain.analytics = NULL;
	plain.within = node->analytic.function;
	inner.rows = &plain;
	TRY(pattern_of(analyser, context, rows, node, &item));
	TRY(hidden_name(analyser, rows->analytics->count, &item.name));
	if (node->analytic.operand)
		TRY(analyse_component(analyser, &inner, node->analytic.operand, &item.operand));
	TRY(list_push(rows->analytics, &item));
	TRY(settle_fault(analyser,
			 analytic_structure(analyser->arena, &rows->structure, rows->analytics->at,
					    rows->analytics->count, rows->extended, &fault),
			 &fault, node->place,
			 (const struct node *const[]){ node->analytic.operand, NULL,
						       node->analytic.otherwise },
			 3));
	TRY(place_number(analyser, node->place, &number));
	*out = (struct value){ .kind = VALUE_COMPONENT };
	return expression_component(analyser->arena, rows->extended, rows->extended->count - 1,
				    number, &out->expression);
}

struct err analyse_analytic(struct analyser *analyser, const struct context *context,
			    const struct node *node, struct value *out)
{
	struct rows rows = { 0 };
	struct fault fault = { 0 };
	const struct step *operand;
	struct step *step;
	struct err e;

	if (node->analytic.function == WORD_RANK && node->analytic.operand)
		return refuse_at(analyser, node->analytic.operand->place,
				 S(N_("rank takes no operand: what is ranked stands behind \"order "
				      "by\"")),
				 (struct message_args){ 0 });
	if (context->rows)
		return analytic_component(analyser, context, node, out);
	if (!node->analytic.operand && node->analytic.function == WORD_RANK)
		return refuse_at(analyser, node->place,
				 S(N_("rank can stand only within calc or filter")),
				 (struct message_args){ 0 });
	if (!node->analytic.operand)
		return refuse_at(analyser, node->place,
				 S(N_("{1} needs a dataset as its operand here")),
				 (struct message_args){ { word_text(node->analytic.function) } });
	TRY(analyse_dataset(analyser, context, node->analytic.operand, &operand));
	rows.structure = operand->structure;
	TRY(step_new(analyser, STEP_ANALYTIC, node->place, &operand, 1, &step));
	TRY(pattern_of(analyser, context, &rows, node, &step->analytic.pattern));
	step->analytic.viral = analyser->viral;
	e = analytic_dataset_structure(analyser->arena, &operand->structure,
				       &step->analytic.pattern, &step->structure, &fault);
	*out = (struct value){ .kind = VALUE_DATASET, .dataset = step };
	return settle_fault(analyser, e, &fault, node->place,
			    (const struct node *const[]){ node->analytic.operand, NULL,
							  node->analytic.otherwise },
			    3);
}
