/* Values of time: spellings, the calendar, and what is compared. */
#include "cube/time_value.h"

#include "base/buf.h"
#include "testing.h"

static void assert_period(const char *spelling, const char *written, const char *first,
			  const char *last)
{
	char text[64];
	struct buf buf = { .at = text, .room = sizeof(text), .limit = sizeof(text) };
	struct date first_day, last_day;
	time_period period;

	assert_true(time_period_parse(str_of(spelling), &period));
	time_period_write(&buf, period);
	assert_true(str_eq(buf_held(&buf), str_of(written)));
	assert_true(date_parse(str_of(first), &first_day) && date_parse(str_of(last), &last_day));
	assert_int_equal(time_period_first(period), first_day.day);
	assert_int_equal(time_period_last(period), last_day.day);
}

static void test_periods__have_many_spellings_and_one_meaning(void **state)
{
	static const char *const wrong[] = {
		"",          "2026-Q5",  "2026-S3",    "2026-M13",
		"2026-W54",  "2021-W53", "2026-D366",  "2026-13",
		"20260",     "2026-Q",   "0000",       "2026-A2",
		"2026-2-29", "2026-1-0", "2026-1-011", "2026-01-01/2026-01-30"
	};
	time_period period;

	(void)state;
	assert_period("2026", "2026", "2026-01-01", "2026-12-31");
	assert_period("2026A", "2026", "2026-01-01", "2026-12-31");
	assert_period("2026-A1", "2026", "2026-01-01", "2026-12-31");
	assert_period("2026H2", "2026S2", "2026-07-01", "2026-12-31");
	assert_period("2026-S1", "2026S1", "2026-01-01", "2026-06-30");
	assert_period("2026Q1", "2026Q1", "2026-01-01", "2026-03-31");
	assert_period("2024M2", "2024M02", "2024-02-01", "2024-02-29");
	assert_period("2024-02", "2024M02", "2024-02-01", "2024-02-29");
	assert_period("2026-W01", "2026W01", "2025-12-29", "2026-01-04");
	assert_period("2020W53", "2020W53", "2020-12-28", "2021-01-03");
	assert_period("2024D366", "2024D366", "2024-12-31", "2024-12-31");
	assert_period("2024-2", "2024M02", "2024-02-01", "2024-02-29");
	assert_period("2024-2-9", "2024D040", "2024-02-09", "2024-02-09");
	assert_period("2026-01-31", "2026D031", "2026-01-31", "2026-01-31");
	assert_period("2026-01-01/2026-06-30", "2026S1", "2026-01-01", "2026-06-30");
	for (size_t i = 0; i < countof(wrong); i++)
		assert_false(time_period_parse(str_of(wrong[i]), &period));
}

static void test_periods__are_counted_and_found_again(void **state)
{
	uint64_t seed = 5;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		int32_t day = (int32_t)dice_throw(&seed, 3652059) - 719162;
		enum time_unit unit = (enum time_unit)dice_throw(&seed, TIME_UNIT_COUNT_);
		time_period period = time_period_around(unit, day), next, found;

		if (unit == TIME_WEEK && time_period_ordinal(period) >= 521722)
			continue; /* the last week ends in the year 10000 */
		assert_true(time_period_first(period) <= day && day <= time_period_last(period));
		assert_true(time_period_between(time_period_first(period), time_period_last(period),
						&found));
		assert_int_equal(found, period);
		if (time_period_shift(period, 1, &next))
			assert_int_equal(time_period_first(next), time_period_last(period) + 1);
	}
}

static void test_days__are_shifted_within_their_months(void **state)
{
	int32_t day;

	(void)state;
	assert_true(day_shift(date_of(2020, 12, 31).day, TIME_MONTH, 2, &day));
	assert_int_equal(day, date_of(2021, 2, 28).day);
	assert_true(day_shift(date_of(2020, 2, 10).day, TIME_DAY, 30, &day));
	assert_int_equal(day, date_of(2020, 3, 11).day);
	assert_true(day_shift(date_of(2020, 2, 29).day, TIME_YEAR, -1, &day));
	assert_int_equal(day, date_of(2019, 2, 28).day);
	assert_false(day_shift(date_of(9999, 12, 31).day, TIME_DAY, 1, &day));
	assert_false(day_shift(date_of(1, 1, 1).day, TIME_MONTH, INT64_MIN, &day));
}

static void assert_duration(const char *spelling, const char *written, const char *iso)
{
	char text[64];
	struct buf buf = { .at = text, .room = sizeof(text), .limit = sizeof(text) };
	time_duration duration;

	assert_true(time_duration_parse(str_of(spelling), &duration));
	time_duration_write(&buf, duration);
	assert_true(str_eq(buf_held(&buf), str_of(written)));
	buf_clear(&buf);
	time_duration_write_iso(&buf, duration);
	assert_true(str_eq(buf_held(&buf), str_of(iso)));
}

static void test_durations__are_equal_however_written(void **state)
{
	time_duration year, months, quarter, weeks, days;
	enum time_unit unit;

	(void)state;
	assert_duration("A", "A", "P1Y");
	assert_duration("P0Y240D", "P0Y240D", "P0Y240D");
	assert_duration("P1Y2M10D", "P1Y2M10D", "P1Y2M10D");
	assert_duration("P3W", "P3W", "P3W");
	assert_duration("W", "W", "P1W");
	assert_duration("P21D", "P21D", "P21D");
	assert_true(time_duration_parse(S("A"), &year));
	assert_true(time_duration_parse(S("P12M"), &months));
	assert_true(time_duration_parse(S("P3M"), &quarter));
	assert_int_equal(time_duration_cmp(year, months), 0);
	assert_true(time_duration_cmp(quarter, year) < 0);
	assert_true(time_duration_parse(S("P3W"), &weeks));
	assert_true(time_duration_parse(S("P21D"), &days));
	assert_int_equal(time_duration_cmp(weeks, days), 0);
	assert_int_equal(time_duration_canonical(weeks), time_duration_canonical(days));
	assert_true(time_duration_unit(quarter, &unit));
	assert_int_equal(unit, TIME_QUARTER);
	assert_false(time_duration_parse(S("P"), &year));
	assert_false(time_duration_parse(S("P1D1Y"), &year));
	assert_false(time_duration_parse(S("P99999Y"), &year));
}

static void test_intervals__are_days_or_periods_or_durations(void **state)
{
	static const char *const spellings[] = { "2010-01-01/2010-12-31", "2010M1/2010M12", "2010",
						 "2010-01-01/P1Y", "P12M/2010-12-31" };
	time_span span, first;

	(void)state;
	assert_true(time_span_parse(S("2010-01-01/2010-12-31"), &first));
	for (size_t i = 0; i < countof(spellings); i++) {
		assert_true(time_span_parse(str_of(spellings[i]), &span));
		assert_true(span == first);
	}
	assert_false(time_span_parse(S("2010-12-31/2010-01-01"), &span));
	assert_true(time_span_parse(S("1960-01-01/1960-12-31"), &span));
	assert_true(time_span_cmp(span, first) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_periods__have_many_spellings_and_one_meaning),
		cmocka_unit_test(test_periods__are_counted_and_found_again),
		cmocka_unit_test(test_days__are_shifted_within_their_months),
		cmocka_unit_test(test_durations__are_equal_however_written),
		cmocka_unit_test(test_intervals__are_days_or_periods_or_durations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
