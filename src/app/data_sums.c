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

bool data_sums_apply(const struct data_gathering *g, struct data_by by)
{
	const struct data_question *q = g->question;

	return (q->function == AGGREGATE_SUM || q->function == AGGREGATE_MEAN) &&
	       !data_is_weighted(q) && q->latest_within == 0 && !q->explain && !by.area &&
	       g->due.kind == PERIOD_EMPTY &&
	       (by.period || g->periods.count == 1 || g->over == OVER_PERIODS_EACH) &&
	       is_consecutive(&g->periods);
}

static void tell(const struct data_question *question, const struct period_sums *sums, size_t i,
		 struct data_row *row)
{
	struct observed *one = &row->observed;
	double total = period_sums_total(sums, i);

	row->n = row->counted = sums->n[i];
	one->state = row->n > 0 ? OBSERVATION_VALUE : OBSERVATION_ABSENT;
	one->status = sums->has_estimates[i] ? OBSERVATION_ESTIMATED : OBSERVATION_NORMAL;
	one->number = row->n == 0                            ? NAN
		      : question->function == AGGREGATE_MEAN ? total / (double)row->n
							     : total;
}

static void add_all(const struct data_slice *slice, const struct summed_groups *groups,
		    int32_t first, struct period_sums *sums)
{
	for (size_t i = 0; i < groups->n_turns; i++) {
		const struct series_head *head = slice->heads[groups->turns[i].area];

		if (i + AREAS_AHEAD < groups->n_turns)
			data_slice_expect(slice, groups->turns[i + AREAS_AHEAD].area, first);
		if (head)
			period_sums_add(&sums[groups->turns[i].part], head);
	}
}

static struct err rows_of_group(const struct data_gathering *g, bool by_period, struct data_row row,
				size_t n_areas, struct period_sums *sums, struct data_sink *sink)
{
	const struct asked_periods *periods = &g->periods;

	row.of = n_areas;
	row.observed = observed_absent();
	if (!by_period) {
		period_sums_fold(sums);
		row.of *= periods->count;
		row.period = periods->count == 1 ? periods->at[0] : PERIOD_NONE;
		row.over_periods = g->over;
		tell(g->question, sums, 0, &row);
		return sink->take(sink, &row);
	}
	for (size_t i = 0; i < periods->count; i++) {
		row.period = periods->at[i];
		tell(g->question, sums, i, &row);
		TRY(sink->take(sink, &row));
	}
	return OK;
}

struct err data_sums_rows(const struct data_gathering *g, struct arena *arena, bool by_period,
			  const struct data_row *about, const struct summed_groups *groups,
			  struct data_sink *sink)
{
	struct data_row row = *about;
	struct period_sums *sums;

	TRY_NEW(sums = NEW(arena, struct period_sums, groups->count + 1));
	for (size_t i = 0; i < groups->count; i++)
		TRY(period_sums_init(&sums[i], arena, g->periods.at[0].kind, g->periods.ordinals[0],
				     g->periods.count));
	add_all(g->slice, groups, g->periods.ordinals[0], sums);
	for (size_t i = 0; i < groups->count; i++) {
		row.group = groups->at[i].group;
		TRY(rows_of_group(g, by_period, row, groups->at[i].count, &sums[i], sink));
	}
	return OK;
}
