/*
 * The nodes of all frameworks as one forest in the order in which people read it: frameworks by
 * position; their top nodes by the position of the level, then their own; children by their own
 * position; then by code. A node stands before its descendants, which follow it without a gap.
 */
#ifndef MODEL_TREE_H
#define MODEL_TREE_H

#include "base/map.h"
#include "model/level.h"
#include "model/node.h"
#include "model/snapshot.h"

#define TREE_NONE SIZE_MAX

/* A node in its place. */
struct tree_node {
	const struct node *node;
	const struct level *level; /* NULL when the reference leads nowhere */
	size_t depth;              /* 0 at the top */
	size_t parent;             /* its place; TREE_NONE at the top */
	size_t end;                /* the place behind its last descendant */
};

/*
 * Every node once. The children of place i: for (c = i + 1; c < at[i].end; c = at[c].end); the tops
 * likewise from 0 to count. A circle of parents is cut at its first node by key, which becomes a top;
 * a node whose parent leads nowhere is a top as well.
 */
struct tree {
	const struct tree_node *at;
	size_t count;
	struct map places; /* code to place */
};

/* The tree, good as long as the snapshot is held. */
MUST_USE struct err snapshot_tree(const struct snapshot *snapshot, const struct tree **out);

/* The place of the node with the code, or TREE_NONE. */
size_t tree_place(const struct tree *tree, struct str code);

/* Whether the node at the place stands below the other one. */
bool tree_is_below(const struct tree *tree, size_t place, size_t above);

static inline bool tree_is_leaf(const struct tree *tree, size_t place)
{
	return tree->at[place].end == place + 1;
}

/* The framework's code, which its level's key begins with. */
struct str node_framework(const struct node *node);

#endif
