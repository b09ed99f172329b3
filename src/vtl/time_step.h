/*
 * How far apart the points of a time series are. Periods say it themselves, and so do intervals, which step
 * by their own length; of dates it is the largest unit of the calendar in whose steps all points lie.
 * Private to the room.
 */
#ifndef VTL_TIME_STEP_H
#define VTL_TIME_STEP_H

#include "cube/data_type.h"

struct time_point {
	enum data_type type;
	int32_t first, last;  /* days */
	time_instant instant; /* of a date: its time of day stays when its day is moved */
	enum time_unit unit;  /* of a period */
	int32_t ordinal;
};

struct time_step {
	bool is_regular; /* there is a step */
	enum time_unit unit;
	int32_t count;  /* of units: 1, but of intervals that are longer */
	bool is_at_end; /* dates are last days of their units, and stay so */
	bool is_open;   /* an interval ends on the day on which the next one begins */
};

struct time_point time_point_of(struct scalar scalar);
void time_point_put(struct time_point point, void *values, size_t i);

/* The step of the points at these rows, which are in the order of time. */
struct time_step time_step_of(const struct time_point *times, const uint32_t *rows, size_t n);

/* The step of a point alone in its series, when the other series have this one. */
struct time_step time_step_alone(const struct time_point *point, const struct time_step *others);

/* The step that an interval has by its own length; false: it is a day, or no interval. */
bool time_step_of_interval(const struct time_point *point, bool is_open, struct time_step *out);

/* So many steps on; false: that is in none of the years. */
bool time_point_move(struct time_point point, const struct time_step *step, int64_t by,
		     struct time_point *out);

#endif
