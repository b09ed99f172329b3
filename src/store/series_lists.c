/* What there is of series: slices, areas and batches by their names; no cell is read. */
#include "store/series.h"

#include "base/list.h"
#include "store/internal.h"
#include "store/series_place.h"
#include "store/series_read.h"
#include "store/series_sql.h"

/* "variable/slice", as the log names it. */
struct err slice_name(struct arena *arena, struct str variable, struct str slice, struct str *out)
{
	*out = str_format(arena, "%.*s/%.*s", STR_ARGS(variable), STR_ARGS(slice));
	TRY_NEW(out->at);
	return OK;
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

static struct err read_slices(struct db *db, struct arena *arena, struct str variable,
			      int64_t batch, struct list *slices)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_slices_of_variable, &query));
	db->driver->bind_text(query, 1, variable);
	db->driver->bind_integer(query, 2, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct kept_slice slice = { .n_areas = db->driver->column_integer(query, 1) };

		e = series_copy(arena, db->driver->column_text(query, 0), &slice.slice);
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
	int64_t number;
	bool row;
	struct err e = area_number_get(db, area, &number);

	if (e.code == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	TRY(db->driver->prepare(db, sql_series_begun_in_area, &query));
	db->driver->bind_integer(query, 1, number);
	db->driver->bind_integer(query, 2, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct series_key key = { .area = area };

		e = series_copy(arena, db->driver->column_text(query, 0), &key.variable);
		if (!failed(e))
			e = series_copy(arena, db->driver->column_text(query, 1), &key.slice);
		if (!failed(e))
			e = list_push(keys, &key);
	}
	db->driver->finish(query);
	return e;
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

static struct err read_changed(struct db *db, struct arena *arena, int64_t batch,
			       struct list *slices)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_slices_of_batch, &query));
	db->driver->bind_integer(query, 1, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct changed_slice slice = { .number = db->driver->column_integer(query, 0) };

		e = series_copy(arena, db->driver->column_text(query, 1), &slice.variable);
		if (!failed(e))
			e = series_copy(arena, db->driver->column_text(query, 2), &slice.slice);
		if (!failed(e))
			e = list_push(slices, &slice);
	}
	db->driver->finish(query);
	return e;
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

struct err store_slices(struct store *store, struct arena *arena, struct str variable,
			int64_t batch, struct kept_slice **out, size_t *count_out)
{
	struct list slices = LIST(arena, struct kept_slice);

	pthread_mutex_lock(&store->reading);
	struct err e = read_slices(store->reader, arena, variable, batch, &slices);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = slices.at;
	*count_out = slices.count;
	return OK;
}

struct err store_observed_since(struct store *store, struct str variable, int64_t *out)
{
	pthread_mutex_lock(&store->reading);
	struct err e = read_since(store->reader, variable, out);

	pthread_mutex_unlock(&store->reading);
	return e;
}

struct err store_changed_slices(struct store *store, struct arena *arena, int64_t batch,
				struct changed_slice **out, size_t *count_out)
{
	struct list slices = LIST(arena, struct changed_slice);

	pthread_mutex_lock(&store->reading);
	struct err e = read_changed(store->reader, arena, batch, &slices);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = slices.at;
	*count_out = slices.count;
	return OK;
}
