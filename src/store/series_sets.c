/*
 * Slices and areas as sets, from memory or from the database. A set that was read as of one batch holds
 * for all batches between two changes of its slice; whether it still does is asked of the database when a
 * younger batch has come.
 */
#include "store/series.h"

#include <assert.h>

#include "base/list.h"
#include "store/internal.h"
#include "store/series_patch.h"
#include "store/series_place.h"
#include "store/series_read.h"
#include "store/series_sql.h"

/* Working memory of reading one slice or area: larger than any that is sensible. */
static const size_t READ_BYTES = (size_t)1 << 30;

static struct err make_set(struct arena *arena, const struct list *rows, struct series_set **out)
{
	struct series_key *keys;
	struct str *blocks;

	TRY_NEW(keys = NEW(arena, struct series_key, rows->count + 1));
	TRY_NEW(blocks = NEW(arena, struct str, rows->count + 1));
	for (size_t i = 0; i < rows->count; i++) {
		keys[i] = LIST_AT(*rows, struct series_row, i)->key;
		blocks[i] = LIST_AT(*rows, struct series_row, i)->block;
	}
	return series_set_make(keys, blocks, rows->count, out);
}

/* ---- A slice ---- */

/* The batches from the last change of the slice up to `batch` to the one before the next. */
static struct err find_span(struct db *db, struct arena *arena, const struct series_key *key,
			    const struct slice_row *slice, int64_t batch, int64_t *from,
			    int64_t *upto)
{
	struct query *query;
	struct str name;
	bool row = false;

	*from = slice->changed;
	*upto = batch;
	if (slice->changed <= batch)
		return OK;
	TRY(slice_name(arena, key->variable, key->slice, &name));
	TRY(db->driver->prepare(db, sql_slice_changed_by, &query));
	db->driver->bind_text(query, 1, name);
	db->driver->bind_integer(query, 2, batch);
	struct err e = db->driver->step(query, &row);

	if (!failed(e) && row) {
		*from = db->driver->column_integer(query, 0);
		*upto = db->driver->column_integer(query, 1) - 1;
	}
	db->driver->finish(query);
	return e;
}

static struct err read_slice(struct store *store, struct arena *arena, const struct series_key *key,
			     const struct slice_row *slice, int64_t batch, struct series_set **out)
{
	struct list rows = LIST(arena, struct series_row);
	int64_t from, upto;

	TRY(series_read_slice(store->reader, arena, key->variable, key->slice, slice->number, batch,
			      &rows));
	TRY(find_span(store->reader, arena, key, slice, batch, &from, &upto));
	TRY(make_set(arena, &rows, out));
	struct err e = series_cache_put(&store->series, key, *out, from, upto);

	if (failed(e))
		series_set_release(*out);
	return e;
}

/* Has the slice not been changed since the cached set was read? Then it holds up to this batch. */
static struct err find_slice(struct store *store, struct arena *arena, const struct series_key *key,
			     int64_t batch, struct series_set **out)
{
	struct cached_series *before = series_cache_before(&store->series, key, batch);
	struct slice_row slice;
	struct err e = slice_row_get(store->reader, arena, key->variable, key->slice, &slice);

	if (e.code == ERR_NOT_FOUND)
		return series_set_make(NULL, NULL, 0, out);
	TRY(e);
	if (before && slice.changed <= before->upto) {
		before->upto = batch;
		*out = series_set_hold(before->set);
		return OK;
	}
	return read_slice(store, arena, key, &slice, batch, out);
}

/* ---- An area ---- */

static struct err read_area(struct store *store, struct arena *arena, const struct series_key *key,
			    int64_t batch, struct series_set **out)
{
	struct list rows = LIST(arena, struct series_row);
	int64_t number;
	struct err e = area_number_get(store->reader, key->area, &number);

	if (e.code == ERR_NOT_FOUND)
		return series_set_make(NULL, NULL, 0, out);
	TRY(e);
	TRY(series_read_area(store->reader, arena, key->area, number, batch, &rows));
	return make_set(arena, &rows, out);
}

/* What has come to an area since it was read is laid over what there was. */
static struct err find_area(struct store *store, struct arena *arena, const struct series_key *key,
			    int64_t batch, struct series_set **out)
{
	struct cached_series *before = series_cache_before(&store->series, key, batch);

	*out = NULL;
	if (before)
		TRY(series_patch_area(store->reader, arena, key->area, before->set, before->upto,
				      batch, out));
	if (before && *out == before->set) {
		before->upto = batch;
		return OK;
	}
	if (!*out)
		TRY(read_area(store, arena, key, batch, out));
	struct err e = series_cache_put(&store->series, key, *out, batch, batch);

	if (failed(e))
		series_set_release(*out);
	return e;
}

/* From memory, or else from the database. */
static struct err find_set(struct store *store, const struct series_key *key, int64_t batch,
			   struct series_set **out)
{
	struct cached_series *kept;
	struct arena arena;
	struct err e = OK;

	assert(batch < BATCH_PRESENT); /* what holds for it would not hold for long */
	pthread_mutex_lock(&store->reading);
	kept = series_cache_find(&store->series, key, batch);
	if (kept) {
		*out = series_set_hold(kept->set);
	} else {
		arena_init(&arena, READ_BYTES);
		e = str_empty(key->area) ? find_slice(store, &arena, key, batch, out)
					 : find_area(store, &arena, key, batch, out);
		arena_finish(&arena);
	}
	pthread_mutex_unlock(&store->reading);
	return e;
}

struct err store_slice(struct store *store, struct str variable, struct str slice, int64_t batch,
		       struct series_set **out)
{
	const struct series_key key = { .variable = variable, .slice = slice };

	return find_set(store, &key, batch, out);
}

struct err store_area(struct store *store, struct str area, int64_t batch, struct series_set **out)
{
	const struct series_key key = { .area = area };

	assert(!str_empty(area));
	return find_set(store, &key, batch, out);
}

void store_limit_series(struct store *store, size_t bytes)
{
	pthread_mutex_lock(&store->reading);
	series_cache_limit(&store->series, bytes);
	pthread_mutex_unlock(&store->reading);
}
