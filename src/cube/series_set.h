/*
 * Series held in memory: those of a slice, or those of an area, as blocks that were opened once. A set
 * never changes after it was made; whoever holds a reference may read it from any thread.
 */
#ifndef CUBE_SERIES_SET_H
#define CUBE_SERIES_SET_H

#include "cube/series_head.h"

/* Either side by side in the order of variable, slice and area. */
int series_key_cmp(const struct series_key *a, const struct series_key *b);

struct series_set;

/*
 * A set of copies of the series, with one reference for the caller. Keys rise, none comes twice; each
 * block was accepted by series_open and is not empty of cells. ERR_LIMIT: no memory.
 */
MUST_USE struct err series_set_make(const struct series_key *keys, const struct str *blocks,
				    size_t count, struct series_set **out);

struct series_set *series_set_hold(struct series_set *set);
void series_set_release(struct series_set *set); /* NULL is fine */

size_t series_set_count(const struct series_set *set);
size_t series_set_bytes(const struct series_set *set); /* of memory */
struct series_key series_set_key(const struct series_set *set, size_t i);
struct str series_set_block(const struct series_set *set, size_t i);
struct series_view series_set_view(const struct series_set *set, size_t i);

/* As long as the set; those behind it follow. */
const struct series_head *series_set_head(const struct series_set *set, size_t i);

/* The place of the key, or SIZE_MAX. It is found the sooner, the nearer it is to the place `near`. */
size_t series_set_find(const struct series_set *set, const struct series_key *key, size_t near);

#endif
