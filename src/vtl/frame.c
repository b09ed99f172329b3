/* Partitions, order and windows. */
#include "vtl/frame.h"

#include "cube/row_groups.h"
#include "vtl/draft.h"

#include <math.h>

static const double microseconds_a_day = 24.0 * 60 * 60 * MICROSECONDS_A_SECOND;

static bool is_named(const struct over *over, struct str name)
{
	for (size_t i = 0; i < over->n_partition; i++) {
		if (str_eq(over->partition[i], name))
			return true;
	}
	return false;
}

static bool is_ordered_by(const struct over *over, struct str name)
{
	for (size_t i = 0; i < over->n_order; i++) {
		if (str_eq(over->order[i].name, name))
			return true;
	}
	return false;
}

/* Is the identifier one of those by which rows are told apart? */
static bool partitions(const struct over *over, const struct component *component)
{
	if (component->role != ROLE_IDENTIFIER)
		return false;
	if (!over->has_partition)
		return !is_ordered_by(over, component->name);
	if (over->is_partition_except && over->n_partition == 0)
		return false;
	return is_named(over, component->name) != over->is_partition_except;
}

static bool is_distance(const struct window_bound *bound)
{
	return bound->kind == BOUND_PRECEDING || bound->kind == BOUND_FOLLOWING;
}

static bool has_range(enum data_type type)
{
	return data_is_numeric(type) || type == DATA_DATE || type == DATA_TIME_PERIOD;
}

struct err frame_check(const struct structure *structure, const struct over *over,
		       struct fault *fault)
{
	size_t place = 0;

	for (size_t i = 0; i < over->n_partition; i++) {
		TRY(component_find(structure, S("partition by"), over->partition[i], &place,
				   fault));
		if (structure->at[place].role != ROLE_IDENTIFIER)
			return fault_set(
				fault, 0, S(N_("{1}: {2} is no identifier")),
				(struct message_args){ { S("partition by"), over->partition[i] } });
	}
	for (size_t i = 0; i < over->n_order; i++)
		TRY(component_find(structure, S("order by"), over->order[i].name, &place, fault));
	if (over->window == WINDOW_RANGE && (is_distance(&over->from) || is_distance(&over->to)) &&
	    (over->n_order != 1 || !has_range(structure->at[place].type)))
		return fault_set(fault, 0,
				 S(N_("{1}: a range needs one component to order by, a number, a "
				      "date or a time period")),
				 (struct message_args){ { S("range") } });
	return OK;
}

/* Each row's partition as a key, and the keys of the order behind it. */
static struct err make_keys(struct run *run, struct arena *arena, const struct dataset *dataset,
			    const struct over *over, struct order_key **out, size_t *n_partitions)
{
	const struct structure *structure = &dataset->structure;
	const struct column **columns = NEW(arena, const struct column *, structure->count);
	struct order_key *keys = NEW(arena, struct order_key, over->n_order + 1);
	uint64_t *partition = NEW(arena, uint64_t, dataset->n_rows);
	struct row_groups groups;
	uint32_t ids[VECTOR_ROWS];
	size_t n = 0;

	TRY_NEW(columns);
	TRY_NEW(keys);
	TRY_NEW(partition);
	for (size_t i = 0; i < structure->count; i++) {
		if (partitions(over, &structure->at[i]))
			columns[n++] = &dataset->columns[i];
	}
	TRY(row_groups_begin(&groups, arena, NULL, columns, n, dataset->n_rows));
	for (size_t from = 0; from < dataset->n_rows; from += VECTOR_ROWS) {
		size_t block = dataset->n_rows - from < VECTOR_ROWS ? dataset->n_rows - from
								    : VECTOR_ROWS;

		TRY(run_check(run));
		TRY(row_groups_block(&groups, from, block, ids));
		for (size_t i = 0; i < block; i++)
			partition[from + i] = ids[i];
	}
	keys[0] = (struct order_key){ .keys = partition };
	for (size_t i = 0; i < over->n_order; i++) {
		ptrdiff_t place = structure_find(structure, over->order[i].name);

		TRY(order_key_make(arena, &dataset->columns[place], dataset->n_rows,
				   over->order[i].is_descending, &keys[i + 1]));
	}
	*n_partitions = groups.count;
	*out = keys;
	return OK;
}

static struct err find_ends(struct arena *arena, const uint64_t *partition, struct frame *frame)
{
	size_t *ends = NEW(arena, size_t, frame->n_partitions);
	size_t n = 0;

	TRY_NEW(ends);
	for (size_t i = 0; i < frame->n_rows; i++) {
		bool is_last = i + 1 == frame->n_rows ||
			       partition[frame->rows[i]] != partition[frame->rows[i + 1]];

		if (is_last)
			ends[n++] = i + 1;
	}
	frame->ends = ends;
	return OK;
}

/* A bound as a number of data points from the current one, kept within the partition. */
static size_t point_bound(const struct window_bound *bound, size_t i, size_t first, size_t end,
			  bool is_end)
{
	double distance = fmin(bound->distance, 0x1p40);
	double place = (double)i + (is_end ? 1 : 0);

	switch (bound->kind) {
	case BOUND_UNBOUNDED_PRECEDING:
		return first;
	case BOUND_UNBOUNDED_FOLLOWING:
		return end;
	case BOUND_PRECEDING:
		place -= distance;
		break;
	case BOUND_FOLLOWING:
		place += distance;
		break;
	case BOUND_CURRENT:
		break;
	}
	return place <= (double)first ? first : place >= (double)end ? end : (size_t)place;
}

static void point_windows(struct frame *frame, const struct over *over, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		frame->from[i] = point_bound(&over->from, i, first, end, false);
		frame->to[i] = point_bound(&over->to, i, first, end, true);
		if (frame->to[i] < frame->from[i])
			frame->to[i] = frame->from[i];
	}
}

/* The value by which a range is measured: numbers, days, or periods of their unit; NAN: null. */
static double measure_at(const struct column *column, uint32_t row)
{
	struct scalar value = column_scalar(column, row);

	if (value.is_null)
		return NAN;
	switch (value.type) {
	case DATA_INTEGER:
		return (double)value.integer;
	case DATA_NUMBER:
		return value.number;
	case DATA_DATE:
		return time_instant_day(value.instant) +
		       (double)time_instant_microsecond(value.instant) / microseconds_a_day;
	case DATA_TIME_PERIOD:
		return time_period_ordinal(value.period);
	default:
		return NAN;
	}
}

double bound_reach(const struct window_bound *bound)
{
	switch (bound->kind) {
	case BOUND_UNBOUNDED_PRECEDING:
		return -INFINITY;
	case BOUND_UNBOUNDED_FOLLOWING:
		return INFINITY;
	case BOUND_PRECEDING:
		return -bound->distance;
	case BOUND_FOLLOWING:
		return bound->distance;
	case BOUND_CURRENT:
		break;
	}
	return 0;
}

/* Rows that the order cannot tell apart are in one another's windows. */
static void peer_windows(struct frame *frame, const struct over *over, size_t first, size_t end)
{
	size_t peer = first, peer_end = first;

	for (size_t i = first; i < end; i++) {
		if (i == peer_end) {
			peer = i;
			while (peer_end < end &&
			       order_same(frame->order, frame->n_order, frame->rows[peer],
					  frame->rows[peer_end]))
				peer_end++;
		}
		frame->from[i] = over->from.kind == BOUND_UNBOUNDED_PRECEDING ? first : peer;
		frame->to[i] = over->to.kind == BOUND_UNBOUNDED_FOLLOWING ? end : peer_end;
	}
}

/* values: of each place, ascending along the order; nulls are a window of their own. */
static void range_windows(struct frame *frame, const struct over *over, const double *values,
			  size_t first, size_t end)
{
	size_t from = first, to = first;

	for (size_t i = first; i < end; i++) {
		double least = values[i] + bound_reach(&over->from),
		       most = values[i] + bound_reach(&over->to);

		if (isnan(values[i])) {
			frame->from[i] = i;
			frame->to[i] = i + 1;
			continue;
		}
		while (from < end && !(values[from] >= least))
			from++;
		to = to < from ? from : to;
		while (to < end && values[to] <= most)
			to++;
		frame->from[i] = from;
		frame->to[i] = to;
	}
}

static struct err range_values(struct arena *arena, const struct dataset *dataset,
			       const struct over *over, const struct frame *frame, double **out)
{
	const struct column *column =
		&dataset->columns[structure_find(&dataset->structure, over->order[0].name)];
	double *values = NEW(arena, double, frame->n_rows);
	double sign = over->order[0].is_descending ? -1 : 1;

	TRY_NEW(values);
	for (size_t i = 0; i < frame->n_rows; i++)
		values[i] = sign * measure_at(column, frame->rows[i]);
	*out = values;
	return OK;
}

/* Without a window it is all up to the current one and its equals, or without an order, everything. */
static struct over with_defaults(const struct over *over)
{
	struct over full = *over;

	if (over->window != WINDOW_DEFAULT)
		return full;
	full.from.kind = BOUND_UNBOUNDED_PRECEDING;
	full.window = over->n_order ? WINDOW_RANGE : WINDOW_DATA_POINTS;
	full.to.kind = over->n_order ? BOUND_CURRENT : BOUND_UNBOUNDED_FOLLOWING;
	return full;
}

static struct err make_windows(struct run *run, struct arena *arena, const struct dataset *dataset,
			       const struct over *over, struct frame *frame)
{
	struct over full = with_defaults(over);
	bool is_measured = full.window == WINDOW_RANGE &&
			   (is_distance(&full.from) || is_distance(&full.to));
	double *values = NULL;

	TRY_NEW(frame->from = NEW(arena, size_t, frame->n_rows));
	TRY_NEW(frame->to = NEW(arena, size_t, frame->n_rows));
	if (is_measured)
		TRY(range_values(arena, dataset, &full, frame, &values));
	for (size_t p = 0, first = 0; p < frame->n_partitions; first = frame->ends[p++]) {
		if (p % VECTOR_ROWS == 0)
			TRY(run_check(run));
		if (full.window == WINDOW_DATA_POINTS)
			point_windows(frame, &full, first, frame->ends[p]);
		else if (is_measured)
			range_windows(frame, &full, values, first, frame->ends[p]);
		else
			peer_windows(frame, &full, first, frame->ends[p]);
	}
	return OK;
}

struct err frame_make(struct run *run, struct arena *arena, const struct dataset *dataset,
		      const struct over *over, bool has_window, struct frame *out)
{
	struct frame frame = { .n_rows = dataset->n_rows, .n_order = over->n_order };
	struct order_key *keys;
	uint32_t *rows;

	TRY(make_keys(run, arena, dataset, over, &keys, &frame.n_partitions));
	TRY_NEW(rows = NEW(arena, uint32_t, frame.n_rows));
	for (size_t i = 0; i < frame.n_rows; i++)
		rows[i] = (uint32_t)i;
	TRY(order_rows(arena, keys, over->n_order + 1, frame.n_rows, rows));
	frame.rows = rows;
	frame.order = keys + 1;
	TRY(find_ends(arena, keys[0].keys, &frame));
	if (has_window)
		TRY(make_windows(run, arena, dataset, over, &frame));
	*out = frame;
	return OK;
}
