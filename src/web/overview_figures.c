/* What the figures of the first page show, and of how much. */
#include "web/overview_figures.h"

#include "base/list.h"
#include "base/mark.h"
#include "figure/bars.h"
#include "figure/chain.h"
#include "figure/matrix.h"
#include "html/figure.h"
#include "model/product.h"
#include "model/risk.h"
#include "web/parts.h"

enum {
	BARS_MOST = 12,  /* the largest, and the others as one */
	CHAIN_MOST = 16, /* in a column */
	RISKS_MOST = 60, /* in the matrix; past it the list of risks alone */
};

static struct err list_tops(struct overview_scene *scene)
{
	const struct tree *tree = scene->tree;
	struct list tops = LIST(scene->page->arena, size_t);
	struct str framework = scene->plan->framework;

	for (size_t i = 0; i < tree->count; i = tree->at[i].end)
		if (str_empty(framework) || str_eq(node_framework(tree->at[i].node), framework))
			TRY(list_push(&tops, &i));
	scene->tops = tops.at;
	scene->n_tops = tops.count;
	return OK;
}

struct err overview_scene_of(struct page *page, const struct plan *plan, struct overview_scene *out)
{
	*out = (struct overview_scene){ .page = page, .plan = plan };
	TRY(snapshot_tree(page->snapshot, &out->tree));
	TRY(overview(page->snapshot, &out->counted));
	TRY(money_scene_of(page, plan, &out->money));
	return list_tops(out);
}

static struct err write_figure(const struct overview_scene *scene, const struct svg *svg,
			       struct markup *out)
{
	struct html h;

	html_begin(&h, scene->page->arena, scene->page->locale);
	html_figure(&h, svg);
	return html_markup(&h, out);
}

static struct frame frame_of(const struct overview_scene *scene, struct str id, int width)
{
	return (struct frame){
		.arena = scene->page->arena, .locale = scene->page->locale, .id = id, .width = width
	};
}

static struct str name_at(const struct overview_scene *scene, size_t place)
{
	return page_thing(scene->page, NOUN_NODE, scene->tree->at[place].node->code).name.text;
}

static struct str link_at_place(const struct overview_scene *scene, size_t place)
{
	return link_text(page_link_row(scene->page, NOUN_NODE, scene->tree->at[place].node->code));
}

/* ---- Money by priority ---- */

static int by_amount(const void *a, const void *b, const void *context)
{
	const struct bar *left = a, *right = b;

	(void)context;
	return (left->amount < right->amount) - (left->amount > right->amount);
}

static struct err list_bars(const struct overview_scene *scene, struct list *bars)
{
	for (size_t i = 0; i < scene->n_tops; i++) {
		struct node_money money;
		struct bar bar;

		TRY(node_money(scene->page->snapshot, scene->money.budgets, scene->money.budget,
			       scene->tops[i], &money));
		bar = (struct bar){
			.label = name_at(scene, scene->tops[i]),
			.href = link_at_place(scene, scene->tops[i]),
			.amount = money.amount,
			.missing = page_words(scene->page, S(N_("no amount"))),
			.stated_share = money.of_total.stated,
		};
		TRY(list_push(bars, &bar));
	}
	return OK;
}

/* Keeps the largest and adds up the others. */
static struct err cap_bars(const struct overview_scene *scene, struct list *bars)
{
	struct bar others = { .amount = 0, .stated_share = DECIMAL_EMPTY };
	size_t n_others = bars->count - BARS_MOST;

	TRY(list_sort(bars, by_amount, NULL));
	for (size_t i = BARS_MOST; i < bars->count; i++) {
		int64_t amount = LIST_AT(*bars, struct bar, i)->amount;

		if (amount != MONEY_EMPTY && !money_add(others.amount, amount, &others.amount))
			others.amount = INT64_MAX;
	}
	others.label = page_count(scene->page, (struct plural)NP_("{n} other", "{n} others"),
				  (int64_t)n_others);
	bars->count = BARS_MOST;
	return list_push(bars, &others);
}

struct err overview_money_figure(const struct overview_scene *scene, struct str id, int width,
				 struct markup *out)
{
	const struct budget *budget = scene->money.budget;
	struct frame frame = frame_of(scene, id, width);
	struct list bars = LIST(scene->page->arena, struct bar);
	struct bars figure;
	struct svg svg;

	if (!budget || scene->n_tops == 0)
		return OK;
	TRY(list_bars(scene, &bars));
	if (bars.count > BARS_MOST + 1)
		TRY(cap_bars(scene, &bars));
	figure = (struct bars){
		.title = page_words(scene->page, S(N_("Money by priority"))),
		.description = page_words(
			scene->page,
			S(N_("Each bar is an amount; beside it its share of the total and, where "
			     "the source states one, the stated share."))),
		.item_header = page_words(scene->page, S(N_("Priority"))),
		.currency = budget->currency,
		.total = budget->total.amount == MONEY_EMPTY ? 0 : budget->total.amount,
		.bars = bars.at,
		.n_bars = bars.count,
	};
	TRY(bars_draw(&frame, &figure, &svg));
	return write_figure(scene, &svg, out);
}

/* ---- The results chain ---- */

/* The columns of the chain, and for each place of the tree its item in the second one. */
struct chain_parts {
	struct chain_item *first, *second;
	size_t n_first, n_second;
	struct list third, ties;
	size_t *item_of; /* by place; SIZE_MAX: none */
};

static int64_t amount_at(const struct overview_scene *scene, size_t place)
{
	return scene->money.budget ? scene->money.budget->nodes[place].amount : MONEY_EMPTY;
}

/*
 * The least amount of those that a column shows: of a large plan only these need a name and an
 * address, which cost more than all the rest of the figure.
 */
static int64_t least_shown(const struct overview_scene *scene, bool of_tops)
{
	int64_t best[CHAIN_MOST] = { 0 };
	const struct tree *tree = scene->tree;
	size_t n = 0;

	for (size_t t = 0; t < scene->n_tops; t++) {
		size_t top = scene->tops[t], end = of_tops ? top + 1 : tree->at[top].end;

		for (size_t i = of_tops ? top : top + 1; i < end; i = tree->at[i].end) {
			int64_t amount = amount_at(scene, i);
			size_t place = n;

			for (; place > 0 && best[place - 1] < amount; place--)
				if (place < CHAIN_MOST)
					best[place] = best[place - 1];
			if (place < CHAIN_MOST)
				best[place] = amount;
			n += n < CHAIN_MOST;
		}
	}
	return n < CHAIN_MOST ? MONEY_EMPTY : best[CHAIN_MOST - 1];
}

static struct chain_item item_at(const struct overview_scene *scene, size_t place, size_t parent,
				 int64_t least)
{
	struct chain_item item = { .amount = amount_at(scene, place), .parent = parent };

	if (item.amount < least)
		return item;
	item.label = name_at(scene, place);
	item.href = link_at_place(scene, place);
	return item;
}

static void add_children(const struct overview_scene *scene, size_t parent, int64_t least,
			 struct chain_parts *parts)
{
	const struct tree *tree = scene->tree;
	size_t top = scene->tops[parent];

	for (size_t child = top + 1; child < tree->at[top].end; child = tree->at[child].end) {
		/* What stands below a child belongs to its item. */
		for (size_t i = child; i < tree->at[child].end; i++)
			parts->item_of[i] = parts->n_second;
		parts->second[parts->n_second++] = item_at(scene, child, parent, least);
	}
}

static struct err add_nodes(const struct overview_scene *scene, struct chain_parts *parts)
{
	int64_t least_top = least_shown(scene, true), least_child = least_shown(scene, false);
	struct arena *arena = scene->page->arena;

	TRY_NEW(parts->first = NEW(arena, struct chain_item, scene->n_tops));
	TRY_NEW(parts->second = NEW(arena, struct chain_item, scene->tree->count));
	TRY_NEW(parts->item_of = NEW(arena, size_t, scene->tree->count));
	for (size_t i = 0; i < scene->tree->count; i++)
		parts->item_of[i] = SIZE_MAX;
	for (size_t i = 0; i < scene->n_tops; i++) {
		parts->first[parts->n_first++] = item_at(scene, scene->tops[i], 0, least_top);
		add_children(scene, i, least_child, parts);
	}
	return OK;
}

static struct err add_products(const struct overview_scene *scene, struct chain_parts *parts)
{
	const struct overview *counted = scene->counted;

	for (size_t i = 0; i < counted->n_products; i++) {
		struct thing thing =
			page_thing(scene->page, NOUN_PRODUCT, counted->products[i]->code);
		struct chain_item item = { .label = thing.name.text,
					   .href = link_text(thing.href),
					   .amount = MONEY_EMPTY };

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

/* The plural of the level of the places, when it is one and the same; else the words. */
static struct str heading_of(const struct overview_scene *scene, size_t depth, struct str words)
{
	const struct level *level = NULL;

	for (size_t t = 0; t < scene->n_tops; t++) {
		size_t top = scene->tops[t];

		for (size_t i = top; i < scene->tree->at[top].end; i++) {
			const struct tree_node *node = &scene->tree->at[i];

			if (node->depth != depth || !node->level)
				continue;
			if (level && level != node->level)
				return page_words(scene->page, words);
			level = node->level;
		}
	}
	return level && !str_empty(level->plural) ? level->plural : page_words(scene->page, words);
}

struct err overview_chain_figure(const struct overview_scene *scene, struct markup *out)
{
	struct arena *arena = scene->page->arena;
	struct frame frame = frame_of(scene, S("chain-figure"), FIGURE_WIDE);
	struct chain_parts parts = {
		.third = LIST(arena, struct chain_item),
		.ties = LIST(arena, struct chain_tie),
	};
	struct chain figure;
	struct svg svg;

	if (scene->n_tops == 0)
		return OK;
	TRY(add_nodes(scene, &parts));
	TRY(add_products(scene, &parts));
	figure = (struct chain){
		.title = page_words(scene->page, S(N_("From priorities to outputs"))),
		.description = page_words(
			scene->page,
			S(N_("Ribbons are as high as the amounts that flow from each priority to its "
			     "topics. Lines lead from topics to the outputs that they deliver."))),
		.currency = scene->money.budget ? scene->money.budget->currency : S(""),
		.tie_note = page_words(scene->page,
				       S(N_("not split by output in the source"))),
		.columns = {
			{ heading_of(scene, 0, S(N_("Priorities"))), parts.first, parts.n_first },
			{ heading_of(scene, 1, S(N_("Topics"))), parts.second, parts.n_second },
			{ page_words(scene->page, S(N_("Outputs"))), parts.third.at, parts.third.count },
		},
		.ties = parts.ties.at,
		.n_ties = parts.ties.count,
		.most = CHAIN_MOST,
	};
	TRY(chain_draw(&frame, &figure, &svg));
	return write_figure(scene, &svg, out);
}

/* ---- Risks ---- */

static struct err list_risks(const struct overview_scene *scene, struct list *items)
{
	struct rows rows = snapshot_rows(scene->page->snapshot, NOUN_RISK);
	const struct risk *risk;

	while ((risk = rows_next(&rows))) {
		struct said name =
			page_said(scene->page, NOUN_RISK, risk->code, S("name"), risk->name);
		struct matrix_item item = {
			.code = risk->code,
			.name = name.text,
			.href = link_text(page_link_row(scene->page, NOUN_RISK, risk->code)),
			.probability = risk->probability > 0 ? risk->probability - 1
							     : MATRIX_UNRATED,
			.impact = risk->impact > 0 ? risk->impact - 1 : MATRIX_UNRATED,
		};

		TRY(list_push(items, &item));
	}
	return OK;
}

static struct matrix_axis axis_of(const struct overview_scene *scene, struct str field)
{
	const struct field *of = noun_field(noun_of(NOUN_RISK), field);
	struct matrix_axis axis = { .name = page_words(scene->page, str_of(of->label)) };

	for (int i = GRADE_LOW; i <= GRADE_HIGH; i++)
		axis.levels[axis.n_levels++] = page_choice(scene->page, NOUN_RISK, field, i);
	return axis;
}

struct err overview_risk_figure(const struct overview_scene *scene, struct markup *out)
{
	struct frame frame = frame_of(scene, S("risk-figure"), FIGURE_NARROW);
	struct list items = LIST(scene->page->arena, struct matrix_item);
	struct matrix figure;
	struct svg svg;

	if (scene->counted->n_risks == 0 || scene->counted->n_risks > RISKS_MOST)
		return OK;
	TRY(list_risks(scene, &items));
	figure = (struct matrix){
		.title = page_words(scene->page, S(N_("Risks by probability and impact"))),
		.description = page_words(scene->page,
					  S(N_("Each code is a risk in the field of its grades."))),
		.item_header = page_words(scene->page, S(N_("Risk"))),
		.probability = axis_of(scene, S("probability")),
		.impact = axis_of(scene, S("impact")),
		.items = items.at,
		.n_items = items.count,
	};
	TRY(matrix_draw(&frame, &figure, &svg));
	return write_figure(scene, &svg, out);
}
