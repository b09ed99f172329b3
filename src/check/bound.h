/*
 * What the allocated lines of a plan add up to within bounds: below a node, for a region, from a fund.
 * As in the sums of budgets (model/budget.h), an amount and its split are never added: at each node
 * the lines for the whole of it count, only where there is none those of its regions, and only where
 * there is none of these either those of its actions; lines for the whole plan count only where no
 * node has an amount. Private to the room.
 */
#ifndef CHECK_BOUND_H
#define CHECK_BOUND_H

#include "base/date.h"
#include "base/list.h"
#include "model/snapshot.h"

/* A question and its answer. */
struct bound {
	struct str plan;
	struct period period;
	struct str node, region, fund; /* empty: all */
	struct str currency;           /* lines in another one are left out */
	const void *about;             /* the asker's own */
	struct str key;                /* likewise */

	int64_t sum;    /* minor units */
	size_t n_lines; /* 0: nothing is allocated within the bounds */
	bool too_large; /* the sum does not fit */
	bool mixed;     /* for the region and fund there are lines in other currencies, too */
	bool open;      /* a line within the bounds has no amount, and nothing else says it */
};

/*
 * Answers all the questions in one pass over the lines; they come back sorted by plan and period. The
 * scratch arena is for this call's own use. Rests on BUDGET_NOUNS.
 */
MUST_USE struct err bounds_fill(const struct snapshot *snapshot, struct arena *scratch,
				struct list *bounds);

#endif
