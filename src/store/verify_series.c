/*
 * Slices against the log: what stands in the table has the digest that the log leads to, and with what
 * each batch has changed taken back it has the digest that the log names before that batch.
 */
#include "store/verify.h"

#include "store/series_digest.h"
#include "store/series_place.h"
#include "store/series_read.h"
#include "store/series_sql.h"

/* A series while batch after batch is taken back. */
struct rewound {
	int64_t place, begun, batch;
	struct series_cell *cells;
	size_t count;
	struct attested_series attested;
};

/* A slice, all in v->each. */
struct rewinding {
	struct verification *v;
	struct str name; /* in the log */
	int64_t number;
	struct list series; /* struct rewound */
	struct list undos;  /* struct taken_back */
};

/* What a batch has changed of a series; no block: it began with the batch. */
struct taken_back {
	int64_t batch;
	size_t i_series;
	struct str undo;
};

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
	return verify_tell(v, batch,
			   str_format(v->arena, "observations of %.*s: %s", STR_ARGS(key), what));
}

static bool same_side(struct str a, struct str b)
{
	return !a.at == !b.at && str_eq(a, b);
}

static struct err digest_now(const struct rewinding *r, struct str *out)
{
	struct attested_series *all;

	TRY_NEW(all = NEW(r->v->each, struct attested_series, r->series.count + 1));
	for (size_t i = 0; i < r->series.count; i++)
		all[i] = LIST_AT(r->series, struct rewound, i)->attested;
	return series_digest(r->v->each, all, r->series.count, out);
}

/* ---- What is there ---- */

static struct err fetch_series(struct rewinding *r, struct query *query)
{
	const struct driver *driver = query->driver;
	struct arena *arena = r->v->each;
	struct rewound series = {
		.place = driver->column_integer(query, 0),
		.begun = driver->column_integer(query, 1),
		.batch = driver->column_integer(query, 2),
	};

	TRY(series_copy(arena, driver->column_text(query, 3), &series.attested.area));
	TRY(series_copy(arena, driver->column_bytes(query, 4), &series.attested.block));
	TRY(series_unpack(arena, series.attested.block, false, &series.cells, &series.count));
	series.attested.n_cells = series.count;
	return list_push(&r->series, &series);
}

static struct err fetch_undo(struct rewinding *r, struct query *query)
{
	struct taken_back undo = { .batch = query->driver->column_integer(query, 1) };
	int64_t place = query->driver->column_integer(query, 0);

	while (undo.i_series < r->series.count &&
	       LIST_AT(r->series, struct rewound, undo.i_series)->place != place)
		undo.i_series++;
	if (undo.i_series == r->series.count)
		return ERROR(ERR_INVALID, "an undo belongs to no series");
	TRY(series_copy(r->v->each, query->driver->column_bytes(query, 2), &undo.undo));
	return list_push(&r->undos, &undo);
}

static struct err fetch_all(struct rewinding *r, struct str sql,
			    struct err (*fetch)(struct rewinding *r, struct query *query))
{
	struct db *db = r->v->db;
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql, &query));
	db->driver->bind_integer(query, 1, series_place(r->number, 0));
	db->driver->bind_integer(query, 2, series_place(r->number, SERIES_AREAS_MOST - 1));
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = fetch(r, query);
	db->driver->finish(query);
	return e;
}

static int youngest_first(const void *a, const void *b, const void *context)
{
	int64_t x = ((const struct taken_back *)a)->batch,
		y = ((const struct taken_back *)b)->batch;

	(void)context;
	return (x < y) - (x > y);
}

static struct err gather(struct rewinding *r)
{
	TRY(fetch_all(r, sql_series_to_rewind, fetch_series));
	TRY(fetch_all(r, sql_undos_to_rewind, fetch_undo));
	for (size_t i = 0; i < r->series.count; i++) {
		struct taken_back begin = { .batch = LIST_AT(r->series, struct rewound, i)->begun,
					    .i_series = i };

		TRY(list_push(&r->undos, &begin));
	}
	return list_sort(&r->undos, youngest_first, NULL);
}

/* Is the batch that a series names as its last one the youngest that has changed it? */
static struct err check_batches(struct rewinding *r)
{
	for (size_t i = 0; i < r->undos.count; i++) {
		const struct taken_back *undo = LIST_AT(r->undos, struct taken_back, i);
		struct rewound *series = LIST_AT(r->series, struct rewound, undo->i_series);

		if (series->batch != INT64_MIN && series->batch != undo->batch)
			TRY(tell_of(r->v, undo->batch, r->name,
				    "a series does not name the batch that has changed it last"));
		series->batch = INT64_MIN; /* seen */
	}
	return OK;
}

/* ---- Batch after batch ---- */

static struct err take_back(struct rewinding *r, const struct taken_back *undo)
{
	struct rewound *series = LIST_AT(r->series, struct rewound, undo->i_series);

	if (!undo->undo.at)
		series->count = 0;
	else
		TRY(series_undo(r->v->each, undo->undo, &series->cells, &series->count));
	series->attested.n_cells = series->count;
	return series_packed(r->v->each, series->cells, series->count, &series->attested.block);
}

/* One batch taken back: is the slice then what the log says it was before? */
static struct err check_before(struct rewinding *r, int64_t batch)
{
	struct logged_side *side;
	struct str name, digest = { 0 };
	uint64_t place;

	TRY(before_name(r->v->each, batch, r->name, &name));
	if (!map_get(&r->v->befores, name, &place))
		return tell_of(r->v, batch, r->name, "it was changed, but the log does not say so");
	side = LIST_AT(r->v->sides, struct logged_side, place);
	side->seen = true;
	TRY(digest_now(r, &digest));
	if (same_side(side->before, digest))
		return OK;
	return tell_of(r->v, batch, r->name, "what it was before cannot be told any more");
}

static struct err rewind_all(struct rewinding *r)
{
	for (size_t i = 0; i < r->undos.count;) {
		int64_t batch = LIST_AT(r->undos, struct taken_back, i)->batch;

		while (i < r->undos.count &&
		       LIST_AT(r->undos, struct taken_back, i)->batch == batch)
			TRY(take_back(r, LIST_AT(r->undos, struct taken_back, i++)));
		TRY(check_before(r, batch));
	}
	return OK;
}

static struct err check_present(struct rewinding *r, struct str noted)
{
	struct replayed *replayed;
	struct str digest = { 0 };

	TRY(verify_row(r->v, LOG_SERIES, r->name, &replayed));
	replayed->seen = true;
	TRY(digest_now(r, &digest));
	if (same_side(replayed->encoding, digest) && same_side(noted, digest))
		return OK;
	return tell_of(r->v, 0, r->name, "the table does not hold what the log leads to");
}

static struct err check_slice(struct rewinding *r, struct str noted)
{
	TRY(gather(r));
	TRY(check_present(r, noted));
	TRY(check_batches(r));
	return rewind_all(r);
}

/* A block that cannot be read is a fault of the slice, and not the end of the reading. */
static struct err check_fetched(struct verification *v, struct query *query)
{
	struct rewinding r = { .v = v, .number = query->driver->column_integer(query, 0) };
	struct str noted = { 0 };

	arena_reset(v->each);
	r.series = LIST(v->each, struct rewound);
	r.undos = LIST(v->each, struct taken_back);
	TRY(slice_name(v->each, query->driver->column_text(query, 1),
		       query->driver->column_text(query, 2), &r.name));
	if (!query->driver->column_is_null(query, 3))
		TRY(series_copy(v->each, query->driver->column_text(query, 3), &noted));
	struct err e = check_slice(&r, noted);

	if (e.code != ERR_INVALID)
		return e;
	return tell_of(v, 0, r.name, "a block of it is damaged");
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

/* What no slice or area leads to would be seen by nobody. */
static struct err check_astray(struct verification *v)
{
	struct query *query;
	bool row = false;

	TRY(v->db->driver->prepare(v->db, sql_series_astray, &query));
	struct err e = v->db->driver->step(query, &row);

	v->db->driver->finish(query);
	TRY(e);
	return row ? verify_tell(v, 0, S("there are observations that belong to nothing")) : OK;
}

struct err verify_series(struct verification *v)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(check_astray(v));
	TRY(v->db->driver->prepare(v->db, sql_slice_all, &query));
	while (!failed(e) && !failed(e = v->db->driver->step(query, &row)) && row)
		e = check_fetched(v, query);
	v->db->driver->finish(query);
	TRY(e);
	return check_unseen(v);
}
