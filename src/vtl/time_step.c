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

/* An interval that is a period of the calendar steps by its own length. */
static bool step_of_interval(const struct time_point *point, struct time_step *out)
{
	time_period period;

	if (point->type != DATA_TIME || point->first == point->last ||
	    !time_period_between(point->first, point->last, &period))
		return false;
	*out = (struct time_step){ .is_regular = true, .unit = time_period_unit(period) };
	return true;
}

struct time_step time_step_of(const struct time_point *times, const uint32_t *rows, size_t n)
{
	const struct time_point *first = &times[rows[0]];
	struct time_step step = { 0 };

	if (first->type == DATA_TIME_PERIOD)
		return (struct time_step){ .is_regular = true, .unit = first->unit };
	if (step_of_interval(first, &step))
		return step;
	for (int unit = TIME_YEAR; unit >= TIME_DAY; unit--) {
		if (!lie_in_steps(times, rows, n, (enum time_unit)unit))
			continue;
		step = (struct time_step){ .is_regular = true,
					   .unit = (enum time_unit)unit,
					   .is_at_end = unit != TIME_DAY };
		for (size_t i = 0; i < n && step.is_at_end; i++)
			step.is_at_end = is_unit_end(step.unit, times[rows[i]].first);
		return step;
	}
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

bool time_point_move(struct time_point point, const struct time_step *step, int64_t by,
		     struct time_point *out)
{
	time_period period;

	if (!step->is_regular) { /* one point alone: days */
		if (!day_shift(point.first, TIME_DAY, by, &point.first) ||
		    !day_shift(point.last, TIME_DAY, by, &point.last))
			return false;
		*out = point;
		return true;
	}
	if (point.type == DATA_TIME_PERIOD) {
		if (!time_period_shift(time_period_of(point.unit, point.ordinal), by, &period))
			return false;
	} else if (point.type == DATA_TIME &&
		   time_period_between(point.first, point.last, &period) &&
		   time_period_unit(period) == step->unit) {
		if (!time_period_shift(period, by, &period))
			return false;
		*out = (struct time_point){ .type = DATA_TIME,
					    .first = time_period_first(period),
					    .last = time_period_last(period) };
		return true;
	} else {
		if (!move_day(point.first, step, by, &point.first))
			return false;
		if (point.type == DATA_DATE)
			point.last = point.first;
		else if (!day_shift(point.last, step->unit, by, &point.last))
			return false;
		*out = point;
		return true;
	}
	*out = time_point_of((struct scalar){ .type = DATA_TIME_PERIOD, .period = period });
	return true;
}
