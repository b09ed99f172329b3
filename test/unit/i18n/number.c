/* Numbers in the six languages, against what the CLDR prints, and all of them against ICU itself. */
#include "i18n/number.h"

#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "base/money.h"
#include "languages.h"

/* The hidden characters in the expected texts. */
#define NBSP "\u00A0"
#define NNBSP "\u202F"
#define LRM "\u200E"
#define RLM "\u200F"
#define ALM "\u061C"

static const struct {
	const char *tag;
	struct str whole, small, fraction, percent, money, debt;
} expected[] = {
	{ "en", STR("3,813,000"), STR("1,234"), STR("-0.50"), STR("13.72%"),
	  STR("CHF" NBSP "523,000"), STR("-CHF" NBSP "1,000.05") },
	{ "fr", STR("3" NNBSP "813" NNBSP "000"), STR("1" NNBSP "234"), STR("-0,50"),
	  STR("13,72" NBSP "%"), STR("523" NNBSP "000" NBSP "CHF"),
	  STR("-1" NNBSP "000,05" NBSP "CHF") },
	{ "es", STR("3.813.000"), STR("1.234"), STR("-0,50"), STR("13,72" NBSP "%"),
	  STR("523.000" NBSP "CHF"), STR("-1.000,05" NBSP "CHF") },
	{ "ar", STR("3,813,000"), STR("1,234"), STR(LRM "-0.50"), STR("13.72" LRM "%" LRM),
	  STR(RLM "523,000" NBSP "CHF"), STR(RLM LRM "-1,000.05" NBSP "CHF") },
	{ "zh", STR("3,813,000"), STR("1,234"), STR("-0.50"), STR("13.72%"),
	  STR("CHF" NBSP "523,000"), STR("-CHF" NBSP "1,000.05") },
	{ "ru", STR("3" NBSP "813" NBSP "000"), STR("1" NBSP "234"), STR("-0,50"),
	  STR("13,72" NBSP "%"), STR("523" NBSP "000" NBSP "CHF"),
	  STR("-1" NBSP "000,05" NBSP "CHF") },
};

static void assert_same(struct languages *l, struct str text)
{
	assert_str_at(written(l), text, __FILE__, __LINE__);
}

static void test_number__is_written_as_each_language_does(void **state)
{
	struct languages *l = *state;

	assert_int_equal(countof(expected), LOCALE_COUNT);
	for (size_t i = 0; i < countof(expected); i++) {
		const struct locale *locale = language(l, expected[i].tag);

		number_write_int(&l->buf, locale, 3813000);
		assert_same(l, expected[i].whole);
		number_write_int(&l->buf, locale, 1234);
		assert_same(l, expected[i].small);
		number_write(&l->buf, locale, decimal_of(-50, 2));
		assert_same(l, expected[i].fraction);
		number_write_percent(&l->buf, locale, decimal_of(1372, 2));
		assert_same(l, expected[i].percent);
		number_write_money(&l->buf, locale, 52300000, S("CHF"));
		assert_same(l, expected[i].money);
		number_write_money(&l->buf, locale, -100005, S("CHF"));
		assert_same(l, expected[i].debt);
	}
}

/* What ICU prints for the decimal with all of its digits. */
static struct str icu_text(struct languages *l, const char *icu, struct decimal d)
{
	UErrorCode status = U_ZERO_ERROR;
	UNumberFormat *format = unum_open(UNUM_DECIMAL, NULL, 0, icu, NULL, &status);
	char *text = NEW(&l->arena, char, 256);
	UChar units[128];
	int32_t length;
	struct str plain;

	assert_true(U_SUCCESS(status));
	decimal_write(&l->buf, d);
	plain = written(l);
	unum_setAttribute(format, UNUM_FRACTION_DIGITS, d.scale);
	length = unum_formatDecimal(format, plain.at, (int32_t)plain.len, units, countof(units),
				    NULL, &status);
	u_strToUTF8(text, 256, NULL, units, length, &status);
	assert_true(U_SUCCESS(status));
	unum_close(format);
	return str_of(text);
}

static void test_number__agrees_with_icu_on_any_decimal(void **state)
{
	static const struct {
		const char *tag, *icu;
	} pairs[] = {
		{ "en", "en_001" },          { "fr", "fr" }, { "es", "es" },
		{ "ar", "ar@numbers=latn" }, { "zh", "zh" }, { "ru", "ru" },
	};
	struct languages *l = *state;
	uint64_t seed = 20260101;

	for (int round = 0; round < 300; round++) {
		size_t i = dice_throw(&seed, countof(pairs));
		uint64_t bound = UINT64_C(1) << (1 + dice_throw(&seed, 62));
		int64_t units = (int64_t)dice_throw(&seed, bound);
		int8_t scale = (int8_t)dice_throw(&seed, DECIMAL_SCALE_MAX + 1);
		struct decimal d = decimal_of(dice_throw(&seed, 2) ? units : -1 - units, scale);
		struct str icu = icu_text(l, pairs[i].icu, d);

		number_write(&l->buf, language(l, pairs[i].tag), d);
		assert_same(l, icu);
	}
}

static void test_number__holds_at_the_ends_of_its_range(void **state)
{
	struct languages *l = *state;
	const struct locale *en = language(l, "en");

	number_write_int(&l->buf, en, INT64_MAX);
	assert_str(written(l), "9,223,372,036,854,775,807");
	number_write_int(&l->buf, en, INT64_MIN);
	assert_str(written(l), "-9,223,372,036,854,775,808");
	number_write(&l->buf, en, decimal_of(1, DECIMAL_SCALE_MAX));
	assert_str(written(l), "0.000000000000001");
	number_write_int(&l->buf, en, 0);
	assert_str(written(l), "0");
}

static void test_number__writes_nothing_when_there_is_none(void **state)
{
	struct languages *l = *state;
	const struct locale *fr = language(l, "fr");

	number_write(&l->buf, fr, DECIMAL_EMPTY);
	number_write_percent(&l->buf, fr, DECIMAL_EMPTY);
	number_write_amount(&l->buf, fr, MONEY_EMPTY, S("CHF"));
	number_write_money(&l->buf, fr, MONEY_EMPTY, S("CHF"));
	assert_str(written(l), "");
}

static void test_number__amounts_follow_their_currency(void **state)
{
	struct languages *l = *state;
	const struct locale *en = language(l, "en");

	number_write_amount(&l->buf, en, 52300050, S("CHF"));
	assert_str(written(l), "523,000.50");
	number_write_amount(&l->buf, en, 523000, S("JPY"));
	assert_str(written(l), "523,000");
	number_write_amount(&l->buf, en, 1500, S("KWD"));
	assert_str(written(l), "1.500");
}

static void test_number__arabic_indic_digits_are_a_setting(void **state)
{
	struct languages indic, *l = &indic;
	const struct locale *ar;

	(void)state;
	languages_open(l, (struct locale_settings){ .arabic_indic_digits = true });
	ar = language(l, "ar");
	number_write(&l->buf, ar, decimal_of(-12345675, 1));
	assert_str(written(l), ALM "-١٬٢٣٤٬٥٦٧٫٥");
	number_write_percent(&l->buf, ar, decimal_of(1372, 2));
	assert_str(written(l), "١٣٫٧٢٪" ALM);
	number_write_money(&l->buf, ar, 52300000, S("CHF"));
	assert_str(written(l), RLM "٥٢٣٬٠٠٠" NBSP "CHF");
	number_write_int(&l->buf, language(l, "en"), 12);
	assert_str(written(l), "12");
	languages_close(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number__is_written_as_each_language_does),
		cmocka_unit_test(test_number__agrees_with_icu_on_any_decimal),
		cmocka_unit_test(test_number__holds_at_the_ends_of_its_range),
		cmocka_unit_test(test_number__writes_nothing_when_there_is_none),
		cmocka_unit_test(test_number__amounts_follow_their_currency),
		cmocka_unit_test(test_number__arabic_indic_digits_are_a_setting),
	};

	return cmocka_run_group_tests_name("number", tests, languages_setup, languages_teardown);
}
