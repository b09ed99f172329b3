/*
 * A point in time, which is a value of VTL's type date: a day, or a day and the time of that day to the
 * microsecond, of the years 1 to 9999 of the Gregorian calendar. One integer says it all:
 *
 *	24 bits  days since 1970-01-01
 *	37 bits  microseconds of that day
 *	 3 bits  how it is written: an enum instant_form
 *
 * so that its order is that of time, and a column of days alone differs in the upper bits only. A day
 * stands for its midnight, and a time of day without a zone for that of UTC, wherever two are compared.
 */
#ifndef CUBE_TIME_INSTANT_H
#define CUBE_TIME_INSTANT_H

#include "base/err.h"

struct buf;

typedef int64_t time_instant;

enum instant_form {
	INSTANT_DAY,   /* "2026-01-31" */
	INSTANT_CLOCK, /* "2026-01-31T08:15:00", of no stated zone */
	INSTANT_UTC,   /* "2026-01-31T08:15:00Z" */
};

enum {
	INSTANT_FORM_BITS = 3,
	INSTANT_DAY_BITS = 40, /* those below the day: the time of day and the form */
	MICROSECONDS_A_SECOND = 1000000,
};

static inline time_instant time_instant_of(int32_t day, int64_t microsecond, enum instant_form form)
{
	return (time_instant)((uint64_t)(int64_t)day << INSTANT_DAY_BITS |
			      (uint64_t)microsecond << INSTANT_FORM_BITS | (uint64_t)form);
}

static inline time_instant time_instant_of_day(int32_t day)
{
	return time_instant_of(day, 0, INSTANT_DAY);
}

static inline int32_t time_instant_day(time_instant instant)
{
	return (int32_t)(instant >> INSTANT_DAY_BITS);
}

/* Of its day, from 0. */
static inline int64_t time_instant_microsecond(time_instant instant)
{
	return (int64_t)((uint64_t)instant & ((UINT64_C(1) << INSTANT_DAY_BITS) - 1)) >>
	       INSTANT_FORM_BITS;
}

static inline enum instant_form time_instant_form(time_instant instant)
{
	return (enum instant_form)(instant & ((1 << INSTANT_FORM_BITS) - 1));
}

/* The same time of another day, written alike. */
static inline time_instant time_instant_on(time_instant instant, int32_t day)
{
	const uint64_t below = (UINT64_C(1) << INSTANT_DAY_BITS) - 1;

	return (time_instant)((uint64_t)(int64_t)day << INSTANT_DAY_BITS |
			      ((uint64_t)instant & below));
}

/* The same point however written: what is compared, hashed and grouped by. */
static inline int64_t time_instant_canonical(time_instant instant)
{
	return instant >> INSTANT_FORM_BITS;
}

static inline int time_instant_cmp(time_instant a, time_instant b)
{
	int64_t canonical_a = time_instant_canonical(a), canonical_b = time_instant_canonical(b);

	return (canonical_a > canonical_b) - (canonical_a < canonical_b);
}

/* So many seconds later; false when that is in none of the years. */
bool time_instant_move(time_instant instant, int32_t seconds, time_instant *out);

/* How many seconds a zone is ahead of UTC: "Z", "+04", "+04:00", "-0330". */
bool time_zone_parse(struct str s, int32_t *seconds_ahead);

/*
 * As ISO 8601 writes a day ("2026-01-31"), or a day and its time to the second ("2026-01-31T08:15:00",
 * also with a space for the T), with digits of a second or without, of which those beyond the microsecond
 * are left out, and with a zone or without ("Z", "+04", "+04:00", "-0330"). A time of a zone is the same
 * point in UTC.
 */
bool time_instant_parse(struct str s, time_instant *out);

/* In its form; of a second as many digits as it has. */
void time_instant_write(struct buf *buf, time_instant instant);

#endif
