/* Rows of a file are put into the order of series and periods. */
#include "app/load_order.h"

#include <stdlib.h>

#include "testing.h"

struct fixture {
	struct arena arena;
	struct observation_row rows[512];
	const struct observation_row *pointers[512];
	const struct observation_row **order;
	size_t count;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	arena_init(&f->arena, 1 << 20);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	arena_finish(&f->arena);
	free(f);
	return 0;
}

/* The texts are copied, so that equal ones are not one. */
static void add(struct fixture *f, const char *slice, const char *area, int year)
{
	struct observation_row *row = &f->rows[f->count];

	row->observation.key = (struct series_key){ str_copy(&f->arena, S("USE")),
						    str_copy(&f->arena, str_of(slice)),
						    str_copy(&f->arena, str_of(area)) };
	assert_true(period_at(PERIOD_YEAR, year, &row->observation.period));
	row->line = (int64_t)f->count;
	f->pointers[f->count++] = row;
}

static bool order(struct fixture *f)
{
	bool repeats;

	f->order = f->pointers;
	assert_ok(load_order(&f->arena, &f->order, f->count, &repeats));
	return repeats;
}

static void assert_lines(const struct fixture *f, const int64_t *lines, size_t count)
{
	assert_int_equal(f->count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(f->order[i]->line, lines[i]);
}

static void test_order__leaves_what_is_in_order(void **state)
{
	struct fixture *f = *state;

	assert_false(order(f));
	add(f, "", "AFG", 2020);
	add(f, "", "AFG", 2021);
	add(f, "", "ALB", 2019);
	assert_false(order(f));
	assert_ptr_equal(f->order, f->pointers);
	assert_lines(f, (const int64_t[]){ 0, 1, 2 }, 3);
}

static void test_order__brings_runs_together(void **state)
{
	struct fixture *f = *state;

	add(f, "", "AFG", 2020);
	add(f, "", "AFG", 2021);
	add(f, "SEX=F", "AFG", 2020);
	add(f, "", "ALB", 2020);
	add(f, "SEX=F", "ALB", 2020);
	add(f, "", "AFG", 2018); /* goes before what came of the series */
	assert_false(order(f));
	assert_lines(f, (const int64_t[]){ 5, 0, 1, 3, 2, 4 }, 6);
}

static void test_order__rows_for_one_cell_keep_theirs(void **state)
{
	struct fixture *f = *state;

	add(f, "", "AFG", 2020);
	add(f, "", "AFG", 2022);
	add(f, "", "AFG", 2019);
	add(f, "", "AFG", 2022);
	add(f, "", "AFG", 2022);
	assert_true(order(f));
	assert_lines(f, (const int64_t[]){ 2, 0, 1, 3, 4 }, 5);
}

/* Falling periods: each row is a run of its own. */
static void test_order__turns_round_what_falls(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 400; i++)
		add(f, i % 2 == 0 ? "SEX=F" : "", "AFG", 2400 - i);
	assert_false(order(f));
	for (size_t i = 1; i < f->count; i++)
		assert_true(observation_row_cmp(f->order[i - 1], f->order[i]) < 0);
	assert_int_equal(f->order[0]->line, 399);
	assert_int_equal(f->order[399]->line, 0);
	assert_int_equal(count_series_rows(f->order, f->count), 200);
	assert_int_equal(count_series_rows(&f->order[199], f->count - 199), 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_order__leaves_what_is_in_order),
		CASE(test_order__brings_runs_together),
		CASE(test_order__rows_for_one_cell_keep_theirs),
		CASE(test_order__turns_round_what_falls),
	};

	return cmocka_run_group_tests_name("load order", tests, NULL, NULL);
}
