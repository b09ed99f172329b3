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
#include <sys/mman.h>
#include <unistd.h>

static atomic_uint_fast64_t requests;      /* since the last memory_fail_after */
static atomic_uint_fast64_t first_to_fail; /* 0: none */

static bool refused(void)
{
	uint64_t number = atomic_fetch_add_explicit(&requests, 1, memory_order_relaxed) + 1;
	uint64_t first = atomic_load_explicit(&first_to_fail, memory_order_relaxed);

	return first != 0 && number >= first;
}

/* From this size on the system is asked for large pages. */
enum { LARGE_BYTES = 4 << 20 };

/*
 * Columns of many rows are written once, from end to end: with pages of 4 KB more time goes into getting
 * them than into writing them, most of all when several threads do. That the system does not do it is no
 * failure.
 */
static void prefer_large_pages(void *taken, size_t bytes)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t skipped = -(uintptr_t)taken & (page - 1);

	(void)madvise((char *)taken + skipped, (bytes - skipped) & ~(page - 1), MADV_HUGEPAGE);
}

void *memory_take(size_t bytes)
{
	void *taken = refused() ? NULL : calloc(1, bytes ? bytes : 1);

	if (taken && bytes >= LARGE_BYTES)
		prefer_large_pages(taken, bytes);
	return taken;
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
