/*
 * Snapshots: a table for each noun and a shelf of what was derived. Snapshots that come from one
 * another are kin; they draw the versions of their tables from one counter.
 */
#include "model/snapshot.h"

#include "base/limits.h"
#include "base/memory.h"
#include "model/derive.h"
#include "model/table.h"

#include <assert.h>
#include <stdatomic.h>

/* What kin snapshots share. */
struct kin {
	atomic_size_t references;
	atomic_uint_fast64_t version; /* the last one given to a table */
};

struct snapshot {
	atomic_size_t references;
	struct snapshot_head head;
	struct kin *kin;
	struct shelf *shelf;
	struct table *tables[NOUN_COUNT]; /* none for NOUN_NONE */
};

/*
 * The counter begins anywhere, so that a version which left the program (as an ETag) does not mean
 * other rows after a restart.
 */
static struct err kin_new(struct kin **out)
{
	struct kin *kin;
	uint64_t start;

	TRY_NEW(kin = memory_take(sizeof(*kin)));
	random_bytes(&start, sizeof(start));
	atomic_init(&kin->references, 1);
	atomic_init(&kin->version, start >> 1);
	*out = kin;
	return OK;
}

static struct kin *kin_hold(struct kin *kin)
{
	atomic_fetch_add_explicit(&kin->references, 1, memory_order_relaxed);
	return kin;
}

static void kin_release(struct kin *kin)
{
	if (kin && atomic_fetch_sub_explicit(&kin->references, 1, memory_order_acq_rel) == 1)
		memory_give(kin);
}

static uint64_t kin_next_version(struct kin *kin)
{
	return atomic_fetch_add_explicit(&kin->version, 1, memory_order_relaxed) + 1;
}

static void snapshot_end(struct snapshot *snapshot)
{
	shelf_end(snapshot->shelf);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		table_release(snapshot->tables[id]);
	kin_release(snapshot->kin);
	memory_give(snapshot);
}

struct snapshot *snapshot_hold(const struct snapshot *snapshot)
{
	/* Counting references does not change what a reader sees. */
	struct snapshot *held = (struct snapshot *)snapshot;

	atomic_fetch_add_explicit(&held->references, 1, memory_order_relaxed);
	return held;
}

void snapshot_release(struct snapshot *snapshot)
{
	if (snapshot &&
	    atomic_fetch_sub_explicit(&snapshot->references, 1, memory_order_acq_rel) == 1)
		snapshot_end(snapshot);
}

/* The changes by noun, in their order: those of noun id from starts[id] to before starts[id + 1]. */
struct sorted_changes {
	const struct change **at;
	size_t starts[NOUN_COUNT + 1];
};

static struct err sort_by_noun(struct arena *arena, const struct change *changes, size_t count,
			       struct sorted_changes *out)
{
	size_t next[NOUN_COUNT] = { 0 };

	TRY_NEW(out->at = NEW(arena, const struct change *, count));
	for (size_t i = 0; i < count; i++) {
		if (changes[i].noun <= NOUN_NONE || changes[i].noun >= NOUN_COUNT)
			return ERROR(ERR_BUG, "a change of no noun");
		out->starts[changes[i].noun + 1]++;
	}
	for (int id = 0; id < NOUN_COUNT; id++) {
		out->starts[id + 1] += out->starts[id];
		next[id] = out->starts[id];
	}
	for (size_t i = 0; i < count; i++)
		out->at[next[changes[i].noun]++] = &changes[i];
	return OK;
}

/* Every table of a new snapshot: shared with the base where nothing changes; base may be NULL. */
static struct err make_tables(struct arena *arena, struct snapshot *snapshot,
			      const struct snapshot *base, const struct sorted_changes *changes,
			      uint64_t *changed)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		size_t from = changes->starts[id], count = changes->starts[id + 1] - from;

		if (base && count == 0) {
			snapshot->tables[id] = table_hold(base->tables[id]);
			continue;
		}
		*changed |= NOUN_BIT(id);
		TRY(table_new(arena, noun_of((enum noun_id)id), base ? base->tables[id] : NULL,
			      changes->at + from, count, kin_next_version(snapshot->kin),
			      &snapshot->tables[id]));
	}
	return OK;
}

/* The parts of a snapshot whose memory is there; what was made before a failure stays in it. */
static struct err make_parts(struct arena *arena, struct snapshot *snapshot,
			     const struct snapshot *base, const struct change *changes,
			     size_t count)
{
	struct sorted_changes sorted = { 0 };
	uint64_t changed = 0;

	if (base)
		snapshot->kin = kin_hold(base->kin);
	else
		TRY(kin_new(&snapshot->kin));
	TRY(shelf_new(&snapshot->shelf));
	TRY(sort_by_noun(arena, changes, count, &sorted));
	TRY(make_tables(arena, snapshot, base, &sorted, &changed));
	return base ? shelf_inherit(snapshot->shelf, base->shelf, changed) : OK;
}

static struct err make_snapshot(const struct snapshot *base, const struct change *changes,
				size_t count, struct snapshot_head head, struct snapshot **out)
{
	struct snapshot *snapshot;
	struct arena scratch;
	struct err e;

	TRY_NEW(snapshot = memory_take(sizeof(*snapshot)));
	atomic_init(&snapshot->references, 1);
	snapshot->head = head;
	arena_init(&scratch, LIMIT_COMMAND_ARENA);
	e = make_parts(&scratch, snapshot, base, changes, count);
	arena_finish(&scratch);
	if (failed(e)) {
		snapshot_end(snapshot);
		return e;
	}
	*out = snapshot;
	return OK;
}

struct err snapshot_new(struct snapshot **out)
{
	return make_snapshot(NULL, NULL, 0, (struct snapshot_head){ 0 }, out);
}

struct err snapshot_apply(const struct snapshot *base, const struct change *changes, size_t count,
			  struct snapshot_head head, struct snapshot **out)
{
	assert(base);
	return make_snapshot(base, changes, count, head, out);
}

struct snapshot_head snapshot_head(const struct snapshot *snapshot)
{
	return snapshot->head;
}

static const struct table *table_of(const struct snapshot *snapshot, enum noun_id noun)
{
	assert(noun > NOUN_NONE && noun < NOUN_COUNT);
	return snapshot->tables[noun];
}

uint64_t snapshot_version(const struct snapshot *snapshot, enum noun_id noun)
{
	return table_of(snapshot, noun)->version;
}

bool snapshot_shares(const struct snapshot *a, const struct snapshot *b, enum noun_id noun)
{
	return table_of(a, noun) == table_of(b, noun);
}

size_t snapshot_bytes(const struct snapshot *snapshot)
{
	size_t bytes = 0;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		bytes += snapshot->tables[id]->bytes;
	return bytes;
}

size_t snapshot_count(const struct snapshot *snapshot, enum noun_id noun)
{
	return table_of(snapshot, noun)->count;
}

const void *snapshot_find(const struct snapshot *snapshot, enum noun_id noun, struct str key)
{
	return table_find(table_of(snapshot, noun), noun_of(noun), key);
}

struct rows snapshot_rows(const struct snapshot *snapshot, enum noun_id noun)
{
	return (struct rows){ .snapshot = snapshot, .noun = noun };
}

struct rows snapshot_rows_from(const struct snapshot *snapshot, enum noun_id noun, struct str key)
{
	struct table_place place = table_seek(table_of(snapshot, noun), key);

	return (struct rows){
		.snapshot = snapshot,
		.noun = noun,
		.chunk = place.slot,
		.place = place.row,
	};
}

const void *rows_next(struct rows *rows)
{
	const struct table *table = table_of(rows->snapshot, rows->noun);
	const struct chunk *chunk;
	const void *row;

	if (rows->chunk == table->n_slots)
		return NULL;
	chunk = table->slots[rows->chunk].chunk;
	row = chunk_row(chunk, noun_of(rows->noun), rows->place);
	rows->key = chunk->keys[rows->place];
	if (++rows->place == chunk->count) {
		rows->chunk++;
		rows->place = 0;
	}
	return row;
}

struct err snapshot_derive(const struct snapshot *snapshot, const struct derivation *derivation,
			   struct date day, const void **out)
{
	return shelf_value(snapshot->shelf, snapshot, derivation, day, out);
}
