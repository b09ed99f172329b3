/* Buckets by hash, and one chain from the oldest to the youngest. */
#include "store/series_cache.h"

#include <assert.h>
#include <string.h>

#include "base/memory.h"

void series_cache_init(struct series_cache *cache, size_t limit)
{
	*cache = (struct series_cache){ .limit = limit };
}

static uint64_t hash_of(const struct series_key *key)
{
	return str_hash(key->variable) * 31 + str_hash(key->slice) * 7 + str_hash(key->area);
}

static struct cached_series **bucket_of(struct series_cache *cache, uint64_t hash)
{
	return &cache->buckets[(hash >> 20) % SERIES_CACHE_BUCKETS];
}

static size_t cost_of(const struct cached_series *entry)
{
	return sizeof(*entry) + series_set_bytes(entry->set);
}

static void unlink_age(struct series_cache *cache, struct cached_series *entry)
{
	*(entry->younger ? &entry->younger->older : &cache->youngest) = entry->older;
	*(entry->older ? &entry->older->younger : &cache->oldest) = entry->younger;
}

static void link_youngest(struct series_cache *cache, struct cached_series *entry)
{
	entry->older = cache->youngest;
	entry->younger = NULL;
	*(cache->youngest ? &cache->youngest->younger : &cache->oldest) = entry;
	cache->youngest = entry;
}

static void drop(struct series_cache *cache, struct cached_series *entry)
{
	struct cached_series **at;

	assert(entry); /* what takes room is there */
	at = bucket_of(cache, entry->hash);
	while (*at != entry)
		at = &(*at)->next;
	*at = entry->next;
	unlink_age(cache, entry);
	cache->bytes -= cost_of(entry);
	series_set_release(entry->set);
	memory_give(entry);
}

void series_cache_limit(struct series_cache *cache, size_t limit)
{
	cache->limit = limit;
	while (cache->bytes > cache->limit)
		drop(cache, cache->oldest);
}

void series_cache_finish(struct series_cache *cache)
{
	series_cache_limit(cache, 0);
}

static bool is_of(const struct cached_series *entry, uint64_t hash, const struct series_key *key)
{
	return entry->hash == hash && series_key_cmp(&entry->key, key) == 0;
}

struct cached_series *series_cache_find(struct series_cache *cache, const struct series_key *key,
					int64_t batch)
{
	uint64_t hash = hash_of(key);

	for (struct cached_series *entry = *bucket_of(cache, hash); entry; entry = entry->next) {
		if (!is_of(entry, hash, key) || batch < entry->from || batch > entry->upto)
			continue;
		unlink_age(cache, entry);
		link_youngest(cache, entry);
		return entry;
	}
	return NULL;
}

struct cached_series *series_cache_before(struct series_cache *cache, const struct series_key *key,
					  int64_t batch)
{
	struct cached_series *found = NULL;
	uint64_t hash = hash_of(key);

	for (struct cached_series *entry = *bucket_of(cache, hash); entry; entry = entry->next)
		if (is_of(entry, hash, key) && entry->upto < batch &&
		    (!found || entry->upto > found->upto))
			found = entry;
	return found;
}

static struct str place_text(char **at, struct str text)
{
	struct str copy = { .at = *at, .len = text.len };

	if (text.len > 0)
		memcpy(*at, text.at, text.len);
	*at += text.len;
	return copy;
}

struct err series_cache_put(struct series_cache *cache, const struct series_key *key,
			    struct series_set *set, int64_t from, int64_t upto)
{
	size_t texts = key->variable.len + key->slice.len + key->area.len;
	struct cached_series *entry;
	char *at;

	if (series_set_bytes(set) + sizeof(*entry) > cache->limit)
		return OK;
	TRY_NEW(entry = memory_take(sizeof(*entry) + texts));
	at = (char *)(entry + 1);
	entry->key = (struct series_key){ place_text(&at, key->variable),
					  place_text(&at, key->slice), place_text(&at, key->area) };
	entry->set = series_set_hold(set);
	entry->from = from;
	entry->upto = upto;
	entry->hash = hash_of(key);
	entry->next = *bucket_of(cache, entry->hash);
	*bucket_of(cache, entry->hash) = entry;
	link_youngest(cache, entry);
	cache->bytes += cost_of(entry);
	series_cache_limit(cache, cache->limit);
	return OK;
}
