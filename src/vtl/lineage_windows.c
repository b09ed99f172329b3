/* Analytic functions and time series: a row rests on others of its partition or series, in an order. */
#include "vtl/frame.h"
#include "vtl/lineage_way.h"

/* ---- Windows ---- */

struct windows {
	struct frame frame;
	size_t *from, *to; /* of each place */
};

static struct err windows_begin(struct trace *trace, const struct dataset *in,
				const struct over *over, bool has_window, struct windows *windows)
{
	TRY(frame_make(trace->run, trace->arena, in, over, has_window, &windows->frame));
	windows->from = windows->frame.from;
	windows->to = windows->frame.to;
	if (has_window)
		return OK;
	TRY_NEW(windows->from = NEW(trace->arena, size_t, in->n_rows + 1));
	TRY_NEW(windows->to = NEW(trace->arena, size_t, in->n_rows + 1));
	return OK;
}

/* The data point so many places away, within its partition. */
static void window_at(struct windows *windows, size_t place, int64_t distance, size_t first,
		      size_t end)
{
	int64_t at = (int64_t)place + distance;
	bool is_there = at >= (int64_t)first && at < (int64_t)end;

	windows->from[place] = is_there ? (size_t)at : place;
	windows->to[place] = is_there ? (size_t)at + 1 : place;
}

static void set_windows(struct windows *windows, const struct analytic_item *item)
{
	const struct frame *frame = &windows->frame;

	for (size_t p = 0, first = 0; p < frame->n_partitions; first = frame->ends[p++])
		for (size_t i = first; i < frame->ends[p]; i++) {
			if (item->function == AGGREGATION_LAG) {
				window_at(windows, i, -item->offset, first, frame->ends[p]);
			} else if (item->function == AGGREGATION_LEAD) {
				window_at(windows, i, item->offset, first, frame->ends[p]);
			} else {
				windows->from[i] = first;
				windows->to[i] = frame->ends[p];
			}
		}
}

static bool has_window(enum aggregation function)
{
	return function != AGGREGATION_LAG && function != AGGREGATION_LEAD &&
	       function != AGGREGATION_RANK && function != AGGREGATION_RATIO_TO_REPORT;
}

static struct err relate(struct trace *trace, const struct analytic_item *item, struct way *way)
{
	struct windows *windows = NEW(trace->arena, struct windows, 1);
	bool is_given = has_window(item->function);

	TRY_NEW(windows);
	TRY(windows_begin(trace, way->in, &item->over, is_given, windows));
	if (!is_given)
		set_windows(windows, item);
	return relation_by_windows(trace, &windows->frame, windows->from, windows->to,
				   &way->relation);
}

/* The data points themselves are those of the operand, each on its own. */
static struct err window_begin(struct trace *trace, const struct step *step,
			       const struct analytic_item *item, struct way *way)
{
	TRY(way_begin(trace, step, 0, way));
	way->dependence
		.at[way->dependence.n_out * (way->dependence.n_in + 1) + way->dependence.n_in] =
		false;
	demand_slots(trace, item->preset);
	return relate(trace, item, way);
}

static const struct analytic_item *item_named(const struct step *step, struct str name)
{
	for (size_t i = 0; i < step->extend.n; i++)
		if (str_eq(step->extend.items[i].name, name))
			return &step->extend.items[i];
	return NULL;
}

/* What is not computed over windows, and what a window is ordered by. */
static struct err trace_rest(struct trace *trace, const struct step *step)
{
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	for (size_t i = 0; i < way.dependence.n_out; i++) {
		const struct component *component = &way.out->structure.at[i];
		ptrdiff_t at = structure_find(&way.in->structure, component->name);
		bool is_window = step->kind == STEP_ANALYTIC
					 ? component->role == ROLE_MEASURE
					 : item_named(step, component->name) != NULL;

		if (at != COMPONENT_NONE && !is_window)
			depend(&way.dependence, i, (size_t)at);
	}
	return way_go(trace, &way);
}

/* The order of a window may be by measures, which then count for all that are in it. */
static void depend_on_order(const struct analytic_item *item, size_t out, struct way *way)
{
	for (size_t i = 0; i < item->over.n_order; i++) {
		ptrdiff_t at = structure_find(&way->in->structure, item->over.order[i].name);

		if (at != COMPONENT_NONE)
			depend(&way->dependence, out, (size_t)at);
	}
}

static struct err trace_item(struct trace *trace, const struct step *step,
			     const struct analytic_item *item)
{
	ptrdiff_t at;
	struct way way;

	TRY(window_begin(trace, step, item, &way));
	at = structure_find(&way.out->structure, item->name);
	if (at == COMPONENT_NONE)
		return OK;
	depend(&way.dependence, (size_t)at, way.dependence.n_in);
	depend_on_expression(trace, &way.dependence, (size_t)at, item->operand);
	depend_on_order(item, (size_t)at, &way);
	return way_go(trace, &way);
}

static struct err trace_pattern(struct trace *trace, const struct step *step)
{
	const struct analytic_item *item = &step->analytic.pattern;
	struct way way;

	TRY(window_begin(trace, step, item, &way));
	for (size_t i = 0; i < way.dependence.n_out; i++) {
		const struct component *component = &way.out->structure.at[i];

		if (component->role != ROLE_MEASURE && component->role != ROLE_VIRAL_ATTRIBUTE)
			continue;
		depend(&way.dependence, i, way.dependence.n_in);
		depend_on_order(item, i, &way);
	}
	depend_by_names(&way);
	depend_new_on_measures(&way);
	return way_go(trace, &way);
}

/* ---- Time series ---- */

static bool same_unit(const struct column *time, uint32_t a, uint32_t b)
{
	struct scalar first = column_scalar(time, a), second = column_scalar(time, b);

	return first.type != DATA_TIME_PERIOD ||
	       time_period_unit(first.period) == time_period_unit(second.period);
}

/* All before it of its series; or the last one of them. */
static struct err series_windows(struct trace *trace, struct way *way,
				 enum series_operator operator_)
{
	const struct structure *structure = &way->in->structure;
	const struct column *time = &way->in->columns[structure_time(structure)];
	const struct str *name = &structure->at[structure_time(structure)].name;
	struct order_item order = { .name = *name };
	struct over over = { .partition = name,
			     .n_partition = 1,
			     .is_partition_except = true,
			     .has_partition = true,
			     .order = &order,
			     .n_order = 1 };
	struct windows *windows = NEW(trace->arena, struct windows, 1);

	TRY_NEW(windows);
	TRY(windows_begin(trace, way->in, &over, false, windows));
	for (size_t p = 0, first = 0; p < windows->frame.n_partitions;
	     first = windows->frame.ends[p++])
		for (size_t i = first; i < windows->frame.ends[p]; i++) {
			size_t before = i;

			while (before > first) {
				before--;
				if (operator_ == SERIES_STOCK_TO_FLOW &&
				    same_unit(time, windows->frame.rows[i],
					      windows->frame.rows[before]))
					break;
			}
			windows->from[i] = before;
			windows->to[i] = i + 1;
		}
	return relation_by_windows(trace, &windows->frame, windows->from, windows->to,
				   &way->relation);
}

/* A data point that was added has no partner: all of its series may tell that it is missing. */
static struct err trace_filled(struct trace *trace, const struct step *step)
{
	const struct demand whole = trace->demands[step->number];
	const struct structure *out = &whole.dataset->structure;
	struct key_pair *pairs = NULL, *others;
	size_t n, n_others = 0, words = bits_words(whole.dataset->n_rows);
	uint64_t **added;
	struct way way;

	TRY(way_begin(trace, step, 0, &way));
	TRY(way_by_common_keys(trace, &way));
	depend_by_names(&way);
	TRY(way_go(trace, &way));
	TRY(common_keys(trace->arena, out, &way.in->structure, &pairs, &n));
	TRY_NEW(others = NEW(trace->arena, struct key_pair, n + 1));
	for (size_t i = 0; i < n; i++)
		if (!data_is_time(out->at[pairs[i].out].type))
			others[n_others++] = pairs[i];
	TRY_NEW(added = NEW(trace->arena, uint64_t *, out->count + 1));
	TRY_NEW(added[out->count] = NEW(trace->arena, uint64_t, words + 1));
	for (size_t row = 0; row < whole.dataset->n_rows; row++)
		if (bit_get(whole.rows[out->count], row) &&
		    way.relation.group_out[row] == UINT32_MAX)
			bit_set(added[out->count], row);
	trace->demands[step->number].rows = added;
	TRY(relation_by_keys(trace, way.out, way.in, others, n_others, &way.relation));
	TRY(way_go(trace, &way));
	trace->demands[step->number] = whole;
	return OK;
}

static struct err trace_series(struct trace *trace, const struct step *step)
{
	enum series_operator operator_ = step->series.operator_;
	struct way way;

	if (operator_ == SERIES_FILL_ALL || operator_ == SERIES_FILL_SINGLE)
		return trace_filled(trace, step);
	TRY(way_begin(trace, step, 0, &way));
	depend_by_names(&way);
	if (operator_ == SERIES_SHIFT) {
		demand_slots(trace, step->series.shift);
		way.relation = relation_same(way.in->n_rows);
	} else {
		TRY(series_windows(trace, &way, operator_));
	}
	return way_go(trace, &way);
}

struct err trace_windows(struct trace *trace, const struct step *step)
{
	if (step->kind == STEP_SERIES)
		return trace_series(trace, step);
	if (step->kind == STEP_ANALYTIC)
		TRY(trace_pattern(trace, step));
	for (size_t i = 0; step->kind == STEP_EXTEND && i < step->extend.n; i++)
		TRY(trace_item(trace, step, &step->extend.items[i]));
	return trace_rest(trace, step);
}
