/* See over_periods.h. */
#include "app/over_periods.h"

#include "cube/aggregate.h"
#include "cube/ratio.h"
#include "cube/series.h"
#include "model/choices.h"

enum over_periods over_periods_of(const struct variable *variable, int64_t latest_within)
{
	int64_t accumulation = variable ? variable->accumulation : 0;

	if (accumulation == ACCUMULATION_FLOW)
		return OVER_PERIODS_SUM;
	return accumulation == 0 && latest_within == 0 ? OVER_PERIODS_EACH : OVER_PERIODS_LAST;
}

/* What is known of all of them together: made of an estimate it is one. */
static void add_about(const struct observed *one, struct observed *all)
{
	if (status_is_estimate(one->status))
		all->status = OBSERVATION_ESTIMATED;
	if (one->decimals > all->decimals)
		all->decimals = one->decimals;
}

/* Their ratio where all of them have their parts; otherwise the sum stays. */
static void make_ratio(const struct ratio_part *parts, size_t n, struct observed *all)
{
	struct ratio ratio;
	double scale;

	for (size_t i = 0; i < n; i++)
		if (!isfinite(parts[i].numerator) || !(parts[i].denominator >= 0) ||
		    !isfinite(parts[i].denominator))
			return;
	if (!ratio_scale(parts, n, &scale))
		return;
	ratio_of(parts, n, &ratio);
	all->number = ratio.number;
	all->numerator = ratio.numerator;
	all->denominator = ratio.denominator;
	all->decimals = DECIMALS_UNKNOWN;
}

struct err over_periods_sum(struct arena *scratch, const struct data_cell *cells, size_t n,
			    struct data_cell *out)
{
	struct data_cell one = cells[n - 1];
	struct observed all = observed_absent();
	struct sum sum = { 0, 0 };
	struct ratio_part *parts;
	size_t count = 0;

	TRY_NEW(parts = NEW(scratch, struct ratio_part, n));
	for (size_t i = 0; i < n; i++) {
		const struct observed *observed = &cells[i].observed;

		if (observed->state != OBSERVATION_VALUE || isnan(observed->number))
			continue;
		sum_add(&sum, observed->number);
		add_about(observed, &all);
		parts[count++] = (struct ratio_part){ observed->number, observed->numerator,
						      observed->denominator, observed->decimals };
	}
	/* Without a number in any of the periods, the last says why. */
	if (count > 0) {
		all.state = OBSERVATION_VALUE;
		all.number = sum_total(&sum);
		make_ratio(parts, count, &all);
		one.observed = all;
	}
	*out = one;
	return OK;
}
