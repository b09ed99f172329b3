/*
 * A load as a feed of the store. Rows come in rounds: each is brought into the order of series and
 * periods, so that a sorted file costs one visit to each series, and one that is not sorted as many as
 * there are rounds.
 */
#include "app/load_observations.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "app/area_index.h"
#include "base/buf.h"
#include "base/list.h"
#include "base/printable.h"
#include "model/row.h"
#include "model/variable.h"
#include "store/series.h"

enum {
	ROWS_A_ROUND = 1 << 17,
	SOURCE_BYTES = 1000, /* of the source's name in the log */
	AREA_CODINGS = AREA_CODING_NAME + 1
};

/* A row on its way, with its area found. */
struct arrival {
	struct observation observation;
	int64_t line;
	size_t i_file; /* in files */
};

struct load {
	struct observation_feed feed; /* first, so that its address is that of the load */
	const struct load_request *request;
	const struct snapshot *snapshot; /* whose areas count */
	struct diagnostics *rejected, *faults;
	struct load_result result;
	struct batch_draft draft;
	struct arena *arena;                   /* of the whole load */
	struct area_index areas[AREA_CODINGS]; /* made when first needed */
	struct list files;                     /* struct str: their names */
	const struct arrival **arrivals;       /* of the round, in the order of the puts' cells */
	bool at_end;
};

/* ---- Rejecting ---- */

static struct err reject(struct load *load, struct diagnostic d)
{
	load->result.rejected++;
	return diagnostics_add(load->rejected, d);
}

static struct str file_of(const struct load *load, size_t i_file)
{
	return *LIST_AT(load->files, struct str, i_file);
}

/* The value as it was understood, for whoever looks the row up. */
static struct str value_text(struct arena *arena, const struct observed *observed)
{
	if (!str_empty(observed->answer))
		return observed->answer;
	if (isnan(observed->number))
		return S("");
	return str_format(arena, "%.15g", observed->number);
}

static struct err reject_conflict(struct load *load, const struct arrival *arrival)
{
	struct diagnostic d = {
		.id = DIAGNOSTIC_CONFLICTING_VALUE,
		.file = file_of(load, arrival->i_file),
		.line = arrival->line,
		.args = { value_text(load->arena, &arrival->observation.observed) },
	};

	TRY_NEW(d.args[0].at);
	return reject(load, d);
}

/* ---- Taking chunks in ---- */

static struct err index_for(struct load *load, enum area_coding coding, struct area_index **out)
{
	struct area_index *index = &load->areas[coding];

	if (!index->keys)
		TRY(area_index_make(load->snapshot, load->arena, coding, index));
	*out = index;
	return OK;
}

static struct err note_file(struct load *load, struct str file, size_t *out)
{
	struct str copy;

	if (load->files.count == 0 || !str_eq(file_of(load, load->files.count - 1), file)) {
		TRY_NEW((copy = str_copy(load->arena, file)).at);
		TRY(list_push(&load->files, &copy));
	}
	*out = load->files.count - 1;
	return OK;
}

static struct err take_row(struct load *load, const struct observation_chunk *chunk,
			   const struct area_index *index, const struct observation_row *row,
			   size_t i_file, struct list *arrivals)
{
	struct arrival arrival = { .observation = row->observation,
				   .line = row->line,
				   .i_file = i_file };
	struct series_key *key = &arrival.observation.key;

	assert(!str_empty(key->variable));
	if (!area_index_find(index, row->observation.key.area, &key->area))
		return reject(load, (struct diagnostic){
					    .id = DIAGNOSTIC_UNKNOWN_REFERENCE,
					    .file = chunk->file,
					    .line = row->line,
					    .column = chunk->area_column,
					    .args = { row->observation.key.area, S("area") },
				    });
	if (row->is_deletion)
		arrival.observation.observed = observed_absent();
	return list_push(arrivals, &arrival);
}

static struct err take_chunk(struct load *load, const struct observation_chunk *chunk,
			     struct list *arrivals)
{
	struct area_index *index;
	size_t i_file;

	TRY(index_for(load, chunk->area_coding, &index));
	TRY(note_file(load, chunk->file, &i_file));
	load->result.empty += (int64_t)chunk->n_empty;
	for (size_t i = 0; i < chunk->n_refused; i++)
		TRY(reject(load, chunk->refused[i]));
	for (size_t i = 0; i < chunk->n_rows; i++)
		TRY(take_row(load, chunk, index, &chunk->rows[i], i_file, arrivals));
	load->result.rows += (int64_t)(chunk->n_empty + chunk->n_refused + chunk->n_rows);
	return OK;
}

/* ---- Putting rows in the order of series and periods ---- */

static int compare_keys(const struct series_key *a, const struct series_key *b)
{
	int order = str_cmp(a->variable, b->variable);

	if (order == 0)
		order = str_cmp(a->slice, b->slice);
	return order != 0 ? order : str_cmp(a->area, b->area);
}

static int compare_cells(const struct observation *a, const struct observation *b)
{
	int order = compare_keys(&a->key, &b->key);

	return order != 0 ? order : period_cmp(a->period, b->period);
}

static int compare_arrivals(const void *a, const void *b, const void *context)
{
	(void)context;
	return compare_cells(&((const struct arrival *)a)->observation,
			     &((const struct arrival *)b)->observation);
}

static bool are_sorted(const struct list *arrivals)
{
	for (size_t i = 1; i < arrivals->count; i++)
		if (compare_arrivals(LIST_AT(*arrivals, struct arrival, i - 1),
				     LIST_AT(*arrivals, struct arrival, i), NULL) > 0)
			return false;
	return true;
}

/* Of rows for one cell the first counts; the others are duplicates, or conflicts to be rejected. */
static struct err drop_repeated(struct load *load, struct list *arrivals)
{
	size_t kept = 0;

	for (size_t i = 0; i < arrivals->count; i++) {
		const struct arrival *arrival = LIST_AT(*arrivals, struct arrival, i);
		const struct arrival *before =
			kept > 0 ? LIST_AT(*arrivals, struct arrival, kept - 1) : NULL;

		if (!before || compare_arrivals(before, arrival, NULL) != 0)
			*LIST_AT(*arrivals, struct arrival, kept++) = *arrival;
		else if (observed_eq(&before->observation.observed, &arrival->observation.observed))
			load->result.duplicates++;
		else
			TRY(reject_conflict(load, arrival));
	}
	arrivals->count = kept;
	return OK;
}

/* A put for each series; their cells, outcomes and arrivals stand in three long rows. */
static struct err make_puts(struct load *load, struct arena *arena, const struct list *arrivals,
			    struct series_put **out, size_t *count_out)
{
	struct series_cell *cells;
	enum put_outcome *outcomes;
	struct series_put *puts;
	size_t n_puts = 0;

	TRY_NEW(cells = NEW(arena, struct series_cell, arrivals->count));
	TRY_NEW(outcomes = NEW(arena, enum put_outcome, arrivals->count));
	TRY_NEW(puts = NEW(arena, struct series_put, arrivals->count));
	TRY_NEW(load->arrivals = NEW(arena, const struct arrival *, arrivals->count));
	for (size_t i = 0; i < arrivals->count; i++) {
		const struct arrival *arrival = LIST_AT(*arrivals, struct arrival, i);
		const struct observation *observation = &arrival->observation;

		cells[i] = (struct series_cell){ observation->period, observation->observed };
		load->arrivals[i] = arrival;
		if (n_puts == 0 || compare_keys(&puts[n_puts - 1].key, &observation->key) != 0)
			puts[n_puts++] = (struct series_put){ .key = observation->key,
							      .cells = &cells[i],
							      .outcomes = &outcomes[i] };
		puts[n_puts - 1].count++;
	}
	*out = puts;
	*count_out = n_puts;
	return OK;
}

/* ---- The feed ---- */

/* Chunks until the round is full, or the source at its end. */
static struct err fill_round(struct load *load, struct arena *arena, struct list *arrivals)
{
	struct observation_source *source = load->request->observations;

	while (!load->at_end && arrivals->count < ROWS_A_ROUND) {
		struct observation_chunk chunk;
		bool more;

		TRY(source->next(source, arena, load->faults, &chunk, &more));
		load->at_end = !more;
		if (more)
			TRY(take_chunk(load, &chunk, arrivals));
	}
	return OK;
}

static struct err next_puts(struct observation_feed *feed, struct arena *arena,
			    struct series_put **out, size_t *count_out)
{
	struct load *load = (struct load *)feed;
	struct list arrivals = LIST(arena, struct arrival);

	*count_out = 0;
	while (arrivals.count == 0 && !load->at_end) {
		TRY(fill_round(load, arena, &arrivals));
		if (!are_sorted(&arrivals))
			TRY(list_sort(&arrivals, compare_arrivals, NULL));
		TRY(drop_repeated(load, &arrivals));
	}
	if (load->request->progress)
		load->request->progress(load->request->context, load->result.rows);
	return arrivals.count > 0 ? make_puts(load, arena, &arrivals, out, count_out) : OK;
}

static struct err told_put(struct load *load, const struct series_put *put,
			   const struct arrival *const *arrivals)
{
	for (size_t i = 0; i < put->count; i++) {
		switch (put->outcomes[i]) {
		case PUT_NEW:
		case PUT_CHANGED:
		case PUT_REMOVED:
			load->result.loaded++;
			break;
		case PUT_SAME:
			load->result.duplicates++;
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
	const struct arrival *const *arrivals = load->arrivals;

	for (size_t i = 0; i < count; i++) {
		TRY(told_put(load, &puts[i], arrivals));
		arrivals += puts[i].count;
	}
	return OK;
}

static struct err make_variable(struct arena *arena, const struct variable_description *of,
				struct change *out)
{
	struct variable *variable = NEW(arena, struct variable, 1);

	TRY_NEW(variable);
	row_clear(&variable_noun, variable);
	variable->code = of->code;
	variable->name = str_empty(of->name) ? of->code : of->name;
	variable->unit_of_measure = of->unit;
	variable->source = of->source;
	variable->edition = of->edition;
	*out = (struct change){ .noun = NOUN_VARIABLE, .key = variable->code, .after = variable };
	return OK;
}

/* The variables that are not there yet, in the order of their keys as a snapshot wants them. */
static struct err new_variables(struct load *load, const struct snapshot *present,
				struct arena *arena, struct list *changes)
{
	struct observation_source *source = load->request->observations;
	struct variable_description *found;
	struct change change;
	size_t count;

	TRY(source->variables(source, arena, &found, &count));
	for (size_t i = 0; i < count; i++) {
		if (snapshot_find(present, NOUN_VARIABLE, found[i].code))
			continue;
		TRY(make_variable(arena, &found[i], &change));
		TRY(list_push(changes, &change));
	}
	load->result.n_variables = changes->count;
	return OK;
}

static int compare_changes(const void *a, const void *b, const void *context)
{
	(void)context;
	return key_cmp(((const struct change *)a)->key, ((const struct change *)b)->key);
}

static struct err rows_of_load(struct observation_feed *feed, const struct snapshot *present,
			       struct arena *arena, const struct change **out, size_t *count_out)
{
	struct load *load = (struct load *)feed;
	struct observation_source *source = load->request->observations;
	struct list changes = LIST(arena, struct change);
	struct buf digest;

	TRY(new_variables(load, present, arena, &changes));
	TRY(list_sort(&changes, compare_changes, NULL));
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
			 result->loaded + (int64_t)result->n_variables > 0;
	assert(result->rows ==
	       result->loaded + result->duplicates + result->empty + result->rejected);
	return OK;
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
		.files = LIST(arena, struct str),
	};
	TRY(store_snapshot(app->store, &present));
	load->snapshot = present;
	struct err e = load_on(app, load);

	snapshot_release(present);
	TRY(e);
	*out = load->result;
	return OK;
}
