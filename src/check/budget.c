/* The amounts of budgets against each other: stated totals and their parts, and their currencies. */
#include "check/families.h"

#include "base/buf.h"
#include "base/list.h"
#include "check/bound.h"
#include "check/share.h"
#include "model/budget_line.h"
#include "model/plan.h"

/* A stated total of an action would be one line: there are no parts to add. */
static bool states_sum(const struct budget_line *line)
{
	return line->kind == BUDGET_LINE_KIND_STATED_TOTAL && line->amount != MONEY_EMPTY &&
	       str_empty(line->action);
}

static struct err collect_totals(const struct check_run *run, struct list *bounds)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line;

	while ((line = rows_next(&rows))) {
		struct bound bound = {
			.plan = line->plan,
			.period = line->period,
			.node = line->node,
			.region = line->region,
			.fund = line->fund,
			.currency = line->currency,
			.about = line,
			.key = rows.key,
		};

		if (states_sum(line))
			TRY(list_push(bounds, &bound));
	}
	return OK;
}

/*
 * A total without any part is not contradicted by anything; nor is one whose parts are in several
 * currencies, which is told by itself; nor one that is not reached, but that a part without an amount
 * may fill.
 */
static struct err sum_of_parts(const struct check_run *run)
{
	struct list bounds = LIST(run->scratch, struct bound);

	TRY(collect_totals(run, &bounds));
	TRY(bounds_fill(run->snapshot, run->scratch, &bounds));
	for (size_t i = 0; i < bounds.count; i++) {
		const struct bound *b = LIST_AT(bounds, struct bound, i);
		const struct budget_line *line = b->about;

		if (b->n_lines == 0 || b->too_large || b->mixed || b->sum == line->amount ||
		    (b->sum < line->amount && b->open))
			continue;
		TRY(check_found(run,
				(struct finding){
					.table = S("budget_line"),
					.key = b->key,
					.column = S("amount"),
					.stated = money_decimal(line->amount, line->currency),
					.computed = money_decimal(b->sum, line->currency),
				},
				(struct finding_args){ {
					arg_money(line->amount, line->currency),
					arg_money(b->sum, line->currency),
					arg_integer((int64_t)b->n_lines),
				} }));
	}
	return OK;
}

/* The currencies of what is allocated in one plan and period, each once, as they come. */
struct purse {
	struct str plan;
	struct period period;
	struct list currencies; /* struct str */
};

static struct err purse_add(struct purse *purse, struct str currency)
{
	for (size_t i = 0; i < purse->currencies.count; i++)
		if (str_eq(*LIST_AT(purse->currencies, struct str, i), currency))
			return OK;
	return list_push(&purse->currencies, &currency);
}

static struct err write_currencies(struct arena *arena, const struct list *currencies,
				   struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	for (size_t i = 0; i < currencies->count; i++) {
		if (i > 0)
			buf_str(&buf, S(", "));
		buf_str(&buf, *LIST_AT(*currencies, struct str, i));
	}
	return buf_done(&buf, out);
}

/* Message 0: the lines are of several; 1: the lines are of one, the plan is of another. */
static struct err judge_purse(const struct check_run *run, const struct purse *purse)
{
	const struct plan *plan = snapshot_find(run->snapshot, NOUN_PLAN, purse->plan);
	struct str of_plan = plan ? plan->currency : S("");
	struct finding finding = finding_at(S("plan"), purse->plan, S("currency"));
	bool several = purse->currencies.count > 1;
	struct str list;

	if (purse->currencies.count == 0 ||
	    (!several &&
	     (str_empty(of_plan) || str_eq(*LIST_AT(purse->currencies, struct str, 0), of_plan))))
		return OK;
	TRY(write_currencies(run->arena, &purse->currencies, &list));
	finding.message = several ? 0 : 1;
	return check_found(run, finding,
			   (struct finding_args){ {
				   arg_period(purse->period),
				   arg_text(list),
				   arg_text(of_plan),
			   } });
}

static struct err currency_mix(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line = rows_next(&rows);

	while (line) {
		struct purse purse = {
			.plan = line->plan,
			.period = line->period,
			.currencies = LIST(run->scratch, struct str),
		};

		do
			if (line->kind == BUDGET_LINE_KIND_ALLOCATED && line->amount != MONEY_EMPTY)
				TRY(purse_add(&purse, line->currency));
		while ((line = rows_next(&rows)) && str_eq(line->plan, purse.plan) &&
		       period_cmp(line->period, purse.period) == 0);
		TRY(judge_purse(run, &purse));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("sum-of-parts"),
		.severity = SEVERITY_ERROR,
		.nouns = BUDGET_NOUNS,
		.run = sum_of_parts,
	},
	{
		.name = STR("currency-mix"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_PLAN) | NOUN_BIT(NOUN_BUDGET_LINE),
		.run = currency_mix,
	},
};

const struct check_family budget_checks = { STR("budget"), checks, countof(checks) };
