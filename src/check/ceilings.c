/* Ceilings: what is allocated within their bounds must not add to more. */
#include "check/families.h"

#include "base/list.h"
#include "check/bound.h"
#include "check/share.h"
#include "model/ceiling.h"

static struct err collect(const struct check_run *run, struct list *bounds)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_CEILING);
	const struct ceiling *ceiling;

	while ((ceiling = rows_next(&rows))) {
		struct bound bound = {
			.plan = ceiling->plan,
			.period = ceiling->period,
			.node = ceiling->node,
			.region = ceiling->region,
			.fund = ceiling->fund,
			.currency = ceiling->currency,
			.about = ceiling,
			.key = rows.key,
		};

		if (ceiling->amount != MONEY_EMPTY)
			TRY(list_push(bounds, &bound));
	}
	return OK;
}

/* Nothing to show in figures when the sum is too large to be one; it is over any ceiling. */
static struct err over(const struct check_run *run, const struct bound *bound,
		       const struct ceiling *ceiling)
{
	struct finding finding = finding_at(S("ceiling"), bound->key, S("amount"));
	struct finding_args args = { { arg_money(ceiling->amount, ceiling->currency) } };
	int64_t excess;

	finding.message = bound->too_large ? 1 : 0;
	finding.stated = money_decimal(ceiling->amount, ceiling->currency);
	if (!bound->too_large) {
		finding.computed = money_decimal(bound->sum, ceiling->currency);
		args.at[1] = arg_money(bound->sum, ceiling->currency);
		if (!__builtin_sub_overflow(bound->sum, ceiling->amount, &excess))
			args.at[2] = arg_money(excess, ceiling->currency);
	}
	return check_found(run, finding, args);
}

static struct err over_ceiling(const struct check_run *run)
{
	struct list bounds = LIST(run->scratch, struct bound);

	TRY(collect(run, &bounds));
	TRY(bounds_fill(run->snapshot, run->scratch, &bounds));
	for (size_t i = 0; i < bounds.count; i++) {
		const struct bound *bound = LIST_AT(bounds, struct bound, i);
		const struct ceiling *ceiling = bound->about;

		if (bound->too_large || bound->sum > ceiling->amount)
			TRY(over(run, bound, ceiling));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("over-ceiling"),
		.severity = SEVERITY_ERROR,
		.nouns = BUDGET_NOUNS | NOUN_BIT(NOUN_CEILING),
		.run = over_ceiling,
	},
};

const struct check_family ceiling_checks = { STR("ceilings"), checks, countof(checks) };
