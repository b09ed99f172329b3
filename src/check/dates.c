/*
 * Dates against cycles: actions and reviews of risks lie within their plan; duties within the plan or
 * the framework that it carries out, because reports on a plan are due until the end of the cycle;
 * milestones and targets within a framework whose results the indicator measures. A cycle without a
 * first or last day is open on that side.
 */
#include "check/families.h"

#include "check/serves.h"
#include "model/action.h"
#include "model/duty.h"
#include "model/framework.h"
#include "model/node.h"
#include "model/outcome.h"
#include "model/plan.h"
#include "model/risk.h"
#include "model/target.h"
#include "model/tree.h"

/* A span of days; either end may be empty. The name is of the plan or framework whose it is. */
struct cycle {
	struct date first, last;
	struct str name;
};

/* Nothing is outside of it. */
static struct cycle always(void)
{
	return (struct cycle){ .first = DATE_EMPTY, .last = DATE_EMPTY };
}

static struct cycle plan_cycle(const struct snapshot *snapshot, struct str key)
{
	const struct plan *plan = snapshot_find(snapshot, NOUN_PLAN, key);

	return plan ? (struct cycle){ plan->starts, plan->ends, plan->code } : always();
}

static struct cycle framework_cycle(const struct snapshot *snapshot, struct str key)
{
	const struct framework *framework = snapshot_find(snapshot, NOUN_FRAMEWORK, key);

	return framework ? (struct cycle){ framework->starts, framework->ends, framework->code }
			 : always();
}

static struct date earlier(struct date a, struct date b)
{
	return date_empty(a) || date_empty(b) ? DATE_EMPTY : date_cmp(a, b) < 0 ? a : b;
}

static struct date later(struct date a, struct date b)
{
	return date_empty(a) || date_empty(b) ? DATE_EMPTY : date_cmp(a, b) > 0 ? a : b;
}

/* From the first day of either to the last day of either, in the name of the second. */
static struct cycle cycle_join(struct cycle a, struct cycle b)
{
	return (struct cycle){ earlier(a.first, b.first), later(a.last, b.last), b.name };
}

/* From its first to its last day; the argument shows it as it was written. */
struct span {
	struct date first, last;
	struct finding_arg shown;
};

static struct span day_span(struct date day)
{
	return (struct span){ day, day, arg_date(day) };
}

static struct span period_span(struct period period)
{
	return (struct span){ period.first, period_last_day(period), arg_period(period) };
}

static bool begins_before(const struct span *span, const struct cycle *cycle)
{
	return !date_empty(cycle->first) && date_cmp(span->first, cycle->first) < 0;
}

static bool ends_after(const struct span *span, const struct cycle *cycle)
{
	return !date_empty(cycle->last) && date_cmp(span->last, cycle->last) > 0;
}

static bool is_inside(struct span span, struct cycle cycle)
{
	return !begins_before(&span, &cycle) && !ends_after(&span, &cycle);
}

/* Message 0: before the cycle begins; 1: after it ends. */
static struct err judge(const struct check_run *run, struct finding finding, struct span span,
			struct cycle cycle)
{
	bool before = begins_before(&span, &cycle);

	if (is_inside(span, cycle))
		return OK;
	finding.message = before ? 0 : 1;
	return check_found(run, finding,
			   (struct finding_args){ {
				   span.shown,
				   arg_date(before ? cycle.first : cycle.last),
				   arg_text(cycle.name),
			   } });
}

static struct err judge_day(const struct check_run *run, struct finding finding, struct date day,
			    struct cycle cycle)
{
	return date_empty(day) ? OK : judge(run, finding, day_span(day), cycle);
}

static struct err judge_period(const struct check_run *run, struct finding finding,
			       struct period period, struct cycle cycle)
{
	return period.kind == PERIOD_EMPTY ? OK : judge(run, finding, period_span(period), cycle);
}

static struct err judge_actions(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_ACTION);
	struct cycle cycle = always();
	const struct action *action;

	while ((action = rows_next(&rows))) {
		if (!str_eq(cycle.name, action->plan))
			cycle = plan_cycle(run->snapshot, action->plan);
		TRY(judge_day(run, finding_at(S("action"), rows.key, S("starts")), action->starts,
			      cycle));
		TRY(judge_day(run, finding_at(S("action"), rows.key, S("ends")), action->ends,
			      cycle));
	}
	return OK;
}

static struct err judge_reviews(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_RISK);
	const struct risk *risk;

	while ((risk = rows_next(&rows)))
		TRY(judge_day(run, finding_at(S("risk"), rows.key, S("next_review")),
			      risk->next_review, plan_cycle(run->snapshot, risk->plan)));
	return OK;
}

static struct err judge_duties(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_DUTY);
	const struct duty *duty;

	while ((duty = rows_next(&rows))) {
		const struct plan *plan = snapshot_find(run->snapshot, NOUN_PLAN, duty->plan);
		struct cycle cycle =
			plan ? cycle_join(plan_cycle(run->snapshot, duty->plan),
					  framework_cycle(run->snapshot, plan->framework))
			     : always();

		TRY(judge_period(run, finding_at(S("duty"), rows.key, S("first")), duty->first,
				 cycle));
		TRY(judge_period(run, finding_at(S("duty"), rows.key, S("last")), duty->last,
				 cycle));
	}
	return OK;
}

/* The framework of a node, or of an outcome's node; empty when the link leads to neither. */
static struct str framework_behind(const struct snapshot *snapshot, const struct link *link)
{
	const struct node *node = NULL;

	if (link_measures(link, NOUN_OUTCOME)) {
		const struct outcome *outcome = snapshot_find(snapshot, NOUN_OUTCOME, link->to_key);

		node = outcome ? snapshot_find(snapshot, NOUN_NODE, outcome->node) : NULL;
	} else if (link_measures(link, NOUN_NODE)) {
		node = snapshot_find(snapshot, NOUN_NODE, link->to_key);
	}
	return node ? node_framework(node) : S("");
}

/* The cycles of all frameworks that have a plan: for indicators of outputs, which serve them all. */
static struct cycle planned_cycle(const struct snapshot *snapshot)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_PLAN);
	struct cycle all = always();
	const struct plan *plan;
	bool any = false;

	while ((plan = rows_next(&rows))) {
		struct cycle cycle = framework_cycle(snapshot, plan->framework);

		all = any ? cycle_join(all, cycle) : cycle;
		any = true;
	}
	return all;
}

/* The cycles of the frameworks whose results the indicator measures, taken together. */
static struct err indicator_cycle(const struct snapshot *snapshot, struct str indicator,
				  const struct cycle *planned, struct cycle *out)
{
	struct found_rows links;
	bool any = false;

	TRY(links_from_indicator(snapshot, indicator, &links));
	*out = *planned;
	for (size_t i = 0; i < links.count; i++) {
		struct str framework = framework_behind(snapshot, links.at[i]);
		struct cycle cycle = framework_cycle(snapshot, framework);

		if (str_empty(framework))
			continue;
		*out = any ? cycle_join(*out, cycle) : cycle;
		any = true;
	}
	return OK;
}

/* The time that lies within every framework: what is there need not be asked whose it is. */
static struct cycle common_cycle(const struct snapshot *snapshot)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_FRAMEWORK);
	struct cycle common = always();
	const struct framework *f;

	while ((f = rows_next(&rows))) {
		if (date_empty(common.first) ||
		    (!date_empty(f->starts) && date_cmp(f->starts, common.first) > 0))
			common.first = f->starts;
		if (date_empty(common.last) ||
		    (!date_empty(f->ends) && date_cmp(f->ends, common.last) < 0))
			common.last = f->ends;
	}
	return common;
}

static bool is_next_version(const struct target *a, const struct target *b)
{
	return b && a->kind == b->kind && period_cmp(a->period, b->period) == 0 &&
	       str_eq(a->indicator, b->indicator) && str_eq(a->area_group, b->area_group) &&
	       str_eq(a->area, b->area);
}

/* The version is the last part of the key: the last one of a figure stands before another figure. */
static struct err judge_targets(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_TARGET);
	const struct target *target = rows_next(&rows);
	struct cycle planned = planned_cycle(run->snapshot);
	struct cycle common = common_cycle(run->snapshot), cycle;

	while (target) {
		const struct target *this = target;
		struct str key = rows.key;

		target = rows_next(&rows);
		if (this->kind == TARGET_KIND_BASELINE || this->period.kind == PERIOD_EMPTY ||
		    is_inside(period_span(this->period), common) || is_next_version(this, target))
			continue;
		TRY(indicator_cycle(run->snapshot, this->indicator, &planned, &cycle));
		TRY(judge_period(run, finding_at(S("target"), key, S("period")), this->period,
				 cycle));
	}
	return OK;
}

static struct err date_outside_cycle(const struct check_run *run)
{
	TRY(judge_actions(run));
	TRY(judge_reviews(run));
	TRY(judge_duties(run));
	return judge_targets(run);
}

static const struct check checks[] = {
	{
		.name = STR("date-outside-cycle"),
		.severity = SEVERITY_ERROR,
		.nouns = SERVES_NOUNS | NOUN_BIT(NOUN_FRAMEWORK) | NOUN_BIT(NOUN_NODE) |
			 NOUN_BIT(NOUN_OUTCOME) | NOUN_BIT(NOUN_PLAN) | NOUN_BIT(NOUN_ACTION) |
			 NOUN_BIT(NOUN_RISK) | NOUN_BIT(NOUN_DUTY) | NOUN_BIT(NOUN_TARGET),
		.run = date_outside_cycle,
	},
};

const struct check_family date_checks = { STR("dates"), checks, countof(checks) };
