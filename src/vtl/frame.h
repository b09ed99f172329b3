/*
 * The windows of analytic functions: the rows in their partitions and order, and for each the window
 * around it. Private to the room.
 */
#ifndef VTL_FRAME_H
#define VTL_FRAME_H

#include "vtl/analytic.h"
#include "vtl/order.h"

struct frame {
	size_t n_rows;
	const uint32_t *rows; /* by partition, and in the order within it */
	const size_t *ends;   /* of the partitions, as places in rows */
	size_t n_partitions;
	struct order_key *order; /* the keys of `order by` */
	size_t n_order;
	size_t *from, *to; /* the window of each place: [from, to) */
};

/* In the arena. The window of `over` is asked for where has_window; else from and to are NULL. */
MUST_USE struct err frame_make(struct run *run, struct arena *arena, const struct dataset *dataset,
			       const struct over *over, bool has_window, struct frame *out);

/* Names that are no identifiers, and ranges that cannot be: ERR_INVALID with *fault. */
MUST_USE struct err frame_check(const struct structure *structure, const struct over *over,
				struct fault *fault);

/* How far behind the present data point the limit lies, along the order; before it: negative. */
double bound_reach(const struct window_bound *bound);

#endif
