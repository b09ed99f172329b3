/* See row.h. */
#include "web/row.h"

#include "base/mark.h"
#include "html/noun.h"
#include "web/download.h"
#include "web/routes.h"
#include "web/row.html.h"

#include <string.h>

enum { ROWS_SHOWN = 100 };

static struct err find_noun(const struct request *request, const struct noun **out)
{
	*out = noun_named(request_param(request, S("noun")));
	return *out ? OK : ERROR(ERR_NOT_FOUND, "no such table");
}

/* The rows of one page of the list, one after another: their texts stay the snapshot's. */
static struct err gather(const struct page *page, const struct noun *noun,
			 const struct paging *paging, const void **out)
{
	char *gathered = arena_alloc(page->arena, paging->count, noun->row_size);
	struct rows rows = snapshot_rows(page->snapshot, noun->id);
	size_t end = paging->first + paging->count;
	const void *row = rows_next(&rows);

	TRY_NEW(gathered);
	for (size_t i = 0; row && i < end; i++, row = rows_next(&rows))
		if (i >= paging->first)
			memcpy(gathered + (i - paging->first) * noun->row_size, row,
			       noun->row_size);
	*out = gathered;
	return OK;
}

static struct err fill_table(struct page *page, const struct noun *noun, struct rows_view *v)
{
	const void *rows;
	struct html h;

	v->paging = page_paging(page, v->n_rows, ROWS_SHOWN);
	TRY(gather(page, noun, &v->paging, &rows));
	html_begin(&h, page->arena, page->locale);
	html_noun_table(&h, &page->pages, noun, rows, v->paging.count);
	return html_markup(&h, &v->table);
}

static struct err rows_show(const struct request *request, struct response *response)
{
	const struct noun *noun;
	struct rows_view v;
	struct page page;

	TRY(find_noun(request, &noun));
	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	v = (struct rows_view){
		.title = page_words(&page, str_of(noun->plural)),
		.help = page_words(&page, str_of(noun->help)),
		.n_rows = snapshot_count(page.snapshot, noun->id),
		.reference = link_to_row(page.arena, page.view, S("reference"), noun->name),
	};
	page_title(&page, v.title);
	page_crumb_to(&page, S("data"), S(N_("Data")));
	if (v.n_rows > 0)
		TRY(fill_table(&page, noun, &v));
	TRY(part_download(&page, &noun->id, 1, &v.download));
	view_rows(&page.body, &v);
	return page_end(&page);
}

/* The parts of a key of several parts say what the row is, and are facts of it. */
static struct err facts_of(struct page *page, const struct noun *noun, const void *row,
			   struct markup *out)
{
	struct html h;

	if (noun->n_keys == 1)
		return part_facts(page, noun->id, row, NULL, 0, out);
	html_begin(&h, page->arena, page->locale);
	html_noun_facts(&h, &page->pages, noun, row);
	return html_markup(&h, out);
}

static struct err fill_row(struct page *page, const struct noun *noun, struct str key,
			   const void *row, struct row_view *v)
{
	struct thing thing = page_thing_whole(page, noun->id, key);
	struct concern concern = { .noun = noun->id, .key = key };

	*v = (struct row_view){
		.kind = thing.noun,
		.key = key,
		.help = page_words(page, str_of(noun->help)),
	};
	if (!str_eq(thing.name.text, key))
		v->name = thing.name;
	page_title(page, str_empty(v->name.text) ? key : v->name.text);
	page_crumb_to(page, noun->name, str_of(noun->plural));
	TRY(facts_of(page, noun, row, &v->facts));
	TRY(part_findings(page, &concern, 1, &v->findings));
	TRY(part_history(page, noun->id, key, &v->history));
	return part_download(page, &noun->id, 1, &v->download);
}

static struct err row_show(const struct request *request, struct response *response)
{
	struct str key = request_param(request, S("key"));
	const struct noun *noun;
	struct row_view v;
	struct page page;
	const void *row;

	TRY(find_noun(request, &noun));
	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	row = page_row(&page, noun->id, key);
	if (!row)
		return ERROR(ERR_NOT_FOUND, "no such row");
	TRY(fill_row(&page, noun, key, row, &v));
	view_row(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/:noun"), rows_show, .role = ROLE_READER,
	  .help = STR(N_("the rows of any table that has no page of its own")) },
	{ METHOD_GET, STR("/:noun/:key"), row_show, .role = ROLE_READER,
	  .help = STR(N_("any row by its key; a key of several parts is written with %2F")) },
};

const struct route_table row_routes = { routes, countof(routes) };
