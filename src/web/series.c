/* /variable/:code/area/:area */
#include "web/series.h"

#include "app/area_data.h"
#include "app/data_marks.h"
#include "app/due.h"
#include "app/variable_summary.h"
#include "base/list.h"
#include "base/mark.h"
#include "figure/series.h"
#include "html/figure.h"
#include "model/variable.h"
#include "web/figures.h"
#include "web/routes.h"
#include "web/series.html.h"
#include "web/series_mark.h"

/* Points of the drawing; older ones are in the table alone. */
enum { POINTS_MOST = 120 };

/* ---- The drawing ---- */

static bool is_drawn(const struct dated_cell *cell, enum period_kind kind)
{
	return cell->period.kind == kind && cell->observed.state == OBSERVATION_VALUE &&
	       str_empty(cell->observed.answer);
}

/* The kind of the youngest number, and between which ordinals numbers of it stand. */
static bool find_range(const struct series_history *history, enum period_kind *kind, int32_t *first,
		       int32_t *last)
{
	*kind = PERIOD_EMPTY;
	for (size_t i = history->count; i-- > 0;) {
		const struct dated_cell *cell = &history->cells[i];

		if (*kind == PERIOD_EMPTY && is_drawn(cell, cell->period.kind)) {
			*kind = cell->period.kind;
			*last = period_ordinal(cell->period);
		}
		if (*kind != PERIOD_EMPTY && is_drawn(cell, *kind))
			*first = period_ordinal(cell->period);
	}
	if (*kind != PERIOD_EMPTY && *last - *first >= POINTS_MOST)
		*first = *last - POINTS_MOST + 1;
	return *kind != PERIOD_EMPTY;
}

/* The line is broken at the first point to which a mark applies, unless it is older than the line. */
static void break_points(const struct list *marks, enum period_kind kind, int32_t first,
			 struct series_point *points, size_t count)
{
	struct period period;

	for (size_t m = 0; m < marks->count; m++) {
		const struct data_mark *mark = LIST_AT(*marks, struct data_mark, m);

		for (size_t i = 0; i < count; i++) {
			if (!period_at(kind, first + (int32_t)i, &period) ||
			    date_cmp(period_last_day(period), mark->period.first) < 0)
				continue;
			points[i].is_break |= i > 0 || period_cmp(period, mark->period) == 0;
			break;
		}
	}
}

static struct err make_points(struct page *page, const struct series_history *history,
			      const struct list *marks, struct series *series)
{
	struct series_point *points;
	enum period_kind kind;
	int32_t first = 0, last = 0;

	if (!find_range(history, &kind, &first, &last))
		return OK;
	series->n_points = (size_t)(last - first) + 1;
	TRY_NEW(points = NEW(page->arena, struct series_point, series->n_points));
	for (size_t i = 0; i < series->n_points; i++) {
		struct period period = PERIOD_NONE;

		period_at(kind, first + (int32_t)i, &period);
		points[i] = (struct series_point){
			.label = period_words(page, period),
			.value = DECIMAL_EMPTY,
			.missing = page_words(page, S(N_("no value"))),
		};
	}
	for (size_t i = 0; i < history->count; i++) {
		const struct dated_cell *cell = &history->cells[i];

		if (!is_drawn(cell, kind) || period_ordinal(cell->period) < first)
			continue;
		struct series_point *point = &points[period_ordinal(cell->period) - first];

		point->value = number_of(page, cell->observed.number, cell->observed.decimals);
	}
	break_points(marks, kind, first, points, series->n_points);
	series->points = points;
	return OK;
}

static struct err draw(struct page *page, const struct series *series, int width, struct str id,
		       struct svg *out)
{
	struct frame frame = { page->arena, page->locale, id, width };

	return series_draw(&frame, series, out);
}

static struct err fill_figure(struct page *page, const struct series_history *history,
			      const struct list *marks, struct series_page *v)
{
	struct message_args names = { { v->variable.name.text, v->area.name.text } };
	struct series series = {
		.title = page_message(page, S(N_("{1}, {2}")), names),
		.description = page_words(page, S(N_("The values over time; the line is broken "
						     "where there is none."))),
		.time_header = page_words(page, S(N_("Period"))),
		.value_header = page_words(page, S(N_("Value"))),
		.target = DECIMAL_EMPTY,
	};
	struct figures_view figures;

	TRY(make_points(page, history, marks, &series));
	if (series.n_points < 2)
		return OK;
	TRY(draw(page, &series, FIGURE_WIDE, S("series"), &figures.wide));
	TRY(draw(page, &series, FIGURE_NARROW, S("series-narrow"), &figures.narrow));
	return part_figures(page, &figures, &v->figure);
}

/* ---- The table ---- */

/* What else a cell said than the one after it, which has the same value. */
static struct str said_otherwise(const struct page *page, const struct observed *earlier,
				 const struct observed *later)
{
	if (!str_eq(observed_words(page, earlier), observed_words(page, later)))
		return S("");
	if (!str_eq(earlier->source, later->source))
		return str_empty(earlier->source) ? page_words(page, S(N_("without a source")))
						  : earlier->source;
	return str_eq(status_words(page, earlier), status_words(page, later))
		       ? S("")
		       : status_words(page, earlier);
}

static struct err earlier_of(const struct page *page, const struct dated_cell *cell,
			     struct series_row *row)
{
	struct earlier_row *rows = NEW(page->arena, struct earlier_row, cell->n_earlier + 1);

	TRY_NEW(rows);
	for (size_t i = 0; i < cell->n_earlier; i++)
		rows[i] = (struct earlier_row){
			.value = observed_words(page, &cell->earlier[i].observed),
			.otherwise = said_otherwise(page, &cell->earlier[i].observed,
						    i > 0 ? &cell->earlier[i - 1].observed
							  : &cell->observed),
			.batch_page = page_link_batch(page, cell->earlier[i].batch),
			.batch = cell->earlier[i].batch,
		};
	row->earlier.at = rows;
	row->earlier.count = cell->n_earlier;
	return OK;
}

static struct err row_of(const struct page *page, const struct dated_cell *cell,
			 struct series_row *row)
{
	*row = (struct series_row){
		.period = period_words(page, cell->period),
		.value = observed_words(page, &cell->observed),
		.ratio = ratio_words(page, &cell->observed),
		.status = status_words(page, &cell->observed),
		.source = cell->observed.source,
		.is_value = cell->observed.state == OBSERVATION_VALUE,
		.is_number = str_empty(cell->observed.answer),
		.age_years = period_age_years(cell->period, page->today),
		.batch = cell->batch,
	};
	if (cell->batch > 0)
		row->batch_page = page_link_batch(page, cell->batch);
	return earlier_of(page, cell, row);
}

/* What the marks of the plan say has changed from the period on. */
static struct str mark_of(const struct page *page, const struct list *marks, struct period period)
{
	struct buf buf;

	buf_init(&buf, page->arena);
	for (size_t i = 0; i < marks->count; i++) {
		const struct data_mark *mark = LIST_AT(*marks, struct data_mark, i);

		if (str_empty(mark->key) || period_cmp(mark->period, period) != 0)
			continue;
		buf_str(&buf, buf.len > 0 ? S("; ") : S(""));
		buf_str(&buf, mark_words(page, mark->kind));
	}
	return buf_held(&buf);
}

/* A period that should have a cell and has none. */
static struct series_row missing_row(const struct page *page, struct period period,
				     enum absence absence)
{
	return (struct series_row){
		.period = period_words(page, period),
		.value = absence_words(page, absence),
		.is_number = true,
		.age_years = period_age_years(period, page->today),
	};
}

static bool has_cell(const struct series_history *history, struct period period)
{
	for (size_t i = 0; i < history->count; i++)
		if (period_cmp(history->cells[i].period, period) == 0)
			return true;
	return false;
}

/* Those that the schedule expects, from the first that is known on, and that are not there. */
static struct err find_missing(struct page *page, const struct due_rule *rule,
			       const struct series_history *history, struct list *missing)
{
	struct list due = LIST(page->arena, struct period);
	struct period from = PERIOD_NONE;

	for (size_t i = history->count; i-- > 0;)
		if (history->cells[i].period.kind == rule->kind)
			from = history->cells[i].period;
	if (from.kind == PERIOD_EMPTY)
		from = rule->first;
	TRY(due_periods(rule, from, page->today, &due));
	for (size_t i = 0; i < due.count; i++) {
		struct period period = *LIST_AT(due, struct period, i);

		if (!has_cell(history, period) &&
		    absence_on(rule, period, page->today) != ABSENCE_UNTOLD)
			TRY(list_push(missing, &period));
	}
	return OK;
}

static struct err push_row(struct page *page, const struct dated_cell *cell,
			   const struct list *marks, struct list *rows, struct series_page *v)
{
	struct series_row row;

	TRY(row_of(page, cell, &row));
	row.mark = mark_of(page, marks, cell->period);
	v->has_earlier |= row.earlier.count > 0;
	v->has_ratios |= !str_empty(row.ratio);
	v->has_answers |= !row.is_number;
	return list_push(rows, &row);
}

/* The youngest first; what is missing stands in its place. */
static struct err fill_rows(struct page *page, const struct variable *variable,
			    const struct series_history *history, const struct list *marks,
			    struct series_page *v)
{
	struct due_rule rule = due_rule_of(page->snapshot, variable);
	struct list rows = LIST(page->arena, struct series_row);
	struct list missing = LIST(page->arena, struct period);
	size_t n_cells = history->count, n_missing;

	TRY(find_missing(page, &rule, history, &missing));
	n_missing = missing.count;
	while (n_cells + n_missing > 0) {
		const struct dated_cell *cell = n_cells > 0 ? &history->cells[n_cells - 1] : NULL;
		struct period period = n_missing > 0
					       ? *LIST_AT(missing, struct period, n_missing - 1)
					       : PERIOD_NONE;
		struct series_row row;

		if (cell && period_cmp(cell->period, period) > 0) {
			TRY(push_row(page, cell, marks, &rows, v));
			n_cells--;
			continue;
		}
		row = missing_row(page, period, absence_on(&rule, period, page->today));
		TRY(list_push(&rows, &row));
		n_missing--;
	}
	v->rows.at = rows.at;
	v->rows.count = rows.count;
	return OK;
}

static void fill_lead(struct page *page, const struct series_history *history,
		      struct series_page *v)
{
	v->lead = page_words(page, S(N_("Nothing is known of it.")));
	for (size_t i = history->count; i-- > 0;) {
		const struct dated_cell *cell = &history->cells[i];
		struct message_args args = { { observed_words(page, &cell->observed),
					       period_words(page, cell->period), v->unit } };

		if (cell->observed.state != OBSERVATION_VALUE)
			continue;
		v->lead =
			str_empty(v->unit)
				? page_message(page, S(N_("The latest value is {1}, of {2}.")),
					       args)
				: page_message(page,
					       S(N_("The latest value is {1}, of {2}; unit: {3}.")),
					       args);
		return;
	}
}

/* ---- The marks ---- */

static struct err find_marks(struct page *page, const struct series_history *history,
			     struct series_key key, struct list *marks)
{
	*marks = LIST(page->arena, struct data_mark);
	TRY(marks_of_plan(page->snapshot, key, marks));
	for (size_t i = 0; i < history->count; i++)
		TRY(mark_of_cell(marks, key.area, history->cells[i].period,
				 &history->cells[i].observed));
	return OK;
}

static struct err show_marks(struct page *page, const struct list *marks, struct series_page *v)
{
	struct mark_row *rows = NEW(page->arena, struct mark_row, marks->count + 1);

	TRY_NEW(rows);
	for (size_t i = 0; i < marks->count; i++)
		rows[i] = mark_row_of(page, LIST_AT(*marks, struct data_mark, i), 0);
	return part_marks(page, rows, marks->count, &v->marks);
}

/* ---- The page ---- */

/* The slices that the area has of the variable. */
static struct err find_parts(struct page *page, struct series_key *key, struct series_page *v)
{
	struct str *slices, asked;
	struct slice_row *rows;
	size_t count;

	TRY(series_slices(page->site->app, page->arena, *key, snapshot_head(page->snapshot).batch,
			  &slices, &count));
	TRY(slice_asked(page, &asked));
	key->slice = asked.at ? asked : count > 0 ? slices[0] : S("");
	v->slice = slice_words(page, key->slice);
	if (!str_empty(v->slice))
		page_title_add(page, page_words(page, S(N_("Part"))), v->slice);
	TRY_NEW(rows = NEW(page->arena, struct slice_row, count + 1));
	for (size_t i = 0; i < count; i++)
		rows[i] = (struct slice_row){
			.words = slice_words(page, slices[i]),
			.href = page_link_series(page, key->variable, key->area, slices[i]),
			.is_current = str_eq(slices[i], key->slice),
		};
	v->parts = (struct slice_list){ rows, count > 1 ? count : 0, count > SLICES_UNFOLDED };
	return OK;
}

static struct err fill(struct page *page, const struct variable *variable, struct series_key key,
		       struct series_page *v)
{
	struct series_history history;
	struct list marks;

	v->unit = variable->unit_of_measure;
	TRY(find_parts(page, &key, v));
	TRY(series_history(page->site->app, page->arena, snapshot_head(page->snapshot).batch, key,
			   &history));
	v->variable.href = page_link_variable(page, key.variable, key.slice);
	fill_lead(page, &history, v);
	TRY(find_marks(page, &history, key, &marks));
	TRY(fill_figure(page, &history, &marks, v));
	TRY(fill_rows(page, variable, &history, &marks, v));
	TRY(show_marks(page, &marks, v));
	return part_download_data(page, key.variable, key.area, key.slice, &v->download);
}

static struct err series_show(const struct request *request, struct response *response)
{
	struct series_key key = { .variable = request_param(request, S("code")),
				  .area = request_param(request, S("area")) };
	struct series_page v = { .has_earlier = false };
	const struct variable *variable;
	struct message_args names;
	struct page page;

	TRY(page_begin(&page, request, response, NAV_STATISTICS));
	if (page.is_answered)
		return OK;
	variable = page_row(&page, NOUN_VARIABLE, key.variable);
	if (!variable || !page_row(&page, NOUN_AREA, key.area))
		return ERROR(ERR_NOT_FOUND, "no such variable, or no such area");
	v.variable = page_thing_whole(&page, NOUN_VARIABLE, key.variable);
	v.area = page_thing_whole(&page, NOUN_AREA, key.area);
	names = (struct message_args){ { v.variable.name.text, v.area.name.text } };
	page_title(&page, page_message(&page, S(N_("{1}, {2}")), names));
	page_crumb_to(&page, S("variable"), S(N_("Variables")));
	page_crumb(&page, page_link_row(&page, NOUN_VARIABLE, key.variable), v.variable.name);
	TRY(fill(&page, variable, key, &v));
	view_series(&page.body, &v);
	return page_end(&page);
}

static const struct route routes[] = {
	{ METHOD_GET, STR("/variable/:code/area/:area"), series_show, .role = ROLE_READER,
	  .help = STR(N_("a variable in an area over time: each value with the batch that brought "
			 "it and what it replaced; coordinate=SEX=F shows a part")) },
};

const struct route_table series_routes = { routes, countof(routes) };
