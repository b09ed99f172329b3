/* period_indicator of a dataset: the unit of its only time period. */
#ifndef VTL_PERIOD_INDICATOR_H
#define VTL_PERIOD_INDICATOR_H

#include "vtl/run.h"

/* period_indicator(DS): the identifiers, duration_var and viral attributes. */
MUST_USE struct err period_indicator_structure(struct arena *arena, const struct structure *operand,
					       struct structure *out, struct fault *fault);
MUST_USE struct err period_indicator(struct run *run, struct dataset *operand,
				     struct dataset **out);

#endif
