/*
 * Chunks. One piece of memory holds the header, the keys, the rows, the texts of the keys and those of
 * the rows, in this order: a chunk is made by one request to the allocator and given back by one, and
 * a search stays within few lines of the cache.
 */
#include "model/chunk.h"

#include "base/memory.h"
#include "model/row.h"

#include <assert.h>
#include <stdalign.h>
#include <string.h>

static size_t aligned(size_t bytes)
{
	return (bytes + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
}

static size_t text_bytes(const struct noun *noun, const struct keyed_row *rows, size_t count)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += rows[i].key.len + row_text_bytes(noun, rows[i].row);
	return bytes;
}

static char *copy_text(struct str s, char *room, struct str *out)
{
	if (s.len > 0)
		memcpy(room, s.at, s.len);
	*out = (struct str){ .at = room, .len = s.len };
	return room + s.len;
}

struct err chunk_new(const struct noun *noun, const struct keyed_row *rows, size_t count,
		     struct chunk **out)
{
	size_t keys_at = aligned(sizeof(struct chunk));
	size_t rows_at = aligned(keys_at + count * sizeof(struct str));
	size_t text_at = rows_at + count * noun->row_size;
	size_t bytes = text_at + text_bytes(noun, rows, count);
	char *block, *room;
	struct chunk *chunk;

	assert(count > 0);
	TRY_NEW(block = memory_take(bytes));
	chunk = (struct chunk *)(void *)block;
	atomic_init(&chunk->references, 1);
	chunk->bytes = bytes;
	chunk->count = count;
	chunk->keys = (struct str *)(void *)(block + keys_at);
	chunk->rows = block + rows_at;
	room = block + text_at;
	for (size_t i = 0; i < count; i++)
		room = copy_text(rows[i].key, room, &chunk->keys[i]);
	for (size_t i = 0; i < count; i++)
		room = row_copy_to(noun, rows[i].row, chunk->rows + i * noun->row_size, room);
	assert(room == block + bytes);
	*out = chunk;
	return OK;
}

struct chunk *chunk_hold(struct chunk *chunk)
{
	atomic_fetch_add_explicit(&chunk->references, 1, memory_order_relaxed);
	return chunk;
}

void chunk_release(struct chunk *chunk)
{
	if (chunk && atomic_fetch_sub_explicit(&chunk->references, 1, memory_order_acq_rel) == 1)
		memory_give(chunk);
}

size_t chunk_seek(const struct chunk *chunk, size_t from, struct str key)
{
	size_t to = chunk->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (key_cmp(chunk->keys[middle], key) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}
