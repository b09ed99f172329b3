/*
 * The forest of nodes, made in four steps: each node with its parent, all of them in the order of
 * siblings, lists of siblings, and a walk from top to bottom. The walk follows links and never calls
 * itself, so that a chain of any length is fine.
 */
#include "model/tree.h"

#include "base/limits.h"
#include "base/list.h"
#include "model/framework.h"
#include "model/row.h"

#include <assert.h>

/* A node on its way into the tree; other nodes are meant by their index. */
struct item {
	const struct node *node;
	const struct level *level;
	const struct framework *framework; /* of the level, or NULL */
	size_t parent, first_child, next_sibling;
	size_t place; /* TREE_NONE until it has one */
};

/* The tree under construction. */
struct planting {
	const struct snapshot *snapshot;
	struct arena *scratch;
	struct item *items; /* in the order of keys */
	size_t n_items;
	size_t first_top;
	struct tree_node *at;
	size_t count; /* that have a place */
};

struct str node_framework(const struct node *node)
{
	size_t end = str_find_char(node->level, '/', 0);

	return str_slice(node->level, 0, end == SIZE_MAX ? node->level.len : end);
}

static struct err collect(struct planting *p)
{
	struct rows rows = snapshot_rows(p->snapshot, NOUN_NODE);
	struct map indexes;
	const struct node *node;
	size_t n = 0;

	map_init(&indexes, p->scratch);
	p->n_items = snapshot_count(p->snapshot, NOUN_NODE);
	TRY_NEW(p->items = NEW(p->scratch, struct item, p->n_items));
	while ((node = rows_next(&rows))) {
		TRY(map_put(&indexes, node->code, n));
		p->items[n++] = (struct item){
			.node = node,
			.level = snapshot_find(p->snapshot, NOUN_LEVEL, node->level),
			.framework =
				snapshot_find(p->snapshot, NOUN_FRAMEWORK, node_framework(node)),
			.parent = TREE_NONE,
			.first_child = TREE_NONE,
			.next_sibling = TREE_NONE,
			.place = TREE_NONE,
		};
	}
	for (size_t i = 0; i < n; i++) {
		uint64_t parent;

		if (map_get(&indexes, p->items[i].node->parent, &parent))
			p->items[i].parent = (size_t)parent;
	}
	return OK;
}

/* What has no position comes last. */
static int position_cmp(int64_t a, int64_t b)
{
	if (a == INTEGER_EMPTY || b == INTEGER_EMPTY)
		return (a == INTEGER_EMPTY) - (b == INTEGER_EMPTY);
	return (a > b) - (a < b);
}

/* Tops of different frameworks or levels; those without a framework or level come last. */
static int top_cmp(const struct item *a, const struct item *b)
{
	int order;

	order = position_cmp(a->framework ? a->framework->position : INTEGER_EMPTY,
			     b->framework ? b->framework->position : INTEGER_EMPTY);
	if (order == 0)
		order = key_cmp(node_framework(a->node), node_framework(b->node));
	if (order == 0)
		order = position_cmp(a->level ? a->level->position : INTEGER_EMPTY,
				     b->level ? b->level->position : INTEGER_EMPTY);
	return order;
}

static int sibling_cmp(const void *a, const void *b, const void *context)
{
	const struct item *items = context;
	const struct item *x = &items[*(const size_t *)a], *y = &items[*(const size_t *)b];
	bool x_top = x->parent == TREE_NONE, y_top = y->parent == TREE_NONE;
	int order;

	if (x_top != y_top)
		return x_top ? -1 : 1;
	order = x_top ? top_cmp(x, y) : 0;
	return order != 0 ? order : position_cmp(x->node->position, y->node->position);
}

/* Sorts the siblings, then links them from the last to the first. */
static struct err link_siblings(struct planting *p)
{
	struct list order = { .count = p->n_items, .size = sizeof(size_t), .arena = p->scratch };
	size_t *indexes;

	TRY_NEW(indexes = NEW(p->scratch, size_t, p->n_items));
	for (size_t i = 0; i < p->n_items; i++)
		indexes[i] = i;
	order.at = indexes;
	order.room = p->n_items;
	TRY(list_sort(&order, sibling_cmp, p->items));

	p->first_top = TREE_NONE;
	for (size_t i = p->n_items; i-- > 0;) {
		struct item *item = &p->items[indexes[i]];
		size_t *first = item->parent == TREE_NONE ? &p->first_top
							  : &p->items[item->parent].first_child;

		item->next_sibling = *first;
		*first = indexes[i];
	}
	return OK;
}

/* The first one from here on along the siblings that has no place yet. */
static size_t without_place(const struct planting *p, size_t i)
{
	while (i != TREE_NONE && p->items[i].place != TREE_NONE)
		i = p->items[i].next_sibling;
	return i;
}

static void give_place(struct planting *p, size_t i, size_t parent)
{
	struct item *item = &p->items[i];

	assert(item->place == TREE_NONE && p->count < p->n_items);
	item->place = p->count;
	p->at[p->count++] = (struct tree_node){
		.node = item->node,
		.level = item->level,
		.depth = parent == TREE_NONE ? 0 : p->at[parent].depth + 1,
		.parent = parent,
	};
}

/* Ends the nodes from i upwards that have no more children; the next one to go to, or TREE_NONE. */
static size_t climb(struct planting *p, size_t i, size_t top)
{
	for (;;) {
		size_t sibling;

		p->at[p->items[i].place].end = p->count;
		if (i == top)
			return TREE_NONE;
		sibling = without_place(p, p->items[i].next_sibling);
		if (sibling != TREE_NONE)
			return sibling;
		i = p->items[i].parent;
	}
}

static void walk(struct planting *p, size_t top)
{
	size_t i = top;

	while (i != TREE_NONE) {
		size_t parent = i == top ? TREE_NONE : p->items[p->items[i].parent].place;
		size_t child;

		give_place(p, i, parent);
		child = without_place(p, p->items[i].first_child);
		i = child != TREE_NONE ? child : climb(p, i, top);
	}
}

static struct err plant(struct planting *p, struct arena *arena, struct tree *tree)
{
	TRY(collect(p));
	TRY(link_siblings(p));
	TRY_NEW(p->at = NEW(arena, struct tree_node, p->n_items));
	for (size_t i = p->first_top; i != TREE_NONE; i = p->items[i].next_sibling)
		walk(p, i);
	/* What is left hangs in circles. */
	for (size_t i = 0; i < p->n_items; i++)
		if (p->items[i].place == TREE_NONE)
			walk(p, i);
	assert(p->count == p->n_items);

	map_init(&tree->places, arena);
	for (size_t i = 0; i < p->count; i++)
		TRY(map_put(&tree->places, p->at[i].node->code, i));
	tree->at = p->at;
	tree->count = p->count;
	return OK;
}

static struct err tree_make(const struct snapshot *snapshot, const void *about, struct date day,
			    struct arena *arena, const void **out)
{
	struct planting planting = { .snapshot = snapshot };
	struct arena scratch;
	struct tree *tree;
	struct err e;

	(void)about;
	(void)day;
	TRY_NEW(tree = NEW(arena, struct tree, 1));
	arena_init(&scratch, LIMIT_DERIVED_ARENA);
	planting.scratch = &scratch;
	e = plant(&planting, arena, tree);
	arena_finish(&scratch);
	*out = tree;
	return e;
}

struct err snapshot_tree(const struct snapshot *snapshot, const struct tree **out)
{
	static const struct derivation derivation = {
		.name = "tree of nodes",
		.nouns = NOUN_BIT(NOUN_FRAMEWORK) | NOUN_BIT(NOUN_LEVEL) | NOUN_BIT(NOUN_NODE),
		.make = tree_make,
	};
	const void *value;

	TRY(snapshot_derive(snapshot, &derivation, DATE_EMPTY, &value));
	*out = value;
	return OK;
}

size_t tree_place(const struct tree *tree, struct str code)
{
	uint64_t place;

	return map_get(&tree->places, code, &place) ? (size_t)place : TREE_NONE;
}

bool tree_is_below(const struct tree *tree, size_t place, size_t above)
{
	return place > above && place < tree->at[above].end;
}
