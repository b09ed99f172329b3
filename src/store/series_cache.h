/*
 * Sets of series that were read, each with the batches over which it holds, within a limit of bytes: what
 * was not asked for the longest time goes first. Not thread-safe: its owner has a lock.
 */
#ifndef STORE_SERIES_CACHE_H
#define STORE_SERIES_CACHE_H

#include "base/list.h"
#include "cube/series_set.h"

/* A slice (without an area), or an area (without the others). */
struct cached_series {
	struct series_key key; /* texts are the cache's */
	struct series_set *set;
	int64_t from, upto; /* batches, both included */
	uint64_t hash;
	struct cached_series *next;            /* of the bucket */
	struct cached_series *older, *younger; /* by when they were asked for */
};

enum { SERIES_CACHE_BUCKETS = 4096 };

struct series_cache {
	struct cached_series *buckets[SERIES_CACHE_BUCKETS];
	struct cached_series *oldest, *youngest;
	size_t bytes, limit;
};

void series_cache_init(struct series_cache *cache, size_t limit);
void series_cache_finish(struct series_cache *cache);
void series_cache_limit(struct series_cache *cache, size_t limit);

/* The one that holds as of the batch, or NULL. Counts as asked for. */
struct cached_series *series_cache_find(struct series_cache *cache, const struct series_key *key,
					int64_t batch);

/* The one that holds up to the last batch before `batch`, or NULL: perhaps it still holds. */
struct cached_series *series_cache_before(struct series_cache *cache, const struct series_key *key,
					  int64_t batch);

/* Keeps a reference of its own, unless the set is larger than the limit. ERR_LIMIT: no memory. */
MUST_USE struct err series_cache_put(struct series_cache *cache, const struct series_key *key,
				     struct series_set *set, int64_t from, int64_t upto);

#endif
