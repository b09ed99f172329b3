/* Sets of series: what was put in is found, in one piece of memory that references share. */
#include "cube/series_set.h"

#include "base/buf.h"
#include "testing.h"

static struct str block_of(struct arena *arena, double number)
{
	struct series_cell cell = { .observed = observed_absent() };
	struct str block;
	struct buf buf;

	cell.observed.state = OBSERVATION_VALUE;
	cell.observed.number = number;
	assert_true(period_at(PERIOD_YEAR, 2020, &cell.period));
	buf_init(&buf, arena);
	series_pack(&buf, arena, &cell, 1);
	assert_ok(buf_done(&buf, &block));
	return block;
}

static const struct series_key keys[] = {
	{ STR("A"), STR(""), STR("AFG") },
	{ STR("A"), STR(""), STR("ALB") },
	{ STR("A"), STR("SEX=F"), STR("AFG") },
	{ STR("B"), STR(""), STR("AFG") },
};

static void test_series_set__finds_what_it_holds(void **state)
{
	const struct series_key missing[] = {
		{ STR("0"), STR(""), STR("AFG") },
		{ STR("A"), STR(""), STR("AAA") },
		{ STR("A"), STR("SEX=F"), STR("ALB") },
		{ STR("C"), STR(""), STR("AFG") },
	};
	struct str blocks[countof(keys)];
	struct series_set *set;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < countof(keys); i++)
		blocks[i] = block_of(&arena, (double)i);
	assert_ok(series_set_make(keys, blocks, countof(keys), &set));
	arena_finish(&arena);
	assert_int_equal(series_set_count(set), countof(keys));
	for (size_t i = 0; i < countof(keys); i++) {
		struct series_key key = series_set_key(set, i);
		struct series_view view = series_set_view(set, i);

		assert_int_equal(series_key_cmp(&key, &keys[i]), 0);
		for (size_t near = 0; near <= countof(keys); near++)
			assert_int_equal(series_set_find(set, &keys[i], near), i);
		assert_int_equal(view.count, 1);
		assert_true(series_number(&view, 0) == (double)i);
	}
	for (size_t i = 0; i < countof(missing); i++)
		for (size_t near = 0; near <= countof(keys); near++)
			assert_int_equal(series_set_find(set, &missing[i], near), SIZE_MAX);
	assert_ptr_equal(series_set_hold(set), set);
	series_set_release(set);
	assert_int_equal(series_set_count(set), countof(keys));
	series_set_release(set);
	series_set_release(NULL);
}

static void test_series_set__may_be_empty(void **state)
{
	struct series_set *set;

	(void)state;
	assert_ok(series_set_make(NULL, NULL, 0, &set));
	assert_int_equal(series_set_count(set), 0);
	assert_int_equal(series_set_find(set, &keys[0], 0), SIZE_MAX);
	series_set_release(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_series_set__finds_what_it_holds),
		cmocka_unit_test(test_series_set__may_be_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
