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

#endif
