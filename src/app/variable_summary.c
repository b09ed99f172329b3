/* A variable as its series show it. */
#include "app/variable_summary.h"

#include <stdlib.h>

#include "base/list.h"
#include "base/map.h"
#include "model/field.h"

static int32_t year_of(struct period period)
{
	return date_civil(period_last_day(period)).year;
}

int64_t period_age_years(struct period period, struct date today)
{
	int64_t age = (int64_t)date_civil(today).year - year_of(period);

	return age > 0 ? age : 0;
}

/* The youngest with a value; of a series without one, the youngest. */
static size_t latest_of(const struct series_view *view)
{
	size_t found = SIZE_MAX;

	for (size_t i = view->count; i-- > 0;) {
		enum observation_state state = series_state(view, i);

		if (state == OBSERVATION_VALUE)
			return i;
		if (state != OBSERVATION_ABSENT && found == SIZE_MAX)
			found = i;
	}
	return found;
}

static struct err keep(struct arena *arena, struct str *text)
{
	if (!str_empty(*text))
		TRY_NEW((*text = str_copy(arena, *text)).at);
	return OK;
}

/* ---- By area ---- */

static void stretch(struct period period, struct period *first, struct period *last)
{
	if (first->kind == PERIOD_EMPTY || period_cmp(period, *first) < 0)
		*first = period;
	if (last->kind == PERIOD_EMPTY || period_cmp(period, *last) > 0)
		*last = period;
}

static struct err tell_latest(struct arena *arena, const struct series_view *view, struct str area,
			      struct area_latest *out)
{
	struct series_cell cell;

	series_cell(view, latest_of(view), &cell);
	*out = (struct area_latest){ area, cell.period, cell.observed };
	TRY(keep(arena, &out->area));
	TRY(keep(arena, &out->observed.answer));
	return keep(arena, &out->observed.source);
}

static struct err find_latest(struct arena *arena, const struct series_set *set,
			      struct variable_summary *out)
{
	TRY_NEW(out->latest = NEW(arena, struct area_latest, series_set_count(set) + 1));
	out->decimals = DECIMALS_UNKNOWN;
	for (size_t i = 0; i < series_set_count(set); i++) {
		struct series_view view = series_set_view(set, i);
		struct area_latest *latest = &out->latest[out->n_latest++];

		TRY(tell_latest(arena, &view, series_set_key(set, i).area, latest));
		if (latest->observed.state == OBSERVATION_VALUE) {
			out->n_values++;
			if (latest->observed.decimals > out->decimals)
				out->decimals = latest->observed.decimals;
		}
		for (size_t c = 0; c < view.count; c++)
			if (series_state(&view, c) == OBSERVATION_VALUE)
				stretch(series_period(&view, c), &out->first, &out->last);
	}
	return OK;
}

/* ---- By year ---- */

/* Counts the area once in each year; its cells are in the order of time. */
static void count_years(const struct series_view *view, int32_t last, size_t n_years,
			struct year_coverage *years)
{
	int32_t counted = INT32_MAX;

	for (size_t c = 0; c < view->count; c++) {
		int32_t year = year_of(series_period(view, c));

		if (series_state(view, c) != OBSERVATION_VALUE || year == counted || last < year ||
		    (size_t)(last - year) >= n_years)
			continue;
		years[last - year].n_areas++;
		counted = year;
	}
}

static struct err find_years(struct arena *arena, const struct series_set *set,
			     struct variable_summary *out)
{
	int32_t last;

	if (out->first.kind == PERIOD_EMPTY)
		return OK;
	last = year_of(out->last);
	out->n_years = (size_t)(last - year_of(out->first)) + 1;
	TRY_NEW(out->years = NEW(arena, struct year_coverage, out->n_years));
	for (size_t i = 0; i < out->n_years; i++)
		out->years[i].year = last - (int32_t)i;
	for (size_t i = 0; i < series_set_count(set); i++) {
		struct series_view view = series_set_view(set, i);

		count_years(&view, last, out->n_years, out->years);
	}
	return OK;
}

/* ---- By answer ---- */

static struct err count_answer(struct list *answers, struct map *places, struct str answer)
{
	struct answer_count one = { .answer = answer, .n_areas = 1 };
	uint64_t place;

	if (map_get(places, answer, &place)) {
		LIST_AT(*answers, struct answer_count, place)->n_areas++;
		return OK;
	}
	TRY(map_put(places, answer, answers->count));
	return list_push(answers, &one);
}

static int by_frequency(const void *a, const void *b, const void *context)
{
	const struct answer_count *x = a, *y = b;

	(void)context;
	if (x->n_areas != y->n_areas)
		return x->n_areas < y->n_areas ? 1 : -1;
	return str_cmp(x->answer, y->answer);
}

static struct err find_answers(struct arena *arena, struct variable_summary *out)
{
	struct list answers = LIST(arena, struct answer_count);
	struct map places;

	map_init(&places, arena);
	for (size_t i = 0; i < out->n_latest; i++) {
		struct str rest = out->latest[i].observed.answer;

		while (!str_empty(rest)) {
			size_t end = str_find(rest, S("; "), 0);

			TRY(count_answer(&answers, &places, str_slice(rest, 0, end)));
			rest = end == SIZE_MAX ? S("") : str_slice(rest, end + 2, rest.len);
		}
	}
	TRY(list_sort(&answers, by_frequency, NULL));
	out->answers = answers.at;
	out->n_answers = answers.count;
	return OK;
}

static struct err summarise(struct arena *arena, const struct series_set *set,
			    struct variable_summary *out)
{
	TRY(find_latest(arena, set, out));
	TRY(find_years(arena, set, out));
	TRY(series_breaks(arena, set, &out->breaks, &out->n_breaks));
	return find_answers(arena, out);
}

struct err variable_summary(const struct app *app, struct arena *arena, int64_t batch,
			    struct str variable, struct str slice, struct variable_summary *out)
{
	struct series_set *set;

	*out = (struct variable_summary){ .first = PERIOD_NONE, .last = PERIOD_NONE };
	TRY(store_slice(app->store, variable, slice, batch, &set));
	struct err e = summarise(arena, set, out);

	series_set_release(set);
	return e;
}

/* ---- How far it reaches ---- */

struct err variable_slices(const struct app *app, struct arena *arena, int64_t batch,
			   struct str variable, struct str *main_out,
			   struct kept_slice **slices_out, size_t *count_out)
{
	struct kept_slice *slices;
	size_t count, widest = 0;

	TRY(store_slices(app->store, arena, variable, batch, &slices, &count));
	for (size_t i = 1; i < count; i++)
		if (slices[i].n_areas > slices[widest].n_areas)
			widest = i;
	/* The total, whose slice is empty, is the first when there is one. */
	*main_out = count == 0 || str_empty(slices[0].slice) ? S("") : slices[widest].slice;
	*slices_out = slices;
	*count_out = count;
	return OK;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static struct err span_of(struct arena *arena, const struct variable_summary *summary,
			  struct date today, struct variable_span *out)
{
	struct period youngest = PERIOD_NONE;
	int64_t *ages;

	TRY_NEW(ages = NEW(arena, int64_t, summary->n_latest + 1));
	for (size_t i = 0; i < summary->n_latest; i++) {
		const struct area_latest *latest = &summary->latest[i];
		int64_t age = period_age_years(latest->period, today);

		if (latest->observed.state != OBSERVATION_VALUE)
			continue;
		stretch(latest->period, &out->oldest, &youngest);
		out->n_recent += age <= VARIABLE_RECENT_YEARS;
		ages[out->n_areas++] = age;
	}
	qsort(ages, out->n_areas, sizeof(*ages), by_size);
	if (out->n_areas > 0)
		out->median_age_years = ages[(out->n_areas - 1) / 2];
	return OK;
}

struct err variable_span(const struct app *app, struct arena *arena, int64_t batch,
			 struct date today, struct str variable, struct variable_span *out)
{
	struct variable_span span = { .oldest = PERIOD_NONE, .median_age_years = INTEGER_EMPTY };
	struct arena_mark mark = arena_mark(arena);
	struct variable_summary summary;
	struct kept_slice *slices;
	struct str slice;

	TRY(variable_slices(app, arena, batch, variable, &slice, &slices, &span.n_slices));
	TRY(variable_summary(app, arena, batch, variable, slice, &summary));
	TRY(span_of(arena, &summary, today, &span));
	span.first = summary.first;
	span.last = summary.last;
	arena_rewind(arena, mark);
	*out = span;
	return OK;
}
