/* The log tells which slices were changed; their series of the area are read one by one. */
#include "store/series_patch.h"

#include "base/list.h"
#include "store/internal.h"
#include "store/series_place.h"
#include "store/series_read.h"
#include "store/series_sql.h"

enum { PATCHED_MOST = 128 }; /* slices; with more, the area is read as a whole */

/* "variable/slice": no slice has a slash in it. */
static struct series_key key_of(struct str name, struct str area)
{
	size_t slash = name.len;

	while (slash > 0 && name.at[slash - 1] != '/')
		slash--;
	return (struct series_key){ .variable = str_slice(name, 0, slash > 0 ? slash - 1 : 0),
				    .slice = str_slice(name, slash, name.len),
				    .area = area };
}

static int by_key(const void *a, const void *b, const void *context)
{
	(void)context;
	return series_key_cmp(a, b);
}

/* The keys of what may have been changed, in their order; one more than PATCHED_MOST: there are others. */
static struct err list_changed(struct db *db, struct arena *arena, struct str area, int64_t after,
			       int64_t upto, struct list *keys)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_slices_changed_between, &query));
	db->driver->bind_integer(query, 1, after);
	db->driver->bind_integer(query, 2, upto);
	db->driver->bind_integer(query, 3, PATCHED_MOST + 1);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct series_key key;
		struct str name;

		e = series_copy(arena, db->driver->column_text(query, 0), &name);
		key = key_of(name, area);
		if (!failed(e))
			e = list_push(keys, &key);
	}
	db->driver->finish(query);
	TRY(e);
	return list_sort(keys, by_key, NULL);
}

/* A set in the making. */
struct patching {
	struct db *db;
	struct arena *arena;
	int64_t upto;
	struct series_key *keys;
	struct str *blocks;
	size_t count;
};

static void put(struct patching *patching, struct series_key key, struct str block)
{
	patching->keys[patching->count] = key;
	patching->blocks[patching->count++] = block;
}

/* The series of the key as it is by now, if it is there. */
static struct err put_changed(struct patching *patching, const struct series_key *key)
{
	struct series_row row = { .key = *key };
	bool is_there;

	struct err e = series_place_get(patching->db, patching->arena, key->variable, key->slice,
					key->area, &row.place);
	if (e.code == ERR_NOT_FOUND)
		return OK;
	TRY(e);
	TRY(series_read_one(patching->db, patching->arena, patching->upto, &row, &is_there));
	if (is_there)
		put(patching, row.key, row.block);
	return OK;
}

/* What was there, in its order, with what was changed in its place or between. */
static struct err merge(struct patching *patching, const struct series_set *before,
			const struct list *changed)
{
	size_t count = series_set_count(before), i = 0;

	for (size_t c = 0; c < changed->count; c++) {
		const struct series_key *key = LIST_AT(*changed, struct series_key, c);
		int order = 1;

		for (; i < count; i++) {
			struct series_key old = series_set_key(before, i);

			order = series_key_cmp(&old, key);
			if (order >= 0)
				break;
			put(patching, old, series_set_block(before, i));
		}
		i += i < count && order == 0;
		TRY(put_changed(patching, key));
	}
	for (; i < count; i++)
		put(patching, series_set_key(before, i), series_set_block(before, i));
	return OK;
}

struct err series_patch_area(struct db *db, struct arena *arena, struct str area,
			     struct series_set *before, int64_t after, int64_t upto,
			     struct series_set **out)
{
	struct patching patching = { .db = db, .arena = arena, .upto = upto };
	struct list changed = LIST(arena, struct series_key);
	size_t most;

	*out = NULL;
	TRY(list_changed(db, arena, area, after, upto, &changed));
	if (changed.count > PATCHED_MOST)
		return OK;
	if (changed.count == 0) {
		*out = series_set_hold(before);
		return OK;
	}
	most = series_set_count(before) + changed.count;
	TRY_NEW(patching.keys = NEW(arena, struct series_key, most));
	TRY_NEW(patching.blocks = NEW(arena, struct str, most));
	TRY(merge(&patching, before, &changed));
	return series_set_make(patching.keys, patching.blocks, patching.count, out);
}
