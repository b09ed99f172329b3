/* Steps of time series. */
#include "vtl/time_step.h"

struct time_point time_point_of(struct scalar scalar)
{
	struct time_point point = { .type = scalar.type };

	switch (scalar.type) {
	case DATA_DATE:
		point.first = point.last = time_instant_day(scalar.instant);
		point.instant = scalar.instant;
		break;
	case DATA_TIME_PERIOD:
		point.first = time_period_first(scalar.period);
		point.last = time_period_last(scalar.period);
		point.unit = time_period_unit(scalar.period);
		point.ordinal = time_period_ordinal(scalar.period);
		break;
	default:
		point.first = time_span_first(scalar.span);
		point.last = time_span_last(scalar.span);
		break;
	}
	return point;
}

void time_point_put(struct time_point point, void *values, size_t i)
{
	if (point.type == DATA_DATE)
		((time_instant *)values)[i] = time_instant_on(point.instant, point.first);
	else if (point.type == DATA_TIME_PERIOD)
		((time_period *)values)[i] = time_period_of(point.unit, point.ordinal);
	else
		((time_span *)values)[i] = time_span_of(point.first, point.last);
}

static int32_t ordinal_of(enum time_unit unit, int32_t day)
{
	return time_period_ordinal(time_period_around(unit, day));
}

static bool is_unit_end(enum time_unit unit, int32_t day)
{
	return time_period_last(time_period_around(unit, day)) == day;
}

/* The same place within its unit: as day_shift moves it, or both at the unit's end. */
static bool is_step(enum time_unit unit, int32_t from, int32_t to)
{
	int64_t by = ordinal_of(unit, to) - ordinal_of(unit, from);
	int32_t moved;

	if (unit != TIME_DAY && is_unit_end(unit, from) && is_unit_end(unit, to))
		return by != 0;
	return by != 0 && day_shift(from, unit, by, &moved) && moved == to;
}

/* Do all points lie in steps of the unit? */
static bool lie_in_steps(const struct time_point *times, const uint32_t *rows, size_t n,
			 enum time_unit unit)
{
	for (size_t i = 1; i < n; i++) {
		if (!is_step(unit, times[rows[i - 1]].first, times[rows[i]].first))
			return false;
	}
	return n > 1;
}

/* How many months after the first day the other one is; 0: it is none so many months after. */
static int32_t months_between(int32_t first, int32_t day)
{
	int32_t months = ordinal_of(TIME_MONTH, day) - ordinal_of(TIME_MONTH, first), moved;

	return months > 0 && day_shift(first, TIME_MONTH, months, &moved) && moved == day ? months
											  : 0;
}

enum { DAYS_A_WEEK = 7 };

bool time_step_of_interval(const struct time_point *point, bool is_open, struct time_step *out)
{
	int32_t first = point->first, last = point->last, months;
	time_period period;
	struct time_step step = { .is_regular = true, .count = 1 };

	if (point->type != DATA_TIME || first == last)
		return false;
	if (time_period_between(first, last, &period)) {
		step.unit = time_period_unit(period);
	} else if ((months = months_between(first, last)) > 0) {
		step.unit = TIME_MONTH;
		step.count = months;
		step.is_open = true;
	} else if (day_shift(last, TIME_DAY, 1, &last) &&
		   (months = months_between(first, last)) > 0) {
		step.unit = TIME_MONTH;
		step.count = months;
	} else {
		step.is_open = is_open || point->last - first == DAYS_A_WEEK;
		step.count = point->last - first + !step.is_open;
	}
	*out = step;
	return true;
}

static bool is_same_step(const struct time_step *a, const struct time_step *b)
{
	return a->unit == b->unit && a->count == b->count && a->is_open == b->is_open;
}

/* The step of intervals, which all of them must have; irregular when they do not. */
static struct time_step step_of_intervals(const struct time_point *times, const uint32_t *rows,
					  size_t n)
{
	struct time_step step = { 0 }, other;
	bool is_open = false;

	for (size_t i = 1; i < n; i++)
		is_open |= times[rows[i]].first == times[rows[i - 1]].last;
	for (size_t i = 0; i < n; i++) {
		if (!time_step_of_interval(&times[rows[i]], is_open, &other) ||
		    (i > 0 && !is_same_step(&step, &other)))
			return (struct time_step){ 0 };
		step = other;
	}
	return step;
}

struct time_step time_step_of(const struct time_point *times, const uint32_t *rows, size_t n)
{
	const struct time_point *first = &times[rows[0]];
	struct time_step step = { 0 };

	if (first->type == DATA_TIME_PERIOD)
		return (struct time_step){ .is_regular = true, .unit = first->unit, .count = 1 };
	if (time_step_of_interval(first, false, &step))
		return step_of_intervals(times, rows, n);
	for (int unit = TIME_YEAR; unit >= TIME_DAY; unit--) {
		if (!lie_in_steps(times, rows, n, (enum time_unit)unit))
			continue;
		step = (struct time_step){ .is_regular = true,
					   .unit = (enum time_unit)unit,
					   .count = 1,
					   .is_at_end = unit != TIME_DAY };
		for (size_t i = 0; i < n && step.is_at_end; i++)
			step.is_at_end = is_unit_end(step.unit, times[rows[i]].first);
		return step;
	}
	return step;
}

struct time_step time_step_alone(const struct time_point *point, const struct time_step *others)
{
	struct time_step step = *others;

	step.is_at_end = step.is_at_end && is_unit_end(step.unit, point->first);
	return step;
}

/* A day, so many units on; a last day of its unit stays one. */
static bool move_day(int32_t day, const struct time_step *step, int64_t by, int32_t *out)
{
	time_period moved;

	if (!step->is_at_end)
		return day_shift(day, step->unit, by, out);
	if (!time_period_shift(time_period_around(step->unit, day), by, &moved))
		return false;
	*out = time_period_last(moved);
	return true;
}

/* The last day of an interval, moved as the first one is: what follows it is moved. */
static bool move_last(int32_t day, const struct time_step *step, int64_t by, int32_t *out)
{
	int32_t next;

	if (step->is_open)
		return day_shift(day, step->unit, by, out);
	return day_shift(day, TIME_DAY, 1, &next) && day_shift(next, step->unit, by, &next) &&
	       day_shift(next, TIME_DAY, -1, out);
}

static bool move_interval(struct time_point point, const struct time_step *step, int64_t by,
			  struct time_point *out)
{
	time_period period;

	if (point.first == point.last) { /* a date that is taken for an interval */
		if (!move_day(point.first, step, by, &point.first))
			return false;
		point.last = point.first;
	} else if (time_period_between(point.first, point.last, &period) &&
		   time_period_unit(period) == step->unit && step->count == 1) {
		if (!time_period_shift(period, by, &period))
			return false;
		point.first = time_period_first(period);
		point.last = time_period_last(period);
	} else if (!day_shift(point.first, step->unit, by, &point.first) ||
		   !move_last(point.last, step, by, &point.last)) {
		return false;
	}
	*out = point;
	return true;
}

bool time_point_move(struct time_point point, const struct time_step *step, int64_t by,
		     struct time_point *out)
{
	const struct time_step days = { .is_regular = true, .unit = TIME_DAY, .count = 1 };
	time_period period;

	if (!step->is_regular) /* one point alone: days */
		step = &days;
	if (__builtin_mul_overflow(by, (int64_t)step->count, &by))
		return false;
	if (point.type == DATA_TIME_PERIOD) {
		if (!time_period_shift(time_period_of(point.unit, point.ordinal), by, &period))
			return false;
		*out = time_point_of((struct scalar){ .type = DATA_TIME_PERIOD, .period = period });
		return true;
	}
	if (point.type == DATA_TIME)
		return move_interval(point, step, by, out);
	if (!move_day(point.first, step, by, &point.first))
		return false;
	point.last = point.first;
	*out = point;
	return true;
}
