/* Findings as a whole: their order, what is asked of them, and what passes on to a successor. */
#include "check/rows.h"

#include "base/memory.h"

static const int32_t day_number = 20600;

static struct date day_after(int32_t days)
{
	return (struct date){ .day = day_number + days };
}

/* Something for several checks of each severity, in several tables. */
static struct snapshot *a_plan(struct table_of_rows *rows)
{
	struct date review = day_after(-1);
	struct civil c = date_civil(review);

	rows_add(rows, NOUN_FRAMEWORK, "code=F name=F");
	rows_add(rows, NOUN_LEVEL, "framework=F code=topic name=Topic carries_owner=yes");
	rows_add(rows, NOUN_NODE, "code=T10 level=F/topic name=Ten");
	rows_add(rows, NOUN_NODE, "code=T9 level=F/topic name=Nine");
	rows_add(rows, NOUN_PLAN, "code=P framework=F name=Plan currency=CHF");
	rows_add(
		rows, NOUN_BUDGET_LINE,
		"plan=P period=2026 kind=allocated node=T9 currency=CHF amount=25 share_of_total=30");
	rows_add(
		rows, NOUN_BUDGET_LINE,
		"plan=P period=2026 kind=allocated node=T10 currency=CHF amount=75 share_of_total=70");
	rows_add(rows, NOUN_AREA_SCHEME, "code=R name=Regions exclusive=yes");
	rows_add(rows, NOUN_AREA_GROUP, "code=AFR scheme=R name=Africa");
	rows_add(rows, NOUN_BUDGET_LINE,
		 "plan=P period=2026 kind=allocated region=AFR share_of_total=99 "
		 "qualifier=approximately");
	rows_add(rows, NOUN_INDICATOR, "code=I1 result_type=outcome name=Indicator");
	rows_add(rows, NOUN_RISK, "code=R1 plan=P name=Risk next_review=%04d-%02d-%02d", c.year,
		 c.month, c.day);
	return rows_apply(rows, NULL);
}

static size_t place_in_catalogue(struct str check)
{
	size_t i = 0;

	while (!str_eq(check_at(i)->name, check))
		i++;
	return i;
}

static void assert_in_order(const struct finding *a, const struct finding *b)
{
	assert_true(a->severity <= b->severity);
	if (a->severity != b->severity)
		return;
	assert_true(place_in_catalogue(a->check) <= place_in_catalogue(b->check));
	if (str_eq(a->check, b->check))
		assert_true(str_cmp_natural(a->key, b->key) <= 0);
}

static void test_findings__stand_by_severity_catalogue_and_key(void **state)
{
	struct table_of_rows rows;
	struct findings findings;
	struct snapshot *snapshot;

	(void)state;
	rows_open(&rows);
	snapshot = a_plan(&rows);
	assert_ok(check_findings(snapshot, day_after(0), &findings));
	assert_true(findings.count > 8);
	for (size_t i = 1; i < findings.count; i++)
		assert_in_order(&findings.at[i - 1], &findings.at[i]);
	assert_str(findings.at[0].check, "share-of-total");
	assert_str(findings.at[0].key, "P/2026/allocated/T9");
	assert_str(findings.at[1].key, "P/2026/allocated/T10");
	assert_int_equal(findings.at[findings.count - 1].severity, SEVERITY_NOTE);
	assert_str(findings.at[findings.count - 1].check, "regional-split");
	snapshot_release(snapshot);
	rows_close(&rows);
}

static void test_findings__are_counted_as_they_are_listed(void **state)
{
	size_t counts[SEVERITY_COUNT], listed[SEVERITY_COUNT] = { 0 };
	struct table_of_rows rows;
	struct findings findings;
	struct snapshot *snapshot;

	(void)state;
	rows_open(&rows);
	snapshot = a_plan(&rows);
	assert_ok(check_counts(snapshot, day_after(0), counts));
	assert_ok(check_findings(snapshot, day_after(0), &findings));
	for (size_t i = 0; i < findings.count; i++)
		listed[findings.at[i].severity]++;
	assert_memory_equal(counts, listed, sizeof(counts));
	for (int s = 0; s < SEVERITY_COUNT; s++)
		assert_int_not_equal(counts[s], 0);
	snapshot_release(snapshot);
	rows_close(&rows);
}

static void test_findings__about_a_row_are_those_of_its_table_and_key(void **state)
{
	struct table_of_rows rows;
	struct findings all, about;
	struct snapshot *snapshot;

	(void)state;
	rows_open(&rows);
	snapshot = a_plan(&rows);
	assert_ok(check_findings(snapshot, day_after(0), &all));
	for (size_t i = 0; i < all.count; i++) {
		size_t expected = 0;

		for (size_t k = 0; k < all.count; k++)
			expected += str_eq(all.at[k].table, all.at[i].table) &&
				    str_eq(all.at[k].key, all.at[i].key);
		assert_ok(check_findings_about(snapshot, day_after(0), all.at[i].table,
					       all.at[i].key, &rows.arena, &about));
		assert_int_equal(about.count, expected);
	}
	assert_ok(check_findings_about(snapshot, day_after(0), S("node"), S("I1"), &rows.arena,
				       &about));
	assert_int_equal(about.count, 0);
	snapshot_release(snapshot);
	rows_close(&rows);
}

static struct findings found_by(const struct snapshot *snapshot, struct date day, const char *name)
{
	const struct check *check = check_named(str_of(name));
	struct findings findings;

	assert_non_null(check);
	assert_ok(check_findings_of(snapshot, day, check, &findings));
	return findings;
}

static void test_change__runs_again_only_what_reads_the_noun(void **state)
{
	struct snapshot *before, *after;
	struct table_of_rows rows;
	struct findings shares, owners;

	(void)state;
	rows_open(&rows);
	before = a_plan(&rows);
	shares = found_by(before, day_after(0), "share-of-total");
	owners = found_by(before, day_after(0), "indicator-without-owner");
	assert_int_equal(owners.count, 1);
	rows_add(&rows, NOUN_INDICATOR, "code=I2 result_type=output name=Other");
	after = rows_apply(&rows, before);
	snapshot_release(before);
	assert_ptr_equal(found_by(after, day_after(0), "share-of-total").at, shares.at);
	assert_int_equal(found_by(after, day_after(0), "indicator-without-owner").count, 2);
	snapshot_release(after);
	rows_close(&rows);
}

static void test_day__decides_what_is_overdue(void **state)
{
	struct table_of_rows rows;
	struct snapshot *snapshot;

	(void)state;
	rows_open(&rows);
	snapshot = a_plan(&rows);
	assert_int_equal(found_by(snapshot, day_after(-1), "risk-review-overdue").count, 0);
	assert_int_equal(found_by(snapshot, day_after(0), "risk-review-overdue").count, 1);
	assert_int_equal(
		found_by(snapshot, day_after(8), "risk-review-overdue").at->args[1].integer, 9);
	snapshot_release(snapshot);
	rows_close(&rows);
}

/* The list of one day outlives what a dated check found on that day. */
static void test_day__that_passes_leaves_older_lists_whole(void **state)
{
	size_t counts[SEVERITY_COUNT];
	struct snapshot *before, *after;
	struct table_of_rows rows;
	struct findings findings;
	size_t overdue = 0;

	(void)state;
	rows_open(&rows);
	before = a_plan(&rows);
	assert_ok(check_findings(before, day_after(0), &findings));
	assert_ok(check_counts(before, day_after(1), counts));
	rows_add(&rows, NOUN_UNIT_KIND, "code=K name=Kind");
	after = rows_apply(&rows, before);
	snapshot_release(before);
	assert_ok(check_findings(after, day_after(0), &findings));
	for (size_t i = 0; i < findings.count; i++)
		if (str_eq(findings.at[i].check, S("risk-review-overdue"))) {
			assert_str(findings.at[i].key, "R1");
			assert_int_equal(findings.at[i].args[1].integer, 1);
			overdue++;
		}
	assert_int_equal(overdue, 1);
	snapshot_release(after);
	rows_close(&rows);
}

/* Each request for memory fails once: every time an error, never a wrong list. */
static void test_memory__that_fails_is_an_error(void **state)
{
	struct table_of_rows rows;
	struct snapshot *base;
	struct findings whole;
	uint64_t n = 1;

	(void)state;
	rows_open(&rows);
	base = a_plan(&rows);
	for (;; n++) {
		struct findings findings = { 0 };
		struct snapshot *fresh;
		struct err e;

		/* Every noun but those of no check is written anew, so that nothing is derived yet. */
		rows_add(&rows, NOUN_RISK, "code=R2 plan=P name=Risk");
		rows_add(&rows, NOUN_LINK,
			 "from_noun=node from_key=T9 kind=measures "
			 "to_noun=outcome to_key=O position=1");
		fresh = rows_apply(&rows, base);
		memory_fail_after(n);
		e = check_findings(fresh, day_after(0), &findings);
		memory_fail_after(0);
		if (!failed(e)) {
			assert_ok(check_findings(fresh, day_after(0), &whole));
			assert_int_equal(findings.count, whole.count);
			assert_true(findings.count > 8);
			snapshot_release(fresh);
			break;
		}
		assert_fails(e, ERR_LIMIT);
		assert_int_equal(findings.count, 0);
		snapshot_release(fresh);
	}
	print_message("# %llu requests for memory have failed\n", (unsigned long long)n - 1);
	assert_true(n > 30);
	snapshot_release(base);
	rows_close(&rows);
}

static void test_nothing__has_no_findings(void **state)
{
	struct snapshot *snapshot;
	struct findings findings;

	(void)state;
	assert_ok(snapshot_new(&snapshot));
	assert_ok(check_findings(snapshot, day_after(0), &findings));
	assert_int_equal(findings.count, 0);
	snapshot_release(snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_findings__stand_by_severity_catalogue_and_key),
		cmocka_unit_test(test_findings__are_counted_as_they_are_listed),
		cmocka_unit_test(test_findings__about_a_row_are_those_of_its_table_and_key),
		cmocka_unit_test(test_change__runs_again_only_what_reads_the_noun),
		cmocka_unit_test(test_day__decides_what_is_overdue),
		cmocka_unit_test(test_day__that_passes_leaves_older_lists_whole),
		cmocka_unit_test(test_memory__that_fails_is_an_error),
		cmocka_unit_test(test_nothing__has_no_findings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
