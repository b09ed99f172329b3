/* What is kept of series: by key and batches, the oldest given up at the limit. */
#include "store/series_cache.h"

#include "testing.h"

static struct series_set *some_set(void)
{
	struct series_set *set;

	assert_ok(series_set_make(NULL, NULL, 0, &set));
	return set;
}

static struct series_key slice_of(const char *variable)
{
	return (struct series_key){ .variable = str_of(variable) };
}

static void put(struct series_cache *cache, const char *variable, int64_t from, int64_t upto)
{
	struct series_key key = slice_of(variable);
	struct series_set *set = some_set();

	assert_ok(series_cache_put(cache, &key, set, from, upto));
	series_set_release(set);
}

static bool has(struct series_cache *cache, const char *variable, int64_t batch)
{
	struct series_key key = slice_of(variable);

	return series_cache_find(cache, &key, batch);
}

static void test_series_cache__knows_over_which_batches_a_set_holds(void **state)
{
	const struct series_key a = slice_of("A"), area = { .area = STR("A") };
	struct series_cache cache;

	(void)state;
	series_cache_init(&cache, 1 << 20);
	put(&cache, "A", 3, 5);
	put(&cache, "A", 8, 9);
	assert_false(has(&cache, "A", 2));
	assert_true(has(&cache, "A", 3) && has(&cache, "A", 5) && has(&cache, "A", 8));
	assert_false(has(&cache, "A", 6) || has(&cache, "A", 10) || has(&cache, "B", 4));
	assert_null(series_cache_find(&cache, &area, 4));
	assert_null(series_cache_before(&cache, &a, 5));
	assert_int_equal(series_cache_before(&cache, &a, 7)->upto, 5);
	assert_int_equal(series_cache_before(&cache, &a, 12)->upto, 9);
	series_cache_finish(&cache);
}

static void test_series_cache__gives_up_what_was_not_asked_for(void **state)
{
	struct series_cache cache;
	size_t one;

	(void)state;
	series_cache_init(&cache, 1 << 20);
	put(&cache, "A", 1, 1);
	one = cache.bytes;
	put(&cache, "B", 1, 1);
	put(&cache, "C", 1, 1);
	assert_int_equal(cache.bytes, 3 * one);
	assert_true(has(&cache, "A", 1));
	series_cache_limit(&cache, 2 * one);
	assert_true(has(&cache, "A", 1) && has(&cache, "C", 1) && !has(&cache, "B", 1));
	put(&cache, "D", 1, 1);
	assert_true(has(&cache, "C", 1) && has(&cache, "D", 1) && !has(&cache, "A", 1));
	assert_true(cache.bytes <= 2 * one);
	series_cache_limit(&cache, one - 1);
	assert_int_equal(cache.bytes, 0);
	put(&cache, "E", 1, 1);
	assert_false(has(&cache, "E", 1));
	series_cache_finish(&cache);
}

/* Who has a set keeps it, whatever becomes of the cache. */
static void test_series_cache__does_not_take_away_what_is_in_use(void **state)
{
	struct series_key key = slice_of("A");
	struct series_set *set = some_set();
	struct series_cache cache;

	(void)state;
	series_cache_init(&cache, 1 << 20);
	assert_ok(series_cache_put(&cache, &key, set, 1, 1));
	series_cache_finish(&cache);
	assert_int_equal(series_set_count(set), 0);
	series_set_release(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_series_cache__knows_over_which_batches_a_set_holds),
		cmocka_unit_test(test_series_cache__gives_up_what_was_not_asked_for),
		cmocka_unit_test(test_series_cache__does_not_take_away_what_is_in_use),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
