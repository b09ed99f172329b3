/* How an operator makes its result. Private to the room. */
#ifndef VTL_DRAFT_H
#define VTL_DRAFT_H

#include "vtl/run.h"

/*
 * Fills the new dataset: structure, columns and n_rows, in its arena, and holds what it borrows. `call` is
 * the operator's own.
 */
typedef struct err draft_fill(struct run *run, struct dataset *draft, const void *call);

/*
 * Makes a dataset and fills it; released when that fails. Texts of the structure are copied, so that it
 * needs no script. ERR_LIMIT: more rows than the run allows.
 */
MUST_USE struct err draft_make(struct run *run, draft_fill *fill, const void *call,
			       struct dataset **out);

/* Columns for the draft's structure, to be filled; the draft's already. */
MUST_USE struct err draft_columns(struct dataset *draft, struct column **out);

/* A component of the name is asked for; ERR_INVALID with *fault: there is none. */
MUST_USE struct err component_find(const struct structure *structure, struct str operator_,
				   struct str name, size_t *out, struct fault *fault);

/* The names of the components, for a message. */
struct str structure_words(struct arena *arena, const struct structure *structure);

#endif
