/* One drawing in two widths: the desk sees the wide one, a phone the narrow one. */
#ifndef WEB_FIGURES_H
#define WEB_FIGURES_H

#include "figure/svg.h"
#include "web/page.h"

struct figures_view {
	struct svg wide, narrow;
};

MUST_USE struct err part_figures(struct page *page, const struct figures_view *figures,
				 struct markup *out);

/* The pieces that the template places. */
struct figures_pieces {
	struct markup wide, narrow;
};

#endif
