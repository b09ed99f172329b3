/* The history of the plan: its batches, and the changes of each. */
#ifndef WEB_HISTORY_H
#define WEB_HISTORY_H

#include "app/history.h"
#include "web/parts.h"

struct batch_row {
	int64_t number;
	int64_t n_rows, n_slices; /* how many changes are of rows, and of slices of variables */
	bool tells_rows;
	struct moment at;
	struct str who; /* empty: erased */
	struct str why, source;
	struct str hash, hash_short;
	struct href page;
};

struct batches_view {
	struct str lead;
	struct {
		const struct batch_row *at;
		size_t count;
	} rows;
	struct paging paging;
	struct href json;
};

/* A change of a row: what was, and what is after it. */
struct change_row {
	struct str kind;
	struct thing thing;
	bool is_added, is_removed;
	struct {
		const struct event_change *at;
		size_t count;
	} fields;
};

struct batch_view {
	struct batch_row batch;
	struct str source_sha256, previous;
	struct date day;
	struct href as_of; /* the plan at the end of the batch's day */
	struct href older, newer;
	struct {
		const struct change_row *at;
		size_t count;
	} changes;
	struct paging paging; /* of the changes of rows */
	struct href json;
};

#endif
