/*
 * The rows of a noun as a dataset, by its field table: identifiers are the fields of its key, measures all
 * others.
 *
 *	code, text, choice    string; a choice as files write it
 *	integer               integer
 *	decimal, money        number; money in major units, as in files
 *	date                  date
 *	period                time_period; string, as files write it, where a row has a campaign, which is no
 *	                      period of the calendar
 *
 * What is empty is null, but in identifiers, which never are: there a code is the empty string, and a field
 * of another type that may be empty is a string as a whole, as files write it.
 */
#ifndef CUBE_FROM_ROWS_H
#define CUBE_FROM_ROWS_H

#include "cube/dataset.h"
#include "model/snapshot.h"

/* In the arena; names are those of the field table. */
MUST_USE struct err rows_structure(struct arena *arena, const struct snapshot *snapshot,
				   enum noun_id noun, struct structure *out);

MUST_USE struct err rows_dataset(struct allowance *allowance, const struct snapshot *snapshot,
				 enum noun_id noun, struct dataset **out);

#endif
