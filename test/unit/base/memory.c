/* The door to the allocator: what it hands out, and the hook that makes requests fail. */
#include "base/memory.h"

#include "testing.h"

#include <string.h>

static void test_memory_take__is_zeroed(void **state)
{
	char *taken = memory_take(4096);

	(void)state;
	assert_non_null(taken);
	for (size_t i = 0; i < 4096; i++)
		assert_int_equal(taken[i], 0);
	memory_give(taken);
}

static void test_memory_take__of_nothing_is_not_null(void **state)
{
	void *taken = memory_take(0);

	(void)state;
	assert_non_null(taken);
	taken = memory_retake(taken, 0);
	assert_non_null(taken);
	memory_give(taken);
	memory_give(NULL);
}

static void test_memory_retake__keeps_what_was_there(void **state)
{
	char *taken = memory_take(8);

	(void)state;
	memcpy(taken, "outturn", 8);
	taken = memory_retake(taken, 100000);
	assert_string_equal(taken, "outturn");
	memory_give(taken);
}

static void test_memory_fail_after__fails_the_nth_and_all_later_requests(void **state)
{
	void *first, *second;

	(void)state;
	memory_fail_after(3);
	first = memory_take(10);
	second = memory_take(10);
	assert_non_null(first);
	assert_non_null(second);
	assert_null(memory_take(10));
	assert_null(memory_retake(first, 20));
	assert_int_equal(memory_requests(), 4);

	memory_fail_after(0);
	assert_int_equal(memory_requests(), 0);
	first = memory_retake(first, 20);
	assert_non_null(first);
	assert_int_equal(memory_requests(), 1);
	memory_give(first);
	memory_give(second);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_take__is_zeroed),
		cmocka_unit_test(test_memory_take__of_nothing_is_not_null),
		cmocka_unit_test(test_memory_retake__keeps_what_was_there),
		cmocka_unit_test(test_memory_fail_after__fails_the_nth_and_all_later_requests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
