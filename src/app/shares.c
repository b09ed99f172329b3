/* Computed shares beside stated ones. */
#include "app/shares.h"

/* The kinds of amounts in the order in which a reader wants them. */
static const enum budget_line_kind kinds[] = {
	BUDGET_LINE_KIND_ALLOCATED, BUDGET_LINE_KIND_AVAILABLE, BUDGET_LINE_KIND_REQUIRED,
	BUDGET_LINE_KIND_FORECAST,  BUDGET_LINE_KIND_COMMITTED, BUDGET_LINE_KIND_SPENT,
};

static size_t rank_of(int kind)
{
	size_t rank = 0;

	while (rank < countof(kinds) && (int)kinds[rank] != kind)
		rank++;
	return rank;
}

static bool is_before(const struct budget *a, const struct budget *b)
{
	int order = period_cmp(a->period, b->period);

	return order != 0 ? order > 0 : rank_of(a->kind) < rank_of(b->kind);
}

const struct budget *plan_budget(const struct budgets *budgets, struct str plan)
{
	const struct budget *best = NULL;

	for (size_t i = 0; i < budgets->count; i++) {
		const struct budget *budget = &budgets->at[i];

		if (str_eq(budget->plan, plan) && (!best || is_before(budget, best)))
			best = budget;
	}
	return best;
}

/* A share of the whole; what is stated about it stands in the decimal. */
static struct share share_of(int64_t part, int64_t whole, struct decimal stated, int qualifier)
{
	struct share share = { .computed = DECIMAL_EMPTY,
			       .stated = stated,
			       .qualifier = qualifier };
	int8_t digits = decimal_empty(stated) || stated.scale < SHARE_DIGITS ? SHARE_DIGITS
									     : stated.scale;

	if (part == MONEY_EMPTY || whole == MONEY_EMPTY || whole <= 0)
		return share;
	if (!decimal_ratio(part, 100, whole, digits, &share.computed))
		return share;
	share.differs = !decimal_empty(stated) && qualifier == 0 &&
			!decimal_states_ratio(stated, part, 100, whole);
	return share;
}

/* Is it the line of the node as a whole in this budget? */
static bool is_line_of(const struct budget_line *line, const struct budget *budget)
{
	return line->kind == budget->kind && str_empty(line->region) && str_empty(line->action) &&
	       str_empty(line->fund) && period_cmp(line->period, budget->period) == 0 &&
	       str_eq(line->plan, budget->plan);
}

static struct err find_line(const struct snapshot *snapshot, const struct budget *budget,
			    struct str node, const struct budget_line **out)
{
	struct found_rows lines;

	TRY(snapshot_where(snapshot, NOUN_BUDGET_LINE, "node", node, &lines));
	for (size_t i = 0; i < lines.count; i++)
		if (is_line_of(lines.at[i], budget)) {
			*out = lines.at[i];
			return OK;
		}
	return OK;
}

struct err node_money(const struct snapshot *snapshot, const struct budgets *budgets,
		      const struct budget *budget, size_t place, struct node_money *out)
{
	const struct tree_node *node = &budgets->tree->at[place];
	const struct budget_sum *sum = &budget->nodes[place];
	const struct budget_line *line = NULL;
	int64_t parent = MONEY_EMPTY;

	TRY(find_line(snapshot, budget, node->node->code, &line));
	if (node->parent != TREE_NONE)
		parent = budget->nodes[node->parent].amount;
	if (!line)
		line = sum->stated;

	const struct decimal none = DECIMAL_EMPTY;
	int qualifier = line ? line->qualifier : 0;

	*out = (struct node_money){
		.amount = sum->amount,
		.currency = budget->currency,
		.known = sum->known,
		.expected = sum->expected,
		.stated = sum->stated ? sum->stated->amount : MONEY_EMPTY,
		.of_parent = share_of(sum->amount, parent, line ? line->share_of_parent : none,
				      qualifier),
		.of_total = share_of(sum->amount, budget->total.amount,
				     line ? line->share_of_total : none, qualifier),
		.line = line,
	};
	out->stated_differs = out->stated != MONEY_EMPTY && out->stated != out->amount;
	return OK;
}
