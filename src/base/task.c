/* A task's clock, and what may end it. */
#include "base/task.h"

#include <time.h>

int64_t task_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct err task_check(const struct task *task)
{
	if (!task)
		return OK;
	if (task->cancel && atomic_load_explicit(task->cancel, memory_order_relaxed))
		return ERROR(ERR_LIMIT, "called off");
	if (task->deadline_ms && task_clock_ms() > task->deadline_ms)
		return ERROR(ERR_LIMIT, "it takes too long");
	return OK;
}
