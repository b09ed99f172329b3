/*
 * Ratios of several areas as the ratio of all of them together: the sum of the numerators over the sum of
 * the denominators, and not a mean that counts every area the same. A value may be on another scale than
 * numerator over denominator (per cent, per 100,000): the power of ten between is found from the cells.
 */
#ifndef CUBE_RATIO_H
#define CUBE_RATIO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The ratio of one cell as it was reported. */
struct ratio_part {
	double number;
	double numerator, denominator; /* NAN: not known */
	int8_t decimals;               /* of the number; DECIMALS_UNKNOWN: as it stands */
};

struct ratio {
	double number;                 /* NAN: nothing can be told */
	double numerator, denominator; /* their sums; numerator NAN: some part has none */
	bool is_of_sums; /* false: a mean of the numbers weighted by their denominators */
};

/*
 * All parts have a number and a denominator that is finite and not negative. The sums are taken where each
 * part has a numerator and one power of ten (from 1 to a million) fits all of them within a unit of the
 * last decimal of their numbers; otherwise the numbers are weighted by their denominators.
 */
void ratio_of(const struct ratio_part *parts, size_t n, struct ratio *out);

/* The same over periods: may the parts be summed so? False also when there are none. */
bool ratio_scale(const struct ratio_part *parts, size_t n, double *scale_out);

#endif
