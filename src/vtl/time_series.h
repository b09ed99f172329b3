/*
 * Operators of time series: datasets with one time identifier, a series for each combination of the
 * others (and for each unit, where the time identifier is a time period).
 */
#ifndef VTL_TIME_SERIES_H
#define VTL_TIME_SERIES_H

#include "vtl/run.h"

enum series_operator {
	SERIES_FILL_SINGLE, /* fill_time_series within the limits of each series */
	SERIES_FILL_ALL,    /* … of all of them */
	SERIES_FLOW_TO_STOCK,
	SERIES_STOCK_TO_FLOW,
	SERIES_SHIFT
};

/*
 * The components of the result are the operand's, attributes that are not viral among them. ERR_INVALID
 * with *fault: it is no time series.
 */
MUST_USE struct err series_structure(struct arena *arena, enum series_operator operator_,
				     const struct structure *operand, struct structure *out,
				     struct fault *fault);
MUST_USE struct err series_apply(struct run *run, enum series_operator operator_,
				 struct dataset *operand, int64_t shift, struct dataset **out);

#endif
