/* Many writers and readers at once. */
#include "store/fixture.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

enum { WRITERS = 8, WRITES = 12, READERS = 2 };

struct work {
	struct fixture *f;
	int number;
	atomic_bool *over;
	atomic_int *faults;
};

static void *write_terms(void *argument)
{
	struct work *work = argument;

	for (int i = 0; i < WRITES; i++) {
		char code[16];

		snprintf(code, sizeof(code), "T%d.%d", work->number, i);
		if (failed(put_term(work->f->store, noon(1, 1), code, "x")) ||
		    !present_is(work->f->store, code, "x"))
			atomic_fetch_add(work->faults, 1);
	}
	return NULL;
}

/* Batches never go back, and a snapshot has as many terms as batches. */
static void *read_terms(void *argument)
{
	struct work *work = argument;
	int64_t last = 0;

	while (!atomic_load(work->over)) {
		struct snapshot *snapshot;

		if (failed(store_snapshot(work->f->store, &snapshot))) {
			atomic_fetch_add(work->faults, 1);
			continue;
		}
		int64_t batch = snapshot_head(snapshot).batch;

		if (batch < last || (size_t)batch != snapshot_count(snapshot, NOUN_TERM))
			atomic_fetch_add(work->faults, 1);
		last = batch;
		snapshot_release(snapshot);
	}
	return NULL;
}

static void test_threads__every_acknowledged_commit_is_in_the_log_once(void **state)
{
	struct fixture *f = *state;
	pthread_t writers[WRITERS], readers[READERS];
	struct work works[WRITERS + READERS];
	atomic_bool over = false;
	atomic_int faults = 0;
	struct store_fault *found;
	size_t count;

	for (int i = 0; i < WRITERS + READERS; i++)
		works[i] = (struct work){ f, i, &over, &faults };
	for (int i = 0; i < READERS; i++)
		pthread_create(&readers[i], NULL, read_terms, &works[WRITERS + i]);
	for (int i = 0; i < WRITERS; i++)
		pthread_create(&writers[i], NULL, write_terms, &works[i]);
	for (int i = 0; i < WRITERS; i++)
		pthread_join(writers[i], NULL);
	atomic_store(&over, true);
	for (int i = 0; i < READERS; i++)
		pthread_join(readers[i], NULL);
	assert_int_equal(faults, 0);

	struct snapshot *snapshot;

	fixture_reopen(f);
	assert_ok(store_snapshot(f->store, &snapshot));
	assert_int_equal(snapshot_count(snapshot, NOUN_TERM), WRITERS * WRITES);
	assert_int_equal(snapshot_head(snapshot).batch, WRITERS * WRITES);
	snapshot_release(snapshot);
	assert_ok(store_verify(f->store, &f->arena, NULL, &found, &count));
	assert_int_equal(count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_threads__every_acknowledged_commit_is_in_the_log_once, fixture_open,
			fixture_close),
	};

	return cmocka_run_group_tests_name("threads", tests, NULL, NULL);
}
