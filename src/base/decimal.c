/*
 * Exact decimal arithmetic on 64-bit units with 128-bit intermediate results. Where even 128 bits
 * would not do (numerator * factor * 10^scale), a ratio is split into its whole part and the rest,
 * each of which fits.
 */
#include "base/decimal.h"

#include "base/buf.h"

#include <assert.h>

static const int64_t powers_of_ten[] = {
	1,
	10,
	100,
	1000,
	10000,
	100000,
	1000000,
	10000000,
	100000000,
	1000000000,
	10000000000,
	100000000000,
	1000000000000,
	10000000000000,
	100000000000000,
	1000000000000000,
};
_Static_assert(countof(powers_of_ten) == DECIMAL_SCALE_MAX + 1, "a power for every scale");

static int64_t power_of_ten(int8_t scale)
{
	assert(scale >= 0 && scale <= DECIMAL_SCALE_MAX);
	return powers_of_ten[scale];
}

static bool fits(int128 units, int8_t scale, struct decimal *out)
{
	if (units < INT64_MIN || units > INT64_MAX)
		return false;
	*out = decimal_of((int64_t)units, scale);
	return true;
}

bool decimal_parse(struct str s, struct decimal *out)
{
	size_t point = str_find_char(s, '.', 0);
	bool negative = str_starts(s, S("-"));
	size_t whole = (point == SIZE_MAX ? s.len : point) - (size_t)negative;
	size_t scale = point == SIZE_MAX ? 0 : s.len - point - 1;
	int64_t units = 0;

	if (s.len == 0 || whole == 0 || scale > DECIMAL_SCALE_MAX)
		return false;
	if (point != SIZE_MAX && scale == 0)
		return false;
	for (size_t i = negative; i < s.len; i++) {
		int digit = s.at[i] - '0';

		if (i == point)
			continue;
		if (digit < 0 || digit > 9 || __builtin_mul_overflow(units, 10, &units) ||
		    __builtin_sub_overflow(units, digit, &units))
			return false;
	}
	/* Summed below zero, where there is room for one number more. */
	return fits(negative ? (int128)units : -(int128)units, (int8_t)scale, out);
}

void decimal_write(struct buf *buf, struct decimal d)
{
	uint64_t magnitude, power;

	if (decimal_empty(d))
		return;
	magnitude = d.units < 0 ? -(uint64_t)d.units : (uint64_t)d.units;
	power = (uint64_t)power_of_ten(d.scale);
	if (d.units < 0)
		buf_char(buf, '-');
	buf_digits(buf, magnitude / power, 1);
	if (d.scale > 0) {
		buf_char(buf, '.');
		buf_digits(buf, magnitude % power, d.scale);
	}
}

/* The units that the number has at a scale not below its own: less than 2^113 in magnitude. */
static int128 units_at(struct decimal d, int8_t scale)
{
	assert(!decimal_empty(d));
	return (int128)d.units * power_of_ten((int8_t)(scale - d.scale));
}

static int8_t finer_scale(struct decimal a, struct decimal b)
{
	return a.scale > b.scale ? a.scale : b.scale;
}

int decimal_cmp(struct decimal a, struct decimal b)
{
	int8_t scale = finer_scale(a, b);
	int128 m = units_at(a, scale), n = units_at(b, scale);

	return (m > n) - (m < n);
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
	int8_t scale = finer_scale(a, b);

	return fits(units_at(a, scale) + units_at(b, scale), scale, out);
}

bool decimal_sub(struct decimal a, struct decimal b, struct decimal *out)
{
	int8_t scale = finer_scale(a, b);

	return fits(units_at(a, scale) - units_at(b, scale), scale, out);
}

/* n / d to the nearest whole number, a half away from zero. d > 0, and 2 * d fits. */
static int128 divide_rounded(int128 n, int128 d)
{
	int128 quotient = n / d, rest = n % d;

	if (rest >= 0)
		return quotient + (2 * rest >= d);
	return quotient - (-2 * rest >= d);
}

bool decimal_ratio(int64_t numerator, int64_t factor, int64_t denominator, int8_t scale,
		   struct decimal *out)
{
	int64_t power = power_of_ten(scale);
	int128 product = (int128)numerator * factor;
	int128 whole, rest;

	assert(denominator > 0);
	/* Both have the sign of the product, so that rounding the rest rounds the sum. */
	whole = product / denominator;
	rest = product % denominator;
	if (whole < INT64_MIN || whole > INT64_MAX)
		return false;
	return fits(whole * power + divide_rounded(rest * power, denominator), scale, out);
}

bool decimal_round(struct decimal d, int8_t scale, struct decimal *out)
{
	assert(!decimal_empty(d));
	if (scale >= d.scale)
		return fits(units_at(d, scale), scale, out);
	return fits(divide_rounded(d.units, power_of_ten((int8_t)(d.scale - scale))), scale, out);
}

bool decimal_states_ratio(struct decimal stated, int64_t numerator, int64_t factor,
			  int64_t denominator)
{
	int64_t power = power_of_ten(stated.scale);
	int128 product = (int128)numerator * factor;
	int128 whole, rest, over, twice;

	assert(denominator > 0);
	whole = product / denominator;
	rest = product % denominator;
	/*
	 * In units of the last digit, the stated figure less the exact one is over - rest * power /
	 * denominator, and the fraction's magnitude is below power. An over beyond that by one or more
	 * is too far; within it, the difference times 2 * denominator stays below 2^116.
	 */
	if (whole < INT64_MIN || whole > INT64_MAX)
		return false;
	over = stated.units - whole * power;
	if (over > (int128)power + 1 || over < -(int128)power - 1)
		return false;
	twice = 2 * (over * denominator - rest * power);
	return twice <= denominator && twice >= -(int128)denominator;
}
