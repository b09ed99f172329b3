/* Columns of integers are added as they lie in the block; all else goes cell by cell. */
#include "cube/period_sums.h"

#include <string.h>

#include "cube/series_columns.h"

enum {
	WORD_BITS = 64,
	NIBBLES = 16, /* in a word */
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
	TRY_NEW(sums->open = NEW(arena, uint64_t, count / WORD_BITS + 2));
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

static struct overlap overlap_of(const struct period_sums *sums, const struct series_head *head)
{
	int64_t shift = (int64_t)head->first - sums->first;
	int64_t begin = shift > 0 ? shift : 0, end = shift + (int64_t)head->count;

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
static bool takes_integers(struct period_sums *sums, const struct series_head *head)
{
	if (head->width != 2 && head->width != 4)
		return false;
	if (sums->scale < 0)
		sums->scale = head->scale;
	return sums->scale == head->scale;
}

/* ---- Estimates ---- */

static bool is_open(const struct period_sums *sums, size_t i)
{
	return sums->open[i / WORD_BITS] >> i % WORD_BITS & 1;
}

/* The highest bit of each of the word's nibbles that is the kind. */
static uint64_t nibbles_of_kind(uint64_t word, unsigned kind)
{
	const uint64_t lower = UINT64_C(0x7777777777777777);
	uint64_t other = word ^ kind * UINT64_C(0x1111111111111111);

	return ~(((other & lower) + lower) | other) & ~lower;
}

/* A bit for each nibble in place of its highest one. */
static uint64_t gather_bits(uint64_t nibbles)
{
	nibbles >>= 3;
	nibbles = (nibbles | nibbles >> 3) & UINT64_C(0x0303030303030303);
	nibbles = (nibbles | nibbles >> 6) & UINT64_C(0x000f000f000f000f);
	nibbles = (nibbles | nibbles >> 12) & UINT64_C(0x000000ff000000ff);
	return (nibbles | nibbles >> 24) & UINT64_C(0xffff);
}

/* Which of the sixteen cells from an even one on are estimates, by their kinds. */
static uint64_t estimates_at(const struct series_head *head, size_t from)
{
	const char *kinds = head->block + head->numbers + (size_t)head->width * head->count;
	uint64_t word, found = 0;

	/* What is read behind the last cell is the checksum's. */
	_Static_assert(BLOCK_CHECKSUM_BYTES >= sizeof(word), "a word ends within the block");
	memcpy(&word, kinds + from / 2, sizeof(word));
	for (unsigned left = head->estimated; left != 0; left &= left - 1)
		found |= nibbles_of_kind(word, (unsigned)__builtin_ctz(left));
	return found ? gather_bits(found) : 0;
}

/* The bits of `open` from the period on. */
static uint64_t open_from(const struct period_sums *sums, size_t i)
{
	const uint64_t *word = &sums->open[i / WORD_BITS];
	size_t shift = i % WORD_BITS;

	return shift == 0 ? word[0] : word[0] >> shift | word[1] << (WORD_BITS - shift);
}

/*
 * Sixteen cells at once; one by one only those that are estimates of periods that are not known to have any,
 * which soon are few.
 */
static void note_nibbles(struct period_sums *sums, const struct series_head *head,
			 struct overlap overlap)
{
	size_t odd = overlap.from % 2, end = overlap.from + overlap.count;

	for (size_t i = overlap.from - odd; i < end; i += NIBBLES) {
		/* The first bit may be of the cell before the overlap, which has no period. */
		bool is_before = i < overlap.from;
		size_t to = overlap.to + i + is_before - overlap.from;
		uint64_t found = estimates_at(head, i) & open_from(sums, to) << is_before;

		if (end - i < NIBBLES)
			found &= (UINT64_C(1) << (end - i)) - 1;
		for (; found != 0; found &= found - 1) {
			size_t bit = (size_t)__builtin_ctzll(found);

			if (block_has_number(head->block + head->numbers, head->width, i + bit))
				note_estimate(sums, to + bit - is_before);
		}
	}
}

static void note_estimates(struct period_sums *sums, const struct series_head *head,
			   struct overlap overlap)
{
	struct series_view view;

	if (head->estimated == 0)
		return;
	if (head->has_nibbles) {
		note_nibbles(sums, head, overlap);
		return;
	}
	series_head_open(head, &view);
	for (size_t i = 0; i < overlap.count; i++) {
		size_t cell = overlap.from + i;

		if (is_open(sums, overlap.to + i) && !isnan(series_number(&view, cell)) &&
		    status_is_estimate(series_status(&view, cell)))
			note_estimate(sums, overlap.to + i);
	}
}

/* ---- One series ---- */

static void add_integers(struct period_sums *sums, const struct series_head *head,
			 struct overlap overlap)
{
	size_t width = head->width;
	const char *numbers = head->block + head->numbers + width * overlap.from;

	if (width == 2)
		add_narrow(sums, overlap.to, numbers, overlap.count);
	else
		add_wide(sums, overlap.to, numbers, overlap.count);
	note_estimates(sums, head, overlap);
}

static void add_dense(struct period_sums *sums, const struct series_head *head)
{
	struct overlap overlap = overlap_of(sums, head);
	struct series_view view;

	if (overlap.count == 0)
		return;
	if (takes_integers(sums, head)) {
		add_integers(sums, head, overlap);
		return;
	}
	series_head_open(head, &view);
	for (size_t i = 0; i < overlap.count; i++)
		add_cell(sums, overlap.to + i, &view, overlap.from + i);
}

void period_sums_add(struct period_sums *sums, const struct series_head *head)
{
	if (!head->is_dense) {
		struct series_view view;

		series_head_open(head, &view);
		add_sparse(sums, &view);
	} else if (head->period_kind == (uint8_t)sums->kind) {
		add_dense(sums, head);
	}
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
