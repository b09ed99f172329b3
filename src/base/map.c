/*
 * A hash table with open addressing: a key sits at the first free slot from its hash onward, and at
 * least a quarter of the slots is free. When it grows, the old slots stay behind in the arena; all
 * of them together are smaller than the new ones.
 */
#include "base/map.h"

#include "base/arena.h"

#include <assert.h>

enum { FIRST_ROOM = 16 };

struct map_slot {
	struct str key;
	uint64_t hash; /* never 0; 0: the slot is free */
	uint64_t value;
};

void map_init(struct map *map, struct arena *arena)
{
	assert(arena);
	*map = (struct map){ .arena = arena };
}

static uint64_t hash_of(struct str key)
{
	uint64_t hash = str_hash(key);

	return hash ? hash : 1;
}

/* The slot that holds the key, or the free one where it belongs. There is always a free one. */
static struct map_slot *find_slot(struct map_slot *slots, size_t room, struct str key,
				  uint64_t hash)
{
	for (size_t i = hash & (room - 1);; i = (i + 1) & (room - 1)) {
		struct map_slot *slot = &slots[i];

		if (slot->hash == 0 || (slot->hash == hash && str_eq(slot->key, key)))
			return slot;
	}
}

static struct err map_grow(struct map *map)
{
	size_t room = map->room ? 2 * map->room : FIRST_ROOM;
	struct map_slot *slots;

	TRY_NEW(slots = NEW(map->arena, struct map_slot, room));
	for (size_t i = 0; i < map->room; i++) {
		const struct map_slot *old = &map->slots[i];

		if (old->hash)
			*find_slot(slots, room, old->key, old->hash) = *old;
	}
	map->slots = slots;
	map->room = room;
	return OK;
}

struct err map_put(struct map *map, struct str key, uint64_t value)
{
	uint64_t hash = hash_of(key);
	struct map_slot *slot;

	if (map->count >= map->room / 4 * 3)
		TRY(map_grow(map));
	slot = find_slot(map->slots, map->room, key, hash);
	if (slot->hash == 0)
		map->count++;
	*slot = (struct map_slot){ .key = key, .hash = hash, .value = value };
	return OK;
}

bool map_get(const struct map *map, struct str key, uint64_t *out)
{
	const struct map_slot *slot;

	if (map->count == 0)
		return false;
	slot = find_slot(map->slots, map->room, key, hash_of(key));
	if (slot->hash == 0)
		return false;
	*out = slot->value;
	return true;
}
