/*
 * Tables: the merge of old chunks with sorted changes, and the search. A chunk in which nothing
 * changes is shared. The rows of one that changes are collected, and written into chunks of their own
 * when they are enough; too few wait for those of the next chunk, so that all chunks but the last
 * stay between the two bounds whatever is deleted.
 */
#include "model/table.h"

#include "base/list.h"
#include "base/memory.h"
#include "model/row.h"

#include <assert.h>

enum {
	CHUNK_ROWS_LEAST = 128,
	CHUNK_ROWS_FILL = 384, /* of each, where many rows are new: room for some more */
	CHUNK_ROWS_MOST = 512,
};

/* A table under construction. */
struct merge {
	const struct noun *noun;
	struct list rows;   /* struct keyed_row: waiting for their chunk */
	struct list chunks; /* struct chunk *: done, each with a reference of ours */
	struct buf key;     /* scratch */
};

static struct err merge_chunk_push(struct merge *merge, struct chunk *chunk)
{
	struct err e = list_push(&merge->chunks, &chunk);

	if (failed(e))
		chunk_release(chunk);
	return e;
}

/* The waiting rows become chunks of equal size. */
static struct err merge_flush(struct merge *merge)
{
	const struct keyed_row *rows = merge->rows.at;
	size_t left = merge->rows.count;
	size_t pieces = left <= CHUNK_ROWS_MOST ? 1
						: (left + CHUNK_ROWS_FILL - 1) / CHUNK_ROWS_FILL;

	for (; left > 0; pieces--) {
		size_t count = left / pieces;
		struct chunk *chunk;

		TRY(chunk_new(merge->noun, rows, count, &chunk));
		TRY(merge_chunk_push(merge, chunk));
		rows += count;
		left -= count;
	}
	merge->rows.count = 0;
	return OK;
}

/* The rows of the chunk from one place to before another go on waiting. */
static struct err merge_take_rows(struct merge *merge, const struct chunk *chunk, size_t from,
				  size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct keyed_row row = { chunk->keys[i], chunk_row(chunk, merge->noun, i) };

		TRY(list_push(&merge->rows, &row));
	}
	return OK;
}

/* The present row must be what the change says it was, and the new one must bear its key. */
static struct err check_change(struct merge *merge, const struct change *change,
			       const void *present)
{
	struct str key;

	if (!change->before && !change->after)
		return ERROR(ERR_BUG, "a change of nothing into nothing");
	if (!change->before && present)
		return ERROR(ERR_BUG, "an added row is there already");
	if (change->before && !present)
		return ERROR(ERR_BUG, "a changed row is not there");
	if (present && !row_eq(merge->noun, present, change->before))
		return ERROR(ERR_BUG, "a changed row was another before");
	if (!change->after)
		return OK;
	buf_clear(&merge->key);
	row_key_write(&merge->key, merge->noun, change->after);
	TRY(buf_done(&merge->key, &key));
	if (!str_eq(key, change->key))
		return ERROR(ERR_BUG, "a change bears the key of another row");
	return OK;
}

/* The chunk's rows with the changes among them; no chunk where the table has none. */
static struct err merge_chunk(struct merge *merge, const struct chunk *chunk,
			      const struct change *const *changes, size_t count)
{
	size_t n = chunk ? chunk->count : 0, place = 0;

	for (size_t i = 0; i < count; i++) {
		const struct change *change = changes[i];
		size_t at = chunk ? chunk_seek(chunk, place, change->key) : 0;
		const void *present = NULL;

		TRY(merge_take_rows(merge, chunk, place, at));
		place = at;
		if (at < n && str_eq(chunk->keys[at], change->key)) {
			present = chunk_row(chunk, merge->noun, at);
			place++;
		}
		TRY(check_change(merge, change, present));
		if (change->after) {
			struct keyed_row row = { change->key, change->after };

			TRY(list_push(&merge->rows, &row));
		}
	}
	TRY(merge_take_rows(merge, chunk, place, n));
	return merge->rows.count >= CHUNK_ROWS_LEAST ? merge_flush(merge) : OK;
}

/* How many of the changes come before the key. */
static size_t changes_before(const struct change *const *changes, size_t count, struct str key)
{
	size_t n = 0;

	while (n < count && key_cmp(changes[n]->key, key) < 0)
		n++;
	return n;
}

static struct err merge_all(struct merge *merge, const struct table *base,
			    const struct change *const *changes, size_t count)
{
	size_t n_slots = base ? base->n_slots : 0;

	for (size_t i = 0; i < n_slots; i++) {
		struct chunk *chunk = base->slots[i].chunk;
		bool last = i + 1 == n_slots;
		size_t here = last ? count
				   : changes_before(changes, count, base->slots[i + 1].first);

		if (here == 0 && merge->rows.count == 0)
			TRY(merge_chunk_push(merge, chunk_hold(chunk)));
		else
			TRY(merge_chunk(merge, chunk, changes, here));
		changes += here;
		count -= here;
	}
	if (n_slots == 0)
		TRY(merge_chunk(merge, NULL, changes, count));
	return merge_flush(merge);
}

/* The table takes over the references to the chunks. */
static struct err table_of_chunks(struct merge *merge, uint64_t version, struct table **out)
{
	size_t n = merge->chunks.count;
	struct table *table;

	TRY_NEW(table = memory_take(sizeof(*table) + n * sizeof(table->slots[0])));
	atomic_init(&table->references, 1);
	table->version = version;
	table->n_slots = n;
	for (size_t i = 0; i < n; i++) {
		struct chunk *chunk = *LIST_AT(merge->chunks, struct chunk *, i);

		table->slots[i] = (struct table_slot){ chunk->keys[0], chunk };
		table->count += chunk->count;
		table->bytes += chunk->bytes;
	}
	merge->chunks.count = 0;
	*out = table;
	return OK;
}

static struct err check_sorted(const struct change *const *changes, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (key_cmp(changes[i - 1]->key, changes[i]->key) >= 0)
			return ERROR(ERR_BUG, "changes are not sorted by key");
	return OK;
}

struct err table_new(struct arena *arena, const struct noun *noun, const struct table *base,
		     const struct change *const *changes, size_t count, uint64_t version,
		     struct table **out)
{
	struct merge merge = {
		.noun = noun,
		.rows = LIST(arena, struct keyed_row),
		.chunks = LIST(arena, struct chunk *),
	};
	struct err e;

	TRY(check_sorted(changes, count));
	buf_init(&merge.key, arena);
	e = merge_all(&merge, base, changes, count);
	if (!failed(e))
		e = table_of_chunks(&merge, version, out);
	for (size_t i = 0; i < merge.chunks.count; i++)
		chunk_release(*LIST_AT(merge.chunks, struct chunk *, i));
	return e;
}

struct table *table_hold(struct table *table)
{
	atomic_fetch_add_explicit(&table->references, 1, memory_order_relaxed);
	return table;
}

void table_release(struct table *table)
{
	if (!table || atomic_fetch_sub_explicit(&table->references, 1, memory_order_acq_rel) != 1)
		return;
	for (size_t i = 0; i < table->n_slots; i++)
		chunk_release(table->slots[i].chunk);
	memory_give(table);
}

/* The last slot whose first key is not after the given one; the first slot when there is none. */
static size_t slot_of(const struct table *table, struct str key)
{
	size_t from = 0, to = table->n_slots;

	while (to - from > 1) {
		size_t middle = from + (to - from) / 2;

		if (key_cmp(table->slots[middle].first, key) <= 0)
			from = middle;
		else
			to = middle;
	}
	return from;
}

struct table_place table_seek(const struct table *table, struct str key)
{
	struct table_place place = { 0, 0 };

	if (table->n_slots == 0)
		return place;
	place.slot = slot_of(table, key);
	place.row = chunk_seek(table->slots[place.slot].chunk, 0, key);
	if (place.row == table->slots[place.slot].chunk->count)
		place = (struct table_place){ place.slot + 1, 0 };
	return place;
}

const void *table_find(const struct table *table, const struct noun *noun, struct str key)
{
	struct table_place place = table_seek(table, key);
	const struct chunk *chunk;

	if (place.slot == table->n_slots)
		return NULL;
	chunk = table->slots[place.slot].chunk;
	return str_eq(chunk->keys[place.row], key) ? chunk_row(chunk, noun, place.row) : NULL;
}
