/*
 * A hash table whose entries also stand in a ring. The hand goes round the ring: an entry that was
 * used since the last visit is passed over once more, another is turned out. Against LRU a hit writes
 * one byte instead of four pointers. One lock guards all of it: a hit holds it for a look-up and a
 * compare of some hundred bytes, while the system needs fifty times as long to send the page.
 */
#include "http/cache.h"

#include "base/memory.h"
#include "http/reply.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

enum {
	BUCKETS_LEAST = 64,
	BUCKETS_MOST = 1 << 16,
	USUAL_BYTES = 8 << 10, /* of an entry: a guess that sizes the table */
	SHARE_OF_ONE = 8,      /* one entry takes at most this part of the cache */
	ASKED = 8192,          /* keys that are remembered without their pages; a power of two */
};

/* Spreads keys that differ in their last bits alone over all places: 2 to the 64 by the golden ratio. */
static const uint64_t SPREAD = UINT64_C(0x9e3779b97f4a7c15);

struct entry {
	struct entry *chain;       /* in its bucket */
	struct entry *next, *prev; /* in the ring */
	struct reply *reply;
	uint64_t hash;
	size_t target_len, variant_len;
	bool gzip;
	bool is_used; /* since the hand was here */
	char text[];  /* the target, then the variant */
};

struct cache {
	pthread_mutex_t lock;
	struct entry **buckets;
	size_t n_buckets; /* a power of two */
	struct entry *hand;
	size_t limit_bytes;
	struct cache_counts counts;
	uint64_t asked[ASKED]; /* hashes of keys, each at the place that it gives itself */
};

static size_t buckets_for(size_t limit_bytes)
{
	size_t n = BUCKETS_LEAST;

	while (n < BUCKETS_MOST && n < limit_bytes / USUAL_BYTES)
		n *= 2;
	return n;
}

struct err cache_open(size_t limit_bytes, struct cache **out)
{
	struct cache *cache = memory_take(sizeof(*cache));

	if (!cache)
		return ERROR(ERR_LIMIT, "out of memory");
	cache->limit_bytes = limit_bytes;
	cache->n_buckets = buckets_for(limit_bytes);
	cache->buckets = memory_take(cache->n_buckets * sizeof(struct entry *));
	if (!cache->buckets || pthread_mutex_init(&cache->lock, NULL) != 0) {
		memory_give(cache->buckets);
		memory_give(cache);
		return ERROR(ERR_LIMIT, "out of memory");
	}
	*out = cache;
	return OK;
}

static uint64_t key_hash(struct cache_key key)
{
	return str_hash(key.target) * 31 + str_hash(key.variant) * 2 + key.gzip;
}

static bool key_is(const struct entry *entry, struct cache_key key)
{
	struct str target = { .at = entry->text, .len = entry->target_len };
	struct str variant = { .at = entry->text + target.len, .len = entry->variant_len };

	return entry->gzip == key.gzip && str_eq(target, key.target) &&
	       str_eq(variant, key.variant);
}

static struct entry **bucket_of(struct cache *cache, uint64_t hash)
{
	return &cache->buckets[hash & (cache->n_buckets - 1)];
}

static struct entry *find(struct cache *cache, struct cache_key key, uint64_t hash)
{
	struct entry *entry = *bucket_of(cache, hash);

	while (entry && (entry->hash != hash || !key_is(entry, key)))
		entry = entry->chain;
	return entry;
}

static size_t entry_bytes(const struct entry *entry)
{
	return sizeof(*entry) + entry->target_len + entry->variant_len + entry->reply->bytes;
}

static void entry_close(struct entry *entry)
{
	reply_give(entry->reply);
	memory_give(entry);
}

static void evict(struct cache *cache, struct entry *entry)
{
	struct entry **link = bucket_of(cache, entry->hash);

	while (*link != entry)
		link = &(*link)->chain;
	*link = entry->chain;
	entry->prev->next = entry->next;
	entry->next->prev = entry->prev;
	cache->hand = entry->next == entry ? NULL : entry->next;
	cache->counts.bytes -= entry_bytes(entry);
	cache->counts.entries--;
	cache->counts.evictions++;
	entry_close(entry);
}

/* Every round of the hand takes marks away, so that the second finds room at the latest. */
static void make_room(struct cache *cache, size_t bytes)
{
	while (cache->hand && cache->counts.bytes + bytes > cache->limit_bytes) {
		struct entry *entry = cache->hand;

		if (entry->is_used) {
			entry->is_used = false;
			cache->hand = entry->next;
		} else {
			evict(cache, entry);
		}
	}
}

/* Into its bucket, and into the ring just behind the hand, where it is visited last. */
static void insert(struct cache *cache, struct entry *entry)
{
	struct entry **link = bucket_of(cache, entry->hash);

	entry->chain = *link;
	*link = entry;
	if (!cache->hand)
		cache->hand = entry->next = entry->prev = entry;
	entry->next = cache->hand;
	entry->prev = cache->hand->prev;
	entry->prev->next = entry;
	entry->next->prev = entry;
	cache->counts.bytes += entry_bytes(entry);
	cache->counts.entries++;
	assert(cache->counts.bytes <= cache->limit_bytes);
}

bool cache_is_wanted(struct cache *cache, struct cache_key key)
{
	uint64_t hash = key_hash(key);
	uint64_t *place = &cache->asked[hash * SPREAD >> 32 & (ASKED - 1)];
	bool is_wanted;

	pthread_mutex_lock(&cache->lock);
	is_wanted = *place == hash;
	*place = hash;
	pthread_mutex_unlock(&cache->lock);
	return is_wanted;
}

struct reply *cache_get(struct cache *cache, struct cache_key key)
{
	uint64_t hash = key_hash(key);
	struct reply *reply = NULL;
	struct entry *entry;

	pthread_mutex_lock(&cache->lock);
	entry = find(cache, key, hash);
	if (entry) {
		entry->is_used = true;
		reply = reply_share(entry->reply);
		cache->counts.hits++;
	} else {
		cache->counts.misses++;
	}
	pthread_mutex_unlock(&cache->lock);
	return reply;
}

static struct entry *entry_new(struct cache_key key, struct reply *reply)
{
	struct entry *entry = memory_take(sizeof(*entry) + key.target.len + key.variant.len);

	if (!entry)
		return NULL;
	entry->hash = key_hash(key);
	entry->target_len = key.target.len;
	entry->variant_len = key.variant.len;
	entry->gzip = key.gzip;
	memcpy(entry->text, key.target.at, key.target.len);
	memcpy(entry->text + key.target.len, key.variant.at, key.variant.len);
	entry->reply = reply_share(reply);
	return entry;
}

void cache_put(struct cache *cache, struct cache_key key, struct reply *reply)
{
	struct entry *entry;

	assert(!str_empty(key.target) && !str_empty(key.variant));
	entry = entry_new(key, reply);
	if (!entry)
		return;
	if (entry_bytes(entry) > cache->limit_bytes / SHARE_OF_ONE) {
		entry_close(entry);
		return;
	}
	pthread_mutex_lock(&cache->lock);
	if (find(cache, key, entry->hash)) {
		pthread_mutex_unlock(&cache->lock);
		entry_close(entry); /* another thread made the same page meanwhile */
		return;
	}
	make_room(cache, entry_bytes(entry));
	insert(cache, entry);
	pthread_mutex_unlock(&cache->lock);
}

struct cache_counts cache_counts(struct cache *cache)
{
	struct cache_counts counts;

	pthread_mutex_lock(&cache->lock);
	counts = cache->counts;
	pthread_mutex_unlock(&cache->lock);
	return counts;
}

void cache_close(struct cache *cache)
{
	if (!cache)
		return;
	while (cache->hand)
		evict(cache, cache->hand);
	pthread_mutex_destroy(&cache->lock);
	memory_give(cache->buckets);
	memory_give(cache);
}
