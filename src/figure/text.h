/*
 * How much room text takes, told from a table of widths (widths.h) instead of a machine's fonts, so
 * that a figure has the same bytes everywhere; and how a label is fitted into the room there is.
 */
#ifndef FIGURE_TEXT_H
#define FIGURE_TEXT_H

#include "base/err.h"
#include "figure/widths.h"

struct arena;

/* Lengths in this room are hundredths of a pixel: 12 * PX is twelve pixels. */
enum { PX = 100 };

struct text_style {
	int size; /* px */
	int weight;
};

/* How wide the text is at most, with a margin for fonts that run wider than Noto Sans. */
int text_width(struct str s, struct text_style style);

/* The width of its widest word: in less room than that a word would be broken. */
int text_widest_word(struct str s, struct text_style style);

enum { TEXT_LINES_MAX = 3 };

struct text_lines {
	struct str lines[TEXT_LINES_MAX];
	int n_lines;
	int width;   /* of the widest line */
	bool is_cut; /* the last line ends in "…" */
};

/*
 * Breaks the text between words into at most `most` lines no wider than `width`; a word that is
 * wider alone is broken too, and what is too much is cut with an ellipsis.
 */
MUST_USE struct err text_fit(struct arena *arena, struct str s, struct text_style style, int width,
			     int most, struct text_lines *out);

#endif
