/*
 * Small plans as documents, compared with the stored ones: the folder test/golden/report/<name> is a
 * plan, <name>.html its document in English without the style sheet. With OUTTURN_GOLDEN=write in the
 * environment they are written instead; look at them before they are committed.
 */
#include <stdlib.h>

#include "base/file.h"
#include "desk.h"
#include "report/report.h"

enum { GOLDEN_BYTES = 4 << 20 };

/* The style sheet has changes of its own. */
static struct str without_style(struct arena *arena, struct str html)
{
	size_t from = str_find(html, S("<style>"), 0), to = str_find(html, S("</style>"), 0);

	assert_true(from != SIZE_MAX && to != SIZE_MAX);
	return str_format(arena, "%.*s%.*s", STR_ARGS(str_slice(html, 0, from)),
			  STR_ARGS(str_slice(html, to + S("</style>").len, html.len)));
}

static void assert_stored(struct arena *arena, struct str path, struct str bytes)
{
	const char *wish = getenv("OUTTURN_GOLDEN");
	struct str stored, line, expected;

	if (wish && str_eq(str_of(wish), S("write"))) {
		assert_ok(file_write(arena, path, bytes));
		return;
	}
	assert_ok(file_read(arena, path, GOLDEN_BYTES, &stored));
	while (str_cut(&stored, '\n', &expected)) {
		assert_true(str_cut(&bytes, '\n', &line));
		assert_str_at(line, expected, __FILE__, __LINE__);
	}
	assert_false(str_cut(&bytes, '\n', &line));
}

static void compare(const char *name)
{
	struct desk desk;
	struct str html, plan, path;

	desk_open(&desk, name);
	plan = str_of(name);
	path = str_format(&desk.arena, "%s/%.*s.html", SOURCE_ROOT, STR_ARGS(plan));
	assert_ok(report_operational_plan_html(&desk.arena, desk.snapshot, desk.english, S(""),
					       &html));
	assert_stored(&desk.arena, path, without_style(&desk.arena, html));
	desk_close(&desk);
}

/* Every kind of section with its data, and everything that may stand in a cell. */
static void test_golden__full(void **state)
{
	(void)state;
	compare("test/golden/report/full");
}

/* The same kinds of sections in a plan that has no data. */
static void test_golden__empty(void **state)
{
	(void)state;
	compare("test/golden/report/empty");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_golden__full),
		cmocka_unit_test(test_golden__empty),
	};

	return cmocka_run_group_tests_name("report golden", tests, NULL, NULL);
}
