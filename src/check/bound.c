/*
 * Questions with the same plan, period, currency, fund and region share one pile of lines, which is
 * cut out of the lines of the plan and period: those are held in two orders. A pile is sorted by the
 * place of the line's node in the tree, where the descendants of a node follow it without a gap; so
 * every question is the difference of two running sums.
 */
#include "check/bound.h"

#include "model/action.h"
#include "model/budget_line.h"
#include "model/row.h"
#include "model/tree.h"

/* How a line splits the amount of its node; the first that is there counts. */
enum split { SPLIT_NONE, SPLIT_REGION, SPLIT_ACTION };

/* A line within the bounds of a pile. */
struct entry {
	size_t place; /* in the tree; behind its last place: the whole plan */
	enum split split;
	int64_t amount;
};

/* A line within the bounds that has no amount. */
struct gap {
	size_t place,
		cover; /* cover: the nearest node above with an amount; TREE_NONE: there is none */
};

/* What is known of one plan and period at a time. */
struct piles {
	const struct snapshot *snapshot;
	const struct tree *tree;
	struct arena *scratch;
	struct list *bounds;   /* struct bound */
	struct list by_fund;   /* of the plan and period at hand: by fund, then by region */
	struct list by_region; /* the same lines, by region alone */
};

static int by_budget(const struct bound *bound, struct str plan, struct period period)
{
	int order = str_cmp(bound->plan, plan);

	return order != 0 ? order : period_cmp(bound->period, period);
}

static int bound_cmp(const void *a, const void *b, const void *context)
{
	const struct bound *x = a, *y = b;
	int order = by_budget(x, y->plan, y->period);

	(void)context;
	if (order == 0)
		order = str_cmp(x->currency, y->currency);
	if (order == 0)
		order = str_cmp(x->fund, y->fund);
	return order != 0 ? order : str_cmp(x->region, y->region);
}

static struct bound *bound_at(const struct piles *piles, size_t i)
{
	return LIST_AT(*piles->bounds, struct bound, i);
}

static size_t place_of(const struct piles *piles, const struct budget_line *line)
{
	const struct action *action = snapshot_find(piles->snapshot, NOUN_ACTION, line->action);
	struct str node = str_empty(line->node) && action ? action->node : line->node;

	return str_empty(node) ? piles->tree->count : tree_place(piles->tree, node);
}

static struct entry entry_of(const struct piles *piles, const struct budget_line *line)
{
	struct entry entry = { .place = place_of(piles, line), .amount = line->amount };

	if (!str_empty(line->action))
		entry.split = SPLIT_ACTION;
	else if (!str_empty(line->region))
		entry.split = SPLIT_REGION;
	return entry;
}

/* The order of by_fund, as far as the bound names the parts; 0: the line is within. */
static int fund_order(const struct budget_line *line, const struct bound *bound)
{
	int order = str_empty(bound->fund) ? 0 : str_cmp(line->fund, bound->fund);

	return order != 0 || str_empty(bound->region) ? order
						      : str_cmp(line->region, bound->region);
}

static int region_order(const struct budget_line *line, const struct bound *bound)
{
	return str_cmp(line->region, bound->region);
}

static const struct budget_line *line_at(const struct list *lines, size_t i)
{
	return *LIST_AT(*lines, const struct budget_line *, i);
}

/* The first line whose order against the bound is at least the given one. */
static size_t first_line(const struct list *lines, const struct bound *bound, int least,
			 int (*order)(const struct budget_line *, const struct bound *))
{
	size_t low = 0, high = lines->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (order(line_at(lines, middle), bound) < least)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int entry_cmp(const void *a, const void *b, const void *context)
{
	const struct entry *x = a, *y = b;

	(void)context;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (int)x->split - (int)y->split;
}

/* Drops what splits an amount that is there as well; lines of the whole plan stay at the end. */
static void drop_splits(struct list *entries)
{
	size_t kept = 0;

	for (size_t i = 0; i < entries->count; i++) {
		struct entry entry = *LIST_AT(*entries, struct entry, i);
		const struct entry *last = kept > 0 ? LIST_AT(*entries, struct entry, kept - 1)
						    : NULL;

		if (!last || last->place != entry.place || last->split == entry.split)
			*LIST_AT(*entries, struct entry, kept++) = entry;
	}
	entries->count = kept;
}

/* The first entry that is not before the place. */
static size_t seek(const struct list *entries, size_t place)
{
	size_t low = 0, high = entries->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (LIST_AT(*entries, struct entry, middle)->place < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The entry of the place; NULL when it has none. */
static const struct entry *entry_at(const struct list *entries, size_t place)
{
	size_t i = seek(entries, place);
	const struct entry *entry = i < entries->count ? LIST_AT(*entries, struct entry, i) : NULL;

	return entry && entry->place == place ? entry : NULL;
}

/* A line without an amount is no gap where another split of its node says the amount. */
static bool is_gap(const struct list *entries, const struct entry *line)
{
	const struct entry *entry = entry_at(entries, line->place);

	return !entry || entry->split == line->split;
}

static size_t cover_of(const struct piles *piles, const struct list *entries, size_t place)
{
	const struct tree *tree = piles->tree;
	size_t above = place < tree->count ? tree->at[place].parent : TREE_NONE;

	while (above != TREE_NONE && !entry_at(entries, above))
		above = tree->at[above].parent;
	return above;
}

/* Is there a gap among the places that no amount covers within them? */
static bool has_gap(const struct list *gaps, size_t from, size_t to)
{
	for (size_t i = 0; i < gaps->count; i++) {
		const struct gap *gap = LIST_AT(*gaps, struct gap, i);

		if (gap->place >= from && gap->place < to &&
		    (gap->cover == TREE_NONE || gap->cover < from))
			return true;
	}
	return false;
}

static void answer(const struct piles *piles, const struct list *entries, const int128 *before,
		   const struct list *gaps, struct bound *bound)
{
	bool whole_plan = str_empty(bound->node);
	size_t place = whole_plan ? 0 : tree_place(piles->tree, bound->node), end;
	size_t from, to;
	int128 sum;

	if (place == TREE_NONE)
		return;
	end = whole_plan ? piles->tree->count : piles->tree->at[place].end;
	from = seek(entries, place);
	to = seek(entries, end);
	if (to == 0 && whole_plan) /* No node has an amount. */
		to = entries->count;
	bound->open = has_gap(gaps, place, end);
	sum = before[to] - before[from];
	bound->n_lines = to - from;
	bound->too_large = sum > INT64_MAX || sum <= INT64_MIN;
	bound->sum = bound->too_large ? 0 : (int64_t)sum;
}

/* Turns the lines without an amount into the gaps that they leave between the entries. */
static struct err find_gaps(const struct piles *piles, const struct list *entries,
			    const struct list *empty, struct list *gaps)
{
	for (size_t i = 0; i < empty->count; i++) {
		const struct entry *line = LIST_AT(*empty, struct entry, i);
		struct gap gap = { line->place, cover_of(piles, entries, line->place) };

		if (is_gap(entries, line))
			TRY(list_push(gaps, &gap));
	}
	return OK;
}

/*
 * The lines within the bound, by the place of their nodes, and the gaps between them; mixed: others had
 * to be left out.
 */
static struct err make_pile(const struct piles *piles, const struct bound *bound,
			    struct list *entries, struct list *gaps, bool *mixed)
{
	struct list empty = LIST(piles->scratch, struct entry);
	bool by_region = str_empty(bound->fund) && !str_empty(bound->region);
	const struct list *lines = by_region ? &piles->by_region : &piles->by_fund;
	int (*order)(const struct budget_line *, const struct bound *) = by_region ? region_order
										   : fund_order;
	size_t to = first_line(lines, bound, 1, order);

	for (size_t i = first_line(lines, bound, 0, order); i < to; i++) {
		const struct budget_line *line = line_at(lines, i);
		struct entry entry = entry_of(piles, line);

		if (line->amount != MONEY_EMPTY && !str_eq(line->currency, bound->currency))
			*mixed = true;
		else if (entry.place != TREE_NONE)
			TRY(list_push(line->amount == MONEY_EMPTY ? &empty : entries, &entry));
	}
	TRY(list_sort(entries, entry_cmp, NULL));
	drop_splits(entries);
	return find_gaps(piles, entries, &empty, gaps);
}

/* Answers the bounds from..to, which share a pile. */
static struct err answer_pile(const struct piles *piles, size_t from, size_t to)
{
	struct list entries = LIST(piles->scratch, struct entry);
	struct list gaps = LIST(piles->scratch, struct gap);
	bool mixed = false;
	int128 *before;

	TRY(make_pile(piles, bound_at(piles, from), &entries, &gaps, &mixed));
	TRY_NEW(before = NEW(piles->scratch, int128, entries.count + 1));
	for (size_t i = 0; i < entries.count; i++)
		before[i + 1] = before[i] + LIST_AT(entries, struct entry, i)->amount;
	for (size_t i = from; i < to; i++) {
		bound_at(piles, i)->mixed = mixed;
		answer(piles, &entries, before, &gaps, bound_at(piles, i));
	}
	return OK;
}

static int by_fund_cmp(const void *a, const void *b, const void *context)
{
	const struct budget_line *x = *(const struct budget_line *const *)a;
	const struct budget_line *y = *(const struct budget_line *const *)b;
	int order = str_cmp(x->fund, y->fund);

	(void)context;
	return order != 0 ? order : str_cmp(x->region, y->region);
}

static int by_region_cmp(const void *a, const void *b, const void *context)
{
	const struct budget_line *x = *(const struct budget_line *const *)a;
	const struct budget_line *y = *(const struct budget_line *const *)b;

	(void)context;
	return str_cmp(x->region, y->region);
}

/* Both orders of the allocated lines of the bound's plan and period, which stand together. */
static struct err take_lines(struct piles *piles, const struct bound *bound)
{
	const struct budget_line first = {
		.plan = bound->plan,
		.period = bound->period,
		.amount = MONEY_EMPTY,
		.share_of_parent = DECIMAL_EMPTY,
		.share_of_total = DECIMAL_EMPTY,
	};
	const struct budget_line *line;
	struct rows rows;
	struct str key;

	piles->by_fund.count = 0;
	piles->by_region.count = 0;
	TRY(row_key(piles->scratch, noun_of(NOUN_BUDGET_LINE), &first, &key));
	rows = snapshot_rows_from(piles->snapshot, NOUN_BUDGET_LINE, key);
	while ((line = rows_next(&rows)) && by_budget(bound, line->plan, line->period) == 0) {
		if (line->kind != BUDGET_LINE_KIND_ALLOCATED)
			continue;
		TRY(list_push(&piles->by_fund, &line));
		TRY(list_push(&piles->by_region, &line));
	}
	TRY(list_sort(&piles->by_fund, by_fund_cmp, NULL));
	return list_sort(&piles->by_region, by_region_cmp, NULL);
}

struct err bounds_fill(const struct snapshot *snapshot, struct arena *scratch, struct list *bounds)
{
	struct piles piles = {
		.snapshot = snapshot,
		.scratch = scratch,
		.bounds = bounds,
		.by_fund = LIST(scratch, const struct budget_line *),
		.by_region = LIST(scratch, const struct budget_line *),
	};

	TRY(snapshot_tree(snapshot, &piles.tree));
	TRY(list_sort(bounds, bound_cmp, NULL));
	for (size_t from = 0, to; from < bounds->count; from = to) {
		const struct bound *bound = bound_at(&piles, from);

		if (from == 0 ||
		    by_budget(bound_at(&piles, from - 1), bound->plan, bound->period) != 0)
			TRY(take_lines(&piles, bound));
		to = from + 1;
		while (to < bounds->count && bound_cmp(bound, bound_at(&piles, to), NULL) == 0)
			to++;
		TRY(answer_pile(&piles, from, to));
	}
	return OK;
}
