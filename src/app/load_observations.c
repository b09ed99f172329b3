/*
 * A load as a feed of the store. A thread of its own reads the rows and brings them into order, round by
 * round (load_rows.h); here they become puts, and every row is accounted for. What has to be sorted first is
 * handed to the sorter here while more is read, since there is nothing to be written yet.
 */
#include "app/load_observations.h"

#include <assert.h>

#include "app/load_ahead.h"
#include "app/load_order.h"
#include "app/load_variables.h"
#include "base/buf.h"
#include "base/printable.h"
#include "store/series.h"

enum { SOURCE_BYTES = 1000 }; /* of the source's name in the log */

struct load {
	struct observation_feed feed; /* first, so that its address is that of the load */
	const struct load_request *request;
	const struct snapshot *snapshot; /* whose areas count */
	struct diagnostics *rejected, *faults;
	struct load_result result;
	struct batch_draft draft;
	struct arena *arena; /* of the whole load */
	struct load_reader reader;
	struct load_ahead ahead;
	const struct load_round *round; /* being written */
	bool at_end;
};

/* ---- Rejecting ---- */

static struct err reject_conflict(struct load *load, const struct observation_row *arrival)
{
	struct diagnostic d = { .id = DIAGNOSTIC_CONFLICTING_VALUE,
				.file = arrival->file,
				.line = arrival->line };

	TRY(load_value_text(load->arena, &arrival->observation.observed, &d.args[0]));
	load->result.counts.rejected++;
	return diagnostics_add(load->rejected, d);
}

/* Those that were told, and how many there were. */
static struct err take_over(struct diagnostics *to, const struct diagnostics *from)
{
	size_t told = to->count;

	for (size_t i = 0; i < from->items.count; i++)
		TRY(diagnostics_add(to, *LIST_AT(from->items, struct diagnostic, i)));
	to->count = told + from->count;
	return OK;
}

/* ---- The feed ---- */

static struct err take_round(struct load *load)
{
	const struct load_round *round = load->round;

	load->result.counts.rows += round->rows;
	load->result.counts.empty += round->empty;
	load->result.counts.duplicates += round->duplicates;
	load->result.counts.rejected += (int64_t)round->rejected.count;
	load->at_end = round->is_last;
	TRY(take_over(load->rejected, &round->rejected));
	TRY(take_over(load->faults, &round->faults));
	if (load->request->progress)
		load->request->progress(load->request->context, load->result.counts.rows);
	return round->failed;
}

/* A put for each series; their cells and outcomes stand in two long rows. */
static struct err make_puts(struct arena *arena, const struct load_round *round,
			    struct series_put **out, size_t *count_out)
{
	struct series_cell *cells;
	enum put_outcome *outcomes;
	struct series_put *puts;
	size_t n_puts = 0;

	TRY_NEW(cells = NEW(arena, struct series_cell, round->n_arrivals));
	TRY_NEW(outcomes = NEW(arena, enum put_outcome, round->n_arrivals));
	TRY_NEW(puts = NEW(arena, struct series_put, round->n_arrivals));
	for (size_t i = 0, n; i < round->n_arrivals; i += n) {
		n = count_series_rows(&round->arrivals[i], round->n_arrivals - i);
		puts[n_puts++] = (struct series_put){ .key = round->arrivals[i]->observation.key,
						      .cells = &cells[i],
						      .outcomes = &outcomes[i],
						      .count = n };
	}
	for (size_t i = 0; i < round->n_arrivals; i++) {
		const struct observation *observation = &round->arrivals[i]->observation;

		cells[i] = (struct series_cell){ observation->period, observation->observed };
	}
	*out = puts;
	*count_out = n_puts;
	return OK;
}

static struct err next_puts(struct observation_feed *feed, struct arena *arena,
			    struct series_put **out, size_t *count_out)
{
	struct load *load = (struct load *)feed;

	*count_out = 0;
	do {
		if (load->at_end)
			return OK;
		load->round = load_ahead_next(&load->ahead);
		TRY(take_round(load));
		if (load->round->is_to_sort)
			TRY(load_reader_sort(&load->reader, load->round));
	} while (load->round->is_to_sort || load->round->n_arrivals == 0);
	return make_puts(arena, load->round, out, count_out);
}

static struct err told_put(struct load *load, const struct series_put *put,
			   const struct observation_row **arrivals)
{
	for (size_t i = 0; i < put->count; i++) {
		switch (put->outcomes[i]) {
		case PUT_NEW:
		case PUT_CHANGED:
		case PUT_REMOVED:
			load->result.counts.loaded++;
			break;
		case PUT_SAME:
			load->result.counts.duplicates++;
			break;
		case PUT_CONFLICT:
			TRY(reject_conflict(load, arrivals[i]));
			break;
		}
	}
	return OK;
}

static struct err told_puts(struct observation_feed *feed, const struct series_put *puts,
			    size_t count)
{
	struct load *load = (struct load *)feed;
	const struct observation_row **arrivals = load->round->arrivals;

	for (size_t i = 0; i < count; i++) {
		TRY(told_put(load, &puts[i], arrivals));
		arrivals += puts[i].count;
	}
	return OK;
}

static struct err rows_of_load(struct observation_feed *feed, const struct snapshot *present,
			       struct arena *arena, const struct change **out, size_t *count_out)
{
	struct load *load = (struct load *)feed;
	struct observation_source *source = load->request->observations;
	struct list changes;
	struct buf digest;

	TRY(load_new_variables(source, present, arena, &changes));
	load->result.counts.n_variables = changes.count;
	buf_init(&digest, load->arena);
	digest_write(&digest, source->digest(source));
	TRY(buf_done(&digest, &load->draft.source_sha256));
	*out = changes.at;
	*count_out = changes.count;
	return OK;
}

/* ---- The use case ---- */

static void fill_draft(const struct app *app, struct batch_draft *draft, struct str who,
		       struct str why)
{
	draft->at = app_now(app);
	draft->who = who;
	draft->why = why;
	app->chance.bytes(app->chance.context, draft->who_salt.bytes,
			  sizeof(draft->who_salt.bytes));
}

static struct err load_on(const struct app *app, struct load *load)
{
	const struct load_request *request = load->request;
	struct load_result *result = &load->result;
	int64_t before = snapshot_head(load->snapshot).batch;

	load->draft.source = printable(load->arena, request->source, SOURCE_BYTES);
	TRY_NEW(load->draft.source.at);
	load->draft.feed = &load->feed;
	load->draft.dry_run = request->dry_run;
	fill_draft(app, &load->draft, request->who, request->why);
	TRY(store_commit(app->store, &load->draft, &result->head));
	result->is_new = !request->dry_run && result->head.batch > before &&
			 result->counts.loaded + (int64_t)result->counts.n_variables > 0;
	assert(result->counts.rows == result->counts.loaded + result->counts.duplicates +
					      result->counts.empty + result->counts.rejected);
	return OK;
}

static struct err load_in_order(const struct app *app, struct load *load, bool sorts)
{
	struct err e =
		load_reader_init(&load->reader, load->request->observations, load->snapshot, sorts);

	if (!failed(e))
		e = load_ahead_start(&load->ahead, &load->reader);
	if (!failed(e)) {
		e = load_on(app, load);
		load_ahead_finish(&load->ahead);
	}
	load_reader_finish(&load->reader);
	return e;
}

/* Nothing was changed, and nothing is told yet. */
static void begin_anew(struct load *load)
{
	load->request->observations->rewind(load->request->observations);
	load->result = (struct load_result){ .counts = { .rows = 0 } };
	load->rejected->items.count = load->rejected->count = 0;
	load->faults->items.count = load->faults->count = 0;
	load->at_end = false;
}

/* Most files have each series in one place; the others are found out on the way. */
static struct err load_reading(const struct app *app, struct load *load)
{
	struct err e = load_in_order(app, load, false);

	if (e.code != ERR_CONFLICT || !load->reader.must_sort)
		return e;
	begin_anew(load);
	return load_in_order(app, load, true);
}

struct err load_observations(const struct app *app, struct arena *arena,
			     const struct load_request *request, struct diagnostics *rejected,
			     struct diagnostics *faults, struct load_result *out)
{
	struct snapshot *present;
	struct load *load = NEW(arena, struct load, 1);

	assert(app->store);
	TRY_NEW(load);
	*load = (struct load){
		.feed = { .next = next_puts, .told = told_puts, .rows = rows_of_load },
		.request = request,
		.rejected = rejected,
		.faults = faults,
		.arena = arena,
	};
	TRY(store_snapshot(app->store, &present));
	load->snapshot = present;
	struct err e = load_reading(app, load);

	snapshot_release(present);
	TRY(e);
	*out = load->result;
	return OK;
}
