/* Frameworks, and the tree of one. */
#ifndef WEB_FRAMEWORK_H
#define WEB_FRAMEWORK_H

#include "web/money.h"
#include "web/parts.h"

struct tree_item;

struct tree_items {
	const struct tree_item *at;
	size_t count;
};

/* A node in the tree; what is below it is shown, or only counted. */
struct tree_item {
	struct thing thing;
	struct str level;
	struct amount amount;
	struct percent share; /* of the total */
	size_t n_outcomes;    /* of itself and all below it */
	size_t n_below;       /* nodes below it that are not shown */
	struct tree_items children;
	bool is_top;
};

struct framework_view {
	struct str code;
	struct said name, description;
	struct date starts, ends;
	struct str lead, kind;
	struct tree_items tops;
	struct paging paging;
	struct things plans;
	struct markup findings, history;
};

/* A framework in the list of all. */
struct framework_row {
	struct thing thing;
	struct said description;
	size_t n_nodes;
};

struct framework_list_view {
	struct {
		const struct framework_row *at;
		size_t count;
	} rows;
};

#endif
