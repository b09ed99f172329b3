/*
 * Sums of many series period by period, in one pass over their columns. Integers are summed as such, and
 * so exactly; doubles with what they lose. The result is that of aggregate.h but for the last digits, in
 * which this one is the nearer.
 */
#ifndef CUBE_PERIOD_SUMS_H
#define CUBE_PERIOD_SUMS_H

#include "base/arena.h"
#include "cube/series_head.h"

struct period_sums {
	enum period_kind kind;
	int32_t first; /* ordinal */
	size_t count;  /* of periods */
	int scale;     /* of integers; -1: there are none yet */
	/* By period. */
	int64_t *integers;     /* at the scale */
	double *totals, *lost; /* of what are no integers */
	uint32_t *n;           /* numbers */
	bool *has_estimates;   /* among them */
	uint64_t *open;        /* a bit for each period that is not known to have any */
};

/* Zeros for the periods, in the arena. */
MUST_USE struct err period_sums_init(struct period_sums *sums, struct arena *arena,
				     enum period_kind kind, int32_t first, size_t count);

/* Adds each number of the series in the periods. */
void period_sums_add(struct period_sums *sums, const struct series_head *head);

/* The sum of the i-th period, of its n numbers. */
double period_sums_total(const struct period_sums *sums, size_t i);

/* All periods as one, in the first of the sums. */
void period_sums_fold(struct period_sums *sums);

#endif
