/*
 * Analytic functions. Those that give a value of the partition as it is (first_value, lag, max …) choose
 * its row, and their result is a view. Sums and deviations of sliding windows are put together of pieces,
 * so that nothing is ever subtracted again: a window is the tail of an older run, whose tails were summed
 * from its end, and what has come since.
 */
#include "vtl/window.h"

#include <math.h>
#include <string.h>

/* Some values taken together: their number, sum, and squares of differences to their mean. */
struct piece {
	double n, sum, squares;
	int64_t integers;
	bool is_over;
};

/* Chan, Golub and LeVeque: the squares of two sets from those of each. */
static struct piece put_together(struct piece a, struct piece b)
{
	struct piece both = { .n = a.n + b.n, .sum = a.sum + b.sum };
	double difference;

	both.is_over = a.is_over | b.is_over |
		       __builtin_add_overflow(a.integers, b.integers, &both.integers);
	if (a.n == 0 || b.n == 0) {
		both.squares = a.n == 0 ? b.squares : a.squares;
		return both;
	}
	difference = b.sum / b.n - a.sum / a.n;
	both.squares = a.squares + b.squares + difference * difference * a.n * b.n / both.n;
	return both;
}

/* The values of the operand in the frame's order. */
struct ordered {
	double *numbers;
	int64_t *integers; /* of integers */
	uint64_t *nulls;   /* by place */
};

struct working {
	struct run *run;
	struct arena *arena, *scratch;
	const struct analytic_item *item;
	const struct frame *frame;
	const struct column *values;
	struct ordered ordered;
};

static struct err bring_in_order(struct working *work)
{
	struct row_choice choice = { .arena = work->scratch,
				     .rows = work->frame->rows,
				     .n_rows = work->frame->n_rows };
	size_t n_rows = work->frame->n_rows;
	bool is_integer = work->values->type == DATA_INTEGER;
	struct vector_room *room = NEW(work->scratch, struct vector_room, 1);
	struct column column;
	struct vector vector;

	TRY_NEW(room);
	TRY(row_choice_column(&choice, work->values, &column));
	TRY_NEW(work->ordered.numbers = NEW(work->scratch, double, n_rows));
	TRY_NEW(work->ordered.nulls = NEW(work->scratch, uint64_t, bits_words(n_rows)));
	if (is_integer)
		TRY_NEW(work->ordered.integers = NEW(work->scratch, int64_t, n_rows));
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		column_read(&column, from, n, room, &vector);
		for (size_t i = 0; i < n; i++) {
			if (vector.type == DATA_NULL || vector_null(&vector, i)) {
				bit_set(work->ordered.nulls, from + i);
			} else if (is_integer) {
				work->ordered.integers[from + i] =
					((const int64_t *)vector.values)[i];
				work->ordered.numbers[from + i] =
					(double)((const int64_t *)vector.values)[i];
			} else {
				work->ordered.numbers[from + i] =
					((const double *)vector.values)[i];
			}
		}
	}
	return OK;
}

static struct piece piece_at(const struct working *work, size_t place)
{
	const struct ordered *ordered = &work->ordered;

	if (bit_get(ordered->nulls, place))
		return (struct piece){ 0 };
	return (struct piece){ .n = 1,
			       .sum = ordered->numbers[place],
			       .integers = ordered->integers ? ordered->integers[place] : 0 };
}

/* The windows of one partition slide from its first place to its last. */
struct sliding {
	struct piece *tails; /* of [place, turn) */
	size_t turn;         /* where what has come since begins */
	size_t to;
	struct piece since;
};

static struct piece slide(const struct working *work, struct sliding *sliding, size_t from,
			  size_t to)
{
	while (sliding->to < to)
		sliding->since = put_together(sliding->since, piece_at(work, sliding->to++));
	if (from >= sliding->turn) { /* the older run is used up */
		struct piece tail = { 0 };

		for (size_t place = to; place-- > from;) {
			tail = put_together(piece_at(work, place), tail);
			sliding->tails[place] = tail;
		}
		sliding->turn = to;
		sliding->since = (struct piece){ 0 };
	}
	if (from >= to)
		return (struct piece){ 0 };
	return put_together(sliding->tails[from], sliding->since);
}

/* The function's number of a window; false: it is null. */
static bool number_of(enum aggregation function, struct piece piece, double *out)
{
	bool is_sample = function == AGGREGATION_STDDEV_SAMP || function == AGGREGATION_VAR_SAMP;
	double divisor = is_sample ? piece.n - 1 : piece.n;

	if (divisor <= 0)
		return false;
	switch (function) {
	case AGGREGATION_AVG:
		*out = piece.sum / piece.n;
		break;
	case AGGREGATION_STDDEV_POP:
	case AGGREGATION_STDDEV_SAMP:
		*out = sqrt(piece.squares / divisor);
		break;
	case AGGREGATION_VAR_POP:
	case AGGREGATION_VAR_SAMP:
		*out = piece.squares / divisor;
		break;
	default:
		*out = piece.sum;
		break;
	}
	return true;
}

static struct err run_pieces(struct working *work, void *values, uint64_t *nulls)
{
	const struct frame *frame = work->frame;
	bool is_integer = work->item->function == AGGREGATION_SUM && work->ordered.integers;
	struct sliding sliding = { 0 };

	TRY_NEW(sliding.tails = NEW(work->scratch, struct piece, frame->n_rows + 1));
	for (size_t p = 0, first = 0; p < frame->n_partitions; first = frame->ends[p++]) {
		sliding.turn = sliding.to = first;
		sliding.since = (struct piece){ 0 };
		for (size_t i = first; i < frame->ends[p]; i++) {
			struct piece piece = slide(work, &sliding, frame->from[i], frame->to[i]);
			uint32_t row = frame->rows[i];
			double number = 0;

			if (i % VECTOR_ROWS == 0)
				TRY(run_check(work->run));
			if (is_integer && piece.is_over)
				return fault_set(&work->run->fault, 1,
						 S(N_("{1}: the result is beyond the range of "
						      "integers")),
						 (struct message_args){ { S("sum") } });
			if (!number_of(work->item->function, piece, &number))
				bit_set(nulls, row);
			if (is_integer)
				((int64_t *)values)[row] = piece.integers;
			else
				((double *)values)[row] = number;
		}
	}
	return OK;
}

static void run_counts(const struct frame *frame, int64_t *values)
{
	for (size_t i = 0; i < frame->n_rows; i++)
		values[frame->rows[i]] = (int64_t)(frame->to[i] - frame->from[i]);
}

static void run_ranks(const struct frame *frame, int64_t *values)
{
	for (size_t p = 0, first = 0; p < frame->n_partitions; first = frame->ends[p++]) {
		int64_t rank = 1;

		for (size_t i = first; i < frame->ends[p]; i++) {
			if (i > first && !order_same(frame->order, frame->n_order, frame->rows[i],
						     frame->rows[i - 1]))
				rank = (int64_t)(i - first) + 1;
			values[frame->rows[i]] = rank;
		}
	}
}

/* Values of a window, sorted. */
struct sorted {
	double *at;
	size_t count;
};

/* The first place whose value is not less. */
static size_t sorted_place(const struct sorted *sorted, double value)
{
	size_t low = 0, high = sorted->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted->at[middle] < value)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void sorted_put(struct sorted *sorted, double value)
{
	size_t place = sorted_place(sorted, value);

	memmove(sorted->at + place + 1, sorted->at + place,
		(sorted->count - place) * sizeof(*sorted->at));
	sorted->at[place] = value;
	sorted->count++;
}

static void sorted_take(struct sorted *sorted, double value)
{
	size_t place = sorted_place(sorted, value);

	sorted->count--;
	memmove(sorted->at + place, sorted->at + place + 1,
		(sorted->count - place) * sizeof(*sorted->at));
}

static struct err run_medians(struct working *work, double *values, uint64_t *nulls)
{
	const struct frame *frame = work->frame;
	const struct ordered *ordered = &work->ordered;
	struct sorted sorted = { 0 };

	TRY_NEW(sorted.at = NEW(work->scratch, double, frame->n_rows + 1));
	for (size_t p = 0, first = 0; p < frame->n_partitions; first = frame->ends[p++]) {
		size_t from = first, to = first;

		sorted.count = 0;
		for (size_t i = first; i < frame->ends[p]; i++) {
			size_t n;

			if (i % 64 == 0)
				TRY(run_check(work->run));
			for (; to < frame->to[i]; to++) {
				if (!bit_get(ordered->nulls, to))
					sorted_put(&sorted, ordered->numbers[to]);
			}
			for (; from < frame->from[i] && from < to; from++) {
				if (!bit_get(ordered->nulls, from))
					sorted_take(&sorted, ordered->numbers[from]);
			}
			n = sorted.count;
			if (n == 0)
				bit_set(nulls, frame->rows[i]);
			else
				values[frame->rows[i]] =
					n % 2 ? sorted.at[n / 2]
					      : (sorted.at[n / 2 - 1] + sorted.at[n / 2]) / 2;
		}
	}
	return OK;
}

/* Each value as a part of the sum of its partition; of a sum of zero there are none. */
static void run_ratios(const struct working *work, double *values, uint64_t *nulls)
{
	const struct frame *frame = work->frame;

	for (size_t i = 0; i < frame->n_rows; i++) {
		uint32_t row = frame->rows[i];

		if (bit_get(work->ordered.nulls, i) || values[row] == 0 || bit_get(nulls, row)) {
			bit_set(nulls, row);
			values[row] = 0;
		} else {
			values[row] = work->ordered.numbers[i] / values[row];
		}
	}
}

static struct err run_numbers(struct working *work, struct column *out)
{
	enum aggregation function = work->item->function;
	bool is_integer = function == AGGREGATION_COUNT || function == AGGREGATION_RANK ||
			  (function == AGGREGATION_SUM && work->values->type == DATA_INTEGER);
	uint64_t *nulls;
	void *values;

	TRY(column_array(work->arena, is_integer ? DATA_INTEGER : DATA_NUMBER, work->frame->n_rows,
			 NULL, out, &values, &nulls));
	if (function == AGGREGATION_COUNT) {
		run_counts(work->frame, values);
		return OK;
	}
	if (function == AGGREGATION_RANK) {
		run_ranks(work->frame, values);
		return OK;
	}
	TRY(bring_in_order(work));
	if (function == AGGREGATION_MEDIAN)
		return run_medians(work, values, nulls);
	TRY(run_pieces(work, values, nulls));
	if (function == AGGREGATION_RATIO_TO_REPORT)
		run_ratios(work, values, nulls);
	return OK;
}

/* --- functions that choose a row --- */

/* The least (or greatest) of each window, by a queue of candidates: each is better than those behind it. */
static struct err pick_extremes(struct working *work, const struct order_key *key, uint32_t *picks)
{
	const struct frame *frame = work->frame;
	bool is_min = work->item->function == AGGREGATION_MIN;
	size_t *queue = NEW(work->scratch, size_t, frame->n_rows + 1);

	TRY_NEW(queue);
	for (size_t p = 0, first = 0; p < frame->n_partitions; first = frame->ends[p++]) {
		size_t head = 0, tail = 0, to = first;

		for (size_t i = first; i < frame->ends[p]; i++) {
			for (; to < frame->to[i]; to++) {
				uint64_t word = key->keys[frame->rows[to]];

				if (key->nulls && bit_get(key->nulls, frame->rows[to]))
					continue;
				while (tail > head) {
					uint64_t last = key->keys[frame->rows[queue[tail - 1]]];

					if (is_min ? last < word : last > word)
						break;
					tail--;
				}
				queue[tail++] = to;
			}
			while (head < tail && queue[head] < frame->from[i])
				head++;
			picks[frame->rows[i]] = head < tail ? frame->rows[queue[head]] : ROW_NONE;
		}
	}
	return OK;
}

static void pick_ends(const struct working *work, uint32_t *picks)
{
	const struct frame *frame = work->frame;
	bool is_first = work->item->function == AGGREGATION_FIRST_VALUE;

	for (size_t i = 0; i < frame->n_rows; i++) {
		bool is_empty = frame->from[i] >= frame->to[i];
		size_t place = is_first ? frame->from[i] : frame->to[i] - 1;

		picks[frame->rows[i]] = is_empty ? ROW_NONE : frame->rows[place];
	}
}

static void pick_neighbours(const struct working *work, uint32_t *picks)
{
	const struct frame *frame = work->frame;
	uint64_t offset = (uint64_t)work->item->offset;
	bool is_lag = work->item->function == AGGREGATION_LAG;

	for (size_t p = 0, first = 0; p < frame->n_partitions; first = frame->ends[p++]) {
		size_t end = frame->ends[p];

		for (size_t i = first; i < end; i++) {
			uint64_t room = is_lag ? i - first : end - 1 - i;
			size_t place = is_lag ? i - offset : i + offset;

			picks[frame->rows[i]] = offset > room ? ROW_NONE : frame->rows[place];
		}
	}
}

/* Beyond the partition lag and lead have the preset; a null that is there stays one. */
static struct err fill_preset(struct working *work, const uint32_t *picks, struct column *column)
{
	size_t n_rows = work->frame->n_rows;
	uint8_t *is_outside = NEW(work->arena, uint8_t, n_rows);
	const struct component components[] = {
		{ .name = STR("outside"), .role = ROLE_MEASURE, .type = DATA_BOOLEAN },
		{ .name = STR("value"), .role = ROLE_MEASURE, .type = column->type },
	};
	struct column columns[] = { { .type = DATA_BOOLEAN, .values = is_outside }, *column };
	struct dataset both = { .structure = { components, countof(components) },
				.columns = columns,
				.n_rows = n_rows };
	const struct expression *operands[3], *expression;

	TRY_NEW(is_outside);
	for (size_t i = 0; i < n_rows; i++)
		is_outside[i] = picks[i] == ROW_NONE;
	TRY(expression_component(work->arena, &both.structure, 0, 0, &operands[0]));
	TRY(expression_fit(work->arena, work->item->preset, column->type, &operands[1],
			   &work->run->fault));
	TRY(expression_component(work->arena, &both.structure, 1, 0, &operands[2]));
	TRY(expression_call(work->arena, OPERATION_IF, operands, 3, 0, &expression,
			    &work->run->fault));
	return expression_columns(work->run, work->arena, &both, &expression, 1, column);
}

static struct err run_picks(struct working *work, struct column *out)
{
	enum aggregation function = work->item->function;
	uint32_t *picks = NEW(work->arena, uint32_t, work->frame->n_rows);
	struct row_choice choice = {
		.arena = work->arena, .rows = picks, .n_rows = work->frame->n_rows, .has_none = true
	};
	struct order_key key;

	TRY_NEW(picks);
	if (function == AGGREGATION_MIN || function == AGGREGATION_MAX) {
		TRY(order_key_make(work->scratch, work->values, work->frame->n_rows, false, &key));
		TRY(pick_extremes(work, &key, picks));
	} else if (function == AGGREGATION_LAG || function == AGGREGATION_LEAD) {
		pick_neighbours(work, picks);
	} else {
		pick_ends(work, picks);
	}
	TRY(row_choice_column(&choice, work->values, out));
	if (work->item->preset && (function == AGGREGATION_LAG || function == AGGREGATION_LEAD))
		return fill_preset(work, picks, out);
	return OK;
}

struct err window_run(struct run *run, struct arena *arena, struct arena *scratch,
		      const struct analytic_item *item, const struct frame *frame,
		      const struct column *values, struct column *out)
{
	struct working work = { .run = run,
				.arena = arena,
				.scratch = scratch,
				.item = item,
				.frame = frame,
				.values = values };

	switch (item->function) {
	case AGGREGATION_MIN:
	case AGGREGATION_MAX:
	case AGGREGATION_FIRST_VALUE:
	case AGGREGATION_LAST_VALUE:
	case AGGREGATION_LAG:
	case AGGREGATION_LEAD:
		return run_picks(&work, out);
	default:
		return run_numbers(&work, out);
	}
}
