/* See reference.h. */
#include "web/reference.h"

#include "base/list.h"
#include "base/mark.h"
#include "model/row.h"
#include "web/api.h"
#include "web/reference.html.h"
#include "web/routes.h"

static struct table_row table_row_of(const struct page *page, const struct noun *noun)
{
	return (struct table_row){
		.name = noun->name,
		.label = page_words(page, str_of(noun->plural)),
		.help = page_words(page, str_of(noun->help)),
		.page = link_to_row(page->arena, page->view, S("reference"), noun->name),
		.rows = page_link(page, noun->name),
		.csv = api_link(page, noun->name, S(".csv")),
		.json = api_link(page, noun->name, S("")),
		.n_columns = noun->n_fields,
		.n_rows = snapshot_count(page->snapshot, noun->id),
	};
}

static struct err fill_tables(const struct page *page, struct table_rows *out)
{
	struct table_row *rows = NEW(page->arena, struct table_row, NOUN_COUNT);

	TRY_NEW(rows);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		rows[id - 1] = table_row_of(page, noun_of((enum noun_id)id));
	*out = (struct table_rows){ rows, NOUN_COUNT - 1 };
	return OK;
}

static struct err reference_show(const struct request *request, struct response *response)
{
	struct reference_view v;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Reference"))));
	TRY(fill_tables(&page, &v.tables));
	view_reference(&page.body, &v);
	return page_end(&page);
}

/* ---- A table ---- */

static struct err fill_choices(const struct page *page, const struct choices *choices,
			       struct column_row *row)
{
	struct choice_row *rows;

	if (!choices)
		return OK;
	TRY_NEW(rows = NEW(page->arena, struct choice_row, choices->count));
	for (size_t i = 0; i < choices->count; i++)
		rows[i] = (struct choice_row){
			.name = choices->at[i].name,
			.label = page_words(page, str_of(choices->at[i].label)),
		};
	row->choices.at = rows;
	row->choices.count = choices->count;
	return OK;
}

static struct err column_row_of(const struct page *page, const struct field *field,
				struct column_row *out)
{
	*out = (struct column_row){
		.name = field->name,
		.label = page_words(page, str_of(field->label)),
		.help = page_words(page, str_of(field->help)),
		.expects = page_words(page, str_of(field_expects(field))),
		.is_key = field->flags & FIELD_KEY,
		.is_required = field->flags & FIELD_REQUIRED,
		.is_translated = field->flags & FIELD_TRANSLATED,
	};
	if (field->refers != NOUN_NONE) {
		out->refers = noun_of(field->refers)->name;
		out->refers_page =
			link_to_row(page->arena, page->view, S("reference"), out->refers);
	}
	return fill_choices(page, field->choices, out);
}

static struct err table_show(const struct request *request, struct response *response)
{
	const struct noun *noun = noun_named(request_param(request, S("noun")));
	struct column_row *columns;
	struct table_view v;
	struct page page;

	if (!noun)
		return ERROR(ERR_NOT_FOUND, "no such table");
	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	TRY_NEW(columns = NEW(page.arena, struct column_row, noun->n_fields));
	for (size_t i = 0; i < noun->n_fields; i++)
		TRY(column_row_of(&page, &noun->fields[i], &columns[i]));
	v = (struct table_view){
		.table = table_row_of(&page, noun),
		.columns = { columns, noun->n_fields },
	};
	page_title(&page, v.table.label);
	page_crumb_to(&page, S("reference"), S(N_("Reference")));
	view_table(&page.body, &v);
	return page_end(&page);
}

/* ---- The data ---- */

/* The addresses with their help, as the route tables have them. */
static struct err fill_routes(const struct page *page, struct data_view *v)
{
	struct list rows = LIST(page->arena, struct route_row);

	for (size_t t = 0; t < n_route_tables; t++)
		for (size_t i = 0; i < route_tables[t]->count; i++) {
			const struct route *route = &route_tables[t]->rows[i];
			struct route_row row = { route->pattern, page_words(page, route->help) };

			if (route->method != METHOD_GET)
				row.pattern = str_format(page->arena, "%.*s %.*s",
							 STR_ARGS(method_name(route->method)),
							 STR_ARGS(route->pattern));
			TRY_NEW(row.pattern.at);
			TRY(list_push(&rows, &row));
		}
	v->routes.at = rows.at;
	v->routes.count = rows.count;
	return OK;
}

static struct err data_show(const struct request *request, struct response *response)
{
	struct data_view v;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_NONE));
	if (page.is_answered)
		return OK;
	page_title(&page, page_words(&page, S(N_("Data"))));
	v.index = page_link(&page, S("api/v1"));
	v.findings = api_link(&page, S("finding"), S(""));
	v.batches = api_link(&page, S("batch"), S(""));
	TRY(fill_tables(&page, &v.tables));
	TRY(fill_routes(&page, &v));
	view_data(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/reference"), reference_show, .role = ROLE_READER,
	  .help = STR(N_("the tables of which a plan is made")) },
	{ METHOD_GET, STR("/reference/:noun"), table_show, .role = ROLE_READER,
	  .help = STR(N_("a table with its columns and what each accepts")) },
	{ METHOD_GET, STR("/data"), data_show, .role = ROLE_READER,
	  .help = STR(N_("what a program can fetch, and from where")) },
};

const struct route_table reference_routes = { routes, countof(routes) };
