/* The response cache: what it finds, what it turns out, and that threads agree about it. */
#include "http/cache.h"

#include "base/arena.h"
#include "base/memory.h"
#include "http/block.h"
#include "http/compress.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/response.h"
#include "testing.h"

#include <pthread.h>
#include <stdio.h>

enum { BODY_BYTES = 10000, CACHE_BYTES = 200000, PAGES = 64, ROUNDS = 4000, THREADS = 4 };

static struct reply *make_reply(struct arena *arena, size_t body_bytes)
{
	struct compressor compressor = { .is_open = false };
	struct request request = { .arena = arena };
	struct response response = { .status = 200, .content_type = S("text/plain") };
	struct reply *reply;
	char *body = NEW(arena, char, body_bytes);

	assert_non_null(body);
	response.body = (struct str){ body, body_bytes };
	assert_ok(reply_new(&request, &response, &compressor, &reply));
	compressor_finish(&compressor);
	return reply;
}

static struct cache_key key_of(struct str target, struct str variant)
{
	return (struct cache_key){ .target = target, .variant = variant };
}

static void test_cache__finds_by_the_whole_key(void **state)
{
	struct cache_key key = key_of(S("/a?b"), S("v1 en"));
	struct reply *reply, *found;
	struct cache *cache;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_ok(cache_open(CACHE_BYTES, &cache));
	reply = make_reply(&arena, 100);
	cache_put(cache, key, reply);
	found = cache_get(cache, key);
	assert_ptr_equal(found, reply);
	reply_give(found);
	assert_null(cache_get(cache, key_of(S("/a"), S("v1 en"))));
	assert_null(cache_get(cache, key_of(S("/a?b"), S("v2 en"))));
	/* The border between target and variant is part of the key. */
	assert_null(cache_get(cache, key_of(S("/a?bv1"), S(" en"))));
	key.gzip = true;
	assert_null(cache_get(cache, key));
	assert_int_equal(cache_counts(cache).entries, 1);
	assert_int_equal(cache_counts(cache).hits, 1);
	assert_int_equal(cache_counts(cache).misses, 4);
	cache_close(cache);
	assert_int_equal(atomic_load(&reply->shares), 1);
	reply_give(reply);
	arena_finish(&arena);
}

static void test_cache__keeps_its_bound_and_what_is_used(void **state)
{
	struct cache_key loved = key_of(S("/loved"), S("v"));
	struct reply *reply, *found;
	struct cache *cache;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_ok(cache_open(CACHE_BYTES, &cache));
	reply = make_reply(&arena, BODY_BYTES);
	cache_put(cache, loved, reply);
	for (int i = 0; i < 1000; i++) {
		char target[16];
		int len = snprintf(target, sizeof(target), "/page/%d", i);

		cache_put(cache, key_of((struct str){ target, (size_t)len }, S("v")), reply);
		assert_true(cache_counts(cache).bytes <= CACHE_BYTES);
		found = cache_get(cache, loved);
		assert_ptr_equal(found, reply);
		reply_give(found);
	}
	assert_in_range(cache_counts(cache).entries, 10, 20);
	assert_int_equal(cache_counts(cache).evictions + cache_counts(cache).entries, 1001);
	cache_close(cache);
	assert_int_equal(atomic_load(&reply->shares), 1);
	reply_give(reply);
	arena_finish(&arena);
}

static void test_cache__passes_over_what_is_too_large_or_there(void **state)
{
	struct reply *large, *small;
	struct cache *cache;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_ok(cache_open(CACHE_BYTES, &cache));
	large = make_reply(&arena, CACHE_BYTES / 4);
	small = make_reply(&arena, 10);
	cache_put(cache, key_of(S("/l"), S("v")), large);
	assert_int_equal(cache_counts(cache).entries, 0);
	cache_put(cache, key_of(S("/s"), S("v")), small);
	cache_put(cache, key_of(S("/s"), S("v")), small);
	assert_int_equal(cache_counts(cache).entries, 1);
	cache_close(cache);
	reply_give(large);
	reply_give(small);
	arena_finish(&arena);
}

static void test_cache__does_without_memory(void **state)
{
	struct cache *cache = NULL;
	struct reply *reply;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	reply = make_reply(&arena, 10);
	for (uint64_t n = 1; n <= 2; n++) {
		memory_fail_after(n);
		assert_fails(cache_open(CACHE_BYTES, &cache), ERR_LIMIT);
		memory_fail_after(0);
	}
	assert_ok(cache_open(CACHE_BYTES, &cache));
	memory_fail_after(1);
	cache_put(cache, key_of(S("/s"), S("v")), reply);
	memory_fail_after(0);
	assert_int_equal(cache_counts(cache).entries, 0);
	cache_close(cache);
	reply_give(reply);
	arena_finish(&arena);
}

/* What the threads share. */
struct crowd {
	struct cache *cache;
	struct reply *replies[PAGES];
	atomic_uint n_wrong;
};

static void *visit(void *argument)
{
	struct crowd *crowd = argument;
	uint64_t seed = 1 + (uint64_t)(uintptr_t)&seed;

	for (int round = 0; round < ROUNDS; round++) {
		size_t page = (size_t)dice_throw(&seed, PAGES);
		char target[16];
		int len = snprintf(target, sizeof(target), "/page/%zu", page);
		struct cache_key key = key_of((struct str){ target, (size_t)len }, S("v"));
		struct reply *found = cache_get(crowd->cache, key);

		if (found && found != crowd->replies[page])
			atomic_fetch_add(&crowd->n_wrong, 1);
		if (!found)
			cache_put(crowd->cache, key, crowd->replies[page]);
		reply_give(found);
	}
	return NULL;
}

static void test_cache__serves_many_threads_while_evicting(void **state)
{
	struct crowd crowd = { .n_wrong = 0 };
	pthread_t threads[THREADS];
	struct arena arena;

	(void)state;
	arena_init(&arena, 4 << 20);
	assert_ok(cache_open(CACHE_BYTES, &crowd.cache));
	for (size_t i = 0; i < PAGES; i++)
		crowd.replies[i] = make_reply(&arena, BODY_BYTES);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, visit, &crowd), 0);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(atomic_load(&crowd.n_wrong), 0);
	assert_true(cache_counts(crowd.cache).evictions > PAGES);
	assert_true(cache_counts(crowd.cache).bytes <= CACHE_BYTES);
	cache_close(crowd.cache);
	for (size_t i = 0; i < PAGES; i++) {
		assert_int_equal(atomic_load(&crowd.replies[i]->shares), 1);
		reply_give(crowd.replies[i]);
	}
	arena_finish(&arena);
}

static void test_cache__wants_what_is_asked_for_again(void **state)
{
	struct cache_key gzipped = key_of(S("/a"), S("v"));
	struct cache *cache;

	(void)state;
	gzipped.gzip = true;
	assert_ok(cache_open(CACHE_BYTES, &cache));
	assert_false(cache_is_wanted(cache, key_of(S("/a"), S("v"))));
	assert_false(cache_is_wanted(cache, key_of(S("/a"), S("w"))));
	assert_false(cache_is_wanted(cache, gzipped));
	assert_true(cache_is_wanted(cache, key_of(S("/a"), S("v"))));
	assert_true(cache_is_wanted(cache, key_of(S("/a"), S("v"))));
	cache_close(cache);
}

static void test_block__ends_with_its_last_holder(void **state)
{
	struct block *block = block_of(S("bytes"));

	(void)state;
	assert_str(block_str(block), "bytes");
	assert_ptr_equal(block_share(block), block);
	block_give(block);
	assert_str(block_str(block), "bytes");
	block_give(block);
	block_give(NULL);
	assert_null(block_new(SIZE_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cache__finds_by_the_whole_key),
		cmocka_unit_test(test_cache__keeps_its_bound_and_what_is_used),
		cmocka_unit_test(test_cache__passes_over_what_is_too_large_or_there),
		cmocka_unit_test(test_cache__does_without_memory),
		cmocka_unit_test(test_cache__serves_many_threads_while_evicting),
		cmocka_unit_test(test_cache__wants_what_is_asked_for_again),
		cmocka_unit_test(test_block__ends_with_its_last_holder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
