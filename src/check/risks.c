/* Risks: somebody answers for each, looks at it again in time, and does something about the grave ones. */
#include "check/families.h"

#include "model/mitigation.h"
#include "model/plan.h"
#include "model/risk.h"

/* A plan that is over needs no care any more. */
static bool is_closed(const struct snapshot *snapshot, const struct risk *risk)
{
	const struct plan *plan = snapshot_find(snapshot, NOUN_PLAN, risk->plan);

	return plan && plan->state == PLAN_STATE_CLOSED;
}

static struct err risk_without_owner(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_RISK);
	const struct risk *risk;

	while ((risk = rows_next(&rows)))
		if (str_empty(risk->owner) && !is_closed(run->snapshot, risk))
			TRY(check_found(run, finding_at(S("risk"), risk->code, S("owner")),
					(struct finding_args){ 0 }));
	return OK;
}

static struct err risk_review_overdue(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_RISK);
	const struct risk *risk;

	while ((risk = rows_next(&rows))) {
		if (date_empty(risk->next_review) || date_cmp(risk->next_review, run->day) >= 0 ||
		    is_closed(run->snapshot, risk))
			continue;
		TRY(check_found(run, finding_at(S("risk"), risk->code, S("next_review")),
				(struct finding_args){ {
					arg_date(risk->next_review),
					arg_integer(run->day.day - risk->next_review.day),
				} }));
	}
	return OK;
}

/* One of probability and impact is high, and the other at least medium. */
static bool is_high(const struct risk *risk)
{
	return (risk->probability == GRADE_HIGH && risk->impact >= GRADE_MEDIUM) ||
	       (risk->impact == GRADE_HIGH && risk->probability >= GRADE_MEDIUM);
}

/* Message 0: there is no mitigation; 1: each that there was is cancelled. */
static struct err judge_mitigations(const struct check_run *run, const struct risk *risk)
{
	struct finding finding = finding_at(S("risk"), risk->code, S(""));
	struct found_rows rows;

	TRY(snapshot_where(run->snapshot, NOUN_MITIGATION, "risk", risk->code, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct mitigation *mitigation = rows.at[i];

		if (mitigation->status != PROGRESS_CANCELLED)
			return OK;
		finding.message = 1;
	}
	return check_found(run, finding, (struct finding_args){ 0 });
}

static struct err high_risk_without_mitigation(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_RISK);
	const struct risk *risk;

	while ((risk = rows_next(&rows)))
		if (is_high(risk) && !is_closed(run->snapshot, risk))
			TRY(judge_mitigations(run, risk));
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("risk-without-owner"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_RISK) | NOUN_BIT(NOUN_PLAN),
		.run = risk_without_owner,
	},
	{
		.name = STR("risk-review-overdue"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_RISK) | NOUN_BIT(NOUN_PLAN),
		.dated = true,
		.run = risk_review_overdue,
	},
	{
		.name = STR("high-risk-without-mitigation"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_RISK) | NOUN_BIT(NOUN_PLAN) | NOUN_BIT(NOUN_MITIGATION),
		.run = high_risk_without_mitigation,
	},
};

const struct check_family risk_checks = { STR("risks"), checks, countof(checks) };
