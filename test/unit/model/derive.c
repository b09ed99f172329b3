/* Derived values: made once, handed on while their nouns stay the same, whoever asks. */
#include "model/snapshot.h"

#include "base/arena.h"
#include "model/node.h"
#include "rows.h"
#include "testing.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

/* How often a value was made; what a derivation of these tests is about. */
struct tally {
	atomic_int made;
	atomic_int to_fail; /* how often it fails first */
	int64_t delay_ns;
};

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

/* What a value of these tests holds. */
struct seen {
	size_t nodes;
	struct date day;
	int number; /* of the making */
};

static struct err make_seen(const struct snapshot *snapshot, const void *about, struct date day,
			    struct arena *arena, const void **out)
{
	struct tally *tally = (struct tally *)about; /* only the tests count */
	struct timespec delay = { 0, (long)tally->delay_ns };
	struct seen *seen;

	nanosleep(&delay, NULL);
	if (atomic_fetch_sub(&tally->to_fail, 1) > 0)
		return err_format(arena, ERR_LIMIT, HERE, "failed for %s", "the test");
	TRY_NEW(seen = NEW(arena, struct seen, 1));
	seen->nodes = snapshot_count(snapshot, NOUN_NODE);
	seen->day = day;
	seen->number = atomic_fetch_add(&tally->made, 1) + 1;
	*out = seen;
	return OK;
}

static struct derivation seen_of(const struct tally *tally, bool dated)
{
	return (struct derivation){
		.name = "what the test sees",
		.nouns = NOUN_BIT(NOUN_NODE) | NOUN_BIT(NOUN_UNIT),
		.dated = dated,
		.about = tally,
		.make = make_seen,
	};
}

static const struct seen *ask(const struct snapshot *snapshot, const struct tally *tally)
{
	struct derivation derivation = seen_of(tally, false);
	const void *value;

	assert_ok(snapshot_derive(snapshot, &derivation, DATE_EMPTY, &value));
	return value;
}

static const struct seen *ask_day(const struct snapshot *snapshot, const struct tally *tally,
				  int32_t day)
{
	struct derivation derivation = seen_of(tally, true);
	const void *value;

	assert_ok(snapshot_derive(snapshot, &derivation, (struct date){ day }, &value));
	return value;
}

static struct snapshot *empty_snapshot(void)
{
	struct snapshot *snapshot;

	assert_ok(snapshot_new(&snapshot));
	return snapshot;
}

static struct snapshot *with_one(struct arena *arena, struct snapshot *base, enum noun_id noun,
				 const char *cells)
{
	return snapshot_with(arena, base, noun, &cells, 1);
}

static void test_snapshot_derive__makes_a_value_once(void **state)
{
	struct tally one = { 0 }, other = { 0 };
	struct snapshot *snapshot = empty_snapshot();
	const struct seen *first = ask(snapshot, &one);

	(void)state;
	assert_ptr_equal(ask(snapshot, &one), first);
	assert_int_equal(one.made, 1);
	assert_ptr_not_equal(ask(snapshot, &other), first);
	assert_int_equal(other.made, 1);
	snapshot_release(snapshot);
}

static void test_snapshot_derive__hands_on_while_the_nouns_stay(void **state)
{
	struct tally tally = { 0 };
	struct snapshot *snapshot = empty_snapshot();
	const struct seen *first = ask(snapshot, &tally);

	snapshot = with_one(*state, snapshot, NOUN_RISK, "code=R1");
	assert_ptr_equal(ask(snapshot, &tally), first);
	assert_int_equal(first->nodes, 0);
	snapshot = with_one(*state, snapshot, NOUN_NODE, "code=P1");
	assert_int_equal(ask(snapshot, &tally)->nodes, 1);
	snapshot = with_one(*state, snapshot, NOUN_UNIT, "code=BDT");
	assert_int_equal(ask(snapshot, &tally)->number, 3);
	snapshot = with_one(*state, snapshot, NOUN_RISK, "code=R2");
	assert_int_equal(ask(snapshot, &tally)->number, 3);
	snapshot_release(snapshot);
}

static void test_snapshot_derive__outlives_the_snapshot_that_made_it(void **state)
{
	struct tally tally = { 0 };
	struct snapshot *old = with_one(*state, empty_snapshot(), NOUN_NODE, "code=P1"), *held;
	const struct seen *first = ask(old, &tally);

	held = snapshot_hold(old);
	old = with_one(*state, old, NOUN_RISK, "code=R1");
	snapshot_release(held);
	assert_int_equal(first->nodes, 1);
	assert_ptr_equal(ask(old, &tally), first);
	snapshot_release(old);
}

static void test_snapshot_derive__knows_days(void **state)
{
	struct tally tally = { 0 };
	struct snapshot *snapshot = empty_snapshot();

	assert_int_equal(ask_day(snapshot, &tally, 100)->day.day, 100);
	assert_int_equal(ask_day(snapshot, &tally, 101)->day.day, 101);
	assert_int_equal(ask_day(snapshot, &tally, 100)->number, 1);
	assert_int_equal(ask_day(snapshot, &tally, 101)->number, 2);
	/* The last day passes on, the day before does not. */
	snapshot = with_one(*state, snapshot, NOUN_RISK, "code=R1");
	assert_int_equal(ask_day(snapshot, &tally, 101)->number, 2);
	assert_int_equal(ask_day(snapshot, &tally, 100)->number, 3);
	snapshot_release(snapshot);
}

static void test_snapshot_derive__tries_again_after_a_failure(void **state)
{
	struct tally tally = { .to_fail = 2 };
	struct snapshot *snapshot = empty_snapshot();
	struct derivation derivation = seen_of(&tally, false);
	const void *untouched = NULL;

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct err e = snapshot_derive(snapshot, &derivation, DATE_EMPTY, &untouched);

		assert_fails(e, ERR_LIMIT);
		assert_str(e.detail, "what the test sees");
		assert_null(untouched);
	}
	assert_int_equal(ask(snapshot, &tally)->number, 1);
	snapshot_release(snapshot);
}

enum { THREADS = 8, ROUNDS = 50 };

/* What the threads of one test share. */
struct crowd {
	struct snapshot *snapshot;
	struct tally tallies[ROUNDS];
	atomic_int disagreed, refused;
};

/* Asks for every value in turn, and whether all that one asks for twice is the same. */
static void *ask_all(void *context)
{
	struct crowd *crowd = context;
	struct snapshot *held = snapshot_hold(crowd->snapshot);

	for (size_t i = 0; i < ROUNDS; i++) {
		struct derivation derivation = seen_of(&crowd->tallies[i], false);
		const void *first, *second;
		struct found_rows found;

		if (failed(snapshot_derive(held, &derivation, DATE_EMPTY, &first)) ||
		    failed(snapshot_derive(held, &derivation, DATE_EMPTY, &second)) ||
		    failed(snapshot_where(held, NOUN_NODE, "parent", S(""), &found)))
			atomic_fetch_add(&crowd->refused, 1);
		else if (first != second || found.count != 1)
			atomic_fetch_add(&crowd->disagreed, 1);
	}
	snapshot_release(held);
	return NULL;
}

static void run_crowd(struct crowd *crowd)
{
	pthread_t threads[THREADS];

	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, ask_all, crowd), 0);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
}

static void test_snapshot_derive__makes_once_for_many_threads(void **state)
{
	struct crowd crowd = {
		.snapshot = with_one(*state, empty_snapshot(), NOUN_NODE, "code=P1"),
	};

	for (size_t i = 0; i < ROUNDS; i++)
		crowd.tallies[i].delay_ns = i % 2 ? 200000 : 0;
	run_crowd(&crowd);
	assert_int_equal(crowd.refused, 0);
	assert_int_equal(crowd.disagreed, 0);
	for (size_t i = 0; i < ROUNDS; i++)
		assert_int_equal(crowd.tallies[i].made, 1);
	snapshot_release(crowd.snapshot);
}

/* Those who wait for a value that could not be made make it themselves, one after another. */
static void test_snapshot_derive__passes_a_failure_to_one_thread_only(void **state)
{
	struct crowd crowd = {
		.snapshot = with_one(*state, empty_snapshot(), NOUN_NODE, "code=P1"),
	};

	for (size_t i = 0; i < ROUNDS; i++)
		crowd.tallies[i] = (struct tally){ .to_fail = 1, .delay_ns = 100000 };
	run_crowd(&crowd);
	assert_int_equal(crowd.refused, ROUNDS);
	assert_int_equal(crowd.disagreed, 0);
	for (size_t i = 0; i < ROUNDS; i++)
		assert_int_equal(crowd.tallies[i].made, 1);
	snapshot_release(crowd.snapshot);
}

static struct err make_from_index(const struct snapshot *snapshot, const void *about,
				  struct date day, struct arena *arena, const void **out)
{
	struct found_rows found;
	struct seen *seen;

	(void)about;
	TRY_NEW(seen = NEW(arena, struct seen, 1));
	TRY(snapshot_where(snapshot, NOUN_NODE, "parent", S(""), &found));
	*seen = (struct seen){ .nodes = found.count, .day = day };
	*out = seen;
	return OK;
}

static void test_snapshot_derive__may_rest_on_other_values(void **state)
{
	static const struct derivation derivation = {
		.name = "tops",
		.nouns = NOUN_BIT(NOUN_NODE),
		.make = make_from_index,
	};
	struct snapshot *snapshot = with_one(*state, empty_snapshot(), NOUN_NODE, "code=P1");
	const void *value;

	assert_ok(snapshot_derive(snapshot, &derivation, (struct date){ 5 }, &value));
	assert_int_equal(((const struct seen *)value)->nodes, 1);
	/* Without a day in its derivation, a value is told none. */
	assert_true(date_empty(((const struct seen *)value)->day));
	snapshot_release(snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_snapshot_derive__makes_a_value_once),
		cmocka_unit_test(test_snapshot_derive__hands_on_while_the_nouns_stay),
		cmocka_unit_test(test_snapshot_derive__outlives_the_snapshot_that_made_it),
		cmocka_unit_test(test_snapshot_derive__knows_days),
		cmocka_unit_test(test_snapshot_derive__tries_again_after_a_failure),
		cmocka_unit_test(test_snapshot_derive__makes_once_for_many_threads),
		cmocka_unit_test(test_snapshot_derive__passes_a_failure_to_one_thread_only),
		cmocka_unit_test(test_snapshot_derive__may_rest_on_other_values),
	};

	return cmocka_run_group_tests(tests, make_arena, end_arena);
}
