/* See ratio.h. */
#include "cube/ratio.h"

#include <math.h>

#include "cube/aggregate.h"
#include "cube/observation.h"

static const double scales[] = { 1, 10, 100, 1e3, 1e4, 1e5, 1e6 };

enum { N_SCALES = sizeof(scales) / sizeof(scales[0]) };

/* Is the number, as far as it was written, the ratio on this scale? */
static bool fits(const struct ratio_part *part, double scale)
{
	double exact = scale * part->numerator / part->denominator;
	double unit = part->decimals == DECIMALS_UNKNOWN ? 0 : pow(10, -part->decimals);

	return fabs(part->number - exact) <= unit + 1e-9 * fabs(exact);
}

/* Nothing of nothing fits any scale. */
static bool is_nothing(const struct ratio_part *part)
{
	return part->numerator == 0 && part->denominator == 0;
}

bool ratio_scale(const struct ratio_part *parts, size_t n, double *scale_out)
{
	for (int s = 0; n > 0 && s < N_SCALES; s++) {
		bool fits_all = true;

		for (size_t i = 0; fits_all && i < n; i++)
			fits_all = is_nothing(&parts[i]) || fits(&parts[i], scales[s]);
		if (!fits_all)
			continue;
		*scale_out = scales[s];
		return true;
	}
	return false;
}

void ratio_of(const struct ratio_part *parts, size_t n, struct ratio *out)
{
	struct sum numerators = { 0, 0 }, denominators = { 0, 0 }, weighted = { 0, 0 };
	double scale;

	for (size_t i = 0; i < n; i++) {
		sum_add(&numerators, parts[i].numerator);
		sum_add(&denominators, parts[i].denominator);
		sum_add(&weighted, parts[i].number * parts[i].denominator);
	}
	out->numerator = sum_total(&numerators);
	out->denominator = sum_total(&denominators);
	out->is_of_sums = ratio_scale(parts, n, &scale);
	if (!(out->denominator > 0))
		out->number = NAN;
	else if (out->is_of_sums)
		out->number = scale * out->numerator / out->denominator;
	else
		out->number = sum_total(&weighted) / out->denominator;
}
