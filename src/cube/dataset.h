/*
 * A dataset: a structure and a column for each of its components. It is immutable and counted by
 * reference; it has an arena for the columns that were made for it, and holds the datasets from which
 * others are borrowed, so that keeping, dropping, renaming, filtering and joining copy nothing. Released
 * by the last who holds it, as a whole. All datasets of one task take their memory from one allowance
 * (base/arena.h).
 */
#ifndef CUBE_DATASET_H
#define CUBE_DATASET_H

#include "cube/column.h"
#include "cube/structure.h"

#include <stdatomic.h>

struct dataset {
	struct structure structure;
	const struct column *columns; /* one for each component, in their order */
	size_t n_rows;                /* at most ROWS_MOST */

	/* Of dataset.c, and of who makes the dataset. */
	struct arena arena; /* structure and columns lie in it, or in a dataset that is held */
	struct dataset_hold *held;
	atomic_size_t references;
	struct dataset *next_dead; /* while it is released */
};

/*
 * A dataset to be filled by the caller, with one reference: structure, columns and n_rows are set once,
 * before it is handed on. Its arena takes from the allowance.
 */
MUST_USE struct err dataset_new(struct allowance *allowance, struct dataset **out);

/* `from` lives as long as the dataset, so that its columns may be borrowed. */
MUST_USE struct err dataset_borrow(struct dataset *dataset, struct dataset *from);

struct dataset *dataset_hold(struct dataset *dataset);
void dataset_release(struct dataset *dataset); /* NULL is fine */

/*
 * The same with the rows that were chosen copied: what is read straight from then on. task: NULL, or with
 * a team that shares the rows.
 */
MUST_USE struct err dataset_settle(struct allowance *allowance, const struct task *task,
				   struct dataset *dataset, struct dataset **out);

/*
 * Fills the new dataset with chosen rows of the source, as a view: its row i is row rows[i] there. rows
 * lies in the new dataset's arena.
 */
MUST_USE struct err dataset_choose(struct dataset *dataset, struct dataset *source,
				   const uint32_t *rows, size_t n_rows);

/*
 * Are its identifiers without null and unique? If not: a row that breaks it, and the component that is
 * null there, or (COMPONENT_NONE) the row that it repeats. task: NULL, or what may end it.
 */
struct dataset_fault {
	bool is_broken;
	size_t row, earlier;
	ptrdiff_t component;
};
MUST_USE struct err dataset_examine(struct allowance *allowance, const struct task *task,
				    const struct dataset *dataset, struct dataset_fault *out);

#endif
