/* The digest of all series of a slice, by which the log attests them. */
#ifndef STORE_SERIES_DIGEST_H
#define STORE_SERIES_DIGEST_H

#include "base/list.h"
#include "store/driver.h"

/* One series of a slice, borrowed. */
struct attested_series {
	struct str area, block;
	size_t n_cells; /* one without cells counts as not there */
};

/*
 * SHA-256 over the areas and blocks in the order of areas, which sorts them, as hexadecimal digits in the
 * arena; each item enters as in the log's own hashes. at is NULL: there is no series with cells.
 */
MUST_USE struct err series_digest(struct arena *arena, struct attested_series *series, size_t count,
				  struct str *out);

/* The series of the slice of that number as they stand, copied to the arena. */
MUST_USE struct err series_attested(struct db *db, struct arena *arena, int64_t slice,
				    struct attested_series **out, size_t *count_out);

#endif
