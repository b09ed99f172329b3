/*
 * Sums of many series period by period, in one pass over their columns. Integers are summed as such, and
 * so exactly; doubles with what they lose. The result is that of aggregate.h but for the last digits, in
 * which this one is the nearer.
 */
#ifndef CUBE_PERIOD_SUMS_H
#define CUBE_PERIOD_SUMS_H

#include "base/arena.h"
#include "cube/series.h"

struct period_sum {
	int64_t integers; /* at the scale of the sums */
	double total, lost;
	uint32_t n;         /* numbers */
	bool has_estimates; /* one of them at least is one */
};

struct period_sums {
	enum period_kind kind;
	int32_t first;      /* ordinal */
	size_t count;       /* of periods */
	int scale;          /* of integers; -1: there are none yet */
	size_t n_estimated; /* how many are known to have estimates */
	struct period_sum *at;
};

/* Zeros for the periods, in the arena. */
MUST_USE struct err period_sums_init(struct period_sums *sums, struct arena *arena,
				     enum period_kind kind, int32_t first, size_t count);
void period_sums_clear(struct period_sums *sums);

/* Adds each number of the series in the periods. */
void period_sums_add(struct period_sums *sums, const struct series_view *view);

/* The sum of the i-th period, of its n numbers. */
double period_sums_total(const struct period_sums *sums, size_t i);

#endif
