/* Doubles as they are written: exact, and with the decimals that were there. */
#include "base/real.h"

#include "base/buf.h"

#include <math.h>

#include "testing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_real_parse__gives_the_nearest_double(void **state)
{
	static const struct {
		const char *text;
		double number;
		int decimals;
	} cases[] = {
		{ "0", 0, 0 },
		{ "-0", 0, 0 },
		{ "0.000", 0, 3 },
		{ "1", 1, 0 },
		{ "+1", 1, 0 },
		{ "-12.50", -12.5, 2 },
		{ ".5", 0.5, 1 },
		{ "5.", 5, 0 },
		{ "007", 7, 0 },
		{ "4.1951e+006", 4195100, 0 },
		{ "1.64212e+012", 1.64212e12, 0 },
		{ "2e-05", 2e-05, 5 },
		{ "4.60059e-05", 4.60059e-05, 10 },
		{ "1.51554544469722", 1.51554544469722, 14 },
		{ "40.9763298312845123", 40.9763298312845123, 15 },
		{ "123456789012345678", 123456789012345678.0, 0 },
		{ "0.00000000000000000000000000012345", 1.2345e-28, 15 },
		{ "9007199254740993", 9007199254740992.0, 0 },
		{ "9007199254740993.0000000000000000001", 9007199254740994.0, 15 },
		{ "1e22", 1e22, 0 },
		{ "1e23", 1e23, 0 },
		{ "1e300", 1e300, 0 },
		{ "0e99999999999", 0, 0 },
		{ "1e-99999999999", 0, 15 },
		{ "2.2250738585072012e-308", 2.2250738585072012e-308, 15 },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		int8_t decimals = -1;
		double number = -1;

		if (!real_parse(str_of(cases[i].text), '.', 0, &number, &decimals))
			fail_msg("%s is refused", cases[i].text);
		if (number != cases[i].number || signbit(number) != signbit(cases[i].number))
			fail_msg("%s is read as %.17g", cases[i].text, number);
		if (decimals != cases[i].decimals)
			fail_msg("%s has %d decimals", cases[i].text, decimals);
	}
}

static void test_real_parse__refuses_all_else(void **state)
{
	static const char *const texts[] = {
		"",
		" ",
		"-",
		"+",
		".",
		"e5",
		"1e",
		"1e+",
		"1 ",
		" 1",
		"1 000",
		"1,5",
		"1.2.3",
		"1,234.5",
		"0x10",
		"nan",
		"inf",
		"N",
		"<0.1",
		"12%",
		"--1",
		"1e5x",
		"1e99999",
		"1e400",
		("\xC2\xA0"
		 "1"),
		"1e5.0",
	};
	char longest[REAL_TEXT_MOST + 2];
	int8_t decimals = 7;
	double number = 7;

	(void)state;
	memset(longest, '1', sizeof(longest));
	for (size_t i = 0; i < countof(texts); i++)
		if (real_parse(str_of(texts[i]), '.', 0, &number, &decimals))
			fail_msg("\"%s\" is a number", texts[i]);
	assert_false(real_parse((struct str){ longest, REAL_TEXT_MOST + 1 }, '.', 0, &number,
				&decimals));
	assert_true(number == 7 && decimals == 7);
}

static void test_real_parse__shifts_and_marks(void **state)
{
	int8_t decimals;
	double number;

	(void)state;
	assert_true(real_parse(S("12,4"), ',', 0, &number, &decimals));
	assert_true(number == 12.4 && decimals == 1);
	assert_true(real_parse(S("12.345"), '.', 6, &number, &decimals));
	assert_true(number == 12345000 && decimals == 0);
	assert_true(real_parse(S("12.345"), '.', -1, &number, &decimals));
	assert_true(number == 1.2345 && decimals == 4);
	assert_true(real_parse(S("1,00000000000000000001"), ',', 3, &number, &decimals));
	assert_true(number == 1000);
}

/* Whatever digits the dice throw, strtod says the same. */
static void test_real_parse__agrees_with_the_library(void **state)
{
	uint64_t seed = 20260101;

	(void)state;
	for (int round = 0; round < 200000; round++) {
		int n_digits = 1 + (int)dice_throw(&seed, 20), point, len = 0;
		char text[64];
		double number;
		int8_t decimals;

		point = (int)dice_throw(&seed, (uint64_t)n_digits + 1);
		for (int i = 0; i < n_digits; i++) {
			if (i == point)
				text[len++] = '.';
			text[len++] = (char)('0' + dice_throw(&seed, 10));
		}
		if (dice_throw(&seed, 2))
			len += snprintf(text + len, sizeof(text) - (size_t)len, "e%d",
					(int)dice_throw(&seed, 80) - 40);
		text[len] = '\0';
		if (!real_parse(str_of(text), '.', 0, &number, &decimals) ||
		    number != strtod(text, NULL))
			fail_msg("%s is read as %.17g", text, number);
	}
}

static void assert_shortest(double number)
{
	char text[64], shortest[64];
	struct buf buf = { .at = text, .room = sizeof(text), .limit = sizeof(text) };
	int8_t decimals;
	double again;

	real_write(&buf, number, -1);
	assert_true(real_parse(buf_held(&buf), '.', 0, &again, &decimals));
	assert_true(again == number);
	for (int digits = 15; digits <= 17; digits++) {
		snprintf(shortest, sizeof(shortest), "%.*g", digits, number);
		if (strtod(shortest, NULL) == number)
			break;
	}
	if (number != 0)
		assert_true(str_eq(buf_held(&buf), str_of(shortest)));
}

static void test_real_write__gives_the_fewest_digits(void **state)
{
	static const double numbers[] = { 0,
					  -0.0,
					  1,
					  -1,
					  0.1,
					  -0.5,
					  1e-4,
					  9.999e-5,
					  1e14,
					  1e15,
					  1e22,
					  1e300,
					  5e-324,
					  0.3,
					  2.675,
					  1234567.891,
					  99999999999999.9,
					  999999999999999.0,
					  9.99999999999999,
					  1.0 / 3 };
	uint64_t seed = 11;

	(void)state;
	for (size_t i = 0; i < countof(numbers); i++)
		assert_shortest(numbers[i]);
	for (int i = 0; i < 200000; i++) {
		double number = (double)(int64_t)(dice_throw(&seed, UINT64_C(1) << 52)) - 0x1p51;

		assert_shortest(number / (double)(1 + dice_throw(&seed, 1000000)));
		assert_shortest(floor(number / 0x1p20) / 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_real_parse__gives_the_nearest_double),
		cmocka_unit_test(test_real_parse__refuses_all_else),
		cmocka_unit_test(test_real_parse__shifts_and_marks),
		cmocka_unit_test(test_real_parse__agrees_with_the_library),
		cmocka_unit_test(test_real_write__gives_the_fewest_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
