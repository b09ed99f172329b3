/* One series: its cells as of a batch, and what became of each of them. */
#include "store/series.h"

#include "base/list.h"
#include "store/internal.h"
#include "store/series_place.h"
#include "store/series_read.h"
#include "store/series_sql.h"

/* Its place; 0: there is no such series. */
static struct err find_place(struct db *db, struct arena *arena, struct series_key key,
			     int64_t *out)
{
	struct err e = series_place_get(db, arena, key.variable, key.slice, key.area, out);

	if (e.code == ERR_NOT_FOUND) {
		*out = 0;
		return OK;
	}
	return e;
}

/* A series as it stands in its row, and when it began; at of the block is NULL: there is none. */
static struct err fetch_one(struct db *db, struct arena *arena, int64_t place, int64_t *begun,
			    struct str *block)
{
	struct query *query;
	bool row = false;

	*block = (struct str){ 0 };
	TRY(db->driver->prepare(db, sql_series_get, &query));
	db->driver->bind_integer(query, 1, place);
	struct err e = db->driver->step(query, &row);

	if (!failed(e) && row) {
		*begun = db->driver->column_integer(query, 0);
		e = series_copy(arena, db->driver->column_bytes(query, 2), block);
	}
	db->driver->finish(query);
	return e;
}

/* Calls `take` with each undo of the series after the batch, the youngest first. */
static struct err for_each_undo(struct db *db, int64_t place, int64_t after, void *context,
				struct err (*take)(void *context, int64_t batch, struct str undo))
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_undo_after, &query));
	db->driver->bind_integer(query, 1, place);
	db->driver->bind_integer(query, 2, after);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = take(context, db->driver->column_integer(query, 0),
			 db->driver->column_bytes(query, 1));
	db->driver->finish(query);
	return e;
}

struct undoing {
	struct arena *arena;
	struct series_cell *cells;
	size_t count;
};

static struct err take_back(void *context, int64_t batch, struct str undo)
{
	struct undoing *undoing = context;

	(void)batch;
	return series_undo(undoing->arena, undo, &undoing->cells, &undoing->count);
}

static struct err read_one(struct db *db, struct arena *arena, struct series_key key, int64_t batch,
			   int64_t *place, int64_t *begun, struct undoing *out)
{
	struct str block;

	*out = (struct undoing){ .arena = arena };
	TRY(find_place(db, arena, key, place));
	TRY(fetch_one(db, arena, *place, begun, &block));
	if (!block.at || *begun > batch) {
		*place = 0;
		return OK;
	}
	TRY(series_unpack(arena, block, false, &out->cells, &out->count));
	return for_each_undo(db, *place, batch, out, take_back);
}

struct err store_series(struct store *store, struct arena *arena, struct series_key key,
			int64_t batch, struct series_cell **out, size_t *count_out)
{
	struct undoing series;
	int64_t place, begun;

	pthread_mutex_lock(&store->reading);
	struct err e = read_one(store->reader, arena, key, batch, &place, &begun, &series);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = series.cells;
	*count_out = series.count;
	return OK;
}

/* ---- What became of its cells ---- */

struct revising {
	struct arena *arena;
	struct list *revisions;
	int64_t upto;
};

static struct err note_revision(void *context, int64_t batch, struct str undo)
{
	struct revising *revising = context;
	struct kept_revision revision = { .batch = batch };
	struct str block;

	if (batch > revising->upto)
		return OK;
	TRY(series_copy(revising->arena, undo, &block));
	TRY(series_unpack(revising->arena, block, true, &revision.before, &revision.count));
	return list_push(revising->revisions, &revision);
}

/* What was before the first batch: none of the cells that it left. */
static void make_absent(struct series_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cells[i].observed = observed_absent();
}

static struct err read_revisions(struct db *db, struct arena *arena, struct series_key key,
				 int64_t upto, struct list *revisions)
{
	struct revising revising = { arena, revisions, upto };
	struct kept_revision first;
	struct undoing series;
	int64_t place, begun;

	TRY(read_one(db, arena, key, upto, &place, &begun, &series));
	if (place == 0)
		return OK;
	TRY(for_each_undo(db, place, begun, &revising, note_revision));
	TRY(read_one(db, arena, key, begun, &place, &begun, &series));
	make_absent(series.cells, series.count);
	first = (struct kept_revision){ begun, series.cells, series.count };
	return list_push(revisions, &first);
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

/* ---- What a batch has changed of a slice ---- */

/* Cells as they were before the batch, absent where it has put the first. */
static struct err fetch_undo(struct store *store, struct query *query, struct arena *arena,
			     const struct changed_slice *slice, int64_t batch, struct list *out)
{
	struct kept_undo undo = { .key = { .variable = slice->variable, .slice = slice->slice } };
	struct undoing series = { .arena = arena };
	int64_t place, begun;
	struct str block;

	TRY(series_copy(arena, query->driver->column_text(query, 0), &undo.key.area));
	if (query->driver->column_is_null(query, 2)) {
		TRY(read_one(store->reader, arena, undo.key, batch, &place, &begun, &series));
		make_absent(series.cells, series.count);
		undo.before = series.cells;
		undo.count = series.count;
	} else {
		TRY(series_copy(arena, query->driver->column_bytes(query, 2), &block));
		TRY(series_unpack(arena, block, true, &undo.before, &undo.count));
	}
	return list_push(out, &undo);
}

static struct err read_slice_undo(struct store *store, struct arena *arena,
				  const struct changed_slice *slice, int64_t batch,
				  struct list *undos)
{
	struct db *db = store->reader;
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_of_batch, &query));
	db->driver->bind_integer(query, 1, series_place(slice->number, 0));
	db->driver->bind_integer(query, 2, series_place(slice->number, SERIES_AREAS_MOST - 1));
	db->driver->bind_integer(query, 3, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = fetch_undo(store, query, arena, slice, batch, undos);
	db->driver->finish(query);
	return e;
}

static int by_area(const void *a, const void *b, const void *context)
{
	(void)context;
	return str_cmp(((const struct kept_undo *)a)->key.area,
		       ((const struct kept_undo *)b)->key.area);
}

struct err store_slice_undo(struct store *store, struct arena *arena,
			    const struct changed_slice *slice, int64_t batch,
			    struct kept_undo **out, size_t *count_out)
{
	struct list undos = LIST(arena, struct kept_undo);

	pthread_mutex_lock(&store->reading);
	struct err e = read_slice_undo(store, arena, slice, batch, &undos);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	TRY(list_sort(&undos, by_area, NULL));
	*out = undos.at;
	*count_out = undos.count;
	return OK;
}
