/* Rows in an order: each value as a key of 64 bits whose order is the value's. Private to the room. */
#ifndef VTL_ORDER_H
#define VTL_ORDER_H

#include "cube/column.h"

struct order_key {
	uint64_t *keys; /* of each row */
	const uint64_t
		*nulls;     /* rows that are null, which come before all others; NULL: none are */
	bool is_descending; /* then nulls come last */
};

/* In the arena. */
MUST_USE struct err order_key_make(struct arena *arena, const struct column *column, size_t n_rows,
				   bool is_descending, struct order_key *out);

/*
 * The rows in the order of the keys, the first one before all; what is equal keeps its order. rows holds
 * the rows to be sorted, and n places of scratch are taken from the arena.
 */
MUST_USE struct err order_rows(struct arena *scratch, const struct order_key *keys, size_t n_keys,
			       size_t n_rows, uint32_t *rows);

/* Are two rows equal in all keys? */
bool order_same(const struct order_key *keys, size_t n_keys, uint32_t a, uint32_t b);

#endif
