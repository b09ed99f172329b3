/*
 * Observations into a batch that is being written. Each series that changes gets its new block; what the
 * batch changed of it goes into series_undo, unless the series begins with the batch: then there was
 * nothing before. A series may come several times, when a file is not sorted: the undo then grows by the
 * periods that are new to it, and the first value that a batch puts into a cell stands.
 */
#include "store/fed_slices.h"
#include "store/internal.h"
#include "store/series_numbers.h"
#include "store/series_read.h"
#include "store/series_sql.h"

struct series_feeder {
	struct db *db;
	struct arena *arena;
	int64_t batch;
	struct query *get, *put, *changed, *undo_get, *undo_put;
	struct series_numbers numbers;
	struct fed_slices slices;
};

/* A put with all that it meets, worked out in the scratch of its round. */
struct meeting {
	struct series_feeder *feeder;
	struct arena *scratch;
	struct series_put *put;
	int64_t place;
	int64_t begun, batch;             /* 0: there is no such series */
	struct series_cell *cells, *undo; /* before this put; the undo is of this batch */
	size_t n_cells, n_undo;
};

static struct err run_once(struct query *query)
{
	bool row;
	struct err e = query->driver->step(query, &row);

	query->driver->reset(query);
	return e;
}

/* ---- What is there ---- */

static struct err fetch_series(struct meeting *meeting)
{
	struct series_feeder *feeder = meeting->feeder;
	const struct driver *driver = feeder->db->driver;
	bool row = false;
	struct str block;

	driver->bind_integer(feeder->get, 1, meeting->place);
	struct err e = driver->step(feeder->get, &row);

	if (!failed(e) && row) {
		meeting->begun = driver->column_integer(feeder->get, 0);
		meeting->batch = driver->column_integer(feeder->get, 1);
		e = series_copy(meeting->scratch, driver->column_bytes(feeder->get, 2), &block);
	}
	driver->reset(feeder->get);
	TRY(e);
	if (!row)
		return OK;
	return series_unpack(meeting->scratch, block, false, &meeting->cells, &meeting->n_cells);
}

/* Does this batch give the series its first cells? */
static bool begins(const struct meeting *meeting)
{
	return meeting->begun == 0 || meeting->begun == meeting->feeder->batch;
}

static struct err fetch_undo(struct meeting *meeting)
{
	struct series_feeder *feeder = meeting->feeder;
	struct str block;

	if (begins(meeting) || meeting->batch != feeder->batch)
		return OK;
	feeder->db->driver->bind_integer(feeder->undo_get, 1, meeting->place);
	feeder->db->driver->bind_integer(feeder->undo_get, 2, feeder->batch);
	struct err e = series_fetch_block(feeder->undo_get, meeting->scratch, 0, &block);

	feeder->db->driver->reset(feeder->undo_get);
	TRY(e);
	return series_cells(meeting->scratch, block, true, &meeting->undo, &meeting->n_undo);
}

/* ---- What is put ---- */

static const struct series_cell *cell_at(const struct series_cell *cells, size_t count,
					 struct period period)
{
	for (size_t i = 0; i < count; i++)
		if (period_cmp(cells[i].period, period) == 0)
			return &cells[i];
	return NULL;
}

/* Has the batch changed the period before? */
static bool is_changed(const struct meeting *meeting, struct period period)
{
	if (begins(meeting))
		return cell_at(meeting->cells, meeting->n_cells, period);
	return cell_at(meeting->undo, meeting->n_undo, period);
}

static bool has_same(const struct meeting *meeting, const struct series_cell *put)
{
	const struct series_cell *cell = cell_at(meeting->cells, meeting->n_cells, put->period);

	return cell ? observed_eq(&cell->observed, &put->observed)
		    : put->observed.state == OBSERVATION_ABSENT;
}

/* The cells of the put that may be laid over the series; the others are told as conflicts. */
static struct err admit(struct meeting *meeting, struct series_cell **out, size_t *count_out)
{
	struct series_put *put = meeting->put;
	struct series_cell *admitted;
	size_t count = 0;

	TRY_NEW(admitted = NEW(meeting->scratch, struct series_cell, put->count + 1));
	for (size_t i = 0; i < put->count; i++) {
		bool again = is_changed(meeting, put->cells[i].period);

		put->outcomes[i] = PUT_SAME;
		if (again && !has_same(meeting, &put->cells[i]))
			put->outcomes[i] = PUT_CONFLICT;
		else if (!again)
			admitted[count++] = put->cells[i];
	}
	*out = admitted;
	*count_out = count;
	return OK;
}

static enum put_outcome outcome_of(enum cell_outcome outcome)
{
	static const enum put_outcome outcomes[] = {
		[CELL_NEW] = PUT_NEW,
		[CELL_CHANGED] = PUT_CHANGED,
		[CELL_REMOVED] = PUT_REMOVED,
		[CELL_SAME] = PUT_SAME,
	};

	return outcomes[outcome];
}

/* Tells the outcomes of the admitted cells at the places of the put. */
static void tell_outcomes(const struct meeting *meeting, const enum cell_outcome *outcomes)
{
	struct series_put *put = meeting->put;
	size_t next = 0;

	for (size_t i = 0; i < put->count; i++)
		if (put->outcomes[i] != PUT_CONFLICT && !is_changed(meeting, put->cells[i].period))
			put->outcomes[i] = outcome_of(outcomes[next++]);
}

/* ---- What is written ---- */

static struct err write_series(struct meeting *meeting, const struct series_cell *cells,
			       size_t count)
{
	struct series_feeder *feeder = meeting->feeder;
	struct query *query = meeting->begun == 0 ? feeder->put : feeder->changed;
	struct str block;

	TRY(series_packed(meeting->scratch, cells, count, &block));
	feeder->db->driver->bind_integer(query, 1, meeting->place);
	feeder->db->driver->bind_integer(query, 2, feeder->batch);
	feeder->db->driver->bind_integer(query, 3, (int64_t)count);
	feeder->db->driver->bind_bytes(query, 4, block);
	return run_once(query);
}

/* What the batch has changed of the series so far, with what it changes now. */
static struct err write_undo(struct meeting *meeting, const struct series_merged *merged)
{
	struct series_feeder *feeder = meeting->feeder;
	struct series_cell *all;
	size_t count = 0, old = 0, new = 0;
	struct str block;

	if (begins(meeting))
		return OK;
	TRY_NEW(all = NEW(meeting->scratch, struct series_cell,
			  meeting->n_undo + merged->n_undo + 1));
	while (old < meeting->n_undo || new < merged->n_undo) {
		bool takes_old =
			new == merged->n_undo ||
			(old < meeting->n_undo &&
			 period_cmp(meeting->undo[old].period, merged->undo[new].period) < 0);

		all[count++] = takes_old ? meeting->undo[old++] : merged->undo[new ++];
	}
	TRY(series_packed(meeting->scratch, all, count, &block));
	feeder->db->driver->bind_integer(feeder->undo_put, 1, meeting->place);
	feeder->db->driver->bind_integer(feeder->undo_put, 2, feeder->batch);
	feeder->db->driver->bind_bytes(feeder->undo_put, 3, block);
	return run_once(feeder->undo_put);
}

/* Most series of most loads: not there before, and nothing is taken away. */
static struct err begin_series(struct meeting *meeting, bool *done_out)
{
	struct series_put *put = meeting->put;

	*done_out = false;
	for (size_t i = 0; i < put->count; i++)
		if (put->cells[i].observed.state == OBSERVATION_ABSENT)
			return OK;
	for (size_t i = 0; i < put->count; i++)
		put->outcomes[i] = PUT_NEW;
	*done_out = true;
	fed_slices_touch(&meeting->feeder->slices);
	return write_series(meeting, put->cells, put->count);
}

static struct err lay_over(struct meeting *meeting)
{
	struct series_cell *admitted = NULL;
	struct series_merged merged;
	enum cell_outcome *outcomes;
	size_t n_admitted = 0;

	TRY(fetch_undo(meeting));
	TRY(admit(meeting, &admitted, &n_admitted));
	TRY_NEW(outcomes = NEW(meeting->scratch, enum cell_outcome, n_admitted + 1));
	TRY(series_merge(meeting->scratch, meeting->cells, meeting->n_cells, admitted, n_admitted,
			 outcomes, &merged));
	tell_outcomes(meeting, outcomes);
	if (merged.n_undo == 0)
		return OK;
	fed_slices_touch(&meeting->feeder->slices);
	TRY(write_undo(meeting, &merged));
	return write_series(meeting, merged.cells, merged.count);
}

static struct err feed_one(struct series_feeder *feeder, struct arena *scratch,
			   struct series_put *put)
{
	struct meeting meeting = { .feeder = feeder, .scratch = scratch, .put = put };
	bool done = false;
	int64_t slice, area;

	TRY(fed_slices_find(&feeder->slices, scratch, &put->key, &slice));
	TRY(series_number_area(&feeder->numbers, put->key.area, &area));
	meeting.place = series_place(slice, area);
	TRY(fetch_series(&meeting));
	if (meeting.begun == 0)
		TRY(begin_series(&meeting, &done));
	return done ? OK : lay_over(&meeting);
}

/* ---- Round by round ---- */

static struct err feed_round(struct series_feeder *feeder, struct observation_feed *feed,
			     struct arena *round, bool *more_out)
{
	struct series_put *puts;
	struct arena scratch;
	size_t count;
	struct err e = OK;

	arena_reset(round);
	TRY(feed->next(feed, round, &puts, &count));
	*more_out = count > 0;
	arena_init(&scratch, STORE_SCRATCH_BYTES);
	for (size_t i = 0; i < count && !failed(e); i++) {
		arena_reset(&scratch);
		e = feed_one(feeder, &scratch, &puts[i]);
	}
	arena_finish(&scratch);
	TRY(e);
	if (count == 0)
		return OK;
	TRY(feed->told(feed, puts, count));
	return fed_slices_end_round(&feeder->slices);
}

struct err series_feed(struct series_feeder *feeder, struct observation_feed *feed)
{
	struct arena round;
	struct err e = OK;
	bool more = true;

	arena_init(&round, STORE_SCRATCH_BYTES);
	while (more && !failed(e))
		e = feed_round(feeder, feed, &round, &more);
	arena_finish(&round);
	return e;
}

struct err series_touched(struct series_feeder *feeder, struct touched_slice **out,
			  size_t *count_out)
{
	return fed_slices_touched(&feeder->slices, out, count_out);
}

/* ---- The feeder ---- */

static struct err prepare_all(struct series_feeder *feeder)
{
	const struct driver *driver = feeder->db->driver;

	TRY(driver->prepare(feeder->db, sql_series_get, &feeder->get));
	TRY(driver->prepare(feeder->db, sql_series_put, &feeder->put));
	TRY(driver->prepare(feeder->db, sql_series_changed, &feeder->changed));
	TRY(driver->prepare(feeder->db, sql_series_undo_get, &feeder->undo_get));
	return driver->prepare(feeder->db, sql_series_undo_put, &feeder->undo_put);
}

struct err series_feeder_open(struct db *db, struct arena *arena, int64_t batch,
			      struct series_feeder **out)
{
	struct series_feeder *feeder = NEW(arena, struct series_feeder, 1);

	TRY_NEW(feeder);
	*feeder = (struct series_feeder){ .db = db, .arena = arena, .batch = batch };
	struct err e = prepare_all(feeder);

	if (!failed(e))
		e = series_numbers_open(&feeder->numbers, db, arena);
	fed_slices_init(&feeder->slices, db, arena, batch, &feeder->numbers);
	if (failed(e))
		series_feeder_close(feeder);
	*out = feeder;
	return e;
}

void series_feeder_close(struct series_feeder *feeder)
{
	const struct driver *driver = feeder->db->driver;

	driver->finish(feeder->get);
	driver->finish(feeder->put);
	driver->finish(feeder->changed);
	driver->finish(feeder->undo_get);
	driver->finish(feeder->undo_put);
}
