/*
 * The writer of SVG, for the figures of this room alone. Figures think in the reading direction: x
 * grows from where a line of text starts. For a language that is written from the right the writer
 * mirrors every place, and only here. A failure to get memory sticks; draw_finish tells it.
 *
 * Lengths are hundredths of a pixel (PX, text.h).
 */
#ifndef FIGURE_DRAW_H
#define FIGURE_DRAW_H

#include "base/buf.h"
#include "base/list.h"
#include "figure/svg.h"
#include "figure/text.h"

struct drawing {
	const struct frame *frame;
	struct buf body;
	struct list columns, cells; /* struct svg_column, struct str */
	int width;
	bool is_mirrored;
	bool has_links, has_hatch;
	bool failed;
};

struct point {
	int x, y;
};

struct box {
	int x, y, width, height; /* x: where it starts in the reading direction */
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

extern const struct text_style style_label, style_value, style_note, style_code;

/* For codes where there is hardly room; what they mean stands elsewhere at full size. */
extern const struct text_style style_small;

/* The class of the i-th part of a whole; they come again after eight. */
struct str draw_colour(size_t i);

struct drawing draw_begin(const struct frame *frame);

/* Ends it: title, description and table come with the markup. `kind` is a class, as "fig-bars". */
MUST_USE struct err draw_finish(struct drawing *d, struct str kind, struct str title,
				struct str description, int height, struct svg *out);

void draw_box(struct drawing *d, struct str class, struct box box, int radius);
void draw_hatch(struct drawing *d, struct box box); /* filled with slanting lines, outlined */
void draw_line(struct drawing *d, struct str class, struct point from, struct point to);
void draw_dot(struct drawing *d, struct str class, struct point centre, int radius);

/* A line through the points; two at least. */
void draw_polyline(struct drawing *d, struct str class, const struct point *points, size_t count);

/* A band of one height that swings from one side to the other; or a line, of height 0. */
void draw_ribbon(struct drawing *d, struct str class, struct point from, struct point to,
		 int height);

/* Text on the baseline at y. `class` tells its colour and may be empty. */
void draw_text(struct drawing *d, struct str class, struct text_style style, struct point at,
	       enum anchor anchor, struct str text);

/* Fits the text, `full` being told to who points at one that was cut; returns how many lines. */
struct text_lines draw_fit(struct drawing *d, struct str text, struct text_style style, int width,
			   int most);
void draw_lines(struct drawing *d, struct str class, struct text_style style, struct point at,
		enum anchor anchor, const struct text_lines *lines, struct str full);

/* The height from one baseline to the next. */
int line_height(struct text_style style);

/*
 * What is drawn between the two is a link, the box being where it can be touched; nothing when href
 * is empty. The name is what a link says that holds no text; it may be empty.
 */
void draw_link_begin(struct drawing *d, struct str href, struct str name, struct box touch);
void draw_link_end(struct drawing *d, struct str href);

/* What is drawn between the two is seen and not read aloud: the name of a link says it already. */
void draw_silent_begin(struct drawing *d);
void draw_silent_end(struct drawing *d);

/* The table beside the figure, built in reading order: columns first. */
void draw_column(struct drawing *d, struct str header, bool is_number);
void draw_cell(struct drawing *d, struct str text);

#endif
