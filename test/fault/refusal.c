/* See refusal.h. The counters are global because the hooks that use them take no context. */
#include "refusal.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>

#include "base/memory.h"
#include "shim.h"

struct countdown {
	uint64_t n, count;
	bool armed, once; /* once: the later ones succeed again */
};

static struct countdown json_memory, sqlite_memory, sqlite_calls, system_calls;
static sqlite3_mem_methods usual_memory;
static struct shim shim;

static bool refuses(struct countdown *countdown)
{
	if (!countdown->armed)
		return false;
	countdown->count++;
	return countdown->once ? countdown->count == countdown->n
			       : countdown->count >= countdown->n;
}

static void arm(struct countdown *countdown, uint64_t n, bool once)
{
	*countdown = (struct countdown){ .n = n, .armed = true, .once = once };
}

static uint64_t disarm(struct countdown *countdown)
{
	countdown->armed = false;
	return countdown->count;
}

static uint64_t disarm_memory(void)
{
	uint64_t count = memory_requests();

	memory_fail_after(0);
	return count;
}

static void arm_json(uint64_t n)
{
	arm(&json_memory, n, false);
}

static void arm_json_once(uint64_t n)
{
	arm(&json_memory, n, true);
}

static uint64_t disarm_json(void)
{
	return disarm(&json_memory);
}

static void arm_sqlite_memory_once(uint64_t n)
{
	arm(&sqlite_memory, n, true);
}

static void arm_sqlite_memory(uint64_t n)
{
	arm(&sqlite_memory, n, false);
}

static uint64_t disarm_sqlite_memory(void)
{
	return disarm(&sqlite_memory);
}

static void arm_sqlite_call_once(uint64_t n)
{
	arm(&sqlite_calls, n, true);
}

static void arm_sqlite_calls(uint64_t n)
{
	arm(&sqlite_calls, n, false);
}

static uint64_t disarm_sqlite_calls(void)
{
	return disarm(&sqlite_calls);
}

static void arm_system_call_once(uint64_t n)
{
	arm(&system_calls, n, true);
}

static void arm_system_calls(uint64_t n)
{
	arm(&system_calls, n, false);
}

static uint64_t disarm_system_calls(void)
{
	return disarm(&system_calls);
}

const struct refusal refusals[] = {
	{ .name = "memory", .of_memory = true, .arm = memory_fail_after, .disarm = disarm_memory },
	{ .name = "memory for JSON",
	  .of_memory = true,
	  .may_blame_input = true,
	  .arm = arm_json,
	  .disarm = disarm_json },
	{ .name = "memory for JSON, once",
	  .of_memory = true,
	  .may_blame_input = true,
	  .arm = arm_json_once,
	  .disarm = disarm_json },
	{ .name = "SQLite's memory",
	  .of_memory = true,
	  .arm = arm_sqlite_memory,
	  .disarm = disarm_sqlite_memory },
	{ .name = "SQLite's memory, once",
	  .of_memory = true,
	  .arm = arm_sqlite_memory_once,
	  .disarm = disarm_sqlite_memory },
	{ .name = "SQLite's files", .arm = arm_sqlite_calls, .disarm = disarm_sqlite_calls },
	{ .name = "SQLite's files, once",
	  .arm = arm_sqlite_call_once,
	  .disarm = disarm_sqlite_calls },
	{ .name = "the system",
	  .of_system = true,
	  .arm = arm_system_calls,
	  .disarm = disarm_system_calls },
	{ .name = "the system, once",
	  .of_system = true,
	  .arm = arm_system_call_once,
	  .disarm = disarm_system_calls },
};
const size_t n_refusals = sizeof(refusals) / sizeof(*refusals);

bool refusal_of_call(void)
{
	return refuses(&system_calls);
}

static void *take_for_json(size_t bytes)
{
	return refuses(&json_memory) ? NULL : malloc(bytes);
}

static void *take_for_sqlite(int bytes)
{
	return refuses(&sqlite_memory) ? NULL : usual_memory.xMalloc(bytes);
}

static void *retake_for_sqlite(void *old, int bytes)
{
	return refuses(&sqlite_memory) ? NULL : usual_memory.xRealloc(old, bytes);
}

static int before(struct shim *self, const struct shim_call *call)
{
	static const int statuses[SHIM_OPERATION_COUNT] = {
		[SHIM_OPEN] = SQLITE_CANTOPEN,       [SHIM_DELETE] = SQLITE_IOERR_DELETE,
		[SHIM_ACCESS] = SQLITE_IOERR_ACCESS, [SHIM_READ] = SQLITE_IOERR_READ,
		[SHIM_WRITE] = SQLITE_IOERR_WRITE,   [SHIM_TRUNCATE] = SQLITE_IOERR_TRUNCATE,
		[SHIM_SYNC] = SQLITE_IOERR_FSYNC,    [SHIM_SIZE] = SQLITE_IOERR_FSTAT,
		[SHIM_LOCK] = SQLITE_IOERR_LOCK,     [SHIM_SHARE] = SQLITE_IOERR_SHMMAP,
	};

	(void)self;
	return refuses(&sqlite_calls) ? statuses[call->operation] : SQLITE_OK;
}

int64_t memory_of_sqlite(void)
{
	return sqlite3_memory_used();
}

void refusals_begin(void)
{
	sqlite3_mem_methods hooked;
	int status = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual_memory);

	assert(status == SQLITE_OK);
	hooked = usual_memory;
	hooked.xMalloc = take_for_sqlite;
	hooked.xRealloc = retake_for_sqlite;
	status = sqlite3_config(SQLITE_CONFIG_MALLOC, &hooked);
	assert(status == SQLITE_OK);
	status = sqlite3_initialize();
	assert(status == SQLITE_OK);
	(void)status;
	json_set_alloc_funcs(take_for_json, free);
	shim.before = before;
	shim_init(&shim, REFUSING_VFS);
}

void refusals_end(void)
{
	shim_finish(&shim);
	sqlite3_shutdown();
}
