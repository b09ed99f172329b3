/* What the files of the store share, and nobody else includes. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include <pthread.h>

#include "base/list.h"
#include "base/map.h"
#include "store/driver.h"
#include "store/series.h"
#include "store/series_cache.h"
#include "store/store.h"

/* Counts up with each numbered migration; a database says which one it has. */
enum { STORE_FORMAT = 3 };

/* Working memory of one transaction or one reading of the log: the largest import, with room. */
static const size_t STORE_SCRATCH_BYTES = (size_t)4 << 30;

/* Of series in memory, unless store_limit_series says otherwise: ten million observations, and a past. */
static const size_t STORE_SERIES_BYTES = (size_t)160 << 20;

/* Past states that are kept for the next asker. */
enum { STORE_PAST = 4 };

/* A writer that waits for its turn; it lives on the waiting thread's stack. */
struct pending {
	const struct batch_draft *draft;
	struct err result;
	struct snapshot_head head;
	bool done;
	struct pending *next;
};

/* The statements of the writing connection, prepared when first used. */
struct writer {
	struct db *db;
	struct query *upsert[NOUN_COUNT], *remove[NOUN_COUNT];
	struct query *batch, *change;
};

struct store {
	const struct driver *driver;

	/* Guards the reading connection and what was read by it. */
	pthread_mutex_t reading;
	struct db *reader;
	int64_t data_version;
	struct snapshot *present;
	struct snapshot *past[STORE_PAST]; /* the one used last first; NULL at the end */
	struct series_cache series;

	/* Guards the queue; who leads holds the writer without a lock. */
	pthread_mutex_t queueing;
	pthread_cond_t turn;
	struct pending *first, **last;
	bool led;             /* some thread is committing for all */
	struct writer writer; /* db is NULL when the store is only read */

	const char *vfs; /* tests only */
	char path[];     /* of the database */
};

/* schema.c: SQL and rows by the field tables. */
void schema_create_table(struct buf *sql, const struct noun *noun);
void schema_add_column(struct buf *sql, const struct noun *noun, const struct field *field);
/* The fields in their order, then the key, as schema_fetch_row reads them. */
void schema_select(struct buf *sql, const struct noun *noun);
MUST_USE struct err schema_upsert_query(struct db *db, const struct noun *noun, struct query **out);
MUST_USE struct err schema_remove_query(struct db *db, const struct noun *noun, struct query **out);
MUST_USE struct err schema_bind_row(struct query *query, struct arena *scratch,
				    const struct noun *noun, struct str key, const void *row);
/* ERR_INVALID when the row is none that this program writes, or stands under another row's key. */
MUST_USE struct err schema_fetch_row(struct query *query, struct arena *arena,
				     const struct noun *noun, void *row, struct str *key_out);

/* Runs SQL of our own making, or of log.sql, that has no parameters. */
MUST_USE struct err store_run(struct db *db, struct str sql);

/* A new empty database's tables, and the format it has. */
MUST_USE struct err schema_create(struct db *db);
MUST_USE struct err meta_get(struct db *db, struct arena *arena, struct str name, struct str *out);
MUST_USE struct err meta_put(struct db *db, struct str name, struct str value);

/*
 * migrate.c: is this a database of the program's format? What nouns and fields it lacks is added when
 * it can be written. ERR_INVALID: it is none; ERR_CONFLICT: store_migrate has to come first.
 */
MUST_USE struct err migrate_check(struct db *db, bool may_write);

/* The nouns and fields of this program, in 64 hexadecimal digits. */
MUST_USE struct err schema_fingerprint(struct arena *arena, struct str *out);

/* log.c: batches and changes as they are written. */
struct logged {
	struct batch batch;
	struct str who_salt, who_digest;
	bool erased; /* the person's name is gone */
};

/* The name under which the log has a slice: its key is "variable/slice", its sides are digests. */
#define LOG_SERIES S("series")

/* One change as the log has it. */
struct logged_change {
	int64_t batch;
	const struct noun *noun; /* NULL: no such noun any more */
	struct str noun_name, key;
	struct str before, after; /* encodings; at is NULL when there is none */
};

/* An item enters a hash as its length in decimal, a colon and its bytes. */
void log_hash_item(struct hasher *hasher, struct str item);
void log_hash_batch(struct hasher *hasher, const struct logged *batch);
void log_hash_change(struct hasher *hasher, const struct logged_change *change);
struct digest log_who_digest(struct str salt, struct str who);
MUST_USE struct err log_head(struct db *db, struct snapshot_head *out);
MUST_USE struct err log_identity(struct db *db, struct str sql, int64_t parameter,
				 struct snapshot_head *out); /* ERR_NOT_FOUND */
MUST_USE struct err log_fetch_batch(struct query *query, struct arena *arena, struct logged *out);
/* The change borrows from the query's row. */
void log_borrow_change(struct query *query, struct logged_change *out);

/* store.c */
/* Every table as it stands, in a new snapshot with the head of the log; inside a transaction. */
MUST_USE struct err store_load(struct db *db, struct snapshot **out);
/* The same in a transaction of its own. */
MUST_USE struct err store_load_at_once(struct db *db, struct snapshot **out);
/* base with the batches after it that the database has; ERR_NOT_FOUND when its log is another one. */
MUST_USE struct err store_catch_up(struct db *db, const struct snapshot *base,
				   struct snapshot **out);
/* Changes that lead from one batch to a later or an earlier one, merged to one for each row. */
MUST_USE struct err store_apply_log(struct db *db, const struct snapshot *from, int64_t after,
				    int64_t upto, bool backwards, struct snapshot_head head,
				    struct snapshot **out);
/* Makes the snapshot the present unless a younger one is; takes over the reference. */
void store_swap(struct store *store, struct snapshot *snapshot);

/* series_lists.c: "variable/slice", as the log names it. */
MUST_USE struct err slice_name(struct arena *arena, struct str variable, struct str slice,
			       struct str *out);

/* A slice that a batch has changed, on both sides of it. */
struct touched_slice {
	struct str name;          /* in the log */
	struct str before, after; /* digests of its series; at is NULL: there is none with cells */
};

/* series_feed.c: observations into the tables, and what the log has to say of them. */
struct series_feeder;

MUST_USE struct err series_feeder_open(struct db *db, struct arena *arena, int64_t batch,
				       struct series_feeder **out);
void series_feeder_close(struct series_feeder *feeder);
MUST_USE struct err series_feed(struct series_feeder *feeder, struct observation_feed *feed);
/* After the feed: the slices that have changed, in the order of their first change. */
MUST_USE struct err series_touched(struct series_feeder *feeder, struct touched_slice **out,
				   size_t *count_out);

/* commit.c */
void writer_finish(struct writer *writer, const struct driver *driver);

#endif
