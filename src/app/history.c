/* Questions to the log. */
#include "app/history.h"

#include "base/list.h"
#include "store/series.h"

/* How many changes are read to find some that are not younger than the state that is looked at. */
static const size_t READ_AT_MOST = 1000;

static struct err event_of(const struct app *app, struct arena *arena,
			   const struct recorded *recorded, struct list *events)
{
	struct event event = { .change = recorded->change };

	TRY(store_batch(app->store, arena, recorded->batch, &event.batch));
	return list_push(events, &event);
}

struct err history_of_row(const struct app *app, struct arena *arena, enum noun_id noun,
			  struct str key, int64_t until, size_t count, struct event **out,
			  size_t *count_out, bool *more_out)
{
	struct list events = LIST(arena, struct event);
	struct recorded *recorded = NULL;
	size_t n_recorded = 0;
	bool more = false;

	TRY(store_history(app->store, arena, noun, key, READ_AT_MOST, &recorded, &n_recorded));
	for (size_t i = 0; i < n_recorded && !more; i++) {
		if (recorded[i].batch > until)
			continue;
		more = events.count == count;
		if (!more)
			TRY(event_of(app, arena, &recorded[i], &events));
	}
	*out = events.at;
	*count_out = events.count;
	*more_out = more;
	return OK;
}

struct err history_batches(const struct app *app, struct arena *arena, int64_t from, size_t count,
			   struct batch **out, size_t *count_out)
{
	*count_out = 0;
	if (from == 0)
		return OK;
	return store_batches(app->store, arena, from, count, out, count_out);
}

struct err history_batch(const struct app *app, struct arena *arena, int64_t number,
			 struct batch *out)
{
	return store_batch(app->store, arena, number, out);
}

struct err history_changes(const struct app *app, struct arena *arena, int64_t batch, int64_t from,
			   size_t count, struct recorded **out, size_t *count_out)
{
	return store_changes(app->store, arena, batch, from, count, out, count_out);
}

struct err history_loads(const struct app *app, struct arena *arena, int64_t until, size_t count,
			 struct batch **out, size_t *count_out)
{
	struct batch *batches;
	int64_t *numbers;
	size_t n;

	TRY(store_series_batches(app->store, arena, until, count, &numbers, &n));
	TRY_NEW(batches = NEW(arena, struct batch, n + 1));
	for (size_t i = 0; i < n; i++)
		TRY(store_batch(app->store, arena, numbers[i], &batches[i]));
	*out = batches;
	*count_out = n;
	return OK;
}

struct err history_rows_changed(const struct app *app, const struct batch *batch, int64_t *out)
{
	return store_rows_changed(app->store, batch, out);
}
