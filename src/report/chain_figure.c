/* The results chain: from the tops of the framework by amount to what is below, and to products. */
#include "report/draft.h"

#include "app/overview.h"
#include "figure/chain.h"

enum { CHAIN_MOST = 20 }; /* in a column; the others as one */

/* The columns of the figure, and for each place of the tree its item in the second one. */
struct chain_parts {
	struct list first, second, third, ties;
	size_t *item_of; /* by place; SIZE_MAX: none */
};

static struct chain_item item_at(const struct draft *d, size_t place, size_t parent)
{
	return (struct chain_item){
		.label = draft_named(d, NOUN_NODE, draft_node(d, place)->code).text,
		.amount = d->budget ? d->budget->nodes[place].amount : MONEY_EMPTY,
		.parent = parent,
	};
}

static struct err add_children(const struct draft *d, struct chain_parts *parts, size_t top,
			       size_t parent)
{
	struct list children;

	TRY(draft_children(d, top, &children));
	for (size_t c = 0; c < children.count; c++) {
		size_t child = *LIST_AT(children, size_t, c);
		struct chain_item item = item_at(d, child, parent);

		/* What stands below a child belongs to its item. */
		for (size_t i = child; i < d->budgets->tree->at[child].end; i++)
			parts->item_of[i] = parts->second.count;
		TRY(list_push(&parts->second, &item));
	}
	return OK;
}

static struct err add_nodes(const struct draft *d, struct chain_parts *parts,
			    const struct list *tops)
{
	size_t count = d->budgets->tree->count;

	TRY_NEW(parts->item_of = NEW(d->arena, size_t, count));
	for (size_t i = 0; i < count; i++)
		parts->item_of[i] = SIZE_MAX;
	for (size_t i = 0; i < tops->count; i++) {
		size_t top = *LIST_AT(*tops, size_t, i);
		struct chain_item item = item_at(d, top, 0);

		TRY(list_push(&parts->first, &item));
		TRY(add_children(d, parts, top, i));
	}
	return OK;
}

static struct err add_products(const struct draft *d, struct chain_parts *parts)
{
	const struct overview *counted;

	TRY(overview(d->snapshot, &counted));
	for (size_t i = 0; i < counted->n_products; i++) {
		struct chain_item item = {
			.label = draft_named(d, NOUN_PRODUCT, counted->products[i]->code).text,
			.amount = MONEY_EMPTY,
		};

		TRY(list_push(&parts->third, &item));
	}
	for (size_t i = 0; i < counted->n_deliveries; i++) {
		struct chain_tie tie = { .second = parts->item_of[counted->deliveries[i].place],
					 .third = counted->deliveries[i].product };

		if (tie.second != SIZE_MAX)
			TRY(list_push(&parts->ties, &tie));
	}
	return OK;
}

/* The levels at one depth below the tops. */
static struct err levels_below(const struct draft *d, const struct list *tops, struct str *out)
{
	struct list below = LIST(d->arena, size_t);

	for (size_t i = 0; i < tops->count; i++) {
		struct list children;

		TRY(draft_children(d, *LIST_AT(*tops, size_t, i), &children));
		if (children.count > 0)
			TRY(list_push(&below, LIST_AT(children, size_t, 0)));
	}
	*out = draft_levels(d, below.at, below.count).text;
	return OK;
}

static struct err draw(struct draft *d, const struct chain_parts *parts, const struct list *tops)
{
	struct drawing_pair *pair = NEW(d->arena, struct drawing_pair, 1);
	struct frame frame = draft_frame(d, "", FIGURE_WIDE);
	struct str below;

	TRY_NEW(pair);
	TRY(levels_below(d, tops, &below));

	const struct chain figure = {
		.title = draft_figure_title(d, S(N_("From priorities to outputs"))),
		.description = message(
			d->locale, S(N_("Ribbons are as high as the amounts that flow from each priority to "
				"its topics. Lines lead from topics to the outputs that they "
				"deliver."))),
		.currency = d->budget ? d->budget->currency : S(""),
		.tie_note = message(d->locale, S(N_("not split by output in the source"))),
		.columns = {
			{ draft_levels(d, tops->at, tops->count).text, parts->first.at,
			  parts->first.count },
			{ below, parts->second.at, parts->second.count },
			{ message(d->locale, S(N_("Outputs"))), parts->third.at, parts->third.count },
		},
		.ties = parts->ties.at,
		.n_ties = parts->ties.count,
		.most = CHAIN_MOST,
	};

	TRY(chain_draw(&frame, &figure, &pair->wide));
	return draft_block(d, (struct block){ .figure = pair });
}

struct err compose_chain(struct draft *d)
{
	struct chain_parts parts = {
		.first = LIST(d->arena, struct chain_item),
		.second = LIST(d->arena, struct chain_item),
		.third = LIST(d->arena, struct chain_item),
		.ties = LIST(d->arena, struct chain_tie),
	};
	struct list tops;

	TRY(draft_tops(d, d->plan->framework, &tops));
	if (tops.count == 0)
		return draft_to_fill(d);
	TRY(add_nodes(d, &parts, &tops));
	TRY(add_products(d, &parts));
	TRY(draw(d, &parts, &tops));
	return draft_absent_figure(d);
}
