/*
 * All rows of one noun at one moment: chunks in the order of their keys. A table never changes; a
 * changed one is made beside it and shares the chunks that were not touched. Private to the snapshot.
 */
#ifndef MODEL_TABLE_H
#define MODEL_TABLE_H

#include "model/chunk.h"
#include "model/snapshot.h"

/* A chunk in its table, with its first key at hand for the search. */
struct table_slot {
	struct str first;
	struct chunk *chunk;
};

struct table {
	atomic_size_t references;
	uint64_t version; /* no other table of kin snapshots has it */
	size_t count;     /* rows */
	size_t bytes;     /* of all chunks */
	size_t n_slots;
	struct table_slot slots[];
};

/* Where a row stands, or would stand; slot is n_slots behind the last row. */
struct table_place {
	size_t slot, row;
};

/*
 * A table with one reference: the rows of base (NULL: none) with the changes, which are sorted by
 * key. Working memory comes from the arena. ERR_BUG when a change does not fit what is there.
 */
MUST_USE struct err table_new(struct arena *arena, const struct noun *noun,
			      const struct table *base, const struct change *const *changes,
			      size_t count, uint64_t version, struct table **out);

struct table *table_hold(struct table *table);
void table_release(struct table *table); /* NULL is fine */

/* The first row whose key is not before the given one. */
struct table_place table_seek(const struct table *table, struct str key);

const void *table_find(const struct table *table, const struct noun *noun, struct str key);

#endif
