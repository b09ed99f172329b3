/* The quick way to rows that are cells as they stand: found and told, with nothing gathered. */
#include "app/data_gather.h"

bool data_cells_apply(const struct data_gathering *g)
{
	return g->question->function == AGGREGATE_NONE && !g->question->explain &&
	       g->due.kind == PERIOD_EMPTY;
}

enum { MET_MOST = 16 };

/* Periods by their ordinals: most cells are of the same few. */
struct met_periods {
	struct period at[MET_MOST];
	int32_t ordinals[MET_MOST];
};

static struct period period_of(struct met_periods *met, const struct series_view *view, size_t i)
{
	int32_t ordinal = view->first + (int32_t)i;
	size_t place = (uint32_t)ordinal % MET_MOST;

	if (!view->is_dense)
		return series_period(view, i);
	if (met->at[place].kind != view->kind || met->ordinals[place] != ordinal) {
		met->at[place] = series_period(view, i);
		met->ordinals[place] = ordinal;
	}
	return met->at[place];
}

/* Rows of one series, in place of one another. */
static struct err rows_of_series(const struct data_gathering *g, const struct series_head *head,
				 struct met_periods *met, struct data_row *row,
				 struct data_sink *sink)
{
	int64_t older = g->question->latest_within;
	struct series_view view;
	bool is_open = false;

	for (size_t i = 0; i < g->periods.count; i++) {
		enum period_kind kind = g->periods.at[i].kind;
		size_t place = series_head_latest(head, kind, g->periods.ordinals[i],
						  periods_of_years_before(g->periods.at[i], older));

		if (place == SIZE_MAX)
			continue;
		if (!is_open)
			series_head_open(head, &view);
		is_open = true;
		row->period = g->periods.at[i];
		row->observed_in = period_of(met, &view, place);
		series_observed(&view, place, &row->observed);
		TRY(sink->take(sink, row));
	}
	return OK;
}

struct err data_cells_rows(const struct data_gathering *g, const struct data_row *about,
			   const struct area_places *areas, struct data_sink *sink)
{
	int32_t first = g->periods.count > 0 ? g->periods.ordinals[0] : 0;
	struct met_periods met = { .ordinals = { 0 } };
	struct data_row row = *about;

	for (size_t i = 0; i < areas->count; i++) {
		const struct series_head *head = g->slice->heads[areas->at[i]];

		if (i + AREAS_AHEAD < areas->count)
			data_slice_expect(g->slice, areas->at[i + AREAS_AHEAD], first);
		row.area = g->areas_asked->codes[areas->at[i]];
		if (head)
			TRY(rows_of_series(g, head, &met, &row, sink));
	}
	return OK;
}
