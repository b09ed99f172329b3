/* See figures.h. */
#include "web/figures.h"

#include "html/figure.h"
#include "web/figures.html.h"

static struct err piece_of(struct page *page, const struct svg *svg, struct markup *out)
{
	struct html h;

	html_begin(&h, page->arena, page->locale);
	html_figure(&h, svg);
	return html_markup(&h, out);
}

struct err part_figures(struct page *page, const struct figures_view *figures, struct markup *out)
{
	struct figures_pieces pieces;
	struct html h;

	TRY(piece_of(page, &figures->wide, &pieces.wide));
	TRY(piece_of(page, &figures->narrow, &pieces.narrow));
	html_begin(&h, page->arena, page->locale);
	view_figures(&h, &pieces);
	return html_markup(&h, out);
}
