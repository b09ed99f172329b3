/* A set of series brought up to a later batch: only what was changed in between is read. */
#ifndef STORE_SERIES_PATCH_H
#define STORE_SERIES_PATCH_H

#include "store/driver.h"
#include "store/series.h"

/*
 * `before` holds the series of the area as of the batch `after`; *out gets them as of `upto`, with a
 * reference for the caller: `before` itself where nothing was changed. NULL: so much was that it is better
 * read as a whole.
 */
MUST_USE struct err series_patch_area(struct db *db, struct arena *arena, struct str area,
				      struct series_set *before, int64_t after, int64_t upto,
				      struct series_set **out);

#endif
