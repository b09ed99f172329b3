/*
 * Chooses what a chain figure shows. The second column is put in the order of the first, so that
 * ribbons do not cross; otherwise the input's order stays.
 */
#include "figure/chain_plan.h"

#include <assert.h>

#include "base/arena.h"

enum { MOST_USUAL = 24 };

static int64_t sum(int64_t a, int64_t b)
{
	int64_t total;

	if (b == MONEY_EMPTY)
		return a;
	if (a == MONEY_EMPTY)
		return b;
	return money_add(a, b, &total) ? total : INT64_MAX;
}

/* What items are compared by: amounts, and in the last column the number of ties. */
static struct err weigh(struct arena *arena, const struct chain *chain, int i_column, int64_t **out)
{
	const struct chain_column *column = &chain->columns[i_column];
	int64_t *weights;

	TRY_NEW(weights = NEW(arena, int64_t, column->n_items + 1));
	for (size_t i = 0; i < column->n_items; i++)
		if (i_column < CHAIN_COLUMNS - 1)
			weights[i] = column->items[i].amount;
	for (size_t i = 0; i_column == CHAIN_COLUMNS - 1 && i < chain->n_ties; i++)
		weights[chain->ties[i].third]++;
	*out = weights;
	return OK;
}

/* Marks the `most` heaviest of n; of equal ones the earlier. */
static struct err mark_largest(struct arena *arena, const int64_t *weights, size_t n, size_t most,
			       bool **out)
{
	size_t *best, n_best = 0;
	bool *kept;

	TRY_NEW(best = NEW(arena, size_t, most + 1));
	TRY_NEW(kept = NEW(arena, bool, n + 1));
	for (size_t i = 0; i < n; i++) {
		size_t place = n_best;

		for (; place > 0 && weights[best[place - 1]] < weights[i]; place--)
			best[place] = best[place - 1];
		best[place] = i;
		n_best += n_best < most;
	}
	for (size_t i = 0; i < n_best; i++)
		kept[best[i]] = true;
	*out = kept;
	return OK;
}

static void show(struct chain_shown_column *column, const struct chain_item *item, size_t i)
{
	column->of[i] = column->count;
	column->at[column->count++] = (struct chain_shown){
		.label = item->label,
		.href = item->href,
		.amount = item->amount,
	};
}

/* All that is not kept becomes one. */
static void show_others(struct chain_shown_column *column, const struct chain_item *items,
			const bool *kept, size_t n)
{
	struct chain_shown others = { .amount = MONEY_EMPTY };

	for (size_t i = 0; i < n; i++) {
		if (kept[i])
			continue;
		column->of[i] = column->count;
		others.n_others++;
		others.amount = sum(others.amount, items[i].amount);
	}
	if (others.n_others > 0)
		column->at[column->count++] = others;
}

/* The places of what is kept, in the order of the input; at most `most`. */
static struct err list_kept(struct arena *arena, const bool *kept, size_t n, size_t most,
			    size_t **out, size_t *count_out)
{
	size_t *places, count = 0;

	TRY_NEW(places = NEW(arena, size_t, most + 1));
	for (size_t i = 0; i < n; i++)
		if (kept[i])
			places[count++] = i;
	*out = places;
	*count_out = count;
	return OK;
}

static struct err plan_column(struct arena *arena, const struct chain *chain, int i_column,
			      struct chain_plan *plan)
{
	const struct chain_column *from = &chain->columns[i_column];
	struct chain_shown_column *to = &plan->columns[i_column];
	size_t most = chain->most > 0 ? chain->most : MOST_USUAL;
	size_t n_parents = i_column == 1 ? plan->columns[0].count : 1;
	size_t *places, n_places;
	int64_t *weights;
	bool *kept;

	TRY_NEW(to->at = NEW(arena, struct chain_shown, most + 1));
	TRY_NEW(to->of = NEW(arena, size_t, from->n_items + 1));
	TRY(weigh(arena, chain, i_column, &weights));
	TRY(mark_largest(arena, weights, from->n_items, most, &kept));
	TRY(list_kept(arena, kept, from->n_items, most, &places, &n_places));
	for (size_t parent = 0; parent < n_parents; parent++) {
		for (size_t i = 0; i < n_places; i++) {
			const struct chain_item *item = &from->items[places[i]];

			if (i_column != 1 || plan->columns[0].of[item->parent] == parent)
				show(to, item, places[i]);
		}
	}
	show_others(to, from->items, kept, from->n_items);
	return OK;
}

/* A table of all pairs that can be shown, most of them empty; small, because columns are capped. */
static struct err plan_flows(struct arena *arena, const struct chain *chain,
			     struct chain_plan *plan)
{
	const struct chain_column *second = &chain->columns[1];
	size_t n_first = plan->columns[0].count, n_pairs = n_first * plan->columns[1].count;
	int64_t *amounts;
	bool *is_flow;

	TRY_NEW(amounts = NEW(arena, int64_t, n_pairs + 1));
	TRY_NEW(is_flow = NEW(arena, bool, n_pairs + 1));
	TRY_NEW(plan->flows = NEW(arena, struct chain_flow, n_pairs + 1));
	for (size_t i = 0; i < second->n_items; i++) {
		size_t first = plan->columns[0].of[second->items[i].parent];
		size_t pair = plan->columns[1].of[i] * n_first + first;

		is_flow[pair] = true;
		if (second->items[i].amount > 0)
			amounts[pair] = sum(amounts[pair], second->items[i].amount);
	}
	for (size_t pair = 0; pair < n_pairs; pair++) {
		if (is_flow[pair])
			plan->flows[plan->n_flows++] = (struct chain_flow){ pair % n_first,
									    pair / n_first,
									    amounts[pair] };
	}
	return OK;
}

static struct err plan_ties(struct arena *arena, const struct chain *chain, struct chain_plan *plan)
{
	size_t n_third = plan->columns[2].count, n_pairs = plan->columns[1].count * n_third;
	bool *is_tied;

	TRY_NEW(is_tied = NEW(arena, bool, n_pairs + 1));
	TRY_NEW(plan->ties = NEW(arena, struct chain_tie, n_pairs + 1));
	for (size_t i = 0; i < chain->n_ties; i++) {
		size_t second = plan->columns[1].of[chain->ties[i].second];

		is_tied[second * n_third + plan->columns[2].of[chain->ties[i].third]] = true;
	}
	for (size_t pair = 0; pair < n_pairs; pair++)
		if (is_tied[pair])
			plan->ties[plan->n_ties++] =
				(struct chain_tie){ pair / n_third, pair % n_third };
	return OK;
}

static void assert_references(const struct chain *chain)
{
	for (size_t i = 0; i < chain->columns[1].n_items; i++)
		assert(chain->columns[1].items[i].parent < chain->columns[0].n_items);
	for (size_t i = 0; i < chain->n_ties; i++) {
		assert(chain->ties[i].second < chain->columns[1].n_items);
		assert(chain->ties[i].third < chain->columns[2].n_items);
	}
}

struct err chain_plan(struct arena *arena, const struct chain *chain, struct chain_plan *out)
{
	struct chain_plan plan = { .n_flows = 0 };

	assert_references(chain);
	for (int i = 0; i < CHAIN_COLUMNS; i++)
		TRY(plan_column(arena, chain, i, &plan));
	TRY(plan_flows(arena, chain, &plan));
	TRY(plan_ties(arena, chain, &plan));
	*out = plan;
	return OK;
}
