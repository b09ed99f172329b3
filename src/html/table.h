/*
 * Tables whose rows or columns are computed from data; one that is always the same is a template. The
 * calls follow the reader: the table with its caption, a row, its cells from first to last. The first
 * cell of a row is its header.
 *
 *	html_table_begin(&table, h, caption, columns, countof(columns));
 *	html_table_row(&table);
 *	html_table_cell(&table, code);
 *	html_table_cell(&table, amount);
 *	html_table_end(&table);
 */
#ifndef HTML_TABLE_H
#define HTML_TABLE_H

#include "html/html.h"

/* One column; its heading is in the reader's language. */
struct html_column {
	struct str heading;
	bool is_number; /* aligned at the end, digits under digits */
};

/* A table that is being written; begun by html_table_begin. */
struct html_table {
	struct html *h;
	const struct html_column *columns;
	size_t n_columns;
	size_t column; /* of the next cell */
	bool in_row;
};

/* The columns are borrowed until the end; an empty caption is none. */
void html_table_begin(struct html_table *table, struct html *h, struct str caption,
		      const struct html_column *columns, size_t n_columns);

/* Ends the row before, if any; its missing cells are written empty. */
void html_table_row(struct html_table *table);

void html_table_end(struct html_table *table);

/* The next cell of the row; there are no more than columns. */
#define html_table_cell(table, x) html_table_write_cell((table), html_content(x))

/* The same, as a link; without it when the address does not exist. */
#define html_table_link(table, href, x) html_table_write_link((table), (href), html_value(x))

/* The same, its content written to the table's h in between. */
void html_table_cell_begin(struct html_table *table);
void html_table_cell_end(struct html_table *table);

void html_table_write_cell(struct html_table *table, struct html_value value);
void html_table_write_link(struct html_table *table, struct href href, struct html_value value);

#endif
