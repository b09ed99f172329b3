/*
 * When the value of an indicator is due that is reported as such, by its own schedule: from the start of the
 * plan, or once at the end of the cycle, which is that of the framework that the plan follows.
 */
#ifndef APP_INDICATOR_DUE_H
#define APP_INDICATOR_DUE_H

#include "app/due_coverage.h"
#include "model/indicator.h"
#include "model/plan.h"

/* plan may be NULL. Nobody is counted. */
MUST_USE struct err indicator_due(const struct snapshot *snapshot, struct arena *arena,
				  const struct plan *plan, const struct indicator *indicator,
				  struct date day, struct due_coverage *out);

#endif
