/* Exact decimals: reading, writing, arithmetic, and whether a stated figure is the exact ratio. */
#include "base/decimal.h"

#include "base/buf.h"
#include "testing.h"

static struct decimal parsed(struct str text)
{
	struct decimal d = DECIMAL_EMPTY;

	if (!decimal_parse(text, &d))
		fail_msg("\"%.*s\" is a decimal", STR_ARGS(text));
	return d;
}

static void assert_written(struct decimal d, struct str expected)
{
	struct buf buf;

	buf_init_own(&buf, DECIMAL_TEXT_MAX);
	decimal_write(&buf, d);
	assert_true(str_eq(buf_held(&buf), expected));
	buf_finish(&buf);
}

static void test_decimal_parse__keeps_the_digits_as_written(void **state)
{
	static const struct {
		struct str text;
		struct decimal d;
	} good[] = {
		{ STR("0"), { 0, 0 } },
		{ STR("13.20"), { 1320, 2 } },
		{ STR("-12.50"), { -1250, 2 } },
		{ STR("0.000000000000001"), { 1, 15 } },
		{ STR("-0.05"), { -5, 2 } },
		{ STR("9223372036854775807"), { INT64_MAX, 0 } },
		{ STR("-9223372036854775808"), { INT64_MIN, 0 } },
		{ STR("-9223.372036854775808"), { INT64_MIN, 15 } },
	};

	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		struct decimal d = parsed(good[i].text);

		assert_true(d.units == good[i].d.units);
		assert_int_equal(d.scale, good[i].d.scale);
		assert_written(d, good[i].text);
	}
	assert_written(parsed(S("007.0")), S("7.0"));
	assert_written(parsed(S("-0.0")), S("0.0"));
}

static void test_decimal_parse__refuses_all_else(void **state)
{
	static const struct str bad[] = {
		STR(""),
		STR("-"),
		STR("."),
		STR("-."),
		STR("1."),
		STR(".5"),
		STR("-.5"),
		STR("1.2.3"),
		STR("+1"),
		STR("--1"),
		STR("1-"),
		STR("1.-5"),
		STR(" 1"),
		STR("1 "),
		STR("1e3"),
		STR("1,5"),
		STR("1 000"),
		STR("0x1"),
		STR("nan"),
		STR("1\0"),
		STR("0.0000000000000001"),
		STR("9223372036854775808"),
		STR("-9223372036854775809"),
		STR("9223.372036854775808"),
		STR("100000000000000000000000000000"),
	};
	struct decimal d = { 42, 1 };

	(void)state;
	for (size_t i = 0; i < countof(bad); i++) {
		if (decimal_parse(bad[i], &d))
			fail_msg("\"%.*s\" is no decimal", STR_ARGS(bad[i]));
		assert_int_equal(d.units, 42);
		assert_int_equal(d.scale, 1);
	}
	assert_false(decimal_parse((struct str){ 0 }, &d));
}

static void test_decimal_write__writes_nothing_for_the_empty_one(void **state)
{
	(void)state;
	assert_true(decimal_empty(DECIMAL_EMPTY));
	assert_false(decimal_empty(decimal_of(0, 0)));
	assert_written(DECIMAL_EMPTY, S(""));
}

static void test_decimal_cmp__is_by_value(void **state)
{
	static const struct str ascending[] = {
		STR("-9223372036854775808"),
		STR("-1.000000000000001"),
		STR("-1"),
		STR("-0.5"),
		STR("0.0"),
		STR("0.000000000000001"),
		STR("13.2"),
		STR("13.25"),
		STR("9223.372036854775807"),
		STR("9223372036854775806"),
		STR("9223372036854775807"),
	};

	(void)state;
	for (size_t i = 0; i < countof(ascending); i++)
		for (size_t j = 0; j < countof(ascending); j++)
			assert_int_equal(decimal_cmp(parsed(ascending[i]), parsed(ascending[j])),
					 (i > j) - (i < j));
	assert_int_equal(decimal_cmp(parsed(S("13.2")), parsed(S("13.20"))), 0);
	assert_int_equal(decimal_cmp(parsed(S("0")), parsed(S("-0.00"))), 0);
}

static void test_decimal_add__is_exact_or_refuses(void **state)
{
	struct decimal sum = { 42, 1 };

	(void)state;
	assert_true(decimal_add(parsed(S("13.72")), parsed(S("0.1")), &sum));
	assert_written(sum, S("13.82"));
	assert_true(decimal_add(parsed(S("0.1")), parsed(S("-0.10")), &sum));
	assert_written(sum, S("0.00"));
	assert_true(decimal_sub(parsed(S("5.4")), parsed(S("5.25")), &sum));
	assert_written(sum, S("0.15"));
	assert_true(decimal_sub(decimal_of(-1, 0), decimal_of(INT64_MAX, 0), &sum));
	assert_true(sum.units == INT64_MIN);
	sum = decimal_of(42, 1);
	assert_false(decimal_add(decimal_of(INT64_MAX, 0), decimal_of(1, 0), &sum));
	assert_false(decimal_add(decimal_of(INT64_MAX, 0), decimal_of(0, 1), &sum));
	assert_false(decimal_sub(decimal_of(INT64_MIN, 15), decimal_of(1, 15), &sum));
	assert_int_equal(sum.units, 42);
}

static void test_decimal_round__goes_half_away_from_zero(void **state)
{
	static const struct {
		struct str text;
		int8_t scale;
		struct str rounded;
	} cases[] = {
		{ STR("13.72"), 1, STR("13.7") },
		{ STR("13.75"), 1, STR("13.8") },
		{ STR("-13.75"), 1, STR("-13.8") },
		{ STR("-13.74"), 1, STR("-13.7") },
		{ STR("0.5"), 0, STR("1") },
		{ STR("-0.5"), 0, STR("-1") },
		{ STR("0.49"), 0, STR("0") },
		{ STR("99.95"), 1, STR("100.0") },
		{ STR("7"), 2, STR("7.00") },
		{ STR("7.00"), 2, STR("7.00") },
		{ STR("-0.000000000000005"), 14, STR("-0.00000000000001") },
	};
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		assert_true(decimal_round(parsed(cases[i].text), cases[i].scale, &d));
		assert_written(d, cases[i].rounded);
	}
	assert_true(decimal_round(decimal_of(INT64_MIN, 15), 0, &d));
	assert_written(d, S("-9223"));
	d = decimal_of(42, 1);
	assert_false(decimal_round(decimal_of(INT64_MAX, 0), 1, &d));
	assert_int_equal(d.units, 42);
}

static void test_decimal_ratio__rounds_the_exact_ratio(void **state)
{
	struct decimal d;

	(void)state;
	assert_true(decimal_ratio(523000, 100, 3813000, 2, &d));
	assert_written(d, S("13.72"));
	assert_true(decimal_ratio(-523000, 100, 3813000, 2, &d));
	assert_written(d, S("-13.72"));
	assert_true(decimal_ratio(1, 1, 8, 2, &d));
	assert_written(d, S("0.13"));
	assert_true(decimal_ratio(-1, 1, 8, 2, &d));
	assert_written(d, S("-0.13"));
	assert_true(decimal_ratio(2, 1, 3, 15, &d));
	assert_written(d, S("0.666666666666667"));
	assert_true(decimal_ratio(0, 100, 7, 1, &d));
	assert_written(d, S("0.0"));
	assert_true(decimal_ratio(INT64_MIN, INT64_MIN, INT64_MAX, 0, &d) == false);
	assert_true(decimal_ratio(INT64_MAX, INT64_MIN, INT64_MAX, 0, &d));
	assert_true(d.units == INT64_MIN);
	assert_true(decimal_ratio(INT64_MAX, 1, INT64_MAX, 15, &d));
	assert_written(d, S("1.000000000000000"));
	assert_true(decimal_ratio(INT64_MAX - 1, 1, INT64_MAX, 15, &d));
	assert_written(d, S("1.000000000000000"));
	assert_false(decimal_ratio(10000, 1, 1, 15, &d));
	assert_false(decimal_ratio(INT64_MAX, INT64_MAX, 1, 15, &d));
}

static void test_decimal_states_ratio__allows_half_a_unit_of_the_last_digit(void **state)
{
	static const struct {
		struct str stated;
		int64_t part, whole;
		bool right;
	} cases[] = {
		{ STR("13.72"), 523000, 3813000, true },
		{ STR("13.7"), 523000, 3813000, true },
		{ STR("14"), 523000, 3813000, true },
		{ STR("13.25"), 523000, 3813000, false },
		{ STR("13.71"), 523000, 3813000, false },
		{ STR("13.720"), 523000, 3813000, false },
		{ STR("12.5"), 1, 8, true },
		{ STR("12"), 1, 8, true }, /* exactly half a unit, below */
		{ STR("13"), 1, 8, true }, /* and above */
		{ STR("-12"), -1, 8, true },
		{ STR("-13"), -1, 8, true },
		{ STR("-14"), -1, 8, false },
		{ STR("13"), -1, 8, false },
		{ STR("0"), 0, 8, true },
		{ STR("0"), 1, 200, true },
		{ STR("0"), -1, 200, true },
		{ STR("0"), 1, 199, false },
		{ STR("100.0"), 7, 7, true },
		{ STR("0.0"), 7, 7, false },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		if (decimal_states_ratio(parsed(cases[i].stated), cases[i].part, 100,
					 cases[i].whole) != cases[i].right)
			fail_msg("%.*s of case %zu", STR_ARGS(cases[i].stated), i);
}

static void test_decimal_states_ratio__agrees_with_plain_integers(void **state)
{
	static const int64_t powers[] = { 1, 10, 100 };

	(void)state;
	for (int64_t whole = 1; whole <= 13; whole++)
		for (int64_t part = -15; part <= 15; part++)
			for (int64_t units = -250; units <= 250; units++)
				for (int8_t scale = 0; scale < 3; scale++) {
					int64_t twice = 2 * (units * whole - part * powers[scale]);
					bool right = twice <= whole && twice >= -whole;

					assert_int_equal(
						decimal_states_ratio(decimal_of(units, scale), part,
								     1, whole),
						right);
				}
}

static void test_decimal_states_ratio__is_exact_at_the_ends(void **state)
{
	(void)state;
	assert_true(decimal_states_ratio(decimal_of(INT64_MAX, 0), INT64_MAX, 1, 1));
	assert_true(decimal_states_ratio(decimal_of(INT64_MIN, 0), INT64_MIN, 1, 1));
	assert_false(decimal_states_ratio(decimal_of(INT64_MAX, 0), INT64_MIN, 1, 1));
	assert_false(decimal_states_ratio(decimal_of(INT64_MAX - 1, 0), INT64_MAX, 1, 1));
	assert_false(decimal_states_ratio(decimal_of(INT64_MAX, 15), INT64_MIN, INT64_MIN, 1));
	assert_false(decimal_states_ratio(decimal_of(INT64_MIN, 15), INT64_MAX, INT64_MIN, 1));
	assert_true(
		decimal_states_ratio(decimal_of(INT64_MIN, 0), INT64_MAX, INT64_MIN, INT64_MAX));
	/* Half a unit of the 15th digit is allowed on either side, and no more. */
	assert_true(decimal_states_ratio(decimal_of(1, 15), 3, 1, 2000000000000000));
	assert_true(decimal_states_ratio(decimal_of(1, 15), 1, 1, 2000000000000000));
	assert_false(decimal_states_ratio(decimal_of(1, 15), 4, 1, 2000000000000000));
	assert_false(decimal_states_ratio(decimal_of(1, 15), 0, 1, INT64_MAX));
	assert_true(decimal_states_ratio(decimal_of(0, 15), 1, 1, INT64_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decimal_parse__keeps_the_digits_as_written),
		cmocka_unit_test(test_decimal_parse__refuses_all_else),
		cmocka_unit_test(test_decimal_write__writes_nothing_for_the_empty_one),
		cmocka_unit_test(test_decimal_cmp__is_by_value),
		cmocka_unit_test(test_decimal_add__is_exact_or_refuses),
		cmocka_unit_test(test_decimal_round__goes_half_away_from_zero),
		cmocka_unit_test(test_decimal_ratio__rounds_the_exact_ratio),
		cmocka_unit_test(test_decimal_states_ratio__allows_half_a_unit_of_the_last_digit),
		cmocka_unit_test(test_decimal_states_ratio__agrees_with_plain_integers),
		cmocka_unit_test(test_decimal_states_ratio__is_exact_at_the_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
