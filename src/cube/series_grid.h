/*
 * The grid of areas and periods on which the cells of a slice stand. Areas are those of the set in its order;
 * periods are those that any of its series has, kind by kind and each kind in its order, which an axis counts.
 * Known to series_dataset.c alone.
 */
#ifndef CUBE_SERIES_GRID_H
#define CUBE_SERIES_GRID_H

#include "cube/series_columns.h"
#include "cube/series_set.h"

/* What the blocks hold, as far as it decides about components. */
struct series_contents {
	bool has_numbers, has_answers, has_ratios, has_campaigns;
};

struct series_contents series_contents_of(const struct series_set *set); /* NULL: nothing */

/* The periods of one kind that the series have. */
struct period_axis {
	int32_t first, last; /* ordinals; none when first > last */
	uint32_t *
		places; /* of each ordinal from the first on: 1 and the number of its period, or 0 */
};

struct series_grid {
	const struct series_set *set;
	struct arena *arena;   /* of what is made of it */
	struct arena *scratch; /* of the axes */
	struct series_contents contents;
	size_t n_areas, n_periods, n_rows; /* a row is a cell that is there */
	struct period_axis axes[PERIOD_KIND_COUNT_];
};

/*
 * Fills the grid, of which set, arena, scratch and contents are given. The place of each row, series by
 * series, is area times n_periods and period; NULL where place and row are one and the same.
 */
MUST_USE struct err series_grid_lay(struct series_grid *grid, const uint32_t **places_out);

/* Of the years 1 to 9999: four million at the most. */
static inline size_t period_axis_length(const struct period_axis *axis)
{
	return axis->first > axis->last ? 0 : (size_t)((int64_t)axis->last - axis->first) + 1;
}

static inline bool series_is_there(const struct series_view *view, size_t i)
{
	return series_state(view, i) != OBSERVATION_ABSENT;
}

#endif
