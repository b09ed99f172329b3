/* Sums of budget lines: which lines count, which do not, and how much of a sum is known. */
#include "model/budget.h"

#include "base/arena.h"
#include "base/memory.h"
#include "rows.h"
#include "testing.h"

static int make_arena(void **state)
{
	static struct arena arena;

	arena_init(&arena, 64 << 20);
	*state = &arena;
	return 0;
}

static int end_arena(void **state)
{
	arena_finish(*state);
	return 0;
}

static const char *const frameworks[] = { "code=F", "code=G" };

static const char *const levels[] = {
	"framework=F\ncode=top\nposition=1",
	"framework=F\ncode=leaf\ncarries_budget=yes",
	"framework=G\ncode=goal\ncarries_budget=yes",
};

static const char *const nodes[] = {
	"code=A\nlevel=F/top",
	"code=A.1\nlevel=F/leaf\nparent=A",
	"code=A.2\nlevel=F/leaf\nparent=A",
	"code=B\nlevel=F/top",
	"code=B.1\nlevel=F/leaf\nparent=B",
	"code=GOAL\nlevel=G/goal",
};

static const char *const plans[] = { "code=OP\nframework=F\ncurrency=CHF" };
static const char *const actions[] = { "code=ACT\nplan=OP\nnode=A.1" };

/* A snapshot with a small tree and these lines of plan OP in 2026. */
static struct snapshot *with_lines(struct arena *arena, const char *const *lines, size_t count)
{
	struct snapshot *snapshot;
	const char *rows[16];

	for (size_t i = 0; i < count; i++) {
		rows[i] = str_cstr(arena, str_format(arena, "plan=OP\nperiod=2026\n%s", lines[i]));
		assert_non_null(rows[i]);
	}
	assert_ok(snapshot_new(&snapshot));
	snapshot = snapshot_with(arena, snapshot, NOUN_FRAMEWORK, frameworks, countof(frameworks));
	snapshot = snapshot_with(arena, snapshot, NOUN_LEVEL, levels, countof(levels));
	snapshot = snapshot_with(arena, snapshot, NOUN_NODE, nodes, countof(nodes));
	snapshot = snapshot_with(arena, snapshot, NOUN_PLAN, plans, countof(plans));
	snapshot = snapshot_with(arena, snapshot, NOUN_ACTION, actions, countof(actions));
	return snapshot_with(arena, snapshot, NOUN_BUDGET_LINE, rows, count);
}

static struct period year_2026(void)
{
	struct period period;

	assert_true(period_parse(S("2026"), &period));
	return period;
}

static const struct budget *allocated(const struct snapshot *snapshot)
{
	const struct budgets *budgets;

	assert_ok(snapshot_budgets(snapshot, &budgets));
	return budgets_find(budgets, S("OP"), year_2026(), BUDGET_LINE_KIND_ALLOCATED);
}

static struct budget_sum sum_of(const struct snapshot *snapshot, const char *node)
{
	const struct budgets *budgets;

	assert_ok(snapshot_budgets(snapshot, &budgets));
	return allocated(snapshot)->nodes[tree_place(budgets->tree, str_of(node))];
}

static void assert_sum(struct budget_sum sum, int64_t amount, size_t known, size_t expected)
{
	assert_int_equal(sum.amount, amount);
	assert_int_equal(sum.known, known);
	assert_int_equal(sum.expected, expected);
	assert_false(sum.too_large);
}

static void test_snapshot_budgets__adds_upwards_and_says_how_much_is_known(void **state)
{
	static const char *const lines[] = {
		"kind=allocated\nnode=A.1\ncurrency=CHF\namount=100.50",
		"kind=allocated\nnode=B.1\ncurrency=CHF\namount=7",
		"kind=allocated\nnode=A.2\nshare_of_total=3",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));

	assert_sum(sum_of(snapshot, "A.1"), 10050, 1, 1);
	assert_sum(sum_of(snapshot, "A.2"), MONEY_EMPTY, 0, 1);
	assert_sum(sum_of(snapshot, "A"), 10050, 1, 2);
	assert_sum(sum_of(snapshot, "B"), 700, 1, 1);
	assert_sum(allocated(snapshot)->total, 10750, 2, 3);
	/* A node of another framework is not expected to have an amount in this plan. */
	assert_sum(sum_of(snapshot, "GOAL"), MONEY_EMPTY, 0, 0);
	assert_str(allocated(snapshot)->currency, "CHF");
	snapshot_release(snapshot);
}

static void test_snapshot_budgets__never_adds_stated_totals(void **state)
{
	static const char *const lines[] = {
		"kind=stated-total\nnode=A\ncurrency=CHF\namount=999",
		"kind=stated-total\ncurrency=CHF\namount=5000",
		"kind=allocated\nnode=A.1\ncurrency=CHF\namount=100",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));

	assert_sum(sum_of(snapshot, "A"), 10000, 1, 2);
	assert_int_equal(sum_of(snapshot, "A").stated->amount, 99900);
	assert_null(sum_of(snapshot, "A.1").stated);
	assert_int_equal(allocated(snapshot)->total.amount, 10000);
	assert_int_equal(allocated(snapshot)->total.stated->amount, 500000);
	snapshot_release(snapshot);
}

static void test_snapshot_budgets__takes_a_whole_or_its_split(void **state)
{
	static const char *const lines[] = {
		/* As a whole from two funds, and split: the whole counts. */
		"kind=allocated\nnode=A.1\nfund=F1\ncurrency=CHF\namount=10",
		"kind=allocated\nnode=A.1\nfund=F2\ncurrency=CHF\namount=20",
		"kind=allocated\nnode=A.1\nregion=AFR\ncurrency=CHF\namount=5",
		/* The whole is only a share; its regions count, its actions do not. */
		"kind=allocated\nnode=A.2\nshare_of_total=1",
		"kind=allocated\nnode=A.2\nregion=AFR\ncurrency=CHF\namount=1",
		"kind=allocated\nnode=A.2\nregion=ARB\ncurrency=CHF\namount=2",
		"kind=allocated\nnode=A.2\naction=ACT\ncurrency=CHF\namount=400",
		/* Actions are all there is. */
		"kind=allocated\nnode=B.1\naction=ACT\ncurrency=CHF\namount=7",
		/* Regions alone split the plan once more. */
		"kind=allocated\nregion=AFR\ncurrency=CHF\namount=1000",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));

	assert_sum(sum_of(snapshot, "A.1"), 3000, 1, 1);
	assert_sum(sum_of(snapshot, "A.2"), 300, 1, 1);
	assert_sum(sum_of(snapshot, "B.1"), 700, 1, 1);
	assert_sum(allocated(snapshot)->total, 4000, 3, 3);
	snapshot_release(snapshot);
}

static void test_snapshot_budgets__puts_an_action_under_its_node(void **state)
{
	static const char *const lines[] = {
		"kind=allocated\naction=ACT\ncurrency=CHF\namount=7",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));

	assert_sum(sum_of(snapshot, "A.1"), 700, 1, 1);
	snapshot_release(snapshot);
}

static void test_snapshot_budgets__takes_the_plans_line_where_no_node_has_any(void **state)
{
	static const char *const lines[] = {
		"kind=allocated\ncurrency=CHF\namount=50",
		"kind=allocated\nnode=A.1\ncurrency=CHF\namount=7",
	};
	struct snapshot *alone = with_lines(*state, lines, 1), *both = with_lines(*state, lines, 2);

	assert_sum(allocated(alone)->total, 5000, 0, 3);
	assert_sum(allocated(both)->total, 700, 1, 3);
	snapshot_release(alone);
	snapshot_release(both);
}

static void test_snapshot_budgets__keeps_currencies_apart(void **state)
{
	static const char *const lines[] = {
		"kind=allocated\nnode=A.1\ncurrency=CHF\namount=7",
		"kind=allocated\nnode=A.2\ncurrency=EUR\namount=1",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));

	assert_int_equal(allocated(snapshot)->n_foreign, 1);
	assert_sum(allocated(snapshot)->total, 700, 1, 3);
	assert_true(allocated(snapshot)->total.foreign);
	snapshot_release(snapshot);
}

static void test_snapshot_budgets__says_when_a_sum_is_too_large(void **state)
{
	static const char *const lines[] = {
		"kind=allocated\nnode=A.1\ncurrency=CHF\namount=92233720368547758",
		"kind=allocated\nnode=A.2\ncurrency=CHF\namount=92233720368547758",
		"kind=allocated\nnode=B.1\ncurrency=CHF\namount=1",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));

	assert_true(sum_of(snapshot, "A").too_large);
	assert_int_equal(sum_of(snapshot, "A").amount, MONEY_EMPTY);
	assert_sum(sum_of(snapshot, "B"), 100, 1, 1);
	assert_true(allocated(snapshot)->total.too_large);
	assert_int_equal(allocated(snapshot)->total.amount, MONEY_EMPTY);
	snapshot_release(snapshot);
}

static void test_budgets_find__keeps_kinds_and_periods_apart(void **state)
{
	static const char *const lines[] = {
		"kind=allocated\nnode=A.1\ncurrency=CHF\namount=7",
		"kind=spent\nnode=A.1\ncurrency=CHF\namount=3",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));
	const struct budgets *budgets;
	const struct budget *spent;
	struct period other = year_2026();

	assert_ok(snapshot_budgets(snapshot, &budgets));
	assert_int_equal(budgets->count, 2);
	spent = budgets_find(budgets, S("OP"), year_2026(), BUDGET_LINE_KIND_SPENT);
	assert_int_equal(spent->total.amount, 300);
	other.kind = PERIOD_QUARTER;
	assert_null(budgets_find(budgets, S("OP"), other, BUDGET_LINE_KIND_SPENT));
	assert_null(budgets_find(budgets, S("OP2"), year_2026(), BUDGET_LINE_KIND_SPENT));
	assert_null(budgets_find(budgets, S("OP"), year_2026(), BUDGET_LINE_KIND_FORECAST));
	snapshot_release(snapshot);
}

static void test_snapshot_budgets__cleans_up_when_memory_ends_anywhere(void **state)
{
	static const char *const lines[] = {
		"kind=allocated\nnode=A.1\ncurrency=CHF\namount=7",
		"kind=stated-total\nnode=A\ncurrency=CHF\namount=7",
	};
	struct snapshot *snapshot = with_lines(*state, lines, countof(lines));
	const struct budgets *budgets = NULL;
	struct err e = ERROR(ERR_LIMIT, "not begun");
	uint64_t n;

	for (n = 1; failed(e) && n < 1000; n++) {
		assert_null(budgets);
		memory_fail_after(n);
		e = snapshot_budgets(snapshot, &budgets);
		memory_fail_after(0);
		if (failed(e))
			assert_fails(e, ERR_LIMIT);
	}
	assert_ok(e);
	assert_true(n > 5);
	assert_int_equal(allocated(snapshot)->total.amount, 700);
	snapshot_release(snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_snapshot_budgets__adds_upwards_and_says_how_much_is_known),
		cmocka_unit_test(test_snapshot_budgets__never_adds_stated_totals),
		cmocka_unit_test(test_snapshot_budgets__takes_a_whole_or_its_split),
		cmocka_unit_test(test_snapshot_budgets__puts_an_action_under_its_node),
		cmocka_unit_test(test_snapshot_budgets__takes_the_plans_line_where_no_node_has_any),
		cmocka_unit_test(test_snapshot_budgets__keeps_currencies_apart),
		cmocka_unit_test(test_snapshot_budgets__says_when_a_sum_is_too_large),
		cmocka_unit_test(test_snapshot_budgets__cleans_up_when_memory_ends_anywhere),
		cmocka_unit_test(test_budgets_find__keeps_kinds_and_periods_apart),
	};

	return cmocka_run_group_tests(tests, make_arena, end_arena);
}
