/*
 * The reference for who writes a plan: every table with its columns, made of the field tables, so that
 * it cannot say anything else than what an import accepts. And the page of the data, which lists what
 * a program can fetch.
 */
#ifndef WEB_REFERENCE_H
#define WEB_REFERENCE_H

#include "web/parts.h"

/* One allowed word. */
struct choice_row {
	struct str name, label;
};

/* A column of a table. */
struct column_row {
	struct str name, label, help, expects;
	bool is_key, is_required, is_translated;
	struct {
		const struct choice_row *at;
		size_t count;
	} choices;
	struct str refers; /* the name of the table whose key stands here */
	struct href refers_page;
};

/* A table. */
struct table_row {
	struct str name, label, help;
	struct href page, rows, csv, json;
	size_t n_columns, n_rows;
};

struct table_rows {
	const struct table_row *at;
	size_t count;
};

struct reference_view {
	struct table_rows tables;
};

struct table_view {
	struct table_row table;
	struct {
		const struct column_row *at;
		size_t count;
	} columns;
};

/* An address of the server, as its route says; behind its method when that is not GET. */
struct route_row {
	struct str pattern, help;
};

struct data_view {
	struct table_rows tables;
	struct {
		const struct route_row *at;
		size_t count;
	} routes;
	struct href index, findings, batches;
};

#endif
