/*
 * A run of some 256 rows of one noun in the order of their keys: keys, rows and texts in one piece of
 * memory, shared by reference between tables and never changed. Private to the snapshot.
 */
#ifndef MODEL_CHUNK_H
#define MODEL_CHUNK_H

#include "base/err.h"
#include "model/field.h"

#include <stdatomic.h>

struct chunk {
	atomic_size_t references;
	size_t bytes; /* of all of it */
	size_t count; /* rows; at least one */
	struct str *keys;
	char *rows; /* count structs of the noun */
};

/* A row on its way into a chunk. */
struct keyed_row {
	struct str key;
	const void *row;
};

/* Copies the rows, with one reference. */
MUST_USE struct err chunk_new(const struct noun *noun, const struct keyed_row *rows, size_t count,
			      struct chunk **out);

struct chunk *chunk_hold(struct chunk *chunk);
void chunk_release(struct chunk *chunk); /* NULL is fine */

/* The first place at or after from whose key is not before the given one; count when there is none. */
size_t chunk_seek(const struct chunk *chunk, size_t from, struct str key);

static inline const void *chunk_row(const struct chunk *chunk, const struct noun *noun,
				    size_t place)
{
	return chunk->rows + place * noun->row_size;
}

#endif
