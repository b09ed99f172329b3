/* Which batches of observations were taken back: what they put is not to come up again. */
#ifndef APP_TAKEN_BATCHES_H
#define APP_TAKEN_BATCHES_H

#include "store/store.h"

struct taken_batches {
	const int64_t *at;
	size_t count;
};

/* What the batch that takes another back says as its source: "batch 3"; at is NULL when the arena is full. */
struct str taken_batch_source(struct arena *arena, int64_t number);

/*
 * All of the database, once the batch `now` is taken back as well, which is not among them. One that was taken
 * back by a batch that was itself taken back stands again. In the arena.
 */
MUST_USE struct err taken_batches_read(struct store *store, struct arena *arena, int64_t now,
				       struct taken_batches *out);

bool taken_batches_have(const struct taken_batches *taken, int64_t number);

#endif
