/*
 * Accumulators. Variances are computed from differences to the first value of the group, which keeps the
 * digits that sums of large squares would lose.
 */
#include "vtl/accumulate.h"

#include <assert.h>
#include <math.h>
#include <string.h>

void accumulator_begin(struct accumulator *accumulator, struct arena *arena,
		       enum aggregation function, enum data_type type)
{
	*accumulator = (struct accumulator){
		.arena = arena, .function = function, .type = type, .kept = { .arena = arena }
	};
}

static bool is_extreme(enum aggregation function)
{
	return function == AGGREGATION_MIN || function == AGGREGATION_MAX;
}

static bool is_variance(enum aggregation function)
{
	return function >= AGGREGATION_STDDEV_POP && function <= AGGREGATION_VAR_SAMP;
}

/* Does it add numbers, for a sum or a mean? */
static bool is_total(const struct accumulator *accumulator)
{
	return accumulator->function == AGGREGATION_AVG ||
	       (accumulator->function == AGGREGATION_SUM && accumulator->type != DATA_INTEGER);
}

static void total_add(struct total *total, double value)
{
	double sum = total->sum + value, part = sum - total->sum;

	total->rest += (total->sum - (sum - part)) + (value - part);
	total->sum = sum;
}

/* Beyond the range of numbers nothing is left of the rest. */
static double total_value(struct total total)
{
	return isfinite(total.rest) ? total.sum + total.rest : total.sum;
}

/* A longer copy of an array; what is new is zero. */
static struct err stretch(struct arena *arena, void *array, size_t size, size_t old, size_t room)
{
	void *longer = arena_alloc(arena, room, size);
	void *before;

	TRY_NEW(longer);
	memcpy(&before, array, sizeof(before));
	if (old)
		memcpy(longer, before, old * size);
	memcpy(array, &longer, sizeof(longer));
	return OK;
}

static struct err fit(struct accumulator *accumulator, size_t n_groups)
{
	struct arena *arena = accumulator->arena;
	size_t old = accumulator->room, room = n_groups + n_groups / 2 + 64;

	if (n_groups <= old)
		return OK;
	TRY(stretch(arena, &accumulator->seen, sizeof(*accumulator->seen), old, room));
	TRY(stretch(arena, &accumulator->counts, sizeof(*accumulator->counts), old, room));
	if (accumulator->function == AGGREGATION_SUM && accumulator->type == DATA_INTEGER)
		TRY(stretch(arena, &accumulator->integers, sizeof(*accumulator->integers), old,
			    room));
	if (is_extreme(accumulator->function))
		TRY(stretch(arena, &accumulator->best, sizeof(*accumulator->best), old, room));
	if (is_total(accumulator))
		TRY(stretch(arena, &accumulator->totals, sizeof(*accumulator->totals), old, room));
	if (is_variance(accumulator->function))
		TRY(stretch(arena, &accumulator->sums, sizeof(*accumulator->sums), old, room));
	if (is_variance(accumulator->function)) {
		TRY(stretch(arena, &accumulator->squares, sizeof(*accumulator->squares), old,
			    room));
		TRY(stretch(arena, &accumulator->shifts, sizeof(*accumulator->shifts), old, room));
	}
	accumulator->room = room;
	return OK;
}

/* Values of the block as numbers; integers are converted into the room. */
static const double *numbers_of(const struct vector *vector, double *room)
{
	const int64_t *integers = vector->values;

	if (vector->type == DATA_NUMBER)
		return vector->values;
	for (size_t i = 0; i < vector->n; i++)
		room[i] = (double)integers[i];
	return room;
}

static void take_count(struct accumulator *accumulator, const uint32_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		accumulator->counts[ids[i]]++;
}

static void take_totals(struct accumulator *accumulator, const struct vector *vector,
			const uint32_t *ids)
{
	double room[VECTOR_ROWS];
	const double *values = numbers_of(vector, room);
	bool needs_count = accumulator->function != AGGREGATION_SUM;

	if (!needs_count) {
		for (size_t i = 0; i < vector->n; i++) {
			if (vector_null(vector, i))
				continue;
			total_add(&accumulator->totals[ids[i]], values[i]);
			accumulator->seen[ids[i]] = 1;
		}
		return;
	}
	for (size_t i = 0; i < vector->n; i++) {
		if (vector_null(vector, i))
			continue;
		total_add(&accumulator->totals[ids[i]], values[i]);
		accumulator->counts[ids[i]]++;
		accumulator->seen[ids[i]] = 1;
	}
}

static struct err beyond_range(struct run *run)
{
	return fault_set(&run->fault, 1, S(N_("{1}: the result is beyond the range of integers")),
			 (struct message_args){ { S("sum") } });
}

static struct err take_integers(struct accumulator *accumulator, struct run *run,
				const struct vector *vector, const uint32_t *ids)
{
	const int64_t *values = vector->values;
	bool is_over = false;

	for (size_t i = 0; i < vector->n; i++) {
		int64_t *sum = &accumulator->integers[ids[i]];

		if (vector_null(vector, i))
			continue;
		is_over |= __builtin_add_overflow(*sum, values[i], sum);
		accumulator->seen[ids[i]] = 1;
	}
	return is_over ? beyond_range(run) : OK;
}

static void take_squares(struct accumulator *accumulator, const struct vector *vector,
			 const uint32_t *ids)
{
	double room[VECTOR_ROWS];
	const double *values = numbers_of(vector, room);

	for (size_t i = 0; i < vector->n; i++) {
		uint32_t id = ids[i];
		double difference;

		if (vector_null(vector, i))
			continue;
		if (!accumulator->seen[id]) {
			accumulator->seen[id] = 1;
			accumulator->shifts[id] = values[i];
		}
		difference = values[i] - accumulator->shifts[id];
		accumulator->sums[id] += difference;
		accumulator->squares[id] += difference * difference;
		accumulator->counts[id]++;
	}
}

static struct err take_values(struct accumulator *accumulator, const struct vector *vector,
			      const uint32_t *ids)
{
	double room[VECTOR_ROWS];
	const double *values = numbers_of(vector, room);

	TRY(grouped_values_reserve(&accumulator->kept, vector->n));
	for (size_t i = 0; i < vector->n; i++) {
		if (vector_null(vector, i))
			continue;
		grouped_values_push(&accumulator->kept, values[i], ids[i]);
		accumulator->counts[ids[i]]++;
		accumulator->seen[ids[i]] = 1;
	}
	return OK;
}

/* The value's bytes as they lie in a column. */
static uint64_t word_at(const struct vector *vector, size_t i)
{
	uint64_t word = 0;

	memcpy(&word, (const char *)vector->values + i * data_width(vector->type),
	       data_width(vector->type));
	return word;
}

/* Does a come before b, both as they lie in a column of the type? */
static bool is_before(const struct accumulator *accumulator, uint64_t a, uint64_t b)
{
	const uint64_t words[] = { a, b };
	double numbers[2];

	switch (accumulator->type) {
	case DATA_NUMBER:
		memcpy(numbers, words, sizeof(numbers));
		return numbers[0] < numbers[1];
	case DATA_STRING:
		return accumulator->ranks[a] < accumulator->ranks[b];
	case DATA_DATE:
		return time_instant_cmp((time_instant)a, (time_instant)b) < 0;
	case DATA_TIME_PERIOD:
		return time_period_cmp((time_period)a, (time_period)b) < 0;
	case DATA_TIME:
		return time_span_cmp((time_span)a, (time_span)b) < 0;
	case DATA_DURATION:
		return time_duration_cmp((time_duration)a, (time_duration)b) < 0;
	default:
		return (int64_t)a < (int64_t)b;
	}
}

/* Numbers, and integers, whose order is the processor's. */
static void take_extreme_numbers(struct accumulator *accumulator, const struct vector *vector,
				 const uint32_t *ids)
{
	const double *values = vector->values;
	double *best = (double *)accumulator->best;
	double sign = accumulator->function == AGGREGATION_MIN ? 1 : -1;

	for (size_t i = 0; i < vector->n; i++) {
		uint32_t id = ids[i];

		if (vector_null(vector, i))
			continue;
		if (!accumulator->seen[id] || sign * values[i] < sign * best[id])
			best[id] = values[i];
		accumulator->seen[id] = 1;
	}
}

static void take_extreme_integers(struct accumulator *accumulator, const struct vector *vector,
				  const uint32_t *ids)
{
	const int64_t *values = vector->values;
	int64_t *best = (int64_t *)accumulator->best;
	bool is_min = accumulator->function == AGGREGATION_MIN;

	for (size_t i = 0; i < vector->n; i++) {
		uint32_t id = ids[i];
		bool is_better = is_min ? values[i] < best[id] : values[i] > best[id];

		if (vector_null(vector, i))
			continue;
		if (!accumulator->seen[id] || is_better)
			best[id] = values[i];
		accumulator->seen[id] = 1;
	}
}

static struct err take_extremes(struct accumulator *accumulator, const struct vector *vector,
				const uint32_t *ids)
{
	bool is_min = accumulator->function == AGGREGATION_MIN;

	if (vector->type == DATA_NUMBER) {
		take_extreme_numbers(accumulator, vector, ids);
		return OK;
	}
	if (vector->type == DATA_INTEGER) {
		take_extreme_integers(accumulator, vector, ids);
		return OK;
	}
	if (vector->type == DATA_STRING && !accumulator->ranks) {
		accumulator->dictionary = vector->dictionary;
		TRY(dictionary_ranks(accumulator->arena, vector->dictionary, &accumulator->ranks));
	}
	for (size_t i = 0; i < vector->n; i++) {
		uint64_t word = word_at(vector, i), *best = &accumulator->best[ids[i]];

		if (vector_null(vector, i))
			continue;
		if (!accumulator->seen[ids[i]] || (is_min ? is_before(accumulator, word, *best)
							  : is_before(accumulator, *best, word)))
			*best = word;
		accumulator->seen[ids[i]] = 1;
	}
	return OK;
}

struct err accumulator_take(struct accumulator *accumulator, struct run *run,
			    const struct vector *vector, const uint32_t *ids, size_t n,
			    size_t n_groups)
{
	TRY(fit(accumulator, n_groups));
	if (accumulator->function == AGGREGATION_COUNT) {
		take_count(accumulator, ids, n);
		return OK;
	}
	if (vector->type == DATA_NULL)
		return OK;
	if (is_extreme(accumulator->function))
		return take_extremes(accumulator, vector, ids);
	if (is_variance(accumulator->function)) {
		take_squares(accumulator, vector, ids);
		return OK;
	}
	if (accumulator->function == AGGREGATION_MEDIAN)
		return take_values(accumulator, vector, ids);
	if (accumulator->integers)
		return take_integers(accumulator, run, vector, ids);
	take_totals(accumulator, vector, ids);
	return OK;
}

/* --- what others have taken --- */

/* A median needs all values, and the order of strings is that of their dictionary, which takes long. */
bool accumulator_merges(enum aggregation function, enum data_type type)
{
	return function != AGGREGATION_MEDIAN && !(is_extreme(function) && type == DATA_STRING);
}

static struct err merge_integers(struct accumulator *accumulator, struct run *run,
				 const struct accumulator *from, const uint32_t *ids, size_t n)
{
	bool is_over = false;

	for (size_t g = 0; g < n; g++) {
		int64_t *sum = &accumulator->integers[ids[g]];

		is_over |= __builtin_add_overflow(*sum, from->integers[g], sum);
	}
	return is_over ? beyond_range(run) : OK;
}

static void merge_totals(struct accumulator *accumulator, const struct accumulator *from,
			 const uint32_t *ids, size_t n)
{
	for (size_t g = 0; g < n; g++) {
		total_add(&accumulator->totals[ids[g]], from->totals[g].sum);
		accumulator->totals[ids[g]].rest += from->totals[g].rest;
	}
}

static void merge_extremes(struct accumulator *accumulator, const struct accumulator *from,
			   const uint32_t *ids, size_t n)
{
	bool is_min = accumulator->function == AGGREGATION_MIN;

	for (size_t g = 0; g < n; g++) {
		uint64_t word = from->best[g], *best = &accumulator->best[ids[g]];

		if (from->seen[g] &&
		    (!accumulator->seen[ids[g]] || (is_min ? is_before(accumulator, word, *best)
							   : is_before(accumulator, *best, word))))
			*best = word;
	}
}

/* The other's differences are told from one's own first value: by how far the two lie apart. */
static void merge_squares(struct accumulator *accumulator, const struct accumulator *from,
			  const uint32_t *ids, size_t n)
{
	for (size_t g = 0; g < n; g++) {
		uint32_t id = ids[g];
		double apart, count = (double)from->counts[g];

		if (!from->seen[g])
			continue;
		if (!accumulator->seen[id])
			accumulator->shifts[id] = from->shifts[g];
		apart = from->shifts[g] - accumulator->shifts[id];
		accumulator->sums[id] += from->sums[g] + count * apart;
		accumulator->squares[id] +=
			from->squares[g] + 2 * apart * from->sums[g] + count * apart * apart;
	}
}

struct err accumulator_merge(struct accumulator *accumulator, struct run *run,
			     const struct accumulator *from, const uint32_t *ids, size_t n_from,
			     size_t n_groups)
{
	TRY(fit(accumulator, n_groups));
	assert(from->room >= n_from);
	if (accumulator->integers)
		TRY(merge_integers(accumulator, run, from, ids, n_from));
	if (accumulator->totals)
		merge_totals(accumulator, from, ids, n_from);
	if (accumulator->best)
		merge_extremes(accumulator, from, ids, n_from);
	if (accumulator->squares)
		merge_squares(accumulator, from, ids, n_from);
	for (size_t g = 0; g < n_from; g++) {
		accumulator->counts[ids[g]] += from->counts[g];
		accumulator->seen[ids[g]] |= from->seen[g];
	}
	return OK;
}

/* --- results --- */

static enum data_type result_type(const struct accumulator *accumulator)
{
	if (accumulator->function == AGGREGATION_COUNT)
		return DATA_INTEGER;
	if (is_extreme(accumulator->function) || accumulator->function == AGGREGATION_SUM)
		return accumulator->type;
	return DATA_NUMBER;
}

/* The variance or deviation of group g; false: it has too few values. */
static bool variance(const struct accumulator *accumulator, size_t g, double *out)
{
	double n = (double)accumulator->counts[g], sum = accumulator->sums[g];
	bool is_sample = accumulator->function == AGGREGATION_STDDEV_SAMP ||
			 accumulator->function == AGGREGATION_VAR_SAMP;
	bool is_deviation = accumulator->function == AGGREGATION_STDDEV_POP ||
			    accumulator->function == AGGREGATION_STDDEV_SAMP;
	double squares = fmax(accumulator->squares[g] - sum * sum / n, 0);
	double divisor = is_sample ? n - 1 : n;

	if (divisor <= 0)
		return false;
	*out = is_deviation ? sqrt(squares / divisor) : squares / divisor;
	return true;
}

static void write_best(const struct accumulator *accumulator, size_t n_groups, void *values)
{
	size_t width = data_width(accumulator->type);

	for (size_t g = 0; g < n_groups; g++)
		memcpy((char *)values + g * width, &accumulator->best[g], width);
}

static void set_nulls(const struct accumulator *accumulator, size_t n_groups, uint64_t *nulls)
{
	for (size_t g = 0; g < n_groups; g++) {
		if (!accumulator->seen[g])
			bit_set(nulls, g);
	}
}

static void write_numbers(const struct accumulator *accumulator, size_t n_groups, double *out,
			  uint64_t *nulls)
{
	for (size_t g = 0; g < n_groups; g++) {
		if (is_variance(accumulator->function)) {
			if (accumulator->seen[g] && !variance(accumulator, g, &out[g]))
				bit_set(nulls, g);
		} else if (accumulator->function == AGGREGATION_AVG) {
			out[g] = accumulator->seen[g] ? total_value(accumulator->totals[g]) /
								(double)accumulator->counts[g]
						      : 0;
		} else {
			out[g] = total_value(accumulator->totals[g]);
		}
	}
}

struct err accumulator_end(struct accumulator *accumulator, struct run *run, struct arena *arena,
			   size_t n_groups, struct column *out)
{
	enum data_type type = result_type(accumulator);
	uint64_t *nulls;
	void *values;

	TRY(fit(accumulator, n_groups)); /* when nothing was taken */
	if (type == DATA_STRING && !accumulator->dictionary) {
		TRY_NEW(accumulator->dictionary = NEW(arena, struct dictionary, 1));
	}
	TRY(column_array(arena, type, n_groups, accumulator->dictionary, out, &values, &nulls));
	if (accumulator->function == AGGREGATION_COUNT) {
		if (n_groups)
			memcpy(values, accumulator->counts, n_groups * sizeof(int64_t));
		out->nulls = NULL;
		return OK;
	}
	set_nulls(accumulator, n_groups, nulls);
	if (is_extreme(accumulator->function))
		write_best(accumulator, n_groups, values);
	else if (accumulator->integers)
		memcpy(values, accumulator->integers, n_groups * sizeof(int64_t));
	else if (accumulator->function == AGGREGATION_MEDIAN)
		TRY(grouped_medians(&accumulator->kept, run, accumulator->counts, n_groups,
				    values));
	else
		write_numbers(accumulator, n_groups, values, nulls);
	return OK;
}
