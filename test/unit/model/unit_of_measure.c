/* The list of units of measure. */
#include "testing.h"

#include "model/unit_of_measure.h"

static void test_units__are_found_by_their_code(void **state)
{
	size_t count;
	const struct unit_of_measure *units = units_of_measure(&count);

	(void)state;
	assert_true(count > 0);
	for (size_t i = 0; i < count; i++) {
		assert_ptr_equal(unit_of_measure_named(units[i].code), &units[i]);
		assert_true(unit_of_measure_is_known(units[i].code));
		if (i > 0)
			assert_true(str_cmp(units[i - 1].code, units[i].code) < 0);
	}
}

static void test_units__include_every_currency_and_nothing_else(void **state)
{
	(void)state;
	assert_true(unit_of_measure_is_known(S("CHF")));
	assert_null(unit_of_measure_named(S("CHF")));
	assert_false(unit_of_measure_is_known(S("countries")));
	assert_false(unit_of_measure_is_known(S("Percent")));
	assert_false(unit_of_measure_is_known(S("")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units__are_found_by_their_code),
		cmocka_unit_test(test_units__include_every_currency_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
