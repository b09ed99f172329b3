/* Indicators: what each measures, from where to where, and what is not known about it. */
#ifndef WEB_INDICATOR_H
#define WEB_INDICATOR_H

#include "web/indicator_data.h"
#include "web/related.h"
#include "web/result_list.h"

/* A baseline, milestone or target. */
struct target_row {
	struct str kind;
	struct period period;
	struct thing area;    /* a group or an area; its code is empty: all */
	int64_t version;      /* or INTEGER_EMPTY */
	struct decimal value; /* or empty: the state says why */
	struct str state, reason;
};

struct indicator_view {
	struct str code;
	struct said name, definition;
	struct str kind; /* "Outcome", "Output" … */
	struct related_list outcomes, nodes, products;
	bool measures_nothing;
	struct {
		const struct target_row *at;
		size_t count;
	} targets;
	bool has_baseline, has_target;
	struct indicator_data_view data;
	struct notes notes;
	struct markup facts, findings, history;
};

#endif
