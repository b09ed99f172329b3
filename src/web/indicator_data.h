/* What is observed of an indicator, as its page shows it. */
#ifndef WEB_INDICATOR_DATA_H
#define WEB_INDICATOR_DATA_H

#include "model/indicator.h"
#include "web/parts.h"

/* The mean of one group of areas. */
struct observed_group {
	struct thing group;
	struct str value; /* empty: no area of it has one */
	struct str with;  /* "34 of 35" */
};

struct indicator_data_view {
	bool has_variable, has_data;
	struct thing variable;
	struct str source;             /* of the variable */
	struct str due_last, due_next; /* what is silent, and what is not due yet; empty: nothing */
	struct str how;                /* what the means are of, in a sentence */
	struct {
		const struct observed_group *at;
		size_t count;
	} groups;
	struct href csv, json, sdmx;
};

MUST_USE struct err indicator_data_view_of(struct page *page, const struct indicator *indicator,
					   struct indicator_data_view *out);

#endif
