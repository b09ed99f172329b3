/*
 * How a number is spread: one dot for each country, stacked where dots would cover each other, in
 * one row for each group.
 */
#ifndef FIGURE_STRIP_H
#define FIGURE_STRIP_H

#include "base/decimal.h"
#include "figure/svg.h"

struct strip_dot {
	struct str code, name;
	struct str href;      /* a relative URL; empty: no link */
	size_t group;         /* index of its row */
	struct decimal value; /* empty: not drawn, counted at the end of its row */
};

struct strip {
	struct str title, description;
	struct str item_header, group_header, value_header; /* "Country", "Region", … */
	bool is_percent;
	const struct str *groups;
	size_t n_groups;
	const struct strip_dot *dots;
	size_t n_dots;
};

MUST_USE struct err strip_draw(const struct frame *frame, const struct strip *strip,
			       struct svg *out);

#endif
