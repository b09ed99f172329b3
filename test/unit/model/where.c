/* Rows by the text of a field, against looking at every row. */
#include "model/snapshot.h"

#include "base/arena.h"
#include "model/diff.h"
#include "model/link.h"
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

static struct snapshot *some_nodes(struct arena *arena, size_t count)
{
	struct change *changes = NEW(arena, struct change, count);
	struct snapshot *empty, *snapshot;
	uint64_t seed = 3;

	for (size_t i = 0; i < count; i++) {
		struct node *node = NEW(arena, struct node, 1);

		row_clear(&node_noun, node);
		node->code = str_format(arena, "N%zu", i);
		node->parent = str_format(arena, "N%u", (unsigned)dice_throw(&seed, count / 3));
		if (dice_throw(&seed, 10) == 0)
			node->parent = S("");
		if (dice_throw(&seed, 5) > 0)
			node->position = (int64_t)dice_throw(&seed, 4) - 1;
		changes[i] = change_of(arena, NOUN_NODE, NULL, node);
	}
	assert_ok(changes_sort(arena, changes, count));
	assert_ok(snapshot_new(&empty));
	assert_ok(snapshot_apply(empty, changes, count, (struct snapshot_head){ 0 }, &snapshot));
	snapshot_release(empty);
	return snapshot;
}

static int64_t position_of(const struct node *node)
{
	return node->position == INTEGER_EMPTY ? INT64_MAX : node->position;
}

/* Sorted by position, then by key, and all of this parent. */
static void assert_sorted(const struct found_rows *found, struct str parent)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct node *node = found->at[i], *before = i ? found->at[i - 1] : NULL;

		assert_true(str_eq(node->parent, parent));
		if (!before)
			continue;
		assert_true(position_of(before) <= position_of(node));
		if (position_of(before) == position_of(node))
			assert_true(key_cmp(before->code, node->code) < 0);
	}
}

static size_t count_children(const struct snapshot *snapshot, struct str parent)
{
	struct rows rows = snapshot_rows(snapshot, NOUN_NODE);
	const struct node *node;
	size_t count = 0;

	while ((node = rows_next(&rows)))
		count += str_eq(node->parent, parent);
	return count;
}

static void test_snapshot_where__finds_what_a_walk_finds(void **state)
{
	enum { NODES = 900 };
	struct snapshot *snapshot = some_nodes(*state, NODES);
	size_t total = 0;

	for (int i = -1; i < NODES; i++) {
		struct str parent = i < 0 ? S("") : str_format(*state, "N%d", i);
		struct found_rows found;

		assert_ok(snapshot_where(snapshot, NOUN_NODE, "parent", parent, &found));
		assert_int_equal(found.count, count_children(snapshot, parent));
		assert_sorted(&found, parent);
		total += found.count;
	}
	assert_int_equal(total, NODES);
	snapshot_release(snapshot);
}

static void test_snapshot_where__is_empty_where_there_is_nothing(void **state)
{
	struct snapshot *snapshot;
	struct found_rows found;

	(void)state;
	assert_ok(snapshot_new(&snapshot));
	assert_ok(snapshot_where(snapshot, NOUN_NODE, "parent", S(""), &found));
	assert_int_equal(found.count, 0);
	snapshot_release(snapshot);
	snapshot = some_nodes(*state, 9);
	assert_ok(snapshot_where(snapshot, NOUN_NODE, "parent", S("no such"), &found));
	assert_int_equal(found.count, 0);
	snapshot_release(snapshot);
}

/* What a document prints twice is found twice, in the order as printed. */
static void test_snapshot_where__keeps_links_in_printed_order(void **state)
{
	static const char *const links[] = {
		"from_noun=node\nfrom_key=P1\nkind=delivers\nto_noun=product\nto_key=A\nposition=3",
		"from_noun=node\nfrom_key=P1\nkind=delivers\nto_noun=product\nto_key=B\nposition=1",
		"from_noun=node\nfrom_key=P1\nkind=delivers\nto_noun=product\nto_key=A\nposition=2",
		"from_noun=node\nfrom_key=P2\nkind=delivers\nto_noun=product\nto_key=A\nposition=1",
	};
	struct snapshot *snapshot;
	struct found_rows found;

	assert_ok(snapshot_new(&snapshot));
	snapshot = snapshot_with(*state, snapshot, NOUN_LINK, links, countof(links));
	assert_ok(snapshot_where(snapshot, NOUN_LINK, "from_key", S("P1"), &found));
	assert_int_equal(found.count, 3);
	for (size_t i = 0; i < found.count; i++)
		assert_int_equal(((const struct link *)found.at[i])->position, i + 1);
	assert_ok(snapshot_where(snapshot, NOUN_LINK, "to_key", S("A"), &found));
	assert_int_equal(found.count, 3);
	snapshot_release(snapshot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_snapshot_where__finds_what_a_walk_finds),
		cmocka_unit_test(test_snapshot_where__is_empty_where_there_is_nothing),
		cmocka_unit_test(test_snapshot_where__keeps_links_in_printed_order),
	};

	return cmocka_run_group_tests(tests, make_arena, end_arena);
}
