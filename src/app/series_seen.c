/* A table of hashes in which nothing is ever removed. */
#include "app/series_seen.h"

enum { FIRST_ROOM = 1024 };

struct series_seen {
	struct arena *arena;
	uint64_t *slots;    /* 0: free */
	size_t count, room; /* a power of two */
};

uint64_t series_key_hash(const struct series_key *key)
{
	uint64_t hash = str_hash(key->variable);

	hash = hash * 31 + str_hash(key->slice);
	hash = hash * 31 + str_hash(key->area);
	return hash ? hash : 1;
}

static uint64_t *slot_of(const struct series_seen *seen, uint64_t hash)
{
	size_t i = (size_t)(hash ^ hash >> 32) & (seen->room - 1);

	while (seen->slots[i] != 0 && seen->slots[i] != hash)
		i = (i + 1) & (seen->room - 1);
	return &seen->slots[i];
}

static struct err grow(struct series_seen *seen)
{
	uint64_t *old = seen->slots;
	size_t room = seen->room;

	TRY_NEW(seen->slots = NEW(seen->arena, uint64_t, 2 * room));
	seen->room = 2 * room;
	for (size_t i = 0; i < room; i++)
		if (old[i])
			*slot_of(seen, old[i]) = old[i];
	return OK;
}

struct err series_seen_new(struct arena *arena, struct series_seen **out)
{
	struct series_seen *seen = NEW(arena, struct series_seen, 1);

	TRY_NEW(seen);
	*seen = (struct series_seen){ .arena = arena, .room = FIRST_ROOM };
	TRY_NEW(seen->slots = NEW(arena, uint64_t, FIRST_ROOM));
	*out = seen;
	return OK;
}

struct err series_seen_add(struct series_seen *seen, uint64_t hash, bool *again_out)
{
	uint64_t *slot;

	if (2 * seen->count >= seen->room)
		TRY(grow(seen));
	slot = slot_of(seen, hash);
	*again_out = *slot != 0;
	seen->count += *slot == 0;
	*slot = hash;
	return OK;
}
