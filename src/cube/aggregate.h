/*
 * Many cells as one number. Cells without a number are no part of it: whoever asks says beside the
 * result how many of how many it rests on.
 */
#ifndef CUBE_AGGREGATE_H
#define CUBE_AGGREGATE_H

#include "base/arena.h"
#include "base/err.h"

enum aggregate_function {
	AGGREGATE_NONE = 0,
	AGGREGATE_SUM,
	AGGREGATE_MEAN, /* weighted, when there are weights */
	AGGREGATE_MEDIAN,
	AGGREGATE_MIN,
	AGGREGATE_MAX,
	AGGREGATE_COUNT, /* of the cells that hold */
	AGGREGATE_SHARE, /* of them, in per cent */
	AGGREGATE_COUNT_
};

/* Numbers to be made one, n of them, none a NAN. */
struct aggregate_input {
	const double *numbers;
	const double *weights; /* NULL: none; each finite and not negative */
	size_t n;
	size_t n_holding; /* of count and share: how many cells fulfil the condition */
	size_t n_all;     /* of share: what it is a share of */
};

/* Neumaier's sum: what a large term swallows of a small one is kept beside it. Begins as zeros. */
struct sum {
	double total, lost;
};

void sum_add(struct sum *sum, double term);
double sum_total(const struct sum *sum);

/* NAN where there is nothing to be told: no numbers, no weight, or a share of nothing. */
MUST_USE struct err aggregate(struct arena *scratch, enum aggregate_function function,
			      const struct aggregate_input *input, double *out);

/* By its name ("mean"); false when there is none. */
bool aggregate_named(struct str name, enum aggregate_function *out);

#endif
