/*
 * From an older database to the present program. A noun or a field that was added since needs no
 * migration: its table or column is made when the database is next opened for writing, and old hashes
 * stay true, since an empty field is in no encoding. Anything else is a numbered migration, made by
 * store_migrate alone, when somebody says so.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "store/internal.h"
#include "store/log_sql.h"
#include "store/series_sql.h"

/* A step that changes what was written before; `to` is the format that it leads to. */
struct migration {
	int64_t to;
	struct err (*run)(struct db *db);
};

/* Does the table of format 2 hold anything? */
static struct err has_old_series(struct db *db, bool *out)
{
	struct query *query;

	TRY(db->driver->prepare(db, sql_old_series_any, &query));
	struct err e = db->driver->step(query, out);

	db->driver->finish(query);
	return e;
}

/*
 * Format 2 was the first with observations, in blocks that nothing reads any more and whose digests the
 * log holds. One without any loses nothing.
 */
static struct err drop_old_series(struct db *db)
{
	struct arena arena;
	struct str *names;
	size_t count;
	bool is_used;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	struct err e = db->driver->columns(db, &arena, S("series_undo"), &names, &count);

	arena_finish(&arena);
	TRY(e);
	if (count == 0)
		return OK;
	TRY(has_old_series(db, &is_used));
	if (is_used)
		return ERROR(ERR_CONFLICT, "its observations are of an old form: export the plan "
					   "with the program that wrote it, and load them anew");
	return store_run(db, sql_old_series_gone);
}

static struct err renew_series(struct db *db)
{
	TRY(drop_old_series(db));
	return store_run(db, sql_series_tables);
}

/* In order; the row of zeros ends the list. */
static const struct migration migrations[] = {
	{ .to = 3, .run = renew_series },
	{ 0 },
};

static struct err read_format(struct db *db, struct arena *arena, int64_t *out)
{
	struct str text;
	struct err e = meta_get(db, arena, S("format"), &text);

	if (failed(e) && e.code != ERR_LIMIT && e.code != ERR_IO)
		return ERROR(ERR_INVALID, "that is no database of this program");
	TRY(e);
	if (!str_to_int64(text, out))
		return ERROR(ERR_INVALID, "the database does not say its format");
	if (*out > STORE_FORMAT)
		return ERROR(ERR_INVALID, "the database was written by a newer program");
	return OK;
}

static bool has_name(const struct str *names, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}

/* Columns that only a newer program knows would be lost without a word: such a database is refused. */
static struct err check_known(const struct noun *noun, const struct str *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!str_eq(names[i], S("row_key")) && !noun_field(noun, names[i]))
			return ERROR(ERR_INVALID, "the database was written by a newer program");
	return OK;
}

/* The statements that give one noun's table what it lacks. */
static struct err complete_noun(struct db *db, struct arena *arena, const struct noun *noun,
				struct buf *sql)
{
	struct str *names;
	size_t count;

	TRY(db->driver->columns(db, arena, noun->name, &names, &count));
	if (count == 0) {
		schema_create_table(sql, noun);
		return OK;
	}
	TRY(check_known(noun, names, count));
	for (size_t i = 0; i < noun->n_fields; i++)
		if (!has_name(names, count, noun->fields[i].name))
			schema_add_column(sql, noun, &noun->fields[i]);
	return OK;
}

static struct err complete(struct db *db, struct arena *arena, struct str fingerprint)
{
	struct buf sql;
	struct str text;

	buf_init(&sql, arena);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		TRY(complete_noun(db, arena, noun_of((enum noun_id)id), &sql));
	TRY(buf_done(&sql, &text));
	TRY(store_run(db, text));
	return meta_put(db, S("fingerprint"), fingerprint);
}

/* Runs work in a transaction of its own. */
static struct err complete_durably(struct db *db, struct arena *arena, struct str fingerprint)
{
	TRY(db->driver->begin(db));
	struct err e = complete(db, arena, fingerprint);

	if (!failed(e))
		e = db->driver->commit(db);
	if (failed(e))
		db->driver->rollback(db);
	return e;
}

static struct err check_in(struct db *db, struct arena *arena, bool may_write)
{
	struct str have, want;
	int64_t format;

	TRY(read_format(db, arena, &format));
	if (format < STORE_FORMAT)
		return ERROR(ERR_CONFLICT, "the database is of an older format: migrate it first");
	TRY(meta_get(db, arena, S("fingerprint"), &have));
	TRY(schema_fingerprint(arena, &want));
	if (str_eq(have, want))
		return OK;
	if (!may_write)
		return ERROR(ERR_CONFLICT, "the database lacks new tables: migrate it first");
	return complete_durably(db, arena, want);
}

struct err migrate_check(struct db *db, bool may_write)
{
	struct arena arena;

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	struct err e = check_in(db, &arena, may_write);

	arena_finish(&arena);
	return e;
}

/* Is it a database of this program at all? Asked before anything is written. */
static struct err check_ours(struct db *db, struct arena *arena)
{
	int64_t format;

	return read_format(db, arena, &format);
}

/* All due steps, what nouns and fields are lacking, and the new format, in the open transaction. */
static struct err migrate_in(struct db *db, struct arena *arena, int64_t *steps_out)
{
	struct str fingerprint, format = str_format(arena, "%d", STORE_FORMAT);
	int64_t have, steps = 0;

	TRY_NEW(format.at);
	TRY(read_format(db, arena, &have));
	for (const struct migration *m = migrations; m->run; m++) {
		if (m->to <= have)
			continue;
		TRY(m->run(db));
		steps++;
	}
	TRY(schema_fingerprint(arena, &fingerprint));
	TRY(complete(db, arena, fingerprint));
	TRY(meta_put(db, S("format"), format));
	*steps_out = steps;
	return OK;
}

struct err store_migrate(const struct store_config *config, int64_t *steps_out)
{
	struct db_config db_config = { .path = config->path, .mode = DB_WRITE, .vfs = config->vfs };
	struct arena arena;
	struct db *db;

	TRY(sqlite_driver.open(&db_config, &db));
	arena_init(&arena, LIMIT_REQUEST_ARENA);
	struct err e = check_ours(db, &arena);

	if (!failed(e))
		e = db->driver->begin(db);
	if (!failed(e))
		e = migrate_in(db, &arena, steps_out);
	if (!failed(e))
		e = db->driver->commit(db);
	if (failed(e))
		db->driver->rollback(db);
	arena_finish(&arena);
	db->driver->close(db);
	return e;
}
