/*
 * Bullets: for each indicator where it is (a bar), where it started (a tick) and where it is to go
 * (a heavier tick), all with their numbers in text. A missing number is said in words and leaves no
 * mark: an empty bar would be read as zero.
 */
#ifndef FIGURE_BULLET_H
#define FIGURE_BULLET_H

#include "base/decimal.h"
#include "figure/svg.h"

/* A number, or the words for its absence ("not reported", "not due yet"). */
struct bullet_value {
	struct decimal number; /* empty: none */
	struct str missing;
};

struct bullet {
	struct str label;
	struct str href; /* a relative URL; empty: no link */
	struct str unit; /* "%" is written as per cent; other units follow the number */
	struct bullet_value actual, target, baseline;
};

struct bullets {
	struct str title, description;
	struct str item_header; /* "Indicator" */
	const struct bullet *bullets;
	size_t n_bullets;
};

MUST_USE struct err bullet_draw(const struct frame *frame, const struct bullets *bullets,
				struct svg *out);

#endif
