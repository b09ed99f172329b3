/* Rows for the tests of the model: of any noun by its field table, from dice or from words. */
#ifndef UNIT_MODEL_ROWS_H
#define UNIT_MODEL_ROWS_H

#include "model/row.h"
#include "model/snapshot.h"

/* The most bytes that the struct of a noun may have. */
enum { ROW_BYTES_MOST = 512 };

/* A row of any noun. */
union any_row {
	max_align_t alignment;
	char bytes[ROW_BYTES_MOST];
};

/* Some fields of the row filled and some empty; its texts live in the arena. */
void row_throw(struct arena *arena, const struct noun *noun, uint64_t *seed, void *row);

/* One field from dice, never empty. */
void field_throw(struct arena *arena, const struct noun *noun, const struct field *field,
		 uint64_t *seed, void *row);

/*
 * A row from its cells: "code=P1\nname=Priority" and the like, a line a field, the currency before
 * money. In the arena; fails the test when a cell does not fit.
 */
void *row_of(struct arena *arena, enum noun_id noun, const char *cells);

/* base with these rows added; base loses its reference. */
struct snapshot *snapshot_with(struct arena *arena, struct snapshot *base, enum noun_id noun,
			       const char *const *rows, size_t count);

/* An addition of the row, or its deletion, with its key made in the arena. */
struct change change_of(struct arena *arena, enum noun_id noun, const void *before,
			const void *after);

#endif
