/*
 * Rows by their key: for each key the first row that has it, and from there the others, in their order.
 * What joins look up. Where keys have a range that is not far wider than there are rows, a key leads
 * straight to its row, and the index is built by the whole team, each member placing the keys of one part
 * of the range; else rows are first grouped (cube/row_groups.h).
 */
#ifndef CUBE_ROW_INDEX_H
#define CUBE_ROW_INDEX_H

#include "cube/row_groups.h"

struct row_index {
	const uint32_t *
		next; /* of each row: the next one with its key, or ROW_NONE; NULL: keys are unique */
	const uint32_t *counts; /* of a first row: how many have its key; with next */

	/* Of row_index.c. */
	struct row_groups groups;
	size_t n_rows, n_slots;
	bool is_direct;  /* slots are keys; else numbers of groups */
	uint32_t *slots; /* of each row */
	uint32_t *first; /* of each slot */
};

/* In the arena, for rows of these columns, which stay where they are. */
MUST_USE struct err row_index_build(struct row_index *index, struct arena *arena,
				    const struct task *task, const struct column *const *columns,
				    size_t n_columns, size_t n_rows);

/* The first row with the key of the row. */
static inline uint32_t row_index_first(const struct row_index *index, size_t row)
{
	return index->first[index->slots[row]];
}

/* Other columns of the same types, whose rows are looked up; each thread has its own. */
struct row_finder {
	const struct row_index *index;
	struct row_lookup lookup;
	uint64_t *keys;
	uint32_t *ids;
};

MUST_USE struct err row_finder_begin(struct row_finder *finder, struct row_index *index,
				     const struct column *const *columns);

/* For each of the rows [from, from + n) the first row of the index with its key, or ROW_NONE. */
void row_finder_block(struct row_finder *finder, size_t from, size_t n, uint32_t *rows_out);

#endif
