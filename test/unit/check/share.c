/* What a printed share allows, at its very edges. */
#include "testing.h"

#include "base/money.h"
#include "check/share.h"
#include "model/budget_line.h"

enum { NONE = 0 };

static struct decimal number(const char *text)
{
	struct decimal d;

	assert_true(decimal_parse(str_of(text), &d));
	return d;
}

static void test_share__is_right_within_half_a_unit(void **state)
{
	(void)state;
	assert_true(share_states(number("33.3"), NONE, 1, 3));
	assert_false(share_states(number("33.4"), NONE, 1, 3));
	assert_true(share_states(number("13.72"), NONE, 523000, 3813000));
	assert_false(share_states(number("13.25"), NONE, 523000, 3813000));
	/* 5.25 % exactly: both neighbours are half a unit away. */
	assert_true(share_states(number("5.2"), NONE, 525, 10000));
	assert_true(share_states(number("5.3"), NONE, 525, 10000));
	assert_false(share_states(number("5.1"), NONE, 525, 10000));
}

static void test_share__with_a_qualifier(void **state)
{
	const int about = BUDGET_LINE_QUALIFIER_APPROXIMATELY;
	const int more = BUDGET_LINE_QUALIFIER_MORE_THAN, less = BUDGET_LINE_QUALIFIER_LESS_THAN;

	(void)state;
	assert_true(share_states(number("7"), about, 8, 100));
	assert_true(share_states(number("7"), about, 6, 100));
	assert_false(share_states(number("7"), about, 801, 10000));
	assert_true(share_states(number("50"), more, 501, 1000));
	assert_false(share_states(number("50"), more, 500, 1000));
	assert_true(share_states(number("50"), less, 499, 1000));
	assert_false(share_states(number("50"), less, 500, 1000));
}

static void test_share__of_the_largest_amounts_is_exact(void **state)
{
	(void)state;
	assert_true(share_states(number("100.000000000000000"), BUDGET_LINE_QUALIFIER_APPROXIMATELY,
				 INT64_MAX, INT64_MAX));
	assert_false(share_states(number("9.000000000000000"), BUDGET_LINE_QUALIFIER_APPROXIMATELY,
				  INT64_MAX, INT64_MAX));
}

static struct share_sum sum_of(size_t n, const char *const shares[], int qualifier)
{
	struct share_sum sum = share_sum_none();

	for (size_t i = 0; i < n; i++)
		share_sum_add(&sum, number(shares[i]), qualifier);
	return sum;
}

static void test_sum__may_miss_100_by_half_a_unit_for_each_share(void **state)
{
	const char *const near[] = { "33.3", "33.3", "33.25" }; /* 99.85, 0.105 away from 99.955 */
	const char *const edge[] = { "33.3", "33.3", "33.3" };
	const char *const far[] = { "33.2", "33.3", "33.3" };
	struct share_sum sum = sum_of(3, edge, NONE);

	(void)state;
	assert_true(share_sum_is_whole(&sum));
	sum = sum_of(3, far, NONE);
	assert_false(share_sum_is_whole(&sum));
	sum = sum_of(3, near, NONE);
	assert_int_equal(decimal_cmp(sum.slack, number("0.105")), 0);
	assert_false(share_sum_is_whole(&sum));
}

static void test_sum__approximately_allows_twice_as_much(void **state)
{
	const char *const shares[] = { "49", "49" };
	struct share_sum sum = sum_of(2, shares, NONE);

	(void)state;
	assert_false(share_sum_is_whole(&sum));
	sum = sum_of(2, shares, BUDGET_LINE_QUALIFIER_APPROXIMATELY);
	assert_true(share_sum_is_whole(&sum));
}

static void test_sum__more_than_may_fill_what_is_missing_and_not_exceed(void **state)
{
	struct share_sum sum = share_sum_none();

	(void)state;
	share_sum_add(&sum, number("39"), NONE);
	share_sum_add(&sum, number("50"), BUDGET_LINE_QUALIFIER_MORE_THAN);
	assert_true(share_sum_is_whole(&sum));
	share_sum_add(&sum, number("13"), NONE);
	assert_false(share_sum_is_whole(&sum));
}

static void test_sum__too_large_is_told(void **state)
{
	struct share_sum sum = share_sum_none();

	(void)state;
	share_sum_add(&sum, decimal_of(INT64_MAX, 0), NONE);
	assert_false(sum.too_large);
	assert_false(share_sum_is_whole(&sum));
	share_sum_add(&sum, decimal_of(INT64_MAX, 0), NONE);
	assert_true(sum.too_large);
}

static void test_money__as_files_hold_it(void **state)
{
	struct decimal whole = money_decimal(52300000, S("CHF"));
	struct decimal cents = money_decimal(52300050, S("CHF"));

	(void)state;
	assert_int_equal(whole.units, 523000);
	assert_int_equal(whole.scale, 0);
	assert_int_equal(cents.units, 52300050);
	assert_int_equal(cents.scale, 2);
	assert_int_equal(money_decimal(-5, S("JPY")).units, -5);
}

static void test_shortest__loses_zeros_and_no_digit(void **state)
{
	(void)state;
	assert_int_equal(decimal_shortest(number("0.030")).scale, 2);
	assert_int_equal(decimal_shortest(number("100")).units, 100);
	assert_int_equal(decimal_shortest(number("0.0")).scale, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_share__is_right_within_half_a_unit),
		cmocka_unit_test(test_share__with_a_qualifier),
		cmocka_unit_test(test_share__of_the_largest_amounts_is_exact),
		cmocka_unit_test(test_sum__may_miss_100_by_half_a_unit_for_each_share),
		cmocka_unit_test(test_sum__approximately_allows_twice_as_much),
		cmocka_unit_test(test_sum__more_than_may_fill_what_is_missing_and_not_exceed),
		cmocka_unit_test(test_sum__too_large_is_told),
		cmocka_unit_test(test_money__as_files_hold_it),
		cmocka_unit_test(test_shortest__loses_zeros_and_no_digit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
