/*
 * The plan as its own document is built: the sections in their order with their texts as entered, and
 * where a section shows a table or a figure, that one made from the data.
 */
#ifndef REPORT_OPERATIONAL_PLAN_H
#define REPORT_OPERATIONAL_PLAN_H

#include "model/snapshot.h"
#include "report/document.h"

/*
 * The plan with the code; with an empty code the one that starts last. ERR_NOT_FOUND without it. What
 * is composed rests on the snapshot and the locale alone.
 */
MUST_USE struct err operational_plan_compose(struct arena *arena, const struct snapshot *snapshot,
					     const struct locale *locale, struct str plan,
					     struct document *out);

/* The code of the plan that would be composed: the one asked for, or the one that starts last. */
MUST_USE struct err operational_plan_code(const struct snapshot *snapshot, struct str plan,
					  struct str *out);

#endif
