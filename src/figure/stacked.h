/*
 * One bar of shares that together should be 100 per cent, with a legend that gives each. What is
 * missing to 100 is hatched and said; what is above it is shown too, with 100 marked.
 */
#ifndef FIGURE_STACKED_H
#define FIGURE_STACKED_H

#include "base/decimal.h"
#include "figure/svg.h"

struct stacked_part {
	struct str code; /* inside the bar where there is room; may be empty */
	struct str label;
	struct str href;      /* a relative URL; empty: no link */
	struct decimal share; /* percent, not negative; empty: not said, listed but not drawn */
	bool approximate;     /* the source says "approximately" */
	struct str missing;   /* the words for a share that is not said */
};

struct stacked {
	struct str title, description;
	struct str item_header;           /* "Region" */
	const struct stacked_part *parts; /* drawn in this order */
	size_t n_parts;
};

MUST_USE struct err stacked_draw(const struct frame *frame, const struct stacked *stacked,
				 struct svg *out);

#endif
