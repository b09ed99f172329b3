/* Sums over columns are those of the cells one by one, for series of every form. */
#include "cube/period_sums.h"

#include "base/buf.h"
#include "cube/aggregate.h"
#include "testing.h"

enum { SERIES = 40, PERIODS = 30, FIRST = 1996 };

/* Reproducible chance. */
static uint64_t dice(uint64_t *seed, uint64_t sides)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*seed >> 33) % sides;
}

/*
 * Numbers of few decimals (two and four bytes), of none that are known (eight), and missing ones; one of so
 * many is an estimate.
 */
static struct observed some_observed(uint64_t *seed, uint64_t form, uint64_t estimates)
{
	struct observed observed = observed_absent();

	observed.state = OBSERVATION_VALUE;
	observed.status = dice(seed, estimates) == 0 ? 'E' : 'A';
	observed.decimals = form == 2 ? DECIMALS_UNKNOWN : (int8_t)(form + 1);
	observed.number = (double)dice(seed, form == 1 ? 100000000 : 1000) / 100;
	if (form == 2)
		observed.number /= 3;
	if (dice(seed, 11) == 0) {
		observed.number = NAN;
		observed.state = OBSERVATION_WITHHELD;
	}
	return observed;
}

static size_t some_cells(uint64_t *seed, uint64_t form, uint64_t estimates,
			 struct series_cell *cells)
{
	size_t count = 0;
	uint64_t step = form == 3 ? 9 : 3; /* few in many years make the sparse form */

	for (int32_t year = FIRST - 5; year < FIRST + PERIODS + 5; year++) {
		if (dice(seed, step) != 0 && (form == 3 || dice(seed, 3) == 0))
			continue;
		assert_true(period_at(PERIOD_YEAR, year, &cells[count].period));
		cells[count++].observed = some_observed(seed, form % 3, estimates);
	}
	return count;
}

struct expected {
	double numbers[SERIES];
	size_t n;
	bool has_estimates;
};

static void note(struct expected *expected, const struct series_cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int32_t place = period_ordinal(cells[i].period) - FIRST;
		struct expected *at;

		if (place < 0 || place >= PERIODS || isnan(cells[i].observed.number))
			continue;
		at = &expected[place];
		at->numbers[at->n++] = cells[i].observed.number;
		at->has_estimates |= cells[i].observed.status == 'E';
	}
}

static void assert_near(double a, double b)
{
	assert_true(a == b || fabs(a - b) <= 1e-14 * fabs(b));
}

static void test_period_sums__are_those_of_the_cells(void **state)
{
	struct arena arena;
	uint64_t seed = 3;

	(void)state;
	arena_init(&arena, 1 << 24);
	for (uint64_t round = 0; round < 200; round++) {
		struct expected *expected = NEW(&arena, struct expected, PERIODS);
		struct period_sums sums;
		double total, all = 0;
		size_t n = 0;

		assert_ok(period_sums_init(&sums, &arena, PERIOD_YEAR, FIRST, PERIODS));
		for (int i = 0; i < SERIES; i++) {
			struct series_cell cells[PERIODS + 10];
			size_t count = some_cells(&seed, dice(&seed, round % 2 ? 4 : 1),
						  round % 3 ? 9 : 40, cells);
			struct series_head head;
			struct series_view view;
			struct str block;
			struct buf buf;

			buf_init(&buf, &arena);
			series_pack(&buf, &arena, cells, count);
			assert_ok(buf_done(&buf, &block));
			assert_ok(series_open(block, &view));
			head = series_head_of(&view);
			period_sums_add(&sums, &head);
			note(expected, cells, count);
		}
		for (size_t i = 0; i < PERIODS; i++) {
			struct aggregate_input input = { .numbers = expected[i].numbers,
							 .n = expected[i].n };

			assert_int_equal(sums.n[i], expected[i].n);
			assert_int_equal(sums.has_estimates[i], expected[i].has_estimates);
			if (input.n == 0)
				continue;
			assert_ok(aggregate(&arena, AGGREGATE_SUM, &input, &total));
			assert_near(period_sums_total(&sums, i), total);
			all += total;
			n += input.n;
		}
		period_sums_fold(&sums);
		assert_int_equal(sums.n[0], n);
		assert_true(fabs(period_sums_total(&sums, 0) - all) <= 1e-12 * all);
		arena_reset(&arena);
	}
	arena_finish(&arena);
}

/* Tenths that doubles only come near to add up to the tenth. */
static void test_period_sums__of_decimals_are_exact(void **state)
{
	struct period_sums sums;
	struct series_cell cell = { .observed = observed_absent() };
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	cell.observed.state = OBSERVATION_VALUE;
	cell.observed.number = 0.1;
	cell.observed.decimals = 1;
	assert_true(period_at(PERIOD_YEAR, FIRST, &cell.period));
	assert_ok(period_sums_init(&sums, &arena, PERIOD_YEAR, FIRST, 1));
	for (int i = 0; i < 10003; i++) {
		struct series_head head;
		struct series_view view;
		struct str block;
		struct buf buf;
		struct arena_mark mark = arena_mark(&arena);

		buf_init(&buf, &arena);
		series_pack(&buf, &arena, &cell, 1);
		assert_ok(buf_done(&buf, &block));
		assert_ok(series_open(block, &view));
		head = series_head_of(&view);
		period_sums_add(&sums, &head);
		arena_rewind(&arena, mark);
	}
	assert_true(period_sums_total(&sums, 0) == 1000.3);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_period_sums__are_those_of_the_cells),
		cmocka_unit_test(test_period_sums__of_decimals_are_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
