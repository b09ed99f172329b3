/* See export_plan.h. */
#include "app/export_plan.h"

struct err export_plan(const struct snapshot *snapshot, struct row_sink *sink)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);
		struct rows rows = snapshot_rows(snapshot, noun->id);

		for (const void *row; (row = rows_next(&rows));)
			TRY(sink->take(sink, noun, row, 1));
	}
	return sink->done(sink);
}
