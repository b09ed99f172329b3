/* Which language a person gets. */
#include "i18n/locale.h"

#include "languages.h"

static void test_locale__is_found_by_its_tag_in_any_case(void **state)
{
	struct languages *l = *state;

	assert_str(language(l, "fr")->tag, "fr");
	assert_str(language(l, "FR-ch")->tag, "fr");
	assert_str(language(l, "zh-Hans-CN")->tag, "zh");
	assert_null(locale_find(l->locales, S("de")));
	assert_null(locale_find(l->locales, S("frr")));
	assert_null(locale_find(l->locales, S("f")));
	assert_null(locale_find(l->locales, S("")));
	assert_null(locale_find(l->locales, (struct str){ 0 }));
}

static const struct {
	struct str header;
	const char *tag;
} negotiations[] = {
	{ STR("ru"), "ru" },
	{ STR("fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5"), "fr" },
	{ STR("de, es;q=0.5"), "es" },
	{ STR("en;q=0.1, ar;q=0.2, zh;q=0.15"), "ar" },
	{ STR("es, ru"), "es" },             /* equal: the first */
	{ STR("es;q=0, ru;q=0.001"), "ru" }, /* 0: not that one */
	{ STR(" ZH-hant ; q=0.3 ,en ;q=0.25"), "zh" },
	{ STR("es; q=0.4; x=1, fr; Q=0.5"), "fr" },
	{ STR("*"), "en" },
	{ STR("en;q=0, *;q=0.5"), "ar" }, /* any but English */
	{ STR("en;q=0.5, *"), "ar" },
	{ STR("de"), "en" },
	{ STR(""), "en" },
	{ STR(",,;q=1,"), "en" },
	{ STR("fr;q=2, es;q=0.5"), "es" }, /* what is malformed is passed over */
	{ STR("fr;q=1.001, es;q=0.1"), "es" },
	{ STR("fr;q=0.1234, es;q=0.1"), "es" },
	{ STR("fr;q=, es;q=0.1"), "es" },
	{ STR("fr;q=0x, es;q=0.1"), "es" },
	{ STR("fr;q=0.a, es;q=0.1"), "es" },
	{ STR("fr;q=1.000, es"), "fr" },
	{ STR("fr;q=0., es;q=0.1"), "es" },
};

static void test_locale__is_negotiated_by_quality(void **state)
{
	struct languages *l = *state;

	for (size_t i = 0; i < countof(negotiations); i++) {
		const struct locale *got = locale_negotiate(l->locales, negotiations[i].header);

		if (got != language(l, negotiations[i].tag))
			print_error("Accept-Language: %.*s\n", STR_ARGS(negotiations[i].header));
		assert_str_at(got->tag, str_of(negotiations[i].tag), __FILE__, __LINE__);
	}
	assert_str(locale_negotiate(l->locales, (struct str){ 0 })->tag, "en");
}

static void test_locale__asked_for_by_name_goes_first(void **state)
{
	struct languages *l = *state;

	assert_str(locale_choose(l->locales, S("ar"), S("fr"))->tag, "ar");
	assert_str(locale_choose(l->locales, S("tlh"), S("fr"))->tag, "fr");
	assert_str(locale_choose(l->locales, S(""), S(""))->tag, "en");
}

static void test_locale__knows_its_direction(void **state)
{
	struct languages *l = *state;

	for (int i = 0; i < LOCALE_COUNT; i++) {
		const struct locale *locale = &l->locales->at[i];

		assert_int_equal(str_eq(locale_dir(locale), S("rtl")),
				 str_eq(locale->tag, S("ar")));
	}
}

static void test_locale__a_full_arena_opens_none(void **state)
{
	struct locales *none = NULL;
	struct arena tiny;

	(void)state;
	for (size_t limit = 1; limit < 65536; limit *= 2) {
		struct err e;

		arena_init(&tiny, limit);
		e = locales_open(&tiny, (struct locale_settings){ 0 }, &none);
		if (!failed(e)) {
			assert_true(limit > 1);
			locales_close(none);
		} else {
			assert_fails(e, ERR_LIMIT);
			assert_null(none);
		}
		none = NULL;
		arena_finish(&tiny);
	}
	locales_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_locale__is_found_by_its_tag_in_any_case),
		cmocka_unit_test(test_locale__is_negotiated_by_quality),
		cmocka_unit_test(test_locale__asked_for_by_name_goes_first),
		cmocka_unit_test(test_locale__knows_its_direction),
		cmocka_unit_test(test_locale__a_full_arena_opens_none),
	};

	return cmocka_run_group_tests_name("locale", tests, languages_setup, languages_teardown);
}
