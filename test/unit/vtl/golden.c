/*
 * Scripts compared with what is stored beside them in test/golden/vtl: NAME.tree is the syntax tree of
 * NAME.vtl, NAME.layout its standard layout, NAME.errors what is wrong with it. A file's presence is the
 * test.
 */
#include "shelf.h"
#include "vtl/layout.h"
#include "vtl/parse.h"

static int open_shelf(void **state)
{
	static struct shelf shelf;

	shelf_open(&shelf, "vtl");
	*state = &shelf;
	return 0;
}

static int close_shelf(void **state)
{
	shelf_close(*state);
	return 0;
}

/* The layout of the layout is the layout, and its tree is the tree but for places. */
static void assert_stable(struct shelf *shelf, struct str layout)
{
	struct diagnostics diagnostics;
	struct script script;
	struct buf again;

	diagnostics_init(&diagnostics, &shelf->arena);
	assert_ok(script_parse(&shelf->arena, S("layout"), layout, &diagnostics, &script));
	buf_init(&again, &shelf->arena);
	assert_ok(layout_script(&shelf->arena, layout, &again));
	assert_true(str_eq(buf_held(&again), layout));
}

static void check_script(struct shelf *shelf, struct str name)
{
	struct diagnostics diagnostics;
	struct buf tree, layout, errors;
	struct script script;
	struct str source = shelf_script(shelf, name);
	struct err e;

	diagnostics_init(&diagnostics, &shelf->arena);
	e = script_parse(&shelf->arena, name, source, &diagnostics, &script);
	assert_true(failed(e) == (diagnostics.count > 0));
	buf_init(&errors, &shelf->arena);
	write_errors(shelf, &errors, &diagnostics);
	assert_golden(shelf, name, ".errors", buf_held(&errors));
	if (failed(e)) {
		assert_fails(e, ERR_INVALID);
		return;
	}
	buf_init(&tree, &shelf->arena);
	script_write(&tree, &script);
	assert_golden(shelf, name, ".tree", buf_held(&tree));
	buf_init(&layout, &shelf->arena);
	assert_ok(layout_script(&shelf->arena, source, &layout));
	assert_golden(shelf, name, ".layout", buf_held(&layout));
	assert_stable(shelf, buf_held(&layout));
}

static void test_golden__scripts_are_read_as_stored(void **state)
{
	struct shelf *shelf = *state;
	size_t count;
	struct str *names = shelf_scripts(shelf, &count);

	assert_true(count >= 10);
	for (size_t i = 0; i < count; i++)
		check_script(shelf, names[i]);
}

/* What is nested without end, or goes on without end, is refused, and soon. */
static void test_parse__nesting_has_a_bound(void **state)
{
	static const char *const opening[] = { "(",   "-(",   "abs(",       "a[filter ",
					       "if ", "not ", "inner_join(" };
	(void)state;
	for (size_t i = 0; i < countof(opening); i++) {
		struct diagnostics diagnostics;
		struct script script;
		struct arena arena;
		struct buf text;

		arena_init(&arena, SHELF_BYTES);
		buf_init(&text, &arena);
		buf_str(&text, S("x := "));
		for (int n = 0; n < 10000; n++)
			buf_str(&text, str_of(opening[i]));
		diagnostics_init(&diagnostics, &arena);
		assert_fails(
			script_parse(&arena, S("deep"), buf_held(&text), &diagnostics, &script),
			ERR_INVALID);
		assert_int_equal(diagnostics.count, 1);
		arena_finish(&arena);
	}
}

static void test_parse__chains_have_a_bound(void **state)
{
	struct shelf *shelf = *state;
	struct diagnostics diagnostics;
	struct script script;
	struct buf text;

	buf_init(&text, &shelf->arena);
	buf_str(&text, S("x := 1"));
	for (int n = 0; n < 1000; n++)
		buf_str(&text, S(" + 1"));
	diagnostics_init(&diagnostics, &shelf->arena);
	assert_fails(script_parse(&shelf->arena, S("long"), buf_held(&text), &diagnostics, &script),
		     ERR_INVALID);
	assert_str(LIST_AT(diagnostics.items, struct diagnostic, 0)->args[0],
		   "this is nested too deeply; give a part of it a name of its own");
}

static void test_parse__memory_has_a_bound(void **state)
{
	struct shelf *shelf = *state;
	struct diagnostics diagnostics;
	struct script script;
	struct arena small;
	struct buf text;

	buf_init(&text, &shelf->arena);
	for (int n = 0; n < 20000; n++)
		buf_str(&text, S("x := {1, 2, 3};"));
	arena_init(&small, 1 << 20);
	diagnostics_init(&diagnostics, &shelf->arena);
	assert_fails(script_parse(&small, S("large"), buf_held(&text), &diagnostics, &script),
		     ERR_LIMIT);
	arena_finish(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden__scripts_are_read_as_stored),
		cmocka_unit_test(test_parse__nesting_has_a_bound),
		cmocka_unit_test(test_parse__chains_have_a_bound),
		cmocka_unit_test(test_parse__memory_has_a_bound),
	};

	return cmocka_run_group_tests(tests, open_shelf, close_shelf);
}
