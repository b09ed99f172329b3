/* /node/:code: what a node costs, what it is to change, what it delivers, and who answers for it. */
#include "web/node.h"
#include "base/list.h"
#include "base/map.h"
#include "base/mark.h"
#include "i18n/number.h"
#include "model/budget_line.h"
#include "model/outcome.h"
#include "web/node.html.h"
#include "web/routes.h"

enum { CHILDREN_A_PAGE = 50, RESULTS_SHOWN = 20 };

/* The node in its tree, and the money of it. */
struct node_scene {
	struct page *page;
	const struct tree *tree;
	size_t place;
	struct money_scene money;
};

/* The plan that follows the node's framework: the newest one if it does. */
static const struct plan *plan_of(const struct page *page, const struct node *node)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_PLAN);
	struct str framework = node_framework(node);
	const struct plan *plan, *found = NULL;

	if (page->plan && str_eq(page->plan->framework, framework))
		return page->plan;
	while ((plan = rows_next(&rows)))
		if (str_eq(plan->framework, framework))
			found = plan;
	return found;
}

static struct err scene_of(struct page *page, const struct node *node, struct node_scene *out)
{
	*out = (struct node_scene){ .page = page };
	TRY(snapshot_tree(page->snapshot, &out->tree));
	out->place = tree_place(out->tree, node->code);
	return money_scene_of(page, plan_of(page, node), &out->money);
}

static struct err money_at(const struct node_scene *scene, size_t place, struct node_money *out)
{
	*out = (struct node_money){
		.amount = MONEY_EMPTY,
		.stated = MONEY_EMPTY,
		.of_parent = { .computed = DECIMAL_EMPTY, .stated = DECIMAL_EMPTY },
		.of_total = { .computed = DECIMAL_EMPTY, .stated = DECIMAL_EMPTY }
	};
	if (!scene->money.budget)
		return OK;
	return node_money(scene->page->snapshot, scene->money.budgets, scene->money.budget, place,
			  out);
}

/* ---- Money ---- */

static struct str percent_words(const struct page *page, struct decimal percent)
{
	struct buf words;

	buf_init(&words, page->arena);
	number_write_percent(&words, page->locale, percent);
	return buf_held(&words);
}

static struct str lead_of(const struct node_scene *scene, const struct node_money *money,
			  const struct thing *parent)
{
	const struct page *page = scene->page;
	struct message_args args = { {
		page_money(page, money->amount, money->currency),
		page_period(page, scene->money.budget->period),
		percent_words(page, money->of_total.computed),
		percent_words(page, money->of_parent.computed),
		parent->name.text,
	} };

	if (decimal_empty(money->of_total.computed))
		return S("");
	if (decimal_empty(money->of_parent.computed))
		return page_message(page, S(N_("{1} in {2}: {3} of the total.")), args);
	return page_message(page, S(N_("{1} in {2}: {4} of {5} and {3} of the total.")), args);
}

static struct err fill_money(const struct node_scene *scene, struct node_view *v)
{
	const struct page *page = scene->page;
	size_t parent = scene->tree->at[scene->place].parent;
	struct node_money money;

	TRY(money_at(scene, scene->place, &money));
	if (parent != TREE_NONE)
		v->parent = page_thing(page, NOUN_NODE, scene->tree->at[parent].node->code);
	v->amount = (struct money){ money.amount, money.currency };
	v->stated = (struct money){ money.stated, money.currency };
	v->stated_differs = money.stated_differs;
	v->of_parent = share_view_of(page, &money.of_parent);
	v->of_total = share_view_of(page, &money.of_total);
	if (money.amount == MONEY_EMPTY)
		return OK;
	v->kind = scene->money.kind;
	v->period = scene->money.budget->period;
	v->lead = lead_of(scene, &money, &v->parent);
	if (!money.line)
		return OK;
	v->is_preliminary = money.line->state == BUDGET_LINE_STATE_PRELIMINARY;
	v->note = (struct said){ money.line->note, page_plan_language(page) };
	return OK;
}

/* ---- Children ---- */

/* What a child is listed with, while it is collected: each key once. */
struct harvest {
	struct page *page;
	struct list things; /* struct thing, the first RESULTS_SHOWN */
	struct map keys;
};

static struct harvest harvest_of(struct page *page)
{
	struct harvest harvest = { .page = page, .things = LIST(page->arena, struct thing) };

	map_init(&harvest.keys, page->arena);
	return harvest;
}

static struct err harvest_add(struct harvest *harvest, const struct thing *thing)
{
	uint64_t before;

	if (map_get(&harvest->keys, thing->code, &before))
		return OK;
	TRY(map_put(&harvest->keys, thing->code, 1));
	return harvest->keys.count > RESULTS_SHOWN ? OK : list_push(&harvest->things, thing);
}

static struct err harvest_list(struct harvest *harvest, const struct related_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		TRY(harvest_add(harvest, &list->at[i].thing));
	return OK;
}

static struct node_results harvest_end(const struct harvest *harvest)
{
	return (struct node_results){
		.things = { harvest->things.at, harvest->things.count },
		.n_more = harvest->keys.count - harvest->things.count,
	};
}

/* The indicators of the row; of a node, those that measure it as a whole. */
static struct err harvest_measures(struct harvest *indicators, enum noun_id noun, struct str code)
{
	struct related_list list;

	TRY(related_from(indicators->page, noun, code, LINK_KIND_MEASURES, NOUN_INDICATOR, &list));
	return harvest_list(indicators, &list);
}

/* The results of the node at the place and of all below it, as its row in the document has them. */
static struct err fill_child_results(const struct node_scene *scene, size_t place,
				     struct node_child *child)
{
	struct page *page = scene->page;
	struct harvest outcomes = harvest_of(page), indicators = harvest_of(page);
	struct harvest products = harvest_of(page);

	for (size_t i = place; i < scene->tree->at[place].end; i++) {
		struct str code = scene->tree->at[i].node->code;
		struct related_list delivered;
		struct things here;

		TRY(things_where(page, NOUN_OUTCOME, "node", code, &here));
		TRY(harvest_measures(&indicators, NOUN_NODE, code));
		for (size_t o = 0; o < here.count; o++) {
			TRY(harvest_add(&outcomes, &here.at[o]));
			TRY(harvest_measures(&indicators, NOUN_OUTCOME, here.at[o].code));
		}
		TRY(related_to(page, NOUN_NODE, code, LINK_KIND_DELIVERS, NOUN_PRODUCT,
			       &delivered));
		TRY(harvest_list(&products, &delivered));
	}
	child->outcomes = harvest_end(&outcomes);
	child->indicators = harvest_end(&indicators);
	child->products = harvest_end(&products);
	return OK;
}

static struct err fill_child(const struct node_scene *scene, size_t place, struct node_child *out)
{
	struct node_money money;

	*out = (struct node_child){
		.thing = page_thing(scene->page, NOUN_NODE, scene->tree->at[place].node->code),
	};
	TRY(money_at(scene, place, &money));
	out->amount = (struct money){ money.amount, money.currency };
	out->of_parent = share_view_of(scene->page, &money.of_parent);
	out->of_total = share_view_of(scene->page, &money.of_total);
	return fill_child_results(scene, place, out);
}

static struct err fill_children(const struct node_scene *scene, struct node_view *v)
{
	const struct tree *tree = scene->tree;
	size_t end = tree->at[scene->place].end, total = 0, i = 0;
	struct list children = LIST(scene->page->arena, struct node_child);
	const struct level *level = end > scene->place + 1 ? tree->at[scene->place + 1].level
							   : NULL;

	for (size_t c = scene->place + 1; c < end; c = tree->at[c].end)
		total++;
	v->paging = page_paging(scene->page, total, CHILDREN_A_PAGE);
	for (size_t c = scene->place + 1; c < end; c = tree->at[c].end, i++) {
		struct node_child child;

		if (i < v->paging.first || i >= v->paging.first + v->paging.count)
			continue;
		TRY(fill_child(scene, c, &child));
		TRY(list_push(&children, &child));
		v->has_outcomes |= child.outcomes.things.count > 0;
		v->has_indicators |= child.indicators.things.count > 0;
		v->has_products |= child.products.things.count > 0;
	}
	v->children.at = children.at;
	v->children.count = children.count;
	v->child_level = level && !str_empty(level->plural)
				 ? level->plural
				 : page_words(scene->page, S(N_("Parts")));
	v->child_one = level ? level->name : page_words(scene->page, str_of(node_noun.label));
	return OK;
}

/* ---- Results ---- */

static struct err fill_outcomes(const struct node_scene *scene, const struct node *node,
				struct node_view *v)
{
	struct page *page = scene->page;
	struct list outcomes = LIST(page->arena, struct node_outcome);
	struct things things;

	TRY(things_where(page, NOUN_OUTCOME, "node", node->code, &things));
	for (size_t i = 0; i < things.count; i++) {
		struct node_outcome outcome = { .thing = things.at[i] };

		TRY(related_from(page, NOUN_OUTCOME, outcome.thing.code, LINK_KIND_MEASURES,
				 NOUN_INDICATOR, &outcome.indicators));
		TRY(list_push(&outcomes, &outcome));
	}
	v->outcomes.at = outcomes.at;
	v->outcomes.count = outcomes.count;
	return OK;
}

static struct err fill_results(const struct node_scene *scene, const struct node *node,
			       struct node_view *v)
{
	TRY(fill_outcomes(scene, node, v));
	TRY(related_from(scene->page, NOUN_NODE, node->code, LINK_KIND_MEASURES, NOUN_INDICATOR,
			 &v->indicators));
	return related_to(scene->page, NOUN_NODE, node->code, LINK_KIND_DELIVERS, NOUN_PRODUCT,
			  &v->products);
}

/* ---- The page ---- */

void node_crumbs(struct page *page, const struct tree *tree, size_t place, bool itself)
{
	size_t way[CRUMBS_MAX], count = 0;
	struct str framework = node_framework(tree->at[place].node);

	page_crumb_to(page, S("framework"), S(N_("Framework")));
	if (page_row(page, NOUN_FRAMEWORK, framework))
		page_crumb(page, page_link_row(page, NOUN_FRAMEWORK, framework),
			   page_thing(page, NOUN_FRAMEWORK, framework).name);
	for (size_t at = itself ? place : tree->at[place].parent;
	     at != TREE_NONE && count < CRUMBS_MAX - 2; at = tree->at[at].parent)
		way[count++] = at;
	while (count-- > 0) {
		struct thing thing = page_thing(page, NOUN_NODE, tree->at[way[count]].node->code);

		page_crumb(page, thing.href, thing.name);
	}
}

static struct err fill(struct page *page, const struct node *node, struct node_view *v)
{
	struct node_scene scene;
	const struct level *level;

	TRY(scene_of(page, node, &scene));
	level = scene.tree->at[scene.place].level;
	v->node = node;
	v->level = level ? level->name : page_words(page, str_of(node_noun.label));
	v->name = page_said(page, NOUN_NODE, node->code, S("name"), node->name);
	v->description =
		page_said(page, NOUN_NODE, node->code, S("description"), node->description);
	if (!str_empty(node->owner))
		v->owner = page_thing(page, NOUN_UNIT, node->owner);
	TRY(fill_money(&scene, v));
	TRY(fill_children(&scene, v));
	TRY(fill_results(&scene, node, v));
	TRY(printed_names(page, NOUN_NODE, node->code, &v->names));
	TRY(notes_about(page, NOUN_NODE, node->code, &v->notes));
	TRY(part_findings_of(page, NOUN_NODE, node->code, &v->findings));
	TRY(part_history(page, NOUN_NODE, node->code, &v->history));
	node_crumbs(page, scene.tree, scene.place, false);
	return OK;
}

static struct err node_show(const struct request *request, struct response *response)
{
	struct node_view view = { 0 };
	const struct node *node;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	node = page_row(&page, NOUN_NODE, request_param(request, S("code")));
	if (!node)
		return ERROR(ERR_NOT_FOUND, "no such node");
	TRY(fill(&page, node, &view));
	page_title(&page, view.name.text);
	view_node(&page.body, &view);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/node/:code"), node_show, .role = ROLE_READER,
	  .help = STR(N_("a priority, a topic or another node of a framework")) },
};

const struct route_table node_routes = { routes, countof(routes) };
