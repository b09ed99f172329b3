/*
 * Durable state: the only room that writes it. Typed tables hold the present, a log of batches with
 * chained hashes explains it, both written in one transaction. In memory the present is one immutable
 * snapshot, swapped before a commit is acknowledged; what another process has written is noticed and
 * read before the next snapshot is handed out. Concurrent commits share one transaction.
 *
 * All functions are thread-safe. Text in errors is for logs; refusals of input are app's.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "model/snapshot.h"

struct store;
struct observation_feed; /* store/series.h */

struct store_config {
	const char *path;
	bool write;        /* false: nothing is ever written */
	const char *vfs;   /* tests only; NULL for the usual one */
	struct moment now; /* when it is made (store_create) */
};

/* Makes an empty database: ERR_CONFLICT when something is at the path already. */
MUST_USE struct err store_create(const struct store_config *config);

/*
 * Opens a database and reads it whole. ERR_NOT_FOUND: there is none; ERR_CONFLICT: a migration is
 * due (store_migrate); ERR_INVALID: it is no database of this program, or of a newer one.
 */
MUST_USE struct err store_open(const struct store_config *config, struct store **out);
void store_close(struct store *store); /* NULL is fine */

/* Brings an older database to the present format; *steps_out counts the migrations made. */
MUST_USE struct err store_migrate(const struct store_config *config, int64_t *steps_out);

/* The present, with what other processes have written; ended with snapshot_release. */
MUST_USE struct err store_snapshot(struct store *store, struct snapshot **out);

/*
 * The state at the end of the UTC day; ERR_NOT_FOUND when the first batch is younger. Released by
 * the caller; a few are kept for the next asker.
 */
MUST_USE struct err store_as_of(struct store *store, struct date day, struct snapshot **out);

/* The state just after a batch; 0 is the empty state before the first one. */
MUST_USE struct err store_at_batch(struct store *store, int64_t batch, struct snapshot **out);

/* An accepted set of changes to be recorded. */
struct batch_draft {
	struct moment at;
	struct str who;         /* a person; erasable without breaking the chain */
	struct digest who_salt; /* unpredictable; the chain holds a digest of both */
	struct str why;
	struct str source;        /* the name of the file or folder, or empty */
	struct str source_sha256; /* hexadecimal, or empty */
	const struct change *changes;
	size_t count;
	const struct digest *onto;     /* the head on which it was judged as a whole; NULL: any */
	struct observation_feed *feed; /* observations, and the changes; NULL: `changes` are all */
	bool dry_run;                  /* of a feed: all is tried, and nothing kept */
};

struct batch {
	int64_t number; /* from 1 */
	struct moment at;
	struct str who; /* empty when it was erased */
	struct str why, source, source_sha256;
	int64_t n_changes;
	struct digest previous, hash;
};

/*
 * Records the draft and makes it the present: durable when it returns. Each change's before must be
 * the present row (or its absence), and the head the one that the draft is onto, else ERR_CONFLICT
 * and nothing is written. *out (may be NULL)
 * tells the new head: the old one when a feed had nothing new, so that there is no batch.
 */
MUST_USE struct err store_commit(struct store *store, const struct batch_draft *draft,
				 struct snapshot_head *out);

/* Up to count batches, the newest first, from number `from` down (0: from the head). */
MUST_USE struct err store_batches(struct store *store, struct arena *arena, int64_t from,
				  size_t count, struct batch **out, size_t *count_out);
MUST_USE struct err store_batch(struct store *store, struct arena *arena, int64_t number,
				struct batch *out); /* ERR_NOT_FOUND */

/* A recorded change: its rows are decoded into the arena. */
struct recorded {
	int64_t batch;
	struct change change;
};

/* Up to count changes of a batch, from place `from` (0 the first). */
MUST_USE struct err store_changes(struct store *store, struct arena *arena, int64_t batch,
				  int64_t from, size_t count, struct recorded **out,
				  size_t *count_out);

/* All changes of one row, the newest first, at most count. */
MUST_USE struct err store_history(struct store *store, struct arena *arena, enum noun_id noun,
				  struct str key, size_t count, struct recorded **out,
				  size_t *count_out);

/* What a verification found wrong: in words for an operator. */
struct store_fault {
	int64_t batch;   /* 0: none in particular */
	struct str what; /* in the arena */
};

/*
 * Recomputes every hash of the log, replays it and compares the result with the tables; when a head
 * is given it must be the present one or one that the log contains. Faults are listed, none is fatal.
 */
MUST_USE struct err store_verify(struct store *store, struct arena *arena,
				 const struct digest *head, struct store_fault **out,
				 size_t *count_out);

/* A consistent copy in a new file; ERR_CONFLICT when something is there. */
MUST_USE struct err store_backup(struct store *store, const char *path);

#endif
