/* The page of a node of a framework: a priority, a topic, an enabler, a goal. */
#ifndef WEB_NODE_H
#define WEB_NODE_H

#include "model/node.h"
#include "web/money.h"
#include "web/related.h"

/* Some of a child's outcomes, indicators or products, and how many more there are on its page. */
struct node_results {
	struct things things;
	size_t n_more;
};

/* A child in the table of its parent, with the results of the child and of what is below it. */
struct node_child {
	struct thing thing;
	struct money amount;
	struct share_view of_parent, of_total;
	struct node_results outcomes, indicators, products;
};

/* An outcome with what measures it. */
struct node_outcome {
	struct thing thing;
	struct related_list indicators;
};

struct node_view {
	const struct node *node;
	struct str level;
	struct said name, description;
	struct str lead;
	struct thing owner; /* its code is empty: the plan does not say */

	struct money amount; /* empty: none */
	struct str kind;
	struct period period;
	bool is_preliminary, stated_differs;
	struct money stated;
	struct said note;
	struct share_view of_parent, of_total;
	struct thing parent;

	struct {
		const struct node_child *at;
		size_t count;
	} children;
	struct paging paging; /* of the children */
	struct str child_level, child_one;
	bool has_outcomes, has_indicators, has_products; /* any of the children */
	struct {
		const struct node_outcome *at;
		size_t count;
	} outcomes;
	struct related_list indicators; /* that measure the node as a whole */
	struct related_list products;
	struct printed_names names;
	struct notes notes;
	struct markup findings, history;
};

/* The way to the node at the place, for it and for what is under it. */
void node_crumbs(struct page *page, const struct tree *tree, size_t place, bool itself);

#endif
