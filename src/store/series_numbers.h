/*
 * The numbers by which places are made, while a batch is written: those that there are, and new ones for
 * slices and areas that were never met. No row is ever removed, so that a number is never given twice.
 */
#ifndef STORE_SERIES_NUMBERS_H
#define STORE_SERIES_NUMBERS_H

#include "base/map.h"
#include "store/series_place.h"

struct series_numbers {
	struct db *db;
	struct arena *arena;
	struct map areas; /* from code to number */
	int64_t n_slices; /* that there are in the database */
};

MUST_USE struct err series_numbers_open(struct series_numbers *numbers, struct db *db,
					struct arena *arena);

/* ERR_LIMIT: there are SERIES_AREAS_MOST already. */
MUST_USE struct err series_number_area(struct series_numbers *numbers, struct str area,
				       int64_t *out);

/* The slice as its row has it, in the arena; a new row, since the batch, where there was none. */
MUST_USE struct err series_number_slice(struct series_numbers *numbers, struct str variable,
					struct str slice, int64_t batch, struct slice_row *out);

#endif
