/* Reading a view: where a period is, what a cell says, and cells one and all. */
#include <assert.h>

#include "cube/series_columns.h"

static double double_at(const char *at)
{
	double number;

	memcpy(&number, at, sizeof(number));
	return number;
}

struct period series_period(const struct series_view *view, size_t i)
{
	struct period period = PERIOD_NONE;

	assert(i < view->count);
	if (view->is_mixed)
		return (struct period){ .kind = (enum period_kind)view->period_kinds[i],
					.first = { (int32_t)block_u32(view->days + 4 * i) } };
	period_at(view->kind, (int32_t)series_ordinal(view, i), &period);
	return period;
}

/* How the period of a cell of a sparse block stands to another one. */
static int compare_at(const struct series_view *view, size_t i, struct period period,
		      int64_t ordinal)
{
	int64_t at;

	if (view->is_mixed)
		return period_cmp(series_period(view, i), period);
	at = series_ordinal(view, i);
	return (at > ordinal) - (at < ordinal);
}

static size_t find_sparse(const struct series_view *view, struct period period)
{
	int64_t ordinal = period_ordinal(period);
	size_t low = 0, high = view->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_at(view, middle, period, ordinal);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

size_t series_find(const struct series_view *view, struct period period)
{
	int64_t place;

	if (!view->is_mixed && period.kind != view->kind)
		return SIZE_MAX;
	if (!view->is_dense)
		return find_sparse(view, period);
	place = (int64_t)period_ordinal(period) - view->first;
	return place < 0 || (uint64_t)place >= view->count ? SIZE_MAX : (size_t)place;
}

enum observation_state series_state(const struct series_view *view, size_t i)
{
	return series_is_gap(view, i) ? OBSERVATION_ABSENT
				      : (enum observation_state)series_kind_at(view, i)[0];
}

double series_number(const struct series_view *view, size_t i)
{
	assert(i < view->count);
	return block_number(view->numbers, view->width, view->scale, i);
}

char series_status(const struct series_view *view, size_t i)
{
	return series_kind_at(view, i)[1];
}

uint32_t series_kind(const struct series_view *view, size_t i)
{
	return series_column_at(&view->kind_of, i);
}

char series_status_of_kind(const struct series_view *view, size_t kind)
{
	assert(kind < view->n_kinds);
	return view->kinds[BLOCK_KIND_BYTES * kind + 1];
}

bool series_is_normal(const struct series_view *view)
{
	for (size_t i = 0; i < view->n_kinds; i++)
		if (series_status_of_kind(view, i) != OBSERVATION_NORMAL)
			return false;
	return true;
}

/* One step of the search; true when it is at its end. */
static bool look_at(const struct series_view *view, size_t i, size_t *found)
{
	enum observation_state state = series_state(view, i);

	if (state == OBSERVATION_ABSENT)
		return false;
	if (*found == SIZE_MAX || state == OBSERVATION_VALUE)
		*found = i;
	return state == OBSERVATION_VALUE;
}

static size_t latest_dense(const struct series_view *view, int64_t ordinal, int64_t back)
{
	int64_t last = ordinal - view->first, first = last - back;
	size_t found = SIZE_MAX;

	if (last >= (int64_t)view->count)
		last = (int64_t)view->count - 1;
	if (first < 0)
		first = 0;
	for (int64_t i = last; i >= first; i--)
		if (look_at(view, (size_t)i, &found))
			break;
	return found;
}

size_t series_find_latest(const struct series_view *view, enum period_kind kind, int64_t ordinal,
			  int64_t back)
{
	size_t found = SIZE_MAX;

	if (!view->is_mixed && view->kind != kind)
		return SIZE_MAX;
	if (view->is_dense)
		return latest_dense(view, ordinal, back);
	for (size_t i = view->count; i-- > 0;) {
		int64_t age;

		if (view->is_mixed && series_period(view, i).kind != kind)
			continue;
		age = ordinal - (view->is_mixed ? period_ordinal(series_period(view, i))
						: series_ordinal(view, i));
		if (age >= 0 && age <= back && look_at(view, i, &found))
			break;
	}
	return found;
}

static struct str text_at(const struct series_view *view, uint32_t reference)
{
	size_t place = (size_t)reference - 1, start;

	if (reference == 0)
		return S("");
	start = place == 0 ? 0 : block_u32(view->text_ends + 4 * (place - 1));
	return (struct str){ .at = view->texts + start,
			     .len = block_u32(view->text_ends + 4 * place) - start };
}

struct str series_answer(const struct series_view *view, size_t i)
{
	return text_at(view, series_column_at(&view->answers, i));
}

void series_observed(const struct series_view *view, size_t i, struct observed *out)
{
	const char *kind = series_kind_at(view, i);

	if (series_is_gap(view, i)) {
		*out = observed_absent();
		return;
	}
	/* One by one: a whole that was put together elsewhere would be waited for. */
	out->state = (enum observation_state)kind[0];
	out->status = kind[1];
	out->decimals = (int8_t)kind[2];
	out->number = series_number(view, i);
	out->numerator = out->denominator = NAN;
	if (view->has_ratios) {
		out->numerator = double_at(view->ratios + 2 * sizeof(double) * i);
		out->denominator =
			double_at(view->ratios + 2 * sizeof(double) * i + sizeof(double));
	}
	out->answer = text_at(view, series_column_at(&view->answers, i));
	out->source = text_at(view, series_column_at(&view->sources, i));
}

void series_cell(const struct series_view *view, size_t i, struct series_cell *out)
{
	out->period = series_period(view, i);
	series_observed(view, i, &out->observed);
}

struct err series_unpack(struct arena *arena, struct str block, bool with_absent,
			 struct series_cell **out, size_t *count_out)
{
	struct series_view view;
	struct series_cell *cells;
	size_t count = 0;

	TRY(series_open(block, &view));
	TRY_NEW(cells = NEW(arena, struct series_cell, view.count + 1));
	for (size_t i = 0; i < view.count; i++) {
		series_cell(&view, i, &cells[count]);
		/* What is absent in the dense form is a gap, and not a cell that says so. */
		count += cells[count].observed.state != OBSERVATION_ABSENT ||
			 (with_absent && !view.is_dense);
	}
	*out = cells;
	*count_out = count;
	return OK;
}
