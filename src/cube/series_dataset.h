/*
 * A slice of series as a dataset: a data point for each cell that is there. Identifiers are `area` and
 * `period`, and each dimension of the slice by its name (SEX), the same for all rows. Nothing is kept of
 * them for a row: the area and the period are cartesian and the dimensions constant; only where the grid of
 * areas and periods has gaps, four bytes a row say which places of it are taken, for both. Texts are kept
 * once.
 *
 *	value        number: measure. Null where the cell says why there is none (status). A slice of
 *	             answers has strings in its place, and one of both has `answer` beside it
 *	status       attribute, string: the letter of CL_OBS_STATUS; constant where all cells have one
 *	source       attribute, string, may be null; constant where all cells have one
 *	numerator, denominator    attributes, numbers, may be null: where a cell of the slice has them
 *
 * `period` is a time period; where a cell is of a campaign, which is none of the calendar, all are strings as
 * period_write spells them.
 *
 * Values are decoded into arrays, since blocks hold them as integers of 2 or 4 bytes, each block by itself:
 * eight bytes a row; status and source, where they differ, four.
 */
#ifndef CUBE_SERIES_DATASET_H
#define CUBE_SERIES_DATASET_H

#include "cube/dataset.h"
#include "cube/series_set.h"

/*
 * The set holds series of the one slice (of one variable); it may be empty. The dataset does not borrow from
 * it. ERR_LIMIT: memory, or more areas times periods than a dataset may have rows.
 */
MUST_USE struct err series_dataset(struct allowance *allowance, const struct series_set *set,
				   struct str slice, struct dataset **out);

/* Its structure alone, in the arena; without a set, that of numbers without a ratio. */
MUST_USE struct err series_dataset_structure(struct arena *arena, const struct series_set *set,
					     struct str slice, struct structure *out);

#endif
