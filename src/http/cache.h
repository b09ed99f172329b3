/*
 * The response cache: finished replies by target, variant and coding. The variant names the version
 * of everything behind the page, so that nothing is ever removed for being stale: what is no longer
 * asked for is turned out by what is (CLOCK). A hit is one look-up under a lock held for well under a
 * microsecond, and takes no memory.
 */
#ifndef HTTP_CACHE_H
#define HTTP_CACHE_H

#include "base/err.h"

struct cache;
struct reply;

/* What a reply is kept under; borrowed. */
struct cache_key {
	struct str target;  /* path and query as received */
	struct str variant; /* as the program named it */
	bool gzip;          /* for readers that take gzip */
};

/* What the cache holds now, and what it has done. */
struct cache_counts {
	size_t entries, bytes;
	uint64_t hits, misses, evictions;
};

MUST_USE struct err cache_open(size_t limit_bytes, struct cache **out);
void cache_close(struct cache *cache); /* NULL is fine */

/*
 * Was the key asked about before, among the last few thousand? What is made once and never again, such
 * as the pages of a crawler that invents addresses, is not worth the memory nor the pages turned out for
 * it. Seldom true for a key that shares its place with another.
 */
bool cache_is_wanted(struct cache *cache, struct cache_key key);

/* The reply with a share for the caller; NULL when there is none. */
struct reply *cache_get(struct cache *cache, struct cache_key key);

/* Keeps the reply with a share of its own, unless it is too large or there is no memory. */
void cache_put(struct cache *cache, struct cache_key key, struct reply *reply);

struct cache_counts cache_counts(struct cache *cache);

#endif
