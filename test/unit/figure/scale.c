/* Places of numbers and axes with round ticks, also at the ends of what a number can be. */
#include "figure/scale.h"

#include "base/arena.h"
#include "base/buf.h"
#include "testing.h"

static void test_scale__rounds_half_up(void **state)
{
	(void)state;
	assert_int_equal(scale_amount(1, 3, 100), 33);
	assert_int_equal(scale_amount(2, 3, 100), 67);
	assert_int_equal(scale_amount(1, 200, 100), 1);
	assert_int_equal(scale_amount(-1, 200, 100), 0);
	assert_int_equal(scale_amount(-1, 100, 100), -1);
	assert_int_equal(scale_amount(0, INT64_MAX, 36000), 0);
	assert_int_equal(scale_amount(INT64_MAX, INT64_MAX, 36000), 36000);
	assert_int_equal(scale_amount(INT64_MAX / 2, INT64_MAX, 36000), 18000);
}

static void test_scale__compares_decimals_of_different_digits(void **state)
{
	struct decimal zero = decimal_of(0, 0), hundred = decimal_of(100, 0);
	struct decimal fine = decimal_of(INT64_MAX, DECIMAL_SCALE_MAX);

	(void)state;
	assert_int_equal(scale_decimal(decimal_of(1372, 2), zero, hundred, 10000), 1372);
	assert_int_equal(scale_decimal(decimal_of(5, 0), decimal_of(50, 1), hundred, 10000), 0);
	assert_int_equal(scale_decimal(decimal_of(-50, 0), decimal_of(-100, 0), zero, 10000), 5000);
	assert_int_equal(scale_decimal(fine, zero, decimal_of(INT64_MAX, 0), 10000), 0);
	assert_int_equal(scale_percent_of(decimal_of(1325, 2), 381300000), 50522250);
	assert_int_equal(scale_percent_of(decimal_of(INT64_MAX, 0), INT64_MAX), INT64_MAX);
}

/* The ticks of an axis in one string: "0 20 40". */
static struct str ticks(struct arena *arena, struct decimal low, struct decimal high, int wanted)
{
	struct axis axis = axis_for(low, high, wanted);
	struct buf buf;
	struct str text;

	buf_init(&buf, arena);
	for (int i = 0; i < axis.n_ticks; i++) {
		if (i > 0)
			buf_char(&buf, ' ');
		decimal_write(&buf, axis.ticks[i]);
	}
	assert_ok(buf_done(&buf, &text));
	return text;
}

static void test_axis__has_round_ticks_that_hold_both_ends(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_str(ticks(&a, decimal_of(0, 0), decimal_of(100, 0), 5), "0 20 40 60 80 100");
	assert_str(ticks(&a, decimal_of(0, 0), decimal_of(879, 1), 5), "0 20 40 60 80 100");
	assert_str(ticks(&a, decimal_of(0, 0), decimal_of(1, 0), 5), "0.0 0.2 0.4 0.6 0.8 1.0");
	assert_str(ticks(&a, decimal_of(-37, 0), decimal_of(61, 0), 4), "-50 0 50 100");
	assert_str(ticks(&a, decimal_of(2, 2), decimal_of(3, 2), 2), "0.020 0.025 0.030");
	assert_str(ticks(&a, decimal_of(0, 0), decimal_of(4195100, 0), 4),
		   "0 2000000 4000000 6000000");
	assert_str(ticks(&a, decimal_of(1000000, 0), decimal_of(1000001, 0), 2),
		   "1000000.0 1000000.5 1000001.0");
	arena_finish(&a);
}

static void test_axis__of_one_number_has_room_for_it(void **state)
{
	static const struct decimal numbers[] = {
		{ 0, 0 },
		{ 5, 1 },
		{ -7, 0 },
		{ INT64_MAX, 0 },
		{ -INT64_MAX, 0 },
		{ INT64_MAX, DECIMAL_SCALE_MAX },
		{ 1, DECIMAL_SCALE_MAX },
	};

	(void)state;
	for (size_t i = 0; i < countof(numbers); i++) {
		struct axis axis = axis_for(numbers[i], numbers[i], 4);

		assert_true(axis.n_ticks >= 2);
		assert_true(decimal_cmp(axis.ticks[0], axis.ticks[axis.n_ticks - 1]) < 0);
	}
}

/* Whatever the ends, ticks ascend, are few, and hold both ends unless these are beyond all axes. */
static void test_axis__holds_any_two_numbers(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct decimal low = decimal_of((int64_t)dice_throw(&seed, 2000) - 1000,
						(int8_t)dice_throw(&seed, 6));
		struct decimal high =
			decimal_of((int64_t)dice_throw(&seed, INT64_MAX) >> dice_throw(&seed, 60),
				   (int8_t)dice_throw(&seed, 16));
		int wanted = 2 + (int)dice_throw(&seed, 6);
		struct axis axis;

		if (decimal_cmp(low, high) > 0)
			continue;
		axis = axis_for(low, high, wanted);
		assert_in_range(axis.n_ticks, 2, (uintmax_t)wanted + 1);
		for (int i = 1; i < axis.n_ticks; i++)
			assert_true(decimal_cmp(axis.ticks[i - 1], axis.ticks[i]) < 0);
		assert_true(axis_place(&axis, low, 10000) >= 0);
		if (decimal_cmp(high, decimal_of(INT64_MAX / 8, 0)) < 0)
			assert_true(decimal_cmp(axis.ticks[axis.n_ticks - 1], high) >= 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scale__rounds_half_up),
		cmocka_unit_test(test_scale__compares_decimals_of_different_digits),
		cmocka_unit_test(test_axis__has_round_ticks_that_hold_both_ends),
		cmocka_unit_test(test_axis__of_one_number_has_room_for_it),
		cmocka_unit_test(test_axis__holds_any_two_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
