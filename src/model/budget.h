/*
 * What the budget lines of a plan add up to, for one period and one kind of amount.
 *
 * Which lines make the amount of a node: those for the node as a whole (neither region nor action),
 * one for each fund. Only where there is none with an amount, those of its regions; and only where
 * there is none of these either, those of its actions. So an amount and its split are never added.
 * A line of an action that names no node is for the action's node.
 *
 * The sum of a node is its own amount and those of all nodes below it. The total of the plan is the
 * sum over all nodes; a line without node, region and action counts only where no node has an amount.
 * Lines of regions alone split the plan once more and are not added. Stated totals are what the
 * source says a sum should be: they stand beside it and are never added.
 *
 * A line whose amount is empty, where nothing else says the amount, leaves the sum above it open: it is
 * less than the whole. The whole is then what the source states for it, as far as it states anything.
 */
#ifndef MODEL_BUDGET_H
#define MODEL_BUDGET_H

#include "model/budget_line.h"
#include "model/tree.h"

struct budget_sum {
	int64_t amount; /* minor units; MONEY_EMPTY when nothing has an amount, or it is too large */
	bool too_large;  /* the sum does not fit into 64 bits */
	bool open;       /* an amount that belongs to it is empty */
	bool foreign;    /* an amount that belongs to it is in another currency, and left out */
	int64_t whole;   /* the amount; of an open sum what is stated; MONEY_EMPTY when unknown */
	size_t known;    /* nodes without children that have an amount … */
	size_t expected; /* … of those that have one or, by their level, must have one */
	const struct budget_line *stated; /* the stated total; NULL when the source states none */
};

struct budget {
	struct str plan;
	struct period period;
	int kind;            /* enum budget_line_kind, never a stated total */
	struct str currency; /* of all sums: the plan's, or else that of the first line */
	size_t n_foreign;    /* lines in another currency: they are in no sum */
	struct budget_sum total;
	const struct budget_sum *nodes; /* by the place in the tree */
};

struct budgets {
	const struct tree *tree;
	const struct budget *at;
	size_t count;
};

/* The budgets of all plans for which there are lines; good as long as the snapshot is held. */
MUST_USE struct err snapshot_budgets(const struct snapshot *snapshot, const struct budgets **out);

/* NULL when there are no such lines. Stated totals make a budget of what is allocated. */
const struct budget *budgets_find(const struct budgets *budgets, struct str plan,
				  struct period period, enum budget_line_kind kind);

#endif
