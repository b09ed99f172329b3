/* A series and what its batches have changed, put together cell by cell. */
#include "app/series_history.h"

#include "base/list.h"

/* ---- Which periods there are, or were ---- */

static int by_period(const void *a, const void *b, const void *context)
{
	(void)context;
	return period_cmp(((const struct dated_cell *)a)->period,
			  ((const struct dated_cell *)b)->period);
}

/* The present cells come first, so that of two for one period the first has its value. */
static struct err collect(struct arena *arena, const struct series_cell *present, size_t n_present,
			  const struct kept_revision *revisions, size_t n_revisions,
			  struct list *out)
{
	*out = LIST(arena, struct dated_cell);
	for (size_t i = 0; i < n_present; i++) {
		struct dated_cell cell = { present[i].period, .observed = present[i].observed };

		TRY(list_push(out, &cell));
	}
	for (size_t r = 0; r < n_revisions; r++)
		for (size_t i = 0; i < revisions[r].count; i++) {
			struct dated_cell cell = { revisions[r].before[i].period,
						   .observed = observed_absent() };

			TRY(list_push(out, &cell));
		}
	return list_sort(out, by_period, NULL);
}

static void drop_repeated(struct list *cells)
{
	size_t kept = 0;

	for (size_t i = 0; i < cells->count; i++) {
		struct dated_cell *cell = LIST_AT(*cells, struct dated_cell, i);

		if (kept == 0 ||
		    by_period(LIST_AT(*cells, struct dated_cell, kept - 1), cell, NULL))
			*LIST_AT(*cells, struct dated_cell, kept++) = *cell;
	}
	cells->count = kept;
}

/* ---- What became of each ---- */

static const struct series_cell *before_of(const struct kept_revision *revision,
					   struct period period)
{
	size_t low = 0, high = revision->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = period_cmp(revision->before[middle].period, period);

		if (order == 0)
			return &revision->before[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static struct err tell(struct arena *arena, const struct kept_revision *revisions,
		       size_t n_revisions, struct dated_cell *cell)
{
	struct list earlier = LIST(arena, struct earlier_value);

	for (size_t r = 0; r < n_revisions; r++) {
		const struct series_cell *before = before_of(&revisions[r], cell->period);
		struct earlier_value value = { .batch = revisions[r].batch };

		if (!before)
			continue;
		if (cell->batch == 0)
			cell->batch = revisions[r].batch;
		if (before->observed.state == OBSERVATION_ABSENT)
			continue;
		value.observed = before->observed;
		TRY(list_push(&earlier, &value));
	}
	cell->earlier = earlier.at;
	cell->n_earlier = earlier.count;
	return OK;
}

struct err series_history(const struct app *app, struct arena *arena, int64_t batch,
			  struct series_key key, struct series_history *out)
{
	struct kept_revision *revisions;
	struct series_cell *present;
	size_t n_present, n_revisions;
	struct list cells;

	TRY(store_series(app->store, arena, key, batch, &present, &n_present));
	TRY(store_revisions(app->store, arena, key, batch, &revisions, &n_revisions));
	TRY(collect(arena, present, n_present, revisions, n_revisions, &cells));
	drop_repeated(&cells);
	for (size_t i = 0; i < cells.count; i++)
		TRY(tell(arena, revisions, n_revisions, LIST_AT(cells, struct dated_cell, i)));
	*out = (struct series_history){ cells.at, cells.count, n_present };
	return OK;
}
