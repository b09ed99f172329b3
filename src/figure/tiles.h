/*
 * Countries as tiles of one size, in places that the caller gives: no island is too small to be
 * seen. A tile shows its code; its class is told by tint and by the number of dots in its corner,
 * and a tile without data is hatched.
 */
#ifndef FIGURE_TILES_H
#define FIGURE_TILES_H

#include "figure/svg.h"

enum { TILES_CLASSES = 5, TILES_NO_DATA = -1 };

struct tile {
	struct str code, name, value; /* value: as the locale writes it, or the words for none */
	struct str href;              /* a relative URL; empty: no link */
	int row, column;              /* from 0, in the reading direction */
	int class;                    /* index into the classes, or TILES_NO_DATA */
};

struct tiles {
	struct str title, description;
	struct str item_header, value_header;
	struct str classes[TILES_CLASSES]; /* from the lowest on: "0 to 25 %" */
	int n_classes;
	struct str no_data; /* its words */
	const struct tile *tiles;
	size_t n_tiles;
};

MUST_USE struct err tiles_draw(const struct frame *frame, const struct tiles *tiles,
			       struct svg *out);

#endif
