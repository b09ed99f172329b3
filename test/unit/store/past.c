/* Any day, and any batch, of the past. */
#include "store/fixture.h"

#include <stdio.h>
#include <unistd.h>

static void fill_three_days(struct fixture *f)
{
	assert_ok(put_term(f->store, noon(3, 1), "A", "first"));
	assert_ok(put_term(f->store, noon(3, 1), "B", "stays"));
	assert_ok(put_term(f->store, noon(3, 2), "A", "second"));
	assert_ok(put_term(f->store, noon(3, 2), "C", "comes"));
	assert_ok(put_term(f->store, noon(3, 4), "C", NULL));
	assert_ok(put_term(f->store, noon(3, 4), "A", "third"));
}

static void assert_day(struct fixture *f, int day, const char *a, const char *c)
{
	struct snapshot *snapshot;

	assert_ok(store_as_of(f->store, date_of(2026, 3, day), &snapshot));
	assert_true(str_eq(term_name(snapshot, "A"), str_of(a)));
	assert_str(term_name(snapshot, "B"), "stays");
	assert_true(str_eq(term_name(snapshot, "C"), str_of(c)));
	snapshot_release(snapshot);
}

static void test_past__a_day_ends_with_its_last_batch(void **state)
{
	struct fixture *f = *state;

	fill_three_days(f);
	for (int round = 0; round < 2; round++) { /* the second time from what was kept */
		assert_day(f, 1, "first", "");
		assert_day(f, 4, "third", "");
		assert_day(f, 2, "second", "comes");
		assert_day(f, 3, "second", "comes");
		assert_day(f, 9, "third", "");
	}
}

static void test_past__before_the_first_batch_there_is_nothing(void **state)
{
	struct fixture *f = *state;
	struct snapshot *snapshot;

	fill_three_days(f);
	assert_fails(store_as_of(f->store, date_of(2026, 2, 28), &snapshot), ERR_NOT_FOUND);
}

static void test_past__each_batch_can_be_visited_in_any_order(void **state)
{
	struct fixture *f = *state;
	static const struct {
		int64_t batch;
		size_t terms;
	} visits[] = { { 0, 0 }, { 6, 2 }, { 3, 2 }, { 1, 1 },
		       { 5, 2 }, { 4, 3 }, { 2, 2 }, { 0, 0 } };

	fill_three_days(f);
	for (size_t i = 0; i < countof(visits); i++) {
		struct snapshot *snapshot;

		assert_ok(store_at_batch(f->store, visits[i].batch, &snapshot));
		assert_int_equal(snapshot_head(snapshot).batch, visits[i].batch);
		assert_int_equal(snapshot_count(snapshot, NOUN_TERM), visits[i].terms);
		snapshot_release(snapshot);
	}
}

static void test_past__the_past_stays_when_the_present_moves(void **state)
{
	struct fixture *f = *state;
	struct snapshot *before;

	fill_three_days(f);
	assert_ok(store_as_of(f->store, date_of(2026, 3, 2), &before));
	assert_ok(put_term(f->store, noon(3, 9), "A", "fourth"));
	assert_str(term_name(before, "A"), "second");
	assert_day(f, 2, "second", "comes");
	snapshot_release(before);
}

static void test_past__a_clock_that_goes_back_does_not_reorder_the_log(void **state)
{
	struct fixture *f = *state;
	struct batch batch;

	assert_ok(put_term(f->store, noon(3, 5), "A", "late"));
	assert_ok(put_term(f->store, noon(3, 1), "A", "early"));
	assert_ok(store_batch(f->store, &f->arena, 2, &batch));
	assert_int_equal(batch.at.us, noon(3, 5).us);
}

/* Another database with one batch, at the fixture's other path. */
static void make_other(struct fixture *f, const char *name)
{
	struct store_config config = { .path = f->other, .write = true };
	struct store *other;

	assert_ok(store_create(&config));
	assert_ok(store_open(&config, &other));
	assert_ok(put_term(other, noon(1, 1), "BAP", name));
	store_close(other);
}

/* Puts the other one where the fixture's was, whose write-ahead log goes with it. */
static void put_in_place(struct fixture *f)
{
	static const char *const endings[] = { "-wal", "-shm" };
	char name[sizeof(f->path) + 8];

	for (size_t i = 0; i < countof(endings); i++) {
		snprintf(name, sizeof(name), "%s%s", f->path, endings[i]);
		unlink(name);
	}
	assert_int_equal(rename(f->other, f->path), 0);
}

static void test_store__another_database_at_the_path_is_followed(void **state)
{
	struct fixture *f = *state;
	struct store *looking = fixture_again(f, false);
	struct snapshot *snapshot;

	assert_ok(put_term(f->store, noon(1, 1), "BAP", "one"));
	assert_ok(put_term(f->store, noon(1, 2), "BAP", "two"));
	assert_true(present_is(looking, "BAP", "two"));
	assert_ok(store_at_batch(looking, 1, &snapshot));
	snapshot_release(snapshot);
	make_other(f, "other");
	put_in_place(f);
	assert_true(present_is(looking, "BAP", "other"));
	assert_ok(store_at_batch(looking, 1, &snapshot));
	assert_str(term_name(snapshot, "BAP"), "other");
	snapshot_release(snapshot);
	/* What is written into a file that nobody will find again is not acknowledged. */
	assert_fails(put_term(f->store, noon(1, 3), "C", "lost"), ERR_DB);
	store_close(looking);
}

static void test_store__a_database_that_was_moved_away_is_not_shown(void **state)
{
	struct fixture *f = *state;
	struct store *looking = fixture_again(f, false);
	struct snapshot *snapshot;

	assert_ok(put_term(f->store, noon(1, 1), "BAP", "one"));
	assert_true(present_is(looking, "BAP", "one"));
	assert_int_equal(rename(f->path, f->other), 0);
	assert_fails(store_snapshot(looking, &snapshot), ERR_NOT_FOUND);
	assert_int_equal(rename(f->other, f->path), 0);
	assert_true(present_is(looking, "BAP", "one"));
	store_close(looking);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_store__another_database_at_the_path_is_followed),
		CASE(test_store__a_database_that_was_moved_away_is_not_shown),
		CASE(test_past__a_day_ends_with_its_last_batch),
		CASE(test_past__before_the_first_batch_there_is_nothing),
		CASE(test_past__each_batch_can_be_visited_in_any_order),
		CASE(test_past__the_past_stays_when_the_present_moves),
		CASE(test_past__a_clock_that_goes_back_does_not_reorder_the_log),
	};

	return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}
