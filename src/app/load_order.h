/*
 * Rows into the order of series and periods. Files mostly have the rows of a series together and its
 * periods rising, so that such runs are put in order and not rows.
 */
#ifndef APP_LOAD_ORDER_H
#define APP_LOAD_ORDER_H

#include "base/arena.h"
#include "cube/observation_stream.h"

/* The order: by variable, slice and area, then by period; 0: they are for one cell. */
int observation_row_cmp(const struct observation_row *a, const struct observation_row *b);

/*
 * Puts *rows in order, or into an array of the arena that takes their place; those for one cell, which
 * then stand together, keep the order in which they came. *repeats_out: there may be such.
 */
MUST_USE struct err load_order(struct arena *arena, const struct observation_row ***rows,
			       size_t count, bool *repeats_out);

/* How many of the rows, from the first on, are of one series; count is not 0. */
size_t count_series_rows(const struct observation_row **rows, size_t count);

#endif
