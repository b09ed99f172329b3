/* See data_periods.h. */
#include "app/data_periods.h"

#include "base/list.h"
#include "model/campaign.h"

bool data_periods_are_settled(const struct data_question *question)
{
	return question->from.kind != PERIOD_EMPTY &&
	       (question->from.kind != PERIOD_CAMPAIGN ||
		period_cmp(question->from, question->to) == 0);
}

static struct err with_ordinals(const struct list *periods, struct asked_periods *out)
{
	const struct period *all = periods->at;
	int32_t *ordinals;

	TRY_NEW(ordinals = NEW(periods->arena, int32_t, periods->count + 1));
	for (size_t i = 0; i < periods->count; i++)
		ordinals[i] = period_ordinal(all[i]);
	*out = (struct asked_periods){ all, ordinals, periods->count };
	return OK;
}

struct err data_periods_settle(struct arena *arena, const struct data_question *question,
			       struct asked_periods *out)
{
	struct list periods = LIST(arena, struct period);
	struct period period;

	for (int32_t i = period_ordinal(question->from); i <= period_ordinal(question->to); i++)
		if (period_at(question->from.kind, i, &period))
			TRY(list_push(&periods, &period));
	return with_ordinals(&periods, out);
}

/*
 * Campaigns are not counted through, since a year has as many as it has: those that the plan knows between
 * the two, and those that there are values of.
 */
static struct err campaigns_asked(const struct snapshot *snapshot,
				  const struct data_question *question,
				  const struct data_slice *slice, struct list *periods)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_CAMPAIGN);
	const struct campaign *campaign;
	size_t kept = 0;

	while ((campaign = rows_next(&rows)))
		TRY(list_push(periods, &campaign->code));
	TRY(data_slice_periods(slice, periods));
	for (size_t i = 0; i < periods->count; i++) {
		struct period *period = LIST_AT(*periods, struct period, i);

		if (period->kind == PERIOD_CAMPAIGN && period_cmp(*period, question->from) >= 0 &&
		    period_cmp(*period, question->to) <= 0)
			*LIST_AT(*periods, struct period, kept++) = *period;
	}
	periods->count = kept;
	return OK;
}

struct err data_periods_of(const struct snapshot *snapshot, struct arena *arena,
			   const struct data_question *question, const struct data_slice *slice,
			   struct asked_periods *out)
{
	struct list periods = LIST(arena, struct period);

	if (question->from.kind == PERIOD_CAMPAIGN)
		TRY(campaigns_asked(snapshot, question, slice, &periods));
	else
		TRY(data_slice_periods(slice, &periods));
	return with_ordinals(&periods, out);
}
