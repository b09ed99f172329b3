/* Diagnostics: copies, the limit, the names. */
#include "base/diagnostic.h"

#include "base/arena.h"
#include "base/limits.h"
#include "testing.h"

#include <string.h>

static void test_diagnostics_add__copies_the_texts(void **state)
{
	char cell[] = "52x000";
	struct diagnostics diagnostics;
	const struct diagnostic *kept;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	diagnostics_init(&diagnostics, &arena);
	assert_ok(diagnostics_add(&diagnostics, (struct diagnostic){
							.id = DIAGNOSTIC_BAD_CELL,
							.file = S("budget_line.csv"),
							.line = 17,
							.column = S("amount"),
							.args = { str_of(cell), S("an amount") },
						}));
	memset(cell, 'x', sizeof(cell) - 1);
	assert_int_equal(diagnostics.count, 1);
	assert_int_equal(diagnostics.items.count, 1);
	kept = LIST_AT(diagnostics.items, struct diagnostic, 0);
	assert_int_equal(kept->id, DIAGNOSTIC_BAD_CELL);
	assert_str(kept->file, "budget_line.csv");
	assert_int_equal(kept->line, 17);
	assert_str(kept->column, "amount");
	assert_str(kept->key, "");
	assert_str(kept->args[0], "52x000");
	assert_str(kept->args[1], "an amount");
	assert_str(kept->args[2], "");
	arena_finish(&arena);
}

static void test_diagnostics_add__only_counts_past_the_limit(void **state)
{
	struct diagnostics diagnostics;
	struct arena arena;
	size_t used;

	(void)state;
	arena_init(&arena, 64 << 20);
	diagnostics_init(&diagnostics, &arena);
	for (size_t i = 0; i < LIMIT_DIAGNOSTICS; i++)
		assert_ok(diagnostics_add(&diagnostics,
					  (struct diagnostic){ .id = DIAGNOSTIC_DUPLICATE_KEY,
							       .key = S("P1"),
							       .line = (int64_t)i }));
	used = arena.used;
	for (size_t i = 0; i < LIMIT_DIAGNOSTICS; i++)
		assert_ok(diagnostics_add(&diagnostics,
					  (struct diagnostic){ .id = DIAGNOSTIC_BAD_CELL }));
	assert_int_equal(arena.used, used);
	assert_int_equal(diagnostics.items.count, LIMIT_DIAGNOSTICS);
	assert_int_equal(diagnostics.count, 2 * LIMIT_DIAGNOSTICS);
	assert_int_equal(LIST_AT(diagnostics.items, struct diagnostic, LIMIT_DIAGNOSTICS - 1)->line,
			 LIMIT_DIAGNOSTICS - 1);
	arena_finish(&arena);
}

static void test_diagnostics_add__fails_without_memory(void **state)
{
	struct diagnostics diagnostics;
	struct arena arena;

	(void)state;
	arena_init(&arena, 64);
	diagnostics_init(&diagnostics, &arena);
	assert_fails(diagnostics_add(&diagnostics, (struct diagnostic){ .file = S("unit.csv") }),
		     ERR_LIMIT);
	assert_int_equal(diagnostics.items.count, 0);
	arena_finish(&arena);
}

static void test_diagnostic_name__is_one_for_each(void **state)
{
	(void)state;
	assert_string_equal(diagnostic_name(DIAGNOSTIC_BAD_CELL), "bad-cell");
	assert_string_equal(diagnostic_name(DIAGNOSTIC_UNKNOWN_REFERENCE), "unknown-reference");
	assert_string_equal(diagnostic_name(DIAGNOSTIC_DUPLICATE_KEY), "duplicate-key");
	assert_string_equal(diagnostic_name(DIAGNOSTIC_UNKNOWN_COLUMN), "unknown-column");
	for (int a = 0; a < DIAGNOSTIC_COUNT_; a++)
		for (int b = 0; b < a; b++)
			assert_string_not_equal(diagnostic_name((enum diagnostic_id)a),
						diagnostic_name((enum diagnostic_id)b));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_diagnostics_add__copies_the_texts),
		cmocka_unit_test(test_diagnostics_add__only_counts_past_the_limit),
		cmocka_unit_test(test_diagnostics_add__fails_without_memory),
		cmocka_unit_test(test_diagnostic_name__is_one_for_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
