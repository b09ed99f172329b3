/* The values of time as they are written and read. */
#include "cube/time_value.h"

#include "base/buf.h"

#include <string.h>

enum { YEAR_MOST = 9999, DURATION_YEARS = 9999, DURATION_MONTHS = 65535, DURATION_DAYS = 67108863 };

/* A number of least to most digits at *at, which moves past it. */
static bool take_digits(struct str s, size_t *at, size_t least, size_t most, int32_t *out)
{
	size_t count = 0;
	int64_t n = 0;

	while (count < most && *at + count < s.len && s.at[*at + count] >= '0' &&
	       s.at[*at + count] <= '9')
		n = n * 10 + s.at[*at + count++] - '0';
	if (count < least || n > INT32_MAX)
		return false;
	*at += count;
	*out = (int32_t)n;
	return true;
}

static bool take_char(struct str s, size_t *at, char c)
{
	if (*at >= s.len || s.at[*at] != c)
		return false;
	++*at;
	return true;
}

/* "2026-01-31", "20260131", or a day and a time of it, which is left out. */
static bool day_parse(struct str s, int32_t *out)
{
	char text[10];
	time_instant instant;

	if (s.len == 8) {
		memcpy(text, s.at, 4);
		text[4] = text[7] = '-';
		memcpy(text + 5, s.at + 4, 2);
		memcpy(text + 8, s.at + 6, 2);
		s = (struct str){ .at = text, .len = sizeof(text) };
	}
	if (!time_instant_parse(s, &instant))
		return false;
	*out = time_instant_day(instant);
	return true;
}

/* The n-th period of the unit in the year; false when the year has none. */
static bool period_in_year(int32_t year, enum time_unit unit, int32_t n, time_period *out)
{
	static const int32_t most[TIME_UNIT_COUNT_] = { 366, 53, 12, 4, 2, 1 };
	time_period whole = time_period_of(TIME_YEAR, year - 1);
	int32_t first = time_period_first(whole);

	if (n < 1 || n > most[unit])
		return false;
	if (unit == TIME_WEEK) /* week 1 has the year's fourth of January */
		first += 3;
	if (!time_period_shift(time_period_around(unit, first), n - 1, out))
		return false;
	if (unit == TIME_DAY)
		return time_period_last(*out) <= time_period_last(whole);
	/* The week belongs to the year of its Thursday. */
	return unit != TIME_WEEK || time_period_first(*out) + 3 <= time_period_last(whole);
}

/* The day that "-31" at the place says, of a month. */
static bool day_of_month(struct str s, size_t at, int32_t year, int32_t month, time_period *out)
{
	time_period whole;
	int32_t day;

	if (!period_in_year(year, TIME_MONTH, month, &whole) || !take_char(s, &at, '-') ||
	    !take_digits(s, &at, 1, 2, &day) || at < s.len)
		return false;
	*out = time_period_around(TIME_DAY, time_period_first(whole));
	return day > 0 && time_period_shift(*out, day - 1, out) &&
	       time_period_first(*out) <= time_period_last(whole);
}

/* One period, without "/". */
static bool single_parse(struct str s, time_period *out)
{
	enum time_unit unit;
	size_t at = 0;
	int32_t year, n = 1;
	bool has_dash;

	if (!take_digits(s, &at, 4, 4, &year) || year < 1)
		return false;
	if (at == s.len)
		return period_in_year(year, TIME_YEAR, 1, out);
	has_dash = take_char(s, &at, '-');
	if (has_dash && take_digits(s, &at, 1, 2, &n))
		return (at == s.len && period_in_year(year, TIME_MONTH, n, out)) ||
		       day_of_month(s, at, year, n, out);
	if (at >= s.len || !time_unit_parse(str_slice(s, at, at + 1), &unit))
		return false;
	at++;
	if (at == s.len && unit == TIME_YEAR)
		return period_in_year(year, unit, 1, out);
	return take_digits(s, &at, 1, 3, &n) && at == s.len && period_in_year(year, unit, n, out);
}

bool time_period_parse(struct str s, time_period *out)
{
	time_span span;

	if (str_find_char(s, '/', 0) == SIZE_MAX)
		return single_parse(s, out);
	return time_span_parse(s, &span) &&
	       time_period_between(time_span_first(span), time_span_last(span), out);
}

void time_period_write(struct buf *buf, time_period period)
{
	enum time_unit unit = time_period_unit(period);
	int32_t first = time_period_first(period);
	int32_t day = unit == TIME_WEEK ? first + 3 : first;
	struct civil civil = date_civil((struct date){ day });
	int32_t day_of_year = day - date_of(civil.year, 1, 1).day;

	buf_digits(buf, (uint64_t)civil.year, 4);
	if (unit == TIME_YEAR)
		return;
	buf_char(buf, time_unit_letter(unit));
	if (unit == TIME_DAY)
		buf_digits(buf, (uint64_t)day_of_year + 1, 3);
	else if (unit == TIME_WEEK)
		buf_digits(buf, (uint64_t)day_of_year / 7 + 1, 2);
	else if (unit == TIME_MONTH)
		buf_digits(buf, (uint64_t)civil.month, 2);
	else
		buf_digits(buf, (uint64_t)(civil.month - 1) / (unit == TIME_QUARTER ? 3 : 6) + 1,
			   1);
}

/* One end of an interval: a day, or the first and last of a period. */
static bool end_parse(struct str s, int32_t *first, int32_t *last)
{
	time_period period;

	if (day_parse(s, first)) {
		*last = *first;
		return true;
	}
	if (!single_parse(s, &period))
		return false;
	*first = time_period_first(period);
	*last = time_period_last(period);
	return true;
}

/* The day a duration before or after. */
static bool day_move(int32_t day, time_duration duration, int sign, int32_t *out)
{
	struct duration_parts parts = time_duration_parts(duration);
	int64_t months = INT64_C(12) * parts.years + parts.months;

	return day_shift(day, TIME_MONTH, sign * months, &day) &&
	       day_shift(day, TIME_DAY, sign * (int64_t)parts.days, out);
}

bool time_span_parse(struct str s, time_span *out)
{
	size_t cut = str_find_char(s, '/', 0);
	struct str left = str_slice(s, 0, cut), right;
	int32_t first, last, other;
	time_duration duration;

	if (cut == SIZE_MAX) {
		if (!end_parse(s, &first, &last))
			return false;
		*out = time_span_of(first, last);
		return true;
	}
	right = str_slice(s, cut + 1, s.len);
	if (str_starts(left, S("P"))) {
		if (!time_duration_parse(left, &duration) || !end_parse(right, &other, &last) ||
		    !day_move(last, duration, -1, &first))
			return false;
		first++; /* both ends are part of it */
	} else if (str_starts(right, S("P"))) {
		if (!end_parse(left, &first, &other) || !time_duration_parse(right, &duration) ||
		    !day_move(first, duration, 1, &last))
			return false;
		last--;
	} else if (!end_parse(left, &first, &other) || !end_parse(right, &other, &last)) {
		return false;
	}
	if (last < first)
		return false;
	*out = time_span_of(first, last);
	return true;
}

void time_span_write(struct buf *buf, time_span span)
{
	date_write(buf, (struct date){ time_span_first(span) });
	buf_char(buf, '/');
	date_write(buf, (struct date){ time_span_last(span) });
}

/* One part of an ISO duration, a number and its letter, added to the parts. */
static bool take_part(struct str s, size_t *at, struct duration_parts *parts)
{
	int32_t n;
	char letter;

	if (!take_digits(s, at, 1, 8, &n) || *at >= s.len)
		return false;
	letter = s.at[(*at)++];
	if (letter == 'Y' && !parts->has_years && !parts->has_months && !parts->has_days) {
		parts->years = n;
		parts->has_years = true;
	} else if (letter == 'M' && !parts->has_months && !parts->has_days) {
		parts->months = n;
		parts->has_months = true;
	} else if ((letter == 'D' || letter == 'W') && !parts->has_days) {
		parts->in_weeks = letter == 'W';
		parts->days = parts->in_weeks ? n * 7 : n;
		parts->has_days = true;
	} else {
		return false;
	}
	return parts->years <= DURATION_YEARS && parts->months <= DURATION_MONTHS &&
	       parts->days <= DURATION_DAYS;
}

bool time_duration_parse(struct str s, time_duration *out)
{
	struct duration_parts parts = { 0 };
	enum time_unit unit;
	size_t at = 1;

	if (time_unit_parse(s, &unit)) {
		*out = time_duration_of_unit(unit);
		return true;
	}
	if (s.len < 3 || s.at[0] != 'P')
		return false;
	while (at < s.len) {
		if (!take_part(s, &at, &parts))
			return false;
	}
	*out = time_duration_of(parts);
	return true;
}

void time_duration_write(struct buf *buf, time_duration duration)
{
	enum time_unit unit;

	if (time_duration_parts(duration).is_unit && time_duration_unit(duration, &unit))
		buf_char(buf, time_unit_letter(unit));
	else
		time_duration_write_iso(buf, duration);
}

void time_duration_write_iso(struct buf *buf, time_duration duration)
{
	struct duration_parts parts = time_duration_parts(duration);

	buf_char(buf, 'P');
	if (parts.has_years)
		buf_format(buf, "%dY", parts.years);
	if (parts.has_months)
		buf_format(buf, "%dM", parts.months);
	if (parts.in_weeks)
		buf_format(buf, "%dW", parts.days / 7);
	else if (parts.has_days || !(parts.has_years || parts.has_months))
		buf_format(buf, "%dD", parts.days);
}
