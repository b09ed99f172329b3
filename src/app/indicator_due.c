/* See indicator_due.h. An indicator is judged as a variable of its schedule. */
#include "app/indicator_due.h"

#include "model/choices.h"
#include "model/framework.h"

/* The year in which the cycle ends, as the one period of the rule. */
static struct err due_at_end(const struct snapshot *snapshot, const struct plan *plan,
			     struct due_rule *rule, struct date day, struct due_coverage *out)
{
	const struct framework *framework =
		plan ? snapshot_find(snapshot, NOUN_FRAMEWORK, plan->framework) : NULL;
	struct due_period end;
	enum absence absence;

	if (!framework || date_empty(framework->ends))
		return OK;
	rule->kind = PERIOD_YEAR;
	end = (struct due_period){ .period = period_of_day(PERIOD_YEAR, framework->ends) };
	end.due = due_day(rule, end.period);
	absence = absence_on(rule, end.period, day);
	if (absence == ABSENCE_SILENCE)
		out->last = end;
	else if (absence == ABSENCE_NOT_DUE)
		out->next = end;
	return OK;
}

struct err indicator_due(const struct snapshot *snapshot, struct arena *arena,
			 const struct plan *plan, const struct indicator *indicator,
			 struct date day, struct due_coverage *out)
{
	struct variable like = { .schedule = indicator->schedule,
				 .first_due = PERIOD_NONE,
				 .due_after = indicator->due_after };
	struct due_rule rule = due_rule_of(snapshot, &like);

	*out = (struct due_coverage){ .last = { PERIOD_NONE, DATE_EMPTY, 0 },
				      .next = { PERIOD_NONE, DATE_EMPTY, 0 } };
	if (indicator->schedule == SCHEDULE_END_OF_CYCLE)
		return due_at_end(snapshot, plan, &rule, day, out);
	if (plan && !date_empty(plan->starts))
		rule.first = period_of_day(rule.kind, plan->starts);
	return due_periods_about(&rule, arena, day, out);
}
