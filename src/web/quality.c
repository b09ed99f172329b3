/* /quality */
#include "web/quality.h"

#include "app/due_coverage.h"
#include "base/mark.h"
#include "model/variable.h"
#include "web/observed.h"
#include "web/quality.html.h"
#include "web/routes.h"

enum { VARIABLES_A_PAGE = 50, LOADS_SHOWN = 20 };

/* How many areas are silent of the last period that was due. */
static struct err fill_silent(struct page *page, size_t n_areas, const struct variable *variable,
			      struct quality_row *row)
{
	struct due_coverage coverage;
	struct kept_slice *slices;
	struct str slice;
	size_t count;

	row->is_scheduled = variable->schedule != 0;
	if (!row->is_scheduled)
		return OK;
	TRY(variable_slices(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			    variable->code, &slice, &slices, &count));
	TRY(due_coverage(page->site->app, page->snapshot, page->arena, variable, slice, page->today,
			 &coverage));
	if (coverage.last.period.kind == PERIOD_EMPTY)
		return OK;
	row->silent = page_message(
		page, S(N_("{1} of {2} ({3})")),
		(struct message_args){
			{ page_number(page, (int64_t)(n_areas - coverage.last.n_there)),
			  page_number(page, (int64_t)n_areas),
			  period_words(page, coverage.last.period) } });
	return OK;
}

static struct err row_of(struct page *page, size_t n_areas, const struct variable *variable,
			 struct quality_row *out)
{
	struct variable_span span;

	TRY(variable_span(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			  page->today, variable->code, &span));
	*out = (struct quality_row){
		.variable = page_thing_whole(page, NOUN_VARIABLE, variable->code),
		.n_recent = span.n_recent,
		.n_areas = span.n_areas,
		.share = { DECIMAL_EMPTY },
		.oldest = span.oldest,
		.newest = span.last,
	};
	if (n_areas > 0)
		(void)decimal_ratio((int64_t)span.n_recent, 100, (int64_t)n_areas, 0,
				    &out->share.hundredths);
	if (span.median_age_years != INTEGER_EMPTY)
		out->median_age = page_number(page, span.median_age_years);
	return fill_silent(page, n_areas, variable, out);
}

static struct err fill_rows(struct page *page, struct quality_view *v)
{
	struct rows all = snapshot_rows(page->snapshot, NOUN_VARIABLE);
	const struct variable *variable;
	struct quality_row *rows;

	v->n_areas = snapshot_count(page->snapshot, NOUN_AREA);
	v->n_variables = snapshot_count(page->snapshot, NOUN_VARIABLE);
	v->paging = page_paging(page, v->n_variables, VARIABLES_A_PAGE);
	TRY_NEW(rows = NEW(page->arena, struct quality_row, v->paging.count + 1));
	for (size_t i = 0; (variable = rows_next(&all)); i++)
		if (i >= v->paging.first && i < v->paging.first + v->paging.count)
			TRY(row_of(page, v->n_areas, variable, &rows[i - v->paging.first]));
	v->rows.at = rows;
	v->rows.count = v->paging.count;
	return OK;
}

static struct err fill_loads(struct page *page, struct quality_view *v)
{
	struct batch *batches;
	struct load_row *rows;
	int64_t n_rows;
	size_t count;

	TRY(history_loads(page->site->app, page->arena, snapshot_head(page->snapshot).batch,
			  LOADS_SHOWN, &batches, &count));
	TRY_NEW(rows = NEW(page->arena, struct load_row, count + 1));
	for (size_t i = 0; i < count; i++) {
		rows[i] = (struct load_row){
			.number = batches[i].number,
			.page = page_link_batch(page, batches[i].number),
			.at = batches[i].at,
			.who = batches[i].who,
			.why = batches[i].why,
			.source = batches[i].source,
		};
		TRY(history_rows_changed(page->site->app, &batches[i], &n_rows));
		rows[i].n_slices = batches[i].n_changes - n_rows;
	}
	v->loads.at = rows;
	v->loads.count = count;
	v->history = page_link(page, S("history"));
	v->load = page_link(page, S("load"));
	return OK;
}

static struct err quality_show(const struct request *request, struct response *response)
{
	struct quality_view v = { .years = VARIABLE_RECENT_YEARS };
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	page_crumb_to(&page, S("variable"), S(N_("Variables")));
	page_title(&page, page_words(&page, S(N_("Quality of the data"))));
	TRY(fill_rows(&page, &v));
	TRY(fill_loads(&page, &v));
	view_quality(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/quality"), quality_show, .role = ROLE_READER,
	  .help = STR(N_("how many areas each variable covers, how old its values are, and the "
			 "loads that brought them")) },
};

const struct route_table quality_routes = { routes, countof(routes) };
