/* Order by language, in one thread and in many at once. */
#include "i18n/collate.h"

#include <pthread.h>

#include "languages.h"

enum { THREADS = 8, ROUNDS = 400 };

/* Each pair is in order in its language. */
static const struct {
	const char *tag;
	struct str first, second;
} pairs[] = {
	{ "en", STR("Zambia"), STR("zone") },
	{ "en", STR("Cote"), STR("C\u00F4te d\u2019Ivoire") },
	{ "en", STR("C\u00F4te"), STR("Cuba") },
	{ "en", STR("Action 9"), STR("Action 10") },
	{ "fr", STR("\u00C9gypte"), STR("Espagne") },
	{ "es", STR("nube"), STR("\u00F1and\u00FA") },
	{ "es", STR("\u00F1and\u00FA"), STR("oca") },
	{ "en", STR("\u00F1and\u00FA"), STR("nube") },
	{ "ru", STR("ёлка"), STR("жизнь") },
	{ "ar", STR("أ"), STR("ب") },
	{ "zh", STR("北京"), STR("上海") },
	{ "zh", STR("阿尔及利亚"), STR("巴西") },
	{ "en", STR(""), STR("a") },
};

static void test_collate__follows_the_language(void **state)
{
	struct languages *l = *state;

	for (size_t i = 0; i < countof(pairs); i++) {
		const struct locale *locale = language(l, pairs[i].tag);

		assert_true(collate(locale, pairs[i].first, pairs[i].second) < 0);
		assert_true(collate(locale, pairs[i].second, pairs[i].first) > 0);
		assert_int_equal(collate(locale, pairs[i].first, pairs[i].first), 0);
	}
}

static void test_collate__only_equal_bytes_are_equal(void **state)
{
	struct languages *l = *state;
	const struct locale *en = language(l, "en");
	struct str composed = S("\u00E9"), decomposed = S("e\u0301");

	assert_int_not_equal(collate(en, composed, decomposed), 0);
	assert_int_equal(collate(en, composed, decomposed), -collate(en, decomposed, composed));
	assert_int_equal(collate(en, (struct str){ 0 }, S("")), 0);
}

static void test_collate__keys_give_the_same_order(void **state)
{
	struct languages *l = *state;

	for (size_t i = 0; i < countof(pairs); i++) {
		const struct locale *locale = language(l, pairs[i].tag);
		struct str a = collate_key(&l->arena, locale, pairs[i].first);
		struct str b = collate_key(&l->arena, locale, pairs[i].second);

		assert_non_null(a.at);
		assert_true(str_cmp(a, b) < 0);
	}
}

struct thread_work {
	const struct languages *languages;
	int faults;
};

static void *compare_often(void *context)
{
	struct thread_work *work = context;
	struct arena arena;

	arena_init(&arena, (size_t)1 << 20);
	for (int round = 0; round < ROUNDS; round++) {
		size_t i = (size_t)round % countof(pairs);
		const struct locale *locale =
			locale_find(work->languages->locales, str_of(pairs[i].tag));
		struct str key = collate_key(&arena, locale, pairs[i].first);

		work->faults += collate(locale, pairs[i].first, pairs[i].second) >= 0;
		work->faults += str_cmp(key, collate_key(&arena, locale, pairs[i].second)) >= 0;
		arena_reset(&arena);
	}
	arena_finish(&arena);
	return NULL;
}

static void test_collate__one_collator_serves_many_threads(void **state)
{
	struct thread_work work[THREADS];
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++) {
		work[i] = (struct thread_work){ .languages = *state };
		assert_int_equal(pthread_create(&threads[i], NULL, compare_often, &work[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(work[i].faults, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_collate__follows_the_language),
		cmocka_unit_test(test_collate__only_equal_bytes_are_equal),
		cmocka_unit_test(test_collate__keys_give_the_same_order),
		cmocka_unit_test(test_collate__one_collator_serves_many_threads),
	};

	return cmocka_run_group_tests_name("collate", tests, languages_setup, languages_teardown);
}
