/* /outcome with its filters, and /outcome/:code. */
#include "web/outcome.h"

#include "base/list.h"
#include "base/mark.h"
#include "model/outcome.h"
#include "model/tree.h"
#include "web/node.h"
#include "web/outcome.html.h"
#include "web/result_list.html.h"
#include "web/routes.h"

enum { OUTCOMES_A_PAGE = 50 };

/* ---- One ---- */

/* Over the framework and the nodes to it. */
static struct err crumbs(struct page *page, struct str node)
{
	const struct tree *tree;
	size_t place;

	TRY(snapshot_tree(page->snapshot, &tree));
	place = tree_place(tree, node);
	if (place != TREE_NONE)
		node_crumbs(page, tree, place, true);
	return OK;
}

static struct err fill(struct page *page, const struct outcome *outcome, struct outcome_view *v)
{
	static const struct str shown[] = { STR("name"), STR("description"), STR("node") };
	struct str code = outcome->code;

	v->code = code;
	v->name = page_said(page, NOUN_OUTCOME, code, S("name"), outcome->name);
	v->description =
		page_said(page, NOUN_OUTCOME, code, S("description"), outcome->description);
	v->node = page_thing(page, NOUN_NODE, outcome->node);
	TRY(related_from(page, NOUN_OUTCOME, code, LINK_KIND_MEASURES, NOUN_INDICATOR,
			 &v->indicators));
	TRY(related_from(page, NOUN_NODE, outcome->node, LINK_KIND_MEASURES, NOUN_INDICATOR,
			 &v->node_indicators));
	TRY(notes_about(page, NOUN_OUTCOME, code, &v->notes));
	TRY(part_facts(page, NOUN_OUTCOME, outcome, shown, countof(shown), &v->facts));
	TRY(part_findings_of(page, NOUN_OUTCOME, code, &v->findings));
	TRY(part_history(page, NOUN_OUTCOME, code, &v->history));
	return crumbs(page, outcome->node);
}

static struct err outcome_show(const struct request *request, struct response *response)
{
	const struct outcome *outcome;
	struct outcome_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	outcome = page_row(&page, NOUN_OUTCOME, request_param(request, S("code")));
	if (!outcome)
		return ERROR(ERR_NOT_FOUND, "no such outcome");
	TRY(fill(&page, outcome, &view));
	page_title(&page, view.name.text);
	view_outcome(&page.body, &view);
	return page_end(&page);
}

/* ---- All ---- */

static const struct filter filters[] = {
	{ STR("owner"), STR(N_("Somebody responsible")) },
	{ STR("indicator"), STR(N_("An indicator")) },
};

static struct err passes(const struct page *page, const struct outcome *outcome,
			 struct str searched, bool *out)
{
	size_t n_own, n_of_node;

	*out = false;
	if (!text_holds(outcome->name, searched) && !text_holds(outcome->code, searched))
		return OK;
	if (!filter_passes(filter_asked(page, S("owner")), !str_empty(outcome->owner)))
		return OK;
	TRY(count_measures(page, NOUN_OUTCOME, outcome->code, &n_own));
	TRY(count_measures(page, NOUN_NODE, outcome->node, &n_of_node));
	*out = filter_passes(filter_asked(page, S("indicator")), n_own + n_of_node > 0);
	return OK;
}

/* By its own indicators, or else by those of its place in the framework: the filter asks for either. */
static struct err measured_by(const struct page *page, const struct outcome *outcome,
			      struct str *out)
{
	static const struct plural own = NP_("{n} indicator", "{n} indicators");
	static const struct plural of_node =
		NP_("none of its own; {n} indicator of the place in the framework",
		    "none of its own; {n} indicators of the place in the framework");
	size_t n_own, n_of_node;

	TRY(count_measures(page, NOUN_OUTCOME, outcome->code, &n_own));
	TRY(count_measures(page, NOUN_NODE, outcome->node, &n_of_node));
	if (n_own == 0 && n_of_node == 0)
		*out = page_words(page, S(N_("no indicator")));
	else
		*out = n_own > 0 ? page_count(page, own, (int64_t)n_own)
				 : page_count(page, of_node, (int64_t)n_of_node);
	return OK;
}

static struct err fill_row(const struct page *page, const struct outcome *outcome,
			   struct result_row *row)
{
	*row = (struct result_row){
		.thing = page_thing(page, NOUN_OUTCOME, outcome->code),
		.under = page_thing(page, NOUN_NODE, outcome->node),
	};
	return measured_by(page, outcome, &row->facts);
}

static struct err fill_list(struct page *page, struct result_list_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_OUTCOME);
	struct list found = LIST(page->arena, const struct outcome *);
	const struct outcome *outcome;
	struct result_row *views;

	TRY(result_list_begin(page, S("outcome"), filters, countof(filters), v));
	while ((outcome = rows_next(&rows))) {
		bool is_shown;

		TRY(passes(page, outcome, v->query, &is_shown));
		if (is_shown)
			TRY(list_push(&found, &outcome));
	}
	v->n_all = snapshot_count(page->snapshot, NOUN_OUTCOME);
	v->paging = page_paging(page, found.count, OUTCOMES_A_PAGE);
	TRY_NEW(views = NEW(page->arena, struct result_row, v->paging.count + 1));
	for (size_t i = 0; i < v->paging.count; i++)
		TRY(fill_row(page, *LIST_AT(found, const struct outcome *, v->paging.first + i),
			     &views[i]));
	v->rows.at = views;
	v->rows.count = v->paging.count;
	return OK;
}

static struct err outcome_list(const struct request *request, struct response *response)
{
	struct result_list_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	TRY(fill_list(&page, &view));
	view.title = page_count(&page, (struct plural)NP_("{n} outcome", "{n} outcomes"),
				(int64_t)view.n_all);
	view.lead = page_words(&page, S(N_("The changes that the plan is to contribute to.")));
	view.empty = page_words(&page, S(N_("There are none yet.")));
	page_title(&page, page_words(&page, S(N_("Outcomes"))));
	view_result_list(&page.body, &view);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/outcome"), outcome_list, .role = ROLE_READER,
	  .help = STR(N_("all outcomes; q= searches, owner= and indicator= take any or none")) },
	{ METHOD_GET, STR("/outcome/:code"), outcome_show, .role = ROLE_READER,
	  .help = STR(N_("one outcome and what measures it")) },
};

const struct route_table outcome_routes = { routes, countof(routes) };
