/*
 * From exact keys to the numbers of groups: an array where the keys are few enough, else a hash table
 * with open addressing. Known to row_groups.c alone.
 */
#ifndef CUBE_KEY_TABLE_H
#define CUBE_KEY_TABLE_H

#include "base/arena.h"
#include "base/err.h"

struct key_slot;

struct key_table {
	struct arena *arena;
	uint32_t *direct; /* by the key itself; NULL: hashed */
	struct key_slot *slots;
	size_t room; /* a power of two */
	uint32_t count;
};

/* For keys below `range` (0: 2^64) of at most n_rows rows. */
MUST_USE struct err key_table_begin(struct key_table *table, struct arena *arena, uint64_t range,
				    size_t n_rows);

/* The number of each key; new ones are numbered on from table->count. */
MUST_USE struct err key_table_add(struct key_table *table, const uint64_t *keys, size_t n,
				  uint32_t *ids_out);

/* The number of each key, or UINT32_MAX. Keys must be below the range. */
void key_table_find(const struct key_table *table, const uint64_t *keys, size_t n,
		    uint32_t *ids_out);

#endif
