/* Any day, and any batch, of the past. */
#include "store/fixture.h"

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

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_past__a_day_ends_with_its_last_batch),
		CASE(test_past__before_the_first_batch_there_is_nothing),
		CASE(test_past__each_batch_can_be_visited_in_any_order),
		CASE(test_past__the_past_stays_when_the_present_moves),
		CASE(test_past__a_clock_that_goes_back_does_not_reorder_the_log),
	};

	return cmocka_run_group_tests_name("past", tests, NULL, NULL);
}
