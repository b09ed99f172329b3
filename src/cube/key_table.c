/*
 * Tables of keys. A slot of the hash table holds the key itself, so that a find touches one line of
 * memory; half of the slots are free.
 */
#include "cube/key_table.h"

#include <assert.h>
#include <string.h>

enum {
	FIRST_ROOM = 1024,
	DIRECT_ALWAYS = 1 << 16, /* keys for which an array is never too large */
	DIRECT_A_ROW = 4,        /* places of the array for each row, at most */
	AHEAD = 16,              /* keys whose slots are on their way to the cache */
};

static const uint32_t FREE = UINT32_MAX;

struct key_slot {
	uint64_t key;
	uint32_t id; /* FREE: there is none */
};

static uint64_t mix(uint64_t key)
{
	key ^= key >> 32;
	key *= UINT64_C(0xd6e8feb86659fd93);
	key ^= key >> 32;
	return key;
}

static struct err slots_new(struct arena *arena, size_t room, struct key_slot **out)
{
	struct key_slot *slots = NEW(arena, struct key_slot, room);

	TRY_NEW(slots);
	for (size_t i = 0; i < room; i++)
		slots[i].id = FREE;
	*out = slots;
	return OK;
}

struct err key_table_begin(struct key_table *table, struct arena *arena, uint64_t range,
			   size_t n_rows)
{
	*table = (struct key_table){ .arena = arena };
	if (range && (range <= DIRECT_ALWAYS || range / DIRECT_A_ROW <= n_rows)) {
		TRY_NEW(table->direct = NEW(arena, uint32_t, range));
		memset(table->direct, 0xff, range * sizeof(*table->direct));
		return OK;
	}
	table->room = FIRST_ROOM;
	return slots_new(arena, table->room, &table->slots);
}

/* The slot of the key, or the free one where it belongs. */
static struct key_slot *find_slot(struct key_slot *slots, size_t room, uint64_t key)
{
	for (size_t i = mix(key) & (room - 1);; i = (i + 1) & (room - 1)) {
		if (slots[i].id == FREE || slots[i].key == key)
			return &slots[i];
	}
}

static struct err grow(struct key_table *table)
{
	struct key_slot *slots;
	size_t room = table->room * 4;

	TRY(slots_new(table->arena, room, &slots));
	for (size_t i = 0; i < table->room; i++) {
		if (table->slots[i].id != FREE)
			*find_slot(slots, room, table->slots[i].key) = table->slots[i];
	}
	table->slots = slots;
	table->room = room;
	return OK;
}

static void add_direct(struct key_table *table, const uint64_t *keys, size_t n, uint32_t *ids)
{
	uint32_t count = table->count;

	for (size_t i = 0; i < n; i++) {
		uint32_t id = table->direct[keys[i]];

		if (id == FREE)
			table->direct[keys[i]] = id = count++;
		ids[i] = id;
	}
	table->count = count;
}

static void fetch_slot(const struct key_table *table, uint64_t key)
{
	__builtin_prefetch(&table->slots[mix(key) & (table->room - 1)], 1);
}

struct err key_table_add(struct key_table *table, const uint64_t *keys, size_t n, uint32_t *ids_out)
{
	if (table->direct) {
		add_direct(table, keys, n, ids_out);
		return OK;
	}
	for (size_t i = 0; i < n; i++) {
		struct key_slot *slot;

		if (table->count >= table->room / 2)
			TRY(grow(table));
		if (i + AHEAD < n)
			fetch_slot(table, keys[i + AHEAD]);
		slot = find_slot(table->slots, table->room, keys[i]);
		if (slot->id == FREE)
			*slot = (struct key_slot){ keys[i], table->count++ };
		ids_out[i] = slot->id;
	}
	return OK;
}

void key_table_find(const struct key_table *table, const uint64_t *keys, size_t n,
		    uint32_t *ids_out)
{
	if (table->direct) {
		for (size_t i = 0; i < n; i++)
			ids_out[i] = table->direct[keys[i]];
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (i + AHEAD < n)
			fetch_slot(table, keys[i + AHEAD]);
		ids_out[i] = find_slot(table->slots, table->room, keys[i])->id;
	}
}
