/*
 * The one caller of the system's allocator. The two counters below are the only mutable globals of
 * the program: they belong to the tests, which cannot reach the allocator in any other way, and they
 * are atomic, so that counting is right when several threads allocate. A program that never calls
 * memory_fail_after pays one relaxed addition a request.
 */
#include "base/memory.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

static atomic_uint_fast64_t requests;      /* since the last memory_fail_after */
static atomic_uint_fast64_t first_to_fail; /* 0: none */

static bool refused(void)
{
	uint64_t number = atomic_fetch_add_explicit(&requests, 1, memory_order_relaxed) + 1;
	uint64_t first = atomic_load_explicit(&first_to_fail, memory_order_relaxed);

	return first != 0 && number >= first;
}

void *memory_take(size_t bytes)
{
	return refused() ? NULL : calloc(1, bytes ? bytes : 1);
}

void *memory_retake(void *old, size_t bytes)
{
	return refused() ? NULL : realloc(old, bytes ? bytes : 1);
}

void memory_give(void *taken)
{
	free(taken);
}

void memory_fail_after(uint64_t n)
{
	atomic_store(&first_to_fail, n);
	atomic_store(&requests, 0);
}

uint64_t memory_requests(void)
{
	return atomic_load(&requests);
}
