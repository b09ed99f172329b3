/* Which batch has put what is there of a slice: of all its series in two passes, by their places. */
#include "store/series.h"

#include "base/list.h"
#include "store/internal.h"
#include "store/series_place.h"
#include "store/series_read.h"
#include "store/series_sql.h"

/* An origin in the making. */
struct placed_origin {
	int64_t place;
	struct series_origin origin;
};

static struct err run_for_slice(struct db *db, struct str sql, int64_t number, int64_t batch,
				struct query **out)
{
	TRY(db->driver->prepare(db, sql, out));
	db->driver->bind_integer(*out, 1, series_place(number, 0));
	db->driver->bind_integer(*out, 2, series_place(number, SERIES_AREAS_MOST - 1));
	db->driver->bind_integer(*out, 3, batch);
	return OK;
}

static struct err read_begun(struct db *db, struct arena *arena, int64_t number, int64_t batch,
			     struct list *origins)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(run_for_slice(db, sql_series_begun, number, batch, &query));
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct placed_origin placed = {
			.place = db->driver->column_integer(query, 1),
			.origin = { .begun = db->driver->column_integer(query, 2) },
		};

		e = series_copy(arena, db->driver->column_text(query, 0), &placed.origin.area);
		if (!failed(e))
			e = list_push(origins, &placed);
	}
	db->driver->finish(query);
	return e;
}

static bool is_told(const struct list *changed, struct period period)
{
	for (size_t i = 0; i < changed->count; i++)
		if (period_cmp(LIST_AT(*changed, struct changed_period, i)->period, period) == 0)
			return true;
	return false;
}

/* The periods of an undo that no younger one has changed. */
static struct err tell_changed(struct list *changed, int64_t batch, struct str undo)
{
	struct series_view view;

	TRY(series_open(undo, &view));
	for (size_t i = 0; i < view.count; i++) {
		struct changed_period one = { series_period(&view, i), batch };

		if (!is_told(changed, one.period))
			TRY(list_push(changed, &one));
	}
	return OK;
}

/* Both passes are in the order of places. */
static struct err read_changed(struct db *db, struct arena *arena, int64_t number, int64_t batch,
			       struct list *origins)
{
	struct list changed = LIST(arena, struct changed_period);
	struct query *query;
	struct err e = OK;
	size_t i = 0;
	bool row;

	TRY(run_for_slice(db, sql_series_undo_upto, number, batch, &query));
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		int64_t place = db->driver->column_integer(query, 0);
		struct placed_origin *at;

		while (i < origins->count &&
		       LIST_AT(*origins, struct placed_origin, i)->place < place)
			i++;
		at = i < origins->count ? LIST_AT(*origins, struct placed_origin, i) : NULL;
		if (!at || at->place != place)
			continue;
		if (!at->origin.changed)
			changed = LIST(arena, struct changed_period);
		e = tell_changed(&changed, db->driver->column_integer(query, 1),
				 db->driver->column_bytes(query, 2));
		at->origin.changed = changed.at;
		at->origin.n_changed = changed.count;
	}
	db->driver->finish(query);
	return e;
}

static int by_area(const void *a, const void *b, const void *context)
{
	(void)context;
	return str_cmp(((const struct series_origin *)a)->area,
		       ((const struct series_origin *)b)->area);
}

static struct err read_origins(struct db *db, struct arena *arena, struct str variable,
			       struct str slice, int64_t batch, struct list *out)
{
	struct list origins = LIST(arena, struct placed_origin);
	struct slice_row row;
	struct err e = slice_row_get(db, arena, variable, slice, &row);

	if (e.code == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	TRY(read_begun(db, arena, row.number, batch, &origins));
	TRY(read_changed(db, arena, row.number, batch, &origins));
	for (size_t i = 0; i < origins.count; i++)
		TRY(list_push(out, &LIST_AT(origins, struct placed_origin, i)->origin));
	return list_sort(out, by_area, NULL);
}

struct err store_slice_origins(struct store *store, struct arena *arena, struct str variable,
			       struct str slice, int64_t batch, struct series_origin **out,
			       size_t *count_out)
{
	struct list origins = LIST(arena, struct series_origin);

	pthread_mutex_lock(&store->reading);
	struct err e = read_origins(store->reader, arena, variable, slice, batch, &origins);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = origins.at;
	*count_out = origins.count;
	return OK;
}
