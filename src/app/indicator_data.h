/* What is observed of an indicator that names its variable. */
#ifndef APP_INDICATOR_DATA_H
#define APP_INDICATOR_DATA_H

#include "app/ask_data.h"
#include "model/indicator.h"

/* Has it values as of the state that is looked at? */
MUST_USE struct err indicator_is_observed(const struct app *app, const struct snapshot *snapshot,
					  const struct indicator *indicator, bool *out);

/*
 * Its values by the groups of a scheme, for the last period that any area has: each area's latest value
 * that is not older than the age limit. The mean is weighted if its variable names a weight.
 */
struct indicator_data {
	struct str variable, weight; /* their keys; weight empty: none */
	struct period period;        /* the last; PERIOD_NONE: there are no values */
	int64_t age_limit;           /* years */
	struct data_answer groups;   /* a row for each group of the scheme */
};

/* What the plan does not limit may be so old, in years. */
enum { AGE_LIMIT_USUAL = 5 };

MUST_USE struct err indicator_data(const struct app *app, const struct snapshot *snapshot,
				   struct date day, struct arena *arena,
				   const struct indicator *indicator, struct str scheme,
				   struct indicator_data *out);

#endif
