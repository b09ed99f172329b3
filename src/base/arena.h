/*
 * Memory that is released all at once. An arena has a byte limit; when it is reached, or the system
 * refuses, arena_alloc returns NULL and the caller hands ERR_LIMIT upward (TRY_NEW). What is in an
 * arena is never freed piece by piece.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct arena_block;

/* What several arenas, of several threads, may take together. */
struct allowance {
	atomic_size_t used; /* bytes that they have taken from the system */
	size_t limit;
};

struct arena {
	struct arena_block *blocks;  /* newest first */
	char *at, *end;              /* free room in the block being filled */
	size_t used;                 /* bytes taken from the system */
	size_t limit;                /* the most that may be taken */
	struct allowance *allowance; /* what others take counts too; NULL: its own limit alone */
};

struct arena_mark {
	struct arena_block *blocks;
	char *at, *end;
};

/* The caller owns the struct and ends it with arena_finish, also after a failure. */
void arena_init(struct arena *arena, size_t limit_bytes);
void arena_init_within(struct arena *arena, struct allowance *allowance);
void arena_finish(struct arena *arena);

/* Forgets everything but keeps one block for the next round. */
void arena_reset(struct arena *arena);

/* Zeroed memory, aligned for any type; NULL at the limit or on overflow of count * size. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* The same for bytes of text, without the alignment. */
char *arena_text(struct arena *arena, size_t bytes);

/* Gives the newest allocation more room, in place where possible. Only the added part is zeroed. */
void *arena_grow(struct arena *arena, void *old, size_t old_bytes, size_t new_bytes);

/* What was allocated or grown after the mark is forgotten by the rewind. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, struct arena_mark mark);

#define NEW(arena, type, count) ((type *)arena_alloc((arena), (count), sizeof(type)))

#endif
