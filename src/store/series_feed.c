/*
 * Observations into a batch that is being written. Each series that changes gets its new block, and in
 * series_undo what the batch changed of it. A series may come several times, when a file is not sorted:
 * the undo then grows by the periods that are new to it, and the first value that a batch puts into a
 * cell stands.
 */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/map.h"
#include "store/internal.h"
#include "store/series_sql.h"

/* A put with all that it meets, worked out in the scratch of its round. */
struct meeting {
	struct series_feeder *feeder;
	struct arena *scratch;
	struct series_put *put;
	struct touched_series *touched; /* NULL: the batch has not changed it yet */
	struct str name;                /* of the series, in the log */
	struct str block;               /* before this put; at is NULL: there is none */
	struct series_cell *undo;       /* of this batch, before this put */
	size_t n_undo;
};

static struct err prepare(struct series_feeder *feeder, struct query **query, struct str sql)
{
	if (*query)
		return OK;
	return feeder->db->driver->prepare(feeder->db, sql, query);
}

static struct err find_touched(struct meeting *meeting)
{
	uint64_t place;

	TRY(series_name(meeting->scratch, meeting->put->key, &meeting->name));
	if (map_get(&meeting->feeder->places, meeting->name, &place))
		meeting->touched = LIST_AT(meeting->feeder->touched, struct touched_series, place);
	return OK;
}

static struct err read_block(struct meeting *meeting)
{
	struct series_feeder *feeder = meeting->feeder;

	TRY(prepare(feeder, &feeder->get, sql_series_get));
	series_bind_key(feeder->get, meeting->put->key);
	struct err e = series_fetch_block(feeder->get, meeting->scratch, 1, &meeting->block);

	feeder->db->driver->reset(feeder->get);
	return e;
}

static struct err read_undo(struct meeting *meeting)
{
	struct series_feeder *feeder = meeting->feeder;
	struct str block;

	if (!meeting->touched)
		return OK;
	TRY(prepare(feeder, &feeder->undo_get, sql_series_undo_get));
	series_bind_key(feeder->undo_get, meeting->put->key);
	feeder->db->driver->bind_integer(feeder->undo_get, 4, feeder->batch);
	struct err e = series_fetch_block(feeder->undo_get, meeting->scratch, 0, &block);

	feeder->db->driver->reset(feeder->undo_get);
	TRY(e);
	return series_cells(meeting->scratch, block, true, &meeting->undo, &meeting->n_undo);
}

/* Has the batch changed the period before? */
static bool is_changed(const struct meeting *meeting, struct period period)
{
	for (size_t i = 0; i < meeting->n_undo; i++)
		if (period_cmp(meeting->undo[i].period, period) == 0)
			return true;
	return false;
}

static bool has_same(const struct series_cell *cells, size_t count, const struct series_cell *put)
{
	for (size_t i = 0; i < count; i++)
		if (period_cmp(cells[i].period, put->period) == 0)
			return observed_eq(&cells[i].observed, &put->observed);
	return put->observed.state == OBSERVATION_ABSENT;
}

/* The cells of the put that may be laid over the series; the others are told as conflicts. */
static struct err admit(struct meeting *meeting, const struct series_cell *cells, size_t n_cells,
			struct series_cell **out, size_t *count_out)
{
	struct series_put *put = meeting->put;
	struct series_cell *admitted;
	size_t count = 0;

	TRY_NEW(admitted = NEW(meeting->scratch, struct series_cell, put->count + 1));
	for (size_t i = 0; i < put->count; i++) {
		bool again = is_changed(meeting, put->cells[i].period);

		put->outcomes[i] = PUT_SAME;
		if (again && !has_same(cells, n_cells, &put->cells[i]))
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

static struct err pack_cells(struct arena *scratch, const struct series_cell *cells, size_t count,
			     struct str *out)
{
	struct buf buf;

	buf_init(&buf, scratch);
	series_pack(&buf, scratch, cells, count);
	return buf_done(&buf, out);
}

static struct err run_keyed(struct query *query, struct series_key key)
{
	bool row;

	series_bind_key(query, key);
	struct err e = query->driver->step(query, &row);

	query->driver->reset(query);
	return e;
}

static struct err write_series(struct meeting *meeting, const struct series_merged *merged,
			       struct str *block_out)
{
	struct series_feeder *feeder = meeting->feeder;

	*block_out = (struct str){ 0 };
	if (merged->count == 0) {
		TRY(prepare(feeder, &feeder->remove, sql_series_remove));
		return run_keyed(feeder->remove, meeting->put->key);
	}
	TRY(pack_cells(meeting->scratch, merged->cells, merged->count, block_out));
	TRY(prepare(feeder, &feeder->put, sql_series_put));
	feeder->db->driver->bind_integer(feeder->put, 4, feeder->batch);
	feeder->db->driver->bind_bytes(feeder->put, 5, *block_out);
	return run_keyed(feeder->put, meeting->put->key);
}

/* What the batch has changed of the series so far, with what it changes now. */
static struct err write_undo(struct meeting *meeting, const struct series_merged *merged)
{
	struct series_feeder *feeder = meeting->feeder;
	enum cell_outcome *outcomes;
	struct series_cell *all;
	size_t count = 0, old = 0, new = 0;
	struct str block;

	TRY_NEW(all = NEW(meeting->scratch, struct series_cell,
			  meeting->n_undo + merged->n_undo + 1));
	TRY_NEW(outcomes = NEW(meeting->scratch, enum cell_outcome, merged->n_undo + 1));
	while (old < meeting->n_undo || new < merged->n_undo) {
		bool takes_old =
			new == merged->n_undo ||
			(old < meeting->n_undo &&
			 period_cmp(meeting->undo[old].period, merged->undo[new].period) < 0);

		all[count++] = takes_old ? meeting->undo[old++] : merged->undo[new ++];
	}
	TRY(pack_cells(meeting->scratch, all, count, &block));
	TRY(prepare(feeder, &feeder->undo_put, sql_series_undo_put));
	feeder->db->driver->bind_integer(feeder->undo_put, 4, feeder->batch);
	feeder->db->driver->bind_bytes(feeder->undo_put, 5, block);
	return run_keyed(feeder->undo_put, meeting->put->key);
}

static struct touched_side side_of(struct str block)
{
	if (!block.at)
		return (struct touched_side){ .is_there = false };
	return (struct touched_side){ .is_there = true, .digest = digest_of(block) };
}

/* What the log will say of the series: its block before the batch, and after all of it. */
static struct err note_touched(struct meeting *meeting, struct str after)
{
	struct series_feeder *feeder = meeting->feeder;
	struct touched_series fresh;

	if (meeting->touched) {
		meeting->touched->after = side_of(after);
		return OK;
	}
	fresh = (struct touched_series){ .name = str_copy(feeder->arena, meeting->name),
					 .before = side_of(meeting->block),
					 .after = side_of(after) };
	TRY_NEW(fresh.name.at);
	TRY(map_put(&feeder->places, fresh.name, feeder->touched.count));
	return list_push(&feeder->touched, &fresh);
}

static struct err lay_over(struct meeting *meeting)
{
	struct series_cell *cells = NULL, *admitted = NULL;
	struct series_merged merged;
	size_t n_cells = 0, n_admitted = 0;
	enum cell_outcome *outcomes;
	struct str block;

	TRY(series_cells(meeting->scratch, meeting->block, false, &cells, &n_cells));
	TRY(admit(meeting, cells, n_cells, &admitted, &n_admitted));
	TRY_NEW(outcomes = NEW(meeting->scratch, enum cell_outcome, n_admitted + 1));
	TRY(series_merge(meeting->scratch, cells, n_cells, admitted, n_admitted, outcomes,
			 &merged));
	tell_outcomes(meeting, outcomes);
	if (merged.n_undo == 0)
		return OK;
	TRY(write_series(meeting, &merged, &block));
	TRY(write_undo(meeting, &merged));
	return note_touched(meeting, block);
}

static struct err feed_one(struct series_feeder *feeder, struct arena *scratch,
			   struct series_put *put)
{
	struct meeting meeting = { .feeder = feeder, .scratch = scratch, .put = put };

	TRY(find_touched(&meeting));
	TRY(read_block(&meeting));
	TRY(read_undo(&meeting));
	return lay_over(&meeting);
}

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
	return count > 0 ? feed->told(feed, puts, count) : OK;
}

void series_feeder_init(struct series_feeder *feeder, struct db *db, struct arena *arena,
			int64_t batch)
{
	*feeder = (struct series_feeder){ .db = db, .arena = arena, .batch = batch };
	feeder->touched = LIST(arena, struct touched_series);
	map_init(&feeder->places, arena);
}

void series_feeder_finish(struct series_feeder *feeder)
{
	const struct driver *driver = feeder->db->driver;

	driver->finish(feeder->get);
	driver->finish(feeder->put);
	driver->finish(feeder->remove);
	driver->finish(feeder->undo_get);
	driver->finish(feeder->undo_put);
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
