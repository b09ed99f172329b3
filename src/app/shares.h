/*
 * The money of a node as a page or a document shows it: the amount, its exact share of the parent and
 * of the total, and beside each what the source states, with whether the two really differ: by more
 * than half a unit of the last digit that is printed.
 */
#ifndef APP_SHARES_H
#define APP_SHARES_H

#include "model/budget.h"

/* A share as it is and as the source states it, in per cent. */
struct share {
	struct decimal
		computed;      /* rounded to SHARE_DIGITS, or to as many as are stated; or empty */
	struct decimal stated; /* as printed; empty: the source states none */
	int qualifier;         /* enum budget_line_qualifier of the stated one, or 0 */
	bool differs;          /* the stated one cannot be the computed one */
};

enum { SHARE_DIGITS = 2 };

struct node_money {
	int64_t amount; /* minor units; MONEY_EMPTY: there is none */
	struct str currency;
	size_t known, expected; /* as struct budget_sum */
	int64_t stated;         /* the total that the source states; MONEY_EMPTY: none */
	bool stated_differs;    /* it is not the amount */
	struct share of_parent; /* empty at the top */
	struct share of_total;
	const struct budget_line *line; /* of the node itself, or of its stated total; NULL: none */
};

/*
 * Of all budgets of the plan the one that pages open with: of its latest period, and there of what is
 * allocated, or else available, required, forecast, committed, spent. NULL when it has none.
 */
const struct budget *plan_budget(const struct budgets *budgets, struct str plan);

/* The node at the place of the budgets' tree. */
MUST_USE struct err node_money(const struct snapshot *snapshot, const struct budgets *budgets,
			       const struct budget *budget, size_t place, struct node_money *out);

#endif
