/* The canonical text of coordinates. */
#include "cube/slice.h"

#include "base/arena.h"
#include "testing.h"

static void assert_written(struct arena *arena, const struct coordinate *coordinates, size_t count,
			   struct str expected)
{
	struct coordinate read[SLICE_COORDINATES_MAX];
	struct str slice;
	size_t n_read;

	assert_ok(slice_write(arena, coordinates, count, &slice));
	assert_true(str_eq(slice, expected));
	assert_true(slice_parse(slice, read, &n_read));
	assert_int_equal(n_read, count);
}

static void test_slice__names_dimensions_in_order_and_in_capitals(void **state)
{
	const struct coordinate coordinates[] = { { S("sex"), S("F") },
						  { S("AGE"), S("15_24") },
						  { S("Type_of_skill"), S("copa") } };
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_written(&arena, coordinates, 3, S("AGE=15_24;SEX=F;TYPE_OF_SKILL=copa"));
	assert_written(&arena, coordinates, 1, S("SEX=F"));
	assert_written(&arena, coordinates, 0, S(""));
	assert_written(&arena, &(struct coordinate){ S("age"), S("Y15T24") }, 1, S("AGE=15_24"));
	assert_written(&arena, &(struct coordinate){ S("OLD"), S("Y15T24") }, 1, S("OLD=Y15T24"));
	arena_finish(&arena);
}

static void test_slice__refuses_what_would_not_be_read_back(void **state)
{
	const struct coordinate twice[] = { { S("SEX"), S("F") }, { S("sex"), S("M") } };
	static const struct coordinate wrong[] = {
		{ STR(""), STR("F") },      { STR("SEX"), STR("") },    { STR("S EX"), STR("F") },
		{ STR("SEX"), STR("F;M") }, { STR("SEX"), STR("F M") }, { STR("SEX"), STR("a=b") },
		{ STR("SEX"), STR("a/b") }, { STR("SÉX"), STR("F") },
	};
	struct arena arena;
	struct str slice;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_fails(slice_write(&arena, twice, 2, &slice), ERR_INVALID);
	for (size_t i = 0; i < countof(wrong); i++)
		assert_fails(slice_write(&arena, &wrong[i], 1, &slice), ERR_INVALID);
	arena_finish(&arena);
}

static void test_slice__reads_only_the_canonical_text(void **state)
{
	static const struct str wrong[] = {
		STR("SEX"),         STR("=F"),           STR("SEX="),   STR("sex=F"),
		STR(";"),           STR("SEX=F;"),       STR(";SEX=F"), STR("SEX=F;AGE=15_24"),
		STR("SEX=F;SEX=M"), STR("SEX=F;;AGE=1"),
	};
	struct coordinate read[SLICE_COORDINATES_MAX];
	size_t count = 42;

	(void)state;
	for (size_t i = 0; i < countof(wrong); i++)
		assert_false(slice_parse(wrong[i], read, &count));
	assert_int_equal(count, 42);
	assert_true(slice_parse(S("AGE=15_24;SEX=F"), read, &count));
	assert_int_equal(count, 2);
	assert_str(read[0].dimension, "AGE");
	assert_str(read[0].category, "15_24");
	assert_str(read[1].category, "F");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slice__names_dimensions_in_order_and_in_capitals),
		cmocka_unit_test(test_slice__refuses_what_would_not_be_read_back),
		cmocka_unit_test(test_slice__reads_only_the_canonical_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
