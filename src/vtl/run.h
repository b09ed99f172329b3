/*
 * One run of a script: what it may take of memory and time, whether it was called off, what day it is,
 * and what went wrong. Handed to everything that computes.
 */
#ifndef VTL_RUN_H
#define VTL_RUN_H

#include "cube/dataset.h"
#include "vtl/fault.h"

struct run {
	struct allowance *allowance; /* of all datasets of the run */
	const atomic_bool *cancel;   /* true: stop; NULL: cannot be called off */
	int64_t deadline_ms;         /* of the monotonic clock (run_clock_ms); 0: none */
	struct date today;           /* what current_date() says */
	const struct scalar *slots;  /* of EXPRESSION_SLOT */
	size_t rows_most;            /* of any result; 0: ROWS_MOST */
	struct fault fault;          /* when ERR_INVALID was given */
	struct arena *texts;         /* of the fault's arguments; lives as long as the run */
};

int64_t run_clock_ms(void);

/* ERR_LIMIT when the run is called off or late. Asked between blocks. */
MUST_USE struct err run_check(const struct run *run);

/* An arena for what one operator needs while it computes; ended by arena_finish. */
void run_scratch(const struct run *run, struct arena *out);

#endif
