/*
 * Aggregate functions over groups: values are taken block by block, and each group keeps what it needs of
 * them. Nulls are not taken; a group without a value is null. Private to the room.
 */
#ifndef VTL_ACCUMULATE_H
#define VTL_ACCUMULATE_H

#include "vtl/aggregate.h"
#include "vtl/median.h"

/* A sum with what was lost of it by rounding (Neumaier; here in the form of Knuth's TwoSum). */
struct total {
	double sum, rest;
};

struct accumulator {
	enum aggregation function;
	enum data_type type; /* of the values */
	struct arena *arena;
	size_t room;                     /* groups */
	struct total *totals;            /* of numbers */
	double *sums, *squares, *shifts; /* of differences to the group's first value */
	int64_t *integers;               /* sums of integers */
	int64_t *counts;                 /* values taken; of count(): data points */
	uint8_t *seen;                   /* the group has a value */
	uint64_t *best;                  /* least or greatest, as it lies in a column */
	const uint32_t *ranks;           /* of strings */
	const struct dictionary *dictionary;
	struct grouped_values kept; /* of a median */
};

/* In the arena, for a column of the type (DATA_NULL: count() of data points). */
void accumulator_begin(struct accumulator *accumulator, struct arena *arena,
		       enum aggregation function, enum data_type type);

/*
 * Takes the values of a block; ids are the groups, below n_groups. vector: NULL for count().
 * ERR_INVALID with run->fault: a sum of integers beyond their range.
 */
MUST_USE struct err accumulator_take(struct accumulator *accumulator, struct run *run,
				     const struct vector *vector, const uint32_t *ids, size_t n,
				     size_t n_groups);

/* Can what two accumulators have taken be put together, as cheaply as it was taken? */
bool accumulator_merges(enum aggregation function, enum data_type type);

/*
 * Adds what another accumulator has taken of rows that come after one's own: its group g, below n_from, is
 * ids[g] here, below n_groups. ERR_INVALID as accumulator_take.
 */
MUST_USE struct err accumulator_merge(struct accumulator *accumulator, struct run *run,
				      const struct accumulator *from, const uint32_t *ids,
				      size_t n_from, size_t n_groups);

/* The results of n_groups groups, in the arena of the result. */
MUST_USE struct err accumulator_end(struct accumulator *accumulator, struct run *run,
				    struct arena *arena, size_t n_groups, struct column *out);

#endif
