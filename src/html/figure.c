/* Figures on pages. */
#include "html/figure.h"

#include "base/arena.h"
#include "figure/svg.h"
#include "html/table.h"
#include "html/view.h"

static void write_drawing(struct html *h, const struct svg *figure)
{
	bool is_wide = false;

	if (figure->width > FIGURE_NARROW) {
		html_literal(
			h,
			S("<div class=\"figure-box\" role=\"group\" tabindex=\"0\" aria-label=\""));
		html_words(h, figure->title);
		html_literal(h, S("\">"));
		is_wide = true;
	} else {
		html_literal(h, S("<div class=\"figure-box\">"));
	}
	html_literal(h, figure->markup);
	html_literal(h, S("</div>\n"));
	if (!is_wide)
		return;
	html_literal(h, S("<p class=\"sideways quiet\">"));
	html_message(h, S(N_("The figure is wider than the screen: move it sideways.")), NULL, 0);
	html_literal(h, S("</p>\n"));
}

/* The data; the columns are in the figure's form, which a struct html_column repeats. */
static void write_table(struct html *h, const struct svg *figure)
{
	const struct svg_table *data = &figure->table;
	struct html_column *columns = NEW(h->arena, struct html_column, data->n_columns);
	struct html_table table;

	if (!columns) {
		h->out.full = true;
		return;
	}
	for (size_t i = 0; i < data->n_columns; i++)
		columns[i] = (struct html_column){ .heading = data->columns[i].header,
						   .is_number = data->columns[i].is_number };
	html_table_begin(&table, h, figure->title, columns, data->n_columns);
	for (size_t row = 0; row < data->n_rows; row++) {
		html_table_row(&table);
		for (size_t i = 0; i < data->n_columns; i++)
			html_table_cell(&table, svg_cell(data, row, i));
	}
	html_table_end(&table);
}

void html_figure(struct html *h, const struct svg *figure)
{
	html_literal(h, S("<figure><figcaption>"));
	html_text(h, figure->title);
	html_literal(h, S("</figcaption>\n"));
	write_drawing(h, figure);
	html_literal(h, S("<details><summary>"));
	html_message(h, S(N_("These figures as a table")), NULL, 0);
	html_literal(
		h,
		S("</summary>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\""));
	html_words(h, figure->title);
	html_literal(h, S("\">\n"));
	write_table(h, figure);
	html_literal(h, S("</div>\n</details></figure>\n"));
}
