/* Rows by their key. A slot is what a row's key is as a number: the key itself, or that of its group. */
#include "cube/row_index.h"

#include <string.h>

enum { SLOTS_A_ROW = 4, SLOTS_ALWAYS = 1 << 16 };

/* The work of a team on the index. */
struct indexing {
	const struct task *task;
	struct row_index *index;
	struct key_room *rooms; /* of each member */
	uint32_t *next, *counts;
	size_t n_shares;         /* of the slots */
	atomic_bool is_repeated; /* a slot has several rows */
};

static struct err slot_part(void *work, size_t part, size_t member)
{
	const struct indexing *indexing = work;
	struct row_index *index = indexing->index;
	size_t end = part_end(part, index->n_rows);
	uint64_t keys[VECTOR_ROWS];

	TRY(task_check(indexing->task));
	for (size_t from = part * PART_ROWS; from < end; from += VECTOR_ROWS) {
		size_t n = end - from < VECTOR_ROWS ? end - from : VECTOR_ROWS;

		row_groups_keys(&index->groups, from, n, &indexing->rooms[member], keys);
		for (size_t i = 0; i < n; i++)
			index->slots[from + i] = (uint32_t)keys[i];
	}
	return OK;
}

/* Slots [least, least + count): those of one share. */
struct share {
	uint32_t least;
	uint64_t count;
};

static struct share share_of(const struct indexing *indexing, size_t share)
{
	uint64_t n = indexing->index->n_slots, shares = indexing->n_shares;
	uint64_t least = n * share / shares;

	return (struct share){ (uint32_t)least, n * (share + 1) / shares - least };
}

/* The first row of each slot of the share. */
static struct err place_share(void *work, size_t number, size_t member)
{
	struct indexing *indexing = work;
	struct row_index *index = indexing->index;
	struct share share = share_of(indexing, number);
	uint32_t *first = index->first;
	uint32_t repeated = 0;

	(void)member;
	memset(first + share.least, 0xff, share.count * sizeof(*first));
	for (size_t from = 0; from < index->n_rows; from += PART_ROWS) {
		size_t end = part_end(from / PART_ROWS, index->n_rows);

		TRY(task_check(indexing->task));
		for (size_t row = from; row < end; row++) {
			uint32_t slot = index->slots[row];

			if ((uint32_t)(slot - share.least) >= share.count)
				continue;
			repeated |= first[slot] != ROW_NONE;
			first[slot] = first[slot] == ROW_NONE ? (uint32_t)row : first[slot];
		}
	}
	if (repeated)
		atomic_store_explicit(&indexing->is_repeated, true, memory_order_relaxed);
	return OK;
}

/* The rows of each slot of the share as a chain: from the last row to the first, each before the next. */
static struct err chain_share(void *work, size_t number, size_t member)
{
	struct indexing *indexing = work;
	struct row_index *index = indexing->index;
	struct share share = share_of(indexing, number);
	uint32_t *first = index->first;

	(void)member;
	memset(first + share.least, 0xff, share.count * sizeof(*first));
	for (size_t row = index->n_rows; row-- > 0;) {
		uint32_t slot = index->slots[row];

		if (row % PART_ROWS == 0)
			TRY(task_check(indexing->task));
		if ((uint32_t)(slot - share.least) >= share.count)
			continue;
		indexing->next[row] = first[slot];
		first[slot] = (uint32_t)row;
	}
	for (size_t row = 0; row < index->n_rows; row++) {
		uint32_t slot = index->slots[row];

		if (row % PART_ROWS == 0)
			TRY(task_check(indexing->task));
		if ((uint32_t)(slot - share.least) < share.count)
			indexing->counts[first[slot]]++;
	}
	return OK;
}

static bool fits(const struct row_groups *groups, size_t n_rows)
{
	return groups->range && groups->range < UINT32_MAX &&
	       (groups->range <= SLOTS_ALWAYS || groups->range / SLOTS_A_ROW <= n_rows);
}

static struct err slots_by_key(struct indexing *indexing, struct arena *arena, struct team *team)
{
	struct row_index *index = indexing->index;

	index->is_direct = true;
	index->n_slots = index->groups.range;
	TRY_NEW(indexing->rooms = NEW(arena, struct key_room, team_size(team)));
	return team_run(team, part_count(index->n_rows), slot_part, indexing);
}

static struct err slots_by_group(struct indexing *indexing)
{
	struct row_index *index = indexing->index;

	TRY(row_groups_tables(&index->groups, index->n_rows));
	for (size_t from = 0; from < index->n_rows; from += VECTOR_ROWS) {
		size_t n = index->n_rows - from < VECTOR_ROWS ? index->n_rows - from : VECTOR_ROWS;

		TRY(task_check(indexing->task));
		TRY(row_groups_block(&index->groups, from, n, index->slots + from));
	}
	index->n_slots = index->groups.count;
	return OK;
}

struct err row_index_build(struct row_index *index, struct arena *arena, const struct task *task,
			   const struct column *const *columns, size_t n_columns, size_t n_rows)
{
	struct team *team = task ? task->team : NULL;
	struct indexing indexing = { .task = task, .index = index };

	/* A few rows are placed faster than a team is called together. */
	indexing.n_shares = n_rows < PART_ROWS ? 1 : team_size(team);
	*index = (struct row_index){ .n_rows = n_rows };
	TRY(row_groups_measure(&index->groups, arena, task, columns, n_columns, n_rows));
	TRY_NEW(index->slots = NEW(arena, uint32_t, n_rows));
	if (fits(&index->groups, n_rows))
		TRY(slots_by_key(&indexing, arena, team));
	else
		TRY(slots_by_group(&indexing));
	TRY_NEW(index->first = NEW(arena, uint32_t, index->n_slots));
	TRY(team_run(team, indexing.n_shares, place_share, &indexing));
	if (!atomic_load(&indexing.is_repeated))
		return OK;
	TRY_NEW(indexing.next = NEW(arena, uint32_t, n_rows));
	TRY_NEW(indexing.counts = NEW(arena, uint32_t, n_rows));
	TRY(team_run(team, indexing.n_shares, chain_share, &indexing));
	index->next = indexing.next;
	index->counts = indexing.counts;
	return OK;
}

struct err row_finder_begin(struct row_finder *finder, struct row_index *index,
			    const struct column *const *columns)
{
	*finder = (struct row_finder){ .index = index };
	TRY_NEW(finder->keys = NEW(index->groups.arena, uint64_t, VECTOR_ROWS));
	TRY_NEW(finder->ids = NEW(index->groups.arena, uint32_t, VECTOR_ROWS));
	return row_lookup_begin(&finder->lookup, &index->groups, columns);
}

void row_finder_block(struct row_finder *finder, size_t from, size_t n, uint32_t *rows_out)
{
	const uint32_t *first = finder->index->first;

	if (finder->index->is_direct) {
		row_lookup_keys(&finder->lookup, from, n, finder->keys);
		for (size_t i = 0; i < n; i++)
			rows_out[i] = finder->keys[i] == KEY_NONE ? ROW_NONE
								  : first[finder->keys[i]];
		return;
	}
	row_lookup_block(&finder->lookup, from, n, finder->ids);
	for (size_t i = 0; i < n; i++)
		rows_out[i] = finder->ids[i] == GROUP_NONE ? ROW_NONE : first[finder->ids[i]];
}
