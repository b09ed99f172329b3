/*
 * The linkages page: what each priority of the plan's framework serves in the other frameworks. What
 * the source leaves open is said to be open; nothing is guessed.
 */
#include "base/list.h"
#include "base/mark.h"
#include "model/framework.h"
#include "model/link.h"
#include "model/tree.h"
#include "web/download.h"
#include "web/routes.h"
#include "web/term.h"
#include "web/term.html.h"

enum { COLUMNS_SHOWN = 12, ROWS_SHOWN = 50, LINKS_SHOWN = 12, BELOW_ASKED = 200 };

/* What the matrix is made of. */
struct weaving {
	struct page *page;
	const struct tree *tree;
	struct list levels; /* const struct level *: the columns */
	struct list rows;   /* struct linkage_row */
	struct linkages_view *view;
};

static struct err choose_levels(struct weaving *w, struct str own)
{
	struct rows rows = snapshot_rows(w->page->snapshot, NOUN_LEVEL);
	const struct level *level;

	while ((level = rows_next(&rows)))
		if (!str_eq(level->framework, own) && w->levels.count < COLUMNS_SHOWN)
			TRY(list_push(&w->levels, &level));
	return OK;
}

static struct err fill_columns(struct weaving *w)
{
	const struct page *page = w->page;
	struct linkage_column *columns = NEW(page->arena, struct linkage_column, w->levels.count);

	TRY_NEW(columns);
	for (size_t i = 0; i < w->levels.count; i++) {
		const struct level *level = *LIST_AT(w->levels, const struct level *, i);
		struct str key = str_format(page->arena, "%.*s/%.*s", STR_ARGS(level->framework),
					    STR_ARGS(level->code));

		columns[i].name = page_said(page, NOUN_LEVEL, key, S("name"), level->name);
		columns[i].framework = page_thing(page, NOUN_FRAMEWORK, level->framework).name;
	}
	w->view->columns.at = columns;
	w->view->columns.count = w->levels.count;
	return OK;
}

/* The other end of a link that touches the node; empty when it leads to something else. */
static struct str other_end(const struct link *link, struct str node)
{
	bool is_from = str_eq(link->from_noun, S("node")) && str_eq(link->from_key, node);
	struct str noun = is_from ? link->to_noun : link->from_noun;

	if (!str_eq(noun, S("node")))
		return S("");
	return is_from ? link->to_key : link->from_key;
}

static struct err push_linked(struct weaving *w, struct found_rows links, struct str node,
			      const struct level *level, struct list *things)
{
	for (size_t i = 0; i < links.count && things->count < LINKS_SHOWN; i++) {
		size_t place = tree_place(w->tree, other_end(links.at[i], node));
		struct thing thing;

		if (place == TREE_NONE || w->tree->at[place].level != level)
			continue;
		thing = page_thing(w->page, NOUN_NODE, w->tree->at[place].node->code);
		TRY(list_push(things, &thing));
	}
	return OK;
}

/* What the node and those below it serve at the level. */
static struct err cell_of(struct weaving *w, size_t place, const struct level *level,
			  struct linkage_cell *out)
{
	const struct snapshot *snapshot = w->page->snapshot;
	struct list things = LIST(w->page->arena, struct thing);
	size_t end = w->tree->at[place].end;

	for (size_t i = place; i < end && i < place + BELOW_ASKED; i++) {
		struct str node = w->tree->at[i].node->code;
		struct found_rows links;

		TRY(snapshot_where(snapshot, NOUN_LINK, "from_key", node, &links));
		TRY(push_linked(w, links, node, level, &things));
		TRY(snapshot_where(snapshot, NOUN_LINK, "to_key", node, &links));
		TRY(push_linked(w, links, node, level, &things));
	}
	out->things = (struct things){ things.at, things.count };
	out->column = level->name;
	w->view->n_cells++;
	w->view->n_empty += things.count == 0;
	return OK;
}

static struct err push_row(struct weaving *w, size_t place)
{
	struct linkage_cell *cells = NEW(w->page->arena, struct linkage_cell, w->levels.count);
	struct linkage_row row = {
		.node = page_thing(w->page, NOUN_NODE, w->tree->at[place].node->code),
		.cells = { cells, w->levels.count },
	};

	TRY_NEW(cells);
	for (size_t i = 0; i < w->levels.count; i++)
		TRY(cell_of(w, place, *LIST_AT(w->levels, const struct level *, i), &cells[i]));
	return list_push(&w->rows, &row);
}

static struct err weave(struct weaving *w, struct str framework)
{
	TRY(snapshot_tree(w->page->snapshot, &w->tree));
	TRY(choose_levels(w, framework));
	if (w->levels.count == 0)
		return OK;
	TRY(fill_columns(w));
	for (size_t i = 0; i < w->tree->count && w->rows.count < ROWS_SHOWN; i = w->tree->at[i].end)
		if (str_eq(node_framework(w->tree->at[i].node), framework))
			TRY(push_row(w, i));
	w->view->rows.at = w->rows.at;
	w->view->rows.count = w->rows.count;
	return OK;
}

static struct err linkages_show(const struct request *request, struct response *response)
{
	static const enum noun_id nouns[] = { NOUN_LINK, NOUN_FRAMEWORK, NOUN_LEVEL };
	struct linkages_view v = { .n_cells = 0 };
	struct weaving w = { .view = &v };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_FRAMEWORK));
	if (page.is_answered)
		return OK;
	w.page = &page;
	w.levels = LIST(page.arena, const struct level *);
	w.rows = LIST(page.arena, struct linkage_row);
	page_title(&page, page_words(&page, S(N_("Linkages between frameworks"))));
	page_crumb_to(&page, S("framework"), S(N_("Framework")));
	if (page.plan)
		TRY(weave(&w, page.plan->framework));
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_linkages(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/link"), linkages_show, .role = ROLE_READER,
	  .help = STR(N_("what each priority serves in the other frameworks")) },
};

const struct route_table linkage_routes = { routes, countof(routes) };
