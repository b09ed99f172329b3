/*
 * Series as of a batch: the block that is there now, with the undo of each younger batch laid over it,
 * the youngest first.
 */
#include "store/series.h"

#include "base/list.h"
#include "store/internal.h"
#include "store/series_sql.h"

void series_bind_key(struct query *query, struct series_key key)
{
	query->driver->bind_text(query, 1, key.variable);
	query->driver->bind_text(query, 2, key.slice);
	query->driver->bind_text(query, 3, key.area);
}

static struct err copy_bytes(struct arena *arena, struct str bytes, struct str *out)
{
	struct str copy = str_copy(arena, bytes);

	TRY_NEW(copy.at || bytes.len == 0);
	*out = copy.at ? copy : S("");
	return OK;
}

struct err series_name(struct arena *arena, struct series_key key, struct str *out)
{
	*out = str_format(arena, "%.*s/%.*s/%.*s", STR_ARGS(key.variable), STR_ARGS(key.slice),
			  STR_ARGS(key.area));
	TRY_NEW(out->at);
	return OK;
}

/* The bytes of the one row and column that a bound query has; at is NULL when it has none. */
struct err series_fetch_block(struct query *query, struct arena *arena, int column, struct str *out)
{
	bool row = false;
	struct err e = query->driver->step(query, &row);

	*out = (struct str){ 0 };
	if (!failed(e) && row)
		e = copy_bytes(arena, query->driver->column_bytes(query, column), out);
	return e;
}

/* Cells of a block in the arena; none of a block that is not there. */
struct err series_cells(struct arena *arena, struct str block, bool with_absent,
			struct series_cell **out, size_t *count_out)
{
	*out = NULL;
	*count_out = 0;
	if (!block.at)
		return OK;
	return series_unpack(arena, block, with_absent, out, count_out);
}

struct err series_undo(struct arena *arena, struct str block, struct kept_series *series)
{
	enum cell_outcome *outcomes;
	struct series_merged merged;
	struct series_cell *undo;
	size_t n_undo;

	TRY(copy_bytes(arena, block, &block));
	TRY(series_unpack(arena, block, true, &undo, &n_undo));
	TRY_NEW(outcomes = NEW(arena, enum cell_outcome, n_undo + 1));
	TRY(series_merge(arena, series->cells, series->count, undo, n_undo, outcomes, &merged));
	series->cells = merged.cells;
	series->count = merged.count;
	return OK;
}

/* Takes back what the batches after `batch` have done to the series. */
static struct err undo_after(struct db *db, struct arena *arena, int64_t batch,
			     struct kept_series *series)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_undo_after, &query));
	series_bind_key(query, series->key);
	db->driver->bind_integer(query, 4, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = series_undo(arena, db->driver->column_bytes(query, 1), series);
	db->driver->finish(query);
	return e;
}

static struct err read_one(struct db *db, struct arena *arena, struct series_key key, int64_t batch,
			   struct series_cell **out, size_t *count_out)
{
	struct kept_series series = { .key = key };
	struct query *query;
	struct str block;

	TRY(db->driver->prepare(db, sql_series_get, &query));
	series_bind_key(query, key);
	struct err e = series_fetch_block(query, arena, 1, &block);

	db->driver->finish(query);
	TRY(e);
	TRY(series_cells(arena, block, false, &series.cells, &series.count));
	if (batch != BATCH_PRESENT)
		TRY(undo_after(db, arena, batch, &series));
	*out = series.cells;
	*count_out = series.count;
	return OK;
}

static struct err fetch_part(struct query *query, struct arena *arena, int column, struct str *part)
{
	if (column < 0)
		return OK;
	return copy_bytes(arena, query->driver->column_text(query, column), part);
}

struct err series_fetch(struct query *query, struct arena *arena, struct series_columns columns,
			bool with_absent, struct kept_series *series)
{
	struct str block = { 0 };

	TRY(fetch_part(query, arena, columns.variable, &series->key.variable));
	TRY(fetch_part(query, arena, columns.slice, &series->key.slice));
	TRY(fetch_part(query, arena, columns.area, &series->key.area));
	if (!query->driver->column_is_null(query, columns.block))
		TRY(copy_bytes(arena, query->driver->column_bytes(query, columns.block), &block));
	return series_cells(arena, block, with_absent, &series->cells, &series->count);
}

/* Runs the bound query to its end and ends it: a series for each row. */
static struct err collect(struct query *query, struct arena *arena, struct series_columns columns,
			  struct series_key given, bool with_absent, struct list *out)
{
	struct err e = OK;
	bool row;

	while (!failed(e) && !failed(e = query->driver->step(query, &row)) && row) {
		struct kept_series series = { .key = given };

		e = series_fetch(query, arena, columns, with_absent, &series);
		if (!failed(e))
			e = list_push(out, &series);
	}
	query->driver->finish(query);
	return e;
}

/*
 * Is there a batch after this one? Asked when the series were read already, so that none which they show
 * is overlooked.
 */
static struct err find_younger(struct db *db, int64_t batch, bool *out)
{
	struct snapshot_head head = { .batch = 0 };

	if (batch != BATCH_PRESENT)
		TRY(log_head(db, &head));
	*out = head.batch > batch;
	return OK;
}

/* As of the batch, and without those that were not there then. */
static struct err as_of(struct db *db, struct arena *arena, int64_t batch, struct list *all,
			struct kept_series **out, size_t *count_out)
{
	bool has_younger;
	size_t count = 0;

	TRY(find_younger(db, batch, &has_younger));
	for (size_t i = 0; i < all->count; i++) {
		struct kept_series *series = LIST_AT(*all, struct kept_series, i);

		if (has_younger)
			TRY(undo_after(db, arena, batch, series));
		if (series->count > 0)
			*LIST_AT(*all, struct kept_series, count++) = *series;
	}
	*out = all->at;
	*count_out = count;
	return OK;
}

static struct err read_slice(struct db *db, struct arena *arena, struct series_key given,
			     int64_t batch, struct kept_series **out, size_t *count_out)
{
	static const struct series_columns columns = {
		.variable = -1, .slice = -1, .area = 0, .block = 1
	};
	struct list all = LIST(arena, struct kept_series);
	struct query *query;

	TRY(db->driver->prepare(db, sql_series_of_slice, &query));
	db->driver->bind_text(query, 1, given.variable);
	db->driver->bind_text(query, 2, given.slice);
	db->driver->bind_integer(query, 3, batch);
	TRY(collect(query, arena, columns, given, false, &all));
	return as_of(db, arena, batch, &all, out, count_out);
}

static struct err read_area(struct db *db, struct arena *arena, struct str area, int64_t batch,
			    struct kept_series **out, size_t *count_out)
{
	static const struct series_columns columns = {
		.variable = 0, .slice = 1, .area = -1, .block = 2
	};
	struct list all = LIST(arena, struct kept_series);
	struct query *query;

	TRY(db->driver->prepare(db, sql_series_of_area, &query));
	db->driver->bind_text(query, 1, area);
	db->driver->bind_integer(query, 2, batch);
	TRY(collect(query, arena, columns, (struct series_key){ .area = area }, false, &all));
	return as_of(db, arena, batch, &all, out, count_out);
}

static struct err read_undo(struct db *db, struct arena *arena, int64_t batch, struct list *all)
{
	struct query *query;

	TRY(db->driver->prepare(db, sql_series_undo_of_batch, &query));
	db->driver->bind_integer(query, 1, batch);
	return collect(query, arena, SERIES_COLUMNS_ALL, (struct series_key){ 0 }, true, all);
}

static struct err read_slices(struct db *db, struct arena *arena, struct str variable,
			      struct list *slices)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_slices_of_variable, &query));
	db->driver->bind_text(query, 1, variable);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct kept_slice slice = { .n_areas = db->driver->column_integer(query, 1) };

		e = copy_bytes(arena, db->driver->column_text(query, 0), &slice.slice);
		if (!failed(e))
			e = list_push(slices, &slice);
	}
	db->driver->finish(query);
	return e;
}

static struct err read_area_keys(struct db *db, struct arena *arena, struct str area, int64_t batch,
				 struct list *keys)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_begun_in_area, &query));
	db->driver->bind_text(query, 1, area);
	db->driver->bind_integer(query, 2, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct series_key key = { .area = area };

		e = fetch_part(query, arena, 0, &key.variable);
		if (!failed(e))
			e = fetch_part(query, arena, 1, &key.slice);
		if (!failed(e))
			e = list_push(keys, &key);
	}
	db->driver->finish(query);
	return e;
}

static struct err fetch_revision(struct query *query, struct arena *arena, struct list *revisions)
{
	struct kept_revision revision = { .batch = query->driver->column_integer(query, 0) };
	struct str block;

	TRY(copy_bytes(arena, query->driver->column_bytes(query, 1), &block));
	TRY(series_unpack(arena, block, true, &revision.before, &revision.count));
	return list_push(revisions, &revision);
}

static struct err read_revisions(struct db *db, struct arena *arena, struct series_key key,
				 int64_t upto, struct list *revisions)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_undo_after, &query));
	series_bind_key(query, key);
	db->driver->bind_integer(query, 4, 0);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		if (db->driver->column_integer(query, 0) <= upto)
			e = fetch_revision(query, arena, revisions);
	db->driver->finish(query);
	return e;
}

static struct err read_rows_changed(struct db *db, const struct batch *batch, int64_t *out)
{
	struct query *query;
	bool row = false;

	TRY(db->driver->prepare(db, sql_first_series_of_batch, &query));
	db->driver->bind_integer(query, 1, batch->number);
	struct err e = db->driver->step(query, &row);

	if (!failed(e))
		*out = row ? db->driver->column_integer(query, 0) : batch->n_changes;
	db->driver->finish(query);
	return e;
}

static struct err read_series_batches(struct db *db, int64_t upto, size_t most,
				      struct list *batches)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_batches_of_series, &query));
	db->driver->bind_integer(query, 1, upto);
	db->driver->bind_integer(query, 2, (int64_t)most);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		int64_t number = db->driver->column_integer(query, 0);

		e = list_push(batches, &number);
	}
	db->driver->finish(query);
	return e;
}

/* Gives the batch to those of the periods that it has changed and that no younger one has. */
static struct err note_batch(struct str block, int64_t batch, const struct period *periods,
			     size_t count, int64_t *out)
{
	struct series_view view;

	TRY(series_open(block, &view));
	for (size_t i = 0; i < count; i++)
		if (out[i] == 0 && series_find(&view, periods[i]) != SIZE_MAX)
			out[i] = batch;
	return OK;
}

static struct err read_batches(struct db *db, struct series_key key, int64_t upto,
			       const struct period *periods, size_t count, int64_t *out)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_undo_after, &query));
	series_bind_key(query, key);
	db->driver->bind_integer(query, 4, 0);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		int64_t batch = db->driver->column_integer(query, 0);

		if (batch <= upto)
			e = note_batch(db->driver->column_bytes(query, 1), batch, periods, count,
				       out);
	}
	db->driver->finish(query);
	return e;
}

struct err store_cell_batches(struct store *store, struct series_key key, int64_t batch,
			      const struct period *periods, size_t count, int64_t *out)
{
	for (size_t i = 0; i < count; i++)
		out[i] = 0;
	pthread_mutex_lock(&store->reading);
	struct err e = read_batches(store->reader, key, batch, periods, count, out);

	pthread_mutex_unlock(&store->reading);
	return e;
}

struct err store_series(struct store *store, struct arena *arena, struct series_key key,
			int64_t batch, struct series_cell **out, size_t *count_out)
{
	pthread_mutex_lock(&store->reading);
	struct err e = read_one(store->reader, arena, key, batch, out, count_out);

	pthread_mutex_unlock(&store->reading);
	return e;
}

struct err store_slice(struct store *store, struct arena *arena, struct str variable,
		       struct str slice, int64_t batch, struct kept_series **out, size_t *count_out)
{
	struct series_key given = { .variable = variable, .slice = slice };

	pthread_mutex_lock(&store->reading);
	struct err e = read_slice(store->reader, arena, given, batch, out, count_out);

	pthread_mutex_unlock(&store->reading);
	return e;
}

struct err store_area(struct store *store, struct arena *arena, struct str area, int64_t batch,
		      struct kept_series **out, size_t *count_out)
{
	pthread_mutex_lock(&store->reading);
	struct err e = read_area(store->reader, arena, area, batch, out, count_out);

	pthread_mutex_unlock(&store->reading);
	return e;
}

struct err store_slices(struct store *store, struct arena *arena, struct str variable,
			struct kept_slice **out, size_t *count_out)
{
	struct list slices = LIST(arena, struct kept_slice);

	pthread_mutex_lock(&store->reading);
	struct err e = read_slices(store->reader, arena, variable, &slices);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = slices.at;
	*count_out = slices.count;
	return OK;
}

struct err store_area_keys(struct store *store, struct arena *arena, struct str area, int64_t batch,
			   struct series_key **out, size_t *count_out)
{
	struct list keys = LIST(arena, struct series_key);

	pthread_mutex_lock(&store->reading);
	struct err e = read_area_keys(store->reader, arena, area, batch, &keys);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = keys.at;
	*count_out = keys.count;
	return OK;
}

struct err store_revisions(struct store *store, struct arena *arena, struct series_key key,
			   int64_t batch, struct kept_revision **out, size_t *count_out)
{
	struct list revisions = LIST(arena, struct kept_revision);

	pthread_mutex_lock(&store->reading);
	struct err e = read_revisions(store->reader, arena, key, batch, &revisions);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = revisions.at;
	*count_out = revisions.count;
	return OK;
}

struct err store_rows_changed(struct store *store, const struct batch *batch, int64_t *out)
{
	pthread_mutex_lock(&store->reading);
	struct err e = read_rows_changed(store->reader, batch, out);

	pthread_mutex_unlock(&store->reading);
	return e;
}

struct err store_series_batches(struct store *store, struct arena *arena, int64_t batch,
				size_t count, int64_t **out, size_t *count_out)
{
	struct list batches = LIST(arena, int64_t);

	pthread_mutex_lock(&store->reading);
	struct err e = read_series_batches(store->reader, batch, count, &batches);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = batches.at;
	*count_out = batches.count;
	return OK;
}

struct err store_undo_of_batch(struct store *store, struct arena *arena, int64_t batch,
			       struct kept_series **out, size_t *count_out)
{
	struct list all = LIST(arena, struct kept_series);

	pthread_mutex_lock(&store->reading);
	struct err e = read_undo(store->reader, arena, batch, &all);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = all.at;
	*count_out = all.count;
	return OK;
}

static struct err read_since(struct db *db, struct str variable, int64_t *out)
{
	struct query *query;
	bool row = false;

	TRY(db->driver->prepare(db, sql_series_since, &query));
	db->driver->bind_text(query, 1, variable);
	struct err e = db->driver->step(query, &row);

	if (!failed(e))
		*out = row && !db->driver->column_is_null(query, 0)
			       ? db->driver->column_integer(query, 0)
			       : 0;
	db->driver->finish(query);
	return e;
}

struct err store_observed_since(struct store *store, struct str variable, int64_t *out)
{
	pthread_mutex_lock(&store->reading);
	struct err e = read_since(store->reader, variable, out);

	pthread_mutex_unlock(&store->reading);
	return e;
}
