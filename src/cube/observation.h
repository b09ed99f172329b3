/*
 * One observed fact: what was found of a variable, in an area and a period, within a slice. Numbers are
 * doubles with the decimals that were reported; emptiness has its reasons, and a zero is a value.
 */
#ifndef CUBE_OBSERVATION_H
#define CUBE_OBSERVATION_H

#include <math.h>

#include "base/date.h"
#include "base/str.h"

/* What is known about a cell. Silence and "not due yet" are derived from schedules, and never stored. */
enum observation_state {
	OBSERVATION_VALUE = 0, /* a number, zero among them, or an answer */
	OBSERVATION_NOT_APPLICABLE,
	OBSERVATION_WITHHELD,     /* it exists and is not told */
	OBSERVATION_NOT_REPORTED, /* asked, and answered so */
	OBSERVATION_ABSENT,       /* no cell at all: only where a cell is taken away */
	OBSERVATION_STATE_COUNT_
};

/* How a value came about, by the letters of SDMX's CL_OBS_STATUS. */
enum {
	OBSERVATION_NORMAL = 'A',
	OBSERVATION_BREAK = 'B', /* not to be compared with what was before */
	OBSERVATION_ESTIMATED = 'E',
	OBSERVATION_MODELLED = 'N',
};

enum { DECIMALS_UNKNOWN = -1, DECIMALS_MOST = 15 };

/* Does it make an estimate of what is made with it? A break does not. */
static inline bool status_is_estimate(char status)
{
	return status != OBSERVATION_NORMAL && status != OBSERVATION_BREAK;
}

/* The content of a cell. Texts are borrowed. */
struct observed {
	enum observation_state state;
	char status;                   /* of CL_OBS_STATUS */
	int8_t decimals;               /* as reported, or DECIMALS_UNKNOWN */
	double number;                 /* NAN: it is an answer, or there is no value */
	double numerator, denominator; /* of a ratio; NAN: not known */
	struct str
		answer; /* codes of the variable's answer list, sorted, "; " between; empty: a number */
	struct str source; /* who reported or estimated it, as the file says; empty: not said */
};

/* Where a cell stands. Texts are borrowed. */
struct series_key {
	struct str variable; /* a variable's key */
	struct str slice; /* canonical, by slice_write; empty: actual values, no disaggregation */
	struct str area;  /* an area's or an area_group's key */
};

struct observation {
	struct series_key key;
	struct period period;
	struct observed observed;
};

/*
 * The code of CL_OBS_STATUS under which a cell is given out: its own, or that of why it is empty: M
 * cannot exist, Q suppressed, L not collected, O missing without a reason.
 */
static inline char observed_code(const struct observed *observed)
{
	static const char codes[] = {
		[OBSERVATION_VALUE] = 'A',    [OBSERVATION_NOT_APPLICABLE] = 'M',
		[OBSERVATION_WITHHELD] = 'Q', [OBSERVATION_NOT_REPORTED] = 'L',
		[OBSERVATION_ABSENT] = 'O',
	};

	return observed->state == OBSERVATION_VALUE ? observed->status : codes[observed->state];
}

#endif
