/* A figure on a page: the drawing, its title, and the same data as a table for who wants them so. */
#ifndef HTML_FIGURE_H
#define HTML_FIGURE_H

#include "html/html.h"

struct svg;

/*
 * Writes the <figure>. This is the one function that takes a struct svg, whose markup only the room
 * figure makes; a drawing that is wider than a phone stands in a box that scrolls by key and touch.
 */
void html_figure(struct html *h, const struct svg *figure);

#endif
