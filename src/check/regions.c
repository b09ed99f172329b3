/*
 * The split of a plan by region: lines with a region and no node, whose stated shares should be the
 * whole plan. A source rounds them («56 percent») and says «approximately»: outside of what that
 * allows is an error; inside of it, but not 100, is a note that shows the sum.
 */
#include "check/families.h"

#include "base/buf.h"
#include "base/list.h"
#include "check/share.h"
#include "model/budget_line.h"

/* The shares of one plan and period. */
struct split {
	struct str plan;
	struct period period;
	struct list shares; /* struct decimal */
	struct share_sum sum;
	bool complete;    /* each line states its share */
	bool approximate; /* one of them says that it is */
};

static bool is_regional(const struct budget_line *line)
{
	return line->kind == BUDGET_LINE_KIND_ALLOCATED && !str_empty(line->region) &&
	       str_empty(line->node) && str_empty(line->action);
}

static struct err split_add(struct split *split, const struct budget_line *line)
{
	struct decimal share = line->share_of_total;

	if (decimal_empty(share))
		share = line->share_of_parent;
	if (decimal_empty(share)) {
		split->complete = false;
		return OK;
	}
	split->approximate |= line->qualifier == BUDGET_LINE_QUALIFIER_APPROXIMATELY;
	share_sum_add(&split->sum, share, line->qualifier);
	return list_push(&split->shares, &share);
}

/* The largest first. */
static int share_cmp(const void *a, const void *b, const void *context)
{
	(void)context;
	return decimal_cmp(*(const struct decimal *)b, *(const struct decimal *)a);
}

/* How many equal shares begin at i. */
static size_t run_of(const struct list *shares, size_t i)
{
	size_t n = 1;

	while (i + n < shares->count &&
	       share_cmp(LIST_AT(*shares, struct decimal, i),
			 LIST_AT(*shares, struct decimal, i + n), NULL) == 0)
		n++;
	return n;
}

/* A sum is read by people: its smallest terms are not written when there are many. */
enum { TERMS = 12 };

/* "56 + 6 × 7" */
static struct err write_sum(struct arena *arena, struct list *shares, struct str *out)
{
	struct buf buf;
	size_t terms = 0;

	TRY(list_sort(shares, share_cmp, NULL));
	buf_init(&buf, arena);
	for (size_t i = 0, n; i < shares->count && terms <= TERMS; i += n, terms++) {
		n = run_of(shares, i);
		if (i > 0)
			buf_str(&buf, S(" + "));
		if (terms == TERMS) {
			buf_str(&buf, S("…"));
			continue;
		}
		if (n > 1)
			buf_format(&buf, "%zu × ", n);
		decimal_write(&buf, *LIST_AT(*shares, struct decimal, i));
	}
	return buf_done(&buf, out);
}

static struct err judge(const struct check_run *run, struct split *split)
{
	const struct decimal whole = decimal_of(100, 0);
	struct str sum;

	if (!split->complete || split->shares.count == 0 || split->sum.too_large ||
	    decimal_cmp(split->sum.sum, whole) == 0)
		return OK;
	TRY(write_sum(run->arena, &split->shares, &sum));

	bool allowed = share_sum_is_whole(&split->sum);
	struct finding finding = {
		.message = (allowed ? 1U : 0U) + (split->approximate ? 0U : 2U),
		.table = S("plan"),
		.key = split->plan,
		.column = S("share_of_total"),
		.stated = split->sum.sum,
		.computed = whole,
	};
	struct finding_args args = { {
		arg_sum(sum),
		arg_percent(split->sum.sum),
		arg_decimal(decimal_shortest(split->sum.slack)),
		arg_text(split->plan),
		arg_period(split->period),
	} };

	return allowed ? check_noted(run, finding, args) : check_found(run, finding, args);
}

static struct err regional_split(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line = rows_next(&rows);

	while (line) {
		struct split split = {
			.plan = line->plan,
			.period = line->period,
			.shares = LIST(run->scratch, struct decimal),
			.sum = share_sum_none(),
			.complete = true,
		};

		do
			if (is_regional(line))
				TRY(split_add(&split, line));
		while ((line = rows_next(&rows)) && str_eq(line->plan, split.plan) &&
		       period_cmp(line->period, split.period) == 0);
		TRY(judge(run, &split));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("regional-split"),
		.severity = SEVERITY_ERROR,
		.nouns = NOUN_BIT(NOUN_BUDGET_LINE),
		.run = regional_split,
	},
};

const struct check_family region_checks = { STR("regions"), checks, countof(checks) };
