/*
 * Scripts compared with what is stored beside them in test/golden/vtl: NAME.tree is the syntax tree of
 * NAME.vtl, NAME.layout its standard layout, NAME.errors what is wrong with it. A file's presence is the
 * test. With OUTTURN_GOLDEN=write in the environment they are written; look at them before they are
 * committed.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "i18n/message.h"
#include "testing.h"
#include "vtl/layout.h"
#include "vtl/parse.h"

enum { ARENA_BYTES = 64 << 20, GOLDEN_BYTES = 1 << 20 };

static const char folder[] = SOURCE_ROOT "/test/golden/vtl";

struct desk {
	struct arena arena;
	struct locales *locales;
	const struct locale *english;
};

static int open_desk(void **state)
{
	static struct desk desk;

	arena_init(&desk.arena, ARENA_BYTES);
	assert_ok(locales_open(&desk.arena, (struct locale_settings){ 0 }, &desk.locales));
	desk.english = locale_find(desk.locales, S("en"));
	*state = &desk;
	return 0;
}

static int close_desk(void **state)
{
	struct desk *desk = *state;

	locales_close(desk->locales);
	arena_finish(&desk->arena);
	return 0;
}

static struct str golden_path(struct desk *desk, struct str name, const char *ending)
{
	return str_format(&desk->arena, "%s/%.*s%s", folder, STR_ARGS(name), ending);
}

/* The stored text is this one. What is empty need not be stored. */
static void assert_golden(struct desk *desk, struct str name, const char *ending, struct str actual)
{
	struct str path = golden_path(desk, name, ending), stored = S("");
	const char *mode = getenv("OUTTURN_GOLDEN");
	struct err e;

	if (mode && str_eq(str_of(mode), S("write"))) {
		if (!str_empty(actual))
			assert_ok(file_write(&desk->arena, path, actual));
		return;
	}
	e = file_read(&desk->arena, path, GOLDEN_BYTES, &stored);
	if (failed(e))
		assert_fails(e, ERR_NOT_FOUND);
	if (str_eq(stored, actual))
		return;
	print_error("%.*s%s is not\n%.*s", STR_ARGS(name), ending, STR_ARGS(actual));
	fail();
}

/* "3:14: an expression is expected here, not ;" */
static void write_errors(struct desk *desk, struct buf *buf, const struct diagnostics *diagnostics)
{
	for (size_t i = 0; i < diagnostics->items.count; i++) {
		const struct diagnostic *d = LIST_AT(diagnostics->items, struct diagnostic, i);
		struct message_args args = { 0 };

		for (size_t a = 1; a < DIAGNOSTIC_ARGS; a++)
			args.at[a - 1] = d->args[a];
		buf_format(buf, "%lld:%.*s: ", (long long)d->line, STR_ARGS(d->column));
		message_write(buf, desk->english, d->args[0], args);
		buf_char(buf, '\n');
	}
}

/* The layout of the layout is the layout, and its tree is the tree but for places. */
static void assert_stable(struct desk *desk, struct str layout)
{
	struct diagnostics diagnostics;
	struct script script;
	struct buf again;

	diagnostics_init(&diagnostics, &desk->arena);
	assert_ok(script_parse(&desk->arena, S("layout"), layout, &diagnostics, &script));
	buf_init(&again, &desk->arena);
	assert_ok(layout_script(&desk->arena, layout, &again));
	assert_true(str_eq(buf_held(&again), layout));
}

static void check_script(struct desk *desk, struct str name)
{
	struct diagnostics diagnostics;
	struct buf tree, layout, errors;
	struct script script;
	struct str source;
	struct err e;

	assert_ok(file_read(&desk->arena, golden_path(desk, name, ".vtl"), GOLDEN_BYTES, &source));
	diagnostics_init(&diagnostics, &desk->arena);
	e = script_parse(&desk->arena, name, source, &diagnostics, &script);
	assert_true(failed(e) == (diagnostics.count > 0));
	buf_init(&errors, &desk->arena);
	write_errors(desk, &errors, &diagnostics);
	assert_golden(desk, name, ".errors", buf_held(&errors));
	if (failed(e)) {
		assert_fails(e, ERR_INVALID);
		return;
	}
	buf_init(&tree, &desk->arena);
	script_write(&tree, &script);
	assert_golden(desk, name, ".tree", buf_held(&tree));
	buf_init(&layout, &desk->arena);
	assert_ok(layout_script(&desk->arena, source, &layout));
	assert_golden(desk, name, ".layout", buf_held(&layout));
	assert_stable(desk, buf_held(&layout));
}

static void test_golden__scripts_are_read_as_stored(void **state)
{
	struct desk *desk = *state;
	struct str *names;
	size_t count, n_scripts = 0;

	assert_ok(folder_list(&desk->arena, str_of(folder), &names, &count));
	for (size_t i = 0; i < count; i++) {
		if (!str_ends(names[i], S(".vtl")))
			continue;
		check_script(desk, str_slice(names[i], 0, names[i].len - 4));
		n_scripts++;
	}
	assert_true(n_scripts >= 10);
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

		arena_init(&arena, ARENA_BYTES);
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
	struct desk *desk = *state;
	struct diagnostics diagnostics;
	struct script script;
	struct buf text;

	buf_init(&text, &desk->arena);
	buf_str(&text, S("x := 1"));
	for (int n = 0; n < 1000; n++)
		buf_str(&text, S(" + 1"));
	diagnostics_init(&diagnostics, &desk->arena);
	assert_fails(script_parse(&desk->arena, S("long"), buf_held(&text), &diagnostics, &script),
		     ERR_INVALID);
	assert_str(LIST_AT(diagnostics.items, struct diagnostic, 0)->args[0],
		   "this is nested too deeply; give a part of it a name of its own");
}

static void test_parse__memory_has_a_bound(void **state)
{
	struct desk *desk = *state;
	struct diagnostics diagnostics;
	struct script script;
	struct arena small;
	struct buf text;

	buf_init(&text, &desk->arena);
	for (int n = 0; n < 20000; n++)
		buf_str(&text, S("x := {1, 2, 3};"));
	arena_init(&small, 1 << 20);
	diagnostics_init(&diagnostics, &desk->arena);
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

	return cmocka_run_group_tests(tests, open_desk, close_desk);
}
