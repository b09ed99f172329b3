/*
 * The immutable picture of everything at one moment: a table for each noun, its rows in the order of
 * their keys. Rows stand in reference-counted chunks of some 256 with their texts; a change copies
 * the chunks that it touches and shares the rest. A reader holds a reference and needs no lock;
 * pointers to rows are good as long as the snapshot is held. Rows refer to each other by key.
 *
 * What is derived from rows (indexes, totals, findings) hangs on the snapshot and passes to its
 * successor as long as the nouns that it rests on have not changed.
 */
#ifndef MODEL_SNAPSHOT_H
#define MODEL_SNAPSHOT_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"
#include "model/field.h"

struct snapshot;

/* A change of one row: before without after is a deletion, after without before an addition. */
struct change {
	enum noun_id noun;
	struct str key;
	const void *before; /* NULL, or a row */
	const void *after;  /* NULL, or a row */
};

/* The last batch that a snapshot holds. */
struct snapshot_head {
	int64_t batch;      /* 0: no batch yet */
	struct digest hash; /* zero bytes: no batch yet */
	struct moment at;   /* when that batch was recorded */
};

/* An empty snapshot with one reference. */
MUST_USE struct err snapshot_new(struct snapshot **out);

/*
 * A new snapshot with one reference: base with the changes applied, which it copies. The changes of
 * one noun are sorted by key (key_cmp; see changes_sort), at most one for a key. ERR_BUG when a
 * change does not fit: the row before is not what is there, or the row after has another key.
 */
MUST_USE struct err snapshot_apply(const struct snapshot *base, const struct change *changes,
				   size_t count, struct snapshot_head head, struct snapshot **out);

struct snapshot *snapshot_hold(const struct snapshot *snapshot);
void snapshot_release(struct snapshot *snapshot); /* NULL is fine */

struct snapshot_head snapshot_head(const struct snapshot *snapshot);

/*
 * Counts up with each change of the noun's rows, from a random start: equal versions, equal rows.
 * Snapshots that come from one another by snapshot_apply keep the version of what is not changed.
 */
uint64_t snapshot_version(const struct snapshot *snapshot, enum noun_id noun);

/* Is the noun's table one and the same in both, so that nobody need compare the rows? */
bool snapshot_shares(const struct snapshot *a, const struct snapshot *b, enum noun_id noun);

/* Bytes held by rows and texts, those shared with other snapshots included. */
size_t snapshot_bytes(const struct snapshot *snapshot);

size_t snapshot_count(const struct snapshot *snapshot, enum noun_id noun);

/* The row with the key, or NULL; the caller names the noun whose struct it expects. */
const void *snapshot_find(const struct snapshot *snapshot, enum noun_id noun, struct str key);

/* The key of a row that came from this snapshot's rows_next or snapshot_find: use rows.key. */
struct rows {
	const struct snapshot *snapshot;
	enum noun_id noun;
	size_t chunk, place;
	struct str key; /* of the row that rows_next returned last */
};

/* Every row in the order of keys: for (rows = snapshot_rows(s, NOUN_NODE); (n = rows_next(&rows));) */
struct rows snapshot_rows(const struct snapshot *snapshot, enum noun_id noun);
struct rows snapshot_rows_from(const struct snapshot *snapshot, enum noun_id noun, struct str key);
const void *rows_next(struct rows *rows);

/*
 * Something worked out of a snapshot: made when first asked for, once, also when several threads ask
 * (the others wait); kept in memory of its own; handed on by snapshot_apply as long as the nouns
 * that it rests on do not change, so a value may point at their rows but not at the snapshot. make
 * and about tell one derivation from another. A make may ask for other derivations that rest on no
 * more nouns than itself, never in a circle.
 */
struct derivation {
	const char *name;  /* stands in the error when the value cannot be made */
	uint64_t nouns;    /* bit 1 << enum noun_id for each noun that it reads */
	bool dated;        /* its value also depends on the day; the last day's is handed on */
	const void *about; /* handed to make; static */
	/* Makes the value in the arena, which then belongs to the value. */
	struct err (*make)(const struct snapshot *snapshot, const void *about, struct date day,
			   struct arena *arena, const void **out);
};

#define NOUN_BIT(id) (UINT64_C(1) << (id))

/* The value, good as long as the snapshot is held. The day of one that is not dated is ignored. */
MUST_USE struct err snapshot_derive(const struct snapshot *snapshot,
				    const struct derivation *derivation, struct date day,
				    const void **out);

/* Some rows of a noun, in the snapshot's memory. */
struct found_rows {
	const void *const *at;
	size_t count;
};

/*
 * The rows whose field, a FIELD_CODE of the noun, holds the text (which may be empty). They are in
 * the order of the noun's position field where it has one, those without a position last; then in
 * the order of keys. The first question about a field makes an index of the whole noun.
 */
MUST_USE struct err snapshot_where(const struct snapshot *snapshot, enum noun_id noun,
				   const char *field, struct str text, struct found_rows *out);

#endif
