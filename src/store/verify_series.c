/*
 * Series against the log: the block that is there has the digest that the log leads to, and with what
 * each batch has changed taken back it has the digest that the log names before that batch.
 */
#include "store/verify.h"

#include "base/buf.h"
#include "store/series_sql.h"

static struct err before_name(struct arena *arena, int64_t batch, struct str key, struct str *out)
{
	*out = str_format(arena, "%lld %.*s", (long long)batch, STR_ARGS(key));
	TRY_NEW(out->at);
	return OK;
}

struct err verify_note_series(struct verification *v, const struct logged_change *change)
{
	struct logged_side side = { .batch = change->batch };
	struct str name;

	TRY(before_name(v->work, change->batch, change->key, &name));
	side.key = str_copy(v->work, change->key);
	TRY_NEW(side.key.at);
	if (change->before.at)
		TRY_NEW((side.before = str_copy(v->work, change->before)).at);
	TRY(map_put(&v->befores, name, v->sides.count));
	return list_push(&v->sides, &side);
}

static struct err tell_of(struct verification *v, int64_t batch, struct str key, const char *what)
{
	return verify_tell(v, batch, str_format(v->arena, "series %.*s: %s", STR_ARGS(key), what));
}

static struct err digest_text(struct verification *v, struct str block, struct str *out)
{
	struct buf buf;

	buf_init(&buf, v->each);
	digest_write(&buf, digest_of(block));
	return buf_done(&buf, out);
}

/* Of the block that these cells have always made: the same cells give the same bytes. */
static struct err digest_of_cells(struct verification *v, const struct kept_series *series,
				  struct str *out)
{
	struct str block;
	struct buf buf;

	*out = (struct str){ 0 };
	if (series->count == 0)
		return OK;
	buf_init(&buf, v->each);
	series_pack(&buf, v->each, series->cells, series->count);
	TRY(buf_done(&buf, &block));
	return digest_text(v, block, out);
}

static bool same_side(struct str a, struct str b)
{
	return !a.at == !b.at && str_eq(a, b);
}

/* The block as it stands in the table; at is NULL: there is none. */
static struct err check_present(struct verification *v, struct str key, struct str block)
{
	struct replayed *replayed;
	struct str digest = { 0 };

	TRY(verify_row(v, LOG_SERIES, key, &replayed));
	replayed->seen = true;
	if (block.at)
		TRY(digest_text(v, block, &digest));
	if (same_side(replayed->encoding, digest))
		return OK;
	return tell_of(v, 0, key, "the table does not hold what the log leads to");
}

/* One batch taken back: is the series then what the log says it was before? */
static struct err check_before(struct verification *v, struct str key, int64_t batch,
			       const struct kept_series *series)
{
	struct logged_side *side;
	struct str name, digest;
	uint64_t place;

	TRY(before_name(v->each, batch, key, &name));
	if (!map_get(&v->befores, name, &place))
		return tell_of(v, batch, key, "it was changed, but the log does not say so");
	side = LIST_AT(v->sides, struct logged_side, place);
	side->seen = true;
	TRY(digest_of_cells(v, series, &digest));
	if (same_side(side->before, digest))
		return OK;
	return tell_of(v, batch, key, "what it was before cannot be told any more");
}

static struct err check_past(struct verification *v, struct str key, struct kept_series *series)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(v->db->driver->prepare(v->db, sql_series_undo_after, &query));
	series_bind_key(query, series->key);
	v->db->driver->bind_integer(query, 4, 0);
	while (!failed(e) && !failed(e = v->db->driver->step(query, &row)) && row) {
		int64_t batch = v->db->driver->column_integer(query, 0);

		e = series_undo(v->each, v->db->driver->column_bytes(query, 1), series);
		if (!failed(e))
			e = check_before(v, key, batch, series);
	}
	v->db->driver->finish(query);
	return e;
}

static struct err check_one(struct verification *v, struct str block, struct kept_series *series)
{
	struct str key;

	TRY(series_name(v->each, series->key, &key));
	TRY(check_present(v, key, block));
	return check_past(v, key, series);
}

/* A block that cannot be read is a fault of the series, and not the end of the reading. */
static struct err check_fetched(struct verification *v, struct query *query)
{
	struct kept_series series = { .count = 0 };
	struct str key, block = { 0 };

	arena_reset(v->each);
	if (!v->db->driver->column_is_null(query, SERIES_COLUMNS_ALL.block))
		block = v->db->driver->column_bytes(query, SERIES_COLUMNS_ALL.block);
	struct err e = series_fetch(query, v->each, SERIES_COLUMNS_ALL, false, &series);

	if (e.code != ERR_INVALID) {
		TRY(e);
		e = check_one(v, block, &series);
	}
	if (e.code != ERR_INVALID)
		return e;
	TRY(series_name(v->each, series.key, &key));
	return tell_of(v, 0, key, "a block of it is damaged");
}

/* Changes that the log names, and of which nothing is kept to take them back. */
static struct err check_unseen(struct verification *v)
{
	for (size_t i = 0; i < v->sides.count; i++) {
		const struct logged_side *side = LIST_AT(v->sides, struct logged_side, i);

		if (!side->seen)
			TRY(tell_of(v, side->batch, side->key,
				    "what it was before cannot be told any more"));
	}
	return OK;
}

struct err verify_series(struct verification *v)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(v->db->driver->prepare(v->db, sql_series_all, &query));
	while (!failed(e) && !failed(e = v->db->driver->step(query, &row)) && row)
		e = check_fetched(v, query);
	v->db->driver->finish(query);
	TRY(e);
	return check_unseen(v);
}
