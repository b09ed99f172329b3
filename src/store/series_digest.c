/* Series in the order of areas, item by item into one hash. */
#include "store/series_digest.h"

#include <stdlib.h>

#include "base/buf.h"
#include "cube/series.h"
#include "store/internal.h"
#include "store/series_place.h"
#include "store/series_read.h"
#include "store/series_sql.h"

static int by_area(const void *a, const void *b)
{
	return str_cmp(((const struct attested_series *)a)->area,
		       ((const struct attested_series *)b)->area);
}

struct err series_digest(struct arena *arena, struct attested_series *series, size_t count,
			 struct str *out)
{
	struct hasher hasher;
	struct buf text;
	bool is_there = false;

	*out = (struct str){ 0 };
	if (count > 0)
		qsort(series, count, sizeof(*series), by_area);
	hasher_init(&hasher);
	for (size_t i = 0; i < count; i++) {
		if (series[i].n_cells == 0)
			continue;
		is_there = true;
		log_hash_item(&hasher, series[i].area);
		log_hash_item(&hasher, series[i].block);
	}
	if (!is_there)
		return OK;
	buf_init(&text, arena);
	digest_write(&text, hasher_end(&hasher));
	return buf_done(&text, out);
}

static struct err fetch(struct query *query, struct arena *arena, struct list *all)
{
	struct attested_series series = {
		.n_cells = (size_t)query->driver->column_integer(query, 1),
	};

	TRY(series_copy(arena, query->driver->column_text(query, 0), &series.area));
	TRY(series_copy(arena, query->driver->column_bytes(query, 2), &series.block));
	return list_push(all, &series);
}

struct err series_attested(struct db *db, struct arena *arena, int64_t slice,
			   struct attested_series **out, size_t *count_out)
{
	struct list all = LIST(arena, struct attested_series);
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_attested, &query));
	db->driver->bind_integer(query, 1, series_place(slice, 0));
	db->driver->bind_integer(query, 2, series_place(slice, SERIES_AREAS_MOST - 1));
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = fetch(query, arena, &all);
	db->driver->finish(query);
	TRY(e);
	*out = all.at;
	*count_out = all.count;
	return OK;
}
