/* Amounts of money and the minor units of currencies. */
#include "base/money.h"

#include "base/buf.h"
#include "testing.h"

static void test_currency_digits__are_those_of_iso_4217(void **state)
{
	static const struct {
		struct str code;
		int digits;
	} cases[] = {
		{ STR("AED"), 2 },   { STR("CHF"), 2 },  { STR("EUR"), 2 },  { STR("USD"), 2 },
		{ STR("JPY"), 0 },   { STR("XOF"), 0 },  { STR("XAF"), 0 },  { STR("ISK"), 0 },
		{ STR("KWD"), 3 },   { STR("BHD"), 3 },  { STR("TND"), 3 },  { STR("CLF"), 4 },
		{ STR("UYW"), 4 },   { STR("ZWG"), 2 },  { STR("XCG"), 2 },  { STR("XXX"), -1 },
		{ STR("XDR"), -1 },  { STR("chf"), -1 }, { STR(""), -1 },    { STR("CH"), -1 },
		{ STR("CHFX"), -1 }, { STR("AAA"), -1 }, { STR("ZZZ"), -1 }, { STR("BGN"), -1 },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		if (currency_digits(cases[i].code) != cases[i].digits)
			fail_msg("%.*s has %d", STR_ARGS(cases[i].code),
				 currency_digits(cases[i].code));
}

/* Asks for every code there could be: a table out of order would lose some of them. */
static void test_currency_digits__knows_every_code_of_the_list(void **state)
{
	int counts[5] = { 0 };
	char code[3];

	(void)state;
	for (int n = 0; n < 26 * 26 * 26; n++) {
		int digits;

		code[0] = (char)('A' + n / 26 / 26);
		code[1] = (char)('A' + n / 26 % 26);
		code[2] = (char)('A' + n % 26);
		digits = currency_digits((struct str){ code, sizeof(code) });
		if (digits >= 0)
			counts[digits]++;
	}
	assert_int_equal(counts[0], 17);
	assert_int_equal(counts[1], 0);
	assert_int_equal(counts[2], 139);
	assert_int_equal(counts[3], 7);
	assert_int_equal(counts[4], 2);
}

static void assert_money_written(int64_t minor, struct str currency, struct str expected)
{
	struct buf buf;

	buf_init_own(&buf, 100);
	money_write(&buf, minor, currency);
	assert_true(str_eq(buf_held(&buf), expected));
	buf_finish(&buf);
}

static void test_money__is_major_outside_and_minor_inside(void **state)
{
	static const struct {
		struct str text, currency;
		int64_t minor;
		struct str written;
	} cases[] = {
		{ STR("523000"), STR("CHF"), 52300000, STR("523000") },
		{ STR("523000.00"), STR("CHF"), 52300000, STR("523000") },
		{ STR("523000.5"), STR("CHF"), 52300050, STR("523000.50") },
		{ STR("-0.05"), STR("CHF"), -5, STR("-0.05") },
		{ STR("0"), STR("CHF"), 0, STR("0") },
		{ STR("523000"), STR("JPY"), 523000, STR("523000") },
		{ STR("1.234"), STR("KWD"), 1234, STR("1.234") },
		{ STR("1"), STR("CLF"), 10000, STR("1") },
		{ STR("92233720368547758.07"), STR("CHF"), INT64_MAX, STR("92233720368547758.07") },
		{ STR("-92233720368547758.07"), STR("CHF"), -INT64_MAX,
		  STR("-92233720368547758.07") },
	};
	int64_t minor;

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		assert_true(money_parse(cases[i].text, cases[i].currency, &minor));
		assert_true(minor == cases[i].minor);
		assert_money_written(minor, cases[i].currency, cases[i].written);
	}
	assert_money_written(MONEY_EMPTY, S("CHF"), S(""));
	assert_money_written(MONEY_EMPTY, S(""), S(""));
}

static void test_money_parse__refuses_what_it_cannot_hold(void **state)
{
	static const struct {
		struct str text, currency;
	} bad[] = {
		{ STR(""), STR("CHF") },
		{ STR("523 000"), STR("CHF") },
		{ STR("523'000"), STR("CHF") },
		{ STR("1.005"), STR("CHF") },
		{ STR("1.0"), STR("JPY") },
		{ STR("1"), STR("XXX") },
		{ STR("1"), STR("") },
		{ STR("92233720368547758.08"), STR("CHF") },
		{ STR("-92233720368547758.08"), STR("CHF") },
		{ STR("9223372036854775807"), STR("CHF") },
		{ STR("-9223372036854775808"), STR("JPY") },
	};
	int64_t minor = 42;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (money_parse(bad[i].text, bad[i].currency, &minor))
			fail_msg("%.*s %.*s is no amount", STR_ARGS(bad[i].currency),
				 STR_ARGS(bad[i].text));
	assert_int_equal(minor, 42);
}

static void test_money_add__is_exact_or_refuses(void **state)
{
	int64_t sum = 42;

	(void)state;
	assert_false(money_add(INT64_MAX, 1, &sum));
	assert_false(money_add(-INT64_MAX, -1, &sum)); /* that sum would be the empty amount */
	assert_false(money_add(-INT64_MAX, -2, &sum));
	assert_int_equal(sum, 42);
	assert_true(money_add(INT64_MAX, -INT64_MAX, &sum));
	assert_int_equal(sum, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_currency_digits__are_those_of_iso_4217),
		cmocka_unit_test(test_currency_digits__knows_every_code_of_the_list),
		cmocka_unit_test(test_money__is_major_outside_and_minor_inside),
		cmocka_unit_test(test_money_parse__refuses_what_it_cannot_hold),
		cmocka_unit_test(test_money_add__is_exact_or_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
