/* Which series came already, by their hashes: two that share one are taken for one another. */
#ifndef APP_SERIES_SEEN_H
#define APP_SERIES_SEEN_H

#include "base/arena.h"
#include "base/err.h"
#include "cube/observation.h"

struct series_seen;

/* In the arena. */
MUST_USE struct err series_seen_new(struct arena *arena, struct series_seen **out);

uint64_t series_key_hash(const struct series_key *key);

/* *again_out: a series of this hash was added before. */
MUST_USE struct err series_seen_add(struct series_seen *seen, uint64_t hash, bool *again_out);

#endif
