/* /framework, and /framework/:code with the tree of its nodes. */
#include "web/framework.h"

#include "base/list.h"
#include "base/mark.h"
#include "model/framework.h"
#include "web/framework.html.h"
#include "web/related.h"
#include "web/routes.h"

enum {
	WHOLE_TREE = 300, /* nodes; a larger tree shows its tops, and the rest on their pages */
	DEPTH_SHOWN = 4,  /* levels of a whole tree; what is deeper is counted */
	TOPS_A_PAGE = 100,
};

struct framework_scene {
	struct page *page;
	const struct tree *tree;
	struct money_scene money;
	bool whole; /* the tree is small enough to be shown as it is */
};

/* ---- The tree ---- */

static struct err count_outcomes(const struct framework_scene *scene, size_t place, size_t *out)
{
	size_t n = 0;

	for (size_t i = place; i < scene->tree->at[place].end; i++) {
		struct found_rows outcomes;

		TRY(snapshot_where(scene->page->snapshot, NOUN_OUTCOME, "node",
				   scene->tree->at[i].node->code, &outcomes));
		n += outcomes.count;
	}
	*out = n;
	return OK;
}

static void fill_amount(const struct framework_scene *scene, size_t place, struct tree_item *item)
{
	const struct budget *budget = scene->money.budget;

	item->amount.minor = MONEY_EMPTY;
	item->share.hundredths = DECIMAL_EMPTY;
	if (!budget || budget->nodes[place].amount == MONEY_EMPTY)
		return;
	item->amount = (struct amount){ budget->nodes[place].amount, budget->currency };
	if (budget->total.amount > 0 &&
	    !decimal_ratio(item->amount.minor, 100, budget->total.amount, SHARE_DIGITS,
			   &item->share.hundredths))
		item->share.hundredths = DECIMAL_EMPTY;
}

static size_t count_children(const struct tree *tree, size_t place)
{
	size_t n = 0;

	for (size_t c = place + 1; c < tree->at[place].end; c = tree->at[c].end)
		n++;
	return n;
}

/* No deeper than DEPTH_SHOWN, however deep the tree is. */
static struct err fill_item(const struct framework_scene *scene, size_t place, size_t depth,
			    struct tree_item *item)
{
	const struct tree_node *node = &scene->tree->at[place];
	bool shows_children = scene->whole && depth + 1 < DEPTH_SHOWN;
	struct tree_item *children;
	size_t count = 0;

	item->thing = page_thing_whole(scene->page, NOUN_NODE, node->node->code);
	item->level = node->level ? node->level->name : S("");
	item->is_top = depth == 0;
	fill_amount(scene, place, item);
	TRY(count_outcomes(scene, place, &item->n_outcomes));
	if (!shows_children) {
		item->n_below = node->end - place - 1;
		return OK;
	}
	TRY_NEW(children = NEW(scene->page->arena, struct tree_item,
			       count_children(scene->tree, place) + 1));
	for (size_t c = place + 1; c < node->end; c = scene->tree->at[c].end)
		TRY(fill_item(scene, c, depth + 1, &children[count++]));
	item->children = (struct tree_items){ children, count };
	return OK;
}

/* The tops of the framework, and how many nodes it has in all. */
static struct err list_tops(const struct framework_scene *scene, struct str framework,
			    struct list *tops, size_t *n_nodes)
{
	*n_nodes = 0;
	for (size_t i = 0; i < scene->tree->count; i = scene->tree->at[i].end) {
		if (!str_eq(node_framework(scene->tree->at[i].node), framework))
			continue;
		TRY(list_push(tops, &i));
		*n_nodes += scene->tree->at[i].end - i;
	}
	return OK;
}

static struct err fill_tree(struct framework_scene *scene, struct str framework,
			    struct framework_view *v)
{
	struct list tops = LIST(scene->page->arena, size_t);
	struct tree_item *items;
	size_t n_nodes;

	TRY(list_tops(scene, framework, &tops, &n_nodes));
	scene->whole = n_nodes <= WHOLE_TREE;
	v->paging = page_paging(scene->page, tops.count, TOPS_A_PAGE);
	TRY_NEW(items = NEW(scene->page->arena, struct tree_item, v->paging.count + 1));
	for (size_t i = 0; i < v->paging.count; i++)
		TRY(fill_item(scene, *LIST_AT(tops, size_t, v->paging.first + i), 0, &items[i]));
	v->tops = (struct tree_items){ items, v->paging.count };
	return OK;
}

/* ---- The page of a framework ---- */

/* The newest plan that follows the framework. */
static const struct plan *plan_that_follows(const struct page *page, struct str framework)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_PLAN);
	const struct plan *plan, *newest = NULL;

	while ((plan = rows_next(&rows)))
		if (str_eq(plan->framework, framework) &&
		    (!newest || date_cmp(plan->starts, newest->starts) >= 0))
			newest = plan;
	return newest;
}

static void fill_lead(const struct framework_scene *scene, struct framework_view *v)
{
	const struct budget *budget = scene->money.budget;
	struct message_args args;

	if (!budget || budget->total.amount == MONEY_EMPTY)
		return;
	v->kind = scene->money.kind;
	args = (struct message_args){ {
		page_money(scene->page, budget->total.amount, budget->currency),
		page_period(scene->page, budget->period),
	} };
	v->lead = page_message(
		scene->page, S(N_("{1} for {2}; beside each part stand its amount and its share.")),
		args);
}

static struct err fill(struct page *page, const struct framework *framework,
		       struct framework_view *v)
{
	struct str code = framework->code;
	struct framework_scene scene = { .page = page };

	v->code = code;
	v->name = page_said(page, NOUN_FRAMEWORK, code, S("name"), framework->name);
	v->description =
		page_said(page, NOUN_FRAMEWORK, code, S("description"), framework->description);
	v->starts = framework->starts;
	v->ends = framework->ends;
	TRY(snapshot_tree(page->snapshot, &scene.tree));
	TRY(money_scene_of(page, plan_that_follows(page, code), &scene.money));
	fill_lead(&scene, v);
	TRY(fill_tree(&scene, code, v));
	TRY(things_where(page, NOUN_PLAN, "framework", code, &v->plans));
	TRY(part_findings_of(page, NOUN_FRAMEWORK, code, &v->findings));
	return part_history(page, NOUN_FRAMEWORK, code, &v->history);
}

static struct err framework_show(const struct request *request, struct response *response)
{
	const struct framework *framework;
	struct framework_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	framework = page_row(&page, NOUN_FRAMEWORK, request_param(request, S("code")));
	if (!framework)
		return ERROR(ERR_NOT_FOUND, "no such framework");
	TRY(fill(&page, framework, &view));
	page_crumb_to(&page, S("framework"), S(N_("Framework")));
	page_title(&page, view.name.text);
	view_framework(&page.body, &view);
	return page_end(&page);
}

/* ---- The list ---- */

static struct err fill_list(struct page *page, struct framework_list_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_FRAMEWORK);
	struct framework_scene scene = { .page = page };
	struct list list = LIST(page->arena, struct framework_row);
	const struct framework *framework;

	TRY(snapshot_tree(page->snapshot, &scene.tree));
	while ((framework = rows_next(&rows))) {
		struct list tops = LIST(page->arena, size_t);
		struct framework_row row = {
			.thing = page_thing(page, NOUN_FRAMEWORK, framework->code),
			.description = page_said(page, NOUN_FRAMEWORK, framework->code,
						 S("description"), framework->description),
		};

		TRY(list_tops(&scene, framework->code, &tops, &row.n_nodes));
		TRY(list_push(&list, &row));
	}
	v->rows.at = list.at;
	v->rows.count = list.count;
	return OK;
}

static struct err framework_list(const struct request *request, struct response *response)
{
	struct framework_list_view view = { 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	TRY(fill_list(&page, &view));
	page_title(&page, page_words(&page, S(N_("Frameworks"))));
	view_framework_list(&page.body, &view);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/framework"), framework_list, .role = ROLE_READER,
	  .help = STR(N_("the frameworks that the plans serve")) },
	{ METHOD_GET, STR("/framework/:code"), framework_show, .role = ROLE_READER,
	  .help = STR(N_("the tree of one framework, with amounts")) },
};

const struct route_table framework_routes = { routes, countof(routes) };
