/* Where a series stands: the numbers of its slice and its area, put together. */
#ifndef STORE_SERIES_PLACE_H
#define STORE_SERIES_PLACE_H

#include "base/map.h"
#include "store/driver.h"

/* As series.sql has it. */
enum { SERIES_AREAS_MOST = 1 << 20 };

static inline int64_t series_place(int64_t slice, int64_t area)
{
	return slice * SERIES_AREAS_MOST + area;
}

/* A slice as its row has it. */
struct slice_row {
	int64_t number;
	int64_t since, changed; /* the first and the last batch that has changed it */
	struct str digest;      /* of its series; empty: there is none with cells */
};

/* ERR_NOT_FOUND: there is no such slice. */
MUST_USE struct err slice_row_get(struct db *db, struct arena *arena, struct str variable,
				  struct str slice, struct slice_row *out);

/* ERR_NOT_FOUND: nothing was ever observed in the area. */
MUST_USE struct err area_number_get(struct db *db, struct str area, int64_t *out);

/* ERR_NOT_FOUND: there can be no such series. */
MUST_USE struct err series_place_get(struct db *db, struct arena *arena, struct str variable,
				     struct str slice, struct str area, int64_t *out);

#endif
