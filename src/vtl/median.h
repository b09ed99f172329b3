/*
 * Medians of groups: all values are kept, and those of each group are looked through when all are there.
 * Private to the room.
 */
#ifndef VTL_MEDIAN_H
#define VTL_MEDIAN_H

#include "vtl/run.h"

/* Values as they came, with their groups, in the arena. Zeroed but for the arena it is empty. */
struct grouped_values {
	struct arena *arena;
	double *values;
	uint32_t *groups;
	size_t count, room;
};

/* Room for so many more. */
MUST_USE struct err grouped_values_reserve(struct grouped_values *kept, size_t n);

static inline void grouped_values_push(struct grouped_values *kept, double value, uint32_t group)
{
	kept->values[kept->count] = value;
	kept->groups[kept->count++] = group;
}

/*
 * The medians of n_groups groups; of an even number of values, the mean of the two in the middle. counts: how
 * many values each group has; where it has none, out is left as it is.
 */
MUST_USE struct err grouped_medians(const struct grouped_values *kept, struct run *run,
				    const int64_t *counts, size_t n_groups, double *out);

#endif
