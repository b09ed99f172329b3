/* Many numbers as one. */
#include "cube/aggregate.h"

#include <math.h>

#include "testing.h"

static double made_one(struct arena *arena, const char *function, struct aggregate_input input)
{
	enum aggregate_function which;
	double out = 42;

	assert_true(aggregate_named(str_of(function), &which));
	assert_ok(aggregate(arena, which, &input, &out));
	return out;
}

static void test_aggregate__functions_of_numbers(void **state)
{
	const double numbers[] = { 3, 1, 2, 10 }, weights[] = { 1, 1, 2, 0 };
	struct aggregate_input four = { .numbers = numbers, .n = 4 };
	struct aggregate_input three = { .numbers = numbers, .n = 3 };
	struct aggregate_input weighted = { .numbers = numbers, .weights = weights, .n = 4 };
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_true(made_one(&arena, "sum", four) == 16);
	assert_true(made_one(&arena, "mean", four) == 4);
	assert_true(made_one(&arena, "mean", weighted) == 2);
	assert_true(made_one(&arena, "median", four) == 2.5);
	assert_true(made_one(&arena, "median", three) == 2);
	assert_true(made_one(&arena, "min", four) == 1);
	assert_true(made_one(&arena, "max", four) == 10);
	arena_finish(&arena);
}

static void test_aggregate__counts_and_shares(void **state)
{
	struct aggregate_input input = { .n = 178, .n_holding = 71, .n_all = 178 };
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_true(made_one(&arena, "count", input) == 71);
	assert_true(fabs(made_one(&arena, "share", input) - 39.887640449) < 1e-6);
	input.n_all = 0;
	assert_true(isnan(made_one(&arena, "share", input)));
	arena_finish(&arena);
}

static void test_aggregate__of_nothing_is_no_number(void **state)
{
	static const char *const functions[] = { "sum", "mean", "median", "min", "max" };
	const double one = 5, none = 0;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < countof(functions); i++)
		assert_true(
			isnan(made_one(&arena, functions[i], (struct aggregate_input){ .n = 0 })));
	assert_true(isnan(
		made_one(&arena, "mean",
			 (struct aggregate_input){ .numbers = &one, .weights = &none, .n = 1 })));
	arena_finish(&arena);
}

/* In any order, as large as the terms may be beside the small one. */
static void test_aggregate__a_sum_loses_no_small_term(void **state)
{
	const double numbers[] = { 1e16, 1, -1e16 }, other[] = { 1, 1e16, -1e16 };
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_true(made_one(&arena, "sum",
			     (struct aggregate_input){ .numbers = numbers, .n = 3 }) == 1);
	assert_true(made_one(&arena, "sum", (struct aggregate_input){ .numbers = other, .n = 3 }) ==
		    1);
	arena_finish(&arena);
}

static void test_aggregate__names_are_exact(void **state)
{
	enum aggregate_function which = AGGREGATE_NONE;

	(void)state;
	assert_false(aggregate_named(S(""), &which));
	assert_false(aggregate_named(S("Mean"), &which));
	assert_false(aggregate_named(S("average"), &which));
	assert_int_equal(which, AGGREGATE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_aggregate__functions_of_numbers),
		cmocka_unit_test(test_aggregate__counts_and_shares),
		cmocka_unit_test(test_aggregate__of_nothing_is_no_number),
		cmocka_unit_test(test_aggregate__a_sum_loses_no_small_term),
		cmocka_unit_test(test_aggregate__names_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
