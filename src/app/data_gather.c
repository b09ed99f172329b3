/* A row cell by cell: from the latest of each area and period to one number. */
#include "app/data_gather.h"

#include "base/list.h"
#include "store/series.h"

/* What is found on the way through the cells of a row. */
struct found {
	struct aggregate_input input;
	bool has_estimates;
	struct list cells; /* struct data_cell, when they are to be explained */
	size_t of;
	const struct series_view *view; /* of the first cell */
	size_t place;
};

struct err data_gathering_room(struct data_gathering *gathering, struct arena *arena,
			       size_t n_periods)
{
	size_t room = gathering->areas_asked->count * n_periods + 1;

	TRY_NEW(gathering->numbers = NEW(arena, double, room));
	TRY_NEW(gathering->weighing = NEW(arena, double, room));
	return OK;
}

static double weight_of(const struct data_gathering *g, size_t area, size_t i_period)
{
	const struct data_question *question = g->question;
	bool is_fixed = question->weight_period.kind != PERIOD_EMPTY;
	const struct series_view *view;
	size_t place;

	if (str_empty(question->weight))
		return NAN;
	view = &g->weights->views[area];
	if (view->count == 0)
		return NAN;
	place = is_fixed ? data_slice_latest(g->weights, area, question->weight_period, 0)
			 : series_find_latest(view, g->periods.at[i_period].kind,
					      g->periods.ordinals[i_period], 0);
	return place == SIZE_MAX ? NAN : series_number(view, place);
}

/* Does the cell take part in what the function makes? */
static bool takes_part(const struct data_question *question, const struct series_view *view,
		       size_t place, double number, double weight)
{
	if (series_state(view, place) != OBSERVATION_VALUE)
		return false;
	if (question->function == AGGREGATE_COUNT || question->function == AGGREGATE_SHARE)
		return true;
	return !isnan(number) && (str_empty(question->weight) || !isnan(weight));
}

static struct err keep_cell(struct data_gathering *g, struct found *found, size_t area,
			    size_t place, double weight, bool counted)
{
	struct data_cell cell = {
		.area = g->areas_asked->codes[area],
		.slice = g->slice->slice,
		.weight = weight,
		.counted = counted,
	};
	struct series_key key = { g->slice->variable, cell.slice, cell.area };
	struct series_cell kept;

	series_cell(&g->slice->views[area], place, &kept);
	cell.period = kept.period;
	cell.observed = kept.observed;
	TRY(store_cell_batches(g->store, key, g->batch, &cell.period, 1, &cell.batch));
	return list_push(&found->cells, &cell);
}

static struct err take_cell(struct data_gathering *g, struct found *found, size_t area,
			    size_t place, size_t i_period)
{
	const struct series_view *view = &g->slice->views[area];
	double number = series_number(view, place), weight = weight_of(g, area, i_period);
	bool counted = data_condition_holds(&g->question->where, view, place);

	if (!found->view) {
		found->view = view;
		found->place = place;
	}
	if (takes_part(g->question, view, place, number, weight)) {
		g->numbers[found->input.n] = number;
		g->weighing[found->input.n++] = weight;
		found->input.n_holding += counted;
		found->has_estimates |= series_status(view, place) != OBSERVATION_NORMAL;
	}
	return g->question->explain ? keep_cell(g, found, area, place, weight, counted) : OK;
}

static int64_t back_of(const struct data_gathering *g, enum period_kind kind)
{
	return g->question->latest_within * periods_a_year(kind);
}

static struct err gather(struct data_gathering *g, struct found *found)
{
	found->of = g->areas.count * g->periods.count;
	for (size_t a = 0; a < g->areas.count; a++) {
		size_t area = g->areas.at[a];
		const struct series_view *view = &g->slice->views[area];

		for (size_t i = 0; view->count > 0 && i < g->periods.count; i++) {
			enum period_kind kind = g->periods.at[i].kind;
			size_t place = series_find_latest(view, kind, g->periods.ordinals[i],
							  back_of(g, kind));

			if (place != SIZE_MAX)
				TRY(take_cell(g, found, area, place, i));
		}
	}
	return OK;
}

/* A row that is one cell, as it stands. */
static void tell_cell(const struct found *found, struct data_row *row)
{
	struct series_cell cell;

	series_cell(found->view, found->place, &cell);
	row->observed = cell.observed;
	row->observed_in = cell.period;
}

static struct err tell_made(struct data_gathering *g, struct arena *arena, struct found *found,
			    struct data_row *row)
{
	struct observed one = observed_absent();

	found->input.numbers = g->numbers;
	found->input.weights = str_empty(g->question->weight) ? NULL : g->weighing;
	found->input.n_all = g->question->of_all ? found->of : found->input.n;
	TRY(aggregate(arena, g->question->function, &found->input, &one.number));
	one.state = isnan(one.number) ? OBSERVATION_ABSENT : OBSERVATION_VALUE;
	if (found->has_estimates)
		one.status = OBSERVATION_ESTIMATED;
	row->observed = one;
	row->n = found->input.n;
	row->of = found->of;
	row->counted = found->input.n_holding;
	return OK;
}

struct err data_gather_row(struct data_gathering *g, struct arena *arena, struct data_row *row,
			   bool *is_there_out)
{
	struct found found = { .cells = LIST(arena, struct data_cell) };

	TRY(gather(g, &found));
	*is_there_out = found.view || g->question->function != AGGREGATE_NONE;
	if (!*is_there_out)
		return OK;
	if (g->question->explain) {
		row->cells = found.cells.at;
		row->n_cells = found.cells.count;
	}
	if (g->question->function != AGGREGATE_NONE)
		return tell_made(g, arena, &found, row);
	tell_cell(&found, row);
	return OK;
}
