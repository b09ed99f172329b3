/*
 * Values of several periods as one, area by area, before areas are made one: what flows is summed, of what
 * stands the last is taken. Which it is, a variable says by its accumulation.
 */
#ifndef APP_OVER_PERIODS_H
#define APP_OVER_PERIODS_H

#include "base/list.h"
#include "cube/data_answer.h"
#include "model/variable.h"

/*
 * Of a variable that does not say its accumulation every value counts by itself, as of any other numbers;
 * unless older values may stand for later ones (latest_within years), when the last one does.
 */
enum over_periods over_periods_of(const struct variable *variable, int64_t latest_within);

/*
 * The cells of an area, of one period each and in their order, as one: their sum, of those that have a
 * number. A ratio whose parts are known is the ratio of their sums. The cell stands in the last period.
 */
MUST_USE struct err over_periods_sum(struct arena *scratch, const struct data_cell *cells, size_t n,
				     struct data_cell *out);

#endif
