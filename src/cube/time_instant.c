/* Points in time as they are written and read. */
#include "cube/time_instant.h"

#include "base/buf.h"
#include "base/date.h"

enum { DATE_LENGTH = 10, CLOCK_END = 19, FRACTION_DIGITS = 6 };
enum { SECONDS_A_DAY = 24 * 60 * 60, ZONE_MINUTES_MOST = 14 * 60 };

/* The number of two digits at the place; -1: there are none. */
static int32_t two_digits(struct str s, size_t at)
{
	if (at + 2 > s.len || s.at[at] < '0' || s.at[at] > '9' || s.at[at + 1] < '0' ||
	    s.at[at + 1] > '9')
		return -1;
	return (s.at[at] - '0') * 10 + s.at[at + 1] - '0';
}

/* "hh:mm:ss" behind the day and its T. */
static bool read_clock(struct str s, int32_t *seconds)
{
	int32_t hour = two_digits(s, 11), minute = two_digits(s, 14), second = two_digits(s, 17);

	if (s.len < CLOCK_END || (s.at[DATE_LENGTH] != 'T' && s.at[DATE_LENGTH] != ' ') ||
	    s.at[13] != ':' || s.at[16] != ':')
		return false;
	*seconds = (hour * 60 + minute) * 60 + second;
	return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

/* ".123456", or nothing; *at moves past it. */
static bool read_fraction(struct str s, size_t *at, int32_t *microseconds)
{
	size_t digits = 0;

	*microseconds = 0;
	if (*at == s.len || (s.at[*at] != '.' && s.at[*at] != ','))
		return true;
	for (++*at; *at < s.len && s.at[*at] >= '0' && s.at[*at] <= '9'; ++*at) {
		if (digits++ < FRACTION_DIGITS)
			*microseconds = *microseconds * 10 + s.at[*at] - '0';
	}
	for (size_t i = digits; i < FRACTION_DIGITS; i++)
		*microseconds *= 10;
	return digits > 0;
}

bool time_zone_parse(struct str s, int32_t *seconds_ahead)
{
	int32_t hours = two_digits(s, 1), minutes = 0;

	if (str_eq(s, S("Z"))) {
		*seconds_ahead = 0;
		return true;
	}
	if (s.len == 5)
		minutes = two_digits(s, 3);
	else if (s.len == 6 && s.at[3] == ':')
		minutes = two_digits(s, 4);
	else if (s.len != 3)
		return false;
	if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > ZONE_MINUTES_MOST)
		return false;
	*seconds_ahead = (hours * 60 + minutes) * 60 * (s.at[0] == '-' ? -1 : 1);
	return s.at[0] == '+' || s.at[0] == '-';
}

bool time_instant_move(time_instant instant, int32_t seconds, time_instant *out)
{
	const int64_t a_day = INT64_C(1) * SECONDS_A_DAY * MICROSECONDS_A_SECOND;
	int64_t moved = time_instant_day(instant) * a_day + time_instant_microsecond(instant) +
			(int64_t)seconds * MICROSECONDS_A_SECOND;
	int64_t microsecond = moved % a_day;
	int32_t day;

	microsecond += microsecond < 0 ? a_day : 0;
	day = (int32_t)((moved - microsecond) / a_day);
	if (day < date_of(1, 1, 1).day || day > date_of(9999, 12, 31).day)
		return false;
	*out = time_instant_of(day, microsecond, time_instant_form(instant));
	return true;
}

bool time_instant_parse(struct str s, time_instant *out)
{
	int32_t seconds, microseconds, ahead = 0;
	size_t at = CLOCK_END;
	time_instant local;
	struct date date;
	struct str zone;

	if (!date_parse(str_slice(s, 0, s.len < DATE_LENGTH ? s.len : DATE_LENGTH), &date))
		return false;
	if (s.len == DATE_LENGTH) {
		*out = time_instant_of_day(date.day);
		return true;
	}
	if (!read_clock(s, &seconds) || !read_fraction(s, &at, &microseconds))
		return false;
	zone = str_slice(s, at, s.len);
	if (zone.len && !time_zone_parse(zone, &ahead))
		return false;
	local = time_instant_of(date.day, (int64_t)seconds * MICROSECONDS_A_SECOND + microseconds,
				zone.len ? INSTANT_UTC : INSTANT_CLOCK);
	return time_instant_move(local, -ahead, out);
}

void time_instant_write(struct buf *buf, time_instant instant)
{
	int64_t microsecond = time_instant_microsecond(instant);
	uint64_t seconds = (uint64_t)(microsecond / MICROSECONDS_A_SECOND);
	uint64_t fraction = (uint64_t)(microsecond % MICROSECONDS_A_SECOND);
	int digits = FRACTION_DIGITS;

	date_write(buf, (struct date){ time_instant_day(instant) });
	if (time_instant_form(instant) == INSTANT_DAY)
		return;
	buf_char(buf, 'T');
	buf_digits(buf, seconds / 3600, 2);
	buf_char(buf, ':');
	buf_digits(buf, seconds / 60 % 60, 2);
	buf_char(buf, ':');
	buf_digits(buf, seconds % 60, 2);
	if (fraction) {
		for (; fraction % 10 == 0; fraction /= 10)
			digits--;
		buf_char(buf, '.');
		buf_digits(buf, fraction, digits);
	}
	if (time_instant_form(instant) == INSTANT_UTC)
		buf_char(buf, 'Z');
}
