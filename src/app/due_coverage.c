/* See due_coverage.h. */
#include "app/due_coverage.h"

#include "store/series.h"

/* How many periods back the last that was due is looked for. */
enum { PERIODS_BACK = 400 };

static struct period some_periods_before(struct period period)
{
	struct period first;

	if (period.kind == PERIOD_EMPTY ||
	    !period_at(period.kind, period_ordinal(period) - PERIODS_BACK, &first))
		return period;
	return first;
}

struct err due_periods_about(const struct due_rule *rule, struct arena *arena, struct date day,
			     struct due_coverage *out)
{
	struct due_coverage about = { .last = { PERIOD_NONE, DATE_EMPTY, 0 },
				      .next = { PERIOD_NONE, DATE_EMPTY, 0 } };
	struct list periods = LIST(arena, struct period);

	TRY(due_periods(rule, some_periods_before(period_of_day(rule->kind, day)), day, &periods));
	for (size_t i = periods.count; i-- > 0 && about.last.period.kind == PERIOD_EMPTY;) {
		struct period period = *LIST_AT(periods, struct period, i);
		struct due_period one = { period, due_day(rule, period), 0 };
		enum absence absence = absence_on(rule, period, day);

		if (absence == ABSENCE_SILENCE)
			about.last = one;
		else if (absence == ABSENCE_NOT_DUE)
			about.next = one;
	}
	*out = about;
	return OK;
}

static size_t count_there(const struct series_set *set, struct period period)
{
	size_t n = 0;

	for (size_t i = 0; period.kind != PERIOD_EMPTY && i < series_set_count(set); i++) {
		struct series_view view = series_set_view(set, i);
		size_t place = series_find(&view, period);

		n += place != SIZE_MAX && series_state(&view, place) != OBSERVATION_ABSENT;
	}
	return n;
}

struct err due_coverage(const struct app *app, const struct snapshot *snapshot, struct arena *arena,
			const struct variable *variable, struct str slice, struct date day,
			struct due_coverage *out)
{
	struct due_rule rule = due_rule_of(snapshot, variable);
	struct series_set *set;

	TRY(due_periods_about(&rule, arena, day, out));
	if (out->last.period.kind == PERIOD_EMPTY && out->next.period.kind == PERIOD_EMPTY)
		return OK;
	TRY(store_slice(app->store, variable->code, slice, snapshot_head(snapshot).batch, &set));
	out->last.n_there = count_there(set, out->last.period);
	out->next.n_there = count_there(set, out->next.period);
	series_set_release(set);
	return OK;
}
