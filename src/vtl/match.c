/*
 * Matching. Where the rows of both sides have the same keys one by one, as those of datasets that come of
 * one another do, nothing is looked up. Else the right side is indexed by its keys, every left row is
 * looked up, the pairs are counted before there is room for them, and then written. All of it in parts
 * that the team shares; the pairs stand in the order of the left rows, and of the right ones of each.
 */
#include "vtl/match.h"

#include "cube/row_index.h"

#include <string.h>

/* What is known of one part of the left rows when it was looked up. */
struct part_found {
	size_t count;  /* of pairs */
	bool is_whole; /* each row has exactly one partner */
	bool is_same;  /* … which has its number */
};

struct matcher {
	struct arena *arena;  /* of the result */
	struct arena scratch; /* of the index */
	enum match_kind kind;
	struct match_side left, right;
	size_t n_keys;
	struct row_index index;
	struct row_finder *finders; /* of each member */
	uint32_t *heads;            /* of each left row: its first partner, or ROW_NONE */
	_Atomic uint64_t *used;     /* right rows that are first of their key and met; MATCH_FULL */
	struct part_found *found;   /* of each part */
	size_t *starts;             /* of each part in the result */
	uint32_t *left_rows, *right_rows;
};

static size_t block_of(size_t end, size_t from)
{
	return end - from < VECTOR_ROWS ? end - from : VECTOR_ROWS;
}

/* --- rows that agree one by one --- */

/* Do the columns read the same memory in the same way? */
static bool is_one_column(const struct column *a, const struct column *b)
{
	return a->type == b->type && a->form == b->form && a->values == b->values &&
	       a->nulls == b->nulls && a->rows == b->rows && a->dictionary == b->dictionary &&
	       a->repeat == b->repeat && a->count == b->count;
}

/* Dictionaries of files that list the same things are the same, each string in its place. */
static bool is_one_dictionary(const struct dictionary *a, const struct dictionary *b)
{
	if (a->count != b->count)
		return false;
	for (size_t i = 0; a != b && i < a->count; i++) {
		if (!str_eq(a->at[i], b->at[i]))
			return false;
	}
	return true;
}

/* Codes that stand for the same strings, and values that are seldom equal in other bytes. */
static bool is_comparable(const struct column *a, const struct column *b)
{
	switch (a->type) {
	case DATA_STRING:
		return is_one_dictionary(a->dictionary, b->dictionary);
	case DATA_INTEGER:
	case DATA_DATE:
	case DATA_TIME_PERIOD:
	case DATA_BOOLEAN:
		return true;
	default:
		return false;
	}
}

static bool same_block(const struct column *a, const struct column *b, size_t from, size_t n)
{
	struct vector_room room_a, room_b;
	struct vector x, y;

	column_read(a, from, n, &room_a, &x);
	column_read(b, from, n, &room_b, &y);
	return !x.nulls && !y.nulls && memcmp(x.values, y.values, n * data_width(a->type)) == 0;
}

struct comparing {
	const struct matcher *matcher;
	atomic_bool differs;
};

static struct err compare_part(struct run *run, void *work, const struct rows_part *part)
{
	struct comparing *comparing = work;
	const struct matcher *matcher = comparing->matcher;

	for (size_t from = part->from; from < part->end; from += VECTOR_ROWS) {
		size_t n = block_of(part->end, from);

		TRY(run_check(run));
		if (atomic_load_explicit(&comparing->differs, memory_order_relaxed))
			return OK;
		for (size_t k = 0; k < matcher->n_keys; k++) {
			const struct column *a = matcher->left.keys[k];
			const struct column *b = matcher->right.keys[k];

			if (is_one_column(a, b) || same_block(a, b, from, n))
				continue;
			atomic_store_explicit(&comparing->differs, true, memory_order_relaxed);
			return OK;
		}
	}
	return OK;
}

/* Is row i of the right the only partner of row i of the left, for all of them? */
static struct err agree(struct run *run, const struct matcher *matcher, bool *out)
{
	struct comparing comparing = { .matcher = matcher };

	*out = false;
	if (!matcher->right.is_unique || matcher->n_keys == 0 ||
	    matcher->left.n_rows != matcher->right.n_rows)
		return OK;
	for (size_t k = 0; k < matcher->n_keys; k++) {
		if (!is_one_column(matcher->left.keys[k], matcher->right.keys[k]) &&
		    !is_comparable(matcher->left.keys[k], matcher->right.keys[k]))
			return OK;
	}
	TRY(run_parts(run, matcher->left.n_rows, compare_part, &comparing));
	*out = !atomic_load(&comparing.differs);
	return OK;
}

/* --- rows that are looked up --- */

static void mark_used(const struct matcher *matcher, uint32_t row)
{
	atomic_fetch_or_explicit(&matcher->used[row / 64], UINT64_C(1) << row % 64,
				 memory_order_relaxed);
}

static size_t partners_of(const struct matcher *matcher, uint32_t head)
{
	if (head == ROW_NONE)
		return matcher->kind == MATCH_INNER ? 0 : 1;
	return matcher->index.counts ? matcher->index.counts[head] : 1;
}

static struct err find_part(struct run *run, void *work, const struct rows_part *part)
{
	struct matcher *matcher = work;
	struct part_found found = { .is_whole = true, .is_same = true };

	for (size_t from = part->from; from < part->end; from += VECTOR_ROWS) {
		size_t n = block_of(part->end, from);
		const uint32_t *heads = matcher->heads + from;

		TRY(run_check(run));
		row_finder_block(&matcher->finders[part->member], from, n, matcher->heads + from);
		for (size_t i = 0; i < n; i++) {
			size_t partners = partners_of(matcher, heads[i]);

			found.count += partners;
			found.is_whole &= partners == 1;
			found.is_same &= heads[i] == from + i;
		}
		for (size_t i = 0; matcher->used && i < n; i++) {
			if (heads[i] != ROW_NONE)
				mark_used(matcher, heads[i]);
		}
	}
	matcher->found[part->number] = found;
	return OK;
}

static struct err write_part(struct run *run, void *work, const struct rows_part *part)
{
	struct matcher *matcher = work;
	uint32_t *left = matcher->left_rows + matcher->starts[part->number];
	uint32_t *right = matcher->right_rows + matcher->starts[part->number];
	size_t to = 0;

	for (size_t row = part->from; row < part->end; row++) {
		uint32_t partner = matcher->heads[row];

		if (partner == ROW_NONE && matcher->kind == MATCH_INNER)
			continue;
		do {
			if (to % PART_ROWS == 0)
				TRY(run_check(run));
			left[to] = (uint32_t)row;
			right[to++] = partner;
			partner = matcher->index.next && partner != ROW_NONE
					  ? matcher->index.next[partner]
					  : ROW_NONE;
		} while (partner != ROW_NONE);
	}
	return OK;
}

static struct err copy_part(struct run *run, void *work, const struct rows_part *part)
{
	const struct matcher *matcher = work;

	TRY(run_check(run));
	memcpy(matcher->right_rows + part->from, matcher->heads + part->from,
	       (part->end - part->from) * sizeof(*matcher->heads));
	return OK;
}

static bool is_unused(const struct matcher *matcher, size_t row)
{
	uint32_t head = row_index_first(&matcher->index, row);

	return !(matcher->used[head / 64] >> head % 64 & 1);
}

/* Right rows that nobody has met, at the end; without `write` they are only counted. */
static size_t unused_rows(struct matcher *matcher, size_t to, bool write)
{
	size_t count = 0;

	for (size_t row = 0; matcher->used && row < matcher->right.n_rows; row++) {
		if (!is_unused(matcher, row))
			continue;
		if (write) {
			matcher->left_rows[to + count] = ROW_NONE;
			matcher->right_rows[to + count] = (uint32_t)row;
		}
		count++;
	}
	return count;
}

/* How many pairs there are, where each part's begin, and what holds for all parts. */
static struct err count_pairs(const struct run *run, struct matcher *matcher,
			      struct part_found *out)
{
	size_t most = run->rows_most ? run->rows_most : ROWS_MOST;
	struct part_found all = { .is_whole = true, .is_same = true };

	for (size_t i = 0; i < part_count(matcher->left.n_rows); i++) {
		matcher->starts[i] = all.count;
		all.count += matcher->found[i].count;
		all.is_whole &= matcher->found[i].is_whole;
		all.is_same &= matcher->found[i].is_same;
		if (all.count > most)
			return ERROR(ERR_LIMIT, "a join has too many rows");
	}
	*out = all;
	return OK;
}

static struct err write_pairs(struct run *run, struct matcher *matcher, struct row_pairs *out)
{
	size_t n_left = matcher->left.n_rows, n_unused = unused_rows(matcher, 0, false);
	struct part_found all;

	TRY(count_pairs(run, matcher, &all));
	*out = (struct row_pairs){ .count = all.count + n_unused, .left_has_none = n_unused > 0 };
	if (out->count > (run->rows_most ? run->rows_most : ROWS_MOST))
		return ERROR(ERR_LIMIT, "a join has too many rows");
	if (all.is_whole && all.is_same && !n_unused)
		return OK;
	TRY_NEW(matcher->right_rows = NEW(matcher->arena, uint32_t, out->count));
	out->right = matcher->right_rows;
	out->right_has_none = matcher->kind != MATCH_INNER;
	if (all.is_whole && !n_unused)
		return run_parts(run, n_left, copy_part, matcher);
	TRY_NEW(matcher->left_rows = NEW(matcher->arena, uint32_t, out->count));
	out->left = matcher->left_rows;
	TRY(run_parts(run, n_left, write_part, matcher));
	unused_rows(matcher, all.count, true);
	return OK;
}

static struct err look_up(struct run *run, struct matcher *matcher, struct row_pairs *out)
{
	size_t n_left = matcher->left.n_rows, n_parts = part_count(n_left);
	const struct task task = run_task(run);

	TRY(row_index_build(&matcher->index, &matcher->scratch, &task, matcher->right.keys,
			    matcher->n_keys, matcher->right.n_rows));
	TRY_NEW(matcher->finders = NEW(&matcher->scratch, struct row_finder, run_members(run)));
	for (size_t i = 0; i < run_members(run); i++)
		TRY(row_finder_begin(&matcher->finders[i], &matcher->index, matcher->left.keys));
	TRY_NEW(matcher->heads = NEW(&matcher->scratch, uint32_t, n_left));
	TRY_NEW(matcher->found = NEW(&matcher->scratch, struct part_found, n_parts));
	TRY_NEW(matcher->starts = NEW(&matcher->scratch, size_t, n_parts));
	if (matcher->kind == MATCH_FULL)
		TRY_NEW(matcher->used = NEW(&matcher->scratch, _Atomic uint64_t,
					    bits_words(matcher->right.n_rows)));
	TRY(run_parts(run, n_left, find_part, matcher));
	return write_pairs(run, matcher, out);
}

struct err match_rows(struct run *run, struct arena *arena, enum match_kind kind,
		      struct match_side left, struct match_side right, size_t n_keys,
		      struct row_pairs *out)
{
	struct matcher matcher = {
		.arena = arena, .kind = kind, .left = left, .right = right, .n_keys = n_keys
	};
	struct row_pairs pairs = { .count = left.n_rows };
	struct err err;
	bool is_same;

	TRY(agree(run, &matcher, &is_same));
	if (is_same) {
		*out = pairs;
		return OK;
	}
	run_scratch(run, &matcher.scratch);
	err = look_up(run, &matcher, &pairs);
	arena_finish(&matcher.scratch);
	if (!failed(err))
		*out = pairs;
	return err;
}
