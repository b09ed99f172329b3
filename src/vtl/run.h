/*
 * One run of a script: what it may take of memory and time, whether it was called off, what day it is,
 * and what went wrong. Handed to everything that computes.
 */
#ifndef VTL_RUN_H
#define VTL_RUN_H

#include "base/task.h"
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
	struct team *team;           /* that shares the rows; NULL: the caller alone */
};

int64_t run_clock_ms(void);

/* The run as what only knows rows is told of it. */
struct task run_task(const struct run *run);

/* ERR_LIMIT when the run is called off or late. Asked between blocks. */
MUST_USE struct err run_check(const struct run *run);

/* An arena for what one operator needs while it computes; ended by arena_finish. */
void run_scratch(const struct run *run, struct arena *out);

/* A part of the rows (base/task.h), and who computes it. */
struct rows_part {
	size_t number, from, end;
	size_t member; /* below run_members: whose own things may be used */
};

size_t run_members(const struct run *run);

/*
 * Computes all parts of the rows, shared by the team, each with a run that is its member's own. The error
 * and the fault are those of the first part that has one, whatever the team. Parts may not share what they
 * write.
 */
typedef struct err part_work(struct run *run, void *work, const struct rows_part *part);
MUST_USE struct err run_parts(struct run *run, size_t n_rows, part_work *part, void *work);

/* The same for shares of something else than rows: from is the share's number. */
MUST_USE struct err run_shares(struct run *run, size_t n_shares, part_work *share, void *work);

#endif
