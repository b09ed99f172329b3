/*
 * The lists of outcomes and of indicators: filtered by plain fields of the query, in pages. A filter
 * is a field such as owner=none or owner=any; any other value lets everything pass.
 */
#ifndef WEB_RESULT_LIST_H
#define WEB_RESULT_LIST_H

#include "web/parts.h"

/* What a filter may ask for. */
enum presence {
	PRESENCE_EITHER,
	PRESENCE_ANY,  /* has it */
	PRESENCE_NONE, /* lacks it */
};

/* One chooser of the form. */
struct filter_view {
	struct str name, label;
	bool is_any, is_none;
};

struct filters {
	const struct filter_view *at;
	size_t count;
};

/* One row of such a list. */
struct result_row {
	struct thing thing;
	struct thing under; /* what it belongs to or measures; its code is empty: nothing */
	size_t n_under;     /* how many of these there are */
	struct str facts;   /* what it has and lacks, in words */
};

struct result_list_view {
	struct str title, lead, empty;
	struct str query;
	struct href action;
	struct str lang, as_of; /* what the form sends along */
	struct filters filters;
	bool is_filtered;
	size_t n_all;
	struct {
		const struct result_row *at;
		size_t count;
	} rows;
	struct paging paging;
};

/* What the query of the request asks of the field. */
enum presence filter_asked(const struct page *page, struct str name);

/* Does something that is there or not pass what is asked? */
bool filter_passes(enum presence asked, bool is_there);

/* Does the text hold what is searched for, in any case of its letters? Nothing is held by all. */
bool text_holds(struct str text, struct str searched);

/* A field that can be filtered by. */
struct filter {
	struct str name;
	struct str label; /* a message */
};

/* The head and the form of the list. */
MUST_USE struct err result_list_begin(struct page *page, struct str path,
				      const struct filter *filters, size_t n_filters,
				      struct result_list_view *out);

#endif
