/* Which series came already, by their hashes: two that share one are taken for one another. */
#ifndef APP_SERIES_SEEN_H
#define APP_SERIES_SEEN_H

#include "base/arena.h"
#include "base/err.h"
#include "cube/observation.h"

struct series_seen;

/* In the arena. */
MUST_USE struct err series_seen_new(struct arena *arena, struct series_seen **out);

enum series_seen_as {
	SERIES_NEW,
	SERIES_LAST, /* the one that was added last */
	SERIES_AGAIN /* added before, and another one after it */
};

MUST_USE struct err series_seen_add(struct series_seen *seen, const struct series_key *key,
				    enum series_seen_as *out);

#endif
