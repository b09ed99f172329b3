/* Days, moments and periods in the six languages, and every day of a year against ICU itself. */
#include "i18n/date.h"

#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

#include "languages.h"

#define NNBSP "\u202F"

enum { TAGS = LOCALE_COUNT };

static const char *const tags[TAGS] = { "en", "fr", "es", "ar", "zh", "ru" };

static void test_date__names_the_month(void **state)
{
	static const struct str expected[TAGS] = {
		STR("31 Jan 2026"),   STR("31 janv. 2026"), STR("31 ene 2026"),
		STR("31 يناير 2026"), STR("2026年1月31日"), STR("31 янв. 2026" NNBSP "г."),
	};
	struct languages *l = *state;

	for (int i = 0; i < TAGS; i++) {
		date_write_local(&l->buf, language(l, tags[i]), date_of(2026, 1, 31));
		assert_str_at(written(l), expected[i], __FILE__, __LINE__);
	}
	date_write_local(&l->buf, language(l, "en"), DATE_EMPTY);
	assert_str(written(l), "");
}

static void test_date__moments_say_that_they_are_utc(void **state)
{
	static const struct str expected[TAGS] = {
		STR("31 Jan 2026, 08:05 UTC"),  STR("31 janv. 2026, 08:05 UTC"),
		STR("31 ene 2026, 8:05 UTC"),   STR("31 يناير 2026، 08:05 UTC"),
		STR("2026年1月31日 UTC 08:05"), STR("31 янв. 2026" NNBSP "г., 08:05 UTC"),
	};
	struct languages *l = *state;
	struct moment m;

	assert_true(moment_parse(S("2026-01-31T08:05:59Z"), &m));
	for (int i = 0; i < TAGS; i++) {
		moment_write_local(&l->buf, language(l, tags[i]), m);
		assert_str_at(written(l), expected[i], __FILE__, __LINE__);
	}
}

static void test_date__moments_before_1970_keep_their_minute(void **state)
{
	struct languages *l = *state;

	moment_write_local(&l->buf, language(l, "en"), (struct moment){ .us = -1 });
	assert_str(written(l), "31 Dec 1969, 23:59 UTC");
	moment_write_local(&l->buf, language(l, "en"), (struct moment){ .us = 0 });
	assert_str(written(l), "1 Jan 1970, 00:00 UTC");
	moment_write_local(&l->buf, language(l, "en"), (struct moment){ .us = -86400000000 });
	assert_str(written(l), "31 Dec 1969, 00:00 UTC");
}

/* One period of each kind, in its spelling and in each language. */
static const struct {
	struct str spelled, expected[TAGS];
} periods[] = {
	{ STR("2026"),
	  { STR("2026"), STR("2026"), STR("2026"), STR("2026"), STR("2026年"), STR("2026") } },
	{ STR("2026-S1"),
	  { STR("First half of 2026"), STR("Premier semestre 2026"), STR("Primer semestre de 2026"),
	    STR("النصف الأول من 2026"), STR("2026年上半年"),
	    STR("Первое полугодие 2026" NNBSP "г.") } },
	{ STR("2026-S2"),
	  { STR("Second half of 2026"), STR("Second semestre 2026"),
	    STR("Segundo semestre de 2026"), STR("النصف الثاني من 2026"), STR("2026年下半年"),
	    STR("Второе полугодие 2026" NNBSP "г.") } },
	{ STR("2026-C12"),
	  { STR("Campaign 12 of 2026"), STR("Campagne 12 de 2026"), STR("Campaña 12 de 2026"),
	    STR("الحملة 12 من 2026"), STR("2026年第12次填报"), STR("Кампания 12 2026 г.") } },
	{ STR("2026-Q4"),
	  { STR("Q4 2026"), STR("T4 2026"), STR("T4 2026"), STR("الربع الرابع 2026"),
	    STR("2026年第4季度"), STR("4-й кв. 2026" NNBSP "г.") } },
	{ STR("2026-08"),
	  { STR("August 2026"), STR("août 2026"), STR("agosto de 2026"), STR("أغسطس 2026"),
	    STR("2026年8月"), STR("август 2026" NNBSP "г.") } },
	{ STR("2026-08-09"),
	  { STR("9 Aug 2026"), STR("9 août 2026"), STR("9 ago 2026"), STR("9 أغسطس 2026"),
	    STR("2026年8月9日"), STR("9 авг. 2026" NNBSP "г.") } },
};

static void test_date__periods_of_every_kind(void **state)
{
	struct languages *l = *state;
	struct period p;

	for (size_t row = 0; row < countof(periods); row++) {
		assert_true(period_parse(periods[row].spelled, &p));
		for (int i = 0; i < TAGS; i++) {
			period_write_local(&l->buf, language(l, tags[i]), p);
			assert_str_at(written(l), periods[row].expected[i], __FILE__, __LINE__);
		}
	}
	period_write_local(&l->buf, language(l, "en"), PERIOD_NONE);
	assert_str(written(l), "");
}

static UDateFormat *icu_open(const char *icu)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateTimePatternGenerator *generator = udatpg_open(icu, &status);
	UDateFormat *format;
	UChar pattern[64];
	int32_t length =
		udatpg_getBestPattern(generator, u"yMMMd", -1, pattern, countof(pattern), &status);

	format = udat_open(UDAT_PATTERN, UDAT_PATTERN, icu, u"UTC", -1, pattern, length, &status);
	assert_true(U_SUCCESS(status));
	udatpg_close(generator);
	return format;
}

static void test_date__agrees_with_icu_on_every_day_of_a_year(void **state)
{
	static const char *const icu[TAGS] = {
		"en_001", "fr", "es", "ar@numbers=latn", "zh", "ru"
	};
	struct languages *l = *state;
	int32_t first = date_of(2026, 1, 1).day;

	for (int i = 0; i < TAGS; i++) {
		UDateFormat *format = icu_open(icu[i]);

		for (int32_t day = first; day < first + 365; day++) {
			UErrorCode status = U_ZERO_ERROR;
			char text[128];
			UChar units[64];
			int32_t length = udat_format(format, (double)day * 86400000, units,
						     countof(units), NULL, &status);

			u_strToUTF8(text, sizeof(text), NULL, units, length, &status);
			assert_true(U_SUCCESS(status));
			buf_clear(&l->buf);
			date_write_local(&l->buf, language(l, tags[i]), (struct date){ day });
			assert_str_at(buf_held(&l->buf), str_of(text), __FILE__, __LINE__);
		}
		udat_close(format);
	}
	buf_clear(&l->buf);
}

static void test_date__arabic_indic_digits_are_a_setting(void **state)
{
	struct languages indic, *l = &indic;
	struct period half;

	(void)state;
	languages_open(l, (struct locale_settings){ .arabic_indic_digits = true });
	date_write_local(&l->buf, language(l, "ar"), date_of(2026, 1, 31));
	assert_str(written(l), "٣١ يناير ٢٠٢٦");
	assert_true(period_parse(S("2026-S1"), &half));
	period_write_local(&l->buf, language(l, "ar"), half);
	assert_str(written(l), "النصف الأول من ٢٠٢٦");
	languages_close(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_date__names_the_month),
		cmocka_unit_test(test_date__moments_say_that_they_are_utc),
		cmocka_unit_test(test_date__moments_before_1970_keep_their_minute),
		cmocka_unit_test(test_date__periods_of_every_kind),
		cmocka_unit_test(test_date__agrees_with_icu_on_every_day_of_a_year),
		cmocka_unit_test(test_date__arabic_indic_digits_are_a_setting),
	};

	return cmocka_run_group_tests_name("date", tests, languages_setup, languages_teardown);
}
