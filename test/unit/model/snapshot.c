/*
 * Snapshots against a simple model: an array of rows that is searched from end to end. Random
 * changes are made to both, and whatever a snapshot can be asked must agree with the array.
 */
#include "model/snapshot.h"

#include "base/memory.h"
#include "model/diff.h"
#include "model/mitigation.h"
#include "model/node.h"
#include "rows.h"
#include "testing.h"

#include <string.h>

enum { CODES = 4000 }; /* how many rows there can be */

/* The simple model: a row for each possible code, or none. Texts live in the arena. */
struct plain {
	struct arena *arena;
	struct node *rows[CODES];
	struct str codes[CODES]; /* in the order of keys */
};

static int make_arena(void **state)
{
	static struct arena arena;

	arena_init(&arena, 1 << 30);
	*state = &arena;
	return 0;
}

static int end_arena(void **state)
{
	arena_finish(*state);
	return 0;
}

static struct plain *plain_new(struct arena *arena)
{
	struct plain *plain = NEW(arena, struct plain, 1);

	plain->arena = arena;
	for (size_t i = 0; i < CODES; i++)
		plain->codes[i] = str_format(arena, "P%zu.%zu", i / 40, i % 40);
	return plain;
}

static struct node *throw_node(struct plain *plain, size_t i, uint64_t *seed)
{
	struct node *node = NEW(plain->arena, struct node, 1);

	row_throw(plain->arena, &node_noun, seed, node);
	node->code = plain->codes[i];
	return node;
}

/* Changes of some codes, from the first on, each with the chance of one in `of`. */
static size_t throw_changes(struct plain *plain, uint64_t *seed, uint64_t of, bool shrink,
			    struct change *changes)
{
	size_t count = 0;

	for (size_t i = 0; i < CODES; i++) {
		struct node *after = NULL;

		if (dice_throw(seed, of) != 0)
			continue;
		if (!plain->rows[i] || (!shrink && dice_throw(seed, 3) > 0))
			after = throw_node(plain, i, seed);
		if (!after && !plain->rows[i])
			continue;
		if (shrink && !plain->rows[i])
			continue;
		changes[count++] = (struct change){
			.noun = NOUN_NODE,
			.key = plain->codes[i],
			.before = plain->rows[i],
			.after = after,
		};
		plain->rows[i] = after;
	}
	return count;
}

static size_t assert_same_rows(const struct snapshot *snapshot, const struct plain *plain)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_NODE);
	size_t count = 0;

	for (size_t i = 0; i < CODES; i++) {
		const struct node *found = snapshot_find(snapshot, NOUN_NODE, plain->codes[i]);
		const struct node *next;

		if (!plain->rows[i]) {
			assert_null(found);
			continue;
		}
		next = rows_next(&rows);
		assert_ptr_equal(next, found);
		assert_true(str_eq(rows.key, plain->codes[i]));
		assert_true(row_eq(&node_noun, next, plain->rows[i]));
		assert_ptr_not_equal(next->code.at, plain->rows[i]->code.at);
		count++;
	}
	assert_null(rows_next(&rows));
	assert_null(rows_next(&rows));
	assert_int_equal(snapshot_count(snapshot, NOUN_NODE), count);
	return count;
}

static void assert_rows_from(const struct snapshot *snapshot, const struct plain *plain,
			     size_t from)
{
	struct rows rows = snapshot_rows_from(snapshot, NOUN_NODE, plain->codes[from]);
	const struct node *next = rows_next(&rows);

	while (from < CODES && !plain->rows[from])
		from++;
	if (from == CODES)
		assert_null(next);
	else
		assert_true(str_eq(next->code, plain->codes[from]));
}

static void test_snapshot_apply__agrees_with_a_simple_model(void **state)
{
	static const uint64_t chances[] = { 2, 3000, 100, 3000, 4, 700, 50, 5000, 2, 1500 };
	struct plain *plain = plain_new(*state);
	struct change *changes = NEW(*state, struct change, CODES);
	struct snapshot *snapshot, *next;
	uint64_t seed = 11;

	assert_ok(snapshot_new(&snapshot));
	for (size_t round = 0; round < 60; round++) {
		bool shrink = round / countof(chances) % 2 == 1;
		size_t count = throw_changes(plain, &seed, chances[round % countof(chances)],
					     shrink, changes);

		assert_ok(snapshot_apply(snapshot, changes, count, (struct snapshot_head){ 0 },
					 &next));
		snapshot_release(snapshot);
		snapshot = next;
		assert_same_rows(snapshot, plain);
		assert_rows_from(snapshot, plain, (size_t)dice_throw(&seed, CODES));
	}
	snapshot_release(snapshot);
}

/* From full to empty row by row, where chunks become too small again and again. */
static void test_snapshot_apply__shrinks_to_nothing(void **state)
{
	struct plain *plain = plain_new(*state);
	struct change *changes = NEW(*state, struct change, CODES);
	struct snapshot *snapshot, *next;
	uint64_t seed = 12;
	size_t full_bytes;

	assert_ok(snapshot_new(&snapshot));
	for (size_t round = 0; round < 80; round++) {
		size_t count = throw_changes(plain, &seed, round == 0 ? 1 : 9, round > 0, changes);

		assert_ok(snapshot_apply(snapshot, changes, count, (struct snapshot_head){ 0 },
					 &next));
		if (round == 1)
			full_bytes = snapshot_bytes(snapshot);
		snapshot_release(snapshot);
		snapshot = next;
		if (assert_same_rows(snapshot, plain) == 0)
			break;
	}
	for (size_t i = 0; i < CODES; i++)
		if (plain->rows[i]) {
			struct change last = { NOUN_NODE, plain->codes[i], plain->rows[i], NULL };

			assert_ok(snapshot_apply(snapshot, &last, 1, (struct snapshot_head){ 0 },
						 &next));
			snapshot_release(snapshot);
			snapshot = next;
			plain->rows[i] = NULL;
		}
	assert_int_equal(assert_same_rows(snapshot, plain), 0);
	assert_true(full_bytes > 0);
	assert_int_equal(snapshot_bytes(snapshot), 0);
	snapshot_release(snapshot);
}

static struct snapshot *one_node(struct arena *arena)
{
	static const char *const nodes[] = { "code=P1\nname=Connectivity" };
	struct snapshot *snapshot;

	assert_ok(snapshot_new(&snapshot));
	return snapshot_with(arena, snapshot, NOUN_NODE, nodes, countof(nodes));
}

static void test_snapshot_apply__leaves_the_base_as_it_was(void **state)
{
	struct arena *arena = *state;
	struct snapshot *before = one_node(arena), *after;
	const struct node *old = snapshot_find(before, NOUN_NODE, S("P1")), *new;
	struct change change =
		change_of(arena, NOUN_NODE, old, row_of(arena, NOUN_NODE, "code=P1\nname=Access"));
	struct snapshot_head head = { .batch = 7, .at = { 1000 } };

	assert_ok(snapshot_apply(before, &change, 1, head, &after));
	new = snapshot_find(after, NOUN_NODE, S("P1"));
	assert_str(new->name, "Access");
	assert_str(old->name, "Connectivity");
	assert_int_equal(snapshot_head(before).batch, 0);
	assert_int_equal(snapshot_head(after).batch, 7);
	snapshot_release(before);
	assert_str(new->name, "Access");
	snapshot_release(after);
}

static void test_snapshot_apply__shares_what_does_not_change(void **state)
{
	struct arena *arena = *state;
	struct plain *plain = plain_new(arena);
	struct change *changes = NEW(arena, struct change, CODES), one;
	struct snapshot *empty, *before, *after;
	const struct node *last;
	uint64_t seed = 13;
	size_t count = throw_changes(plain, &seed, 1, false, changes);

	assert_ok(snapshot_new(&empty));
	assert_ok(snapshot_apply(empty, changes, count, (struct snapshot_head){ 0 }, &before));
	one = (struct change){ NOUN_NODE, plain->codes[0], plain->rows[0], NULL };
	assert_ok(snapshot_apply(before, &one, 1, (struct snapshot_head){ 0 }, &after));

	assert_false(snapshot_shares(before, after, NOUN_NODE));
	assert_true(snapshot_shares(before, after, NOUN_UNIT));
	assert_true(snapshot_version(after, NOUN_NODE) > snapshot_version(before, NOUN_NODE));
	assert_int_equal(snapshot_version(after, NOUN_UNIT), snapshot_version(before, NOUN_UNIT));
	/* A row far from the change is the very same one. */
	last = snapshot_find(before, NOUN_NODE, plain->codes[CODES - 1]);
	assert_ptr_equal(snapshot_find(after, NOUN_NODE, plain->codes[CODES - 1]), last);
	snapshot_release(empty);
	snapshot_release(before);
	snapshot_release(after);
}

static void test_snapshot_version__differs_between_branches(void **state)
{
	struct arena *arena = *state;
	struct snapshot *base = one_node(arena), *left, *right;
	struct change change =
		change_of(arena, NOUN_NODE, snapshot_find(base, NOUN_NODE, S("P1")), NULL);

	assert_ok(snapshot_apply(base, &change, 1, (struct snapshot_head){ 0 }, &left));
	assert_ok(snapshot_apply(base, &change, 1, (struct snapshot_head){ 0 }, &right));
	assert_true(snapshot_version(left, NOUN_NODE) != snapshot_version(right, NOUN_NODE));
	snapshot_release(left);
	snapshot_release(right);
	snapshot_release(base);
}

static void test_snapshot_apply__refuses_changes_that_do_not_fit(void **state)
{
	struct arena *arena = *state;
	struct snapshot *base = one_node(arena), *untouched = NULL;
	const void *present = snapshot_find(base, NOUN_NODE, S("P1"));
	void *other = row_of(arena, NOUN_NODE, "code=P1\nname=Other");
	void *second = row_of(arena, NOUN_NODE, "code=P2");
	const struct change wrong[][2] = {
		{ { NOUN_NODE, S("P1"), NULL, other } },  /* it is there already */
		{ { NOUN_NODE, S("P2"), second, NULL } }, /* it is not there */
		{ { NOUN_NODE, S("P1"), other, NULL } },  /* it was another */
		{ { NOUN_NODE, S("P3"), NULL, second } }, /* it has another key */
		{ { NOUN_NODE, S("P3"), NULL, NULL } },   /* it is nothing */
		{ { NOUN_NONE, S("P2"), NULL, second } }, /* it has no table */
		{ { NOUN_COUNT, S("P2"), NULL, second } },
		{ { NOUN_NODE, S("P2"), NULL, second }, { NOUN_NODE, S("P1"), present, NULL } },
		{ { NOUN_NODE, S("P2"), NULL, second }, { NOUN_NODE, S("P2"), NULL, second } },
	};

	for (size_t i = 0; i < countof(wrong); i++) {
		size_t count = wrong[i][1].noun == NOUN_NONE ? 1 : 2;

		assert_fails(snapshot_apply(base, wrong[i], count, (struct snapshot_head){ 0 },
					    &untouched),
			     ERR_BUG);
		assert_null(untouched);
	}
	snapshot_release(base);
}

static void test_snapshot_apply__takes_nouns_in_any_order(void **state)
{
	struct arena *arena = *state;
	struct snapshot *base, *after;
	struct change changes[] = {
		change_of(arena, NOUN_RISK, NULL, row_of(arena, NOUN_RISK, "code=R1")),
		change_of(arena, NOUN_UNIT, NULL, row_of(arena, NOUN_UNIT, "code=BDT")),
		change_of(arena, NOUN_RISK, NULL, row_of(arena, NOUN_RISK, "code=R2")),
		change_of(arena, NOUN_MITIGATION, NULL,
			  row_of(arena, NOUN_MITIGATION, "risk=R1\nposition=1\nname=Train")),
	};
	const struct mitigation *mitigation;

	assert_ok(snapshot_new(&base));
	assert_ok(snapshot_apply(base, changes, countof(changes), (struct snapshot_head){ 0 },
				 &after));
	assert_int_equal(snapshot_count(after, NOUN_RISK), 2);
	assert_int_equal(snapshot_count(after, NOUN_UNIT), 1);
	mitigation = snapshot_find(after, NOUN_MITIGATION, S("R1/1"));
	assert_non_null(mitigation);
	assert_str(mitigation->name, "Train");
	snapshot_release(base);
	snapshot_release(after);
}

/* Everything that takes memory, once; the error of the first thing that fails. */
static struct err use_all(struct snapshot *base, const struct change *changes, size_t count,
			  struct snapshot **next)
{
	struct found_rows found;

	*next = NULL;
	TRY(snapshot_where(base, NOUN_NODE, "parent", S("P1"), &found));
	assert_int_equal(found.count, 1);
	TRY(snapshot_apply(base, changes, count, (struct snapshot_head){ .batch = 2 }, next));
	TRY(snapshot_where(*next, NOUN_NODE, "level", S("F/top"), &found));
	assert_int_equal(found.count, 1);
	return OK;
}

static void test_snapshot__cleans_up_when_memory_ends_anywhere(void **state)
{
	struct arena *arena = *state;
	struct change changes[] = {
		change_of(arena, NOUN_LEVEL, NULL,
			  row_of(arena, NOUN_LEVEL, "framework=F\ncode=top")),
		change_of(arena, NOUN_NODE, NULL, row_of(arena, NOUN_NODE, "code=P1\nlevel=F/top")),
		change_of(arena, NOUN_NODE, NULL, row_of(arena, NOUN_NODE, "code=P1.1\nparent=P1")),
	};
	struct change more[] = {
		change_of(arena, NOUN_NODE, changes[2].after, NULL),
		change_of(arena, NOUN_UNIT, NULL, row_of(arena, NOUN_UNIT, "code=BDT")),
	};
	struct err e = ERROR(ERR_LIMIT, "not begun");
	uint64_t n;

	for (n = 1; failed(e) && n < 10000; n++) {
		struct snapshot *empty = NULL, *base = NULL, *next = NULL;

		memory_fail_after(n);
		e = snapshot_new(&empty);
		if (!failed(e))
			e = snapshot_apply(empty, changes, countof(changes),
					   (struct snapshot_head){ .batch = 1 }, &base);
		if (!failed(e))
			e = use_all(base, more, countof(more), &next);
		memory_fail_after(0);
		if (failed(e))
			assert_fails(e, ERR_LIMIT);
		/* What is there after a failure works once there is memory again. */
		if (failed(e) && base && !next) {
			assert_ok(use_all(base, more, countof(more), &next));
			assert_int_equal(snapshot_count(next, NOUN_NODE), 1);
		}
		snapshot_release(next);
		snapshot_release(base);
		snapshot_release(empty);
	}
	assert_ok(e);
	assert_true(n > 20);
}

static void test_changes_sort__orders_by_noun_and_key(void **state)
{
	struct change changes[] = {
		{ .noun = NOUN_NODE, .key = S("P10") },
		{ .noun = NOUN_NODE, .key = S("P9") },
		{ .noun = NOUN_UNIT, .key = S("Z") },
		{ .noun = NOUN_NODE, .key = S("P9/x") },
	};

	assert_ok(changes_sort(*state, changes, countof(changes)));
	assert_str(changes[0].key, "Z");
	assert_str(changes[1].key, "P9");
	assert_str(changes[2].key, "P9/x");
	assert_str(changes[3].key, "P10");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_snapshot_apply__agrees_with_a_simple_model),
		cmocka_unit_test(test_snapshot_apply__shrinks_to_nothing),
		cmocka_unit_test(test_snapshot_apply__leaves_the_base_as_it_was),
		cmocka_unit_test(test_snapshot_apply__shares_what_does_not_change),
		cmocka_unit_test(test_snapshot_version__differs_between_branches),
		cmocka_unit_test(test_snapshot_apply__refuses_changes_that_do_not_fit),
		cmocka_unit_test(test_snapshot_apply__takes_nouns_in_any_order),
		cmocka_unit_test(test_snapshot__cleans_up_when_memory_ends_anywhere),
		cmocka_unit_test(test_changes_sort__orders_by_noun_and_key),
	};

	return cmocka_run_group_tests(tests, make_arena, end_arena);
}
