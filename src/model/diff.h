/* What differs between two snapshots, row by row: for the history, for imports and for undoing. */
#ifndef MODEL_DIFF_H
#define MODEL_DIFF_H

#include "model/snapshot.h"

/*
 * The changes that make after of before, by noun and then by key, as snapshot_apply takes them; an
 * array in the arena. Keys and rows stay the snapshots'.
 */
MUST_USE struct err snapshot_diff(struct arena *arena, const struct snapshot *before,
				  const struct snapshot *after, struct change **out, size_t *count);

/* Sorts by noun and key, in place; the arena is for scratch. */
MUST_USE struct err changes_sort(struct arena *arena, struct change *changes, size_t count);

#endif
