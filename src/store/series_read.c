/*
 * Series as of a batch: the block that is there now, with the undo of each younger batch laid over it,
 * the youngest first. A batch that comes in between two statements does no harm: its undo leads back to
 * the block that was read.
 */
#include "store/series_read.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/list.h"
#include "store/series_place.h"
#include "store/series_sql.h"

struct err series_copy(struct arena *arena, struct str bytes, struct str *out)
{
	struct str copy = str_copy(arena, bytes);

	TRY_NEW(copy.at || bytes.len == 0);
	*out = copy.at ? copy : S("");
	return OK;
}

struct err series_fetch_block(struct query *query, struct arena *arena, int column, struct str *out)
{
	bool row = false;
	struct err e = query->driver->step(query, &row);

	*out = (struct str){ 0 };
	if (!failed(e) && row)
		e = series_copy(arena, query->driver->column_bytes(query, column), out);
	return e;
}

struct err series_cells(struct arena *arena, struct str block, bool with_absent,
			struct series_cell **out, size_t *count_out)
{
	*out = NULL;
	*count_out = 0;
	if (!block.at)
		return OK;
	return series_unpack(arena, block, with_absent, out, count_out);
}

struct err series_undo(struct arena *arena, struct str undo, struct series_cell **cells,
		       size_t *count)
{
	enum cell_outcome *outcomes;
	struct series_merged merged;
	struct series_cell *before;
	size_t n_before;

	TRY(series_copy(arena, undo, &undo));
	TRY(series_unpack(arena, undo, true, &before, &n_before));
	TRY_NEW(outcomes = NEW(arena, enum cell_outcome, n_before + 1));
	TRY(series_merge(arena, *cells, *count, before, n_before, outcomes, &merged));
	*cells = merged.cells;
	*count = merged.count;
	return OK;
}

struct err series_packed(struct arena *arena, const struct series_cell *cells, size_t count,
			 struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	series_pack(&buf, arena, cells, count);
	return buf_done(&buf, out);
}

/* Takes back what the batches after `batch` have done to the series. */
static struct err undo_after(struct db *db, struct arena *arena, int64_t batch,
			     struct series_row *series)
{
	struct series_cell *cells;
	struct query *query;
	size_t count;
	bool row;

	TRY(series_unpack(arena, series->block, false, &cells, &count));
	TRY(db->driver->prepare(db, sql_series_undo_after, &query));
	db->driver->bind_integer(query, 1, series->place);
	db->driver->bind_integer(query, 2, batch);
	struct err e = OK;

	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = series_undo(arena, db->driver->column_bytes(query, 1), &cells, &count);
	db->driver->finish(query);
	TRY(e);
	return series_packed(arena, cells, count, &series->block);
}

/* As of the batch; has it cells then? */
static struct err bring_back(struct db *db, struct arena *arena, int64_t batch,
			     struct series_row *row, bool *has_cells_out)
{
	struct series_view view;

	if (row->batch > batch)
		TRY(undo_after(db, arena, batch, row));
	TRY(series_open(row->block, &view));
	*has_cells_out = view.count > 0;
	return OK;
}

/* Each as of the batch, and without those that had no cells then. */
static struct err as_of(struct db *db, struct arena *arena, int64_t batch, struct list *all)
{
	size_t kept = 0;

	for (size_t i = 0; i < all->count; i++) {
		struct series_row *row = LIST_AT(*all, struct series_row, i);
		bool has_cells;

		TRY(bring_back(db, arena, batch, row, &has_cells));
		if (has_cells)
			*LIST_AT(*all, struct series_row, kept++) = *row;
	}
	all->count = kept;
	return OK;
}

struct err series_read_one(struct db *db, struct arena *arena, int64_t batch,
			   struct series_row *row, bool *is_there_out)
{
	struct query *query;
	bool found = false;

	*is_there_out = false;
	TRY(db->driver->prepare(db, sql_series_get, &query));
	db->driver->bind_integer(query, 1, row->place);
	struct err e = db->driver->step(query, &found);

	if (!failed(e) && found)
		found = db->driver->column_integer(query, 0) <= batch;
	if (!failed(e) && found) {
		row->batch = db->driver->column_integer(query, 1);
		e = series_copy(arena, db->driver->column_bytes(query, 2), &row->block);
	}
	db->driver->finish(query);
	TRY(e);
	return found ? bring_back(db, arena, batch, row, is_there_out) : OK;
}

static int by_key(const void *a, const void *b, const void *context)
{
	(void)context;
	return series_key_cmp(&((const struct series_row *)a)->key,
			      &((const struct series_row *)b)->key);
}

static struct err fetch_of_slice(struct query *query, struct arena *arena, struct series_key given,
				 struct list *out)
{
	struct series_row row = {
		.key = given,
		.place = query->driver->column_integer(query, 1),
		.batch = query->driver->column_integer(query, 2),
	};

	TRY(series_copy(arena, query->driver->column_text(query, 0), &row.key.area));
	TRY(series_copy(arena, query->driver->column_bytes(query, 3), &row.block));
	return list_push(out, &row);
}

struct err series_read_slice(struct db *db, struct arena *arena, struct str variable,
			     struct str slice, int64_t number, int64_t batch, struct list *out)
{
	const struct series_key given = { .variable = variable, .slice = slice };
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_of_slice, &query));
	db->driver->bind_integer(query, 1, series_place(number, 0));
	db->driver->bind_integer(query, 2, series_place(number, SERIES_AREAS_MOST - 1));
	db->driver->bind_integer(query, 3, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = fetch_of_slice(query, arena, given, out);
	db->driver->finish(query);
	TRY(e);
	TRY(as_of(db, arena, batch, out));
	return list_sort(out, by_key, NULL);
}

/* Neighbours share their variable, which is copied once. */
static struct err fetch_of_area(struct query *query, struct arena *arena, struct str area,
				struct list *out)
{
	struct str variable = query->driver->column_text(query, 0);
	struct series_row row = {
		.key = { .area = area },
		.place = query->driver->column_integer(query, 2),
		.batch = query->driver->column_integer(query, 3),
	};

	if (out->count > 0 &&
	    str_eq(variable, LIST_AT(*out, struct series_row, out->count - 1)->key.variable))
		row.key.variable = LIST_AT(*out, struct series_row, out->count - 1)->key.variable;
	else
		TRY(series_copy(arena, variable, &row.key.variable));
	TRY(series_copy(arena, query->driver->column_text(query, 1), &row.key.slice));
	TRY(series_copy(arena, query->driver->column_bytes(query, 4), &row.block));
	return list_push(out, &row);
}

struct err series_read_area(struct db *db, struct arena *arena, struct str area, int64_t number,
			    int64_t batch, struct list *out)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_series_of_area, &query));
	db->driver->bind_integer(query, 1, number);
	db->driver->bind_integer(query, 2, batch);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = fetch_of_area(query, arena, area, out);
	db->driver->finish(query);
	TRY(e);
	return as_of(db, arena, batch, out);
}
