/* A box divided into parts by weight, as square as they can be: the layout of a treemap. */
#ifndef FIGURE_SQUARIFY_H
#define FIGURE_SQUARIFY_H

#include "figure/draw.h"

/*
 * Fills `out` with n parts of the box. Weights are above 0, descend, and their sum fits. After Bruls,
 * Huizing and van Wijk, "Squarified treemaps" (2000).
 */
void squarify(const int64_t *weights, size_t n, struct box box, struct box *out);

#endif
