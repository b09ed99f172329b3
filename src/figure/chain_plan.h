/*
 * What a chain figure shows of its input: the largest items of each column with the others as one,
 * the amounts that flow between what is shown, and each tie once.
 */
#ifndef FIGURE_CHAIN_PLAN_H
#define FIGURE_CHAIN_PLAN_H

#include "figure/chain.h"

/* An item, or all the others of its column. */
struct chain_shown {
	struct str label, href; /* of others: empty */
	int64_t amount;         /* MONEY_EMPTY: none */
	size_t n_others;        /* how many items it stands for; 0: it is an item */
};

struct chain_shown_column {
	struct chain_shown *at;
	size_t count;
	size_t *of; /* for each item of the input, where it is shown */
};

/* From a shown item of the first column to one of the second; amount 0: there is none. */
struct chain_flow {
	size_t first, second;
	int64_t amount;
};

struct chain_plan {
	struct chain_shown_column columns[CHAIN_COLUMNS];
	struct chain_flow *flows; /* by second, then by first */
	size_t n_flows;
	struct chain_tie *ties; /* between shown items, by second, then by third */
	size_t n_ties;
};

MUST_USE struct err chain_plan(struct arena *arena, const struct chain *chain,
			       struct chain_plan *out);

#endif
