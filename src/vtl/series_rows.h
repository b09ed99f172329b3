/* The data points of a dataset as time series. Private to the operators of series. */
#ifndef VTL_SERIES_ROWS_H
#define VTL_SERIES_ROWS_H

#include "vtl/run.h"
#include "vtl/time_step.h"

/* The data points by series, and in the order of time within each. */
struct series_rows {
	uint32_t *rows;
	size_t *ends; /* of the series, as places in rows */
	size_t n_series;
	struct time_point *times; /* of each row */
};

/* The dataset has one time identifier (structure_time). In the arena. */
MUST_USE struct err series_rows_of(struct run *run, struct arena *arena,
				   const struct dataset *operand, struct series_rows *out);

/*
 * The step on which all series of several points agree, irregular when there is none: a series of one date
 * tells no step of its own, and has this one.
 */
struct time_step series_common_step(const struct series_rows *series);

/* The step of the series whose rows these are. */
struct time_step series_step(const struct series_rows *series, size_t first, size_t end,
			     const struct time_step *common);

#endif
