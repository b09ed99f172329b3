/* Differences of snapshots: applying them to the one gives the other. */
#include "model/diff.h"

#include "base/arena.h"
#include "model/node.h"
#include "rows.h"
#include "testing.h"

static int make_arena(void **state)
{
	static struct arena arena;

	arena_init(&arena, 256 << 20);
	*state = &arena;
	return 0;
}

static int end_arena(void **state)
{
	arena_finish(*state);
	return 0;
}

/* A snapshot that is nobody's kin, with random rows of every noun whose keys overlap with others'. */
static struct snapshot *throw_snapshot(struct arena *arena, uint64_t *seed)
{
	enum { PER_NOUN = 40 };
	struct snapshot *snapshot, *next;
	struct change changes[NOUN_COUNT * PER_NOUN];
	size_t count = 0, kept = 0;

	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		for (int i = 0; i < PER_NOUN; i++) {
			const struct noun *noun = noun_of((enum noun_id)id);
			void *row = arena_alloc(arena, 1, noun->row_size);

			row_throw(arena, noun, seed, row);
			changes[count++] = change_of(arena, noun->id, NULL, row);
		}
	assert_ok(changes_sort(arena, changes, count));
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || changes[kept - 1].noun != changes[i].noun ||
		    !str_eq(changes[kept - 1].key, changes[i].key))
			changes[kept++] = changes[i];
	assert_ok(snapshot_new(&snapshot));
	assert_ok(snapshot_apply(snapshot, changes, kept, (struct snapshot_head){ 0 }, &next));
	snapshot_release(snapshot);
	return next;
}

static void test_snapshot_diff__leads_from_one_to_the_other(void **state)
{
	struct arena *arena = *state;
	uint64_t seed = 8;

	for (int round = 0; round < 10; round++) {
		struct snapshot *before = throw_snapshot(arena, &seed);
		struct snapshot *after = throw_snapshot(arena, &seed), *made;
		struct change *changes;
		size_t count;

		assert_ok(snapshot_diff(arena, before, after, &changes, &count));
		assert_true(count > 0);
		assert_ok(
			snapshot_apply(before, changes, count, (struct snapshot_head){ 0 }, &made));
		assert_ok(snapshot_diff(arena, made, after, &changes, &count));
		assert_int_equal(count, 0);
		snapshot_release(before);
		snapshot_release(after);
		snapshot_release(made);
	}
}

static void test_snapshot_diff__tells_additions_changes_and_deletions(void **state)
{
	static const char *const old[] = { "code=P1\nname=same", "code=P2\nname=old", "code=P3" };
	static const char *const new[] = { "code=P1\nname=same", "code=P2\nname=new", "code=P10" };
	struct snapshot *before, *after;
	const struct field *fields[NOUN_FIELDS_MAX];
	struct change *changes;
	size_t count;

	assert_ok(snapshot_new(&before));
	assert_ok(snapshot_new(&after));
	before = snapshot_with(*state, before, NOUN_NODE, old, countof(old));
	after = snapshot_with(*state, after, NOUN_NODE, new, countof(new));
	assert_ok(snapshot_diff(*state, before, after, &changes, &count));
	assert_int_equal(count, 3);
	assert_str(changes[0].key, "P2");
	assert_int_equal(row_differences(&node_noun, changes[0].before, changes[0].after, fields),
			 1);
	assert_str(fields[0]->name, "name");
	assert_str(changes[1].key, "P3");
	assert_null(changes[1].after);
	assert_str(changes[2].key, "P10");
	assert_null(changes[2].before);
	snapshot_release(before);
	snapshot_release(after);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_snapshot_diff__leads_from_one_to_the_other),
		cmocka_unit_test(test_snapshot_diff__tells_additions_changes_and_deletions),
	};

	return cmocka_run_group_tests(tests, make_arena, end_arena);
}
