/*
 * Days, moments and periods. A date is counted from the days before each year and each month; both
 * directions hold for the years 1 to 9999, which is all that the spellings here can say.
 */
#include "base/date.h"

#include "base/buf.h"

#include <assert.h>

enum {
	DAYS_BEFORE_1970 = 719162, /* from 0001-01-01 */
	DAYS_IN_400_YEARS = 146097,
	YEAR_MAX = 9999,
	MICROSECONDS = 1000000,
	SECONDS_PER_DAY = 86400,
};

static bool is_leap(int32_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* From 0001-01-01 to the first day of the year. */
static int32_t days_before_year(int32_t year)
{
	int32_t past = year - 1;

	return past * 365 + past / 4 - past / 100 + past / 400;
}

/* From the first day of the year to that of the month; month 13 gives the length of the year. */
static int32_t days_before_month(int32_t year, int32_t month)
{
	static const int16_t days[] = {
		0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
	};

	return days[month - 1] + (month > 2 && is_leap(year));
}

static int32_t days_in_month(int32_t year, int32_t month)
{
	return days_before_month(year, month + 1) - days_before_month(year, month);
}

static bool date_exists(int32_t year, int32_t month, int32_t day)
{
	return year >= 1 && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_in_month(year, month);
}

struct date date_of(int32_t year, int32_t month, int32_t day)
{
	assert(date_exists(year, month, day));
	return (struct date){ days_before_year(year) + days_before_month(year, month) + day - 1 -
			      DAYS_BEFORE_1970 };
}

struct civil date_civil(struct date d)
{
	int32_t days = d.day + DAYS_BEFORE_1970;
	int32_t year, month = 1;

	assert(!date_empty(d) && days >= 0 && days < days_before_year(YEAR_MAX + 1));
	/* By the average length of a year; this may be a year early, never late by more than one. */
	year = (int32_t)((int64_t)days * 400 / DAYS_IN_400_YEARS) + 1;
	if (days < days_before_year(year))
		year--;
	else if (days >= days_before_year(year + 1))
		year++;
	days -= days_before_year(year);
	while (days >= days_before_month(year, month + 1))
		month++;
	days -= days_before_month(year, month);
	return (struct civil){ .year = year, .month = (int8_t)month, .day = (int8_t)(days + 1) };
}

/* The number that exactly these digits of s make; -1 when there is something else among them. */
static int32_t digits_at(struct str s, size_t from, size_t count)
{
	int32_t n = 0;

	if (from + count > s.len)
		return -1;
	for (size_t i = from; i < from + count; i++) {
		if (s.at[i] < '0' || s.at[i] > '9')
			return -1;
		n = n * 10 + (s.at[i] - '0');
	}
	return n;
}

bool date_parse(struct str s, struct date *out)
{
	int32_t year = digits_at(s, 0, 4), month = digits_at(s, 5, 2), day = digits_at(s, 8, 2);

	if (s.len != 10 || s.at[4] != '-' || s.at[7] != '-' || !date_exists(year, month, day))
		return false;
	*out = date_of(year, month, day);
	return true;
}

static void write_part(struct buf *buf, struct str before, int32_t n, int digits)
{
	buf_str(buf, before);
	buf_digits(buf, (uint64_t)n, digits);
}

void date_write(struct buf *buf, struct date d)
{
	struct civil c;

	if (date_empty(d))
		return;
	c = date_civil(d);
	write_part(buf, S(""), c.year, 4);
	write_part(buf, S("-"), c.month, 2);
	write_part(buf, S("-"), c.day, 2);
}

/* The day of a moment, and what of the moment is left in that day. */
static struct date split(struct moment m, int64_t *us_out)
{
	const int64_t us_per_day = (int64_t)SECONDS_PER_DAY * MICROSECONDS;
	int64_t day = m.us / us_per_day, us = m.us % us_per_day;

	if (us < 0) {
		us += us_per_day;
		day--;
	}
	*us_out = us;
	return (struct date){ (int32_t)day };
}

struct date moment_date(struct moment m)
{
	int64_t us;

	return split(m, &us);
}

bool moment_exists(struct moment m)
{
	const int64_t days_to_end = days_before_year(YEAR_MAX + 1) - DAYS_BEFORE_1970;
	const int64_t us_per_day = (int64_t)SECONDS_PER_DAY * MICROSECONDS;

	return m.us >= -DAYS_BEFORE_1970 * us_per_day && m.us < days_to_end * us_per_day;
}

void moment_write(struct buf *buf, struct moment m)
{
	int64_t us;
	struct date day = split(m, &us);
	int seconds = (int)(us / MICROSECONDS), fraction = (int)(us % MICROSECONDS);

	date_write(buf, day);
	write_part(buf, S("T"), seconds / 3600, 2);
	write_part(buf, S(":"), seconds / 60 % 60, 2);
	write_part(buf, S(":"), seconds % 60, 2);
	if (fraction)
		write_part(buf, S("."), fraction, 6);
	buf_char(buf, 'Z');
}

/* ".5" is 500000 microseconds: one to six digits after a point, or nothing at all; -1 otherwise. */
static int32_t fraction_us(struct str s)
{
	int32_t us;

	if (s.len == 0)
		return 0;
	if (s.len < 2 || s.len > 7 || s.at[0] != '.')
		return -1;
	us = digits_at(s, 1, s.len - 1);
	for (size_t i = s.len; us > 0 && i < 7; i++)
		us *= 10;
	return us;
}

bool moment_parse(struct str s, struct moment *out)
{
	int32_t hour = digits_at(s, 11, 2), minute = digits_at(s, 14, 2);
	int32_t second = digits_at(s, 17, 2), us;
	struct date day;

	if (s.len < 20 || !date_parse(str_slice(s, 0, 10), &day) || s.at[10] != 'T' ||
	    s.at[13] != ':' || s.at[16] != ':' || s.at[s.len - 1] != 'Z')
		return false;
	us = fraction_us(str_slice(s, 19, s.len - 1));
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
	    us < 0)
		return false;
	second += hour * 3600 + minute * 60;
	out->us = ((int64_t)day.day * SECONDS_PER_DAY + second) * MICROSECONDS + us;
	return true;
}

/* How many months a kind of period spans; 0 for those that are not counted in months. */
static const int8_t period_months[] = {
	[PERIOD_EMPTY] = 0, [PERIOD_YEAR] = 12, [PERIOD_HALF] = 6,     [PERIOD_QUARTER] = 3,
	[PERIOD_MONTH] = 1, [PERIOD_DAY] = 0,   [PERIOD_CAMPAIGN] = 0,
};
_Static_assert(countof(period_months) == PERIOD_KIND_COUNT_, "every kind of period has its span");

/* The number-th campaign of the year, which stands at the day of the year that has its number. */
static bool campaign_of(int32_t year, int32_t number, struct period *out)
{
	if (number < 1 || number > CAMPAIGNS_A_YEAR || !date_exists(year, 1, 1))
		return false;
	*out = (struct period){ .kind = PERIOD_CAMPAIGN,
				.first = { date_of(year, 1, 1).day + number - 1 } };
	return true;
}

static int32_t campaign_number(struct period p)
{
	return p.first.day - date_of(date_civil(p.first).year, 1, 1).day + 1;
}

/* "2026-C1" to "2026-C99": the number without a zero before it, so that a campaign has one spelling. */
static bool campaign_parse(struct str s, struct period *out)
{
	return s.len >= 7 && s.len <= 8 && s.at[4] == '-' && s.at[5] == 'C' && s.at[6] != '0' &&
	       campaign_of(digits_at(s, 0, 4), digits_at(s, 6, s.len - 6), out);
}

/* The period that is the number-th of its kind in the year; false when the year has none such. */
static bool period_of(enum period_kind kind, int32_t year, int32_t number, struct period *out)
{
	int32_t month = (number - 1) * period_months[kind] + 1;

	if (number < 1 || !date_exists(year, month, 1))
		return false;
	*out = (struct period){ .kind = kind, .first = date_of(year, month, 1) };
	return true;
}

bool period_parse(struct str s, struct period *out)
{
	int32_t year = digits_at(s, 0, 4);
	struct date day;

	if (s.len == 4)
		return period_of(PERIOD_YEAR, year, 1, out);
	if (campaign_parse(s, out))
		return true;
	if (s.len == 7 && s.at[4] == '-') {
		if (s.at[5] == 'S')
			return period_of(PERIOD_HALF, year, digits_at(s, 6, 1), out);
		if (s.at[5] == 'Q')
			return period_of(PERIOD_QUARTER, year, digits_at(s, 6, 1), out);
		return period_of(PERIOD_MONTH, year, digits_at(s, 5, 2), out);
	}
	if (!date_parse(s, &day))
		return false;
	*out = (struct period){ .kind = PERIOD_DAY, .first = day };
	return true;
}

void period_write(struct buf *buf, struct period p)
{
	struct civil c;

	if (p.kind == PERIOD_EMPTY)
		return;
	if (p.kind == PERIOD_DAY) {
		date_write(buf, p.first);
		return;
	}
	c = date_civil(p.first);
	write_part(buf, S(""), c.year, 4);
	if (p.kind == PERIOD_HALF)
		write_part(buf, S("-S"), c.month / 6 + 1, 1);
	else if (p.kind == PERIOD_QUARTER)
		write_part(buf, S("-Q"), c.month / 3 + 1, 1);
	else if (p.kind == PERIOD_MONTH)
		write_part(buf, S("-"), c.month, 2);
	else if (p.kind == PERIOD_CAMPAIGN)
		write_part(buf, S("-C"), campaign_number(p), 1);
}

struct date period_last_day(struct period p)
{
	struct civil c;
	int32_t last_month;

	assert((size_t)p.kind < countof(period_months));
	if (p.kind == PERIOD_CAMPAIGN)
		return date_of(date_civil(p.first).year, 12, 31);
	if (period_months[p.kind] == 0)
		return p.first;
	c = date_civil(p.first);
	last_month = c.month + period_months[p.kind] - 1;
	return date_of(c.year, last_month, days_in_month(c.year, last_month));
}

int32_t period_ordinal(struct period p)
{
	struct civil c;

	assert(p.kind > PERIOD_EMPTY && p.kind < PERIOD_KIND_COUNT_);
	if (p.kind == PERIOD_DAY)
		return p.first.day;
	c = date_civil(p.first);
	if (p.kind == PERIOD_CAMPAIGN)
		return c.year * CAMPAIGNS_A_YEAR + campaign_number(p) - 1;
	return (c.year * 12 + c.month - 1) / period_months[p.kind];
}

bool period_at(enum period_kind kind, int32_t ordinal, struct period *out)
{
	int32_t in_a_year;

	assert(kind > PERIOD_EMPTY && kind < PERIOD_KIND_COUNT_);
	if (kind == PERIOD_CAMPAIGN)
		return ordinal >= 0 &&
		       campaign_of(ordinal / CAMPAIGNS_A_YEAR, ordinal % CAMPAIGNS_A_YEAR + 1, out);
	if (kind == PERIOD_DAY) {
		if (ordinal < date_of(1, 1, 1).day || ordinal > date_of(9999, 12, 31).day)
			return false;
		*out = (struct period){ .kind = kind, .first = { ordinal } };
		return true;
	}
	in_a_year = 12 / period_months[kind];
	if (ordinal < in_a_year || ordinal / in_a_year > 9999)
		return false;
	return period_of(kind, ordinal / in_a_year, ordinal % in_a_year + 1, out);
}

int period_cmp(struct period a, struct period b)
{
	int order = date_cmp(a.first, b.first);

	return order != 0 ? order : (a.kind > b.kind) - (a.kind < b.kind);
}
