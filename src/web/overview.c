/* The first page: / for the newest plan, /plan/:code for each. */
#include "web/overview.h"

#include "app/history.h"
#include "app/indicator_data.h"
#include "base/list.h"
#include "base/mark.h"
#include "check/check.h"
#include "figure/svg.h"
#include "i18n/number.h"
#include "web/overview.html.h"
#include "web/overview_figures.h"
#include "web/routes.h"

enum { WORST_SHOWN = 5, BATCHES_SHOWN = 5 };

/* ---- Money in a sentence ---- */

/* "5 ITU-D Priorities": so many nodes of a level. */
static struct str level_in_words(struct page *page, const struct level *level, size_t n)
{
	struct str number = page_number(page, (int64_t)n);
	struct str name = n == 1 || str_empty(level->plural) ? level->name : level->plural;

	return str_format(page->arena, "%.*s %.*s", STR_ARGS(number), STR_ARGS(name));
}

/* "5 ITU-D Priorities and 1 Enabler": the tops by level, in the order in which they come. */
static struct str tops_in_words(const struct overview_scene *scene)
{
	struct page *page = scene->page;
	struct str words = S("");

	for (size_t i = 0; i < scene->n_tops;) {
		const struct level *level = scene->tree->at[scene->tops[i]].level;
		size_t from = i;
		struct str more;

		while (i < scene->n_tops && scene->tree->at[scene->tops[i]].level == level)
			i++;
		if (!level)
			continue;
		more = level_in_words(page, level, i - from);
		words = str_empty(words) ? more
					 : page_message(page, S(N_("{1} and {2}")),
							(struct message_args){ { words, more } });
	}
	return words;
}

static struct str percent_in_words(struct page *page, struct decimal percent)
{
	struct buf words;

	buf_init(&words, page->arena);
	number_write_percent(&words, page->locale, percent);
	return buf_held(&words);
}

/* The largest of the tops. */
struct tops_money {
	size_t largest; /* its place; TREE_NONE: no top has an amount */
	struct node_money money;
};

static struct err weigh_tops(const struct overview_scene *scene, struct tops_money *out)
{
	*out = (struct tops_money){ .largest = TREE_NONE };
	for (size_t i = 0; i < scene->n_tops; i++) {
		struct node_money money;

		TRY(node_money(scene->page->snapshot, scene->money.budgets, scene->money.budget,
			       scene->tops[i], &money));
		if (money.amount == MONEY_EMPTY ||
		    (out->largest != TREE_NONE && money.amount <= out->money.amount))
			continue;
		out->largest = scene->tops[i];
		out->money = money;
	}
	return OK;
}

static struct err fill_money(const struct overview_scene *scene, struct overview_view *v)
{
	struct page *page = scene->page;
	const struct budget *budget = scene->money.budget;
	struct tops_money tops;
	struct message_args args;
	uint64_t n_preliminary;
	size_t n_differing;

	v->total = (struct money){ .minor = MONEY_EMPTY };
	if (!budget || budget->total.amount == MONEY_EMPTY)
		return OK;
	v->total = (struct money){ budget->total.amount, budget->currency };
	v->known = budget->total.known;
	v->expected = budget->total.expected;
	v->kind = scene->money.kind;
	v->period = budget->period;
	TRY(weigh_tops(scene, &tops));
	v->is_preliminary =
		map_get(&scene->counted->preliminary, scene->plan->code, &n_preliminary);
	TRY(count_differing_shares(page, scene->plan->code, &n_differing));
	if (n_differing > 0)
		v->differing = page_count(
			page,
			(struct plural)NP_("{n} stated share does not follow from the amounts.",
					   "{n} stated shares do not follow from the amounts."),
			(int64_t)n_differing);
	if (tops.largest == TREE_NONE)
		return OK;
	args = (struct message_args){ {
		tops_in_words(scene),
		percent_in_words(page, tops.money.of_total.computed),
		page_thing(page, NOUN_NODE, scene->tree->at[tops.largest].node->code).name.text,
	} };
	v->lead =
		page_message(page, S(N_("Across {1}; the largest part, {2}, goes to {3}.")), args);
	return OK;
}

/* ---- Counts ---- */

/* One row of the counts: what is counted, and the filter of the list of those that lack it. */
struct count_row {
	struct str words;
	struct str filter; /* the field of the list's query that is "none" */
};

static struct err fill_count(const struct page *page, const struct count_row *row, struct str list,
			     size_t with, size_t count, struct list *counts)
{
	struct overview_count one = {
		.with = with,
		.count = count,
		.words = page_words(page, row->words),
	};

	if (with < count) {
		one.lacking = page_words(page, S(N_("Which ones lack it")));
		one.href = link_with(page->arena, page_link(page, list), row->filter, S("none"));
	}
	return list_push(counts, &one);
}

static struct err fill_outcomes(const struct overview_scene *scene, struct overview_view *v)
{
	static const struct count_row rows[] = {
		{ STR(N_("have an indicator, their own or one of their place in the framework.")),
		  STR("indicator") },
		{ STR(N_("have somebody responsible.")), STR("owner") },
	};
	const struct coverage *coverage = &scene->counted->outcomes;
	const size_t with[countof(rows)] = { coverage->with_indicator, coverage->with_owner };
	struct list counts = LIST(scene->page->arena, struct overview_count);

	for (size_t i = 0; i < countof(rows); i++)
		TRY(fill_count(scene->page, &rows[i], S("outcome"), with[i], coverage->count,
			       &counts));
	v->n_outcomes = coverage->count;
	v->outcomes = (struct overview_counts){ counts.at, counts.count };
	return OK;
}

static struct err count_observed(const struct overview_scene *scene, size_t *out)
{
	const struct overview *counted = scene->counted;
	size_t count = 0;

	for (size_t i = 0; i < counted->n_with_variable; i++) {
		bool is_observed;

		TRY(indicator_is_observed(scene->page->site->app, scene->page->snapshot,
					  counted->with_variable[i], &is_observed));
		count += is_observed;
	}
	*out = count;
	return OK;
}

static struct err fill_indicators(const struct overview_scene *scene, struct overview_view *v)
{
	static const struct count_row rows[] = {
		{ STR(N_("have a baseline.")), STR("baseline") },
		{ STR(N_("have a target.")), STR("target") },
		{ STR(N_("have somebody responsible.")), STR("owner") },
		{ STR(N_("have a reported value.")), STR("value") },
	};
	const struct coverage *coverage = &scene->counted->indicators;
	size_t with[countof(rows)] = { coverage->with_baseline, coverage->with_target,
				       coverage->with_owner, 0 };
	struct list counts = LIST(scene->page->arena, struct overview_count);

	TRY(count_observed(scene, &with[countof(rows) - 1]));
	for (size_t i = 0; i < countof(rows); i++)
		TRY(fill_count(scene->page, &rows[i], S("indicator"), with[i], coverage->count,
			       &counts));
	v->n_indicators = coverage->count;
	v->indicators = (struct overview_counts){ counts.at, counts.count };
	return OK;
}

/* ---- Findings and changes ---- */

/* Check by check, so that a large plan does not pay for a list of all its findings. */
static struct err add_errors_of(struct page *page, const struct check *check, struct list *views)
{
	struct findings findings;

	TRY(check_findings_of(page->snapshot, page->today, check, &findings));
	for (size_t i = 0; i < findings.count && views->count < WORST_SHOWN; i++) {
		struct finding_view view;

		if (findings.at[i].severity != SEVERITY_ERROR)
			break;
		TRY(finding_view_of(page, &findings.at[i], &view));
		TRY(list_push(views, &view));
	}
	return OK;
}

static struct err fill_findings(struct page *page, struct overview_view *v)
{
	struct list views = LIST(page->arena, struct finding_view);
	size_t counts[SEVERITY_COUNT];

	TRY(check_counts(page->snapshot, page->today, counts));
	v->n_errors = counts[SEVERITY_ERROR];
	v->n_warnings = counts[SEVERITY_WARNING];
	v->n_notes = counts[SEVERITY_NOTE];
	for (size_t i = 0; i < check_count() && views.count < WORST_SHOWN; i++)
		TRY(add_errors_of(page, check_at(i), &views));
	v->worst = (struct findings_view){ views.at, views.count };
	return OK;
}

static struct err fill_batches(struct page *page, struct overview_view *v)
{
	struct batch *batches;
	struct overview_batch *views;
	size_t count;

	TRY(history_batches(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			    BATCHES_SHOWN, &batches, &count));
	TRY_NEW(views = NEW(page->arena, struct overview_batch, count + 1));
	for (size_t i = 0; i < count; i++) {
		views[i] = (struct overview_batch){
			.at = batches[i].at,
			.who = batches[i].who,
			.why = batches[i].why,
			.href = page_link_batch(page, batches[i].number),
		};
		TRY(history_rows_changed(page->site->app, &batches[i], &views[i].n_rows));
		views[i].n_slices = batches[i].n_changes - views[i].n_rows;
		views[i].tells_rows = views[i].n_rows > 0 || views[i].n_slices == 0;
	}
	v->batches.at = views;
	v->batches.count = count;
	return OK;
}

/* ---- The page ---- */

static struct err fill_plans(struct page *page, const struct plan *shown, struct overview_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_PLAN);
	struct list others = LIST(page->arena, struct thing);
	const struct plan *plan;

	while ((plan = rows_next(&rows))) {
		struct thing thing = page_thing(page, NOUN_PLAN, plan->code);

		if (plan != shown)
			TRY(list_push(&others, &thing));
	}
	v->other_plans = (struct things){ others.at, others.count };
	return OK;
}

static void fill_head(struct page *page, const struct plan *plan, struct overview_view *v)
{
	v->name = page_said(page, NOUN_PLAN, plan->code, S("name"), plan->name);
	v->symbol = plan->symbol;
	v->state = page_choice(page, NOUN_PLAN, S("state"), plan->state);
	if (!str_empty(plan->framework))
		v->framework = page_thing(page, NOUN_FRAMEWORK, plan->framework);
	v->budget_page = page_link(page, S("budget"));
	v->framework_page = str_empty(plan->framework) ? page_link(page, S("framework"))
						       : v->framework.href;
	v->indicator_page = page_link(page, S("indicator"));
	v->outcome_page = page_link(page, S("outcome"));
	v->risk_page = page_link(page, S("risk"));
	v->findings_page = page_link(page, S("finding"));
	v->history_page = page_link(page, S("history"));
	v->document_page = page_link(page, S("document"));
}

static struct err fill(struct page *page, const struct plan *plan, struct overview_view *v)
{
	struct overview_scene scene;

	TRY(overview_scene_of(page, plan, &scene));
	fill_head(page, plan, v);
	TRY(fill_plans(page, plan, v));
	TRY(fill_money(&scene, v));
	TRY(fill_outcomes(&scene, v));
	TRY(fill_indicators(&scene, v));
	v->n_risks = scene.counted->n_risks;
	v->n_severe = scene.counted->n_severe;
	TRY(overview_money_figure(&scene, S("money-wide"), FIGURE_WIDE, &v->money_wide));
	TRY(overview_money_figure(&scene, S("money-narrow"), FIGURE_NARROW, &v->money_narrow));
	TRY(overview_chain_figure(&scene, &v->chain_figure));
	TRY(overview_risk_figure(&scene, &v->risk_figure));
	TRY(fill_findings(page, v));
	return fill_batches(page, v);
}

static struct err show(struct page *page, const struct plan *plan)
{
	struct overview_view v = { 0 };

	TRY(fill(page, plan, &v));
	view_overview(&page->body, &v);
	return page_end(page);
}

static struct err overview_show(const struct request *request, struct response *response)
{
	struct href reference;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_OVERVIEW));
	if (page.is_answered)
		return OK;
	if (page.plan) {
		page_title(&page, page_words(&page, S(N_("Overview"))));
		return show(&page, page.plan);
	}
	reference = page_link(&page, S("reference"));
	page_title(&page, page_words(&page, S(N_("No plan yet"))));
	view_no_plan(&page.body, &reference);
	return page_end(&page);
}

static struct err plan_show(const struct request *request, struct response *response)
{
	const struct plan *plan;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_OVERVIEW));
	if (page.is_answered)
		return OK;
	plan = page_row(&page, NOUN_PLAN, request_param(request, S("code")));
	if (!plan)
		return ERROR(ERR_NOT_FOUND, "no such plan");
	page_title(&page, plan->name);
	return show(&page, plan);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/"), overview_show, .role = ROLE_READER,
	  .help = STR(
		  N_("the newest plan at a glance: money, results, risks, findings, changes")) },
	{ METHOD_GET, STR("/plan/:code"), plan_show, .role = ROLE_READER,
	  .help = STR(N_("the same for one plan")) },
};

const struct route_table overview_routes = { routes, countof(routes) };
