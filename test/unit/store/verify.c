/* Each way to tamper with a database is found, and a whole one is called whole. */
#include "store/fixture.h"

static void fill(struct fixture *f)
{
	assert_ok(put_term(f->store, noon(3, 1), "A", "first"));
	assert_ok(put_term(f->store, noon(3, 2), "B", "second"));
	assert_ok(put_term(f->store, noon(3, 3), "A", "third"));
}

/* How many faults there are after the SQL was run behind the store's back. */
static size_t faults_after(struct fixture *f, const char *sql, const struct digest *head)
{
	struct store_fault *faults;
	size_t count;

	fixture_sql(f, sql);
	fixture_reopen(f);
	assert_ok(store_verify(f->store, &f->arena, head, &faults, &count));
	return count;
}

/* What comes of opening the fixture's database once more. */
static enum err_code open_again(struct fixture *f)
{
	struct store_config config = { .path = f->path };
	struct store *store = NULL;
	struct err e = store_open(&config, &store);

	store_close(store);
	return e.code;
}

static void test_verify__a_whole_log_has_no_fault(void **state)
{
	fill(*state);
	assert_int_equal(faults_after(*state, "SELECT 1", NULL), 0);
}

static void test_verify__an_empty_database_has_no_fault(void **state)
{
	assert_int_equal(faults_after(*state, "SELECT 1", NULL), 0);
}

static void test_verify__each_tampering_is_found(void **state)
{
	static const char *const tamperings[] = {
		"UPDATE term SET name = 'forged' WHERE code = 'A'",
		"DELETE FROM term WHERE code = 'B'",
		"INSERT INTO term (row_key, code, name) VALUES ('Z', 'Z', 'smuggled')",
		"UPDATE change SET after = replace(after, 'second', 'forged')",
		"UPDATE change SET before = NULL WHERE batch = 3",
		"DELETE FROM change WHERE batch = 2",
		"DELETE FROM batch WHERE number = 2",
		"UPDATE batch SET why = 'another reason' WHERE number = 2",
		"UPDATE batch SET at = at - 86400000000 WHERE number = 1",
		"UPDATE batch SET who = 'somebody else' WHERE number = 2",
		"UPDATE batch SET previous = hash WHERE number = 3",
		("INSERT INTO change (batch, place, noun, row_key, after) "
		 "SELECT 9, 1, noun, row_key, 'name=forged' FROM change WHERE batch = 1"),
		("INSERT INTO change (batch, place, noun, row_key, after) "
		 "SELECT 0, 1, noun, row_key, 'name=forged' FROM change WHERE batch = 1"),
	};

	for (size_t i = 0; i < countof(tamperings); i++) {
		assert_int_equal(fixture_open(state), 0);
		fill(*state);
		if (faults_after(*state, tamperings[i], NULL) == 0)
			fail_msg("not found: %s", tamperings[i]);
		fixture_close(state);
	}
	assert_int_equal(fixture_open(state), 0);
}

static void test_store__what_no_program_wrote_is_refused_when_it_is_opened(void **state)
{
	static const char *const forgeries[] = {
		"UPDATE term SET row_key = 'Z' WHERE code = 'A'",
		"UPDATE term SET code = 'A' WHERE code = 'B'",
		"UPDATE term SET code = 'with a space' WHERE code = 'A'",
		"UPDATE budget_line SET currency = NULL",
		"UPDATE budget_line SET currency = 'none'",
		"UPDATE budget_line SET period = 'soon'",
		"UPDATE batch SET at = 9223372036854775807 WHERE number = 3",
		"UPDATE batch SET at = -9223372036854775807 WHERE number = 3",
		"UPDATE batch SET number = number - 3",
		"UPDATE batch SET hash = 'none' WHERE number = 3",
	};
	struct fixture *f;

	for (size_t i = 0; i < countof(forgeries); i++) {
		assert_int_equal(fixture_open(state), 0);
		f = *state;
		fill(f);
		fixture_sql(f, "INSERT INTO budget_line (row_key, plan, period, kind, amount, "
			       "currency) VALUES ('P/2026/allocated', 'P', '2026', 'allocated', "
			       "100, 'CHF')");
		assert_int_equal(open_again(f), ERR_NONE);
		fixture_sql(f, forgeries[i]);
		if (open_again(f) != ERR_INVALID)
			fail_msg("not refused: %s", forgeries[i]);
		fixture_close(state);
	}
	assert_int_equal(fixture_open(state), 0);
}

static void test_verify__a_person_can_be_erased(void **state)
{
	fill(*state);
	assert_int_equal(faults_after(*state, "UPDATE batch SET who = NULL, who_salt = ''", NULL),
			 0);
}

static void test_verify__a_log_that_was_cut_lacks_the_head(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot;

	fill(f);
	assert_ok(store_snapshot(f->store, &snapshot));
	struct digest head = snapshot_head(snapshot).hash;

	snapshot_release(snapshot);
	assert_int_equal(faults_after(f, "SELECT 1", &head), 0);
	assert_int_equal(faults_after(f,
				      "DELETE FROM batch WHERE number = 3; "
				      "DELETE FROM change WHERE batch = 3; "
				      "UPDATE term SET name = 'first' WHERE code = 'A'",
				      NULL),
			 0);
	assert_int_equal(faults_after(f, "SELECT 1", &head), 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_verify__a_whole_log_has_no_fault),
		CASE(test_verify__an_empty_database_has_no_fault),
		cmocka_unit_test_teardown(test_verify__each_tampering_is_found, fixture_close),
		cmocka_unit_test_teardown(
			test_store__what_no_program_wrote_is_refused_when_it_is_opened,
			fixture_close),
		CASE(test_verify__a_person_can_be_erased),
		CASE(test_verify__a_log_that_was_cut_lacks_the_head),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
