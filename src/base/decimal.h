/*
 * Exact decimal numbers: units / 10^scale, with the number of digits as written (13.20 keeps its
 * zero). Plan figures, money and targets are decimals; binary floating point is for observations.
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/err.h"

enum { DECIMAL_SCALE_MAX = 15, DECIMAL_TEXT_MAX = 24, DECIMAL_EMPTY_SCALE = -1 };

__extension__ typedef __int128 int128;

struct buf;

struct decimal {
	int64_t units;
	int8_t scale; /* digits after the point; DECIMAL_EMPTY_SCALE: there is no number */
};

#define DECIMAL_EMPTY ((struct decimal){ .units = 0, .scale = DECIMAL_EMPTY_SCALE })

static inline bool decimal_empty(struct decimal d)
{
	return d.scale < 0;
}

static inline struct decimal decimal_of(int64_t units, int8_t scale)
{
	return (struct decimal){ .units = units, .scale = scale };
}

/* "-12.50": sign, digits, at most one point with digits on both sides. No exponent, no spaces. */
bool decimal_parse(struct str s, struct decimal *out);
void decimal_write(struct buf *buf, struct decimal d); /* nothing for the empty one */

/* Exact order by value: 13.2 and 13.20 compare as 0. Neither may be empty. */
int decimal_cmp(struct decimal a, struct decimal b);

/* Exact; false when the result does not fit. Neither may be empty. */
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out);

/* numerator * factor / denominator rounded half away from zero to scale digits; denominator > 0. */
bool decimal_ratio(int64_t numerator, int64_t factor, int64_t denominator, int8_t scale,
		   struct decimal *out);

/* Rounded half away from zero to fewer digits, or padded with zeros to more. */
bool decimal_round(struct decimal d, int8_t scale, struct decimal *out);

/*
 * Is the stated figure the exact ratio numerator * factor / denominator, within half a unit of its
 * last printed digit? Compared in integers, so that the answer is exact. denominator > 0.
 */
bool decimal_states_ratio(struct decimal stated, int64_t numerator, int64_t factor,
			  int64_t denominator);

#endif
