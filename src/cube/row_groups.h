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
#define KEY_NONE UINT64_MAX

/* What the keys of one block are made in. */
struct key_room {
	struct vector_room vector_room;
	uint64_t words[VECTOR_ROWS];
};

struct row_groups {
	size_t count;         /* of groups so far */
	uint32_t *first_rows; /* of each group: the first row that it has */
	uint64_t range; /* keys are below it; 0: they are made by numbering, one after the other */
	size_t n_rows;

	/* Of row_groups.c. */
	struct arena *arena;
	struct key_part *parts;
	size_t n_parts;
	struct key_stage *stages;
	size_t n_stages;
	size_t rows_room; /* of first_rows */
	struct key_room *room;
	uint64_t *keys; /* of one block */
};

/*
 * In the arena, for rows of these columns, which stay where they are. Without columns all rows are one
 * group. Nulls are values like others: they agree with each other. The task's team looks for the ranges of
 * values; NULL: the caller alone.
 */
MUST_USE struct err row_groups_begin(struct row_groups *groups, struct arena *arena,
				     const struct task *task, const struct column *const *columns,
				     size_t n_columns, size_t n_rows);

/* The first half of it: the range of the keys is known, and no group can be found yet … */
MUST_USE struct err row_groups_measure(struct row_groups *groups, struct arena *arena,
				       const struct task *task, const struct column *const *columns,
				       size_t n_columns, size_t n_rows);
/* … and the second, for at most so many rows. */
MUST_USE struct err row_groups_tables(struct row_groups *groups, size_t n_rows);

/* Other groups of the same rows, with an arena and tables of their own; of measured ones with a range. */
MUST_USE struct err row_groups_again(const struct row_groups *measured, struct arena *arena,
				     size_t n_rows, struct row_groups *out);

/* The groups of the rows [from, from + n), new ones too; from a multiple of 64, n at most VECTOR_ROWS. */
MUST_USE struct err row_groups_block(struct row_groups *groups, size_t from, size_t n,
				     uint32_t *ids_out);

/*
 * The keys of the rows, when they have a range: of equal rows equal keys, whoever asks. The room is the
 * caller's, for one block.
 */
void row_groups_keys(const struct row_groups *groups, size_t from, size_t n, struct key_room *room,
		     uint64_t *keys_out);

/*
 * Other columns, of the same types, whose rows are looked up: in groups that are complete, for as long as
 * nothing is added to them.
 */
struct row_lookup {
	struct row_groups *groups;
	const struct column *const *columns;
	const uint32_t **translations; /* of strings, to the codes of the groups */
	struct key_room *room;
	uint64_t *keys;
	bool *is_missing; /* of one block: a value that no row of the groups has */
};

MUST_USE struct err row_lookup_begin(struct row_lookup *lookup, struct row_groups *groups,
				     const struct column *const *columns);

/* The key of each row, or KEY_NONE when no row of the groups can have it; of groups with a range. */
void row_lookup_keys(struct row_lookup *lookup, size_t from, size_t n, uint64_t *keys_out);

/* The group of each row, or GROUP_NONE. */
void row_lookup_block(struct row_lookup *lookup, size_t from, size_t n, uint32_t *ids_out);

#endif
