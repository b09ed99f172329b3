/* Values are brought together by group; in each, the middle is found without sorting the rest. */
#include "vtl/median.h"

#include <assert.h>

#include "base/arena.h"
#include "vtl/machine.h"

struct err grouped_values_reserve(struct grouped_values *kept, size_t n)
{
	size_t old = kept->room, room = 2 * old + (size_t)4 * VECTOR_ROWS;

	if (n <= old - kept->count)
		return OK;
	assert(n <= room - kept->count);
	TRY_NEW(kept->values = arena_grow(kept->arena, kept->values, old * sizeof(*kept->values),
					  room * sizeof(*kept->values)));
	TRY_NEW(kept->groups = arena_grow(kept->arena, kept->groups, old * sizeof(*kept->groups),
					  room * sizeof(*kept->groups)));
	kept->room = room;
	return OK;
}

static void exchange(double *a, double *b)
{
	double kept = *a;

	*a = *b;
	*b = kept;
}

/* The k-th smallest (Hoare's FIND): it stands at k afterwards, what is smaller before it. */
static double select_kth(double *values, size_t n, size_t k)
{
	size_t low = 0, high = n - 1;

	while (low < high) {
		double pivot = values[low + (high - low) / 2];
		size_t i = low, j = high;

		while (i <= j) {
			while (values[i] < pivot)
				i++;
			while (values[j] > pivot)
				j--;
			if (i > j)
				break;
			exchange(&values[i++], &values[j]);
			if (j == 0)
				break;
			j--;
		}
		if (k <= j)
			high = j;
		else if (k >= i)
			low = i;
		else
			break;
	}
	return values[k];
}

static double median_of(double *values, size_t n)
{
	double upper = select_kth(values, n, n / 2), lower;

	if (n % 2)
		return upper;
	lower = values[0];
	for (size_t i = 1; i < n / 2; i++)
		lower = values[i] > lower ? values[i] : lower;
	return (lower + upper) / 2;
}

/* The values of each group stand together afterwards: those of group g end at ends[g]. */
static struct err bring_together(const struct grouped_values *kept, const int64_t *counts,
				 size_t n_groups, double **out, size_t **ends_out)
{
	double *values = NEW(kept->arena, double, kept->count);
	size_t *ends = NEW(kept->arena, size_t, n_groups);
	size_t at = 0;

	TRY_NEW(values);
	TRY_NEW(ends);
	for (size_t g = 0; g < n_groups; g++) {
		ends[g] = at;
		at += (size_t)counts[g];
	}
	for (size_t i = 0; i < kept->count; i++)
		values[ends[kept->groups[i]]++] = kept->values[i];
	*out = values;
	*ends_out = ends;
	return OK;
}

/* Medians of groups, so many a share. */
enum { MEDIAN_GROUPS = 64 };

struct medians {
	const int64_t *counts;
	size_t n_groups;
	double *values;
	const size_t *ends;
	double *out;
};

static struct err median_share(struct run *run, void *work, const struct rows_part *share)
{
	const struct medians *medians = work;
	size_t from = share->number * MEDIAN_GROUPS;

	for (size_t g = from; g < from + MEDIAN_GROUPS && g < medians->n_groups; g++) {
		size_t n = (size_t)medians->counts[g];

		TRY(run_check(run));
		if (n > 0)
			medians->out[g] = median_of(medians->values + medians->ends[g] - n, n);
	}
	return OK;
}

struct err grouped_medians(const struct grouped_values *kept, struct run *run,
			   const int64_t *counts, size_t n_groups, double *out)
{
	struct medians medians = { .counts = counts, .n_groups = n_groups, .out = out };
	size_t *ends;

	TRY(bring_together(kept, counts, n_groups, &medians.values, &ends));
	medians.ends = ends;
	return run_shares(run, (n_groups + MEDIAN_GROUPS - 1) / MEDIAN_GROUPS, median_share,
			  &medians);
}
