/*
 * Days of the proleptic Gregorian calendar, moments in UTC, and periods. No local time anywhere: the
 * day of the program is the UTC day, and the clock is handed in by app.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/err.h"

struct buf;

struct date {
	int32_t day; /* days since 1970-01-01; DATE_EMPTY_DAY: there is no date */
};

#define DATE_EMPTY_DAY INT32_MIN
#define DATE_EMPTY ((struct date){ .day = DATE_EMPTY_DAY })

struct civil {
	int32_t year; /* 1 to 9999 */
	int8_t month; /* 1 to 12 */
	int8_t day;   /* 1 to 31 */
};

static inline bool date_empty(struct date d)
{
	return d.day == DATE_EMPTY_DAY;
}

static inline int date_cmp(struct date a, struct date b)
{
	return (a.day > b.day) - (a.day < b.day);
}

struct date date_of(int32_t year, int32_t month, int32_t day); /* must exist in the calendar */
struct civil date_civil(struct date d);
bool date_parse(struct str s, struct date *out); /* "2026-01-31" */
void date_write(struct buf *buf, struct date d); /* nothing for the empty one */

/* A moment: microseconds since 1970-01-01T00:00:00Z. */
struct moment {
	int64_t us;
};

struct date moment_date(struct moment m);

/* Is it in the years 1 to 9999, so that it can be written? Not to be taken for granted of a number read. */
bool moment_exists(struct moment m);

/* "2026-01-31T08:15:00Z"; with six digits of a second, "00.000001Z", only when it is not a whole one. */
void moment_write(struct buf *buf, struct moment m);
bool moment_parse(struct str s, struct moment *out); /* as written; one to six digits */

enum period_kind {
	PERIOD_EMPTY = 0,
	PERIOD_YEAR,    /* 2026 */
	PERIOD_HALF,    /* 2026-S1 */
	PERIOD_QUARTER, /* 2026-Q1 */
	PERIOD_MONTH,   /* 2026-01 */
	PERIOD_DAY,     /* 2026-01-31 */
	/*
	 * 2026-C1: the first reporting campaign of 2026. Its days are not in its name: a plan's campaign
	 * tells them. Blocks of series hold these numbers, so that a new kind stands last.
	 */
	PERIOD_CAMPAIGN,
	PERIOD_KIND_COUNT_
};

/* Campaigns of a year are numbered from 1 to this, two digits at most. */
enum { CAMPAIGNS_A_YEAR = 99 };

/* A span of the calendar, in the spellings of SDMX 2.1 time periods (above); or a campaign. */
struct period {
	enum period_kind kind;
	struct date
		first; /* its first day; of a campaign, the day of its year that has its number */
};

#define PERIOD_NONE ((struct period){ .kind = PERIOD_EMPTY, .first = DATE_EMPTY })

bool period_parse(struct str s, struct period *out);
void period_write(struct buf *buf, struct period p);
struct date period_last_day(struct period p); /* of a campaign, that of its year */

/*
 * Counts the periods of a kind, so that neighbours differ by 1; p is not the empty one. Every year counts
 * CAMPAIGNS_A_YEAR campaigns, whether there were so many or not.
 */
int32_t period_ordinal(struct period p);
/* The period of the kind with the ordinal; false when it is in none of the years 1 to 9999. */
bool period_at(enum period_kind kind, int32_t ordinal, struct period *out);

int period_cmp(struct period a, struct period b); /* by first day, then by kind; empty first */

#endif
