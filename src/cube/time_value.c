/*
 * The calendar behind the values of time: which days a period has, which period a day is in, how far it
 * is from one to another. Weeks are counted from 0001-01-01, which is a Monday.
 */
#include "cube/time_value.h"

#include <assert.h>

enum {
	DAYS_BEFORE_1970 = 719162, /* from 0001-01-01 */
	DAYS_OF_YEARS = 3652059,   /* of the years 1 to 9999 */
	YEARS = 9999,
	UNIT_BITS = 3,
};

static const char letters[TIME_UNIT_COUNT_] = { 'D', 'W', 'M', 'Q', 'S', 'A' };

/* Months of a unit that is counted in them; 0: it is counted in days. */
static const int8_t months_of[TIME_UNIT_COUNT_] = { 0, 0, 1, 3, 6, 12 };

char time_unit_letter(enum time_unit unit)
{
	assert(unit < TIME_UNIT_COUNT_);
	return letters[unit];
}

bool time_unit_parse(struct str letter, enum time_unit *out)
{
	char c;

	if (letter.len != 1)
		return false;
	c = letter.at[0];
	if (c == 'Y')
		c = 'A';
	else if (c == 'H')
		c = 'S';
	for (int i = 0; i < TIME_UNIT_COUNT_; i++) {
		if (letters[i] == c) {
			*out = (enum time_unit)i;
			return true;
		}
	}
	return false;
}

/* How many periods of the unit there are. */
static int32_t ordinals(enum time_unit unit)
{
	if (unit == TIME_DAY)
		return DAYS_OF_YEARS;
	if (unit == TIME_WEEK)
		return DAYS_OF_YEARS / 7;
	return YEARS * 12 / months_of[unit];
}

static bool day_exists(int64_t day)
{
	return day >= -DAYS_BEFORE_1970 && day < DAYS_OF_YEARS - DAYS_BEFORE_1970;
}

/* The first day of a month counted from January of the year 1; one past the last is allowed. */
static int32_t month_first(int32_t month)
{
	if (month == YEARS * 12)
		return DAYS_OF_YEARS - DAYS_BEFORE_1970;
	return date_of(month / 12 + 1, month % 12 + 1, 1).day;
}

/* The first day of the period with the ordinal, which may be one past the last. */
static int32_t ordinal_first(enum time_unit unit, int32_t ordinal)
{
	if (unit == TIME_DAY)
		return ordinal - DAYS_BEFORE_1970;
	if (unit == TIME_WEEK)
		return ordinal * 7 - DAYS_BEFORE_1970;
	return month_first(ordinal * months_of[unit]);
}

int32_t time_period_first(time_period period)
{
	return ordinal_first(time_period_unit(period), time_period_ordinal(period));
}

int32_t time_period_last(time_period period)
{
	return ordinal_first(time_period_unit(period), time_period_ordinal(period) + 1) - 1;
}

time_period time_period_around(enum time_unit unit, int32_t day)
{
	struct civil civil;

	assert(day_exists(day));
	if (unit == TIME_DAY)
		return time_period_of(unit, day + DAYS_BEFORE_1970);
	if (unit == TIME_WEEK)
		return time_period_of(unit, (day + DAYS_BEFORE_1970) / 7);
	civil = date_civil((struct date){ day });
	return time_period_of(unit, ((civil.year - 1) * 12 + civil.month - 1) / months_of[unit]);
}

bool time_period_between(int32_t first, int32_t last, time_period *out)
{
	for (int unit = TIME_YEAR; unit >= TIME_DAY; unit--) {
		time_period period = time_period_around((enum time_unit)unit, first);

		if (time_period_first(period) == first && time_period_last(period) == last) {
			*out = period;
			return true;
		}
	}
	return false;
}

bool time_period_shift(time_period period, int64_t by, time_period *out)
{
	enum time_unit unit = time_period_unit(period);
	int64_t ordinal;

	if (__builtin_add_overflow((int64_t)time_period_ordinal(period), by, &ordinal) ||
	    ordinal < 0 || ordinal >= ordinals(unit))
		return false;
	*out = time_period_of(unit, (int32_t)ordinal);
	return true;
}

int time_period_cmp(time_period a, time_period b)
{
	int32_t first_a, first_b;

	if (time_period_unit(a) == time_period_unit(b))
		return (a > b) - (a < b);
	first_a = time_period_first(a);
	first_b = time_period_first(b);
	if (first_a != first_b)
		return first_a < first_b ? -1 : 1;
	return time_period_unit(a) > time_period_unit(b) ? -1 : 1;
}

int time_span_cmp(time_span a, time_span b)
{
	int32_t first_a = time_span_first(a), first_b = time_span_first(b);
	int32_t last_a = time_span_last(a), last_b = time_span_last(b);

	if (first_a != first_b)
		return first_a < first_b ? -1 : 1;
	return (last_a > last_b) - (last_a < last_b);
}

bool day_shift(int32_t day, enum time_unit unit, int64_t by, int32_t *out)
{
	struct civil civil;
	int64_t moved, month;
	int32_t most;

	if (by > DAYS_OF_YEARS || by < -DAYS_OF_YEARS)
		return false;
	if (months_of[unit] == 0) {
		moved = day + by * (unit == TIME_WEEK ? 7 : 1);
		if (!day_exists(moved))
			return false;
		*out = (int32_t)moved;
		return true;
	}
	civil = date_civil((struct date){ day });
	month = ((int64_t)civil.year - 1) * 12 + civil.month - 1 + by * (int64_t)months_of[unit];
	if (month < 0 || month >= (int64_t)YEARS * 12)
		return false;
	most = month_first((int32_t)month + 1) - month_first((int32_t)month);
	*out = month_first((int32_t)month) + (civil.day < most ? civil.day : most) - 1;
	return true;
}

/* Durations: from the lowest bit, four that say what is written, then days, months and years. */
enum {
	WRITES_YEARS = 1,
	WRITES_MONTHS = 2,
	WRITES_DAYS = 4,
	IS_UNIT = 8,
	IN_WEEKS = 16,
	STYLE_BITS = 8,
	DAY_BITS = 26,
	MONTH_BITS = 16,
	YEAR_BITS = 14,
};

time_duration time_duration_of(struct duration_parts parts)
{
	uint64_t style = (parts.has_years ? WRITES_YEARS : 0) |
			 (parts.has_months ? WRITES_MONTHS : 0) |
			 (parts.has_days ? WRITES_DAYS : 0) | (parts.is_unit ? IS_UNIT : 0) |
			 (parts.in_weeks ? IN_WEEKS : 0);

	assert(parts.years >= 0 && parts.years < 1 << YEAR_BITS);
	assert(parts.months >= 0 && parts.months < 1 << MONTH_BITS);
	assert(parts.days >= 0 && parts.days < 1 << DAY_BITS);
	assert(!parts.in_weeks || (parts.has_days && parts.days % 7 == 0));
	return (time_duration)((uint64_t)parts.years << (STYLE_BITS + DAY_BITS + MONTH_BITS) |
			       (uint64_t)parts.months << (STYLE_BITS + DAY_BITS) |
			       (uint64_t)parts.days << STYLE_BITS | style);
}

static int32_t bits_of(uint64_t word, int from, int count)
{
	return (int32_t)(word >> from & ((UINT64_C(1) << count) - 1));
}

struct duration_parts time_duration_parts(time_duration duration)
{
	uint64_t word = (uint64_t)duration;

	return (struct duration_parts){
		.years = bits_of(word, STYLE_BITS + DAY_BITS + MONTH_BITS, YEAR_BITS),
		.months = bits_of(word, STYLE_BITS + DAY_BITS, MONTH_BITS),
		.days = bits_of(word, STYLE_BITS, DAY_BITS),
		.has_years = word & WRITES_YEARS,
		.has_months = word & WRITES_MONTHS,
		.has_days = word & WRITES_DAYS,
		.is_unit = word & IS_UNIT,
		.in_weeks = word & IN_WEEKS,
	};
}

time_duration time_duration_of_unit(enum time_unit unit)
{
	struct duration_parts parts = { .is_unit = true, .in_weeks = unit == TIME_WEEK };

	if (unit == TIME_YEAR)
		parts.years = 1;
	else if (months_of[unit])
		parts.months = months_of[unit];
	else
		parts.days = unit == TIME_WEEK ? 7 : 1;
	parts.has_years = parts.years > 0;
	parts.has_months = parts.months > 0;
	parts.has_days = parts.days > 0;
	return time_duration_of(parts);
}

time_duration time_duration_canonical(time_duration duration)
{
	struct duration_parts parts = time_duration_parts(duration);
	int32_t months = parts.years * 12 + parts.months;

	return time_duration_of((struct duration_parts){
		.years = months / 12, .months = months % 12, .days = parts.days });
}

bool time_duration_unit(time_duration duration, enum time_unit *out)
{
	time_duration canonical = time_duration_canonical(duration);

	for (int unit = 0; unit < TIME_UNIT_COUNT_; unit++) {
		if (time_duration_canonical(time_duration_of_unit((enum time_unit)unit)) ==
		    canonical) {
			*out = (enum time_unit)unit;
			return true;
		}
	}
	return false;
}

int time_duration_cmp(time_duration a, time_duration b)
{
	time_duration canonical_a = time_duration_canonical(a);
	time_duration canonical_b = time_duration_canonical(b);
	struct duration_parts parts_a = time_duration_parts(canonical_a);
	struct duration_parts parts_b = time_duration_parts(canonical_b);
	int64_t days_a = INT64_C(365) * parts_a.years + INT64_C(30) * parts_a.months + parts_a.days;
	int64_t days_b = INT64_C(365) * parts_b.years + INT64_C(30) * parts_b.months + parts_b.days;

	if (days_a != days_b)
		return days_a < days_b ? -1 : 1;
	return (canonical_a > canonical_b) - (canonical_a < canonical_b);
}
