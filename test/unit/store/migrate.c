/* Databases of other editions of the program. */
#include "store/fixture.h"
#include "store/series.h"

/* As a program without the term's section and without risks would have left it. */
static const char older[] = "ALTER TABLE term DROP COLUMN section; DROP TABLE risk;"
			    "UPDATE meta SET value = 'older' WHERE name = 'fingerprint'";

static void test_migrate__a_new_field_and_a_new_noun_are_added_on_opening(void **state)
{
	struct fixture *f = *state;
	struct store_fault *faults;
	size_t count;

	assert_ok(put_term(f->store, noon(1, 1), "BAP", "kept"));
	fixture_sql(f, older);
	fixture_reopen(f);
	assert_true(present_is(f->store, "BAP", "kept"));
	assert_ok(store_verify(f->store, &f->arena, NULL, &faults, &count));
	assert_int_equal(count, 0);
	assert_ok(put_term(f->store, noon(1, 2), "BAP", "changed"));
	fixture_reopen(f);
	assert_true(present_is(f->store, "BAP", "changed"));
}

static void test_migrate__a_reader_says_that_a_migration_is_due(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->path };
	struct store *store;
	int64_t steps;

	fixture_sql(f, older);
	assert_fails(store_open(&config, &store), ERR_CONFLICT);
	config.write = true;
	assert_ok(store_migrate(&config, &steps));
	assert_int_equal(steps, 0);
	config.write = false;
	assert_ok(store_open(&config, &store));
	store_close(store);
}

static void test_migrate__an_older_format_waits_for_migrate(void **state)
{
	struct fixture *f = *state;
	struct kept_slice *slices;
	size_t count;
	struct store_config config = { .path = f->path, .write = true };
	struct store *store;
	int64_t steps;

	fixture_sql(f, "UPDATE meta SET value = '1' WHERE name = 'format';"
		       "DROP TABLE series; DROP TABLE series_undo; DROP TABLE series_slice;"
		       "DROP TABLE series_area");
	assert_fails(store_open(&config, &store), ERR_CONFLICT);
	assert_ok(store_migrate(&config, &steps));
	assert_int_equal(steps, 1);
	assert_ok(store_open(&config, &store));
	assert_ok(store_slices(store, &f->arena, S("USE"), 1, &slices, &count));
	assert_int_equal(count, 0);
	store_close(store);
}

/* Observations in the form of format 2 are not lost without a word. */
static void test_migrate__old_observations_are_not_dropped(void **state)
{
	struct fixture *f = *state;
	struct store_config config = { .path = f->path, .write = true };
	int64_t steps;

	fixture_sql(f, "UPDATE meta SET value = '2' WHERE name = 'format';"
		       "DROP TABLE series_slice; DROP TABLE series_area;"
		       "INSERT INTO series_undo VALUES (1, 1, x'00')");
	assert_fails(store_migrate(&config, &steps), ERR_CONFLICT);
	fixture_sql(f, "DELETE FROM series_undo");
	assert_ok(store_migrate(&config, &steps));
	assert_int_equal(steps, 1);
}

static void assert_refused_after(struct fixture *f, const char *sql)
{
	struct store_config config = { .path = f->path, .write = true };
	struct store *store;
	int64_t steps;

	fixture_sql(f, sql);
	assert_fails(store_open(&config, &store), ERR_INVALID);
	assert_fails(store_migrate(&config, &steps), ERR_INVALID);
}

static void test_migrate__a_newer_format_is_refused(void **state)
{
	assert_refused_after(*state, "UPDATE meta SET value = '999' WHERE name = 'format'");
}

static void test_migrate__a_column_of_a_newer_program_is_refused(void **state)
{
	assert_refused_after(*state, "ALTER TABLE term ADD COLUMN mood TEXT;"
				     "UPDATE meta SET value = 'newer' WHERE name = 'fingerprint'");
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_migrate__a_new_field_and_a_new_noun_are_added_on_opening),
		CASE(test_migrate__a_reader_says_that_a_migration_is_due),
		CASE(test_migrate__an_older_format_waits_for_migrate),
		CASE(test_migrate__old_observations_are_not_dropped),
		CASE(test_migrate__a_newer_format_is_refused),
		CASE(test_migrate__a_column_of_a_newer_program_is_refused),
	};

	return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
