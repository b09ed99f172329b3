/*
 * Rows that agree in some columns: what grouping, joining, sets and the search for duplicates have in
 * common. The values of the columns are packed into one exact key of 64 bits, by the range that each
 * really has; where they do not fit, some columns are numbered first. A key leads to its group through
 * an array where the keys are dense, else through a hash table.
 *
 * Rows are given block by block; groups are numbered from 0 in the order in which they are met.
 */
#ifndef CUBE_ROW_GROUPS_H
#define CUBE_ROW_GROUPS_H

#include "cube/column.h"

#define GROUP_NONE UINT32_MAX

struct row_groups {
	size_t count;         /* of groups so far */
	uint32_t *first_rows; /* of each group: the first row that it has */

	/* Of row_groups.c. */
	struct arena *arena;
	struct key_part *parts;
	size_t n_parts;
	struct key_stage *stages;
	size_t n_stages;
	size_t room;
	struct vector_room *vector_room;
	uint64_t *keys; /* of one block */
};

/*
 * In the arena, for rows of these columns, which stay where they are. Without columns all rows are one
 * group. Nulls are values like others: they agree with each other.
 */
MUST_USE struct err row_groups_begin(struct row_groups *groups, struct arena *arena,
				     const struct column *const *columns, size_t n_columns,
				     size_t n_rows);

/* The groups of the rows [from, from + n), new ones too; from a multiple of 64, n at most VECTOR_ROWS. */
MUST_USE struct err row_groups_block(struct row_groups *groups, size_t from, size_t n,
				     uint32_t *ids_out);

/*
 * Other columns, of the same types, whose rows are looked up: in groups that are complete, for as long as
 * nothing is added to them.
 */
struct row_lookup {
	struct row_groups *groups;
	const struct column *const *columns;
	const uint32_t **translations; /* of strings, to the codes of the groups */
	struct vector_room *vector_room;
	uint64_t *keys;
	bool *is_missing; /* of one block: a value that no row of the groups has */
};

MUST_USE struct err row_lookup_begin(struct row_lookup *lookup, struct row_groups *groups,
				     const struct column *const *columns);

/* The group of each row, or GROUP_NONE. */
void row_lookup_block(struct row_lookup *lookup, size_t from, size_t n, uint32_t *ids_out);

#endif
