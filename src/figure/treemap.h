/* A total divided into areas: groups as blocks, their items as cells within, both by amount. */
#ifndef FIGURE_TREEMAP_H
#define FIGURE_TREEMAP_H

#include "base/money.h"
#include "figure/svg.h"

struct treemap_item {
	struct str label;
	struct str href; /* a relative URL; empty: no link */
	int64_t amount;  /* minor units, or a count; what is not above 0 has no area */
	size_t group;    /* index of its group */
};

struct treemap {
	struct str title, description;
	struct str group_header, item_header; /* "Priority", "Topic" */
	struct str currency;                  /* empty: amounts are counts */
	const struct str *groups;             /* names */
	size_t n_groups;
	const struct treemap_item *items;
	size_t n_items;
	size_t most; /* cells shown in a group; 0: 12. The smaller ones become one cell */
};

MUST_USE struct err treemap_draw(const struct frame *frame, const struct treemap *treemap,
				 struct svg *out);

#endif
