/* Errors as values: making them, handing them upward, their names. */
#include "base/err.h"

#include "base/arena.h"
#include "testing.h"

#include <string.h>

static struct err pass_on(struct err e, bool *came_through)
{
	TRY(e);
	*came_through = true;
	return OK;
}

static void test_try__hands_a_failure_to_the_caller(void **state)
{
	bool came_through = false;
	struct err e = pass_on(ERROR(ERR_CONFLICT, "the period is closed"), &came_through);

	(void)state;
	assert_fails(e, ERR_CONFLICT);
	assert_str(e.detail, "the period is closed");
	assert_false(came_through);
	assert_ok(pass_on(OK, &came_through));
	assert_true(came_through);
}

static struct err use(const void *pointer)
{
	TRY_NEW(pointer);
	return OK;
}

static void test_try_new__takes_null_for_a_limit(void **state)
{
	(void)state;
	assert_fails(use(NULL), ERR_LIMIT);
	assert_ok(use(""));
}

static void test_error__tells_where_it_was_made(void **state)
{
	struct err e = ERROR(ERR_BUG, "no such case");
	const char *file = strstr(e.where, "err.c:");

	(void)state;
	assert_non_null(file);
	assert_in_range(file[strlen("err.c:")], '1', '9');
	assert_true(failed(e));
	assert_false(failed(OK));
}

static void test_err_format__writes_its_detail_into_the_arena(void **state)
{
	struct arena arena;
	struct err e;

	(void)state;
	arena_init(&arena, 1 << 16);
	e = err_format(&arena, ERR_IO, HERE, "cannot read %s at %d", "a.csv", 17);
	assert_fails(e, ERR_IO);
	assert_str(e.detail, "cannot read a.csv at 17");
	arena_finish(&arena);
}

static void test_err_format__falls_back_to_the_format(void **state)
{
	struct arena arena;
	struct err e;

	(void)state;
	arena_init(&arena, 0);
	e = err_format(&arena, ERR_IO, HERE, "cannot read %s", "a.csv");
	assert_fails(e, ERR_IO);
	assert_str(e.detail, "cannot read %s");
	arena_finish(&arena);
}

static void test_err_code_name__is_one_for_each_code(void **state)
{
	(void)state;
	assert_string_equal(err_code_name(ERR_NONE), "none");
	assert_string_equal(err_code_name(ERR_NOT_FOUND), "not-found");
	assert_string_equal(err_code_name(ERR_BUG), "bug");
	for (int a = 0; a < ERR_COUNT_; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(err_code_name((enum err_code)a),
						err_code_name((enum err_code)b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_try__hands_a_failure_to_the_caller),
		cmocka_unit_test(test_try_new__takes_null_for_a_limit),
		cmocka_unit_test(test_error__tells_where_it_was_made),
		cmocka_unit_test(test_err_format__writes_its_detail_into_the_arena),
		cmocka_unit_test(test_err_format__falls_back_to_the_format),
		cmocka_unit_test(test_err_code_name__is_one_for_each_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
