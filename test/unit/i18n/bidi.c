/* Texts of one direction inside the other. */
#include "i18n/bidi.h"

#include "languages.h"

#define FSI "\u2068"
#define PDI "\u2069"

static void test_bidi__isolates_only_what_opposes(void **state)
{
	struct languages *l = *state;

	bidi_isolate(&l->buf, language(l, "ar"), S("Baku 2026"));
	assert_str(written(l), FSI "Baku 2026" PDI);
	bidi_isolate(&l->buf, language(l, "ar"), S("2026-01-31"));
	assert_str(written(l), "2026-01-31");
	bidi_isolate(&l->buf, language(l, "ar"), S("ميزانية"));
	assert_str(written(l), "ميزانية");
	bidi_isolate(&l->buf, language(l, "fr"), S("Baku"));
	assert_str(written(l), "Baku");
	bidi_isolate(&l->buf, language(l, "fr"), S("Baku: باكو"));
	assert_str(written(l), FSI "Baku: باكو" PDI);
	bidi_isolate(&l->buf, language(l, "en"), S("\u05D1\u05D0\u05E7\u05D5")); /* Hebrew */
	assert_str(written(l), FSI "\u05D1\u05D0\u05E7\u05D5" PDI);
}

static void test_bidi__direction_is_that_of_the_first_letter(void **state)
{
	struct languages *l = *state;
	const struct locale *ar = language(l, "ar"), *en = language(l, "en");

	assert_int_equal(bidi_direction(en, S("12 - باكو Baku")), DIRECTION_RIGHT_TO_LEFT);
	assert_int_equal(bidi_direction(ar, S("(Baku) باكو")), DIRECTION_LEFT_TO_RIGHT);
	assert_int_equal(bidi_direction(ar, S("12 - 13")), DIRECTION_RIGHT_TO_LEFT);
	assert_int_equal(bidi_direction(en, S("")), DIRECTION_LEFT_TO_RIGHT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bidi__isolates_only_what_opposes),
		cmocka_unit_test(test_bidi__direction_is_that_of_the_first_letter),
	};

	return cmocka_run_group_tests_name("bidi", tests, languages_setup, languages_teardown);
}
