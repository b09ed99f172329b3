/* The tree of nodes: its order, its shape, and what becomes of nodes that hang nowhere. */
#include "model/tree.h"

#include "base/arena.h"
#include "base/buf.h"
#include "model/diff.h"
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

static const char *const frameworks[] = { "code=SP\nposition=2", "code=BAP\nposition=1" };

static const char *const levels[] = {
	"framework=BAP\ncode=priority\nposition=1",
	"framework=BAP\ncode=enabler\nposition=1",
	"framework=BAP\ncode=topic\nposition=2",
	"framework=SP\ncode=goal",
};

static struct snapshot *with_nodes(struct arena *arena, const char *const *nodes, size_t count)
{
	struct snapshot *snapshot;

	assert_ok(snapshot_new(&snapshot));
	snapshot = snapshot_with(arena, snapshot, NOUN_FRAMEWORK, frameworks, countof(frameworks));
	snapshot = snapshot_with(arena, snapshot, NOUN_LEVEL, levels, countof(levels));
	return snapshot_with(arena, snapshot, NOUN_NODE, nodes, count);
}

/* The codes in the order of the tree, indented by their depth with dots. */
static struct str drawing(struct arena *arena, const struct tree *tree)
{
	struct buf buf;
	struct str held;

	buf_init(&buf, arena);
	for (size_t i = 0; i < tree->count; i++) {
		for (size_t d = 0; d < tree->at[i].depth; d++)
			buf_char(&buf, '.');
		buf_str(&buf, tree->at[i].node->code);
		buf_char(&buf, ' ');
	}
	assert_ok(buf_done(&buf, &held));
	return held;
}

/* What must hold of any tree: parents contain their children, and nothing else does. */
static void assert_sound(const struct tree *tree)
{
	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_node *node = &tree->at[i];

		assert_int_equal(tree_place(tree, node->node->code), i);
		assert_in_range(node->end, i + 1, tree->count);
		if (node->parent == TREE_NONE) {
			assert_int_equal(node->depth, 0);
			continue;
		}
		assert_true(tree_is_below(tree, i, node->parent));
		assert_int_equal(node->depth, tree->at[node->parent].depth + 1);
		assert_true(node->end <= tree->at[node->parent].end);
	}
}

static void assert_drawn(struct arena *arena, const char *const *nodes, size_t count,
			 const char *expected)
{
	struct snapshot *snapshot = with_nodes(arena, nodes, count);
	const struct tree *tree;
	struct str drawn;

	assert_ok(snapshot_tree(snapshot, &tree));
	assert_int_equal(tree->count, count);
	assert_sound(tree);
	drawn = drawing(arena, tree);
	if (!str_eq(drawn, str_of(expected)))
		fail_msg("%.*s", STR_ARGS(drawn));
	snapshot_release(snapshot);
}

static void test_snapshot_tree__stands_in_reading_order(void **state)
{
	static const char *const nodes[] = {
		"code=EN\nlevel=BAP/enabler\nposition=6",
		"code=EN.1\nlevel=BAP/topic\nparent=EN\nposition=1",
		"code=G1\nlevel=SP/goal\nposition=1",
		"code=P1\nlevel=BAP/priority\nposition=1",
		"code=P1.2\nlevel=BAP/topic\nparent=P1\nposition=1",
		"code=P1.1\nlevel=BAP/topic\nparent=P1\nposition=2",
		"code=P1.10\nlevel=BAP/topic\nparent=P1",
		"code=P1.9\nlevel=BAP/topic\nparent=P1",
		"code=P2\nlevel=BAP/priority\nposition=2",
		"code=P2.1\nlevel=BAP/topic\nparent=P2",
		"code=P2.1.1\nlevel=BAP/topic\nparent=P2.1",
		"code=TOPIC\nlevel=BAP/topic\nposition=1",
		"code=X\nlevel=UNKNOWN/level",
	};

	assert_drawn(*state, nodes, countof(nodes),
		     "P1 .P1.2 .P1.1 .P1.9 .P1.10 P2 .P2.1 ..P2.1.1 EN .EN.1 TOPIC G1 X ");
}

static void test_snapshot_tree__cuts_circles_at_their_first_node(void **state)
{
	static const char *const nodes[] = {
		"code=A\nparent=C", "code=B\nparent=A", "code=C\nparent=B",    "code=C2\nparent=C",
		"code=S\nparent=S", "code=T",           "code=L\nparent=lost",
	};

	assert_drawn(*state, nodes, countof(nodes), "L T A .B ..C ...C2 S ");
}

static void test_snapshot_tree__is_empty_without_nodes(void **state)
{
	assert_drawn(*state, NULL, 0, "");
}

/* A chain that would exhaust the stack of a tree that is walked by recursion. */
static void test_snapshot_tree__bears_a_long_chain(void **state)
{
	enum { LENGTH = 200000 };
	struct arena *arena = *state;
	struct node *nodes = NEW(arena, struct node, LENGTH);
	struct change *changes = NEW(arena, struct change, LENGTH);
	struct snapshot *empty, *snapshot;
	const struct tree *tree;

	for (size_t i = 0; i < LENGTH; i++) {
		row_clear(&node_noun, &nodes[i]);
		nodes[i].code = str_format(arena, "N%zu", i);
		nodes[i].parent = i ? nodes[i - 1].code : S("");
		changes[i] = (struct change){ NOUN_NODE, nodes[i].code, NULL, &nodes[i] };
	}
	assert_ok(snapshot_new(&empty));
	assert_ok(snapshot_apply(empty, changes, LENGTH, (struct snapshot_head){ 0 }, &snapshot));
	assert_ok(snapshot_tree(snapshot, &tree));
	assert_int_equal(tree->at[LENGTH - 1].depth, LENGTH - 1);
	assert_int_equal(tree->at[0].end, LENGTH);
	assert_true(tree_is_leaf(tree, LENGTH - 1));
	snapshot_release(empty);
	snapshot_release(snapshot);
}

static void test_tree_is_below__knows_descendants(void **state)
{
	static const char *const nodes[] = { "code=A", "code=A.1\nparent=A", "code=B" };
	struct snapshot *snapshot = with_nodes(*state, nodes, countof(nodes));
	const struct tree *tree;

	assert_ok(snapshot_tree(snapshot, &tree));
	assert_true(tree_is_below(tree, tree_place(tree, S("A.1")), tree_place(tree, S("A"))));
	assert_false(tree_is_below(tree, tree_place(tree, S("A")), tree_place(tree, S("A"))));
	assert_false(tree_is_below(tree, tree_place(tree, S("B")), tree_place(tree, S("A"))));
	assert_int_equal(tree_place(tree, S("C")), TREE_NONE);
	snapshot_release(snapshot);
}

static void test_node_framework__is_the_first_part_of_the_level(void **state)
{
	struct node node = { .level = S("BAP/topic") };

	(void)state;
	assert_str(node_framework(&node), "BAP");
	node.level = S("BAP");
	assert_str(node_framework(&node), "BAP");
	node.level = S("");
	assert_str(node_framework(&node), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_snapshot_tree__stands_in_reading_order),
		cmocka_unit_test(test_snapshot_tree__cuts_circles_at_their_first_node),
		cmocka_unit_test(test_snapshot_tree__is_empty_without_nodes),
		cmocka_unit_test(test_snapshot_tree__bears_a_long_chain),
		cmocka_unit_test(test_tree_is_below__knows_descendants),
		cmocka_unit_test(test_node_framework__is_the_first_part_of_the_level),
	};

	return cmocka_run_group_tests(tests, make_arena, end_arena);
}
