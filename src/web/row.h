/*
 * The rows that have no page of their own kind: a table of any noun, and any row by its key, with its
 * facts, what the checks find about it and how it came to be. So every reference, every finding and
 * every change has somewhere to lead to.
 */
#ifndef WEB_ROW_H
#define WEB_ROW_H

#include "web/parts.h"

struct rows_view {
	struct str title, help;
	size_t n_rows;
	struct markup table;
	struct paging paging;
	struct href reference;
	struct markup download;
};

struct row_view {
	struct str kind, key;
	struct said name; /* empty: the key alone names it */
	struct str help;
	struct markup facts, findings, history, download;
};

#endif
