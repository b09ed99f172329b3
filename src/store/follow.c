/*
 * The present kept up with what other processes do. Mostly they have added batches. But a database may
 * also have been moved away and another put in its place, or been overwritten: then it is read anew, and
 * what was kept of the old one is forgotten. The reading lock is held in all of this.
 */
#include "store/internal.h"

struct err store_load_at_once(struct db *db, struct snapshot **out)
{
	TRY(db->driver->run(db, "BEGIN"));
	struct err e = store_load(db, out);

	db->driver->rollback(db);
	return e;
}

static void forget_past(struct store *store)
{
	for (int i = 0; i < STORE_PAST; i++) {
		snapshot_release(store->past[i]);
		store->past[i] = NULL;
	}
}

static void put_present(struct store *store, struct snapshot *present, int64_t version)
{
	snapshot_release(store->present);
	store->present = present;
	store->data_version = version;
}

/* The database that a connection leads to, read as a whole. */
static struct err read_anew(struct store *store, struct db *db)
{
	struct snapshot *fresh;
	int64_t version;

	TRY(store->driver->data_version(db, &version));
	TRY(store_load_at_once(db, &fresh));
	put_present(store, fresh, version);
	forget_past(store);
	return OK;
}

/* Leaves the connection to a file that has been moved away for one to the file at its path now. */
static struct err reopen(struct store *store)
{
	struct db_config config = { .path = store->path, .mode = DB_READ, .vfs = store->vfs };
	struct db *db;

	TRY(store->driver->open(&config, &db));
	struct err e = migrate_check(db, false);

	if (!failed(e))
		e = read_anew(store, db);
	if (failed(e)) {
		store->driver->close(db);
		return e;
	}
	store->driver->close(store->reader);
	store->reader = db;
	return OK;
}

static struct err refresh(struct store *store)
{
	int64_t version;
	struct snapshot *next;

	if (store->driver->is_moved(store->reader))
		return reopen(store);
	TRY(store->driver->data_version(store->reader, &version));
	if (version == store->data_version)
		return OK;
	struct err e = store_catch_up(store->reader, store->present, &next);

	if (e.code == ERR_NOT_FOUND)
		return read_anew(store, store->reader);
	TRY(e);
	put_present(store, next, version);
	return OK;
}

struct err store_snapshot(struct store *store, struct snapshot **out)
{
	pthread_mutex_lock(&store->reading);
	struct err e = refresh(store);

	if (!failed(e))
		*out = snapshot_hold(store->present);
	pthread_mutex_unlock(&store->reading);
	return e;
}
