/* The quick way to rows that need no more of their cells than the sum and the number. */
#include "app/data_gather.h"
#include "cube/period_sums.h"

static bool is_consecutive(const struct asked_periods *periods)
{
	for (size_t i = 1; i < periods->count; i++)
		if (periods->at[i].kind != periods->at[0].kind ||
		    periods->ordinals[i] != periods->ordinals[0] + (int32_t)i)
			return false;
	return periods->count > 0;
}

bool data_sums_apply(const struct data_gathering *g, struct data_by by,
		     const struct asked_periods *periods)
{
	const struct data_question *q = g->question;

	return (q->function == AGGREGATE_SUM || q->function == AGGREGATE_MEAN) &&
	       !data_is_weighted(q) && q->latest_within == 0 && !q->explain && !by.area &&
	       g->due.kind == PERIOD_EMPTY &&
	       (by.period || periods->count == 1 || g->over == OVER_PERIODS_EACH) &&
	       is_consecutive(periods);
}

static void tell(const struct data_question *question, const struct period_sums *sums, size_t i,
		 struct data_row *row)
{
	struct observed one = observed_absent();
	double total = period_sums_total(sums, i);

	row->n = row->counted = sums->n[i];
	if (row->n > 0) {
		one.state = OBSERVATION_VALUE;
		one.number = question->function == AGGREGATE_MEAN ? total / (double)row->n : total;
		one.status = sums->has_estimates[i] ? OBSERVATION_ESTIMATED : OBSERVATION_NORMAL;
	}
	row->observed = one;
}

struct err data_sums_rows(const struct data_gathering *g, struct arena *arena, bool by_period,
			  struct data_row row, const struct area_places *areas,
			  const struct asked_periods *periods, struct data_sink *sink)
{
	struct period_sums sums;

	TRY(period_sums_init(&sums, arena, periods->at[0].kind, periods->ordinals[0],
			     periods->count));
	for (size_t i = 0; i < areas->count; i++)
		if (g->slice->views[areas->at[i]].count > 0)
			period_sums_add(&sums, &g->slice->views[areas->at[i]]);
	row.of = areas->count;
	if (!by_period) {
		period_sums_fold(&sums);
		row.of *= periods->count;
		row.period = periods->count == 1 ? periods->at[0] : PERIOD_NONE;
		row.over_periods = g->over;
		tell(g->question, &sums, 0, &row);
		return sink->take(sink, &row);
	}
	for (size_t i = 0; i < periods->count; i++) {
		row.period = periods->at[i];
		tell(g->question, &sums, i, &row);
		TRY(sink->take(sink, &row));
	}
	return OK;
}
