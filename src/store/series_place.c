/* Numbers of slices and areas by their names. */
#include "store/series_place.h"

#include "store/series_sql.h"

static struct err fetch_slice(struct query *query, struct arena *arena, struct slice_row *out)
{
	struct slice_row row = {
		.number = query->driver->column_integer(query, 0),
		.since = query->driver->column_integer(query, 1),
		.changed = query->driver->column_integer(query, 2),
		.digest = str_copy(arena, query->driver->column_text(query, 3)),
	};

	TRY_NEW(row.digest.at || query->driver->column_text(query, 3).len == 0);
	*out = row;
	return OK;
}

struct err slice_row_get(struct db *db, struct arena *arena, struct str variable, struct str slice,
			 struct slice_row *out)
{
	struct query *query;
	bool row = false;

	TRY(db->driver->prepare(db, sql_slice_get, &query));
	db->driver->bind_text(query, 1, variable);
	db->driver->bind_text(query, 2, slice);
	struct err e = db->driver->step(query, &row);

	if (!failed(e))
		e = row ? fetch_slice(query, arena, out)
			: ERROR(ERR_NOT_FOUND, "there is no such slice");
	db->driver->finish(query);
	return e;
}

struct err area_number_get(struct db *db, struct str area, int64_t *out)
{
	struct query *query;
	bool row = false;

	TRY(db->driver->prepare(db, sql_area_number, &query));
	db->driver->bind_text(query, 1, area);
	struct err e = db->driver->step(query, &row);

	if (!failed(e) && row)
		*out = db->driver->column_integer(query, 0);
	else if (!failed(e))
		e = ERROR(ERR_NOT_FOUND, "nothing was observed in the area");
	db->driver->finish(query);
	return e;
}

struct err series_place_get(struct db *db, struct arena *arena, struct str variable,
			    struct str slice, struct str area, int64_t *out)
{
	struct slice_row row;
	int64_t number;

	TRY(slice_row_get(db, arena, variable, slice, &row));
	TRY(area_number_get(db, area, &number));
	*out = series_place(row.number, number);
	return OK;
}
