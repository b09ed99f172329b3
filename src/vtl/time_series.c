/*
 * Time series. A series is all data points that agree in the identifiers but for the time, and in the unit
 * of their periods; how far apart its points are, the values themselves say.
 */
#include "vtl/time_series.h"

#include "cube/row_groups.h"
#include "vtl/draft.h"
#include "vtl/expression.h"
#include "vtl/order.h"
#include "vtl/time_step.h"

#include <string.h>

static struct str series_name(enum series_operator operator_)
{
	static const struct str names[] = {
		[SERIES_FILL_SINGLE] = STR("fill_time_series"),
		[SERIES_FILL_ALL] = STR("fill_time_series"),
		[SERIES_FLOW_TO_STOCK] = STR("flow_to_stock"),
		[SERIES_STOCK_TO_FLOW] = STR("stock_to_flow"),
		[SERIES_SHIFT] = STR("timeshift"),
	};

	return names[operator_];
}

static bool is_sum(enum series_operator operator_)
{
	return operator_ == SERIES_FLOW_TO_STOCK || operator_ == SERIES_STOCK_TO_FLOW;
}

static struct err check_operand(enum series_operator operator_, const struct structure *operand,
				struct fault *fault)
{
	struct str name = series_name(operator_);

	if (structure_time(operand) == COMPONENT_NONE)
		return fault_set(fault, 1,
				 S(N_("{1}: the dataset must have exactly one identifier of type "
				      "date, time_period or time")),
				 (struct message_args){ { name } });
	for (size_t i = 0; is_sum(operator_) && i < operand->count; i++) {
		if (operand->at[i].role == ROLE_MEASURE && !data_is_numeric(operand->at[i].type))
			return fault_set(
				fault, 1,
				S(N_("{1}: the measure {2} must be a number, and it is {3}")),
				(struct message_args){ { name, operand->at[i].name,
							 data_type_name(operand->at[i].type) } });
	}
	if (is_sum(operator_) && structure_count(operand, ROLE_MEASURE) == 0)
		return fault_set(fault, 1, S(N_("{1}: the dataset has no measure")),
				 (struct message_args){ { name } });
	return OK;
}

struct err series_structure(struct arena *arena, enum series_operator operator_,
			    const struct structure *operand, struct structure *out,
			    struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	bool is_fill = operator_ == SERIES_FILL_SINGLE || operator_ == SERIES_FILL_ALL;

	TRY(check_operand(operator_, operand, fault));
	for (size_t i = 0; i < operand->count; i++) {
		struct component component = operand->at[i];

		/* The data points that are added have nothing but identifiers. */
		component.is_nullable |= is_fill && component.role != ROLE_IDENTIFIER;
		TRY(structure_add(&draft, component));
	}
	*out = structure_of(&draft);
	return OK;
}

struct series_call {
	enum series_operator operator_;
	struct dataset *operand;
	int64_t shift;
};

/* The data points by series, and in the order of time within each. */
struct series_rows {
	uint32_t *rows;
	size_t *ends; /* of the series, as places in rows */
	size_t n_series;
	struct time_point *times; /* of each row */
};

static struct err read_times(struct arena *arena, const struct dataset *operand,
			     struct time_point **out)
{
	const struct column *column = &operand->columns[structure_time(&operand->structure)];
	struct time_point *times = NEW(arena, struct time_point, operand->n_rows);
	struct vector_room *room = NEW(arena, struct vector_room, 1);
	struct vector vector;

	TRY_NEW(times);
	TRY_NEW(room);
	for (size_t from = 0; from < operand->n_rows; from += VECTOR_ROWS) {
		size_t n = operand->n_rows - from < VECTOR_ROWS ? operand->n_rows - from
								: VECTOR_ROWS;

		column_read(column, from, n, room, &vector);
		for (size_t i = 0; i < n; i++)
			times[from + i] = time_point_of(vector_scalar(&vector, i));
	}
	*out = times;
	return OK;
}

/* The keys of the series: other identifiers, and the unit of periods. */
static struct err group_series(struct run *run, struct arena *arena, const struct dataset *operand,
			       const struct time_point *times, uint64_t *keys, size_t *n_series)
{
	const struct structure *structure = &operand->structure;
	const struct column **columns = NEW(arena, const struct column *, structure->count + 1);
	uint8_t *units = NEW(arena, uint8_t, operand->n_rows);
	struct column unit = { .type = DATA_BOOLEAN, .values = units }; /* a byte a row */
	ptrdiff_t time = structure_time(structure);
	struct row_groups groups;
	uint32_t ids[VECTOR_ROWS];
	size_t n = 0;

	TRY_NEW(columns);
	TRY_NEW(units);
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_IDENTIFIER && (ptrdiff_t)i != time)
			columns[n++] = &operand->columns[i];
	}
	for (size_t i = 0; i < operand->n_rows; i++)
		units[i] = times[i].type == DATA_TIME_PERIOD ? (uint8_t)times[i].unit : 0;
	columns[n++] = &unit;
	TRY(row_groups_begin(&groups, arena, columns, n, operand->n_rows));
	for (size_t from = 0; from < operand->n_rows; from += VECTOR_ROWS) {
		size_t block = operand->n_rows - from < VECTOR_ROWS ? operand->n_rows - from
								    : VECTOR_ROWS;

		TRY(run_check(run));
		TRY(row_groups_block(&groups, from, block, ids));
		for (size_t i = 0; i < block; i++)
			keys[from + i] = ids[i];
	}
	*n_series = groups.count;
	return OK;
}

static struct err series_rows_of(struct run *run, struct arena *arena,
				 const struct dataset *operand, struct series_rows *out)
{
	struct order_key keys[2] = { 0 };
	size_t n_rows = operand->n_rows, n = 0;
	struct series_rows series = { 0 };

	TRY(read_times(arena, operand, &series.times));
	TRY_NEW(keys[0].keys = NEW(arena, uint64_t, n_rows));
	TRY(group_series(run, arena, operand, series.times, keys[0].keys, &series.n_series));
	TRY(order_key_make(arena, &operand->columns[structure_time(&operand->structure)], n_rows,
			   false, &keys[1]));
	TRY_NEW(series.rows = NEW(arena, uint32_t, n_rows));
	TRY_NEW(series.ends = NEW(arena, size_t, series.n_series));
	for (size_t i = 0; i < n_rows; i++)
		series.rows[i] = (uint32_t)i;
	TRY(order_rows(arena, keys, 2, n_rows, series.rows));
	for (size_t i = 0; i < n_rows; i++) {
		bool is_last = i + 1 == n_rows ||
			       keys[0].keys[series.rows[i]] != keys[0].keys[series.rows[i + 1]];

		if (is_last)
			series.ends[n++] = i + 1;
	}
	*out = series;
	return OK;
}

/* --- sums and differences along a series --- */

/* A number of the series, as it was and as it becomes. */
struct running {
	bool has_last;
	double last; /* sum so far, or the value before */
	int64_t last_integer;
};

/* false: an integer beyond its range. */
static bool step_integer(bool is_stock, struct running *running, int64_t value, int64_t *out)
{
	int64_t before = running->has_last ? running->last_integer : 0;
	bool is_over = is_stock ? __builtin_add_overflow(before, value, out)
				: __builtin_sub_overflow(value, before, out);

	running->last_integer = is_stock ? *out : value;
	running->has_last = true;
	return !is_over;
}

static void step_number(bool is_stock, struct running *running, double value, double *out)
{
	double before = running->has_last ? running->last : 0;

	*out = is_stock ? before + value : value - before;
	running->last = is_stock ? *out : value;
	running->has_last = true;
}

/*
 * A null stays null. A stock goes on from the sum before it; a flow after a null is not known, since the
 * stock before it is not.
 */
static struct err sum_column(struct run *run, struct arena *arena, const struct series_call *call,
			     const struct series_rows *series, const struct column *column,
			     size_t n_rows, struct column *out)
{
	bool is_stock = call->operator_ == SERIES_FLOW_TO_STOCK;
	uint64_t *nulls;
	void *values;

	TRY(column_array(arena, column->type, n_rows, NULL, out, &values, &nulls));
	for (size_t s = 0, first = 0; s < series->n_series; first = series->ends[s++]) {
		struct running running = { 0 };
		bool is_lost = false;

		TRY(run_check(run));
		for (size_t i = first; i < series->ends[s]; i++) {
			uint32_t row = series->rows[i];
			struct scalar value = column_scalar(column, row);

			if (value.is_null) {
				bit_set(nulls, row);
				is_lost = !is_stock;
				continue;
			}
			if (column->type == DATA_NUMBER)
				step_number(is_stock, &running, value.number,
					    &((double *)values)[row]);
			else if (!step_integer(is_stock, &running, value.integer,
					       &((int64_t *)values)[row]))
				return fault_set(
					&run->fault, 1,
					S(N_("{1}: the result is beyond the range of "
					     "integers")),
					(struct message_args){ { series_name(call->operator_) } });
			if (is_lost)
				bit_set(nulls, row);
			is_lost = false;
		}
	}
	return OK;
}

static struct err sum_fill(struct run *run, struct dataset *draft, struct arena *scratch,
			   const struct series_call *call)
{
	const struct dataset *operand = call->operand;
	struct series_rows series;
	struct column *columns;

	draft->n_rows = operand->n_rows;
	TRY(draft_columns(draft, &columns));
	TRY(series_rows_of(run, scratch, operand, &series));
	for (size_t i = 0; i < operand->structure.count; i++) {
		columns[i] = operand->columns[i];
		if (operand->structure.at[i].role == ROLE_MEASURE)
			TRY(sum_column(run, &draft->arena, call, &series, &operand->columns[i],
				       operand->n_rows, &columns[i]));
	}
	return OK;
}

/* --- shifts --- */

static struct err shift_rows(struct run *run, const struct series_call *call,
			     const struct series_rows *series, void *values)
{
	for (size_t s = 0, first = 0; s < series->n_series; first = series->ends[s++]) {
		struct time_step step =
			time_step_of(series->times, series->rows + first, series->ends[s] - first);

		TRY(run_check(run));
		for (size_t i = first; i < series->ends[s]; i++) {
			uint32_t row = series->rows[i];
			struct time_point moved;

			if (!time_point_move(series->times[row], &step, call->shift, &moved))
				return fault_set(
					&run->fault, 2,
					S(N_("{1}: it leads out of the years 1 to 9999")),
					(struct message_args){ { series_name(call->operator_) } });
			time_point_put(moved, values, row);
		}
	}
	return OK;
}

static struct err shift_fill(struct run *run, struct dataset *draft, struct arena *scratch,
			     const struct series_call *call)
{
	const struct dataset *operand = call->operand;
	ptrdiff_t time = structure_time(&operand->structure);
	struct series_rows series;
	struct column *columns;
	uint64_t *nulls;
	void *values;

	draft->n_rows = operand->n_rows;
	TRY(draft_columns(draft, &columns));
	TRY(series_rows_of(run, scratch, operand, &series));
	for (size_t i = 0; i < operand->structure.count; i++)
		columns[i] = operand->columns[i];
	TRY(column_array(&draft->arena, operand->columns[time].type, operand->n_rows, NULL,
			 &columns[time], &values, &nulls));
	columns[time].nulls = NULL;
	return shift_rows(run, call, &series, values);
}

/* --- filling --- */

/* Rows of the result on their way: each of a row of the operand, or new with the time alone. */
struct filling {
	struct arena *arena;
	uint32_t *rows;   /* of the identifiers: a row of the series */
	uint32_t *values; /* of measures and attributes; ROW_NONE: none */
	struct time_point *times;
	size_t count, room;
	size_t most;
};

static struct err filling_put(struct filling *filling, uint32_t row, uint32_t value,
			      struct time_point time)
{
	if (filling->count == filling->room) {
		size_t room = filling->room * 2 + VECTOR_ROWS;
		uint32_t *rows = NEW(filling->arena, uint32_t, room);
		uint32_t *values = NEW(filling->arena, uint32_t, room);
		struct time_point *times = NEW(filling->arena, struct time_point, room);

		TRY_NEW(rows);
		TRY_NEW(values);
		TRY_NEW(times);
		if (filling->count) {
			memcpy(rows, filling->rows, filling->count * sizeof(*rows));
			memcpy(values, filling->values, filling->count * sizeof(*values));
			memcpy(times, filling->times, filling->count * sizeof(*times));
		}
		filling->rows = rows;
		filling->values = values;
		filling->times = times;
		filling->room = room;
	}
	if (filling->count == filling->most)
		return ERROR(ERR_LIMIT, "a filled time series has too many rows");
	filling->rows[filling->count] = row;
	filling->values[filling->count] = value;
	filling->times[filling->count++] = time;
	return OK;
}

/* The limits of all series together, as days. */
struct limits {
	int32_t first, last;
};

static struct limits limits_of(const struct time_point *times, size_t n)
{
	struct limits limits = { INT32_MAX, INT32_MIN };

	for (size_t i = 0; i < n; i++) {
		limits.first = times[i].first < limits.first ? times[i].first : limits.first;
		limits.last = times[i].last > limits.last ? times[i].last : limits.last;
	}
	return limits;
}

/* One series: its points, and between and around them those that are missing. */
static struct err fill_one(struct filling *filling, const struct series_rows *series, size_t first,
			   size_t end, const struct limits *limits)
{
	const uint32_t *rows = series->rows + first;
	struct time_step step = time_step_of(series->times, rows, end - first);
	struct time_point at = series->times[rows[0]], before;

	/* Back from the first point to the lower limit, which may lie before it. */
	while (limits && step.is_regular && time_point_move(at, &step, -1, &before) &&
	       before.first >= limits->first)
		at = before;
	for (size_t i = first; i < end; i++) {
		struct time_point point = series->times[series->rows[i]];

		while (step.is_regular && at.first < point.first) {
			TRY(filling_put(filling, rows[0], ROW_NONE, at));
			if (!time_point_move(at, &step, 1, &at))
				return OK;
		}
		TRY(filling_put(filling, rows[0], series->rows[i], point));
		at = point;
		if (!step.is_regular || !time_point_move(at, &step, 1, &at))
			at = point;
	}
	while (limits && step.is_regular && at.last <= limits->last &&
	       at.first > series->times[series->rows[end - 1]].first) {
		TRY(filling_put(filling, rows[0], ROW_NONE, at));
		if (!time_point_move(at, &step, 1, &at))
			break;
	}
	return OK;
}

static struct err fill_rows(struct run *run, const struct series_call *call,
			    const struct series_rows *series, struct filling *filling)
{
	struct limits limits = limits_of(series->times, call->operand->n_rows);
	bool is_all = call->operator_ == SERIES_FILL_ALL;

	for (size_t s = 0, first = 0; s < series->n_series; first = series->ends[s++]) {
		TRY(run_check(run));
		TRY(fill_one(filling, series, first, series->ends[s], is_all ? &limits : NULL));
	}
	return OK;
}

static struct err time_column(struct arena *arena, const struct filling *filling,
			      enum data_type type, struct column *out)
{
	uint64_t *nulls;
	void *values;

	TRY(column_array(arena, type, filling->count, NULL, out, &values, &nulls));
	out->nulls = NULL;
	for (size_t i = 0; i < filling->count; i++)
		time_point_put(filling->times[i], values, i);
	return OK;
}

static struct err fill_fill(struct run *run, struct dataset *draft, struct arena *scratch,
			    const struct series_call *call)
{
	const struct dataset *operand = call->operand;
	ptrdiff_t time = structure_time(&operand->structure);
	struct filling filling = { .arena = &draft->arena,
				   .most = run->rows_most ? run->rows_most : ROWS_MOST };
	struct series_rows series;
	struct column *columns;

	TRY(draft_columns(draft, &columns));
	TRY(series_rows_of(run, scratch, operand, &series));
	TRY(fill_rows(run, call, &series, &filling));
	struct row_choice identifiers = { .arena = &draft->arena,
					  .rows = filling.rows,
					  .n_rows = filling.count };
	struct row_choice others = { .arena = &draft->arena,
				     .rows = filling.values,
				     .n_rows = filling.count,
				     .has_none = true };

	for (size_t i = 0; i < operand->structure.count; i++) {
		bool is_identifier = operand->structure.at[i].role == ROLE_IDENTIFIER;

		if ((ptrdiff_t)i == time)
			TRY(time_column(&draft->arena, &filling, operand->columns[i].type,
					&columns[i]));
		else
			TRY(row_choice_column(is_identifier ? &identifiers : &others,
					      &operand->columns[i], &columns[i]));
	}
	draft->n_rows = filling.count;
	return OK;
}

static struct err series_fill(struct run *run, struct dataset *draft, const void *call_)
{
	const struct series_call *call = call_;
	struct arena scratch;
	struct err err;

	TRY(dataset_borrow(draft, call->operand));
	TRY(series_structure(&draft->arena, call->operator_, &call->operand->structure,
			     &draft->structure, &run->fault));
	run_scratch(run, &scratch);
	if (is_sum(call->operator_))
		err = sum_fill(run, draft, &scratch, call);
	else if (call->operator_ == SERIES_SHIFT)
		err = shift_fill(run, draft, &scratch, call);
	else
		err = fill_fill(run, draft, &scratch, call);
	arena_finish(&scratch);
	return err;
}

struct err series_apply(struct run *run, enum series_operator operator_, struct dataset *operand,
			int64_t shift, struct dataset **out)
{
	return draft_make(run, series_fill, &(struct series_call){ operator_, operand, shift },
			  out);
}

/* --- period_indicator --- */

struct err period_indicator_structure(struct arena *arena, const struct structure *operand,
				      struct structure *out, struct fault *fault)
{
	struct structure_draft draft = { .arena = arena };
	ptrdiff_t time = structure_time(operand);

	if (time == COMPONENT_NONE || operand->at[time].type != DATA_TIME_PERIOD)
		return fault_set(fault, 1,
				 S(N_("{1}: the dataset must have exactly one identifier of type "
				      "time_period")),
				 (struct message_args){ { S("period_indicator") } });
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_IDENTIFIER)
			TRY(structure_add(&draft, operand->at[i]));
	}
	TRY(structure_add(&draft, (struct component){ .name = S("duration_var"),
						      .role = ROLE_MEASURE,
						      .type = DATA_DURATION,
						      .is_nullable = true }));
	for (size_t i = 0; i < operand->count; i++) {
		if (operand->at[i].role == ROLE_VIRAL_ATTRIBUTE)
			TRY(structure_add(&draft, operand->at[i]));
	}
	*out = structure_of(&draft);
	return OK;
}

static struct err indicator_fill(struct run *run, struct dataset *draft, const void *call)
{
	const struct dataset *operand = call;
	const struct structure *structure = &operand->structure;
	const struct expression *period, *indicator;
	struct column *columns;
	size_t to = 0;

	TRY(dataset_borrow(draft, (struct dataset *)operand));
	TRY(period_indicator_structure(&draft->arena, structure, &draft->structure, &run->fault));
	TRY(draft_columns(draft, &columns));
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_IDENTIFIER)
			columns[to++] = operand->columns[i];
	}
	TRY(expression_component(&draft->arena, structure, (size_t)structure_time(structure), 0,
				 &period));
	TRY(expression_call(&draft->arena, OPERATION_PERIOD_INDICATOR, &period, 1, 0, &indicator,
			    &run->fault));
	draft->n_rows = operand->n_rows;
	TRY(expression_columns(run, &draft->arena, operand, &indicator, 1, &columns[to++]));
	for (size_t i = 0; i < structure->count; i++) {
		if (structure->at[i].role == ROLE_VIRAL_ATTRIBUTE)
			columns[to++] = operand->columns[i];
	}
	return OK;
}

struct err period_indicator(struct run *run, struct dataset *operand, struct dataset **out)
{
	return draft_make(run, indicator_fill, operand, out);
}
