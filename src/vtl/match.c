/*
 * Matching by hash: the right side is grouped by its keys, and the left side is looked up in the groups,
 * block by block. Rows of the right that have one key stand in a chain, in their order.
 */
#include "vtl/match.h"

#include <string.h>

struct matcher {
	struct run *run;
	struct arena *arena;  /* of the result */
	struct arena scratch; /* of the groups */
	enum match_kind kind;
	struct match_side left, right;
	struct row_groups groups;
	uint32_t *next; /* of each right row: the next one with its key; NULL: keys are unique */
	uint32_t *last; /* of each group */
	uint64_t *used; /* right rows that have a partner; MATCH_FULL */
	uint32_t *left_rows, *right_rows;
	size_t count, room;
	bool is_identity; /* so far row i of the result is left row i */
	bool left_has_none, right_has_none;
};

static size_t block_of(size_t n_rows, size_t from)
{
	return n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;
}

/* Puts the row at the end of the chain of its group; its first row begins the chain. */
static struct err chain(struct matcher *matcher, uint32_t id, uint32_t row)
{
	size_t n = matcher->right.n_rows;

	if (!matcher->next) {
		TRY_NEW(matcher->next = NEW(&matcher->scratch, uint32_t, n));
		TRY_NEW(matcher->last = NEW(&matcher->scratch, uint32_t, n));
		memset(matcher->next, 0xff, n * sizeof(*matcher->next));
		memset(matcher->last, 0xff, n * sizeof(*matcher->last));
	}
	if (matcher->last[id] == ROW_NONE)
		matcher->last[id] = matcher->groups.first_rows[id];
	matcher->next[matcher->last[id]] = row;
	matcher->last[id] = row;
	return OK;
}

static struct err group_right(struct matcher *matcher, size_t n_keys)
{
	size_t n_rows = matcher->right.n_rows;
	uint32_t ids[VECTOR_ROWS];

	TRY(row_groups_begin(&matcher->groups, &matcher->scratch, matcher->right.keys, n_keys,
			     n_rows));
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = block_of(n_rows, from), before = matcher->groups.count;

		TRY(run_check(matcher->run));
		TRY(row_groups_block(&matcher->groups, from, n, ids));
		if (matcher->groups.count == before + n)
			continue;
		for (size_t i = 0; i < n; i++) {
			if (matcher->groups.first_rows[ids[i]] != from + i)
				TRY(chain(matcher, ids[i], (uint32_t)(from + i)));
		}
	}
	return OK;
}

/* Room for so many more pairs. */
static struct err make_room(struct matcher *matcher, size_t more)
{
	size_t most = matcher->run->rows_most ? matcher->run->rows_most : ROWS_MOST;
	size_t room = matcher->count + more + matcher->room;
	uint32_t *left, *right;

	if (matcher->count + more <= matcher->room)
		return OK;
	if (matcher->count + more > most)
		return ERROR(ERR_LIMIT, "a join has too many rows");
	TRY_NEW(left = NEW(matcher->arena, uint32_t, room));
	TRY_NEW(right = NEW(matcher->arena, uint32_t, room));
	if (matcher->count) {
		memcpy(left, matcher->left_rows, matcher->count * sizeof(*left));
		memcpy(right, matcher->right_rows, matcher->count * sizeof(*right));
	}
	matcher->left_rows = left;
	matcher->right_rows = right;
	matcher->room = room;
	return OK;
}

static void put_pair(struct matcher *matcher, uint32_t left, uint32_t right)
{
	matcher->is_identity &= left == matcher->count;
	matcher->left_rows[matcher->count] = left;
	matcher->right_rows[matcher->count++] = right;
	if (matcher->used && right != ROW_NONE)
		bit_set(matcher->used, right);
}

/* One left row with all of its partners. */
static struct err pair_row(struct matcher *matcher, uint32_t left, uint32_t id)
{
	if (id == GROUP_NONE) {
		if (matcher->kind == MATCH_INNER)
			return OK;
		matcher->right_has_none = true;
		put_pair(matcher, left, ROW_NONE);
		return OK;
	}
	put_pair(matcher, left, matcher->groups.first_rows[id]);
	if (!matcher->next)
		return OK;
	for (uint32_t row = matcher->next[matcher->groups.first_rows[id]]; row != ROW_NONE;
	     row = matcher->next[row]) {
		TRY(make_room(matcher, VECTOR_ROWS));
		put_pair(matcher, left, row);
	}
	return OK;
}

/* A block whose rows all have their one partner, in order: the common case, without decisions. */
static bool pair_block(struct matcher *matcher, size_t from, size_t n, const uint32_t *ids)
{
	uint32_t any_none = 0;

	if (matcher->next || matcher->used)
		return false;
	for (size_t i = 0; i < n; i++)
		any_none |= ids[i] == GROUP_NONE;
	if (any_none)
		return false;
	matcher->is_identity &= matcher->count == from;
	for (size_t i = 0; i < n; i++) {
		matcher->left_rows[matcher->count + i] = (uint32_t)(from + i);
		matcher->right_rows[matcher->count + i] = matcher->groups.first_rows[ids[i]];
	}
	matcher->count += n;
	return true;
}

static struct err look_up_left(struct matcher *matcher)
{
	size_t n_rows = matcher->left.n_rows;
	struct row_lookup lookup;
	uint32_t ids[VECTOR_ROWS];

	TRY(row_lookup_begin(&lookup, &matcher->groups, matcher->left.keys));
	TRY(make_room(matcher, n_rows));
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = block_of(n_rows, from);

		TRY(run_check(matcher->run));
		row_lookup_block(&lookup, from, n, ids);
		TRY(make_room(matcher, n));
		if (pair_block(matcher, from, n, ids))
			continue;
		for (size_t i = 0; i < n; i++) {
			TRY(make_room(matcher, 1));
			TRY(pair_row(matcher, (uint32_t)(from + i), ids[i]));
		}
	}
	matcher->is_identity &= matcher->count == n_rows;
	return OK;
}

static struct err add_unused(struct matcher *matcher)
{
	for (uint32_t row = 0; row < matcher->right.n_rows; row++) {
		if (bit_get(matcher->used, row))
			continue;
		TRY(make_room(matcher, 1));
		matcher->left_has_none = true;
		put_pair(matcher, ROW_NONE, row);
	}
	return OK;
}

static struct err match(struct matcher *matcher, size_t n_keys)
{
	matcher->is_identity = true;
	TRY(group_right(matcher, n_keys));
	if (matcher->kind == MATCH_FULL)
		TRY_NEW(matcher->used = NEW(&matcher->scratch, uint64_t,
					    bits_words(matcher->right.n_rows)));
	TRY(look_up_left(matcher));
	return matcher->kind == MATCH_FULL ? add_unused(matcher) : OK;
}

struct err match_rows(struct run *run, struct arena *arena, enum match_kind kind,
		      struct match_side left, struct match_side right, size_t n_keys,
		      struct row_pairs *out)
{
	struct matcher matcher = {
		.run = run, .arena = arena, .kind = kind, .left = left, .right = right
	};
	struct err err;

	run_scratch(run, &matcher.scratch);
	err = match(&matcher, n_keys);
	arena_finish(&matcher.scratch);
	if (failed(err))
		return err;
	*out = (struct row_pairs){ .left = matcher.is_identity ? NULL : matcher.left_rows,
				   .right = matcher.right_rows,
				   .count = matcher.count,
				   .left_has_none = matcher.left_has_none,
				   .right_has_none = matcher.right_has_none };
	return OK;
}
