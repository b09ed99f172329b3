/* /variable with its search, and /variable/:code. */
#include "web/variable.h"

#include "app/data_marks.h"
#include "base/list.h"
#include "base/mark.h"
#include "i18n/collate.h"
#include "web/download.h"
#include "web/related.h"
#include "web/routes.h"
#include "web/series_mark.h"
#include "web/variable.html.h"

enum { VARIABLES_A_PAGE = 50 };

/* ---- The list ---- */

static struct err row_of(struct page *page, const struct variable *variable,
			 struct variable_row *out)
{
	struct variable_span span;

	TRY(variable_span(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			  page->today, variable->code, &span));
	*out = (struct variable_row){
		.thing = page_thing_whole(page, NOUN_VARIABLE, variable->code),
		.unit = variable->unit_of_measure,
		.source = variable->source,
		.n_areas = span.n_areas,
		.first = span.first,
		.last = span.last,
	};
	return OK;
}

static struct err fill_list(struct page *page, struct variables_view *v)
{
	struct rows rows = snapshot_rows(page->snapshot, NOUN_VARIABLE);
	struct list found = LIST(page->arena, const struct variable *);
	const struct variable *variable;
	struct variable_row *views;

	TRY(result_list_begin(page, S("variable"), NULL, 0, &v->list));
	while ((variable = rows_next(&rows)))
		if (text_holds(variable->name, v->list.query) ||
		    text_holds(variable->code, v->list.query))
			TRY(list_push(&found, &variable));
	v->list.n_all = snapshot_count(page->snapshot, NOUN_VARIABLE);
	v->list.paging = page_paging(page, found.count, VARIABLES_A_PAGE);
	TRY_NEW(views = NEW(page->arena, struct variable_row, v->list.paging.count + 1));
	for (size_t i = 0; i < v->list.paging.count; i++)
		TRY(row_of(page, *LIST_AT(found, const struct variable *, v->list.paging.first + i),
			   &views[i]));
	v->rows.at = views;
	v->rows.count = v->list.paging.count;
	return OK;
}

static struct err list_show(const struct request *request, struct response *response)
{
	static const enum noun_id nouns[] = { NOUN_VARIABLE };
	struct variables_view v = { .rows = { .count = 0 } };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	TRY(fill_list(&page, &v));
	v.list.title = page_count(&page, (struct plural)NP_("{n} variable", "{n} variables"),
				  (int64_t)v.list.n_all);
	v.quality = page_link(&page, S("quality"));
	v.load = page_link(&page, S("load"));
	v.script = page_link(&page, S("vtl"));
	page_title(&page, page_words(&page, S(N_("Variables"))));
	TRY(part_download(&page, nouns, countof(nouns), &v.download));
	view_variables(&page.body, &v);
	return page_end(&page);
}

/* ---- The latest value of each area ---- */

static int by_name(const void *a, const void *b, const void *context)
{
	const struct latest_row *x = a, *y = b;
	int order = collate(context, x->area.name.text, y->area.name.text);

	return order != 0 ? order : str_cmp(x->area.code, y->area.code);
}

static struct err fill_latest(struct page *page, struct str slice,
			      const struct variable_summary *summary, struct variable_view *v)
{
	struct list rows = LIST(page->arena, struct latest_row);

	for (size_t i = 0; i < summary->n_latest; i++) {
		const struct area_latest *latest = &summary->latest[i];
		struct latest_row row = {
			.area = page_thing(page, NOUN_AREA, latest->area),
			.value = observed_words(page, &latest->observed),
			.ratio = ratio_words(page, &latest->observed),
			.status = status_words(page, &latest->observed),
			.source = latest->observed.source,
			.is_value = latest->observed.state == OBSERVATION_VALUE,
			.is_number = str_empty(latest->observed.answer),
			.period = period_words(page, latest->period),
			.age_years = period_age_years(latest->period, page->today),
		};

		v->has_ratios |= !str_empty(row.ratio);
		row.area.href = page_link_series(page, v->code, latest->area, slice);
		TRY(list_push(&rows, &row));
	}
	TRY(list_sort(&rows, by_name, page->locale));
	v->latest.at = rows.at;
	v->latest.count = rows.count;
	return OK;
}

static struct err fill_answers(struct page *page, const struct variable_summary *summary,
			       struct variable_view *v)
{
	struct answer_row *rows = NEW(page->arena, struct answer_row, summary->n_answers + 1);

	TRY_NEW(rows);
	for (size_t i = 0; i < summary->n_answers; i++)
		rows[i] = (struct answer_row){ summary->answers[i].answer,
					       summary->answers[i].n_areas };
	v->answers.at = rows;
	v->answers.count = summary->n_answers;
	return OK;
}

/* ---- The marks ---- */

/* The plan's, and the breaks that observations tell: those of a period together. */
static struct err fill_marks(struct page *page, struct str slice,
			     const struct variable_summary *summary, struct variable_view *v)
{
	struct list of_plan = LIST(page->arena, struct data_mark);
	struct list rows = LIST(page->arena, struct mark_row);

	TRY(marks_of_plan(page->snapshot,
			  (struct series_key){ .variable = v->code, .slice = slice }, &of_plan));
	for (size_t i = 0; i < of_plan.count; i++) {
		struct mark_row row = mark_row_of(page, LIST_AT(of_plan, struct data_mark, i), 0);

		TRY(list_push(&rows, &row));
	}
	for (size_t i = 0; i < summary->n_breaks; i++) {
		const struct period_breaks *breaks = &summary->breaks[i];
		struct data_mark mark = { .period = breaks->period,
					  .kind = S("break"),
					  .area = breaks->area,
					  .slice = slice };
		struct mark_row row = mark_row_of(page, &mark, breaks->n_areas);

		TRY(list_push(&rows, &row));
	}
	return part_marks(page, rows.at, rows.count, &v->marks);
}

/* ---- The slices ---- */

static struct err fill_slices(struct page *page, struct str slice, const struct kept_slice *slices,
			      size_t count, struct variable_view *v)
{
	struct slice_row *rows = NEW(page->arena, struct slice_row, count + 1);

	TRY_NEW(rows);
	for (size_t i = 0; i < count; i++)
		rows[i] = (struct slice_row){
			.words = slice_words(page, slices[i].slice),
			.n_areas = (size_t)slices[i].n_areas,
			.href = page_link_variable(page, v->code, slices[i].slice),
			.is_current = str_eq(slices[i].slice, slice),
		};
	v->slices = (struct slice_list){ rows, count > 1 ? count : 0, count > SLICES_UNFOLDED };
	return OK;
}

/* The slice that is asked for, or the one that stands for the variable. */
static struct err find_slice(struct page *page, struct variable_view *v, struct str *out)
{
	struct kept_slice *slices;
	struct str asked;
	size_t count;

	TRY(variable_slices(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			    v->code, out, &slices, &count));
	TRY(slice_asked(page, &asked));
	if (asked.at) {
		*out = asked;
		v->slice = slice_words(page, asked);
		page_title_add(page, page_words(page, S(N_("Part"))), v->slice);
	}
	v->slice = slice_words(page, *out);
	return fill_slices(page, *out, slices, count, v);
}

/* ---- The page ---- */

static struct str lead_of(const struct page *page, const struct variable_summary *summary)
{
	size_t n_areas = snapshot_count(page->snapshot, NOUN_AREA);
	struct message_args args = { { page_number(page, (int64_t)summary->n_values),
				       page_number(page, (int64_t)n_areas),
				       period_words(page, summary->last) } };

	if (summary->n_values == 0)
		return page_words(page, S(N_("No area has a value.")));
	return page_message(page, S(N_("{1} of {2} areas have a value; the newest is of {3}.")),
			    args);
}

static struct err fill_numbers(struct page *page, const struct variable *variable, struct str slice,
			       struct variable_view *v)
{
	struct variable_summary summary;

	TRY(variable_summary(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			     v->code, slice, &summary));
	v->lead = lead_of(page, &summary);
	v->n_values = summary.n_values;
	TRY(fill_latest(page, slice, &summary, v));
	TRY(fill_answers(page, &summary, v));
	TRY(fill_marks(page, slice, &summary, v));
	TRY(variable_years(page, &summary, &v->years));
	if (summary.n_answers > 0 || summary.n_values == 0)
		return OK;
	TRY(variable_strip(page, &summary, &v->strip));
	return part_groups(page, variable, slice, summary.last, &v->groups, &v->is_refused);
}

static struct err fill(struct page *page, const struct variable *variable, struct variable_view *v)
{
	static const struct str shown[] = { STR("name"), STR("definition") };
	struct str code = variable->code, slice;

	v->code = code;
	v->name = page_said(page, NOUN_VARIABLE, code, S("name"), variable->name);
	v->definition = page_said(page, NOUN_VARIABLE, code, S("definition"), variable->definition);
	TRY(find_slice(page, v, &slice));
	TRY(fill_numbers(page, variable, slice, v));
	TRY(due_sentences_of(page, variable, slice, &v->due));
	TRY(part_facts(page, NOUN_VARIABLE, variable, shown, countof(shown), &v->facts));
	TRY(part_findings_of(page, NOUN_VARIABLE, code, &v->findings));
	TRY(part_history(page, NOUN_VARIABLE, code, &v->history));
	return part_download_data(page, code, S(""), slice, &v->download);
}

static struct err variable_show(const struct request *request, struct response *response)
{
	const struct variable *variable;
	struct variable_view v = { .n_values = 0 };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	variable = page_row(&page, NOUN_VARIABLE, request_param(request, S("code")));
	if (!variable)
		return ERROR(ERR_NOT_FOUND, "no such variable");
	page_crumb_to(&page, S("variable"), S(N_("Variables")));
	TRY(fill(&page, variable, &v));
	page_title(&page, v.name.text);
	view_variable(&page.body, &v);
	TRY(page_end(&page));
	if (v.is_refused)
		response->status = 400;
	return OK;
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/variable"), list_show, .role = ROLE_READER,
	  .help = STR(N_("what is observed of countries; q= searches")) },
	{ METHOD_GET, STR("/variable/:code"), variable_show, .role = ROLE_READER,
	  .help = STR(N_("one variable: the latest value of each area, groups of areas, years; "
			 "coordinate=SEX=F shows a part, weight=CODE weighs the means")) },
};

const struct route_table variable_routes = { routes, countof(routes) };
