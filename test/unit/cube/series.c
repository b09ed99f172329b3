/* Blocks of series: what goes in comes out, and nothing else is accepted. */
#include "cube/series.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "testing.h"

static const struct str texts[] = { STR(""), STR("ITU estimate."), STR("Census"), STR("é") };

/* Reproducible chance. */
static uint64_t dice(uint64_t *seed, uint64_t sides)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*seed >> 33) % sides;
}

static struct observed some_observed(uint64_t *seed, bool plain)
{
	struct observed observed = {
		.state = OBSERVATION_VALUE,
		.status = OBSERVATION_NORMAL,
		.decimals = 2,
		.number = (double)dice(seed, 1000) / (plain ? 8 : 4) - 20,
		.numerator = NAN,
		.denominator = NAN,
	};

	if (plain)
		return observed;
	observed.status = "AEP"[dice(seed, 3)];
	observed.decimals = (int8_t)((int)dice(seed, 5) - 1);
	observed.source = texts[dice(seed, countof(texts))];
	if (dice(seed, 4) == 0) {
		observed.numerator = 3;
		observed.denominator = (double)dice(seed, 9);
	}
	if (dice(seed, 5) == 0) {
		observed.number = NAN;
		observed.answer = texts[1 + dice(seed, countof(texts) - 1)];
	} else if (dice(seed, 5) == 0) {
		observed.number = NAN;
		observed.state = (enum observation_state)(1 + dice(seed, 3));
	}
	return observed;
}

static struct period some_period(enum period_kind kind, int32_t ordinal)
{
	struct period period = PERIOD_NONE;

	assert_true(period_at(kind, ordinal, &period));
	return period;
}

/* Cells at rising ordinals, `step` apart at most. */
static size_t some_cells(struct series_cell *cells, size_t most, uint64_t *seed, uint64_t step,
			 bool plain)
{
	enum period_kind kind = (enum period_kind)(1 + dice(seed, PERIOD_KIND_COUNT_ - 1));
	int32_t ordinal = 2000;
	size_t count = dice(seed, most);

	for (size_t i = 0; i < count; i++) {
		ordinal += 1 + (int32_t)dice(seed, step);
		cells[i] = (struct series_cell){ some_period(kind, ordinal),
						 some_observed(seed, plain) };
	}
	return count;
}

static struct str packed(struct arena *arena, const struct series_cell *cells, size_t count)
{
	struct str block;
	struct buf buf;

	buf_init(&buf, arena);
	series_pack(&buf, arena, cells, count);
	assert_ok(buf_done(&buf, &block));
	return block;
}

static void assert_cells(const struct series_cell *cells, size_t count,
			 const struct series_cell *expected, size_t n_expected)
{
	assert_int_equal(count, n_expected);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(period_cmp(cells[i].period, expected[i].period), 0);
		assert_true(observed_eq(&cells[i].observed, &expected[i].observed));
	}
}

static void test_series__comes_back_as_it_was(void **state)
{
	struct series_cell cells[60], *read;
	uint64_t seed = 1;
	struct arena arena;
	size_t n_read;

	(void)state;
	arena_init(&arena, 1 << 24);
	for (int round = 0; round < 2000; round++) {
		uint64_t step = round % 3 == 0 ? 1 : round % 3 == 1 ? 4 : 40;
		size_t count = some_cells(cells, countof(cells), &seed, step, round % 2);
		struct str block = packed(&arena, cells, count);
		struct series_view view;

		assert_ok(series_unpack(&arena, block, false, &read, &n_read));
		assert_cells(read, n_read, cells, count);
		assert_ok(series_open(block, &view));
		for (size_t i = 0; i < count; i++) {
			size_t place = series_find(&view, cells[i].period);

			assert_true(place < view.count);
			assert_int_equal(period_cmp(series_period(&view, place), cells[i].period),
					 0);
		}
		assert_int_equal(series_find(&view, some_period(PERIOD_YEAR, 1)), SIZE_MAX);
		arena_reset(&arena);
	}
	arena_finish(&arena);
}

/*
 * A year of every country is the usual case: 50 years of it take little more than their numbers, and
 * those as few bytes as their decimals need.
 */
static void test_series__takes_little_more_than_its_numbers(void **state)
{
	static const struct {
		double first;
		int8_t decimals;
		size_t width;
	} cases[] = { { 12.25, 2, 2 },
		      { 4000.25, 2, 4 },
		      { 12.25, 1, 8 },
		      { 1e12, 0, 8 },
		      { 12.25, DECIMALS_UNKNOWN, 8 } };
	struct series_cell cells[50];
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t c = 0; c < countof(cases); c++) {
		for (int i = 0; i < 50; i++)
			cells[i] = (struct series_cell){ some_period(PERIOD_YEAR, 1976 + i),
							 { .status = OBSERVATION_NORMAL,
							   .decimals = cases[c].decimals,
							   .number = cases[c].first + i,
							   .numerator = NAN,
							   .denominator = NAN } };
		assert_int_equal(packed(&arena, cells, 50).len, 16 + 50 * cases[c].width + 4 + 8);
	}
	arena_finish(&arena);
}

/* Numbers come back to the bit, whatever integers could do to them. */
static void test_series__keeps_each_bit_of_a_number(void **state)
{
	static const double numbers[] = { 0.0,     -0.0,        0.1,          0.3,  -32768, 32767,
					  -327.68, 21474836.47, -21474836.48, 4.35, 1e-9,   1e300 };
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < countof(numbers); i++) {
		for (int decimals = DECIMALS_UNKNOWN; decimals <= DECIMALS_MOST; decimals++) {
			struct series_cell cell = { some_period(PERIOD_YEAR, 2020),
						    { .status = 'A',
						      .decimals = (int8_t)decimals,
						      .number = numbers[i],
						      .numerator = NAN,
						      .denominator = NAN } };
			struct series_cell *read;
			size_t n_read;

			assert_ok(series_unpack(&arena, packed(&arena, &cell, 1), false, &read,
						&n_read));
			assert_memory_equal(&read->observed.number, &numbers[i], sizeof(double));
		}
	}
	arena_finish(&arena);
}

/* The log of a database holds digests of blocks: cells of every kind give the bytes that they always gave. */
static void test_series__gives_the_same_bytes_for_ever(void **state)
{
	static const char *const digests[] = {
		"52f0a0a9e5d44df74fcfeae4aa9879eff7ada5334db1ac872c00882ccc000b0b",
		"5eadebcd7560da6b67d4399d634a4b2de67e68a2ec3fb52ccca4a55ad73a1d4c",
	};
	struct series_cell cells[] = {
		{ some_period(PERIOD_YEAR, 2019),
		  { .number = 1.5,
		    .status = 'A',
		    .decimals = 1,
		    .numerator = NAN,
		    .denominator = NAN } },
		{ some_period(PERIOD_YEAR, 2021),
		  { .number = 2,
		    .status = 'E',
		    .decimals = 0,
		    .numerator = 1,
		    .denominator = 50,
		    .source = S("ITU estimate.") } },
		{ some_period(PERIOD_YEAR, 2022),
		  { .state = OBSERVATION_WITHHELD,
		    .status = 'A',
		    .decimals = DECIMALS_UNKNOWN,
		    .number = NAN,
		    .numerator = NAN,
		    .denominator = NAN } },
		{ some_period(PERIOD_YEAR, 2023),
		  { .number = NAN,
		    .status = 'A',
		    .decimals = DECIMALS_UNKNOWN,
		    .numerator = NAN,
		    .denominator = NAN,
		    .answer = S("Yes") } },
	};
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < countof(digests); i++) {
		struct buf text;

		buf_init(&text, &arena);
		digest_write(&text, digest_of(packed(&arena, cells, countof(cells))));
		if (!str_eq(buf_held(&text), str_of(digests[i])))
			fail_msg("other bytes: %.*s", STR_ARGS(buf_held(&text)));
		cells[3].period = some_period(PERIOD_YEAR, 2090);
	}
	arena_finish(&arena);
}

/* A campaign is a kind of period that came later: blocks without one are as they were. */
static void test_series__may_be_of_campaigns(void **state)
{
	static const char *const periods[] = { "2024-C1", "2025-C1", "2025-C2", "2026-C99" };
	struct series_cell cells[countof(periods)], *read;
	struct series_view view;
	struct arena arena;
	struct str block;
	size_t count;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < countof(periods); i++) {
		assert_true(period_parse(str_of(periods[i]), &cells[i].period));
		cells[i].observed = (struct observed){ .status = OBSERVATION_NORMAL,
						       .number = (double)i,
						       .numerator = NAN,
						       .denominator = NAN };
	}
	block = packed(&arena, cells, countof(cells));
	assert_ok(series_unpack(&arena, block, false, &read, &count));
	assert_cells(read, count, cells, countof(cells));
	assert_ok(series_open(block, &view));
	assert_int_equal(series_find(&view, cells[2].period), 2);
	assert_true(period_parse(S("2025"), &cells[0].period));
	assert_int_equal(series_find(&view, cells[0].period), SIZE_MAX);
	/* Neighbours stand one after the other without their periods, as years do. */
	block = packed(&arena, cells + 1, 2);
	assert_ok(series_open(block, &view));
	assert_true(view.is_dense);
	assert_int_equal(view.kind, PERIOD_CAMPAIGN);
	arena_finish(&arena);
}

static void test_series__keeps_what_is_absent_in_an_undo(void **state)
{
	struct series_cell cells[] = {
		{ some_period(PERIOD_YEAR, 2020), observed_absent() },
		{ some_period(PERIOD_YEAR, 2021), { .number = 5, .status = 'A' } },
		{ some_period(PERIOD_YEAR, 2022), observed_absent() },
	};
	struct series_cell *read;
	struct arena arena;
	size_t n_read;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_ok(series_unpack(&arena, packed(&arena, cells, 3), true, &read, &n_read));
	assert_cells(read, n_read, cells, 3);
	assert_ok(series_unpack(&arena, packed(&arena, cells, 3), false, &read, &n_read));
	assert_cells(read, n_read, &cells[1], 1);
	arena_finish(&arena);
}

/* One wrong byte anywhere, or a byte less or more, is told. */
static void test_series__refuses_damage(void **state)
{
	struct series_cell cells[12];
	uint64_t seed = 3;
	struct series_view view;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 22);
	for (int round = 0; round < 20; round++) {
		size_t count = some_cells(cells, countof(cells), &seed, 9, false);
		struct str block = packed(&arena, cells, count);

		for (size_t i = 0; i < block.len; i++) {
			char *copy = arena_text(&arena, block.len);

			memcpy(copy, block.at, block.len);
			copy[i] = (char)(copy[i] ^ (1 << dice(&seed, 8)));
			assert_fails(series_open((struct str){ copy, block.len }, &view),
				     ERR_INVALID);
			assert_fails(series_open(str_slice(block, 0, i), &view), ERR_INVALID);
		}
		arena_reset(&arena);
	}
	arena_finish(&arena);
}

/* Laying puts over a series and the undo over the result gives the series again. */
static void test_series_merge__can_be_undone(void **state)
{
	struct series_cell base[40], puts[40];
	enum cell_outcome outcomes[40], undone[40];
	struct series_merged merged, back;
	struct series_cell *undo;
	uint64_t seed = 11;
	size_t n_undo;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 24);
	for (int round = 0; round < 1000; round++) {
		size_t n_base = some_cells(base, countof(base), &seed, 3, false), n_puts = 0;
		size_t n_changed = 0;

		for (size_t i = 0; i < n_base; i++) {
			if (dice(&seed, 3) == 0)
				continue;
			puts[n_puts] = base[i];
			if (dice(&seed, 2) == 0)
				puts[n_puts].observed = dice(&seed, 3) ? some_observed(&seed, false)
								       : observed_absent();
			n_puts++;
		}
		assert_ok(series_merge(&arena, base, n_base, puts, n_puts, outcomes, &merged));
		for (size_t i = 0; i < n_puts; i++)
			n_changed += outcomes[i] != CELL_SAME;
		assert_int_equal(merged.n_undo, n_changed);
		assert_ok(series_unpack(&arena, packed(&arena, merged.undo, merged.n_undo), true,
					&undo, &n_undo));
		assert_cells(undo, n_undo, merged.undo, merged.n_undo);
		assert_ok(series_merge(&arena, merged.cells, merged.count, merged.undo,
				       merged.n_undo, undone, &back));
		assert_cells(back.cells, back.count, base, n_base);
		arena_reset(&arena);
	}
	arena_finish(&arena);
}

static void test_series_merge__tells_what_became_of_each(void **state)
{
	const struct observed five = {
		.number = 5, .status = 'A', .numerator = NAN, .denominator = NAN
	};
	struct observed six = five;
	enum cell_outcome outcomes[5];
	struct series_merged merged;
	struct arena arena;

	(void)state;
	six.number = 6;
	arena_init(&arena, 1 << 20);
	const struct series_cell base[] = { { some_period(PERIOD_YEAR, 2020), five },
					    { some_period(PERIOD_YEAR, 2021), five },
					    { some_period(PERIOD_YEAR, 2022), five } };
	const struct series_cell puts[] = { { some_period(PERIOD_YEAR, 2019), five },
					    { some_period(PERIOD_YEAR, 2020), five },
					    { some_period(PERIOD_YEAR, 2021), six },
					    { some_period(PERIOD_YEAR, 2022), observed_absent() },
					    { some_period(PERIOD_YEAR, 2023), observed_absent() } };

	assert_ok(series_merge(&arena, base, 3, puts, 5, outcomes, &merged));
	assert_int_equal(outcomes[0], CELL_NEW);
	assert_int_equal(outcomes[1], CELL_SAME);
	assert_int_equal(outcomes[2], CELL_CHANGED);
	assert_int_equal(outcomes[3], CELL_REMOVED);
	assert_int_equal(outcomes[4], CELL_SAME);
	assert_int_equal(merged.count, 3);
	assert_int_equal(merged.n_undo, 3);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_series__comes_back_as_it_was),
		cmocka_unit_test(test_series__takes_little_more_than_its_numbers),
		cmocka_unit_test(test_series__keeps_each_bit_of_a_number),
		cmocka_unit_test(test_series__gives_the_same_bytes_for_ever),
		cmocka_unit_test(test_series__may_be_of_campaigns),
		cmocka_unit_test(test_series__keeps_what_is_absent_in_an_undo),
		cmocka_unit_test(test_series__refuses_damage),
		cmocka_unit_test(test_series_merge__can_be_undone),
		cmocka_unit_test(test_series_merge__tells_what_became_of_each),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
