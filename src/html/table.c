/* Computed tables. */
#include "html/table.h"

#include <assert.h>

#include "html/view.h"

static void write_class(struct html *h, const struct html_column *column)
{
	if (column->is_number)
		html_literal(h, S(" class=\"number\""));
}

void html_table_begin(struct html_table *table, struct html *h, struct str caption,
		      const struct html_column *columns, size_t n_columns)
{
	*table = (struct html_table){ .h = h, .columns = columns, .n_columns = n_columns };
	html_literal(h, S("<table>"));
	if (!str_empty(caption)) {
		html_literal(h, S("<caption>"));
		html_text(h, caption);
		html_literal(h, S("</caption>"));
	}
	html_literal(h, S("<thead><tr>"));
	for (size_t i = 0; i < n_columns; i++) {
		html_literal(h, S("<th scope=\"col\""));
		write_class(h, &columns[i]);
		html_literal(h, S(">"));
		html_text(h, columns[i].heading);
		html_literal(h, S("</th>"));
	}
	html_literal(h, S("</tr></thead>\n<tbody>"));
}

void html_table_cell_begin(struct html_table *table)
{
	assert(table->in_row && table->column < table->n_columns);
	html_literal(table->h, table->column == 0 ? S("<th scope=\"row\"") : S("<td"));
	write_class(table->h, &table->columns[table->column]);
	html_literal(table->h, S(">"));
}

void html_table_cell_end(struct html_table *table)
{
	html_literal(table->h, table->column == 0 ? S("</th>") : S("</td>"));
	table->column++;
}

static void row_end(struct html_table *table)
{
	if (!table->in_row)
		return;
	while (table->column < table->n_columns) {
		html_table_cell_begin(table);
		html_table_cell_end(table);
	}
	html_literal(table->h, S("</tr>\n"));
	table->in_row = false;
}

void html_table_row(struct html_table *table)
{
	row_end(table);
	html_literal(table->h, S("<tr>"));
	table->in_row = true;
	table->column = 0;
}

void html_table_end(struct html_table *table)
{
	row_end(table);
	html_literal(table->h, S("</tbody></table>\n"));
}

void html_table_write_cell(struct html_table *table, struct html_value value)
{
	html_table_cell_begin(table);
	html_write_text(table->h, value);
	html_table_cell_end(table);
}

void html_table_write_link(struct html_table *table, struct href href, struct html_value value)
{
	if (!html_is_href(href)) {
		html_table_write_cell(table, value);
		return;
	}
	html_table_cell_begin(table);
	html_literal(table->h, S("<a href=\""));
	html_url(table->h, href);
	html_literal(table->h, S("\">"));
	html_write_text(table->h, value);
	html_literal(table->h, S("</a>"));
	html_table_cell_end(table);
}
