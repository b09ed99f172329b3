/* See due.h. */
#include "app/due.h"

#include "model/campaign.h"
#include "model/choices.h"

/* ---- The rule ---- */

static enum period_kind kind_of_schedule(int schedule)
{
	switch (schedule) {
	case SCHEDULE_YEARLY:
		return PERIOD_YEAR;
	case SCHEDULE_HALF_YEARLY:
		return PERIOD_HALF;
	case SCHEDULE_QUARTERLY:
		return PERIOD_QUARTER;
	case SCHEDULE_MONTHLY:
		return PERIOD_MONTH;
	case SCHEDULE_CAMPAIGN:
		return PERIOD_CAMPAIGN;
	default: /* The end of a cycle is a plan's, and no period of a variable. */
		return PERIOD_EMPTY;
	}
}

struct due_rule due_rule_of(const struct snapshot *snapshot, const struct variable *variable)
{
	struct due_rule rule = { .snapshot = snapshot,
				 .first = PERIOD_NONE,
				 .after = INTEGER_EMPTY };

	if (!variable)
		return rule;
	rule.kind = kind_of_schedule(variable->schedule);
	rule.first = variable->first_due;
	rule.after = variable->due_after;
	return rule;
}

static bool is_expected(const struct due_rule *rule, struct period period)
{
	return rule->kind != PERIOD_EMPTY && period.kind == rule->kind &&
	       (rule->first.kind != rule->kind || period_cmp(rule->first, period) <= 0);
}

/* ---- Days ---- */

static const struct campaign *campaign_of(const struct due_rule *rule, struct period period)
{
	struct rows rows = snapshot_rows(rule->snapshot, NOUN_CAMPAIGN);
	const struct campaign *campaign;

	while ((campaign = rows_next(&rows)))
		if (period_cmp(campaign->code, period) == 0)
			return campaign;
	return NULL;
}

/* The last day of the period itself. */
static struct date end_of(const struct due_rule *rule, struct period period)
{
	const struct campaign *campaign;

	if (period.kind != PERIOD_CAMPAIGN)
		return period_last_day(period);
	campaign = campaign_of(rule, period);
	return campaign ? campaign->closes : DATE_EMPTY;
}

static bool is_after_last_date(struct date day)
{
	return day.day > date_of(9999, 12, 31).day;
}

struct date due_day(const struct due_rule *rule, struct period period)
{
	struct date end = end_of(rule, period);
	int64_t after = rule->after;

	/* A campaign says itself until when values are taken. */
	if (period.kind == PERIOD_CAMPAIGN && after == INTEGER_EMPTY)
		after = 0;
	if (date_empty(end) || after < 0 || after > INT32_MAX / 2)
		return DATE_EMPTY;
	end.day += (int32_t)after;
	return is_after_last_date(end) ? DATE_EMPTY : end;
}

enum absence absence_on(const struct due_rule *rule, struct period period, struct date day)
{
	struct date due, end;

	if (!is_expected(rule, period))
		return ABSENCE_UNTOLD;
	due = due_day(rule, period);
	if (!date_empty(due))
		return date_cmp(day, due) <= 0 ? ABSENCE_NOT_DUE : ABSENCE_SILENCE;
	/* Of a period that has not ended no value can be due, whatever the days are. */
	end = end_of(rule, period);
	return !date_empty(end) && date_cmp(day, end) <= 0 ? ABSENCE_NOT_DUE : ABSENCE_UNTOLD;
}

/* ---- Periods ---- */

struct period period_of_day(enum period_kind kind, struct date day)
{
	struct civil c = date_civil(day);
	struct period period = { .kind = kind };
	int32_t months = kind == PERIOD_YEAR      ? 12
			 : kind == PERIOD_HALF    ? 6
			 : kind == PERIOD_QUARTER ? 3
						  : 1;

	if (kind == PERIOD_EMPTY || kind == PERIOD_CAMPAIGN)
		return PERIOD_NONE;
	period.first = kind == PERIOD_DAY ? day
					  : date_of(c.year, (c.month - 1) / months * months + 1, 1);
	return period;
}

static struct err campaigns_due(const struct due_rule *rule, struct period from, struct date day,
				struct list *periods)
{
	struct rows rows = snapshot_rows(rule->snapshot, NOUN_CAMPAIGN);
	const struct campaign *campaign;

	while ((campaign = rows_next(&rows))) {
		bool is_open = date_empty(campaign->opens) || date_cmp(campaign->opens, day) <= 0;

		if (is_open && period_cmp(from, campaign->code) <= 0 &&
		    is_expected(rule, campaign->code))
			TRY(list_push(periods, &campaign->code));
	}
	return OK;
}

struct err due_periods(const struct due_rule *rule, struct period from, struct date day,
		       struct list *periods)
{
	struct period last = period_of_day(rule->kind, day), period;

	if (rule->kind == PERIOD_CAMPAIGN)
		return campaigns_due(rule, from, day, periods);
	if (rule->first.kind == rule->kind &&
	    (from.kind != rule->kind || period_cmp(from, rule->first) < 0))
		from = rule->first;
	if (rule->kind == PERIOD_EMPTY || from.kind != rule->kind)
		return OK;
	for (int32_t i = period_ordinal(from); i <= period_ordinal(last); i++)
		if (period_at(rule->kind, i, &period))
			TRY(list_push(periods, &period));
	return OK;
}
