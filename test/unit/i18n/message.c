/*
 * Messages and their plurals. The translations are those of words_*.po beside this file, so that no
 * translator can break a test; the plural rules are those of the real catalogues, held against ICU.
 */
#include "i18n/message.h"

#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

#include "i18n/catalogue.h"
#include "languages.h"

#define FSI "\u2068"
#define PDI "\u2069"

extern const struct catalogue catalogue_words_ar, catalogue_words_ru;

static const struct plural outcomes = NP_("{n} outcome", "{n} outcomes");

/* The language with the words of this test. */
static struct locale with_words(const struct languages *l, const char *tag,
				const struct catalogue *words)
{
	struct locale locale = *language(l, tag);

	locale.catalogue = words;
	return locale;
}

static void assert_counted(struct languages *l, const struct locale *locale, int64_t n,
			   struct str expected)
{
	message_write_plural(&l->buf, locale, outcomes, n, (struct message_args){ 0 });
	assert_str_at(written(l), expected, __FILE__, __LINE__);
}

static void test_message__is_looked_up_by_its_english_text(void **state)
{
	struct languages *l = *state;
	struct locale ru = with_words(l, "ru", &catalogue_words_ru);

	assert_str(message(&ru, S(N_("Budget"))), "Бюджет");
	assert_str(message(language(l, "en"), S("Budget")), "Budget");
}

static void test_message__without_translation_is_english(void **state)
{
	struct languages *l = *state;
	struct locale ru = with_words(l, "ru", &catalogue_words_ru);

	assert_str(message(&ru, S("Not in the catalogue")), "Not in the catalogue");
	assert_str(message(&ru, S("Guessed")), "Guessed");     /* fuzzy in words_ru.po */
	assert_str(message(&ru, S("Untouched")), "Untouched"); /* empty in words_ru.po */
}

static void test_message__context_tells_equal_words_apart(void **state)
{
	struct languages *l = *state;
	struct locale ru = with_words(l, "ru", &catalogue_words_ru);

	assert_str(message(&ru, S(NC_("state of a plan", "Open"))), "Открыт");
	assert_str(message(&ru, S(NC_("button", "Open"))), "Открыть");
	assert_str(message(language(l, "en"), S(NC_("button", "Open"))), "Open");
}

static void test_message__arguments_come_in_the_order_of_the_language(void **state)
{
	struct languages *l = *state;
	struct locale ru = with_words(l, "ru", &catalogue_words_ru);
	struct message_args args = { { S("523"), S("3813") } };

	message_write(&l->buf, language(l, "en"), S("{1} of {2}"), args);
	assert_str(written(l), "523 of 3813");
	message_write(&l->buf, &ru, S("{1} of {2}"), args);
	assert_str(written(l), "из 3813: 523");
}

static void test_message__only_placeholders_are_filled(void **state)
{
	struct languages *l = *state;
	const struct locale *en = language(l, "en");
	struct message_args args = { { S("{2}"), S("b") } };

	message_write(&l->buf, en, S("{1}{2}{3}{"), args);
	assert_str(written(l), "{2}b{");
	message_write(&l->buf, en, S("{0} {7} {n} {12} {} {x}"), args);
	assert_str(written(l), "{0} {7} {n} {12} {} {x}");
	message_write(&l->buf, en, S("{{1}}"), args);
	assert_str(written(l), "{{2}}");
}

static void test_message__keeps_the_directions_of_its_arguments_apart(void **state)
{
	struct languages *l = *state;
	struct locale ar = with_words(l, "ar", &catalogue_words_ar);

	message_write(&l->buf, &ar, S("Page {1}"), (struct message_args){ { S("P1.2") } });
	assert_str(written(l), "صفحة " FSI "P1.2" PDI);
	message_write(&l->buf, &ar, S("Page {1}"), (struct message_args){ { S("12") } });
	assert_str(written(l), "صفحة 12");
	message_write(&l->buf, language(l, "en"), S("Page {1}"),
		      (struct message_args){ { S("ميزانية") } });
	assert_str(written(l), "Page " FSI "ميزانية" PDI);
}

static void test_message__arabic_has_six_forms(void **state)
{
	struct languages *l = *state;
	struct locale ar = with_words(l, "ar", &catalogue_words_ar);

	assert_counted(l, &ar, 0, S("لا نتائج"));
	assert_counted(l, &ar, 1, S("نتيجة واحدة"));
	assert_counted(l, &ar, 2, S("نتيجتان"));
	assert_counted(l, &ar, 3, S("3 نتائج"));
	assert_counted(l, &ar, 110, S("110 نتائج"));
	assert_counted(l, &ar, 11, S("11 نتيجةً"));
	assert_counted(l, &ar, 1099, S("1,099 نتيجةً"));
	assert_counted(l, &ar, 100, S("100 نتيجة"));
	assert_counted(l, &ar, 102, S("102 نتيجة"));
}

static void test_message__russian_counts_by_the_last_digits(void **state)
{
	struct languages *l = *state;
	struct locale ru = with_words(l, "ru", &catalogue_words_ru);

	assert_counted(l, &ru, 1, S("1 результат"));
	assert_counted(l, &ru, 21, S("21 результат"));
	assert_counted(l, &ru, 2, S("2 результата"));
	assert_counted(l, &ru, -3, S("-3 результата"));
	assert_counted(l, &ru, 5, S("5 результатов"));
	assert_counted(l, &ru, 11, S("11 результатов"));
	assert_counted(l, &ru, 112, S("112 результатов"));
}

static void test_message__english_counts_one_and_others(void **state)
{
	struct languages *l = *state;
	const struct locale *en = language(l, "en");

	assert_counted(l, en, 1, S("1 outcome"));
	assert_counted(l, en, -1, S("-1 outcome"));
	assert_counted(l, en, 0, S("0 outcomes"));
	assert_counted(l, en, INT64_MIN, S("-9,223,372,036,854,775,808 outcomes"));
}

static void test_message__a_text_once_singular_has_no_plural_to_give(void **state)
{
	struct languages *l = *state;
	struct locale ru = with_words(l, "ru", &catalogue_words_ru);
	struct plural budgets = NP_("Budget", "Budgets");

	assert_str(message_plural(&ru, budgets, 5), "Budgets");
	assert_str(message_plural(&ru, budgets, 1), "Бюджет");
}

static void test_message__a_full_arena_gives_no_text(void **state)
{
	struct languages *l = *state;
	struct arena tiny;
	struct str text;

	arena_init(&tiny, 1);
	text = message_format(&tiny, language(l, "en"), S("Page {1}"),
			      (struct message_args){ { S("1") } });
	assert_null(text.at);
	arena_finish(&tiny);
	text = message_format_plural(&l->arena, language(l, "en"), outcomes, 2,
				     (struct message_args){ 0 });
	assert_str(text, "2 outcomes");
}

/* ICU's name of the plural category of n. */
static struct text_of_category {
	char at[16];
} icu_category(const UPluralRules *rules, uint64_t n)
{
	struct text_of_category category = { 0 };
	UErrorCode status = U_ZERO_ERROR;
	UChar units[16];
	int32_t length = uplrules_select(rules, (double)n, units, countof(units), &status);

	u_strToUTF8(category.at, sizeof(category.at), NULL, units, length, &status);
	assert_true(U_SUCCESS(status));
	return category;
}

static void assert_rules_agree(const struct locale *locale, const UPluralRules *rules, uint64_t n,
			       struct text_of_category seen[6])
{
	struct text_of_category category = icu_category(rules, n);
	int form = locale->catalogue->form(n);

	assert_in_range(form, 0, 5);
	if (!seen[form].at[0])
		seen[form] = category;
	assert_string_equal(seen[form].at, category.at);
	for (int other = 0; other < 6; other++) {
		if (other != form)
			assert_string_not_equal(seen[other].at, category.at);
	}
}

static void test_message__plural_rules_are_those_of_the_cldr(void **state)
{
	struct languages *l = *state;

	for (int i = 1; i < LOCALE_COUNT; i++) {
		const struct locale *locale = &l->locales->at[i];
		struct text_of_category seen[6] = { 0 };
		UErrorCode status = U_ZERO_ERROR;
		UPluralRules *rules = uplrules_open(locale->tag.at, &status);

		assert_true(U_SUCCESS(status));
		for (uint64_t n = 0; n < 1300; n++) {
			assert_rules_agree(locale, rules, n, seen);
			assert_rules_agree(locale, rules, n * 1000, seen);
			assert_rules_agree(locale, rules, n * 1000000, seen);
		}
		uplrules_close(rules);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_message__is_looked_up_by_its_english_text),
		cmocka_unit_test(test_message__without_translation_is_english),
		cmocka_unit_test(test_message__context_tells_equal_words_apart),
		cmocka_unit_test(test_message__arguments_come_in_the_order_of_the_language),
		cmocka_unit_test(test_message__only_placeholders_are_filled),
		cmocka_unit_test(test_message__keeps_the_directions_of_its_arguments_apart),
		cmocka_unit_test(test_message__arabic_has_six_forms),
		cmocka_unit_test(test_message__russian_counts_by_the_last_digits),
		cmocka_unit_test(test_message__english_counts_one_and_others),
		cmocka_unit_test(test_message__a_text_once_singular_has_no_plural_to_give),
		cmocka_unit_test(test_message__a_full_arena_gives_no_text),
		cmocka_unit_test(test_message__plural_rules_are_those_of_the_cldr),
	};

	return cmocka_run_group_tests_name("message", tests, languages_setup, languages_teardown);
}
