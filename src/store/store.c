/*
 * Opening a database, and the present: read once into a snapshot, then kept up by the batches that
 * other processes write.
 */
#include "store/store.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/map.h"
#include "base/memory.h"
#include "model/row.h"
#include "store/internal.h"
#include "store/log_sql.h"

static struct err push_addition(struct query *query, struct arena *arena, const struct noun *noun,
				struct list *changes)
{
	struct change change = { .noun = noun->id };
	void *row = arena_alloc(arena, 1, noun->row_size);

	TRY_NEW(row);
	TRY(schema_fetch_row(query, arena, noun, row, &change.key));
	change.after = row;
	return list_push(changes, &change);
}

static int compare_changes(const void *a, const void *b, const void *context)
{
	const struct change *x = a, *y = b;

	(void)context;
	return x->noun != y->noun ? (int)x->noun - (int)y->noun : key_cmp(x->key, y->key);
}

/* Every row of a noun as an addition. */
static struct err read_table(struct db *db, struct arena *arena, const struct noun *noun,
			     struct list *changes)
{
	struct query *query = NULL;
	struct buf sql;
	struct str text;
	bool row;

	buf_init(&sql, arena);
	schema_select(&sql, noun);
	TRY(buf_done(&sql, &text));
	TRY(db->driver->prepare(db, text, &query));
	struct err e = OK;

	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row)
		e = push_addition(query, arena, noun, changes);
	db->driver->finish(query);
	return e;
}

/* The table's own index keeps keys apart; when it is damaged, two rows may have one. */
static struct err check_keys(const struct list *sorted)
{
	for (size_t i = 1; i < sorted->count; i++)
		if (compare_changes(LIST_AT(*sorted, struct change, i - 1),
				    LIST_AT(*sorted, struct change, i), NULL) == 0)
			return ERROR(ERR_INVALID, "a table holds two rows of one key");
	return OK;
}

static struct err load_in(struct db *db, struct arena *arena, struct snapshot **out)
{
	struct list changes = LIST(arena, struct change);
	struct snapshot_head head;
	struct snapshot *empty;

	TRY(log_head(db, &head));
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		TRY(read_table(db, arena, noun_of((enum noun_id)id), &changes));
	TRY(list_sort(&changes, compare_changes, NULL));
	TRY(check_keys(&changes));
	TRY(snapshot_new(&empty));
	struct err e = snapshot_apply(empty, changes.at, changes.count, head, out);

	snapshot_release(empty);
	return e;
}

struct err store_load(struct db *db, struct snapshot **out)
{
	struct arena arena;

	arena_init(&arena, STORE_SCRATCH_BYTES);
	struct err e = load_in(db, &arena, out);

	arena_finish(&arena);
	return e;
}

/* The changes of a stretch of the log, one for each row. */
struct merge {
	struct arena *arena;
	struct map places; /* "noun key" to the place in changes */
	struct list changes;
	const struct snapshot *from;
	bool backwards;
};

/*
 * Forwards the last after-image of a row counts, backwards the first before-image. What the row was
 * before all that is in the snapshot.
 */
static struct err merge_change(struct merge *merge, const struct logged_change *logged)
{
	struct str image = merge->backwards ? logged->before : logged->after;
	struct str name =
		str_format(merge->arena, "%d %.*s", (int)logged->noun->id, STR_ARGS(logged->key));
	struct change change = { .noun = logged->noun->id };
	void *row = NULL;
	uint64_t place;

	TRY_NEW(name.at);
	bool known = map_get(&merge->places, name, &place);

	if (known && merge->backwards)
		return OK;
	if (image.at) {
		row = arena_alloc(merge->arena, 1, logged->noun->row_size);
		TRY_NEW(row);
		TRY(row_decode(merge->arena, logged->noun, image, row));
	}
	if (known) {
		struct change *earlier = LIST_AT(merge->changes, struct change, place);

		earlier->after = row;
		return OK;
	}
	change.key = str_copy(merge->arena, logged->key);
	TRY_NEW(change.key.at);
	change.before = snapshot_find(merge->from, change.noun, change.key);
	change.after = row;
	TRY(map_put(&merge->places, name, merge->changes.count));
	return list_push(&merge->changes, &change);
}

/* Leaves out the rows that came and went: the snapshot has nothing to change. */
static void drop_nothings(struct list *changes)
{
	size_t kept = 0;

	for (size_t i = 0; i < changes->count; i++) {
		struct change *change = LIST_AT(*changes, struct change, i);

		if (change->before || change->after)
			*LIST_AT(*changes, struct change, kept++) = *change;
	}
	changes->count = kept;
}

static struct err merge_log(struct db *db, struct merge *merge, int64_t after, int64_t upto)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(db->driver->prepare(db, sql_changes_between, &query));
	db->driver->bind_integer(query, 1, after);
	db->driver->bind_integer(query, 2, upto);
	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct logged_change logged;

		log_borrow_change(query, &logged);
		if (logged.noun)
			e = merge_change(merge, &logged);
	}
	db->driver->finish(query);
	return e;
}

static struct err apply_log_in(struct db *db, struct merge *merge, int64_t after, int64_t upto,
			       struct snapshot_head head, struct snapshot **out)
{
	map_init(&merge->places, merge->arena);
	merge->changes = LIST(merge->arena, struct change);
	TRY(merge_log(db, merge, after, upto));
	drop_nothings(&merge->changes);
	TRY(list_sort(&merge->changes, compare_changes, NULL));
	return snapshot_apply(merge->from, merge->changes.at, merge->changes.count, head, out);
}

struct err store_apply_log(struct db *db, const struct snapshot *from, int64_t after, int64_t upto,
			   bool backwards, struct snapshot_head head, struct snapshot **out)
{
	struct arena arena;
	struct merge merge = { .arena = &arena, .from = from, .backwards = backwards };

	arena_init(&arena, STORE_SCRATCH_BYTES);
	struct err e = apply_log_in(db, &merge, after, upto, head, out);

	arena_finish(&arena);
	return e;
}

/* Does the log have the batch that the snapshot ends with? */
static struct err check_continues(struct db *db, struct snapshot_head have)
{
	struct snapshot_head there;
	struct err e;

	if (have.batch == 0)
		return OK;
	e = log_identity(db, sql_batch_identity, have.batch, &there);
	if (e.code == ERR_NOT_FOUND || (!failed(e) && !digest_eq(there.hash, have.hash)))
		return ERROR(ERR_NOT_FOUND, "the database is another one than it was");
	return e;
}

struct err store_catch_up(struct db *db, const struct snapshot *base, struct snapshot **out)
{
	struct snapshot_head have = snapshot_head(base), head;

	TRY(log_head(db, &head));
	TRY(check_continues(db, have));
	if (head.batch == have.batch) {
		*out = snapshot_hold(base);
		return OK;
	}
	return store_apply_log(db, base, have.batch, head.batch, false, head, out);
}

void store_swap(struct store *store, struct snapshot *snapshot)
{
	struct snapshot *old = snapshot;

	pthread_mutex_lock(&store->reading);
	if (snapshot_head(snapshot).batch > snapshot_head(store->present).batch) {
		old = store->present;
		store->present = snapshot;
	}
	pthread_mutex_unlock(&store->reading);
	snapshot_release(old);
}

struct err store_create(const struct store_config *config)
{
	struct db_config db_config = { .path = config->path,
				       .mode = DB_CREATE,
				       .vfs = config->vfs };
	struct db *db;

	TRY(sqlite_driver.open(&db_config, &db));
	struct err e = db->driver->begin(db);

	if (!failed(e))
		e = schema_create(db);
	if (!failed(e))
		e = db->driver->commit(db);
	if (failed(e))
		db->driver->rollback(db);
	db->driver->close(db);
	return e;
}

static struct err connect(struct store *store, const struct store_config *config)
{
	struct db_config db_config = { .path = config->path,
				       .mode = config->write ? DB_WRITE : DB_READ,
				       .vfs = config->vfs };

	if (config->write)
		TRY(store->driver->open(&db_config, &store->writer.db));
	db_config.mode = DB_READ;
	TRY(store->driver->open(&db_config, &store->reader));
	TRY(migrate_check(config->write ? store->writer.db : store->reader, config->write));
	TRY(store->driver->data_version(store->reader, &store->data_version));
	return store_load_at_once(store->reader, &store->present);
}

/* The path is kept, to see whether the file at it is still the one that is open. */
static struct err store_new(const struct store_config *config, struct store **out)
{
	size_t path_bytes = strlen(config->path) + 1;
	struct store *store = memory_take(sizeof(*store) + path_bytes);

	TRY_NEW(store);
	memcpy(store->path, config->path, path_bytes);
	store->vfs = config->vfs;
	*out = store;
	return OK;
}

struct err store_open(const struct store_config *config, struct store **out)
{
	struct store *store;

	TRY(store_new(config, &store));
	store->driver = &sqlite_driver;
	store->last = &store->first;
	pthread_mutex_init(&store->reading, NULL);
	series_cache_init(&store->series, STORE_SERIES_BYTES);
	pthread_mutex_init(&store->queueing, NULL);
	pthread_cond_init(&store->turn, NULL);
	struct err e = connect(store, config);

	if (failed(e)) {
		store_close(store);
		return e;
	}
	*out = store;
	return OK;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	assert(!store->first && !store->led);
	for (int i = 0; i < STORE_PAST; i++)
		snapshot_release(store->past[i]);
	snapshot_release(store->present);
	series_cache_finish(&store->series);
	/* The writer last: who only reads cannot bring the log of writes into the file. */
	store->driver->close(store->reader);
	writer_finish(&store->writer, store->driver);
	pthread_cond_destroy(&store->turn);
	pthread_mutex_destroy(&store->queueing);
	pthread_mutex_destroy(&store->reading);
	memory_give(store);
}

struct err store_backup(struct store *store, const char *path)
{
	pthread_mutex_lock(&store->reading);
	struct err e = store->driver->copy_to(store->reader, path);

	pthread_mutex_unlock(&store->reading);
	return e;
}
