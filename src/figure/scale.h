/* From numbers to places: exact, in integers, rounded half up, so that a figure's bytes are stable. */
#ifndef FIGURE_SCALE_H
#define FIGURE_SCALE_H

#include "base/decimal.h"

/* length * part / whole; parts below 0 and above the whole stay so. whole > 0. */
int scale_amount(int64_t part, int64_t whole, int length);

/* Where the value lies when `from` is at 0 and `to` at the length; from < to, none empty. */
int scale_decimal(struct decimal value, struct decimal from, struct decimal to, int length);

/* What `percent` of the total is, in the total's units. percent is not empty. */
int64_t scale_percent_of(struct decimal percent, int64_t total);

enum { AXIS_TICKS_MAX = 12 };

/* An axis whose ticks are round numbers: 1, 2 or 5 times a power of ten apart. */
struct axis {
	struct decimal ticks[AXIS_TICKS_MAX]; /* ascending; the first and last are its ends */
	int n_ticks;                          /* 2 at least */
};

/* An axis that holds both numbers, in about `wanted` steps. Neither is empty, low <= high. */
struct axis axis_for(struct decimal low, struct decimal high, int wanted);

/* Where the value lies on the axis; at its end when it is beyond. */
int axis_place(const struct axis *axis, struct decimal value, int length);

#endif
