/* The system's own clock and chance. */
#include "app/app.h"

#include <time.h>

#include "base/hash.h"

static struct moment system_now(void *context)
{
	struct timespec now;

	(void)context;
	clock_gettime(CLOCK_REALTIME, &now);
	return (struct moment){ (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000 };
}

static void system_bytes(void *context, void *out, size_t count)
{
	(void)context;
	random_bytes(out, count);
}

const struct clock system_clock = { .now = system_now };
const struct chance system_chance = { .bytes = system_bytes };
