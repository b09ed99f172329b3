/*
 * The observations that operators are measured on, the same for each program: variables, 200 areas and 50
 * years, with a number of which one in twenty is null, in the order of the identifiers or shuffled.
 */
#ifndef BENCH_OPERATORS_DATA_H
#define BENCH_OPERATORS_DATA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	AREAS = 200,
	PERIODS = 50,
	FIRST_YEAR = 1970,
	ROWS_LEAST = AREAS * PERIODS,
	ROWS_MOST_MEASURED = 1000000000
};

struct cell {
	uint32_t variable, area;
	int32_t year;
	bool is_null;
	double value;
};

/*
 * Row i of n of one of two datasets, 0 and 1, which have the same identifiers and values of their own.
 * Shuffled, each is in an order of its own: the factors are primes, so that each place is met once.
 */
static inline struct cell cell_at(size_t i, size_t n, bool is_shuffled, uint64_t dataset)
{
	uint64_t factor = dataset ? 1000000009 : 1000000007;
	uint64_t at = is_shuffled ? (uint64_t)i * factor % n : i;
	uint64_t chance =
		(at + dataset * UINT64_C(0x632be59bd9b4e019)) * UINT64_C(0x9e3779b97f4a7c15);

	chance = (chance ^ chance >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	chance = (chance ^ chance >> 27) * UINT64_C(0x94d049bb133111eb);
	chance ^= chance >> 31;
	return (struct cell){ .variable = (uint32_t)(at / (AREAS * PERIODS)),
			      .area = (uint32_t)(at / PERIODS % AREAS),
			      .year = (int32_t)(FIRST_YEAR + at % PERIODS),
			      .is_null = chance % 20 == 0,
			      .value = (double)(chance / 20 % 1000000) / 1000 };
}

#endif
