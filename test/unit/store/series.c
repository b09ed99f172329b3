/* Observations in the store: fed in by batches, read as of any of them, verified. */
#include "store/series.h"

#include <string.h>

#include "model/variable.h"
#include "store/fixture.h"

/* A feed of rounds with one put each; what became of the cells is kept. */
struct script {
	struct observation_feed feed;
	struct series_put puts[8];
	enum put_outcome outcomes[8][4];
	size_t count, next;
	struct err fails; /* after the last round */
	bool with_variable;
};

static struct err script_next(struct observation_feed *feed, struct arena *arena,
			      struct series_put **out, size_t *count_out)
{
	struct script *script = (struct script *)feed;

	(void)arena;
	*count_out = script->next < script->count;
	*out = &script->puts[script->next];
	if (*count_out == 0)
		return script->fails;
	(*out)->outcomes = script->outcomes[script->next++];
	return OK;
}

static struct err script_told(struct observation_feed *feed, const struct series_put *puts,
			      size_t count)
{
	(void)feed;
	(void)puts;
	assert_int_equal(count, 1);
	return OK;
}

static struct err script_rows(struct observation_feed *feed, const struct snapshot *present,
			      struct arena *arena, const struct change **out, size_t *count_out)
{
	static const struct variable row = { .code = STR("USE"), .name = STR("Use") };
	static const struct change addition = { .noun = NOUN_VARIABLE,
						.key = STR("USE"),
						.after = &row };

	(void)arena;
	*out = &addition;
	*count_out = ((struct script *)feed)->with_variable &&
		     !snapshot_find(present, NOUN_VARIABLE, S("USE"));
	return OK;
}

static struct series_cell cell(int32_t year, double number)
{
	struct series_cell made = { .observed = observed_absent() };

	assert_true(period_at(PERIOD_YEAR, year, &made.period));
	if (!isnan(number)) {
		made.observed.state = OBSERVATION_VALUE;
		made.observed.number = number;
	}
	return made;
}

static void add(struct script *script, const char *area, const struct series_cell *cells,
		size_t count)
{
	script->puts[script->count++] = (struct series_put){
		.key = { S("USE"), S(""), str_of(area) }, .cells = cells, .count = count
	};
}

static struct err feed(struct fixture *f, struct script *script, int day,
		       struct snapshot_head *head)
{
	struct batch_draft draft = { .at = noon(1, day), .who = S("a"), .why = S("b") };

	script->feed = (struct observation_feed){ script_next, script_told, script_rows };
	draft.feed = &script->feed;
	return store_commit(f->store, &draft, head);
}

static void assert_series(struct fixture *f, const char *area, int64_t batch,
			  const struct series_cell *expected, size_t n_expected)
{
	struct series_cell *cells;
	size_t count;

	assert_ok(store_series(f->store, &f->arena,
			       (struct series_key){ S("USE"), S(""), str_of(area) }, batch, &cells,
			       &count));
	assert_int_equal(count, n_expected);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(period_cmp(cells[i].period, expected[i].period), 0);
		assert_true(observed_eq(&cells[i].observed, &expected[i].observed));
	}
}

static size_t count_faults(struct fixture *f)
{
	struct store_fault *faults;
	size_t count;

	assert_ok(store_verify(f->store, &f->arena, NULL, &faults, &count));
	return count;
}

static void test_series__is_read_as_of_any_batch(void **state)
{
	struct fixture *f = *state;
	const struct series_cell first[] = { cell(2020, 1), cell(2021, 2) };
	const struct series_cell second[] = { cell(2020, NAN), cell(2021, 3), cell(2022, 4) };
	struct script one = { .with_variable = true }, two = { .count = 0 }, three = { .count = 0 };
	struct snapshot_head head;

	add(&one, "AFG", first, 2);
	add(&two, "AFG", second, 3);
	add(&three, "AFG", (struct series_cell[]){ cell(2021, NAN), cell(2022, NAN) }, 2);
	assert_ok(feed(f, &one, 1, &head));
	assert_int_equal(head.batch, 1);
	assert_ok(feed(f, &two, 2, &head));
	assert_ok(feed(f, &three, 3, &head));
	assert_int_equal(head.batch, 3);
	assert_int_equal(two.outcomes[0][0], PUT_REMOVED);
	assert_int_equal(two.outcomes[0][1], PUT_CHANGED);
	assert_int_equal(two.outcomes[0][2], PUT_NEW);
	for (int round = 0; round < 2; round++) {
		assert_series(f, "AFG", 0, NULL, 0);
		assert_series(f, "AFG", 1, first, 2);
		assert_series(f, "AFG", 2, &second[1], 2);
		assert_series(f, "AFG", 3, NULL, 0);
		assert_series(f, "AFG", BATCH_PRESENT, NULL, 0);
		assert_int_equal(count_faults(f), 0);
		fixture_reopen(f);
	}
}

static void test_series__are_found_by_slice_and_by_area(void **state)
{
	struct fixture *f = *state;
	const struct series_cell cells[] = { cell(2020, 1) };
	struct script one = { .count = 0 }, two = { .count = 0 };
	struct series_set *set;
	struct kept_slice *slices;
	size_t count;

	add(&one, "ALB", cells, 1);
	add(&one, "AFG", cells, 1);
	add(&one, "AFG", cells, 1);
	one.puts[2].key.slice = S("SEX=F");
	add(&two, "ALB", (struct series_cell[]){ cell(2020, NAN) }, 1);
	assert_ok(feed(f, &one, 1, NULL));
	assert_ok(feed(f, &two, 2, NULL));
	assert_ok(store_slice(f->store, S("USE"), S(""), 2, &set));
	assert_int_equal(series_set_count(set), 1);
	series_set_release(set);
	assert_ok(store_slice(f->store, S("USE"), S(""), 1, &set));
	assert_int_equal(series_set_count(set), 2);
	assert_str(series_set_key(set, 0).area, "AFG");
	assert_str(series_set_key(set, 1).area, "ALB");
	series_set_release(set);
	assert_ok(store_area(f->store, S("AFG"), 2, &set));
	assert_int_equal(series_set_count(set), 2);
	assert_str(series_set_key(set, 1).slice, "SEX=F");
	series_set_release(set);
	assert_ok(store_area(f->store, S("ALB"), 1, &set));
	assert_int_equal(series_set_count(set), 1);
	series_set_release(set);
	assert_ok(store_area(f->store, S("ZWE"), 1, &set));
	assert_int_equal(series_set_count(set), 0);
	series_set_release(set);
	assert_ok(store_slices(f->store, &f->arena, S("USE"), 2, &slices, &count));
	assert_int_equal(count, 2);
	assert_int_equal(slices[1].n_areas, 1);
	assert_ok(store_slices(f->store, &f->arena, S("USE"), 0, &slices, &count));
	assert_int_equal(count, 0);
}

static double number_of(const struct series_set *set, size_t i)
{
	struct series_view view = series_set_view(set, i);

	return series_number(&view, 0);
}

/* A set holds as long as nobody changes its slice, in memory as in the database. */
static void test_series__sets_are_kept_and_told_apart_by_batch(void **state)
{
	struct fixture *f = *state;
	struct series_set *first, *again, *second, *past, *area;

	for (int i = 0; i < 2; i++) {
		struct script script = { .count = 0 };

		add(&script, "AFG", (struct series_cell[]){ cell(2020, i) }, 1);
		assert_ok(feed(f, &script, 1 + 2 * i, NULL));
		script = (struct script){ .count = 0 };
		add(&script, "AFG", (struct series_cell[]){ cell(2020, 7 + i) }, 1);
		script.puts[0].key.variable = S("OTHER");
		assert_ok(feed(f, &script, 2 + 2 * i, NULL));
		if (i > 0)
			break;
		assert_ok(store_slice(f->store, S("USE"), S(""), 1, &first));
		assert_ok(store_slice(f->store, S("USE"), S(""), 2, &again));
		assert_ptr_equal(first, again);
	}
	assert_ok(store_slice(f->store, S("USE"), S(""), 4, &second));
	assert_true(number_of(first, 0) == 0 && number_of(second, 0) == 1);
	assert_ok(store_slice(f->store, S("USE"), S(""), 2, &past));
	assert_ptr_equal(past, first);
	series_set_release(past);
	store_limit_series(f->store, 0);
	assert_ok(store_slice(f->store, S("USE"), S(""), 2, &past));
	assert_true(past != first && number_of(past, 0) == 0);
	assert_ok(store_area(f->store, S("AFG"), 3, &area));
	assert_int_equal(series_set_count(area), 2);
	assert_true(number_of(area, 0) == 7 && number_of(area, 1) == 1);
	series_set_release(first);
	series_set_release(again);
	series_set_release(second);
	series_set_release(past);
	series_set_release(area);
}

static void test_series__tells_what_each_batch_has_changed(void **state)
{
	struct fixture *f = *state;
	const struct series_key key = { S("USE"), S(""), S("AFG") };
	struct script one = { .with_variable = true }, two = { .count = 0 };
	struct kept_revision *revisions;
	struct series_key *keys;
	struct batch batch;
	int64_t *batches, n_rows;
	size_t count;

	add(&one, "AFG", (struct series_cell[]){ cell(2020, 1), cell(2021, 2) }, 2);
	add(&two, "AFG", (struct series_cell[]){ cell(2021, 3), cell(2022, 4) }, 2);
	add(&two, "ALB", (struct series_cell[]){ cell(2021, 3) }, 1);
	assert_ok(feed(f, &one, 1, NULL));
	assert_ok(feed(f, &two, 2, NULL));
	assert_ok(store_revisions(f->store, &f->arena, key, BATCH_PRESENT, &revisions, &count));
	assert_int_equal(count, 2);
	assert_int_equal(revisions[0].batch, 2);
	assert_int_equal(revisions[0].count, 2);
	assert_true(revisions[0].before[0].observed.number == 2);
	assert_int_equal(revisions[0].before[1].observed.state, OBSERVATION_ABSENT);
	assert_int_equal(revisions[1].batch, 1);
	assert_ok(store_revisions(f->store, &f->arena, key, 1, &revisions, &count));
	assert_int_equal(count, 1);
	assert_ok(store_area_keys(f->store, &f->arena, S("ALB"), 2, &keys, &count));
	assert_int_equal(count, 1);
	assert_str(keys[0].variable, "USE");
	assert_str(keys[0].area, "ALB");
	assert_ok(store_area_keys(f->store, &f->arena, S("ALB"), 1, &keys, &count));
	assert_int_equal(count, 0);
	assert_ok(store_series_batches(f->store, &f->arena, 2, 10, &batches, &count));
	assert_int_equal(count, 2);
	assert_int_equal(batches[0], 2);
	assert_ok(store_series_batches(f->store, &f->arena, 1, 10, &batches, &count));
	assert_int_equal(count, 1);
	assert_ok(store_batch(f->store, &f->arena, 1, &batch));
	assert_int_equal(batch.n_changes, 2);
	assert_ok(store_rows_changed(f->store, &batch, &n_rows));
	assert_int_equal(n_rows, 1);
}

/* A series that began, was changed twice in one period and once in another; and one that began later. */
static void test_series__tells_where_its_cells_come_from(void **state)
{
	struct fixture *f = *state;
	struct script one = { .count = 0 }, two = { .count = 0 }, three = { .count = 0 };
	struct series_origin *origins;
	size_t count;

	add(&one, "ALB", (struct series_cell[]){ cell(2020, 1), cell(2021, 2), cell(2022, 3) }, 3);
	add(&two, "ALB", (struct series_cell[]){ cell(2020, 4), cell(2021, 4) }, 2);
	add(&two, "AFG", (struct series_cell[]){ cell(2020, 5) }, 1);
	add(&three, "ALB", (struct series_cell[]){ cell(2021, 6) }, 1);
	assert_ok(feed(f, &one, 1, NULL));
	assert_ok(feed(f, &two, 2, NULL));
	assert_ok(feed(f, &three, 3, NULL));
	for (int64_t batch = 0; batch <= 3; batch++) {
		assert_ok(store_slice_origins(f->store, &f->arena, S("USE"), S(""), batch, &origins,
					      &count));
		assert_int_equal(count, batch > 1 ? 2 : batch);
		if (batch == 1)
			assert_int_equal(origins[0].n_changed, 0);
	}
	assert_str(origins[0].area, "AFG");
	assert_int_equal(origins[0].begun, 2);
	assert_int_equal(origins[0].n_changed, 0);
	assert_str(origins[1].area, "ALB");
	assert_int_equal(origins[1].begun, 1);
	assert_int_equal(origins[1].n_changed, 2);
	assert_int_equal(period_ordinal(origins[1].changed[0].period), 2021);
	assert_int_equal(origins[1].changed[0].batch, 3);
	assert_int_equal(period_ordinal(origins[1].changed[1].period), 2020);
	assert_int_equal(origins[1].changed[1].batch, 2);
	assert_ok(store_slice_origins(f->store, &f->arena, S("NONE"), S(""), 3, &origins, &count));
	assert_int_equal(count, 0);
}

/* A file that is not sorted comes in pieces: the first value of a cell stands, another is told. */
static void test_series__the_first_value_that_a_batch_puts_stands(void **state)
{
	struct fixture *f = *state;
	const struct series_cell result[] = { cell(2020, 1), cell(2021, 2), cell(2022, 9) };
	struct script script = { .count = 0 };

	add(&script, "AFG", (struct series_cell[]){ cell(2020, 1), cell(2022, 9) }, 2);
	add(&script, "AFG", (struct series_cell[]){ cell(2020, 1), cell(2021, 2), cell(2022, 8) },
	    3);
	assert_ok(feed(f, &script, 1, NULL));
	assert_int_equal(script.outcomes[1][0], PUT_SAME);
	assert_int_equal(script.outcomes[1][1], PUT_NEW);
	assert_int_equal(script.outcomes[1][2], PUT_CONFLICT);
	assert_series(f, "AFG", BATCH_PRESENT, result, 3);
	assert_series(f, "AFG", 0, NULL, 0);
	assert_int_equal(count_faults(f), 0);
}

/* Its slice was attested when the variable seemed to be at rest. */
static void test_series__a_variable_may_come_again(void **state)
{
	static const char *const variables[] = { "USE", "POP", "USE", "GNI", "USE" };
	static const char *const areas[] = { "AFG", "AFG", "ALB", "AFG", "DZA" };
	struct fixture *f = *state;
	struct script script = { .count = 0 };
	struct series_cell cells[countof(areas)];

	for (size_t i = 0; i < countof(areas); i++) {
		cells[i] = cell(2020, (double)i);
		add(&script, areas[i], &cells[i], 1);
		script.puts[i].key.variable = str_of(variables[i]);
	}
	assert_ok(feed(f, &script, 1, NULL));
	for (size_t i = 0; i < countof(areas); i++)
		assert_int_equal(script.outcomes[i][0], PUT_NEW);
	assert_series(f, "AFG", 1, &cells[0], 1);
	assert_series(f, "ALB", 1, &cells[2], 1);
	assert_series(f, "DZA", 1, &cells[4], 1);
	assert_int_equal(count_faults(f), 0);
}

static void test_series__nothing_new_makes_no_batch(void **state)
{
	struct fixture *f = *state;
	const struct series_cell cells[] = { cell(2020, 1) };
	struct script one = { .with_variable = true }, again = { .with_variable = true };
	struct snapshot_head head;

	add(&one, "AFG", cells, 1);
	add(&again, "AFG", cells, 1);
	assert_ok(feed(f, &one, 1, &head));
	assert_ok(feed(f, &again, 2, &head));
	assert_int_equal(head.batch, 1);
	assert_int_equal(again.outcomes[0][0], PUT_SAME);
}

static void test_series__a_feed_that_fails_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	const struct series_cell cells[] = { cell(2020, 1) };
	struct script script = { .fails = ERROR(ERR_INVALID, "the file ends too early") };
	struct snapshot_head head;

	add(&script, "AFG", cells, 1);
	assert_fails(feed(f, &script, 1, &head), ERR_INVALID);
	assert_series(f, "AFG", BATCH_PRESENT, NULL, 0);
	script.next = 0;
	script.fails = OK;
	assert_ok(feed(f, &script, 2, &head));
	assert_int_equal(head.batch, 1);
}

static void test_series__a_batch_can_be_taken_back(void **state)
{
	struct fixture *f = *state;
	const struct series_cell first[] = { cell(2020, 1) },
				 wrong[] = { cell(2020, 7), cell(2021, 8) };
	struct script one = { .count = 0 }, two = { .count = 0 }, back = { .count = 0 };
	struct changed_slice *slices;
	struct kept_undo *undo;
	size_t count;

	add(&one, "AFG", first, 1);
	add(&two, "AFG", wrong, 2);
	assert_ok(feed(f, &one, 1, NULL));
	assert_ok(feed(f, &two, 2, NULL));
	assert_ok(store_changed_slices(f->store, &f->arena, 2, &slices, &count));
	assert_int_equal(count, 1);
	assert_str(slices[0].variable, "USE");
	assert_ok(store_slice_undo(f->store, &f->arena, slices, 1, &undo, &count));
	assert_int_equal(count, 1);
	assert_int_equal(undo[0].count, 1);
	assert_int_equal(undo[0].before[0].observed.state, OBSERVATION_ABSENT);
	assert_ok(store_slice_undo(f->store, &f->arena, slices, 2, &undo, &count));
	assert_int_equal(count, 1);
	add(&back, "AFG", undo[0].before, undo[0].count);
	assert_ok(feed(f, &back, 3, NULL));
	assert_series(f, "AFG", BATCH_PRESENT, first, 1);
	assert_series(f, "AFG", 2, wrong, 2);
	assert_int_equal(count_faults(f), 0);
}

static void test_series__verify_tells_what_was_tampered_with(void **state)
{
	static const char *const deeds[] = {
		"UPDATE series SET block = (SELECT block FROM series WHERE place % 2 = 0)",
		"DELETE FROM series WHERE place % 2 = 1",
		"UPDATE series SET block = x'00' WHERE place % 2 = 1",
		"DELETE FROM series_undo",
		"UPDATE series_undo SET batch = 7",
		"UPDATE series_undo SET batch = 1",
		"UPDATE series SET batch = 1",
		"UPDATE series SET begun = 2",
		"UPDATE series SET begun = 0",
		"INSERT INTO series SELECT place + 1048576, begun, batch, cells, block FROM series",
		"INSERT INTO series SELECT place + 10, begun, batch, cells, block FROM series",
		"UPDATE series_area SET area = area || 'X'",
		"UPDATE series_slice SET slice = 'SEX=F'",
		"UPDATE series_slice SET digest = NULL",
	};
	struct fixture *f = *state;
	const struct series_cell cells[] = { cell(2020, 1) }, others[] = { cell(2020, 2) };

	for (size_t i = 0; i < countof(deeds); i++) {
		struct script one = { .count = 0 }, two = { .count = 0 };

		add(&one, "AFG", cells, 1);
		add(&one, "ALB", others, 1);
		assert_ok(feed(f, &one, 1, NULL));
		add(&two, "AFG", (struct series_cell[]){ cell(2020, 3) }, 1);
		assert_ok(feed(f, &two, 2, NULL));
		assert_int_equal(count_faults(f), 0);
		fixture_sql(f, deeds[i]);
		fixture_reopen(f);
		if (count_faults(f) == 0)
			fail_msg("not told: %s", deeds[i]);
		fixture_close(state);
		fixture_open(state);
		f = *state;
	}
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_series__is_read_as_of_any_batch),
		CASE(test_series__are_found_by_slice_and_by_area),
		CASE(test_series__sets_are_kept_and_told_apart_by_batch),
		CASE(test_series__tells_what_each_batch_has_changed),
		CASE(test_series__tells_where_its_cells_come_from),
		CASE(test_series__the_first_value_that_a_batch_puts_stands),
		CASE(test_series__a_variable_may_come_again),
		CASE(test_series__nothing_new_makes_no_batch),
		CASE(test_series__a_feed_that_fails_leaves_nothing),
		CASE(test_series__a_batch_can_be_taken_back),
		CASE(test_series__verify_tells_what_was_tampered_with),
	};

	return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
