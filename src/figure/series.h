/*
 * One number over time: a line through the values that there are, interrupted where there are none,
 * with a mark where the method changed and a line for the target. Time runs in the reading
 * direction.
 */
#ifndef FIGURE_SERIES_H
#define FIGURE_SERIES_H

#include "base/decimal.h"
#include "figure/svg.h"

struct series_point {
	struct str label;     /* of its period, as the locale writes it */
	struct decimal value; /* empty: none, with the words for why in `missing` */
	struct str missing;
	bool is_break; /* what was before is not comparable with this */
};

struct series {
	struct str title, description;
	struct str time_header, value_header; /* "Year", "Individuals using the Internet" */
	bool is_percent;
	const struct series_point *points; /* at equal distances of time */
	size_t n_points;
	struct decimal target;   /* empty: none */
	struct str target_label; /* "Target 2029" */
};

MUST_USE struct err series_draw(const struct frame *frame, const struct series *series,
				struct svg *out);

/* The same without axes, the height of a line of text: for a cell of a table. */
MUST_USE struct err sparkline_draw(const struct frame *frame, const struct series *series,
				   struct svg *out);

#endif
