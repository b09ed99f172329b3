/*
 * Places of numbers. Two decimals are compared on the finer of their scales, in 128 bits; numbers
 * too large for that lose their last digits, which no figure could show.
 */
#include "figure/scale.h"

#include <assert.h>

enum { PLACE_BITS = 96 }; /* leaves room to multiply by a length */

/* An axis ends here; so that it can be rounded outward and still be written as a decimal. */
static const int64_t LARGEST = INT64_MAX / 4;

static int to_int(int128 n)
{
	return n > INT32_MAX / 2 ? INT32_MAX / 2 : n < INT32_MIN / 2 ? INT32_MIN / 2 : (int)n;
}

/* Half up, also below 0, so that equal steps stay equal. whole > 0. */
static int128 divide(int128 part, int128 whole)
{
	int128 twice = 2 * part + whole, quotient = twice / (2 * whole);

	return twice % (2 * whole) < 0 ? quotient - 1 : quotient;
}

static int place(int128 part, int128 whole, int length)
{
	assert(whole > 0);
	while (whole >> PLACE_BITS != 0 || part >> PLACE_BITS > 0 || part >> PLACE_BITS < -1) {
		whole = whole / 2 > 0 ? whole / 2 : 1;
		part /= 2;
	}
	return to_int(divide(part * length, whole));
}

int scale_amount(int64_t part, int64_t whole, int length)
{
	return place(part, whole, length);
}

static int128 units_at(struct decimal d, int scale)
{
	int128 units = d.units;

	for (int i = d.scale; i < scale; i++)
		units *= 10;
	return units;
}

int scale_decimal(struct decimal value, struct decimal from, struct decimal to, int length)
{
	int scale = value.scale;
	int128 start;

	assert(!decimal_empty(value) && !decimal_empty(from) && !decimal_empty(to));
	scale = from.scale > scale ? from.scale : scale;
	scale = to.scale > scale ? to.scale : scale;
	start = units_at(from, scale);
	return place(units_at(value, scale) - start, units_at(to, scale) - start, length);
}

int64_t scale_percent_of(struct decimal percent, int64_t total)
{
	int128 hundred = 100, result;

	assert(!decimal_empty(percent));
	for (int i = 0; i < percent.scale; i++)
		hundred *= 10;
	result = divide((int128)percent.units * total, hundred);
	return result > INT64_MAX ? INT64_MAX : result < INT64_MIN ? INT64_MIN : (int64_t)result;
}

/* The power of ten with this exponent, which may be negative: a step of an axis. */
struct step {
	int64_t factor; /* 1, 2 or 5 */
	int exponent;
};

static const int64_t factors[] = { 1, 2, 5 };

/* The same number with a scale that a decimal can have. */
static int128 in_units(struct step step, int scale)
{
	int128 units = step.factor;

	for (int i = -scale; i < step.exponent; i++)
		units *= 10;
	return units;
}

static int128 floor_to(int128 n, int128 step)
{
	int128 rest = n % step;

	return n - rest - (rest < 0 ? step : 0);
}

/* Steps of one size between the numbers, both ends rounded outward. */
static int128 steps_between(int128 low, int128 high, int128 step)
{
	return (floor_to(high + step - 1, step) - floor_to(low, step)) / step;
}

/* Can both ends be written as decimals with the digits that the step needs? */
static bool ends_fit(int128 low, int128 high, int scale, struct step step)
{
	int128 room = in_units((struct step){ .factor = 1, .exponent = step.exponent }, scale);
	int128 unit = step.exponent < 0 ? room : in_units((struct step){ .factor = 1 }, scale);

	return low / unit > -(int128)LARGEST && high / unit < LARGEST;
}

/* Tries steps from the smallest that the scale can hold until few enough of them are needed. */
static struct step find_step(int128 low, int128 high, int scale, int wanted)
{
	for (int exponent = -scale;; exponent++) {
		for (size_t i = 0; i < countof(factors); i++) {
			struct step step = { .factor = factors[i], .exponent = exponent };

			if (steps_between(low, high, in_units(step, scale)) <= wanted &&
			    ends_fit(low, high, scale, step))
				return step;
		}
	}
}

static int128 within(int128 units, int128 largest)
{
	return units > largest ? largest : units < -largest ? -largest : units;
}

/* Without the zeros at its end that say nothing: 20.0 as 20. */
static struct decimal tick_of(int128 units, int scale, struct step step)
{
	int least = step.exponent < 0 ? -step.exponent : 0;

	while (scale > least) {
		units /= 10;
		scale--;
	}
	return decimal_of((int64_t)units, (int8_t)scale);
}

struct axis axis_for(struct decimal low, struct decimal high, int wanted)
{
	struct axis axis = { .n_ticks = 0 };
	int scale = low.scale > high.scale ? low.scale : high.scale;
	int128 from, to, step, largest;
	struct step found;

	assert(!decimal_empty(low) && !decimal_empty(high) && decimal_cmp(low, high) <= 0);
	assert(wanted >= 2 && wanted < AXIS_TICKS_MAX);
	/* One digit more, so that numbers that differ by one unit can have ticks between them. */
	scale = scale < DECIMAL_SCALE_MAX ? scale + 1 : scale;
	largest = units_at(decimal_of(LARGEST / 2, 0), scale);
	from = within(units_at(low, scale), largest - 1);
	to = within(units_at(high, scale), largest);
	if (from >= to)
		to = from + 1;
	found = find_step(from, to, scale, wanted);
	step = in_units(found, scale);
	for (int128 at = floor_to(from, step); axis.n_ticks < AXIS_TICKS_MAX; at += step) {
		axis.ticks[axis.n_ticks++] = tick_of(at, scale, found);
		if (at >= to)
			break;
	}
	return axis;
}

int axis_place(const struct axis *axis, struct decimal value, int length)
{
	int place = scale_decimal(value, axis->ticks[0], axis->ticks[axis->n_ticks - 1], length);

	return place < 0 ? 0 : place > length ? length : place;
}
