/*
 * Horizontal bars: amounts in full digits, the share of the total that each is, and beside it the
 * share that a document states for it. Where the two really differ the bar is hatched between them,
 * a tick stands at the stated one, and the text says so.
 */
#ifndef FIGURE_BARS_H
#define FIGURE_BARS_H

#include "base/decimal.h"
#include "base/money.h"
#include "figure/svg.h"

struct bar {
	struct str label;
	struct str href;             /* a relative URL; empty: no link */
	int64_t amount;              /* minor units, or a count; MONEY_EMPTY: there is none */
	struct str missing;          /* the words for an amount that there is none of */
	struct decimal stated_share; /* percent as printed; empty: none is stated */
};

struct bars {
	struct str title, description;
	struct str item_header; /* what a bar is: "Priority" */
	struct str currency;    /* empty: amounts are counts */
	int64_t total;          /* what shares are of; 0: no shares are shown */
	const struct bar *bars; /* drawn in this order */
	size_t n_bars;
};

MUST_USE struct err bars_draw(const struct frame *frame, const struct bars *bars, struct svg *out);

#endif
