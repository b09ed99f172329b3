/* A set of an area that follows one change after another is the one that is read anew, to the byte. */
#include "store/series.h"

#include <stdio.h>

#include "base/list.h"
#include "store/fixture.h"

enum { ROUNDS = 150, MANY = 200 /* slices: more than are patched */ };

static const char *const variables[] = { "A", "A.B", "A/B", "B", "C" };
static const char *const slices[] = { "", "AGE=Y15T24", "SEX=F" };
static const char *const areas[] = { "AFG", "ALB" };

/* A batch with one round of puts. */
struct script {
	struct observation_feed feed;
	struct list puts; /* struct series_put */
	bool is_given;
};

static struct err script_next(struct observation_feed *feed, struct arena *arena,
			      struct series_put **out, size_t *count_out)
{
	struct script *script = (struct script *)feed;

	(void)arena;
	*out = script->puts.at;
	*count_out = script->is_given ? 0 : script->puts.count;
	script->is_given = true;
	return OK;
}

static struct err script_told(struct observation_feed *feed, const struct series_put *puts,
			      size_t count)
{
	(void)feed;
	(void)puts;
	(void)count;
	return OK;
}

static struct err script_rows(struct observation_feed *feed, const struct snapshot *present,
			      struct arena *arena, const struct change **out, size_t *count_out)
{
	(void)feed;
	(void)present;
	(void)arena;
	*out = NULL;
	*count_out = 0;
	return OK;
}

/* Reproducible chance. */
static uint64_t dice(uint64_t *seed, uint64_t sides)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*seed >> 33) % sides;
}

/* A value into a series, or one that is taken away. */
static void add(struct script *script, uint64_t *seed, struct series_key key)
{
	struct arena *arena = script->puts.arena;
	struct series_cell *cell = NEW(arena, struct series_cell, 1);
	struct series_put put = { .key = key, .cells = cell, .count = 1 };

	assert_non_null(cell);
	assert_non_null(put.outcomes = NEW(arena, enum put_outcome, 1));
	assert_true(period_at(PERIOD_YEAR, 2020 + (int32_t)dice(seed, 2), &cell->period));
	cell->observed = observed_absent();
	if (dice(seed, 3) != 0) {
		cell->observed.state = OBSERVATION_VALUE;
		cell->observed.number = (double)dice(seed, 50);
	}
	assert_ok(list_push(&script->puts, &put));
}

static void add_some(struct script *script, uint64_t *seed)
{
	uint64_t sides = 1 + dice(seed, 12);

	for (size_t v = 0; v < countof(variables); v++)
		for (size_t s = 0; s < countof(slices); s++)
			for (size_t a = 0; a < countof(areas); a++)
				if (dice(seed, sides) == 0)
					add(script, seed,
					    (struct series_key){ str_of(variables[v]),
								 str_of(slices[s]),
								 str_of(areas[a]) });
}

static void add_many(struct script *script, uint64_t *seed)
{
	for (int i = 0; i < MANY; i++)
		add(script, seed,
		    (struct series_key){ str_format(script->puts.arena, "M%03d", i), S(""),
					 S("AFG") });
}

static int64_t commit(struct fixture *f, uint64_t *seed, bool many)
{
	struct batch_draft draft = { .at = noon(1, 1), .who = S("a"), .why = S("b") };
	struct script script = { .feed = { script_next, script_told, script_rows } };
	struct snapshot_head head;

	script.puts = LIST(&f->arena, struct series_put);
	if (many)
		add_many(&script, seed);
	else
		add_some(&script, seed);
	draft.feed = &script.feed;
	assert_ok(store_commit(f->store, &draft, &head));
	return head.batch;
}

static void assert_same(struct store *warm, struct store *cold, const char *area, int64_t batch)
{
	struct series_set *followed, *read;

	assert_ok(store_area(warm, str_of(area), batch, &followed));
	assert_ok(store_area(cold, str_of(area), batch, &read));
	assert_int_equal(series_set_count(followed), series_set_count(read));
	for (size_t i = 0; i < series_set_count(read); i++) {
		struct series_key one = series_set_key(followed, i),
				  other = series_set_key(read, i);

		assert_int_equal(series_key_cmp(&one, &other), 0);
		assert_true(str_eq(series_set_block(followed, i), series_set_block(read, i)));
	}
	series_set_release(followed);
	series_set_release(read);
}

static void test_series_patch__is_what_is_read_anew(void **state)
{
	struct fixture *f = *state;
	uint64_t seed = 11;
	int64_t before = 0;

	for (int round = 0; round < ROUNDS; round++) {
		struct arena_mark mark = arena_mark(&f->arena);
		int64_t batch = commit(f, &seed, round % 60 == 59);
		struct store *cold = fixture_again(f, false);

		/* Sometimes several batches come between two questions, or an older state is asked for. */
		if (dice(&seed, 3) != 0)
			for (size_t a = 0; a < countof(areas); a++)
				assert_same(f->store, cold, areas[a], batch);
		if (dice(&seed, 4) == 0)
			assert_same(f->store, cold, areas[0], before + (int64_t)dice(&seed, 3));
		before = batch > 3 ? batch - 3 : 0;
		store_close(cold);
		arena_rewind(&f->arena, mark);
	}
}

static void test_series_patch__keeps_a_set_that_nothing_has_changed(void **state)
{
	struct fixture *f = *state;
	struct series_set *first, *again;
	uint64_t seed = 1;
	int64_t batch = commit(f, &seed, false);

	assert_ok(store_area(f->store, S("AFG"), batch, &first));
	assert_ok(put_term(f->store, noon(1, 2), "x", "X"));
	assert_ok(store_area(f->store, S("AFG"), batch + 1, &again));
	assert_ptr_equal(first, again);
	series_set_release(first);
	series_set_release(again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_series_patch__is_what_is_read_anew,
						fixture_open, fixture_close),
		cmocka_unit_test_setup_teardown(
			test_series_patch__keeps_a_set_that_nothing_has_changed, fixture_open,
			fixture_close),
	};

	return cmocka_run_group_tests_name("series_patch", tests, NULL, NULL);
}
