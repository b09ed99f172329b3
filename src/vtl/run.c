/* One run: its clock and what may end it. */
#include "vtl/run.h"

#include <time.h>

int64_t run_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct err run_check(const struct run *run)
{
	if (run->cancel && atomic_load_explicit(run->cancel, memory_order_relaxed))
		return ERROR(ERR_LIMIT, "called off");
	if (run->deadline_ms && run_clock_ms() > run->deadline_ms)
		return ERROR(ERR_LIMIT, "it takes too long");
	return OK;
}

void run_scratch(const struct run *run, struct arena *out)
{
	arena_init_within(out, run->allowance);
}
