/*
 * How far a variable has been reported: of the last period whose values were due, and of the next one, how
 * many areas have a cell; who has none is silent, or not due yet.
 */
#ifndef APP_DUE_COVERAGE_H
#define APP_DUE_COVERAGE_H

#include "app/app.h"
#include "app/due.h"

struct due_period {
	struct period period; /* PERIOD_NONE: there is none */
	struct date due;      /* DATE_EMPTY: nothing says so */
	size_t n_there;       /* areas with a cell, be it that it says why there is no value */
};

struct due_coverage {
	struct due_period last; /* that was due by the day */
	struct due_period next; /* that is due first after it */
};

MUST_USE struct err due_coverage(const struct app *app, const struct snapshot *snapshot,
				 struct arena *arena, const struct variable *variable,
				 struct str slice, struct date day, struct due_coverage *out);

/* The same two periods of any rule, of which nobody is counted. */
MUST_USE struct err due_periods_about(const struct due_rule *rule, struct arena *arena,
				      struct date day, struct due_coverage *out);

#endif
