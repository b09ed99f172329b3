/* See budget_csv.h. */
#include "web/budget_csv.h"

#include "app/shares.h"
#include "exchange/csv.h"
#include "model/plan.h"
#include "web/api.h"

static const struct str columns[] = {
	STR("node"),
	STR("parent"),
	STR("name"),
	STR("amount"),
	STR("currency"),
	STR("stated_total"),
	STR("share_of_parent"),
	STR("share_of_parent_stated"),
	STR("share_of_total"),
	STR("share_of_total_stated"),
	STR("state"),
};

/* A line in the making: the cells go through one scratch buffer. */
struct line {
	struct buf *out;
	struct buf *cell;
	bool is_begun;
};

/* Ends the cell that was written to line->cell. */
static void end_cell(struct line *line)
{
	if (line->is_begun)
		buf_char(line->out, ',');
	line->is_begun = true;
	csv_write_cell(line->out, buf_held(line->cell));
	buf_clear(line->cell);
}

static void put_text(struct line *line, struct str text)
{
	buf_str(line->cell, text);
	end_cell(line);
}

static void put_money(struct line *line, int64_t minor, struct str currency)
{
	if (minor != MONEY_EMPTY)
		money_write(line->cell, minor, currency);
	end_cell(line);
}

static void put_share(struct line *line, const struct share *share)
{
	decimal_write(line->cell, share->computed);
	end_cell(line);
	decimal_write(line->cell, share->stated);
	end_cell(line);
}

static void put_node(struct line *line, const struct node *node, const struct node_money *money)
{
	const struct choices *states = noun_field(noun_of(NOUN_BUDGET_LINE), S("state"))->choices;
	int state = money->line ? money->line->state : 0;

	put_text(line, node->code);
	put_text(line, node->parent);
	put_text(line, node->name);
	put_money(line, money->amount, money->currency);
	put_text(line, money->currency);
	put_money(line, money->stated, money->currency);
	put_share(line, &money->of_parent);
	put_share(line, &money->of_total);
	put_text(line, state ? states->at[state - 1].name : S(""));
	buf_char(line->out, '\n');
}

static void put_columns(struct buf *out)
{
	for (size_t i = 0; i < countof(columns); i++) {
		if (i > 0)
			buf_char(out, ',');
		buf_str(out, columns[i]);
	}
	buf_char(out, '\n');
}

static struct err write_nodes(struct api *api, const struct plan *plan,
			      const struct budgets *budgets, const struct budget *budget)
{
	struct buf cell;

	buf_init(&cell, api->page.arena);
	for (size_t i = 0; i < budgets->tree->count; i++) {
		const struct node *node = budgets->tree->at[i].node;
		struct line line = { .out = &api->text, .cell = &cell };
		struct node_money money;

		if (!str_eq(node_framework(node), plan->framework) &&
		    budget->nodes[i].amount == MONEY_EMPTY)
			continue;
		TRY(node_money(api->page.snapshot, budgets, budget, i, &money));
		put_node(&line, node, &money);
	}
	return OK;
}

struct err budget_csv_show(const struct request *request, struct response *response)
{
	struct str code = request_param(request, S("code"));
	const struct budgets *budgets;
	const struct budget *budget;
	const struct plan *plan;
	struct api api;

	TRY(api_begin(&api, request, response));
	if (api.page.is_answered)
		return OK;
	plan = page_row(&api.page, NOUN_PLAN, code);
	if (!plan)
		return ERROR(ERR_NOT_FOUND, "no such plan");
	TRY(snapshot_budgets(api.page.snapshot, &budgets));
	budget = plan_budget(budgets, code);
	put_columns(&api.text);
	if (budget)
		TRY(write_nodes(&api, plan, budgets, budget));
	return api_end_csv(&api, S("budget"));
}
