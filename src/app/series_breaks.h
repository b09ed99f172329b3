/* The breaks that the observations of many series tell by their status, by period. */
#ifndef APP_SERIES_BREAKS_H
#define APP_SERIES_BREAKS_H

#include "base/arena.h"
#include "cube/series_set.h"

struct period_breaks {
	struct period period;
	struct str area; /* the first in the order of areas */
	size_t n_areas;  /* whose series have a break there */
};

/* In the order of periods, in the arena with its texts. */
MUST_USE struct err series_breaks(struct arena *arena, const struct series_set *set,
				  struct period_breaks **out, size_t *count_out);

#endif
