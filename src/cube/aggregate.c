/* The functions over numbers. Sums are compensated, so that their order does not matter to a reader. */
#include "cube/aggregate.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void sum_add(struct sum *sum, double term)
{
	double total = sum->total + term;

	if (fabs(sum->total) >= fabs(term))
		sum->lost += sum->total - total + term;
	else
		sum->lost += term - total + sum->total;
	sum->total = total;
}

double sum_total(const struct sum *sum)
{
	return sum->total + sum->lost;
}

static double sum_of(const double *numbers, size_t n)
{
	struct sum sum = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		sum_add(&sum, numbers[i]);
	return sum_total(&sum);
}

static double mean(const struct aggregate_input *input)
{
	struct sum weighted = { 0, 0 };
	double weight;

	if (!input->weights)
		return sum_of(input->numbers, input->n) / (double)input->n;
	for (size_t i = 0; i < input->n; i++)
		sum_add(&weighted, input->numbers[i] * input->weights[i]);
	weight = sum_of(input->weights, input->n);
	return weight > 0 ? sum_total(&weighted) / weight : NAN;
}

static int compare_numbers(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct err median(struct arena *scratch, const struct aggregate_input *input, double *out)
{
	double *sorted;
	size_t middle = input->n / 2;

	TRY_NEW(sorted = NEW(scratch, double, input->n));
	memcpy(sorted, input->numbers, input->n * sizeof(double));
	qsort(sorted, input->n, sizeof(double), compare_numbers);
	*out = input->n % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	return OK;
}

static double extreme(const struct aggregate_input *input, bool is_max)
{
	double best = input->numbers[0];

	for (size_t i = 1; i < input->n; i++)
		if (is_max ? input->numbers[i] > best : input->numbers[i] < best)
			best = input->numbers[i];
	return best;
}

/* The functions that need a number at least. */
static struct err of_numbers(struct arena *scratch, enum aggregate_function function,
			     const struct aggregate_input *input, double *out)
{
	switch (function) {
	case AGGREGATE_SUM:
		*out = sum_of(input->numbers, input->n);
		return OK;
	case AGGREGATE_MEAN:
		*out = mean(input);
		return OK;
	case AGGREGATE_MEDIAN:
		return median(scratch, input, out);
	case AGGREGATE_MIN:
	case AGGREGATE_MAX:
		*out = extreme(input, function == AGGREGATE_MAX);
		return OK;
	default:
		return ERROR(ERR_BUG, "that is no function of numbers");
	}
}

struct err aggregate(struct arena *scratch, enum aggregate_function function,
		     const struct aggregate_input *input, double *out)
{
	if (function == AGGREGATE_COUNT) {
		*out = (double)input->n_holding;
		return OK;
	}
	if (function == AGGREGATE_SHARE) {
		*out = input->n_all > 0 ? 100.0 * (double)input->n_holding / (double)input->n_all
					: NAN;
		return OK;
	}
	if (input->n == 0) {
		*out = NAN;
		return OK;
	}
	return of_numbers(scratch, function, input, out);
}

bool aggregate_named(struct str name, enum aggregate_function *out)
{
	static const struct str names[] = {
		[AGGREGATE_NONE] = STR(""),       [AGGREGATE_SUM] = STR("sum"),
		[AGGREGATE_MEAN] = STR("mean"),   [AGGREGATE_MEDIAN] = STR("median"),
		[AGGREGATE_MIN] = STR("min"),     [AGGREGATE_MAX] = STR("max"),
		[AGGREGATE_COUNT] = STR("count"), [AGGREGATE_SHARE] = STR("share"),
	};
	_Static_assert(countof(names) == AGGREGATE_COUNT_, "every function has a name");

	for (size_t i = AGGREGATE_NONE + 1; i < countof(names); i++) {
		if (!str_eq(names[i], name))
			continue;
		*out = (enum aggregate_function)i;
		return true;
	}
	return false;
}
