/*
 * Time series: sums and differences along them, and shifts. A series is all data points that agree in the
 * identifiers but for the time, and in the unit of their periods.
 */
#include "vtl/time_series.h"

#include "vtl/draft.h"
#include "vtl/fill_series.h"
#include "vtl/series_rows.h"

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
	struct time_step common = series_common_step(series);

	for (size_t s = 0, first = 0; s < series->n_series; first = series->ends[s++]) {
		struct time_step step = series_step(series, first, series->ends[s], &common);

		TRY(run_check(run));
		for (size_t i = first; i < series->ends[s]; i++) {
			uint32_t row = series->rows[i];
			struct time_step own = step;
			struct time_point moved;

			/* Intervals of several lengths go each by its own. */
			if (!step.is_regular)
				(void)time_step_of_interval(&series->times[row], false, &own);
			if (!time_point_move(series->times[row], &own, call->shift, &moved))
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
		err = fill_series(run, draft, &scratch, call->operand,
				  call->operator_ == SERIES_FILL_ALL);
	arena_finish(&scratch);
	return err;
}

struct err series_apply(struct run *run, enum series_operator operator_, struct dataset *operand,
			int64_t shift, struct dataset **out)
{
	return draft_make(run, series_fill, &(struct series_call){ operator_, operand, shift },
			  out);
}
