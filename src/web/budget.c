/* The budget page: which budget, which of its rows, and what is to be said of them. */
#include "web/budget.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/mark.h"
#include "check/check.h"
#include "model/row.h"
#include "web/budget.html.h"
#include "web/budget_csv.h"
#include "web/download.h"
#include "web/routes.h"

/* At most so many priorities on a page, and topics under each before the rest is drilled. */
enum { TOPS_SHOWN = 40, BELOW_SHOWN = 25, DRILLED_SHOWN = 100, CHOICES_SHOWN = 24 };

/* What the page is made of while it is filled. */
struct filling {
	struct page *page;
	const struct plan *plan;
	const struct budgets *budgets;
	const struct budget *budget;
	struct budget_view *view;
	struct list rows;   /* struct budget_row */
	struct list states; /* int: of each row's line */
};

static const struct str kind_sentences[] = {
	[BUDGET_LINE_KIND_REQUIRED] = STR(N_("{1} is required for {2}.")),
	[BUDGET_LINE_KIND_AVAILABLE] = STR(N_("{1} is available for {2}.")),
	[BUDGET_LINE_KIND_ALLOCATED] = STR(N_("{1} is allocated for {2}.")),
	[BUDGET_LINE_KIND_COMMITTED] = STR(N_("{1} is committed for {2}.")),
	[BUDGET_LINE_KIND_SPENT] = STR(N_("{1} was spent in {2}.")),
	[BUDGET_LINE_KIND_FORECAST] = STR(N_("{1} is forecast for {2}.")),
};

static struct href node_budget(const struct filling *f, struct str node)
{
	struct str path = str_format(f->page->arena, "plan/%.*s/budget", STR_ARGS(f->plan->code));

	return link_with(f->page->arena, page_link(f->page, path), S("node"), node);
}

static struct str level_words(const struct page *page, const struct tree_node *node)
{
	struct str key = node->node->level;

	return node->level ? page_said(page, NOUN_LEVEL, key, S("name"), node->level->name).text
			   : S("");
}

static struct err push_row(struct filling *f, size_t place, bool is_below)
{
	const struct tree_node *node = &f->budgets->tree->at[place];
	struct node_money money;
	struct budget_row row;
	int state;

	TRY(node_money(f->page->snapshot, f->budgets, f->budget, place, &money));
	state = money.line ? money.line->state : 0;
	row = (struct budget_row){
		.thing = page_thing_whole(f->page, NOUN_NODE, node->node->code),
		.level = level_words(f->page, node),
		.is_below = is_below,
		.has_amount = money.amount != MONEY_EMPTY,
		.amount = { money.amount, money.currency },
		.known = money.known,
		.expected = money.expected,
		.is_partial = money.known < money.expected && money.known > 0,
		.stated_differs = money.stated_differs,
		.stated = { money.stated, money.currency },
		.of_parent = share_view_of(f->page, &money.of_parent),
		.of_total = share_view_of(f->page, &money.of_total),
		.state = page_choice(f->page, NOUN_BUDGET_LINE, S("state"), state),
	};
	TRY(list_push(&f->states, &state));
	return list_push(&f->rows, &row);
}

/* The node, and the first of its children; how many there are besides is said with it. */
static struct err push_group(struct filling *f, size_t place)
{
	const struct tree *tree = f->budgets->tree;
	size_t head = f->rows.count, shown = 0, hidden = 0;
	struct budget_row *row;

	TRY(push_row(f, place, false));
	for (size_t c = place + 1; c < tree->at[place].end; c = tree->at[c].end) {
		if (shown < BELOW_SHOWN) {
			TRY(push_row(f, c, true));
			shown++;
		} else {
			hidden++;
		}
	}
	row = LIST_AT(f->rows, struct budget_row, head);
	row->n_hidden = hidden;
	if (hidden > 0)
		row->all = node_budget(f, row->thing.code);
	return OK;
}

/* Is the top one of the plan's framework, or of another from which money was taken all the same? */
static bool is_of_plan(const struct filling *f, size_t place)
{
	return str_eq(node_framework(f->budgets->tree->at[place].node), f->plan->framework) ||
	       f->budget->nodes[place].amount != MONEY_EMPTY;
}

static struct err fill_tops(struct filling *f)
{
	const struct tree *tree = f->budgets->tree;
	struct list tops = LIST(f->page->arena, size_t);
	struct paging *paging = &f->view->paging;

	for (size_t i = 0; i < tree->count; i = tree->at[i].end)
		if (is_of_plan(f, i))
			TRY(list_push(&tops, &i));
	*paging = page_paging(f->page, tops.count, TOPS_SHOWN);
	for (size_t i = paging->first; i < paging->first + paging->count; i++)
		TRY(push_group(f, *LIST_AT(tops, size_t, i)));
	return OK;
}

static struct err fill_drilled(struct filling *f, size_t place)
{
	const struct tree *tree = f->budgets->tree;
	struct list below = LIST(f->page->arena, size_t);
	struct paging *paging = &f->view->paging;

	for (size_t c = place + 1; c < tree->at[place].end; c = tree->at[c].end)
		TRY(list_push(&below, &c));
	*paging = page_paging(f->page, below.count, DRILLED_SHOWN);
	TRY(push_row(f, place, false));
	for (size_t i = paging->first; i < paging->first + paging->count; i++) {
		size_t head = f->rows.count;
		struct budget_row *row;

		TRY(push_row(f, *LIST_AT(below, size_t, i), true));
		row = LIST_AT(f->rows, struct budget_row, head);
		if (!tree_is_leaf(tree, *LIST_AT(below, size_t, i)))
			row->all = node_budget(f, row->thing.code);
	}
	return OK;
}

/* What all rows have in common is said once, in the caption; they differ: each says it itself. */
static void share_state(struct filling *f)
{
	int common = 0;

	for (size_t i = 0; i < f->states.count; i++) {
		int state = *LIST_AT(f->states, int, i);

		if (state != 0 && common != 0 && state != common)
			return;
		if (state != 0)
			common = state;
	}
	f->view->state = page_choice(f->page, NOUN_BUDGET_LINE, S("state"), common);
	for (size_t i = 0; i < f->rows.count; i++)
		LIST_AT(f->rows, struct budget_row, i)->state = S("");
}

static struct err fill_rows(struct filling *f)
{
	size_t place = TREE_NONE;

	if (!str_empty(f->view->node.code))
		place = tree_place(f->budgets->tree, f->view->node.code);
	TRY(place == TREE_NONE ? fill_tops(f) : fill_drilled(f, place));
	share_state(f);
	f->view->rows.at = f->rows.at;
	f->view->rows.count = f->rows.count;
	return OK;
}

static void fill_total(struct filling *f)
{
	const struct budget_sum *total = &f->budget->total;
	struct budget_view *v = f->view;

	v->has_total = str_empty(v->node.code) && total->amount != MONEY_EMPTY;
	v->total = (struct amount){ total->amount, f->budget->currency };
	v->known = total->known;
	v->expected = total->expected;
	v->total_is_partial = total->known < total->expected;
	v->n_foreign = f->budget->n_foreign;
	if (total->stated && total->stated->amount != MONEY_EMPTY) {
		v->stated_total = (struct amount){ total->stated->amount, f->budget->currency };
		v->stated_differs = total->stated->amount != total->amount;
	}
}

static void fill_lead(struct filling *f)
{
	const struct page *page = f->page;
	const struct budget *budget = f->budget;
	int64_t amount = budget->total.amount;

	if (!str_empty(f->view->node.code)) {
		size_t place = tree_place(f->budgets->tree, f->view->node.code);

		amount = budget->nodes[place].amount;
	}
	if (amount == MONEY_EMPTY) {
		f->view->lead = page_words(page, S(N_("No amount is given.")));
		return;
	}
	f->view->lead =
		page_message(page, kind_sentences[budget->kind],
			     (struct message_args){ { page_money(page, amount, budget->currency),
						      page_period(page, budget->period) } });
}

static struct err fill_differences(struct filling *f)
{
	static const struct plural words = NP_("{n} stated share is not what the amounts give.",
					       "{n} stated shares are not what the amounts give.");
	size_t count;

	TRY(count_differing_shares(f->page, f->plan->code, &count));
	if (count > 0 && str_empty(f->view->node.code))
		f->view->differences = page_count(f->page, words, (int64_t)count);
	return OK;
}

static struct err push_choice(struct filling *f, struct list *choices, const struct budget *budget)
{
	struct str path = str_format(f->page->arena, "plan/%.*s/budget", STR_ARGS(budget->plan));
	struct href href = page_link(f->page, path);
	const struct plan *plan = page_row(f->page, NOUN_PLAN, budget->plan);
	struct budget_choice choice = { .is_current = budget == f->budget };
	struct buf period;

	buf_init(&period, f->page->arena);
	period_write(&period, budget->period);
	href = link_with(f->page->arena, href, S("period"), buf_held(&period));
	choice.href = link_with(f->page->arena, href, S("kind"),
				noun_field(noun_of(NOUN_BUDGET_LINE), S("kind"))
					->choices->at[budget->kind - 1]
					.name);
	choice.label = page_message(
		f->page, S(N_("{1}, {2}: {3}")),
		(struct message_args){
			{ plan ? plan->name : budget->plan, page_period(f->page, budget->period),
			  page_choice(f->page, NOUN_BUDGET_LINE, S("kind"), budget->kind) } });
	return list_push(choices, &choice);
}

/* The other budgets, when there are any. */
static struct err fill_choices(struct filling *f)
{
	struct list choices = LIST(f->page->arena, struct budget_choice);

	if (f->budgets->count > 1)
		for (size_t i = 0; i < f->budgets->count && i < CHOICES_SHOWN; i++)
			TRY(push_choice(f, &choices, &f->budgets->at[i]));
	f->view->choices.at = choices.at;
	f->view->choices.count = choices.count;
	return OK;
}

/* What the checks find about the rows that are shown, the regions and the plan itself. */
static struct err fill_findings(struct filling *f)
{
	struct list concerns = LIST(f->page->arena, struct concern);
	struct concern plan = { .noun = NOUN_PLAN, .key = f->plan->code };

	TRY(list_push(&concerns, &plan));
	for (size_t i = 0; i < f->rows.count; i++) {
		struct str node = LIST_AT(f->rows, struct budget_row, i)->thing.code;
		struct found_rows lines;

		TRY(snapshot_where(f->page->snapshot, NOUN_BUDGET_LINE, "node", node, &lines));
		for (size_t j = 0; j < lines.count && j < BELOW_SHOWN; j++) {
			struct concern line = { .noun = NOUN_BUDGET_LINE, .is_named = true };

			TRY(row_key(f->page->arena, noun_of(NOUN_BUDGET_LINE), lines.at[j],
				    &line.key));
			TRY(list_push(&concerns, &line));
		}
	}
	return part_findings(f->page, concerns.at, concerns.count, &f->view->findings);
}

static struct err fill(struct filling *f)
{
	struct budget_view *v = f->view;
	struct str path =
		str_format(f->page->arena, "plan/%.*s/budget.csv", STR_ARGS(f->plan->code));

	v->csv = page_link(f->page, path);
	v->amount_heading = page_message(f->page, S(N_("Amount ({1})")),
					 (struct message_args){ { f->budget->currency } });
	fill_lead(f);
	fill_total(f);
	TRY(fill_rows(f));
	TRY(fill_differences(f));
	TRY(fill_choices(f));
	TRY(fill_findings(f));
	if (!str_empty(v->node.code))
		return OK;
	TRY(budget_figure(f->page, f->budgets, f->budget, f->plan->framework, &v->figure));
	return budget_regions(f->page, f->budget, v);
}

/* The filling for the budget that pages open with; its budget is NULL when the plan has none. */
static struct err begin(struct page *page, struct str code, struct budget_view *v,
			struct filling *out)
{
	*out = (struct filling){
		.page = page,
		.plan = page_row(page, NOUN_PLAN, code),
		.view = v,
		.rows = LIST(page->arena, struct budget_row),
		.states = LIST(page->arena, int),
	};
	TRY(snapshot_budgets(page->snapshot, &out->budgets));
	if (out->plan)
		out->budget = plan_budget(out->budgets, code);
	return OK;
}

struct err budget_rows_of(struct page *page, struct str plan, struct str node,
			  struct budget_view *v)
{
	struct filling f;

	TRY(begin(page, plan, v, &f));
	if (!f.budget)
		return OK;
	if (!str_empty(node)) {
		if (tree_place(f.budgets->tree, node) == TREE_NONE)
			return OK;
		v->node = page_thing(page, NOUN_NODE, node);
	}
	fill_total(&f);
	return fill_rows(&f);
}

struct err budget_regions_of(struct page *page, struct str plan, struct budget_view *v)
{
	struct filling f;

	TRY(begin(page, plan, v, &f));
	return f.budget ? budget_regions(page, f.budget, v) : OK;
}

/* The budget that ?period= and ?kind= name, or else the one that pages open with. */
static struct err choose_budget(const struct request *request, const struct plan *plan,
				const struct budgets *budgets, const struct budget **out)
{
	struct str kind = request_field(request, S("kind"));
	struct str period = request_field(request, S("period"));
	const struct choices *kinds = noun_field(noun_of(NOUN_BUDGET_LINE), S("kind"))->choices;
	struct period asked;

	*out = NULL;
	if (str_empty(kind) && str_empty(period)) {
		*out = plan_budget(budgets, plan->code);
		return OK;
	}
	if (!period_parse(period, &asked))
		return ERROR(ERR_INVALID, "the period is none");
	for (size_t i = 0; i < kinds->count; i++)
		if (str_eq(kinds->at[i].name, kind) && i + 1 != BUDGET_LINE_KIND_STATED_TOTAL)
			*out = budgets_find(budgets, plan->code, asked,
					    (enum budget_line_kind)(i + 1));
	return *out ? OK : ERROR(ERR_NOT_FOUND, "the plan has no such budget");
}

/* ?node= must be a node of the tree. */
static struct err choose_node(struct page *page, const struct tree *tree, struct budget_view *v)
{
	struct str node = request_field(page->request, S("node"));

	if (str_empty(node))
		return OK;
	if (tree_place(tree, node) == TREE_NONE)
		return ERROR(ERR_NOT_FOUND, "no such node");
	v->node = page_thing(page, NOUN_NODE, node);
	page_title_add(page, v->node.code, v->node.name.text);
	return OK;
}

static struct err show(struct page *page, const struct plan *plan)
{
	static const enum noun_id nouns[] = { NOUN_BUDGET_LINE, NOUN_NODE, NOUN_PLAN };
	struct budget_view v = { .has_total = false };
	struct filling f;

	page_title(page, page_words(page, S(N_("Budget"))));
	TRY(part_download(page, nouns, countof(nouns), &v.download));
	TRY(begin(page, plan ? plan->code : S(""), &v, &f));
	if (plan) {
		v.plan = page_said(page, NOUN_PLAN, plan->code, S("name"), plan->name);
		TRY(choose_budget(page->request, plan, f.budgets, &f.budget));
	}
	if (!f.budget) {
		view_budget_none(&page->body, &v);
		return page_end(page);
	}
	TRY(choose_node(page, f.budgets->tree, &v));
	if (!str_empty(v.node.code))
		page_crumb_to(page, S("budget"), S(N_("Budget")));
	TRY(fill(&f));
	view_budget(&page->body, &v);
	return page_end(page);
}

static struct err budget_show(const struct request *request, struct response *response)
{
	struct page page;

	TRY(page_begin(&page, request, response, NAV_BUDGET));
	return page.is_answered ? OK : show(&page, page.plan);
}

static struct err budget_of_plan(const struct request *request, struct response *response)
{
	const struct plan *plan;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_BUDGET));
	if (page.is_answered)
		return OK;
	plan = page_row(&page, NOUN_PLAN, request_param(request, S("code")));
	return plan ? show(&page, plan) : ERROR(ERR_NOT_FOUND, "no such plan");
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/budget"), budget_show, .role = ROLE_READER,
	  .help = STR(N_("the budget of the newest plan")) },
	{ METHOD_GET, STR("/plan/:code/budget"), budget_of_plan, .role = ROLE_READER,
	  .help = STR(N_("the budget of a plan; ?node= drills, ?period= and ?kind= choose")) },
	{ METHOD_GET, STR("/plan/:code/budget.csv"), budget_csv_show, .role = ROLE_READER,
	  .help = STR(N_("the budget's table with computed and stated shares, as CSV")) },
};

const struct route_table budget_routes = { routes, countof(routes) };
