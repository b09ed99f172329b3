/* A batch taken back, cell by cell, where nobody has changed the cell since. */
#include "app/unload_observations.h"

#include <assert.h>

#include "app/taken_batches.h"
#include "base/list.h"
#include "store/series.h"

/* How often it begins anew because another process has written in the meantime. */
enum { TRIES = 10 };

/* A slice a round. */
struct unload {
	struct observation_feed feed; /* first, so that its address is that of the unload */
	const struct app *app;
	int64_t batch;
	struct taken_batches taken;
	const struct changed_slice *slices;
	size_t n_slices, i_slice;
	struct unload_result *result;
};

static struct err told_puts(struct observation_feed *feed, const struct series_put *puts,
			    size_t count)
{
	(void)feed;
	(void)puts;
	(void)count;
	return OK;
}

static struct err no_rows(struct observation_feed *feed, const struct snapshot *present,
			  struct arena *arena, const struct change **out, size_t *count_out)
{
	(void)feed;
	(void)present;
	(void)arena;
	*out = NULL;
	*count_out = 0;
	return OK;
}

/* The cell of the period, or the absent one. */
static struct observed observed_at(const struct series_cell *cells, size_t count,
				   struct period period)
{
	for (size_t i = 0; i < count; i++)
		if (period_cmp(cells[i].period, period) == 0)
			return cells[i].observed;
	return observed_absent();
}

/* Has the revision changed the cell of the period? *before: what it was before that. */
static bool changes(const struct kept_revision *revision, struct period period,
		    struct observed *before)
{
	for (size_t i = 0; i < revision->count; i++) {
		if (period_cmp(revision->before[i].period, period) != 0)
			continue;
		*before = revision->before[i].observed;
		return true;
	}
	return false;
}

/*
 * What the cells are to become again: what they were before the batch, and where that was put by one that was
 * taken back, what they were before that one.
 */
static struct err find_before(const struct unload *unload, struct arena *arena,
			      const struct kept_undo *undo, struct series_cell *cells, size_t count)
{
	struct kept_revision *revisions;
	size_t n_revisions;

	if (unload->taken.count == 0)
		return OK;
	TRY(store_revisions(unload->app->store, arena, undo->key, unload->batch - 1, &revisions,
			    &n_revisions));
	for (size_t i = 0; i < count; i++)
		for (size_t r = 0; r < n_revisions; r++) {
			struct observed before;

			if (!changes(&revisions[r], cells[i].period, &before))
				continue;
			if (!taken_batches_have(&unload->taken, revisions[r].batch))
				break;
			cells[i].observed = before;
		}
	return OK;
}

/* What is to be put of one series: the cells that are still as the batch left them. */
static struct err put_of(const struct unload *unload, struct arena *arena,
			 const struct kept_undo *undo, struct series_put *put)
{
	struct store *store = unload->app->store;
	struct series_cell *then, *now, *cells;
	size_t n_then, n_now, count = 0;

	TRY(store_series(store, arena, undo->key, unload->batch, &then, &n_then));
	TRY(store_series(store, arena, undo->key, BATCH_PRESENT, &now, &n_now));
	TRY_NEW(cells = NEW(arena, struct series_cell, undo->count + 1));
	for (size_t i = 0; i < undo->count; i++) {
		struct period period = undo->before[i].period;
		struct observed left = observed_at(then, n_then, period);
		struct observed is = observed_at(now, n_now, period);

		if (observed_eq(&left, &is))
			cells[count++] = undo->before[i];
	}
	TRY(find_before(unload, arena, undo, cells, count));
	unload->result->kept += (int64_t)(undo->count - count);
	unload->result->restored += (int64_t)count;
	*put = (struct series_put){ .key = undo->key, .cells = cells, .count = count };
	TRY_NEW(put->outcomes = NEW(arena, enum put_outcome, count + 1));
	return OK;
}

static struct err puts_of_slice(const struct unload *unload, struct arena *arena,
				const struct changed_slice *slice, struct series_put **out,
				size_t *count_out)
{
	struct series_put *puts;
	struct kept_undo *undos;
	size_t n_undos, count = 0;

	TRY(store_slice_undo(unload->app->store, arena, slice, unload->batch, &undos, &n_undos));
	TRY_NEW(puts = NEW(arena, struct series_put, n_undos + 1));
	for (size_t i = 0; i < n_undos; i++) {
		TRY(put_of(unload, arena, &undos[i], &puts[count]));
		count += puts[count].count > 0;
	}
	*out = puts;
	*count_out = count;
	return OK;
}

static struct err next_puts(struct observation_feed *feed, struct arena *arena,
			    struct series_put **out, size_t *count_out)
{
	struct unload *unload = (struct unload *)feed;

	*count_out = 0;
	while (*count_out == 0 && unload->i_slice < unload->n_slices)
		TRY(puts_of_slice(unload, arena, &unload->slices[unload->i_slice++], out,
				  count_out));
	return OK;
}

static struct err unload_once(const struct app *app, struct arena *arena,
			      const struct unload_request *request, struct unload_result *result)
{
	struct unload unload = {
		.feed = { .next = next_puts, .told = told_puts, .rows = no_rows },
		.app = app,
		.batch = request->batch,
		.result = result,
	};
	struct batch_draft draft = { .at = app_now(app),
				     .who = request->who,
				     .why = request->why,
				     .source = taken_batch_source(arena, request->batch),
				     .feed = &unload.feed };
	struct changed_slice *slices;
	struct snapshot *present;
	struct digest onto;

	TRY_NEW(draft.source.at);
	*result = (struct unload_result){ .restored = 0 };
	TRY(taken_batches_read(app->store, arena, request->batch, &unload.taken));
	TRY(store_snapshot(app->store, &present));
	result->head = snapshot_head(present);
	snapshot_release(present);
	onto = result->head.hash;
	draft.onto = &onto;
	TRY(store_changed_slices(app->store, arena, request->batch, &slices, &unload.n_slices));
	if (unload.n_slices == 0)
		return ERROR(ERR_NOT_FOUND, "the batch has changed no observations");
	unload.slices = slices;
	app->chance.bytes(app->chance.context, draft.who_salt.bytes, sizeof(draft.who_salt.bytes));
	TRY(store_commit(app->store, &draft, &result->head));
	result->is_new = result->restored > 0;
	return OK;
}

struct err unload_observations(const struct app *app, struct arena *arena,
			       const struct unload_request *request, struct unload_result *out)
{
	struct batch batch;
	struct err e;
	int tries = 0;

	assert(app->store);
	TRY(store_batch(app->store, arena, request->batch, &batch));
	do {
		e = unload_once(app, arena, request, out);
	} while (e.code == ERR_CONFLICT && ++tries < TRIES);
	return e;
}
