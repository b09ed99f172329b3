/* Functions over windows. Private to the room. */
#ifndef VTL_WINDOW_H
#define VTL_WINDOW_H

#include "vtl/frame.h"

/*
 * The item's function for every row of the frame. values: of the operand, row by row; NULL for rank and
 * count(). In the arena of the result; scratch for what is needed on the way.
 */
MUST_USE struct err window_run(struct run *run, struct arena *arena, struct arena *scratch,
			       const struct analytic_item *item, const struct frame *frame,
			       const struct column *values, struct column *out);

#endif
