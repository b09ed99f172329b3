/*
 * Baselines and targets against each other. They are compared within one series: the same indicator,
 * the same group of areas, the same area; of each figure only the last version.
 */
#include "check/families.h"

#include "base/list.h"
#include "model/indicator.h"
#include "model/target.h"

/* A row with its key. */
struct figure {
	const struct target *target;
	struct str key;
};

/* Part of the figures of an indicator: one series, sorted by period. */
struct series {
	const struct figure *at;
	size_t count;
};

static int place_cmp(const struct target *a, const struct target *b)
{
	int order = str_cmp(a->area_group, b->area_group);

	return order != 0 ? order : str_cmp(a->area, b->area);
}

/* A period is before another when it ends before: the quarter before the year that it opens. */
static int end_cmp(const struct target *a, const struct target *b)
{
	return date_cmp(period_last_day(a->period), period_last_day(b->period));
}

/* By series, then in time, then by kind; the last version of a figure first. */
static int figure_cmp(const void *a, const void *b, const void *context)
{
	const struct target *x = ((const struct figure *)a)->target;
	const struct target *y = ((const struct figure *)b)->target;
	int order = place_cmp(x, y);

	(void)context;
	if (order == 0)
		order = end_cmp(x, y);
	if (order == 0)
		order = period_cmp(x->period, y->period);
	if (order == 0)
		order = x->kind - y->kind;
	return order != 0 ? order : (x->version < y->version) - (x->version > y->version);
}

static bool is_same_figure(const struct target *a, const struct target *b)
{
	return a->kind == b->kind && period_cmp(a->period, b->period) == 0 && place_cmp(a, b) == 0;
}

/* Sorts the figures of an indicator and keeps the last version of each. */
static struct err put_in_order(struct list *figures)
{
	size_t kept = 0;

	TRY(list_sort(figures, figure_cmp, NULL));
	for (size_t i = 0; i < figures->count; i++) {
		struct figure figure = *LIST_AT(*figures, struct figure, i);

		if (kept == 0 || !is_same_figure(LIST_AT(*figures, struct figure, kept - 1)->target,
						 figure.target))
			*LIST_AT(*figures, struct figure, kept++) = figure;
	}
	figures->count = kept;
	return OK;
}

/* Hands each series of the figures to judge. */
static struct err judge_figures(const struct check_run *run, struct list *figures,
				struct err (*judge)(const struct check_run *run,
						    const struct series *series))
{
	TRY(put_in_order(figures));
	for (size_t from = 0, to; from < figures->count; from = to) {
		const struct figure *first = LIST_AT(*figures, struct figure, from);

		for (to = from + 1; to < figures->count; to++)
			if (place_cmp(first->target,
				      LIST_AT(*figures, struct figure, to)->target) != 0)
				break;
		TRY(judge(run, &(struct series){ first, to - from }));
	}
	return OK;
}

/* The rows of one indicator follow one another. */
static struct err judge_indicators(const struct check_run *run,
				   struct err (*judge)(const struct check_run *run,
						       const struct series *series))
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_TARGET);
	struct list figures = LIST(run->scratch, struct figure);
	const struct target *target = rows_next(&rows);

	while (target) {
		struct str indicator = target->indicator;

		figures.count = 0;
		do {
			struct figure figure = { target, rows.key };

			if (target->period.kind != PERIOD_EMPTY)
				TRY(list_push(&figures, &figure));
		} while ((target = rows_next(&rows)) && str_eq(target->indicator, indicator));
		TRY(judge_figures(run, &figures, judge));
	}
	return OK;
}

/* The first baseline and the first target or milestone: nothing is reached before it starts. */
static struct err judge_order(const struct check_run *run, const struct series *series)
{
	const struct figure *baseline = NULL, *target = NULL;
	struct finding finding;

	for (size_t i = 0; i < series->count; i++) {
		const struct figure *figure = &series->at[i];

		if (figure->target->kind == TARGET_KIND_BASELINE) {
			if (!baseline)
				baseline = figure;
		} else if (!target) {
			target = figure;
		}
	}
	if (!baseline || !target || end_cmp(baseline->target, target->target) < 0)
		return OK;
	finding = finding_at(S("target"), baseline->key, S("period"));
	finding.message = target->target->kind == TARGET_KIND_MILESTONE ? 1 : 0;
	return check_found(run, finding,
			   (struct finding_args){ {
				   arg_period(baseline->target->period),
				   arg_period(target->target->period),
			   } });
}

static struct err baseline_after_target(const struct check_run *run)
{
	return judge_indicators(run, judge_order);
}

/* Each target against the last baseline before it, or the first one when there is none before. */
static struct err judge_ambition(const struct check_run *run, const struct series *series)
{
	const struct figure *baseline = NULL;

	for (size_t i = 0; i < series->count && !baseline; i++)
		if (series->at[i].target->kind == TARGET_KIND_BASELINE)
			baseline = &series->at[i];
	for (size_t i = 0; i < series->count && baseline; i++) {
		const struct figure *figure = &series->at[i];
		struct decimal start = baseline->target->value, end = figure->target->value;
		struct finding finding = finding_at(S("target"), figure->key, S("value"));

		if (figure->target->kind == TARGET_KIND_BASELINE)
			baseline = figure;
		if (figure->target->kind != TARGET_KIND_TARGET || decimal_empty(start) ||
		    decimal_empty(end) || decimal_cmp(start, end) != 0)
			continue;
		finding.stated = end;
		TRY(check_found(run, finding,
				(struct finding_args){ {
					arg_decimal(end),
					arg_period(figure->target->period),
					arg_period(baseline->target->period),
				} }));
	}
	return OK;
}

/* To maintain what is there is a target as good as another. */
static struct err judge_ambition_unless_kept(const struct check_run *run,
					     const struct series *series)
{
	const struct indicator *indicator =
		snapshot_find(run->snapshot, NOUN_INDICATOR, series->at[0].target->indicator);

	if (indicator && indicator->direction == INDICATOR_DIRECTION_MAINTAIN)
		return OK;
	return judge_ambition(run, series);
}

static struct err target_equals_baseline(const struct check_run *run)
{
	return judge_indicators(run, judge_ambition_unless_kept);
}

static const struct check checks[] = {
	{
		.name = STR("baseline-after-target"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_TARGET),
		.run = baseline_after_target,
	},
	{
		.name = STR("target-equals-baseline"),
		.severity = SEVERITY_WARNING,
		.nouns = NOUN_BIT(NOUN_TARGET) | NOUN_BIT(NOUN_INDICATOR),
		.run = target_equals_baseline,
	},
};

const struct check_family target_checks = { STR("targets"), checks, countof(checks) };
