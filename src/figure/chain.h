/*
 * The results chain in three columns: money flows from the first to the second as ribbons whose
 * height is the amount; the second is tied to the third by thin lines that carry no amount, because
 * no source splits it. Each column shows at most `most` items, the largest, and then the others as
 * one. For FIGURE_WIDE: three columns of text have no room in less.
 */
#ifndef FIGURE_CHAIN_H
#define FIGURE_CHAIN_H

#include "base/money.h"
#include "figure/svg.h"

enum { CHAIN_COLUMNS = 3 };

struct chain_item {
	struct str label;
	struct str href; /* a relative URL; empty: no link */
	int64_t amount;  /* minor units; MONEY_EMPTY: none. Not read in the third column */
	size_t parent;   /* second column: the index of its item in the first */
};

struct chain_column {
	struct str header; /* "Priorities" */
	const struct chain_item *items;
	size_t n_items;
};

/* A line between an item of the second column and one of the third. */
struct chain_tie {
	size_t second, third;
};

struct chain {
	struct str title, description;
	struct str currency;
	struct str tie_note; /* why the lines have no width: "not split in the source" */
	struct chain_column columns[CHAIN_COLUMNS];
	const struct chain_tie *ties;
	size_t n_ties;
	size_t most; /* items shown in a column; 0: 24 */
};

MUST_USE struct err chain_draw(const struct frame *frame, const struct chain *chain,
			       struct svg *out);

#endif
