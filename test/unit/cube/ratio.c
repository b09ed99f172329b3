/* The ratio of many as the ratio of their sums. */
#include "cube/ratio.h"

#include <math.h>

#include "testing.h"

static bool is_near(double a, double b)
{
	return fabs(a - b) < 1e-9 * (1 + fabs(b));
}

static void test_ratio__is_of_the_sums_on_the_scale_of_the_values(void **state)
{
	const struct ratio_part percent[] = { { 33.3, 1, 3, 1 },
					      { 50, 50, 100, 0 },
					      { 0, 0, 7, 0 } };
	const struct ratio_part plain[] = { { 0.25, 1, 4, 2 }, { 0.5, 3, 6, 1 } };
	const struct ratio_part rate[] = { { 150000, 3, 2, 0 }, { 66667, 2, 3, 0 } };
	struct ratio ratio;

	(void)state;
	ratio_of(percent, 3, &ratio);
	assert_true(ratio.is_of_sums);
	assert_true(is_near(ratio.number, 100 * 51.0 / 110));
	assert_true(ratio.numerator == 51 && ratio.denominator == 110);
	ratio_of(plain, 2, &ratio);
	assert_true(ratio.is_of_sums && is_near(ratio.number, 0.4));
	ratio_of(rate, 2, &ratio);
	assert_true(ratio.is_of_sums && is_near(ratio.number, 1e5));
}

static void test_ratio__without_its_parts_is_weighted(void **state)
{
	const struct ratio_part lacking[] = { { 40, NAN, 10, 0 }, { 10, 3, 30, 0 } };
	const struct ratio_part mixed[] = { { 50, 1, 2, 0 }, { 0.5, 1, 2, 1 } };
	struct ratio ratio;

	(void)state;
	ratio_of(lacking, 2, &ratio);
	assert_false(ratio.is_of_sums);
	assert_true(is_near(ratio.number, 17.5));
	assert_true(ratio.denominator == 40);
	/* Two scales are not added as one. */
	ratio_of(mixed, 2, &ratio);
	assert_false(ratio.is_of_sums);
	assert_true(is_near(ratio.number, 25.25));
}

static void test_ratio__of_nothing_is_no_number(void **state)
{
	const struct ratio_part nothing[] = { { 0, 0, 0, 0 } };
	struct ratio ratio;

	(void)state;
	ratio_of(nothing, 0, &ratio);
	assert_true(isnan(ratio.number));
	assert_false(ratio.is_of_sums);
	ratio_of(nothing, 1, &ratio);
	assert_true(isnan(ratio.number));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ratio__is_of_the_sums_on_the_scale_of_the_values),
		cmocka_unit_test(test_ratio__without_its_parts_is_weighted),
		cmocka_unit_test(test_ratio__of_nothing_is_no_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
