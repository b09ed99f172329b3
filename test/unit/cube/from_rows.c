/* Rows of nouns as datasets: keys identify, every type of field has its type of data, empty is null. */
#include "cube/from_rows.h"

#include "base/buf.h"
#include "rows.h"
#include "testing.h"

static struct dataset *dataset_of(struct arena *arena, struct allowance *allowance,
				  enum noun_id noun, const char *const *rows, size_t n)
{
	struct snapshot *snapshot;
	struct structure structure;
	struct dataset_fault fault;
	struct dataset *dataset;

	assert_ok(snapshot_new(&snapshot));
	snapshot = snapshot_with(arena, snapshot, noun, rows, n);
	assert_ok(rows_dataset(allowance, snapshot, noun, &dataset));
	assert_ok(rows_structure(arena, snapshot, noun, &structure));
	assert_int_equal(structure.count, dataset->structure.count);
	for (size_t i = 0; i < structure.count; i++)
		assert_int_equal(structure.at[i].type, dataset->structure.at[i].type);
	snapshot_release(snapshot);
	assert_ok(dataset_examine(allowance, NULL, dataset, &fault));
	assert_false(fault.is_broken);
	return dataset;
}

static struct scalar at(const struct dataset *dataset, struct str name, size_t row)
{
	ptrdiff_t i = structure_find(&dataset->structure, name);

	assert_true(i != COMPONENT_NONE);
	return column_scalar(&dataset->columns[i], row);
}

static enum component_role role_of(const struct dataset *dataset, struct str name)
{
	return dataset->structure.at[structure_find(&dataset->structure, name)].role;
}

static void test_budget__has_money_in_major_units(void **state)
{
	static const char *const rows[] = {
		"plan=P\nperiod=2026\nkind=allocated\nregion=AFR\ncurrency=CHF\namount=1234.50",
		"plan=P\nperiod=2026\nkind=allocated\nregion=ASP\ncurrency=JPY\namount=7",
		"plan=P\nperiod=2026\nkind=spent\nregion=AFR\nshare_of_total=7.25",
	};
	struct allowance allowance = { .limit = 1 << 24 };
	struct dataset *dataset;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 22);
	dataset = dataset_of(&arena, &allowance, NOUN_BUDGET_LINE, rows, countof(rows));
	assert_int_equal(dataset->n_rows, countof(rows));
	assert_int_equal(role_of(dataset, S("plan")), ROLE_IDENTIFIER);
	assert_int_equal(role_of(dataset, S("fund")), ROLE_IDENTIFIER);
	assert_int_equal(role_of(dataset, S("amount")), ROLE_MEASURE);
	assert_int_equal(at(dataset, S("period"), 0).period, time_period_of(TIME_YEAR, 2025));
	assert_str(at(dataset, S("kind"), 0).string, "allocated");
	assert_str(at(dataset, S("fund"), 0).string, ""); /* an identifier is never null */
	assert_false(at(dataset, S("fund"), 0).is_null);
	assert_true(at(dataset, S("amount"), 0).number == 1234.5);
	assert_true(at(dataset, S("amount"), 1).number == 7);
	assert_true(at(dataset, S("amount"), 2).is_null);
	assert_true(at(dataset, S("share_of_total"), 2).number == 7.25);
	dataset_release(dataset);
	assert_int_equal(allowance.used, 0);
	arena_finish(&arena);
}

static void test_membership__has_days(void **state)
{
	static const char *const rows[] = {
		"area_group=LDC\narea=AGO",
		"area_group=LDC\narea=BTN\nvalid_from=1971-11-18\nvalid_to=2023-12-13",
	};
	struct allowance allowance = { .limit = 1 << 24 };
	struct dataset *dataset;
	struct date day;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 22);
	dataset = dataset_of(&arena, &allowance, NOUN_AREA_MEMBERSHIP, rows, countof(rows));
	/* A part of the key that may be empty is a string, since an identifier is never null. */
	assert_str(at(dataset, S("valid_from"), 0).string, "");
	assert_str(at(dataset, S("valid_from"), 1).string, "1971-11-18");
	assert_true(at(dataset, S("valid_to"), 0).is_null);
	assert_true(date_parse(S("2023-12-13"), &day));
	assert_int_equal(at(dataset, S("valid_to"), 1).type, DATA_DATE);
	assert_int_equal(time_instant_day(at(dataset, S("valid_to"), 1).instant), day.day);
	dataset_release(dataset);
	arena_finish(&arena);
}

static void test_campaign__makes_strings_of_periods(void **state)
{
	static const char *const years[] = { "indicator=I\nkind=target\nperiod=2026\nvalue=1" };
	static const char *const both[] = { "indicator=I\nkind=target\nperiod=2026\nvalue=1",
					    "indicator=I\nkind=target\nperiod=2026-C1\nvalue=0.5" };
	struct allowance allowance = { .limit = 1 << 24 };
	struct dataset *dataset;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 22);
	dataset = dataset_of(&arena, &allowance, NOUN_TARGET, years, countof(years));
	assert_int_equal(at(dataset, S("period"), 0).type, DATA_TIME_PERIOD);
	dataset_release(dataset);
	dataset = dataset_of(&arena, &allowance, NOUN_TARGET, both, countof(both));
	assert_str(at(dataset, S("period"), 0).string, "2026");
	assert_str(at(dataset, S("period"), 1).string, "2026-C1");
	assert_true(at(dataset, S("value"), 1).number == 0.5);
	dataset_release(dataset);
	arena_finish(&arena);
}

/* Of every noun, also without rows. */
static void test_every_noun__is_a_dataset(void **state)
{
	struct allowance allowance = { .limit = 1 << 24 };
	struct snapshot *empty;

	(void)state;
	assert_ok(snapshot_new(&empty));
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		struct dataset *dataset;

		assert_ok(rows_dataset(&allowance, empty, (enum noun_id)id, &dataset));
		assert_int_equal(dataset->n_rows, 0);
		assert_int_equal(structure_count(&dataset->structure, ROLE_IDENTIFIER),
				 noun_of((enum noun_id)id)->n_keys);
		dataset_release(dataset);
	}
	snapshot_release(empty);
	assert_int_equal(allowance.used, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_budget__has_money_in_major_units),
		cmocka_unit_test(test_membership__has_days),
		cmocka_unit_test(test_campaign__makes_strings_of_periods),
		cmocka_unit_test(test_every_noun__is_a_dataset),
	};

	return cmocka_run_group_tests_name("cube-from_rows", tests, NULL, NULL);
}
