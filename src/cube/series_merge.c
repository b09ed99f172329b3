/* One series laid over another. */
#include <assert.h>

#include "cube/series.h"

static bool same_number(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

bool observed_eq(const struct observed *a, const struct observed *b)
{
	return a->state == b->state && a->status == b->status && a->decimals == b->decimals &&
	       same_number(a->number, b->number) && same_number(a->numerator, b->numerator) &&
	       same_number(a->denominator, b->denominator) && str_eq(a->answer, b->answer) &&
	       str_eq(a->source, b->source);
}

static bool is_absent(const struct series_cell *cell)
{
	return cell->observed.state == OBSERVATION_ABSENT;
}

/* One put on what its period has, which may be absent; keeps what is to be undone when it changes. */
static enum cell_outcome lay_over(struct series_merged *merged, const struct series_cell *before,
				  const struct series_cell *put)
{
	if (!is_absent(put))
		merged->cells[merged->count++] = *put;
	if (is_absent(before) && is_absent(put))
		return CELL_SAME;
	if (!is_absent(before) && observed_eq(&before->observed, &put->observed))
		return CELL_SAME;
	merged->undo[merged->n_undo++] = *before;
	return is_absent(before) ? CELL_NEW : is_absent(put) ? CELL_REMOVED : CELL_CHANGED;
}

struct err series_merge(struct arena *arena, const struct series_cell *base, size_t n_base,
			const struct series_cell *puts, size_t n_puts, enum cell_outcome *outcomes,
			struct series_merged *out)
{
	struct series_merged merged = { .count = 0 };
	size_t b = 0;

	TRY_NEW(merged.cells = NEW(arena, struct series_cell, n_base + n_puts + 1));
	TRY_NEW(merged.undo = NEW(arena, struct series_cell, n_puts + 1));
	for (size_t i = 0; i < n_puts; i++) {
		struct series_cell before = { .period = puts[i].period,
					      .observed = observed_absent() };

		assert(i == 0 || period_cmp(puts[i - 1].period, puts[i].period) < 0);
		while (b < n_base && period_cmp(base[b].period, puts[i].period) < 0)
			merged.cells[merged.count++] = base[b++];
		if (b < n_base && period_cmp(base[b].period, puts[i].period) == 0)
			before = base[b++];
		outcomes[i] = lay_over(&merged, &before, &puts[i]);
	}
	while (b < n_base)
		merged.cells[merged.count++] = base[b++];
	*out = merged;
	return OK;
}
