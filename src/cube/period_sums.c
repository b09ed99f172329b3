/* Columns of integers are added as they lie in the block; all else goes cell by cell. */
#include "cube/period_sums.h"

#include <string.h>

#include "cube/series_block.h"

enum {
	KINDS_TOLD = 63, /* by a bit of its own */
	WORD_BITS = 64,
};

struct err period_sums_init(struct period_sums *sums, struct arena *arena, enum period_kind kind,
			    int32_t first, size_t count)
{
	*sums = (struct period_sums){ .kind = kind, .first = first, .count = count, .scale = -1 };
	TRY_NEW(sums->integers = NEW(arena, int64_t, count + 1));
	TRY_NEW(sums->totals = NEW(arena, double, count + 1));
	TRY_NEW(sums->lost = NEW(arena, double, count + 1));
	TRY_NEW(sums->n = NEW(arena, uint32_t, count + 1));
	TRY_NEW(sums->has_estimates = NEW(arena, bool, count + 1));
	TRY_NEW(sums->open = NEW(arena, uint64_t, count / WORD_BITS + 1));
	for (size_t i = 0; i < count; i++)
		sums->open[i / WORD_BITS] |= UINT64_C(1) << i % WORD_BITS;
	return OK;
}

/* Neumaier's: what a large term swallows of a small one is kept beside it. */
static void add_double(struct period_sums *sums, size_t i, double term)
{
	double before = sums->totals[i], total = before + term;

	sums->lost[i] += fabs(before) >= fabs(term) ? before - total + term : term - total + before;
	sums->totals[i] = total;
}

static void note_estimate(struct period_sums *sums, size_t i)
{
	sums->has_estimates[i] = true;
	sums->open[i / WORD_BITS] &= ~(UINT64_C(1) << i % WORD_BITS);
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

/* Integers as they lie in the block, to the sums from `to` on; nothing depends on whether one is there. */
static void add_narrow(const struct period_sums *sums, size_t to, const char *numbers, size_t count)
{
	int64_t *restrict integers = sums->integers + to;
	uint32_t *restrict n = sums->n + to;

	for (size_t i = 0; i < count; i++) {
		int16_t number;

		memcpy(&number, numbers + sizeof(number) * i, sizeof(number));
		integers[i] += number & -(int64_t)(number != INT16_MIN);
		n[i] += number != INT16_MIN;
	}
}

static void add_wide(const struct period_sums *sums, size_t to, const char *numbers, size_t count)
{
	int64_t *restrict integers = sums->integers + to;
	uint32_t *restrict n = sums->n + to;

	for (size_t i = 0; i < count; i++) {
		int32_t number;

		memcpy(&number, numbers + sizeof(number) * i, sizeof(number));
		integers[i] += number & -(int64_t)(number != INT32_MIN);
		n[i] += number != INT32_MIN;
	}
}

/* A cell of whatever kind, at its place among the sums. */
static void add_cell(struct period_sums *sums, size_t to, const struct series_view *view, size_t i)
{
	double number = series_number(view, i);

	if (isnan(number))
		return;
	add_double(sums, to, number);
	sums->n[to]++;
	if (status_is_estimate(series_status(view, i)))
		note_estimate(sums, to);
}

static void add_sparse(struct period_sums *sums, const struct series_view *view)
{
	for (size_t i = 0; i < view->count; i++) {
		struct period period = series_period(view, i);
		int64_t place = (int64_t)period_ordinal(period) - sums->first;

		if (period.kind == sums->kind && place >= 0 && place < (int64_t)sums->count)
			add_cell(sums, (size_t)place, view, i);
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

/* A bit for each kind, the last one for all that are beyond: are cells of it estimates? */
static uint64_t estimated_kinds(const struct series_view *view)
{
	uint64_t kinds = 0;

	for (size_t i = 0; i < view->n_kinds; i++)
		if (status_is_estimate(series_status_of_kind(view, i)))
			kinds |= UINT64_C(1) << (i < KINDS_TOLD ? i : KINDS_TOLD);
	return kinds;
}

static bool is_estimated(const struct series_view *view, uint64_t kinds, size_t i)
{
	uint32_t kind = series_kind(view, i);

	return kind < KINDS_TOLD ? kinds >> kind & 1 : status_is_estimate(series_status(view, i));
}

/* The bits of a word that stand for periods of the overlap. */
static uint64_t bits_within(struct overlap overlap, size_t word)
{
	size_t begin = word * WORD_BITS, end = overlap.to + overlap.count;
	uint64_t bits = UINT64_MAX;

	if (overlap.to > begin)
		bits &= UINT64_MAX << (overlap.to - begin);
	if (end < begin + WORD_BITS)
		bits &= ~(UINT64_MAX << (end - begin));
	return bits;
}

/* Only periods are looked at that are not known to have any, which soon are few. */
static void note_estimates(struct period_sums *sums, const struct series_view *view,
			   struct overlap overlap)
{
	uint64_t kinds = estimated_kinds(view);

	if (kinds == 0)
		return;
	for (size_t w = overlap.to / WORD_BITS; w * WORD_BITS < overlap.to + overlap.count; w++) {
		uint64_t bits = sums->open[w] & bits_within(overlap, w);

		for (; bits != 0; bits &= bits - 1) {
			size_t to = w * WORD_BITS + (size_t)__builtin_ctzll(bits);
			size_t from = overlap.from + (to - overlap.to);

			if (is_estimated(view, kinds, from) && !isnan(series_number(view, from)))
				note_estimate(sums, to);
		}
	}
}

static void add_integers(struct period_sums *sums, const struct series_view *view,
			 struct overlap overlap)
{
	size_t width = (size_t)view->width;
	const char *numbers = view->numbers + width * overlap.from;

	if (width == 2)
		add_narrow(sums, overlap.to, numbers, overlap.count);
	else
		add_wide(sums, overlap.to, numbers, overlap.count);
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
		add_cell(sums, overlap.to + i, view, overlap.from + i);
}

double period_sums_total(const struct period_sums *sums, size_t i)
{
	double integers = 0;

	if (sums->scale >= 0)
		integers = (double)sums->integers[i] / power_of_ten(sums->scale);
	return integers + (sums->totals[i] + sums->lost[i]);
}

void period_sums_fold(struct period_sums *sums)
{
	for (size_t i = 1; i < sums->count; i++) {
		sums->integers[0] += sums->integers[i];
		add_double(sums, 0, sums->totals[i]);
		add_double(sums, 0, sums->lost[i]);
		sums->n[0] += sums->n[i];
		sums->has_estimates[0] |= sums->has_estimates[i];
	}
}
