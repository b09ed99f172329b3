/*
 * The money of a plan as a drawing: a treemap of priorities and topics, or, when there are too many
 * for one to be read, bars of the largest priorities and of all others together.
 */
#include "web/budget.h"

#include "base/list.h"
#include "base/mark.h"
#include "figure/bars.h"
#include "figure/treemap.h"
#include "web/figures.h"

enum { GROUPS_SHOWN = 12, CELLS_SHOWN = 120 };

/* What is drawn. */
struct sketch {
	struct page *page;
	const struct tree *tree;
	const struct budget *budget;
	struct list groups; /* struct str: names of the tops that have money */
	struct list items;  /* struct treemap_item */
	struct list bars;   /* struct bar */
};

static struct str short_name(const struct sketch *s, size_t place)
{
	return page_thing(s->page, NOUN_NODE, s->tree->at[place].node->code).name.text;
}

static struct str page_of(const struct sketch *s, size_t place)
{
	return link_text(page_link_row(s->page, NOUN_NODE, s->tree->at[place].node->code));
}

static struct err add_item(struct sketch *s, size_t place)
{
	struct treemap_item item = {
		.label = short_name(s, place),
		.href = page_of(s, place),
		.amount = s->budget->nodes[place].amount,
		.group = s->groups.count,
	};

	return item.amount > 0 ? list_push(&s->items, &item) : OK;
}

/* A top without children is its own only cell. */
static struct err add_top(struct sketch *s, size_t place)
{
	struct str name = short_name(s, place);
	struct bar bar = { .label = name,
			   .href = page_of(s, place),
			   .amount = s->budget->nodes[place].amount,
			   .stated_share = DECIMAL_EMPTY };

	if (bar.amount == MONEY_EMPTY || bar.amount <= 0)
		return OK;
	if (tree_is_leaf(s->tree, place))
		TRY(add_item(s, place));
	for (size_t c = place + 1; c < s->tree->at[place].end; c = s->tree->at[c].end)
		TRY(add_item(s, c));
	TRY(list_push(&s->bars, &bar));
	return list_push(&s->groups, &name);
}

static struct err draw_treemap(struct sketch *s, const struct frame *frame, struct svg *out)
{
	const struct treemap map = {
		.title = page_words(s->page, S(N_("Money by priority and topic"))),
		.description = page_words(s->page, S(N_("Each area is as large as its amount."))),
		.group_header = page_words(s->page, S(N_("Priority"))),
		.item_header = page_words(s->page, S(N_("Topic"))),
		.currency = s->budget->currency,
		.groups = s->groups.at,
		.n_groups = s->groups.count,
		.items = s->items.at,
		.n_items = s->items.count,
	};

	return treemap_draw(frame, &map, out);
}

static int by_amount(const void *a, const void *b, const void *unused)
{
	const struct bar *x = a, *y = b;

	(void)unused;
	return (x->amount < y->amount) - (x->amount > y->amount);
}

/* Keeps the largest; the rest becomes one bar. A sum that is too large for its type is left out. */
static struct err merge_others(struct sketch *s)
{
	struct bar others = { .label = page_words(s->page, S(N_("All others"))),
			      .stated_share = DECIMAL_EMPTY };

	TRY(list_sort(&s->bars, by_amount, NULL));
	if (s->bars.count <= GROUPS_SHOWN)
		return OK;
	for (size_t i = GROUPS_SHOWN - 1; i < s->bars.count; i++)
		if (!money_add(others.amount, LIST_AT(s->bars, struct bar, i)->amount,
			       &others.amount))
			return OK;
	*LIST_AT(s->bars, struct bar, GROUPS_SHOWN - 1) = others;
	s->bars.count = GROUPS_SHOWN;
	return OK;
}

static struct err draw_bars(struct sketch *s, const struct frame *frame, struct svg *out)
{
	struct bars bars = {
		.title = page_words(s->page, S(N_("Money by priority"))),
		.description = page_words(s->page, S(N_("The largest amounts, and all others "
							"together."))),
		.item_header = page_words(s->page, S(N_("Priority"))),
		.currency = s->budget->currency,
		.total = s->budget->total.amount == MONEY_EMPTY ? 0 : s->budget->total.amount,
	};

	TRY(merge_others(s));
	bars.bars = s->bars.at;
	bars.n_bars = s->bars.count;
	return bars_draw(frame, &bars, out);
}

static struct err draw_wide(struct sketch *s, struct svg *out)
{
	struct frame frame = { s->page->arena, s->page->locale, S("budget"), FIGURE_WIDE };

	if (s->groups.count <= GROUPS_SHOWN && s->items.count <= CELLS_SHOWN)
		return draw_treemap(s, &frame, out);
	return draw_bars(s, &frame, out);
}

static struct err draw_narrow(struct sketch *s, struct svg *out)
{
	struct frame frame = { s->page->arena, s->page->locale, S("budget-narrow"), FIGURE_NARROW };

	return draw_bars(s, &frame, out);
}

struct err budget_figure(struct page *page, const struct budgets *budgets,
			 const struct budget *budget, struct str framework, struct markup *out)
{
	struct sketch s = {
		.page = page,
		.tree = budgets->tree,
		.budget = budget,
		.groups = LIST(page->arena, struct str),
		.items = LIST(page->arena, struct treemap_item),
		.bars = LIST(page->arena, struct bar),
	};
	struct figures_view v;

	for (size_t i = 0; i < s.tree->count; i = s.tree->at[i].end)
		if (str_eq(node_framework(s.tree->at[i].node), framework))
			TRY(add_top(&s, i));
	if (s.items.count == 0)
		return OK;
	TRY(draw_wide(&s, &v.wide));
	TRY(draw_narrow(&s, &v.narrow));
	return part_figures(page, &v, out);
}
