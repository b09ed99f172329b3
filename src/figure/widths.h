/* Advance widths of letters, by range of code points; text.c alone reads them. */
#ifndef FIGURE_WIDTHS_H
#define FIGURE_WIDTHS_H

#include <stdint.h>

enum { WEIGHT_REGULAR, WEIGHT_BOLD, WEIGHTS };
enum { WIDTH_RANGES = 8 };

struct width_range {
	uint32_t first, last;            /* code points */
	const uint16_t *widths[WEIGHTS]; /* one for each, in thousandths of the font's size */
};

extern const struct width_range width_ranges[WIDTH_RANGES]; /* ascending */

#endif
