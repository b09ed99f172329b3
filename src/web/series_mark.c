/* See series_mark.h. */
#include "web/series_mark.h"

#include "model/series_mark.h"
#include "web/observed.h"
#include "web/series_mark.html.h"

struct str mark_words(const struct page *page, struct str kind)
{
	for (size_t i = 0; i < series_mark_kinds.count; i++)
		if (str_eq(series_mark_kinds.at[i].name, kind))
			return page_words(page, str_of(series_mark_kinds.at[i].label));
	return kind;
}

struct mark_row mark_row_of(const struct page *page, const struct data_mark *mark, size_t n_areas)
{
	struct mark_row row = {
		.period = period_words(page, mark->period),
		.kind = mark_words(page, mark->kind),
		.n_areas = n_areas > 1 ? n_areas : 0,
		.part = slice_words(page, mark->slice),
		.source = mark->source,
	};

	if (!str_empty(mark->area) && n_areas <= 1)
		row.area = page_thing(page, NOUN_AREA, mark->area);
	if (str_empty(mark->key))
		return row;
	row.text = page_said(page, NOUN_SERIES_MARK, mark->key, S("text"), mark->text);
	row.row = page_link_row(page, NOUN_SERIES_MARK, mark->key);
	return row;
}

struct err part_marks(struct page *page, const struct mark_row *rows, size_t count,
		      struct markup *out)
{
	struct html h;

	if (count == 0)
		return OK;
	html_begin(&h, page->arena, page->locale);
	view_series_marks(&h, (struct mark_list){ rows, count });
	return html_markup(&h, out);
}
