/*
 * The values of the four types of time, each as one integer, so that a column of them is an array: a
 * date (a point in time: cube/time_instant.h), a time period (a unit of the calendar and which one), a
 * time (an interval between two days, both part of it) and a duration. All but dates are precise to the
 * day; the years 1 to 9999 of the Gregorian calendar.
 *
 *	date         day, time of day and how it is written, 64 bits
 *	time period  which one since the year 1, times 8, and its unit: of one unit, neighbours differ by 8
 *	time         first day and last day, 32 bits each
 *	duration     14 bits of years, 16 of months, 26 of days, 8 that say how they are written
 */
#ifndef CUBE_TIME_VALUE_H
#define CUBE_TIME_VALUE_H

#include "base/date.h"
#include "cube/time_instant.h"

/* The units of the calendar in which periods and durations are counted, the smallest first. */
enum time_unit {
	TIME_DAY,      /* D */
	TIME_WEEK,     /* W: of ISO 8601, from Monday; its year is that of its Thursday */
	TIME_MONTH,    /* M */
	TIME_QUARTER,  /* Q */
	TIME_SEMESTER, /* S */
	TIME_YEAR,     /* A */
	TIME_UNIT_COUNT_
};

char time_unit_letter(enum time_unit unit);
bool time_unit_parse(struct str letter, enum time_unit *out); /* also Y for A and H for S */

typedef int32_t time_period;
typedef int64_t time_span;
typedef int64_t time_duration;

static inline enum time_unit time_period_unit(time_period period)
{
	return (enum time_unit)(period & 7);
}

static inline int32_t time_period_ordinal(time_period period)
{
	return period >> 3;
}

static inline time_period time_period_of(enum time_unit unit, int32_t ordinal)
{
	return (time_period)((uint32_t)ordinal << 3 | (uint32_t)unit);
}

int32_t time_period_first(time_period period); /* its first day */
int32_t time_period_last(time_period period);  /* its last day */

/* The period of the unit in which the day lies. */
time_period time_period_around(enum time_unit unit, int32_t day);

/* The period of these days exactly; false when the calendar has none. */
bool time_period_between(int32_t first, int32_t last, time_period *out);

/* So many periods of its unit later; false when that is in none of the years 1 to 9999. */
bool time_period_shift(time_period period, int64_t by, time_period *out);

int time_period_cmp(time_period a, time_period b); /* by first day, then the longer one first */

/*
 * "2026", "2026A", "2026-A1", "2026-S1", "2026S1", "2026H1", "2026-Q1", "2026-M03", "2026M3", "2026-03",
 * "2026-3", "2026-W07", "2026-D045", "2026-01-31", "2026-1-31", and two days with "/" between that are one period.
 */
bool time_period_parse(struct str s, time_period *out);

/* As the manuals of VTL write it: "2026", "2026S1", "2026Q1", "2026M03", "2026W07", "2026D045". */
void time_period_write(struct buf *buf, time_period period);

static inline time_span time_span_of(int32_t first, int32_t last)
{
	return (time_span)((uint64_t)(uint32_t)first << 32 | (uint32_t)last);
}

static inline int32_t time_span_first(time_span span)
{
	return (int32_t)((uint64_t)span >> 32);
}

static inline int32_t time_span_last(time_span span)
{
	return (int32_t)(uint32_t)span;
}

int time_span_cmp(time_span a, time_span b); /* by first, then by last day */

/*
 * Two days, periods or a day and a duration, with "/" between ("2010-01-01/P1Y", "2010M1/2010M12"), or
 * one day or period alone. A time of day is left out: "2015-03-03T09:30:45Z/2018-04-05T12:30:15Z".
 */
bool time_span_parse(struct str s, time_span *out);
void time_span_write(struct buf *buf, time_span span); /* "2010-01-01/2010-12-31" */

struct duration_parts {
	int32_t years, months, days;
	bool has_years, has_months, has_days; /* which are written, a zero too */
	bool in_weeks; /* the days are written as weeks: they are full ones */
	bool is_unit;  /* written as the letter of a unit */
};

time_duration time_duration_of(struct duration_parts parts); /* each part must fit */
time_duration time_duration_of_unit(enum time_unit unit);
struct duration_parts time_duration_parts(time_duration duration);

/* The one unit that is exactly as long ("P3M" is a quarter); false when there is none. */
bool time_duration_unit(time_duration duration, enum time_unit *out);

/* The same length however written: what is compared, hashed and grouped by. */
time_duration time_duration_canonical(time_duration duration);

/* By length in days, a year being 365 and a month 30 (ISO 8601's convention in the manual of VTL). */
int time_duration_cmp(time_duration a, time_duration b);

bool time_duration_parse(struct str s, time_duration *out);        /* "A", "P1Y2M10D", "P3W" */
void time_duration_write(struct buf *buf, time_duration duration); /* as it was written */
void time_duration_write_iso(struct buf *buf, time_duration duration);

/* The day so many units later, kept within its month ("2020-12-31" + 2 M); false: not in the years. */
bool day_shift(int32_t day, enum time_unit unit, int64_t by, int32_t *out);

#endif
