/*
 * Arenas: blocks from the system, newest first, one of which is being filled from its front. What
 * is too large for the block being filled gets a block of its own, and the filling goes on where it
 * was. Two things always hold: used <= limit, and the room between at and end is zero, so that an
 * allocation needs no clearing; who gives room back (arena_reset, arena_rewind) clears it.
 *
 * Under AddressSanitizer the free room is poisoned and a gap is left behind each allocation, so that
 * a write past the end is reported at once.
 */
#include "base/arena.h"

#include "base/memory.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define POISONING 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONING 1
#endif
#endif

#ifdef POISONING
#include <sanitizer/asan_interface.h>
enum { GAP = 16 };
#else
enum { GAP = 0 };
#endif

enum {
	FIRST_BLOCK_BYTES = 16 << 10,
	LARGEST_BLOCK_BYTES = 1 << 20, /* of those that are filled by many allocations */
};

struct arena_block {
	struct arena_block *older;
	size_t bytes; /* of the whole block, with this header */
	max_align_t room[];
};

static void poison(char *from, char *to)
{
#ifdef POISONING
	ASAN_POISON_MEMORY_REGION(from, (size_t)(to - from));
#else
	(void)from;
	(void)to;
#endif
}

static void unpoison(char *from, char *to)
{
#ifdef POISONING
	ASAN_UNPOISON_MEMORY_REGION(from, (size_t)(to - from));
#else
	(void)from;
	(void)to;
#endif
}

static char *block_start(struct arena_block *block)
{
	return (char *)block->room;
}

static char *block_end(struct arena_block *block)
{
	return (char *)block + block->bytes;
}

/* Takes the bytes from what all may take together; false: there is not so much left. */
static bool allowance_take(struct allowance *allowance, size_t bytes)
{
	size_t used;

	if (!allowance)
		return true;
	used = atomic_fetch_add_explicit(&allowance->used, bytes, memory_order_relaxed);
	if (used <= allowance->limit && bytes <= allowance->limit - used)
		return true;
	atomic_fetch_sub_explicit(&allowance->used, bytes, memory_order_relaxed);
	return false;
}

static void allowance_give(struct allowance *allowance, size_t bytes)
{
	if (allowance)
		atomic_fetch_sub_explicit(&allowance->used, bytes, memory_order_relaxed);
}

static struct arena_block *block_take(struct arena *arena, size_t bytes)
{
	struct arena_block *block;

	assert(arena->used <= arena->limit);
	if (bytes > arena->limit - arena->used || !allowance_take(arena->allowance, bytes))
		return NULL;
	block = memory_take(bytes);
	if (!block) {
		allowance_give(arena->allowance, bytes);
		return NULL;
	}
	block->older = arena->blocks;
	block->bytes = bytes;
	poison(block_start(block), block_end(block));
	arena->blocks = block;
	arena->used += bytes;
	return block;
}

static void block_give(struct arena *arena, struct arena_block *block)
{
	arena->used -= block->bytes;
	allowance_give(arena->allowance, block->bytes);
	memory_give(block);
}

/* Makes used room free again. */
static void clear(char *from, char *to)
{
	unpoison(from, to);
	if (from != to)
		memset(from, 0, (size_t)(to - from));
	poison(from, to);
}

void arena_init(struct arena *arena, size_t limit_bytes)
{
	*arena = (struct arena){ .limit = limit_bytes };
}

void arena_init_within(struct arena *arena, struct allowance *allowance)
{
	*arena = (struct arena){ .limit = allowance->limit, .allowance = allowance };
}

void arena_finish(struct arena *arena)
{
	struct arena_block *older;

	for (struct arena_block *block = arena->blocks; block; block = older) {
		older = block->older;
		block_give(arena, block);
	}
	*arena = (struct arena){ .limit = arena->limit, .allowance = arena->allowance };
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = NULL, *older;

	for (struct arena_block *block = arena->blocks; block; block = older) {
		older = block->older;
		if (block_end(block) == arena->end)
			kept = block;
		else
			block_give(arena, block);
	}
	arena->blocks = kept;
	if (!kept)
		return;
	kept->older = NULL;
	clear(block_start(kept), arena->at);
	arena->at = block_start(kept);
}

/* Room at the front of the block being filled, or NULL when it does not suffice there. */
static void *take_here(struct arena *arena, size_t bytes, size_t alignment)
{
	size_t room = (size_t)(arena->end - arena->at);
	size_t padding = -(uintptr_t)arena->at & (alignment - 1);
	char *start;

	if (!arena->at || room < padding || room - padding < bytes + GAP)
		return NULL;
	start = arena->at + padding;
	arena->at = start + bytes + GAP;
	unpoison(start, start + bytes);
	return start;
}

/* What the next block should have: as much again as there is already, between the two bounds. */
static size_t next_block_bytes(const struct arena *arena)
{
	size_t left = arena->limit - arena->used;
	size_t wish = arena->used;

	if (wish < FIRST_BLOCK_BYTES)
		wish = FIRST_BLOCK_BYTES;
	if (wish > LARGEST_BLOCK_BYTES)
		wish = LARGEST_BLOCK_BYTES;
	return wish < left ? wish : left;
}

static void *take(struct arena *arena, size_t bytes, size_t alignment)
{
	struct arena_block *block;
	size_t wish, need;
	void *start;

	if (bytes == 0)
		bytes = 1; /* so that NULL always means failure */
	if (bytes > PTRDIFF_MAX / 2)
		return NULL;
	start = take_here(arena, bytes, alignment);
	if (start)
		return start;

	wish = next_block_bytes(arena);
	need = sizeof(*block) + bytes + GAP;
	if (need > wish / 4) {
		block = block_take(arena, need);
		if (!block)
			return NULL;
		unpoison(block_start(block), block_start(block) + bytes);
		return block_start(block);
	}
	block = block_take(arena, wish);
	if (!block)
		return NULL;
	arena->at = block_start(block);
	arena->end = block_end(block);
	return take_here(arena, bytes, alignment);
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	return take(arena, bytes, _Alignof(max_align_t));
}

char *arena_text(struct arena *arena, size_t bytes)
{
	return take(arena, bytes, 1);
}

void *arena_grow(struct arena *arena, void *old, size_t old_bytes, size_t new_bytes)
{
	char *old_end;
	void *fresh;

	if (!old)
		return arena_alloc(arena, new_bytes, 1);
	if (new_bytes <= old_bytes)
		return old;
	old_end = (char *)old + old_bytes;
	if (old_end + GAP == arena->at &&
	    new_bytes - old_bytes <= (size_t)(arena->end - arena->at)) {
		arena->at += new_bytes - old_bytes;
		unpoison(old_end, arena->at - GAP);
		return old;
	}
	fresh = arena_alloc(arena, new_bytes, 1);
	if (fresh)
		memcpy(fresh, old, old_bytes);
	return fresh;
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark){ .blocks = arena->blocks, .at = arena->at, .end = arena->end };
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	struct arena_block *older;

	/* A block that was left for another one may have been used up to any place. */
	if (mark.at)
		clear(mark.at, mark.end == arena->end ? arena->at : mark.end);
	for (struct arena_block *block = arena->blocks; block != mark.blocks; block = older) {
		assert(block); /* the mark is of this arena, and older than its last reset */
		older = block->older;
		block_give(arena, block);
	}
	arena->blocks = mark.blocks;
	arena->at = mark.at;
	arena->end = mark.end;
}
