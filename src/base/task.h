/*
 * What a long computation on many rows is done with: the team that shares it, and what may end it before
 * its time. Asked between blocks of rows, so that nothing runs on for long after it was called off.
 */
#ifndef BASE_TASK_H
#define BASE_TASK_H

#include "base/team.h"

#include <stdatomic.h>
#include <stdint.h>

struct task {
	struct team *team;         /* NULL: the caller alone */
	const atomic_bool *cancel; /* true: stop; NULL: cannot be called off */
	int64_t deadline_ms;       /* of the monotonic clock (task_clock_ms); 0: none */
};

int64_t task_clock_ms(void);

/* ERR_LIMIT when the task is called off or late. NULL: it never is. */
MUST_USE struct err task_check(const struct task *task);

/* Rows are cut into parts of so many, whatever the team: part p begins at row p * PART_ROWS. */
enum { PART_ROWS = 1 << 16 };

static inline size_t part_count(size_t n_rows)
{
	return (n_rows + PART_ROWS - 1) / PART_ROWS;
}

static inline size_t part_end(size_t part, size_t n_rows)
{
	return n_rows - part * PART_ROWS < PART_ROWS ? n_rows : (part + 1) * PART_ROWS;
}

#endif
