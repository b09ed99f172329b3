/*
 * A finished figure: the markup of one <svg> element, and the same data as a small table to stand
 * beside it. Only the room figure makes a struct svg, and only html_figure() writes its markup
 * unescaped: whatever text came in has been escaped on the way.
 *
 * A figure carries no colour and no style attribute. Its elements have the classes fig-…, which
 * ui/figure.css colours by custom properties, for light, dark and print; that file lists them all.
 * The same input gives the same bytes, always: coordinates are integer hundredths of a pixel, and
 * label widths come from a table (text.h), not from the fonts of a machine.
 */
#ifndef FIGURE_SVG_H
#define FIGURE_SVG_H

#include "base/err.h"

struct arena;
struct locale;

/* Widths in px that suit most places; any from FIGURE_LEAST on is fine. */
enum {
	FIGURE_SPARK = 48, /* only for sparklines */
	FIGURE_LEAST = 240,
	FIGURE_NARROW = 360, /* a column of a page, and a phone */
	FIGURE_WIDE = 760    /* the whole page, and A4; on a phone it scrolls in its own box */
};

/* For whom, where and how wide a figure is drawn. */
struct frame {
	struct arena *arena; /* holds all that the struct svg points to */
	const struct locale *locale;
	struct str id; /* begins every id inside: letters, digits and -, unique on the page */
	int width;     /* px; text is drawn at its natural size in this width */
};

struct svg_column {
	struct str header;
	bool is_number; /* to be aligned at the end */
};

/* The figure's data in reading order. The first cell of a row names the row. */
struct svg_table {
	struct svg_column *columns;
	size_t n_columns;
	struct str *cells; /* row by row, n_rows * n_columns; each as the locale writes it */
	size_t n_rows;
};

struct svg {
	struct str markup;
	struct str title, description; /* as given; also in the markup, for who hears the page */
	int width, height;             /* px */
	struct svg_table table;
};

static inline struct str svg_cell(const struct svg_table *table, size_t row, size_t column)
{
	return table->cells[row * table->n_columns + column];
}

#endif
