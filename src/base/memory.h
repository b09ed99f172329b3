/*
 * The one door to the system's allocator. Every byte that the program takes for itself comes through
 * here, so that a test can make the n-th request fail (memory_fail_after) and prove that each error
 * path holds. Not used by external libraries, which have hooks of their own.
 */
#ifndef BASE_MEMORY_H
#define BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

void *memory_take(size_t bytes);              /* zeroed, or NULL; ended with memory_give */
void *memory_retake(void *old, size_t bytes); /* as realloc; old stays valid on NULL */
void memory_give(void *taken);                /* NULL is fine */

/* Tests only: the n-th request from now on fails, and every later one; 0 switches it off. */
void memory_fail_after(uint64_t n);
uint64_t memory_requests(void); /* how many there have been since memory_fail_after */

#endif
