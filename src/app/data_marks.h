/*
 * Marks on series as a reader meets them: those that the plan has a row for, and the breaks that the
 * observations themselves tell by their status. Where both speak of one period, the plan's is shown.
 */
#ifndef APP_DATA_MARKS_H
#define APP_DATA_MARKS_H

#include "base/list.h"
#include "cube/data_answer.h"
#include "model/snapshot.h"

/*
 * The plan's marks of the variable of the key, in the order of their periods, pushed to a list of
 * struct data_mark: those that hold for its slice, and for its area, an empty one meaning any.
 */
MUST_USE struct err marks_of_plan(const struct snapshot *snapshot, struct series_key key,
				  struct list *marks);

/* Does the mark hold for the series of the area? */
bool mark_holds(const struct data_mark *mark, struct str area);

/* Puts the break that the cell tells to its place in the list; nothing when it tells none. */
MUST_USE struct err mark_of_cell(struct list *marks, struct str area, struct period period,
				 const struct observed *observed);

/* Those of the plan that begin in the period of the cell, and what it tells by its status. */
MUST_USE struct err marks_of_cell(const struct list *of_plan, struct str area, struct period period,
				  const struct observed *observed, struct list *marks);

/*
 * The marks that lie between cells, those of an area in the order of their periods: some of the cells
 * for which a mark holds are older and some are not, so that what is made of all of them mixes what is
 * not to be compared.
 */
MUST_USE struct err marks_between(struct arena *arena, const struct list *of_plan,
				  const struct data_cell *cells, size_t count, struct list *marks);

#endif
