/* /dataset: what a script may read. */
#include "app/script_data.h"

#include "app/variable_summary.h"
#include "base/mark.h"
#include "model/variable.h"
#include "web/routes.h"
#include "web/script.h"
#include "web/script.html.h"

struct href script_link_to_dataset(const struct page *page, struct str name)
{
	return link_to_row(page->arena, page->view, S("dataset"), name);
}

static struct err fill_row(const struct page *page, struct str name, struct said title,
			   struct script_dataset_row *out)
{
	out->title = title;
	out->page = script_link_to_dataset(page, name);
	return script_name_text(page->arena, name, &out->name);
}

static struct said noun_title(const struct page *page, const struct noun *noun)
{
	return said_here(page_words(page, str_of(noun->plural)));
}

static struct said variable_title(const struct page *page, const struct variable *variable)
{
	return page_said(page, NOUN_VARIABLE, variable->code, S("name"), variable->name);
}

static struct err fill_nouns(const struct page *page, struct script_datasets_view *v)
{
	struct script_dataset_row *rows = NEW(page->arena, struct script_dataset_row, NOUN_COUNT);
	size_t count = 0;

	TRY_NEW(rows);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		TRY(fill_row(page, noun->name, noun_title(page, noun), &rows[count++]));
	}
	v->nouns = (struct script_dataset_rows){ rows, count };
	return OK;
}

static struct err fill_variables(const struct page *page, struct script_datasets_view *v)
{
	size_t total = snapshot_count(page->snapshot, NOUN_VARIABLE);
	struct rows all = snapshot_rows(page->snapshot, NOUN_VARIABLE);
	struct script_dataset_row *rows;
	const struct variable *variable;

	v->paging = page_paging(page, total, SCRIPT_DATASETS_PER_PAGE);
	TRY_NEW(rows = NEW(page->arena, struct script_dataset_row, v->paging.count + 1));
	for (size_t i = 0; (variable = rows_next(&all)); i++)
		if (i >= v->paging.first && i < v->paging.first + v->paging.count)
			TRY(fill_row(page, variable->code, variable_title(page, variable),
				     &rows[i - v->paging.first]));
	v->variables = (struct script_dataset_rows){ rows, v->paging.count };
	return OK;
}

static void begin(struct page *page)
{
	page_crumb_to(page, S("variable"), S(N_("Variables")));
	page_crumb_to(page, S("vtl"), S(N_("Scripts")));
}

static struct err datasets_show(const struct request *request, struct response *response)
{
	struct script_datasets_view v = { .nouns = { .count = 0 } };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	begin(&page);
	page_title(&page, page_words(&page, S(N_("What a script may read"))));
	v.script = page_link(&page, S("vtl"));
	TRY(fill_nouns(&page, &v));
	TRY(fill_variables(&page, &v));
	view_script_datasets(&page.body, &v);
	return page_end(&page);
}

/* ---- One ---- */

static struct err fill_parts(const struct page *page, const struct script_dataset *dataset,
			     struct script_dataset_view *v)
{
	struct script_part *parts;
	struct kept_slice *slices;
	struct str main_slice;
	size_t count, n = 0;

	TRY(variable_slices(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			    dataset->variable, &main_slice, &slices, &count));
	TRY_NEW(parts = NEW(page->arena, struct script_part, count + 1));
	for (size_t i = 0; i < count; i++) {
		struct str name;

		if (str_empty(slices[i].slice))
			continue;
		name = str_format(page->arena, "%.*s/%.*s", STR_ARGS(dataset->variable),
				  STR_ARGS(slices[i].slice));
		TRY_NEW(name.at);
		parts[n].page = script_link_to_dataset(page, name);
		TRY(script_name_text(page->arena, name, &parts[n++].name));
	}
	v->parts.at = parts;
	v->parts.count = n;
	return OK;
}

static struct err fill_about(const struct page *page, const struct script_dataset *dataset,
			     struct script_dataset_view *v)
{
	const struct noun *noun = noun_of(dataset->noun);

	if (str_empty(dataset->variable)) {
		v->title = noun_title(page, noun);
		v->about = link_to_row(page->arena, page->view, S("reference"), noun->name);
		return OK;
	}
	v->title = variable_title(page,
				  snapshot_find(page->snapshot, NOUN_VARIABLE, dataset->variable));
	v->about = page_link_row(page, NOUN_VARIABLE, dataset->variable);
	return str_empty(dataset->slice) ? fill_parts(page, dataset, v) : OK;
}

static struct err dataset_show(const struct request *request, struct response *response)
{
	struct script_dataset_view v = { .parts = { .count = 0 } };
	struct script_dataset dataset;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	TRY(script_dataset_find(page.site->app, page.snapshot, page.arena,
				request_param(request, S("name")), &dataset));
	begin(&page);
	page_crumb_to(&page, S("dataset"), S(N_("What a script may read")));
	TRY(script_name_text(page.arena, dataset.name, &v.name));
	page_title(&page, v.name);
	v.trial = link_with(page.arena, page_link(&page, S("vtl")), S("read"), dataset.name);
	TRY(script_fill_components(&page, &dataset.structure, &v.components));
	TRY(fill_about(&page, &dataset, &v));
	view_script_dataset(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/dataset"), datasets_show, .role = ROLE_READER,
	  .help = STR(N_("the datasets that a script may read")) },
	{ METHOD_GET, STR("/dataset/:name"), dataset_show, .role = ROLE_READER,
	  .help = STR(N_("the structure of one of them")) },
};

const struct route_table script_data_routes = { routes, countof(routes) };
