/* fill_time_series. Private to the operators of series. */
#ifndef VTL_FILL_SERIES_H
#define VTL_FILL_SERIES_H

#include "vtl/run.h"

/*
 * The rows of the draft, whose structure is the operand's: those of the operand and what each series lacks,
 * within its own limits or, if is_all, within those of all series.
 */
MUST_USE struct err fill_series(struct run *run, struct dataset *draft, struct arena *scratch,
				const struct dataset *operand, bool is_all);

#endif
