/* A row cell by cell: from the latest of each area, or from all of its periods, to one number. */
#include "app/data_gather.h"

#include "app/data_marks.h"
#include "app/over_periods.h"
#include "base/list.h"
#include "cube/ratio.h"
#include "store/series.h"

/* What is found on the way through the cells of a row. */
struct found {
	struct arena *arena;
	struct aggregate_input input;
	bool has_estimates;
	struct list cells;   /* struct data_cell, when they are looked at again */
	struct list missing; /* struct data_cell: those that are not there, when to be explained */
	struct list
		parts; /* struct ratio_part, of those that take part, when they weigh themselves */
	size_t of, of_values;
	size_t n_silent, n_not_due; /* that are not there */
	size_t area, place;         /* of the first cell; SIZE_MAX: there is none */
};

/* What all rows need, made with the first: room for cells of all areas, and where cells come from. */
static struct err prepare(struct data_gathering *g, struct arena *arena)
{
	size_t room = g->areas_asked->count * g->periods.count + 1;

	if (g->numbers)
		return OK;
	TRY_NEW(g->numbers = NEW(arena, double, room));
	TRY_NEW(g->weighing = NEW(arena, double, room));
	if (!g->question->explain)
		return OK;
	return store_slice_origins(g->store, arena, g->slice->variable, g->slice->slice, g->batch,
				   &g->origins, &g->n_origins);
}

/* ---- Weights ---- */

static double own_weight(const struct observed *observed)
{
	return isfinite(observed->denominator) && observed->denominator >= 0 ? observed->denominator
									     : NAN;
}

/* In the period of the row, the last of several. */
static double weight_of(const struct data_gathering *g, size_t area)
{
	const struct data_question *question = g->question;
	bool is_fixed = question->weight_period.kind != PERIOD_EMPTY;
	size_t last = g->periods.count - 1;
	const struct series_head *head;
	size_t place;

	if (str_empty(question->weight))
		return NAN;
	head = g->weights->heads[area];
	if (!head)
		return NAN;
	place = is_fixed ? data_slice_latest(g->weights, area, question->weight_period, 0)
			 : series_head_latest(head, g->periods.at[last].kind,
					      g->periods.ordinals[last], 0);
	return place == SIZE_MAX ? NAN : series_head_number(head, place);
}

static double weight_of_cell(const struct data_gathering *g, size_t area, size_t place)
{
	const struct series_view *view;
	struct series_cell cell;

	if (!g->question->weighs_own)
		return weight_of(g, area);
	view = data_slice_view(g->slice, area);
	if (!view->has_ratios)
		return NAN;
	series_cell(view, place, &cell);
	return own_weight(&cell.observed);
}

/* ---- Cells ---- */

/* Are the cells looked at again: explained, summed, or compared with marks? */
static bool keeps_cells(const struct data_gathering *g)
{
	return g->question->explain || g->over == OVER_PERIODS_SUM || g->marks->count > 0;
}

/* Does the cell take part in what the function makes? */
static bool takes_part(const struct data_question *question, enum observation_state state,
		       double number, double weight)
{
	if (state != OBSERVATION_VALUE)
		return false;
	if (question->function == AGGREGATE_COUNT || question->function == AGGREGATE_SHARE)
		return true;
	return !isnan(number) && (!data_is_weighted(question) || !isnan(weight));
}

/* Which batch has put the cell; 0: it is not there. */
static int64_t batch_of(const struct data_gathering *g, struct str area, struct period period)
{
	size_t low = 0, high = g->n_origins;
	const struct series_origin *origin;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(g->origins[middle].area, area) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == g->n_origins || !str_eq(g->origins[low].area, area))
		return 0;
	origin = &g->origins[low];
	for (size_t i = 0; i < origin->n_changed; i++)
		if (period_cmp(origin->changed[i].period, period) == 0)
			return origin->changed[i].batch;
	return origin->begun;
}

static struct err keep_cell(const struct data_gathering *g, struct found *found, size_t area,
			    size_t place, double weight, bool counted)
{
	struct data_cell cell = {
		.area = g->areas_asked->codes[area],
		.slice = g->slice->slice,
		.weight = weight,
		.counted = counted,
	};
	struct series_cell kept;

	series_cell(data_slice_view(g->slice, area), place, &kept);
	cell.period = kept.period;
	cell.observed = kept.observed;
	if (g->question->explain)
		cell.batch = batch_of(g, cell.area, cell.period);
	return list_push(&found->cells, &cell);
}

static void take_number(const struct data_gathering *g, struct found *found, double number,
			double weight, bool counted)
{
	g->numbers[found->input.n] = number;
	g->weighing[found->input.n++] = weight;
	found->input.n_holding += counted;
}

static struct err take_part(const struct data_gathering *g, struct found *found,
			    const struct observed *observed, double weight)
{
	struct ratio_part part = { observed->number, observed->numerator, weight,
				   observed->decimals };

	return g->question->weighs_own ? list_push(&found->parts, &part) : OK;
}

static bool holds(const struct data_gathering *g, size_t area, size_t place,
		  enum observation_state state)
{
	const struct data_condition *where = &g->question->where;

	return state == OBSERVATION_VALUE &&
	       (where->comparison == COMPARE_NONE ||
		data_condition_holds(where, data_slice_view(g->slice, area), place));
}

static struct err take_cell(const struct data_gathering *g, struct found *found, size_t area,
			    size_t place)
{
	const struct series_head *head = g->slice->heads[area];
	enum observation_state state = series_head_state(head, place);
	double number = series_head_number(head, place), weight = weight_of_cell(g, area, place);
	bool counted = holds(g, area, place, state);
	struct series_cell cell;

	if (found->place == SIZE_MAX) {
		found->area = area;
		found->place = place;
	}
	if (takes_part(g->question, state, number, weight)) {
		take_number(g, found, number, weight, counted);
		found->has_estimates |= series_head_is_estimate(head, place);
		if (g->question->weighs_own) {
			series_cell(data_slice_view(g->slice, area), place, &cell);
			TRY(take_part(g, found, &cell.observed, weight));
		}
	}
	return keeps_cells(g) ? keep_cell(g, found, area, place, weight, counted) : OK;
}

static size_t find_cell(const struct data_gathering *g, size_t area, enum period_kind kind,
			int64_t ordinal, int64_t back)
{
	const struct series_head *head = g->slice->heads[area];

	return head ? series_head_latest(head, kind, ordinal, back) : SIZE_MAX;
}

/* There is no cell of the area in the period. */
static struct err miss_cell(const struct data_gathering *g, struct found *found, size_t area,
			    struct period period)
{
	struct data_cell cell = {
		.area = g->areas_asked->codes[area],
		.slice = g->slice->slice,
		.period = period,
		.observed = observed_absent(),
		.weight = NAN,
		.absence = absence_on(&g->due, period, g->day),
	};

	found->n_silent += cell.absence == ABSENCE_SILENCE;
	found->n_not_due += cell.absence == ABSENCE_NOT_DUE;
	return cell.absence != ABSENCE_UNTOLD && g->question->explain
		       ? list_push(&found->missing, &cell)
		       : OK;
}

/* The latest in the periods, or before the first of them if one may be so old. */
static struct err gather_latest(const struct data_gathering *g, struct found *found, size_t area)
{
	enum period_kind kind = g->periods.at[0].kind;
	int64_t first = g->periods.ordinals[0], last = g->periods.ordinals[g->periods.count - 1];
	int64_t older = periods_of_years_before(g->periods.at[0], g->question->latest_within);
	size_t place = find_cell(g, area, kind, last, last - first + older);

	return place == SIZE_MAX ? miss_cell(g, found, area, g->periods.at[g->periods.count - 1])
				 : take_cell(g, found, area, place);
}

/* The cell of each period by itself. */
static struct err gather_each(const struct data_gathering *g, struct found *found, size_t area)
{
	for (size_t i = 0; i < g->periods.count; i++) {
		size_t place = find_cell(g, area, g->periods.at[i].kind, g->periods.ordinals[i], 0);

		if (place == SIZE_MAX)
			TRY(miss_cell(g, found, area, g->periods.at[i]));
		else
			TRY(take_cell(g, found, area, place));
	}
	return OK;
}

/* The cell of each period, and their sum as one. */
static struct err gather_sum(const struct data_gathering *g, struct found *found, size_t area)
{
	size_t first = found->cells.count;
	struct data_cell sum;
	bool counted;

	for (size_t i = 0; i < g->periods.count; i++) {
		size_t place = find_cell(g, area, g->periods.at[i].kind, g->periods.ordinals[i], 0);

		if (place == SIZE_MAX)
			TRY(miss_cell(g, found, area, g->periods.at[i]));
		else
			TRY(keep_cell(g, found, area, place, weight_of_cell(g, area, place),
				      data_condition_holds(&g->question->where,
							   data_slice_view(g->slice, area),
							   place)));
	}
	if (found->cells.count == first)
		return OK;
	TRY(over_periods_sum(found->arena, LIST_AT(found->cells, struct data_cell, first),
			     found->cells.count - first, &sum));
	if (g->question->weighs_own)
		sum.weight = own_weight(&sum.observed);
	if (!takes_part(g->question, sum.observed.state, sum.observed.number, sum.weight))
		return OK;
	counted = data_condition_holds_for(&g->question->where, &sum.observed);
	take_number(g, found, sum.observed.number, sum.weight, counted);
	found->has_estimates |= status_is_estimate(sum.observed.status);
	return take_part(g, found, &sum.observed, sum.weight);
}

static struct err gather(const struct data_gathering *g, struct found *found)
{
	found->of_values = g->areas.count * g->periods.count;
	found->of = g->over == OVER_PERIODS_EACH ? found->of_values : g->areas.count;
	for (size_t a = 0; g->periods.count > 0 && a < g->areas.count; a++) {
		size_t area = g->areas.at[a];

		if (a + AREAS_AHEAD < g->areas.count)
			data_slice_expect(g->slice, g->areas.at[a + AREAS_AHEAD],
					  g->periods.ordinals[0]);
		if (!g->slice->heads[area] && g->due.kind == PERIOD_EMPTY)
			continue;
		if (g->over == OVER_PERIODS_SUM)
			TRY(gather_sum(g, found, area));
		else if (g->over == OVER_PERIODS_EACH)
			TRY(gather_each(g, found, area));
		else
			TRY(gather_latest(g, found, area));
	}
	return OK;
}

/* ---- The row ---- */

/* A row that is one cell, as it stands. */
static void tell_cell(const struct series_view *view, size_t place, struct data_row *row)
{
	struct series_cell cell;

	series_cell(view, place, &cell);
	row->observed = cell.observed;
	row->observed_in = cell.period;
}

/* A row that is no cell. */
static void tell_missing(const struct found *found, struct data_row *row)
{
	const struct data_cell *cell = LIST_AT(found->missing, struct data_cell, 0);

	row->observed = cell->observed;
	row->observed_in = cell->period;
	row->absence = cell->absence;
}

/* Those that are there, and then those that are not. */
static struct err tell_cells(struct found *found, struct data_row *row)
{
	for (size_t i = 0; i < found->missing.count; i++)
		TRY(list_push(&found->cells, LIST_AT(found->missing, struct data_cell, i)));
	row->cells = found->cells.at;
	row->n_cells = found->cells.count;
	return OK;
}

/* The ratio of all of them together. */
static void tell_ratio(const struct found *found, struct data_row *row, struct observed *one)
{
	struct ratio ratio;

	ratio_of(found->parts.at, found->parts.count, &ratio);
	one->number = ratio.number;
	one->denominator = found->parts.count > 0 ? ratio.denominator : NAN;
	one->numerator = ratio.is_of_sums ? ratio.numerator : NAN;
	row->is_ratio_of_sums = ratio.is_of_sums;
}

static size_t count_values(const struct list *cells)
{
	size_t n = 0;

	for (size_t i = 0; i < cells->count; i++)
		n += LIST_AT(*cells, struct data_cell, i)->observed.state == OBSERVATION_VALUE;
	return n;
}

static struct err tell_made(const struct data_gathering *g, struct found *found,
			    struct data_row *row)
{
	const struct data_question *question = g->question;
	struct observed one = observed_absent();

	found->input.numbers = g->numbers;
	found->input.weights = str_empty(question->weight) ? NULL : g->weighing;
	found->input.n_all = question->of_all ? found->of : found->input.n;
	if (question->weighs_own)
		tell_ratio(found, row, &one);
	else
		TRY(aggregate(found->arena, question->function, &found->input, &one.number));
	one.state = isnan(one.number) ? OBSERVATION_ABSENT : OBSERVATION_VALUE;
	if (found->has_estimates)
		one.status = OBSERVATION_ESTIMATED;
	row->observed = one;
	row->n = found->input.n;
	row->of = found->of;
	row->counted = found->input.n_holding;
	row->over_periods = g->over;
	if (g->over == OVER_PERIODS_SUM) {
		row->n_values = count_values(&found->cells);
		row->of_values = found->of_values;
	}
	return OK;
}

/* A row of many cells has the marks between them; one that is a cell has its own, if asked to explain. */
static struct err tell_marks(const struct data_gathering *g, const struct found *found,
			     struct data_row *row)
{
	struct list marks = LIST(found->arena, struct data_mark);

	if (g->question->function != AGGREGATE_NONE)
		TRY(marks_between(found->arena, g->marks, found->cells.at, found->cells.count,
				  &marks));
	else if (g->question->explain)
		TRY(marks_of_cell(g->marks, row->area, row->observed_in, &row->observed, &marks));
	row->marks = marks.at;
	row->n_marks = marks.count;
	return OK;
}

struct err data_gather_row(struct data_gathering *g, struct arena *arena, struct data_row *row,
			   bool *is_there_out)
{
	struct found found = { .arena = arena,
			       .cells = LIST(arena, struct data_cell),
			       .missing = LIST(arena, struct data_cell),
			       .parts = LIST(arena, struct ratio_part),
			       .place = SIZE_MAX };

	TRY(prepare(g, arena));
	TRY(gather(g, &found));
	*is_there_out = found.place != SIZE_MAX || found.missing.count > 0 ||
			g->question->function != AGGREGATE_NONE;
	if (!*is_there_out)
		return OK;
	if (g->question->function != AGGREGATE_NONE)
		TRY(tell_made(g, &found, row));
	else if (found.place != SIZE_MAX)
		tell_cell(data_slice_view(g->slice, found.area), found.place, row);
	else
		tell_missing(&found, row);
	row->n_silent = found.n_silent;
	row->n_not_due = found.n_not_due;
	TRY(tell_marks(g, &found, row));
	return g->question->explain ? tell_cells(&found, row) : OK;
}
