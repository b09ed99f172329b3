/* Reading series with the lock of the reading connection held, or on the writing one. */
#ifndef STORE_SERIES_READ_H
#define STORE_SERIES_READ_H

#include "store/internal.h"

/* A series as its row has it; the block is in the arena. */
struct series_row {
	struct series_key key;
	int64_t place, batch; /* that has changed it last */
	struct str block;
};

/* Copies bytes that a query lends. */
MUST_USE struct err series_copy(struct arena *arena, struct str bytes, struct str *out);

/* The bytes of the one row and column that a bound query has; at is NULL when it has none. */
MUST_USE struct err series_fetch_block(struct query *query, struct arena *arena, int column,
				       struct str *out);

/* Cells of a block in the arena; none of a block that is not there. ERR_INVALID: it is damaged. */
MUST_USE struct err series_cells(struct arena *arena, struct str block, bool with_absent,
				 struct series_cell **out, size_t *count_out);

/* Lays the block of an undo, which is borrowed from a query, over the cells. */
MUST_USE struct err series_undo(struct arena *arena, struct str undo, struct series_cell **cells,
				size_t *count);

/* The cells as a block in the arena. */
MUST_USE struct err series_packed(struct arena *arena, const struct series_cell *cells,
				  size_t count, struct str *out);

/* The series at row->place, of row->key, with its block as of the batch; false when it had no cells then. */
MUST_USE struct err series_read_one(struct db *db, struct arena *arena, int64_t batch,
				    struct series_row *row, bool *is_there_out);

/* All series of a slice, or of an area, with their blocks as of the batch, in the order of keys. */
MUST_USE struct err series_read_slice(struct db *db, struct arena *arena, struct str variable,
				      struct str slice, int64_t number, int64_t batch,
				      struct list *out);
MUST_USE struct err series_read_area(struct db *db, struct arena *arena, struct str area,
				     int64_t number, int64_t batch, struct list *out);

#endif
