/*
 * Reads the source whole, since it is small, and compares each series with what there is, as the store
 * would when it writes (store/series_feed.c): no cell is kept.
 */
#include "app/preview_load.h"

#include <assert.h>

#include "app/load_order.h"
#include "app/load_rows.h"
#include "app/load_variables.h"
#include "store/series.h"

struct previewing {
	const struct app *app;
	const struct preview_request *request;
	struct load_reader reader;
	struct load_round round;
	struct arena scratch;       /* of a series */
	struct allowance allowance; /* of all its arenas */
	struct moment deadline;
	struct preview_result result;
};

static struct err check_time(const struct previewing *previewing)
{
	const atomic_bool *cancel = previewing->request->cancel;

	if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
		return ERROR(ERR_LIMIT, "a preview was called off");
	if (app_now(previewing->app).us > previewing->deadline.us)
		return ERROR(ERR_LIMIT, "a preview took longer than it may");
	return OK;
}

/* ---- Series ---- */

/* What the rows of one series would do to it. */
static struct err compare(struct previewing *previewing, const struct observation_row **rows,
			  size_t count)
{
	struct arena *scratch = &previewing->scratch;
	struct load_counts *counts = &previewing->result.counts;
	int64_t batch = snapshot_head(previewing->request->snapshot).batch;
	struct series_cell *puts, *cells;
	enum cell_outcome *outcomes;
	struct series_merged merged;
	size_t n_cells;

	TRY_NEW(puts = NEW(scratch, struct series_cell, count));
	TRY_NEW(outcomes = NEW(scratch, enum cell_outcome, count));
	for (size_t i = 0; i < count; i++)
		puts[i] = (struct series_cell){ rows[i]->observation.period,
						rows[i]->observation.observed };
	TRY(store_series(previewing->app->store, scratch, rows[0]->observation.key, batch, &cells,
			 &n_cells));
	TRY(series_merge(scratch, cells, n_cells, puts, count, outcomes, &merged));
	for (size_t i = 0; i < count; i++)
		if (outcomes[i] == CELL_SAME)
			counts->duplicates++;
		else
			counts->loaded++;
	return OK;
}

static struct err compare_all(struct previewing *previewing)
{
	const struct load_round *round = &previewing->round;
	size_t count;

	for (size_t i = 0; i < round->n_arrivals; i += count) {
		count = count_series_rows(&round->arrivals[i], round->n_arrivals - i);
		arena_reset(&previewing->scratch);
		TRY(check_time(previewing));
		TRY(compare(previewing, &round->arrivals[i], count));
	}
	return OK;
}

/* ---- What is shown ---- */

static struct err copy_row(struct arena *arena, const struct observation_row *row,
			   struct previewed_row *out)
{
	struct observation copy = row->observation;
	struct str *texts[] = { &copy.key.variable, &copy.key.slice, &copy.key.area,
				&copy.observed.answer, &copy.observed.source };

	for (size_t i = 0; i < countof(texts); i++) {
		*texts[i] = str_copy(arena, *texts[i]);
		TRY_NEW(texts[i]->at);
	}
	*out = (struct previewed_row){ row->line, copy };
	return OK;
}

/* The first rows by their lines; the arrivals are in the order of series. */
static struct err take_sample(struct previewing *previewing, struct arena *arena)
{
	const struct load_round *round = &previewing->round;
	size_t most = previewing->request->n_sample, count = 0;
	const struct observation_row **first;
	struct previewed_row *sample;

	TRY_NEW(first = NEW(arena, const struct observation_row *, most + 1));
	for (size_t i = 0; i < round->n_arrivals; i++) {
		const struct observation_row *row = round->arrivals[i];
		size_t at = count;

		for (; at > 0 && first[at - 1]->line > row->line; at--)
			first[at] = first[at - 1];
		first[at] = row;
		count += count < most;
	}
	TRY_NEW(sample = NEW(arena, struct previewed_row, count + 1));
	for (size_t i = 0; i < count; i++)
		TRY(copy_row(arena, first[i], &sample[i]));
	previewing->result.sample = sample;
	previewing->result.n_sample = count;
	return OK;
}

static struct err list_variables(struct previewing *previewing, struct arena *arena)
{
	const struct variable **variables;
	struct list changes;

	TRY(load_new_variables(previewing->request->observations, previewing->request->snapshot,
			       arena, &changes));
	TRY_NEW(variables = NEW(arena, const struct variable *, changes.count + 1));
	for (size_t i = 0; i < changes.count; i++)
		variables[i] = LIST_AT(changes, struct change, i)->after;
	previewing->result.variables = variables;
	previewing->result.n_variables = changes.count;
	previewing->result.counts.n_variables = changes.count;
	return OK;
}

/* Those that were told, and how many there were. */
static struct err take_over(struct diagnostics *to, const struct diagnostics *from)
{
	for (size_t i = 0; i < from->items.count; i++)
		TRY(diagnostics_add(to, *LIST_AT(from->items, struct diagnostic, i)));
	to->count = from->count;
	return OK;
}

/* ---- The use case ---- */

static struct err preview(struct previewing *previewing, struct arena *arena,
			  struct diagnostics *rejected, struct diagnostics *faults)
{
	struct load_counts *counts = &previewing->result.counts;
	struct load_round *round = &previewing->round;

	load_reader_fill_whole(&previewing->reader, round);
	TRY(take_over(rejected, &round->rejected));
	TRY(take_over(faults, &round->faults));
	TRY(round->failed);
	*counts = (struct load_counts){ .rows = round->rows,
					.empty = round->empty,
					.duplicates = round->duplicates,
					.rejected = (int64_t)round->rejected.count };
	TRY(take_sample(previewing, arena));
	TRY(compare_all(previewing));
	assert(counts->rows ==
	       counts->loaded + counts->duplicates + counts->empty + counts->rejected);
	return list_variables(previewing, arena);
}

struct err preview_load(const struct app *app, struct arena *arena,
			const struct preview_request *request, struct diagnostics *rejected,
			struct diagnostics *faults, struct preview_result *out)
{
	struct previewing previewing = { .app = app,
					 .request = request,
					 .allowance = { .limit = request->memory_bytes },
					 .deadline = app_now(app) };

	previewing.deadline.us += request->time_ms * 1000;
	load_round_init_within(&previewing.round, &previewing.allowance);
	arena_init_within(&previewing.scratch, &previewing.allowance);

	struct err e = load_reader_init(&previewing.reader, request->observations,
					request->snapshot, false);

	if (!failed(e))
		e = preview(&previewing, arena, rejected, faults);

	arena_finish(&previewing.scratch);
	load_round_finish(&previewing.round);
	load_reader_finish(&previewing.reader);
	TRY(e);
	*out = previewing.result;
	return OK;
}
