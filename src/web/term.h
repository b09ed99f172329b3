/* The glossary, the duties to report, and the linkages between frameworks. */
#ifndef WEB_TERM_H
#define WEB_TERM_H

#include "web/parts.h"

struct term_row {
	struct str code;
	struct said name;
	struct thing section; /* its code is empty: none is named */
};

struct terms_view {
	size_t count;
	struct {
		const struct term_row *at;
		size_t count;
	} rows;
	struct paging paging;
	struct markup download;
};

struct duty_row {
	struct thing thing;
	struct said recipient, name, occasion; /* empty: not said */
	struct str frequency;
	struct period first, last;
	struct thing owner, section;
};

struct duties_view {
	size_t count, n_unowned;
	struct {
		const struct duty_row *at;
		size_t count;
	} rows;
	struct paging paging;
	struct markup download;
};

/* How one node serves one level of another framework. */
struct linkage_cell {
	struct things things; /* none: to be filled */
	struct str column;    /* the name of its column, for a phone */
};

struct linkage_row {
	struct thing node;
	struct {
		const struct linkage_cell *at;
		size_t count;
	} cells;
};

/* A column: a level of another framework. */
struct linkage_column {
	struct said name, framework;
};

struct linkages_view {
	size_t n_empty, n_cells;
	struct {
		const struct linkage_column *at;
		size_t count;
	} columns;
	struct {
		const struct linkage_row *at;
		size_t count;
	} rows;
	struct paging paging;
	struct markup download;
};

#endif
