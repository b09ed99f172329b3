/* Columns of integers are added as they lie in the block; all else goes cell by cell. */
#include "cube/period_sums.h"

#include <string.h>

#include "cube/series_block.h"

struct err period_sums_init(struct period_sums *sums, struct arena *arena, enum period_kind kind,
			    int32_t first, size_t count)
{
	*sums = (struct period_sums){ .kind = kind, .first = first, .count = count, .scale = -1 };
	TRY_NEW(sums->at = NEW(arena, struct period_sum, count));
	return OK;
}

void period_sums_clear(struct period_sums *sums)
{
	if (sums->count > 0)
		memset(sums->at, 0, sums->count * sizeof(*sums->at));
	sums->scale = -1;
	sums->n_estimated = 0;
}

/* Neumaier's: what a large term swallows of a small one is kept beside it. */
static void add_double(struct period_sum *sum, double term)
{
	double total = sum->total + term;

	sum->lost += fabs(sum->total) >= fabs(term) ? sum->total - total + term
						    : term - total + sum->total;
	sum->total = total;
}

/* The cells of a dense series that fall into the periods: from its place `from` to the sum `to`. */
struct overlap {
	size_t from, to, count;
};

static struct overlap overlap_of(const struct period_sums *sums, const struct series_view *view)
{
	int64_t shift = (int64_t)view->first - sums->first;
	int64_t begin = shift > 0 ? shift : 0, end = shift + (int64_t)view->count;

	if (end > (int64_t)sums->count)
		end = (int64_t)sums->count;
	if (begin >= end)
		return (struct overlap){ 0 };
	return (struct overlap){ (size_t)(begin - shift), (size_t)begin, (size_t)(end - begin) };
}

static void add_narrow(struct period_sum *sums, const char *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int16_t number;

		memcpy(&number, numbers + sizeof(number) * i, sizeof(number));
		sums[i].integers += number == INT16_MIN ? 0 : number;
		sums[i].n += number != INT16_MIN;
	}
}

static void add_wide(struct period_sum *sums, const char *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int32_t number;

		memcpy(&number, numbers + sizeof(number) * i, sizeof(number));
		sums[i].integers += number == INT32_MIN ? 0 : number;
		sums[i].n += number != INT32_MIN;
	}
}

/* A cell of whatever kind, at its place among the sums. */
static void add_cell(struct period_sum *sum, const struct series_view *view, size_t i)
{
	double number = series_number(view, i);

	if (isnan(number))
		return;
	add_double(sum, number);
	sum->n++;
	sum->has_estimates |= status_is_estimate(series_status(view, i));
}

static void add_sparse(struct period_sums *sums, const struct series_view *view)
{
	for (size_t i = 0; i < view->count; i++) {
		struct period period = series_period(view, i);
		int64_t place = (int64_t)period_ordinal(period) - sums->first;

		if (period.kind == sums->kind && place >= 0 && place < (int64_t)sums->count)
			add_cell(&sums->at[place], view, i);
	}
}

/* Integers of the sums' own scale can be added as they stand. */
static bool takes_integers(struct period_sums *sums, const struct series_view *view)
{
	if (view->width != 2 && view->width != 4)
		return false;
	if (sums->scale < 0)
		sums->scale = view->scale;
	return sums->scale == view->scale;
}

/* Only as long as a sum is left that rests on normal values alone. */
static void note_estimates(struct period_sums *sums, const struct series_view *view,
			   struct overlap overlap)
{
	if (sums->n_estimated == sums->count || series_is_normal(view))
		return;
	for (size_t i = 0; i < overlap.count; i++) {
		struct period_sum *sum = &sums->at[overlap.to + i];

		if (sum->has_estimates ||
		    !status_is_estimate(series_status(view, overlap.from + i)) ||
		    isnan(series_number(view, overlap.from + i)))
			continue;
		sum->has_estimates = true;
		sums->n_estimated++;
	}
}

static void add_integers(struct period_sums *sums, const struct series_view *view,
			 struct overlap overlap)
{
	size_t width = (size_t)view->width;
	const char *numbers = view->numbers + width * overlap.from;

	if (width == 2)
		add_narrow(&sums->at[overlap.to], numbers, overlap.count);
	else
		add_wide(&sums->at[overlap.to], numbers, overlap.count);
	note_estimates(sums, view, overlap);
}

void period_sums_add(struct period_sums *sums, const struct series_view *view)
{
	struct overlap overlap;

	if (!view->is_dense) {
		add_sparse(sums, view);
		return;
	}
	if (view->kind != sums->kind)
		return;
	overlap = overlap_of(sums, view);
	if (overlap.count == 0)
		return;
	if (takes_integers(sums, view)) {
		add_integers(sums, view, overlap);
		return;
	}
	for (size_t i = 0; i < overlap.count; i++)
		add_cell(&sums->at[overlap.to + i], view, overlap.from + i);
}

double period_sums_total(const struct period_sums *sums, size_t i)
{
	const struct period_sum *sum = &sums->at[i];
	double integers = sums->scale < 0 ? 0 : (double)sum->integers / power_of_ten(sums->scale);

	return integers + (sum->total + sum->lost);
}
