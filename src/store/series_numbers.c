/* Areas are few and known by heart; slices are looked up when they are met. */
#include "store/series_numbers.h"

#include "store/series_read.h"
#include "store/series_sql.h"

static struct err read_areas(struct series_numbers *numbers)
{
	const struct driver *driver = numbers->db->driver;
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(driver->prepare(numbers->db, sql_area_all, &query));
	while (!failed(e) && !failed(e = driver->step(query, &row)) && row) {
		struct str area;

		e = series_copy(numbers->arena, driver->column_text(query, 1), &area);
		if (!failed(e))
			e = map_put(&numbers->areas, area,
				    (uint64_t)driver->column_integer(query, 0));
	}
	driver->finish(query);
	return e;
}

static struct err count_slices(struct series_numbers *numbers)
{
	const struct driver *driver = numbers->db->driver;
	struct query *query;
	bool row = false;

	TRY(driver->prepare(numbers->db, sql_slice_count, &query));
	struct err e = driver->step(query, &row);

	if (!failed(e) && row)
		numbers->n_slices = driver->column_integer(query, 0);
	driver->finish(query);
	return e;
}

struct err series_numbers_open(struct series_numbers *numbers, struct db *db, struct arena *arena)
{
	*numbers = (struct series_numbers){ .db = db, .arena = arena };
	map_init(&numbers->areas, arena);
	TRY(read_areas(numbers));
	return count_slices(numbers);
}

static struct err add_area(struct series_numbers *numbers, struct str area, uint64_t number)
{
	const struct driver *driver = numbers->db->driver;
	struct query *query;
	struct str copy;
	bool row;

	TRY(series_copy(numbers->arena, area, &copy));
	TRY(map_put(&numbers->areas, copy, number));
	TRY(driver->prepare(numbers->db, sql_area_put, &query));
	driver->bind_integer(query, 1, (int64_t)number);
	driver->bind_text(query, 2, area);
	struct err e = driver->step(query, &row);

	driver->finish(query);
	return e;
}

struct err series_number_area(struct series_numbers *numbers, struct str area, int64_t *out)
{
	uint64_t number;

	if (!map_get(&numbers->areas, area, &number)) {
		number = numbers->areas.count + 1;
		if (number >= SERIES_AREAS_MOST)
			return ERROR(ERR_LIMIT, "there are too many areas");
		TRY(add_area(numbers, area, number));
	}
	*out = (int64_t)number;
	return OK;
}

static struct err add_slice(struct series_numbers *numbers, struct str variable, struct str slice,
			    const struct slice_row *fresh)
{
	const struct driver *driver = numbers->db->driver;
	struct query *query;
	bool row;

	TRY(driver->prepare(numbers->db, sql_slice_put, &query));
	driver->bind_integer(query, 1, fresh->number);
	driver->bind_text(query, 2, variable);
	driver->bind_text(query, 3, slice);
	driver->bind_integer(query, 4, fresh->since);
	struct err e = driver->step(query, &row);

	driver->finish(query);
	return e;
}

struct err series_number_slice(struct series_numbers *numbers, struct str variable,
			       struct str slice, int64_t batch, struct slice_row *out)
{
	struct err e = slice_row_get(numbers->db, numbers->arena, variable, slice, out);

	if (e.code != ERR_NOT_FOUND)
		return e;
	*out = (struct slice_row){ .number = ++numbers->n_slices,
				   .since = batch,
				   .changed = batch };
	return add_slice(numbers, variable, slice, out);
}
