/* Products: the categories of what the organisation itself delivers. */
#ifndef WEB_PRODUCT_H
#define WEB_PRODUCT_H

#include "web/related.h"

struct product_view {
	struct str code;
	struct said name, short_name, description;
	struct thing parent; /* its code is empty: none */
	struct things kinds; /* what is below it */
	struct printed_names names;
	struct related_list nodes, indicators;
	struct notes notes;
	struct markup facts, findings, history;
};

/* One in the list of all. */
struct product_row {
	struct thing thing;
	struct things kinds;
	size_t n_nodes, n_indicators;
};

struct product_list_view {
	struct {
		const struct product_row *at;
		size_t count;
	} rows;
	struct paging paging;
};

#endif
