/* One spelling for the codes of age groups. */
#include "cube/age_code.h"

#include "testing.h"

static void assert_becomes(const char *code, const char *expected)
{
	struct arena arena;
	struct str out;

	arena_init(&arena, 1 << 16);
	assert_ok(age_code(&arena, str_of(code), &out));
	if (!str_eq(out, str_of(expected)))
		fail_msg("%s became %.*s instead of %s", code, STR_ARGS(out), expected);
	arena_finish(&arena);
}

static void test_age_code__has_one_spelling(void **state)
{
	static const char *const spellings[][2] = {
		{ "Y15T24", "15_24" }, { "15-24", "15_24" }, { "15_24", "15_24" },
		{ "Y15-24", "15_24" }, { "Y0T4", "0_4" },    { "05-09", "5_9" },
		{ "Y_GE75", "75" },    { "75+", "75" },      { "75", "75" },
		{ "Y_LT15", "LT15Y" }, { "<15Y", "LT15Y" },  { "lt15y", "LT15Y" },
		{ "<5", "LT5Y" },      { "00-04", "0_4" },
	};

	(void)state;
	for (size_t i = 0; i < countof(spellings); i++)
		assert_becomes(spellings[i][0], spellings[i][1]);
}

static void test_age_code__leaves_all_else(void **state)
{
	static const char *const others[] = {
		"",         "Y15",      "Y",    "Y15T", "T24",   "15-", "-24",
		"15-24-30", "Y1500T24", "Y_GE", "_Z",   "ADULT", "<",   "+",
	};

	(void)state;
	for (size_t i = 0; i < countof(others); i++)
		assert_becomes(others[i], others[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_age_code__has_one_spelling),
		cmocka_unit_test(test_age_code__leaves_all_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
