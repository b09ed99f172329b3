/*
 * Operators on days, periods, intervals and durations. Where one day is meant by a period or an interval,
 * it is the last one.
 */
#include "vtl/kernel.h"

#include "base/date.h"

enum { DAYS_A_YEAR = 365, DAYS_A_MONTH = 30, YEARS_MOST = 9999, MONTHS_MOST = 65535 };

/* The day that a value of time stands for. */
static int32_t day_of(const struct vector *vector, size_t i)
{
	if (vector->type == DATA_DATE)
		return time_instant_day(((const time_instant *)vector->values)[i]);
	if (vector->type == DATA_TIME_PERIOD)
		return time_period_last(((const time_period *)vector->values)[i]);
	return time_span_last(((const time_span *)vector->values)[i]);
}

static struct err run_datediff(struct kernel_call *call)
{
	int64_t *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = call_null(call, i)
				 ? 0
				 : day_of(call->operands[1], i) - day_of(call->operands[0], i);
	return OK;
}

/* The unit that an operand says in row i. */
static struct err unit_of(struct kernel_call *call, size_t operand, size_t i, enum time_unit *out)
{
	const struct vector *vector = call->operands[operand];

	if (time_duration_unit(((const time_duration *)vector->values)[i], out))
		return OK;
	return call_fault(call, operand + 1, S(N_("{1}: {2} is none of D, W, M, Q, S, A")),
			  vector_scalar(vector, i), scalar_null(DATA_NULL));
}

static struct err run_dateadd(struct kernel_call *call)
{
	const int64_t *numbers = call->operands[1]->values;
	const struct vector *from = call->operands[0];
	time_instant *out = call->values;

	for (size_t i = 0; i < call->n; i++) {
		enum time_unit unit;
		int32_t day;

		if (call_null(call, i))
			continue;
		TRY(unit_of(call, 2, i, &unit));
		if (!day_shift(day_of(from, i), unit, numbers[i], &day))
			return call_fault(
				call, 2, S(N_("{1}: {2} leads out of the years 1 to 9999")),
				vector_scalar(call->operands[1], i), scalar_null(DATA_NULL));
		out[i] = from->type == DATA_DATE
				 ? time_instant_on(((const time_instant *)from->values)[i], day)
				 : time_instant_of_day(day);
	}
	return OK;
}

static int64_t part_of(enum operation operation, int32_t day)
{
	struct civil civil = date_civil((struct date){ day });

	switch (operation) {
	case OPERATION_GETYEAR:
		return civil.year;
	case OPERATION_GETMONTH:
		return civil.month;
	case OPERATION_DAYOFMONTH:
		return civil.day;
	default:
		return day - date_of(civil.year, 1, 1).day + 1;
	}
}

static struct err run_part(struct kernel_call *call)
{
	int64_t *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = call_null(call, i) ? 0
					    : part_of(call->expression->operation,
						      day_of(call->operands[0], i));
	return OK;
}

/* Days as years and days, or as months and days. */
static struct err run_day_to(struct kernel_call *call)
{
	const int64_t *days = call->operands[0]->values;
	time_duration *out = call->values;
	bool is_year = call->expression->operation == OPERATION_DAYTOYEAR;
	int64_t size = is_year ? DAYS_A_YEAR : DAYS_A_MONTH;

	for (size_t i = 0; i < call->n; i++) {
		struct duration_parts parts = { .has_days = true };

		if (call_null(call, i))
			continue;
		if (days[i] < 0 || days[i] / size > (is_year ? YEARS_MOST : MONTHS_MOST))
			return call_fault(call, 1, S(N_("{1}: {2} days are no duration")),
					  vector_scalar(call->operands[0], i),
					  scalar_null(DATA_NULL));
		parts.days = (int32_t)(days[i] % size);
		if (is_year)
			parts.years = (int32_t)(days[i] / size);
		else
			parts.months = (int32_t)(days[i] / size);
		parts.has_years = is_year;
		parts.has_months = !is_year;
		out[i] = time_duration_of(parts);
	}
	return OK;
}

static struct err run_to_day(struct kernel_call *call)
{
	const time_duration *durations = call->operands[0]->values;
	int64_t *out = call->values;

	for (size_t i = 0; i < call->n; i++) {
		struct duration_parts parts = time_duration_parts(durations[i]);

		out[i] = INT64_C(1) * DAYS_A_YEAR * parts.years +
			 (int64_t)DAYS_A_MONTH * parts.months + parts.days;
	}
	return OK;
}

static struct err run_period_indicator(struct kernel_call *call)
{
	const time_period *periods = call->operands[0]->values;
	time_duration *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = call_null(call, i) ? 0
					    : time_duration_of_unit(time_period_unit(periods[i]));
	return OK;
}

static struct err run_current_date(struct kernel_call *call)
{
	time_instant *out = call->values;

	for (size_t i = 0; i < call->n; i++)
		out[i] = time_instant_of_day(call->run->today.day);
	return OK;
}

/* The period of the unit around one value; false: the value is none of a smaller unit. */
static bool aggregate_time(const struct vector *vector, size_t i, enum time_unit unit, bool is_last,
			   void *values)
{
	time_period period;

	if (vector->type == DATA_DATE) {
		period = time_period_around(unit, day_of(vector, i));
		((time_instant *)values)[i] = time_instant_of_day(
			is_last ? time_period_last(period) : time_period_first(period));
		return true;
	}
	if (vector->type == DATA_TIME_PERIOD) {
		time_period from = ((const time_period *)vector->values)[i];
		bool is_week = time_period_unit(from) == TIME_WEEK;

		if (time_period_unit(from) > unit)
			return false;
		/* A week belongs where its Thursday is. */
		period = time_period_around(unit, time_period_first(from) + (is_week ? 3 : 0));
		((time_period *)values)[i] = time_period_unit(from) == unit ? from : period;
		return true;
	}
	time_span span = ((const time_span *)vector->values)[i];

	period = time_period_around(unit, time_span_first(span));
	((time_span *)values)[i] =
		time_span_of(time_period_first(period), time_period_last(period));
	return time_period_last(period) >= time_span_last(span);
}

/* time_agg: unit to, unit from, value, last. What the unit is from, the values say. */
static struct err run_time_agg(struct kernel_call *call)
{
	const struct vector *vector = call->operands[2];
	const uint8_t *last = call->expression->n_operands > 3 && call->operands[3]
				      ? call->operands[3]->values
				      : NULL;

	for (size_t i = 0; i < call->n; i++) {
		enum time_unit unit;

		if (call_null(call, i))
			continue;
		TRY(unit_of(call, 0, i, &unit));
		if (!aggregate_time(vector, i, unit, !last || last[i], call->values))
			return call_fault(call, 3, S(N_("{1}: {2} is in no single period of {3}")),
					  vector_scalar(vector, i),
					  vector_scalar(call->operands[0], i));
	}
	return OK;
}

static const struct kernel_row rows[OPERATION_COUNT_] = {
	[OPERATION_PERIOD_INDICATOR] = { run_period_indicator, true },
	[OPERATION_TIME_AGG] = { run_time_agg, true },
	[OPERATION_DATEDIFF] = { run_datediff, true },
	[OPERATION_DATEADD] = { run_dateadd, true },
	[OPERATION_GETYEAR] = { run_part, true },
	[OPERATION_GETMONTH] = { run_part, true },
	[OPERATION_DAYOFMONTH] = { run_part, true },
	[OPERATION_DAYOFYEAR] = { run_part, true },
	[OPERATION_DAYTOYEAR] = { run_day_to, true },
	[OPERATION_DAYTOMONTH] = { run_day_to, true },
	[OPERATION_YEARTODAY] = { run_to_day, true },
	[OPERATION_MONTHTODAY] = { run_to_day, true },
	[OPERATION_CURRENT_DATE] = { run_current_date, true },
};

const struct kernel_row *kernel_time(enum operation operation)
{
	return rows[operation].run ? &rows[operation] : NULL;
}
