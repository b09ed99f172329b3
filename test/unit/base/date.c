/* The calendar, moments and periods, against a calendar that is walked day by day. */
#include "base/date.h"

#include "base/buf.h"
#include "testing.h"

#include <time.h>

static int month_length(int year, int month)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (month == 2)
		return leap ? 29 : 28;
	return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

static void test_date__agrees_with_the_calendar_on_every_day(void **state)
{
	int32_t expected = date_of(1, 1, 1).day;

	(void)state;
	for (int year = 1; year <= 9999; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= month_length(year, month); day++, expected++) {
				struct date d = date_of(year, month, day);
				struct civil c = date_civil(d);

				if (d.day != expected || c.year != year || c.month != month ||
				    c.day != day)
					fail_msg("%d-%d-%d is day %d", year, month, day, d.day);
			}
	assert_int_equal(expected, date_of(9999, 12, 31).day + 1);
}

static void test_date__counts_from_1970_as_the_system_does(void **state)
{
	struct tm tm = { .tm_year = 2026 - 1900, .tm_mon = 10, .tm_mday = 23 };
	struct date none = DATE_EMPTY;

	(void)state;
	assert_int_equal(date_of(1970, 1, 1).day, 0);
	assert_int_equal(date_of(1969, 12, 31).day, -1);
	assert_int_equal(date_of(2026, 11, 23).day, timegm(&tm) / 86400);
	assert_true(date_empty(DATE_EMPTY));
	assert_false(date_empty(date_of(1, 1, 1)));
	assert_true(date_cmp(DATE_EMPTY, date_of(1, 1, 1)) < 0);
	assert_true(date_cmp(date_of(2026, 2, 1), date_of(2026, 1, 31)) > 0);
	assert_int_equal(date_cmp(none, DATE_EMPTY), 0);
}

static void assert_date_written(struct date d, struct str expected)
{
	struct buf buf;

	buf_init_own(&buf, 100);
	date_write(&buf, d);
	assert_true(str_eq(buf_held(&buf), expected));
	buf_finish(&buf);
}

static void test_date_parse__takes_days_that_exist(void **state)
{
	static const struct str good[] = {
		STR("2026-01-31"), STR("2024-02-29"), STR("2000-02-29"),
		STR("0001-01-01"), STR("9999-12-31"),
	};
	static const struct str bad[] = {
		STR(""),           STR("2026-02-29"), STR("1900-02-29"),  STR("2026-13-01"),
		STR("2026-00-01"), STR("2026-01-00"), STR("2026-04-31"),  STR("0000-01-01"),
		STR("2026-1-31"),  STR("2026/01/31"), STR("2026-01-31 "), STR("20260131"),
		STR("2026-01-3a"), STR("-026-01-31"), STR("+026-01-31"),  STR("2026-01--1"),
	};
	struct date d;

	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		assert_true(date_parse(good[i], &d));
		assert_date_written(d, good[i]);
	}
	d = date_of(2026, 1, 1);
	for (size_t i = 0; i < countof(bad); i++)
		if (date_parse(bad[i], &d))
			fail_msg("\"%.*s\" is no date", STR_ARGS(bad[i]));
	assert_int_equal(date_cmp(d, date_of(2026, 1, 1)), 0);
	assert_date_written(DATE_EMPTY, S(""));
}

static void assert_moment_written(struct moment m, struct str expected)
{
	struct buf buf;

	buf_init_own(&buf, 100);
	moment_write(&buf, m);
	assert_true(str_eq(buf_held(&buf), expected));
	buf_finish(&buf);
}

static void test_moment_exists__in_the_years_that_can_be_written(void **state)
{
	struct moment first, last;

	(void)state;
	assert_true(moment_parse(S("0001-01-01T00:00:00Z"), &first));
	assert_true(moment_parse(S("9999-12-31T23:59:59.999999Z"), &last));
	assert_true(moment_exists(first));
	assert_true(moment_exists(last));
	assert_true(moment_exists((struct moment){ 0 }));
	assert_false(moment_exists((struct moment){ first.us - 1 }));
	assert_false(moment_exists((struct moment){ last.us + 1 }));
	assert_false(moment_exists((struct moment){ INT64_MAX }));
	assert_false(moment_exists((struct moment){ INT64_MIN }));
}

static void test_moment__is_written_as_it_is_read(void **state)
{
	static const struct {
		struct str text;
		int64_t us;
	} good[] = {
		{ STR("1970-01-01T00:00:00Z"), 0 },
		{ STR("1969-12-31T23:59:59.999999Z"), -1 },
		{ STR("2026-01-31T08:15:00Z"), 1769847300000000 },
		{ STR("2026-01-31T08:15:00.000001Z"), 1769847300000001 },
		{ STR("0001-01-01T00:00:00Z"), -62135596800000000 },
		{ STR("9999-12-31T23:59:59Z"), 253402300799000000 },
	};
	struct moment m;

	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		assert_true(moment_parse(good[i].text, &m));
		assert_true(m.us == good[i].us);
		assert_moment_written(m, good[i].text);
	}
	assert_true(moment_parse(S("1970-01-01T00:00:00.5Z"), &m));
	assert_true(m.us == 500000);
	assert_true(moment_parse(S("1970-01-01T00:00:00.0Z"), &m));
	assert_true(m.us == 0);
	assert_int_equal(moment_date((struct moment){ -1 }).day, -1);
	assert_int_equal(moment_date((struct moment){ 0 }).day, 0);
	assert_int_equal(moment_date((struct moment){ 86400000000 - 1 }).day, 0);
	assert_int_equal(moment_date((struct moment){ -86400000000 }).day, -1);
}

static void test_moment_parse__refuses_all_else(void **state)
{
	static const struct str bad[] = {
		STR(""),
		STR("2026-01-31"),
		STR("2026-01-31T08:15:00"),
		STR("2026-01-31 08:15:00Z"),
		STR("2026-01-31T24:00:00Z"),
		STR("2026-01-31T08:60:00Z"),
		STR("2026-01-31T08:15:60Z"),
		STR("2026-02-30T08:15:00Z"),
		STR("2026-01-31T08:15:00.Z"),
		STR("2026-01-31T08:15:00.1234567Z"),
		STR("2026-01-31T08:15:00,5Z"),
		STR("2026-01-31T08:15:00.5xZ"),
		STR("2026-01-31T08:15:00+01:00"),
		STR("2026-01-31T08-15-00Z"),
	};
	struct moment m = { 42 };

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (moment_parse(bad[i], &m))
			fail_msg("\"%.*s\" is no moment", STR_ARGS(bad[i]));
	assert_int_equal(m.us, 42);
}

static void assert_period_written(struct period p, struct str expected)
{
	struct buf buf;

	buf_init_own(&buf, 100);
	period_write(&buf, p);
	assert_true(str_eq(buf_held(&buf), expected));
	buf_finish(&buf);
}

static void test_period__is_known_by_its_spelling(void **state)
{
	static const struct {
		struct str text;
		enum period_kind kind;
		struct str first, last;
	} good[] = {
		{ STR("2026"), PERIOD_YEAR, STR("2026-01-01"), STR("2026-12-31") },
		{ STR("2026-S1"), PERIOD_HALF, STR("2026-01-01"), STR("2026-06-30") },
		{ STR("2026-S2"), PERIOD_HALF, STR("2026-07-01"), STR("2026-12-31") },
		{ STR("2026-Q1"), PERIOD_QUARTER, STR("2026-01-01"), STR("2026-03-31") },
		{ STR("2026-Q2"), PERIOD_QUARTER, STR("2026-04-01"), STR("2026-06-30") },
		{ STR("2026-Q3"), PERIOD_QUARTER, STR("2026-07-01"), STR("2026-09-30") },
		{ STR("2026-Q4"), PERIOD_QUARTER, STR("2026-10-01"), STR("2026-12-31") },
		{ STR("2024-02"), PERIOD_MONTH, STR("2024-02-01"), STR("2024-02-29") },
		{ STR("2026-12"), PERIOD_MONTH, STR("2026-12-01"), STR("2026-12-31") },
		{ STR("2026-01-31"), PERIOD_DAY, STR("2026-01-31"), STR("2026-01-31") },
		{ STR("2026-C1"), PERIOD_CAMPAIGN, STR("2026-01-01"), STR("2026-12-31") },
		{ STR("2026-C12"), PERIOD_CAMPAIGN, STR("2026-01-12"), STR("2026-12-31") },
		{ STR("2024-C99"), PERIOD_CAMPAIGN, STR("2024-04-08"), STR("2024-12-31") },
		{ STR("0001"), PERIOD_YEAR, STR("0001-01-01"), STR("0001-12-31") },
		{ STR("9999"), PERIOD_YEAR, STR("9999-01-01"), STR("9999-12-31") },
	};
	struct period p;

	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		assert_true(period_parse(good[i].text, &p));
		assert_int_equal(p.kind, good[i].kind);
		assert_date_written(p.first, good[i].first);
		assert_date_written(period_last_day(p), good[i].last);
		assert_period_written(p, good[i].text);
	}
	assert_period_written(PERIOD_NONE, S(""));
	assert_true(date_empty(period_last_day(PERIOD_NONE)));
}

static void test_period_parse__refuses_all_else(void **state)
{
	static const struct str bad[] = {
		STR(""),         STR("0000"),    STR("26"),      STR("20260"),    STR("2026-"),
		STR("2026-S0"),  STR("2026-S3"), STR("2026-Q0"), STR("2026-Q5"),  STR("2026-00"),
		STR("2026-13"),  STR("2026-q1"), STR("2026-Sx"), STR("2026-1"),   STR("2026/01"),
		STR("2026-A1"),  STR("-026"),    STR("2026Q11"), STR("2026-Q1 "), STR("2026-02-30"),
		STR("2026-W01"), STR("0000-Q1"), STR("2026-C0"), STR("2026-C01"), STR("2026-C100"),
		STR("2026-C"),   STR("2026-c1"), STR("0000-C1"), STR("2026-Cx"),
	};
	struct period p = PERIOD_NONE;

	(void)state;
	for (size_t i = 0; i < countof(bad); i++)
		if (period_parse(bad[i], &p))
			fail_msg("\"%.*s\" is no period", STR_ARGS(bad[i]));
	assert_int_equal(p.kind, PERIOD_EMPTY);
}

static void test_period_cmp__is_by_first_day_then_by_kind(void **state)
{
	static const struct str ascending[] = {
		STR("2025-12-31"), STR("2026"),       STR("2026-S1"), STR("2026-Q1"),
		STR("2026-01"),    STR("2026-01-01"), STR("2026-C1"), STR("2026-C2"),
		STR("2026-C12"),   STR("2026-02"),    STR("2026-S2"), STR("2026-07-02"),
	};
	struct period periods[countof(ascending) + 1] = { PERIOD_NONE };

	(void)state;
	for (size_t i = 0; i < countof(ascending); i++)
		assert_true(period_parse(ascending[i], &periods[i + 1]));
	for (size_t i = 0; i < countof(periods); i++)
		for (size_t j = 0; j < countof(periods); j++)
			assert_int_equal(period_cmp(periods[i], periods[j]), (i > j) - (i < j));
}

static void test_period_ordinal__counts_neighbours_by_one(void **state)
{
	static const struct str first_and_next[][2] = {
		{ STR("1999"), STR("2000") },
		{ STR("1999-S2"), STR("2000-S1") },
		{ STR("1999-Q4"), STR("2000-Q1") },
		{ STR("1999-12"), STR("2000-01") },
		{ STR("1999-12-31"), STR("2000-01-01") },
		{ STR("2026-C1"), STR("2026-C2") },
		{ STR("1999-C99"), STR("2000-C1") },
	};
	struct period first, next, again;

	(void)state;
	for (size_t i = 0; i < countof(first_and_next); i++) {
		assert_true(period_parse(first_and_next[i][0], &first));
		assert_true(period_parse(first_and_next[i][1], &next));
		assert_int_equal(period_ordinal(next), period_ordinal(first) + 1);
		assert_true(period_at(next.kind, period_ordinal(next), &again));
		assert_int_equal(period_cmp(next, again), 0);
	}
}

static void test_period_at__ends_with_the_years_that_can_be_written(void **state)
{
	static const struct str ends[][2] = {
		{ STR("0001"), STR("9999") },
		{ STR("0001-S1"), STR("9999-S2") },
		{ STR("0001-Q1"), STR("9999-Q4") },
		{ STR("0001-01"), STR("9999-12") },
		{ STR("0001-01-01"), STR("9999-12-31") },
		{ STR("0001-C1"), STR("9999-C99") },
	};
	struct period first, last, out;

	(void)state;
	for (size_t i = 0; i < countof(ends); i++) {
		assert_true(period_parse(ends[i][0], &first));
		assert_true(period_parse(ends[i][1], &last));
		assert_true(period_at(first.kind, period_ordinal(first), &out));
		assert_true(period_at(last.kind, period_ordinal(last), &out));
		assert_false(period_at(first.kind, period_ordinal(first) - 1, &out));
		assert_false(period_at(last.kind, period_ordinal(last) + 1, &out));
		assert_false(period_at(last.kind, INT32_MIN, &out));
		assert_false(period_at(last.kind, INT32_MAX, &out));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_date__agrees_with_the_calendar_on_every_day),
		cmocka_unit_test(test_date__counts_from_1970_as_the_system_does),
		cmocka_unit_test(test_date_parse__takes_days_that_exist),
		cmocka_unit_test(test_moment_exists__in_the_years_that_can_be_written),
		cmocka_unit_test(test_moment__is_written_as_it_is_read),
		cmocka_unit_test(test_moment_parse__refuses_all_else),
		cmocka_unit_test(test_period__is_known_by_its_spelling),
		cmocka_unit_test(test_period_parse__refuses_all_else),
		cmocka_unit_test(test_period_cmp__is_by_first_day_then_by_kind),
		cmocka_unit_test(test_period_ordinal__counts_neighbours_by_one),
		cmocka_unit_test(test_period_at__ends_with_the_years_that_can_be_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
