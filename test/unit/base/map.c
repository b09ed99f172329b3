/* Maps from string to number. */
#include "base/map.h"

#include "base/arena.h"
#include "testing.h"

static void test_map_get__of_an_absent_key_touches_nothing(void **state)
{
	uint64_t value = 42;
	struct arena arena;
	struct map map;

	(void)state;
	arena_init(&arena, 1 << 20);
	map_init(&map, &arena);
	assert_false(map_get(&map, S("P1"), &value));
	assert_ok(map_put(&map, S("P1"), 1));
	assert_false(map_get(&map, S("P2"), &value));
	assert_false(map_get(&map, S(""), &value));
	assert_int_equal(value, 42);
	arena_finish(&arena);
}

static void test_map_put__replaces_the_value_of_a_key(void **state)
{
	uint64_t value;
	struct arena arena;
	struct map map;

	(void)state;
	arena_init(&arena, 1 << 20);
	map_init(&map, &arena);
	assert_ok(map_put(&map, S("P1"), 1));
	assert_ok(map_put(&map, S("P1"), UINT64_MAX));
	assert_ok(map_put(&map, (struct str){ 0 }, 0));
	assert_int_equal(map.count, 2);
	assert_true(map_get(&map, S("P1"), &value));
	assert_true(value == UINT64_MAX);
	assert_true(map_get(&map, S(""), &value));
	assert_int_equal(value, 0);
	arena_finish(&arena);
}

static void test_map__finds_each_of_many_keys(void **state)
{
	enum { COUNT = 50000 };
	struct arena arena;
	struct map map;
	uint64_t value;

	(void)state;
	arena_init(&arena, 64 << 20);
	map_init(&map, &arena);
	for (uint64_t i = 0; i < COUNT; i++)
		assert_ok(map_put(&map, str_format(&arena, "P%d", (int)i), i));
	assert_int_equal(map.count, COUNT);
	assert_true(map.room >= COUNT && (map.room & (map.room - 1)) == 0);
	for (uint64_t i = 0; i < COUNT; i++) {
		assert_true(map_get(&map, str_format(&arena, "P%d", (int)i), &value));
		assert_true(value == i);
		assert_false(map_get(&map, str_format(&arena, "Q%d", (int)i), &value));
	}
	arena_finish(&arena);
}

static void test_map_put__leaves_the_map_whole_at_the_limit(void **state)
{
	struct arena keys, arena;
	struct map map;
	struct err result;
	uint64_t count = 0, value;

	(void)state;
	arena_init(&keys, 1 << 20);
	arena_init(&arena, 10000);
	map_init(&map, &arena);
	for (;; count++) {
		result = map_put(&map, str_format(&keys, "%d", (int)count), count);
		if (failed(result))
			break;
	}
	assert_fails(result, ERR_LIMIT);
	assert_true(count > 16);
	assert_int_equal(map.count, count);
	for (uint64_t i = 0; i < count; i++) {
		assert_true(map_get(&map, str_format(&keys, "%d", (int)i), &value));
		assert_true(value == i);
	}
	arena_finish(&arena);
	arena_finish(&keys);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_map_get__of_an_absent_key_touches_nothing),
		cmocka_unit_test(test_map_put__replaces_the_value_of_a_key),
		cmocka_unit_test(test_map__finds_each_of_many_keys),
		cmocka_unit_test(test_map_put__leaves_the_map_whole_at_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
