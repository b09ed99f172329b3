/*
 * A variable by groups of areas: the same questions that the API answers, so that a number on the page is
 * the number that its link gives.
 */
#include "app/ask_data.h"
#include "app/data_question.h"
#include "base/list.h"
#include "model/area_scheme.h"
#include "web/frame.h"
#include "web/variable.h"
#include "web/variable.html.h"

enum { PARAMETERS_MOST = 12 + 16 };

/* The parameters of a question that are the same for every scheme. */
struct grouping {
	struct page *page;
	struct str variable, slice, weight;
	struct period period;
	struct data_parameter parameters[PARAMETERS_MOST];
	size_t n_parameters;
};

static void add(struct grouping *g, struct str name, struct str value)
{
	if (g->n_parameters < PARAMETERS_MOST)
		g->parameters[g->n_parameters++] = (struct data_parameter){ name, value };
}

static struct err begin(struct grouping *g)
{
	struct str slice = g->slice, part;
	struct buf buf;

	buf_init(&buf, g->page->arena);
	period_write(&buf, g->period);
	add(g, S("variable"), g->variable);
	add(g, S("period"), buf_held(&buf));
	add(g, S("latest-within"), str_format(g->page->arena, "%d", (int)VARIABLE_RECENT_YEARS));
	while (!str_empty(slice) && str_cut(&slice, ';', &part))
		add(g, S("coordinate"), part);
	return OK;
}

/* One number for each group of the scheme. */
static struct err ask(struct grouping *g, struct str by, struct str function, struct str weight,
		      struct data_answer *out)
{
	size_t n_common = g->n_parameters;
	struct data_question question;
	struct diagnostics diagnostics;

	add(g, S("by"), by);
	add(g, S("aggregate"), function);
	if (!str_empty(weight))
		add(g, S("weight"), weight);
	diagnostics_init(&diagnostics, g->page->arena);
	struct err e =
		data_question_read(g->page->arena, g->parameters, g->n_parameters, &question);

	g->n_parameters = n_common;
	if (e.code == ERR_USAGE)
		return ERROR(ERR_INVALID, "a weight is a variable, as CODE or CODE@2023");
	TRY(e);
	e = ask_data_of(g->page->site->app, g->page->snapshot, g->page->today, g->page->arena,
			&question, &diagnostics, out);
	return e.code == ERR_USAGE ? ERROR(ERR_INVALID, "it cannot be asked so") : e;
}

static struct href link_to_answer(const struct grouping *g, struct str by, struct str format)
{
	const struct page *page = g->page;
	struct link_view view = { .as_of = page->view.as_of };
	struct href href = link_to_path(page->arena, view, S("api/v1/data"));

	for (size_t i = 0; i < g->n_parameters; i++)
		href = link_with(page->arena, href, g->parameters[i].name, g->parameters[i].value);
	href = link_with(page->arena, href, S("by"), by);
	href = link_with(page->arena, href, S("aggregate"), S("mean"));
	if (!str_empty(g->weight))
		href = link_with(page->arena, href, S("weight"), g->weight);
	return link_with(page->arena, href, S("format"), format);
}

static struct err fill_scheme(struct grouping *g, const struct area_scheme *scheme,
			      struct scheme_values *out)
{
	struct page *page = g->page;
	struct str by = str_format(page->arena, "group:%.*s", STR_ARGS(scheme->code));
	struct data_answer means, medians, weighted = { .count = 0 };
	struct group_value *values;
	bool is_mixed = false;

	TRY(ask(g, by, S("mean"), S(""), &means));
	TRY(ask(g, by, S("median"), S(""), &medians));
	if (!str_empty(g->weight))
		TRY(ask(g, by, S("mean"), g->weight, &weighted));
	TRY_NEW(values = NEW(page->arena, struct group_value, means.count + 1));
	for (size_t i = 0; i < means.count; i++) {
		values[i] = (struct group_value){
			.group = page_thing(page, NOUN_AREA_GROUP, means.rows[i].group),
			.mean = made_words(page, means.rows[i].observed.number),
			.median = made_words(page, medians.rows[i].observed.number),
			.n = means.rows[i].n,
			.of = means.rows[i].of,
		};
		is_mixed |= means.rows[i].n_marks > 0;
		if (i < weighted.count) {
			values[i].weighted = made_words(page, weighted.rows[i].observed.number);
			values[i].n_weighted = weighted.rows[i].n;
		}
	}
	*out = (struct scheme_values){
		.name = page_said(page, NOUN_AREA_SCHEME, scheme->code, S("name"), scheme->name),
		.groups = { values, means.count },
		.is_mixed = is_mixed,
		.csv = link_to_answer(g, by, S("csv")),
		.json = link_to_answer(g, by, S("json")),
		.sdmx = link_to_answer(g, by, S("sdmx-csv")),
	};
	if (str_eq(g->weight, S("own-denominator")))
		out->weight = (struct thing){
			.code = g->weight,
			.name = said_here(page_words(page, S(N_("their own denominators")))),
		};
	else if (!str_empty(g->weight))
		out->weight = page_thing(page, NOUN_VARIABLE,
					 str_slice(g->weight, 0, str_find_char(g->weight, '@', 0)));
	return OK;
}

/* What is wrong with the weight that was typed; empty: nothing. */
static struct str weight_error(const struct page *page, struct str weight)
{
	size_t at = str_find_char(weight, '@', 0);
	struct period period;

	if (str_empty(weight) || str_eq(weight, S("own-denominator")))
		return S("");
	if (!snapshot_find(page->snapshot, NOUN_VARIABLE, str_slice(weight, 0, at)))
		return page_words(page, S(N_("There is no variable of this code.")));
	if (at != SIZE_MAX && !period_parse(str_slice(weight, at + 1, weight.len), &period))
		return page_words(page, S(N_("A period follows the @, as in CODE@2023.")));
	return S("");
}

static struct err fill_form(const struct grouping *g, struct groups_view *v)
{
	const struct request *request = g->page->request;
	struct list fields = LIST(g->page->arena, struct kept_field);

	for (size_t i = 0; i < request->n_fields; i++) {
		struct kept_field field = { request->fields[i].name, request->fields[i].value };

		if (!str_eq(field.name, S("weight")))
			TRY(list_push(&fields, &field));
	}
	v->fields.at = fields.at;
	v->fields.count = fields.count;
	v->action = link_to_row(g->page->arena, LINK_VIEW_NONE, S("variable"), g->variable);
	v->action = link_at(g->page->arena, v->action, S("groups"));
	return OK;
}

struct err part_groups(struct page *page, const struct variable *variable, struct str slice,
		       struct period period, struct markup *out, bool *is_refused_out)
{
	struct grouping g = { .page = page,
			      .variable = variable->code,
			      .slice = slice,
			      .weight = str_trim(request_field(page->request, S("weight"))),
			      .period = period };
	struct groups_view v = { .period = period,
				 .years = VARIABLE_RECENT_YEARS,
				 .weight = str_empty(g.weight) ? variable->weight : g.weight };
	struct rows rows = snapshot_rows(page->snapshot, NOUN_AREA_SCHEME);
	struct list schemes = LIST(page->arena, struct scheme_values);
	const struct area_scheme *scheme;
	struct html h;

	v.error = weight_error(page, g.weight);
	*is_refused_out = !str_empty(v.error);
	if (*is_refused_out)
		g.weight = S("");
	TRY(begin(&g));
	while ((scheme = rows_next(&rows))) {
		struct scheme_values values;

		if (scheme->exclusive != YES)
			continue;
		TRY(fill_scheme(&g, scheme, &values));
		TRY(list_push(&schemes, &values));
	}
	if (schemes.count == 0)
		return OK;
	v.schemes.at = schemes.at;
	v.schemes.count = schemes.count;
	TRY(fill_form(&g, &v));
	html_begin(&h, page->arena, page->locale);
	view_variable_groups(&h, &v);
	return html_markup(&h, out);
}
