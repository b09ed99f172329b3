/* Slices matched with the areas of a question, and found in by period. */
#include "app/data_slice.h"

#include "base/list.h"
#include "store/series.h"

/* From so many variables on, one area is read as a whole. */
enum { VARIABLES_OF_AREA = 8 };

struct err data_source_open(struct data_source *source, struct store *store, int64_t batch,
			    const struct area_set *areas, size_t n_variables)
{
	*source = (struct data_source){ .store = store, .batch = batch, .areas = areas };
	if (areas->count != 1 || n_variables < VARIABLES_OF_AREA)
		return OK;
	return store_area(store, areas->codes[0], batch, &source->of_area);
}

void data_source_close(struct data_source *source)
{
	series_set_release(source->of_area);
	source->of_area = NULL;
}

/* Both stand in the order of areas. */
static void match_areas(const struct area_set *areas, struct data_slice *slice)
{
	size_t count = series_set_count(slice->set), i = 0;

	for (size_t a = 0; a < areas->count && i < count; a++) {
		int order = -1;

		while (i < count &&
		       (order = str_cmp(series_set_key(slice->set, i).area, areas->codes[a])) < 0)
			i++;
		if (i < count && order == 0)
			slice->heads[a] = series_set_head(slice->set, i++);
	}
}

static void pick_one(struct data_source *source, struct data_slice *slice)
{
	const struct series_key key = { slice->variable, slice->slice, source->areas->codes[0] };
	size_t i = series_set_find(source->of_area, &key, source->i_series + source->step);

	slice->set = series_set_hold(source->of_area);
	if (i == SIZE_MAX)
		return;
	slice->heads[0] = series_set_head(slice->set, i);
	source->step = i - source->i_series;
	source->i_series = i;
}

struct err data_slice_open(struct data_source *source, struct arena *arena, struct str variable,
			   struct str slice, struct data_slice *out)
{
	*out = (struct data_slice){ .variable = variable,
				    .slice = slice,
				    .n_areas = source->areas->count };
	TRY_NEW(out->heads = NEW(arena, const struct series_head *, source->areas->count + 1));
	TRY_NEW(out->views = NEW(arena, struct series_view, source->areas->count + 1));
	if (source->of_area) {
		pick_one(source, out);
		return OK;
	}
	TRY(store_slice(source->store, variable, slice, source->batch, &out->set));
	match_areas(source->areas, out);
	return OK;
}

void data_slice_close(struct data_slice *slice)
{
	series_set_release(slice->set);
	slice->set = NULL;
}

bool data_slice_has_series(const struct data_slice *slice)
{
	for (size_t i = 0; i < slice->n_areas; i++)
		if (slice->heads[i])
			return true;
	return false;
}

const struct series_view *data_slice_view(const struct data_slice *slice, size_t i_area)
{
	struct series_view *view = &slice->views[i_area];

	if (!view->block.at)
		series_head_open(slice->heads[i_area], view);
	return view;
}

void data_slice_expect(const struct data_slice *slice, size_t i_area, int32_t ordinal)
{
	const struct series_head *head = slice->heads[i_area];
	int64_t place = head ? (int64_t)ordinal - head->first : 0;

	if (!head || head->count == 0)
		return;
	if (place >= (int64_t)head->count)
		place = (int64_t)head->count - 1;
	series_head_expect(head, place > 0 ? (size_t)place : 0);
}

static int64_t days_of_years_before(struct date date, int64_t years)
{
	struct civil day = date_civil(date);

	if (years >= day.year)
		return date.day - date_of(1, 1, 1).day;
	day.year -= (int32_t)years;
	if (day.month == 2 && day.day == 29)
		day.day = 28;
	return years > 0 ? date.day - date_of(day.year, day.month, day.day).day : 0;
}

int64_t periods_of_years_before(struct period period, int64_t years)
{
	static const int32_t counts[] = {
		[PERIOD_EMPTY] = 0,
		[PERIOD_YEAR] = 1,
		[PERIOD_HALF] = 2,
		[PERIOD_QUARTER] = 4,
		[PERIOD_MONTH] = 12,
		[PERIOD_DAY] = 0, /* it depends */
		[PERIOD_CAMPAIGN] = CAMPAIGNS_A_YEAR,
	};
	_Static_assert(countof(counts) == PERIOD_KIND_COUNT_, "every kind of period has its count");

	return period.kind == PERIOD_DAY ? days_of_years_before(period.first, years)
					 : years * counts[period.kind];
}

size_t data_slice_latest(const struct data_slice *slice, size_t i_area, struct period period,
			 int64_t latest_within)
{
	const struct series_head *head = slice->heads[i_area];

	if (!head)
		return SIZE_MAX;
	return series_head_latest(head, period.kind, period_ordinal(period),
				  periods_of_years_before(period, latest_within));
}

static int compare_periods(const void *a, const void *b, const void *context)
{
	(void)context;
	return period_cmp(*(const struct period *)a, *(const struct period *)b);
}

/* All periods of one series. */
static struct err push_periods(const struct series_view *view, struct list *periods)
{
	for (size_t i = 0; i < view->count; i++) {
		struct period period = series_period(view, i);

		if (series_state(view, i) != OBSERVATION_ABSENT)
			TRY(list_push(periods, &period));
	}
	return OK;
}

struct err data_slice_periods(const struct data_slice *slice, struct list *periods)
{
	size_t kept = 0;

	for (size_t a = 0; a < slice->n_areas; a++)
		if (slice->heads[a])
			TRY(push_periods(data_slice_view(slice, a), periods));
	TRY(list_sort(periods, compare_periods, NULL));
	for (size_t i = 0; i < periods->count; i++) {
		struct period *period = LIST_AT(*periods, struct period, i);

		if (kept == 0 ||
		    period_cmp(*LIST_AT(*periods, struct period, kept - 1), *period) != 0)
			*LIST_AT(*periods, struct period, kept++) = *period;
	}
	periods->count = kept;
	return OK;
}
