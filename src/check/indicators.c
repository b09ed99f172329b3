/* Each indicator by itself: what it needs before anything can be reported of it. */
#include "check/families.h"

#include "model/indicator.h"
#include "model/target.h"
#include "model/unit_of_measure.h"

/* A value, or the answer that there is none; not a gap that somebody has marked as one. */
static bool is_said(const struct target *target, const struct indicator *indicator)
{
	return !decimal_empty(target->value) ||
	       target->value_state == TARGET_VALUE_STATE_NOT_APPLICABLE ||
	       target->value_state == TARGET_VALUE_STATE_WITHHELD ||
	       (indicator->measure == INDICATOR_MEASURE_QUALITATIVE && target->value_state == 0);
}

/* Message 0: there is no row of the kind; 1: there are some, but all of them are gaps. */
static struct err judge_values(const struct check_run *run, const struct indicator *indicator,
			       enum target_kind kind)
{
	struct finding finding = finding_at(S("indicator"), indicator->code, S(""));
	struct found_rows rows;

	TRY(snapshot_where(run->snapshot, NOUN_TARGET, "indicator", indicator->code, &rows));
	for (size_t i = 0; i < rows.count; i++) {
		const struct target *target = rows.at[i];

		if (target->kind != (int)kind)
			continue;
		if (is_said(target, indicator))
			return OK;
		finding.message = 1;
	}
	return check_found(run, finding, (struct finding_args){ 0 });
}

/* The next indicator that is in use. */
static const struct indicator *next_in_use(struct rows *rows)
{
	const struct indicator *indicator;

	while ((indicator = rows_next(rows)) && indicator->state == INDICATOR_STATE_RETIRED)
		;
	return indicator;
}

static struct err judge_all_values(const struct check_run *run, enum target_kind kind)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_INDICATOR);
	const struct indicator *indicator;

	while ((indicator = next_in_use(&rows)))
		TRY(judge_values(run, indicator, kind));
	return OK;
}

static struct err indicator_without_baseline(const struct check_run *run)
{
	return judge_all_values(run, TARGET_KIND_BASELINE);
}

static struct err indicator_without_target(const struct check_run *run)
{
	return judge_all_values(run, TARGET_KIND_TARGET);
}

static struct err indicator_without_owner(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_INDICATOR);
	const struct indicator *indicator;

	while ((indicator = next_in_use(&rows)))
		if (str_empty(indicator->owner))
			TRY(check_found(run,
					finding_at(S("indicator"), indicator->code, S("owner")),
					(struct finding_args){ 0 }));
	return OK;
}

/* Words, steps of a scale, yes and no are counted in nothing. */
static bool needs_unit(const struct indicator *indicator)
{
	return indicator->measure != INDICATOR_MEASURE_QUALITATIVE &&
	       indicator->measure != INDICATOR_MEASURE_ORDINAL &&
	       indicator->measure != INDICATOR_MEASURE_YES_NO;
}

/* Messages: 0 without a kind of measure, 1 without a unit, 2 without either. */
static struct err unmeasurable(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_INDICATOR);
	const struct indicator *indicator;

	while ((indicator = next_in_use(&rows))) {
		bool no_kind = indicator->measure == 0;
		bool no_unit = needs_unit(indicator) && str_empty(indicator->unit_of_measure);
		struct finding finding = finding_at(S("indicator"), indicator->code,
						    no_kind ? S("measure") : S("unit_of_measure"));

		if (!no_kind && !no_unit)
			continue;
		finding.message = no_kind && no_unit ? 2 : no_unit ? 1 : 0;
		TRY(check_found(run, finding, (struct finding_args){ 0 }));
	}
	return OK;
}

static struct err unknown_unit_of_measure(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_INDICATOR);
	const struct indicator *indicator;

	while ((indicator = next_in_use(&rows)))
		if (!str_empty(indicator->unit_of_measure) &&
		    !unit_of_measure_is_known(indicator->unit_of_measure))
			TRY(check_found(
				run,
				finding_at(S("indicator"), indicator->code, S("unit_of_measure")),
				(struct finding_args){ { arg_text(indicator->unit_of_measure) } }));
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("indicator-without-baseline"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_INDICATOR) | NOUN_BIT(NOUN_TARGET),
		.run = indicator_without_baseline,
	},
	{
		.name = STR("indicator-without-target"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_INDICATOR) | NOUN_BIT(NOUN_TARGET),
		.run = indicator_without_target,
	},
	{
		.name = STR("indicator-without-owner"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_INDICATOR),
		.run = indicator_without_owner,
	},
	{
		.name = STR("unmeasurable"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_INDICATOR),
		.run = unmeasurable,
	},
	{
		.name = STR("unknown-unit-of-measure"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_INDICATOR),
		.run = unknown_unit_of_measure,
	},
};

const struct check_family indicator_checks = { STR("indicators"), checks, countof(checks) };
