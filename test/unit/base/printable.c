/* Text from outside that is to be shown. */
#include "base/printable.h"

#include "base/arena.h"
#include "testing.h"

static void test_printable__escapes_what_would_act_on_a_terminal(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 16);
	assert_str(printable(&arena, S("na\xC3\xAFve"), 100), "na\xC3\xAFve");
	assert_str(printable(&arena, S("\x1b[31m\r\n"), 100), "\\x1b[31m\\x0d\\x0a");
	assert_str(printable(&arena, S("a\\b"), 100), "a\\x5cb");
	assert_str(printable(&arena, S("\xE2\x80\xAEtxt"), 100), "\\xe2\\x80\\xaetxt");
	assert_str(printable(&arena, S("\xff\xC3"), 100), "\\xff\\xc3");
	assert_str(printable(&arena, S(""), 100), "");
	arena_finish(&arena);
}

static void test_printable__cuts_between_characters(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 16);
	assert_str(printable(&arena, S("abcd"), 4), "abcd");
	assert_str(printable(&arena, S("abcde"), 4), "abcd\xE2\x80\xA6");
	assert_str(printable(&arena, S("abc\xC3\xAF"), 4), "abc\xE2\x80\xA6");
	arena_finish(&arena);
}

static void test_printable__tells_when_there_is_no_room(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, 0);
	assert_null(printable(&arena, S("a"), 100).at);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_printable__escapes_what_would_act_on_a_terminal),
		cmocka_unit_test(test_printable__cuts_between_characters),
		cmocka_unit_test(test_printable__tells_when_there_is_no_room),
	};

	return cmocka_run_group_tests_name("printable", tests, NULL, NULL);
}
