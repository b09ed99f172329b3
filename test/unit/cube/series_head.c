/* What a head tells of its series is what the opened series tells, whatever its form. */
#include "cube/series_head.h"

#include "base/buf.h"
#include "testing.h"

enum { FIRST = 1990, YEARS = 40, ROUNDS = 600 };

/* Reproducible chance. */
static uint64_t dice(uint64_t *seed, uint64_t sides)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (*seed >> 33) % sides;
}

/* By the form: narrow and wide integers, doubles; with answers, ratios, many statuses, or states. */
static struct observed some_observed(uint64_t *seed, uint64_t form)
{
	static const char statuses[] = "ABENPQRSTUVWXYZFGHI";
	struct observed observed = observed_absent();

	observed.state = OBSERVATION_VALUE;
	observed.status = statuses[dice(seed, form == 5 ? sizeof(statuses) - 1 : 3)];
	observed.decimals = 2;
	observed.number = (double)dice(seed, form == 1 ? 100000000 : 1000) / 100;
	if (form == 2)
		observed.number /= 3;
	if (form == 3 && dice(seed, 4) == 0) {
		observed.number = NAN;
		observed.answer = S("Yes");
	}
	if (form == 4)
		observed.denominator = (double)dice(seed, 100);
	if (form != 0 && dice(seed, 5) == 0) {
		observed.number = NAN;
		observed.answer = S("");
		observed.state = OBSERVATION_WITHHELD;
	}
	return observed;
}

static struct series_view some_series(struct arena *arena, uint64_t *seed, uint64_t form)
{
	struct series_cell cells[YEARS];
	struct series_view view;
	struct str block;
	struct buf buf;
	size_t count = 0;

	for (int32_t year = FIRST; year < FIRST + YEARS; year++) {
		if (dice(seed, form == 6 ? 12 : 3) > 1)
			continue;
		assert_true(period_at(PERIOD_YEAR, year, &cells[count].period));
		cells[count++].observed = some_observed(seed, form);
	}
	buf_init(&buf, arena);
	series_pack(&buf, arena, cells, count);
	assert_ok(buf_done(&buf, &block));
	assert_ok(series_open(block, &view));
	return view;
}

static void test_series_head__tells_what_the_series_tells(void **state)
{
	struct arena arena;
	uint64_t seed = 7;

	(void)state;
	arena_init(&arena, 1 << 24);
	for (uint64_t round = 0; round < ROUNDS; round++) {
		struct series_view view = some_series(&arena, &seed, round % 7);
		struct series_head head = series_head_of(&view);
		struct series_view opened;

		series_head_open(&head, &opened);
		assert_int_equal(opened.count, view.count);
		for (size_t i = 0; i < view.count; i++) {
			double number = series_number(&view, i),
			       told = series_head_number(&head, i);

			assert_true(number == told || (isnan(number) && isnan(told)));
			assert_int_equal(series_head_state(&head, i), series_state(&view, i));
			assert_int_equal(series_head_is_estimate(&head, i),
					 status_is_estimate(series_status(&view, i)));
			series_head_expect(&head, i);
		}
		for (int32_t year = FIRST - 2; year < FIRST + YEARS + 2; year++)
			for (int64_t back = 0; back < 6; back++) {
				assert_int_equal(
					series_head_latest(&head, PERIOD_YEAR, year, back),
					series_find_latest(&view, PERIOD_YEAR, year, back));
				assert_int_equal(
					series_head_latest(&head, PERIOD_MONTH, year, back),
					SIZE_MAX);
			}
		arena_reset(&arena);
	}
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_series_head__tells_what_the_series_tells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
