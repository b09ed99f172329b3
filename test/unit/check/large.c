/*
 * A plan of 5,000 topics, 30,000 indicators and 35,000 actions is checked in a tenth of a second on a
 * machine of 2020; a check whose time grew with the square of the plan would run into the time limit
 * of the test. The times are printed.
 */
#include "check/rows.h"

#include <time.h>

enum { PRIORITIES = 50, TOPICS = 5000, INDICATORS = 30000, ACTIONS = 35000 };

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void add_framework(struct table_of_rows *rows)
{
	rows_add(rows, NOUN_FRAMEWORK, "code=F name=F starts=2026-01-01 ends=2029-12-31");
	rows_add(rows, NOUN_LEVEL,
		 "framework=F code=p name=Priority carries_budget=yes carries_results=yes");
	rows_add(rows, NOUN_LEVEL,
		 "framework=F code=t name=Topic carries_budget=yes carries_results=yes "
		 "carries_owner=yes");
	rows_add(rows, NOUN_PLAN,
		 "code=P framework=F name=Plan currency=CHF starts=2026-01-01 ends=2026-12-31");
	for (int i = 0; i < PRIORITIES; i++)
		rows_add(rows, NOUN_NODE, "code=P%d level=F/p name=Priority%d", i, i);
	for (int i = 0; i < PRIORITIES; i++)
		rows_add(rows, NOUN_PRODUCT, "code=S%d name=Product%d", i, i);
}

static void add_topic(struct table_of_rows *rows, int i)
{
	rows_add(rows, NOUN_NODE, "code=P%d.%d level=F/t name=Topic%d parent=P%d", i % PRIORITIES,
		 i, i, i % PRIORITIES);
	rows_add(rows, NOUN_OUTCOME, "code=O%d node=P%d.%d name=Outcome%d", i, i % PRIORITIES, i,
		 i);
	rows_add(rows, NOUN_BUDGET_LINE,
		 "plan=P period=2026 kind=allocated node=P%d.%d currency=CHF amount=%d "
		 "share_of_total=0.02",
		 i % PRIORITIES, i, 1000 + i % 7);
	rows_add(rows, NOUN_CEILING, "plan=P period=2026 node=P%d.%d currency=CHF amount=2000",
		 i % PRIORITIES, i);
}

static void add_indicator(struct table_of_rows *rows, int i)
{
	rows_add(rows, NOUN_INDICATOR,
		 "code=I%d result_type=outcome name=Indicator%d measure=number "
		 "unit_of_measure=country",
		 i, i);
	rows_add(rows, NOUN_TARGET, "indicator=I%d kind=target period=2029 version=1 value=9", i);
	rows_add(rows, NOUN_LINK,
		 "from_noun=indicator from_key=I%d kind=measures to_noun=outcome to_key=O%d "
		 "position=1",
		 i, i % TOPICS);
}

static struct snapshot *large_plan(struct table_of_rows *rows)
{
	add_framework(rows);
	for (int i = 0; i < TOPICS; i++)
		add_topic(rows, i);
	for (int i = 0; i < INDICATORS; i++)
		add_indicator(rows, i);
	for (int i = 0; i < ACTIONS; i++)
		rows_add(rows, NOUN_ACTION,
			 "code=A%d plan=P node=P%d.%d product=S%d name=Action starts=2026-02-01 "
			 "ends=2026-11-30",
			 i, i % TOPICS % PRIORITIES, i % TOPICS, i % PRIORITIES);
	return rows_apply(rows, NULL);
}

static double check_all(const struct snapshot *snapshot, struct findings *findings)
{
	double start = seconds();

	for (size_t i = 0; i < check_count(); i++) {
		double before = seconds(), taken;
		struct findings some;

		assert_ok(check_findings_of(snapshot, date_of(2026, 7, 1), check_at(i), &some));
		taken = seconds() - before;
		if (taken > 0.002)
			print_message("# %.*s: %zu in %.1f ms\n", STR_ARGS(check_at(i)->name),
				      some.count, taken * 1e3);
	}
	assert_ok(check_findings(snapshot, date_of(2026, 7, 1), findings));
	return seconds() - start;
}

static void test_large_plan__is_checked(void **state)
{
	struct table_of_rows rows;
	struct snapshot *plan, *next;
	struct findings findings;
	double first, again;

	(void)state;
	rows_open(&rows);
	plan = large_plan(&rows);
	first = check_all(plan, &findings);
	print_message("# %zu findings in %.1f ms\n", findings.count, first * 1e3);
	/* Each indicator lacks a baseline and an owner, each topic an owner, and the products measures. */
	assert_int_equal(findings.count, 2 * INDICATORS + TOPICS + PRIORITIES);

	rows_add(&rows, NOUN_RISK, "code=R1 plan=P name=Risk");
	next = rows_apply(&rows, plan);
	again = check_all(next, &findings);
	print_message("# after a change of a risk in %.1f ms\n", again * 1e3);
	assert_int_equal(findings.count, 2 * INDICATORS + TOPICS + PRIORITIES + 1);
	snapshot_release(next);
	snapshot_release(plan);
	rows_close(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_large_plan__is_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
