/*
 * Risks by probability and impact: a grid whose cells grow darker with both, holding the codes of
 * the risks as links. A risk that has not been rated in one of the two stands below the grid.
 */
#ifndef FIGURE_MATRIX_H
#define FIGURE_MATRIX_H

#include "figure/svg.h"

enum { MATRIX_LEVELS = 6, MATRIX_UNRATED = -1 };

struct matrix_item {
	struct str code;         /* short: shown in the cell */
	struct str name;         /* for the table and for who hears the page */
	struct str href;         /* a relative URL; empty: no link */
	int probability, impact; /* index of the level, or MATRIX_UNRATED */
};

/* An axis: what it is, and its levels from the lowest on. */
struct matrix_axis {
	struct str name;
	struct str levels[MATRIX_LEVELS];
	int n_levels;
};

struct matrix {
	struct str title, description;
	struct str item_header; /* "Risk" */
	struct matrix_axis probability, impact;
	const struct matrix_item *items;
	size_t n_items;
};

MUST_USE struct err matrix_draw(const struct frame *frame, const struct matrix *matrix,
				struct svg *out);

#endif
