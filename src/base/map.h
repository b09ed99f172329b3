/*
 * From string to number, in an arena: for indexes that live as long as what they index. Keys are
 * borrowed, not copied. There is no removal.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/err.h"

struct map_slot;

struct map {
	struct map_slot *slots;
	size_t count, room; /* room is 0 or a power of two */
	struct arena *arena;
};

void map_init(struct map *map, struct arena *arena);

/* Sets the key's value, whether or not it was there. */
MUST_USE struct err map_put(struct map *map, struct str key, uint64_t value);

/* False when the key is not there, and *out untouched. */
bool map_get(const struct map *map, struct str key, uint64_t *out);

#endif
