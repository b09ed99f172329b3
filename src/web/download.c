/* See download.h. */
#include "web/download.h"

#include "base/mark.h"
#include "web/api.h"
#include "web/download.html.h"

struct err part_download(struct page *page, const enum noun_id *nouns, size_t count,
			 struct markup *out)
{
	struct download *downloads = NEW(page->arena, struct download, count);
	struct downloads_view v = { .at = downloads, .count = count };
	struct html h;

	TRY_NEW(downloads);
	for (size_t i = 0; i < count; i++) {
		const struct noun *noun = noun_of(nouns[i]);

		downloads[i].label = page_words(page, str_of(noun->plural));
		downloads[i].csv = api_link(page, noun->name, S(".csv"));
		downloads[i].json = api_link(page, noun->name, S(""));
	}
	html_begin(&h, page->arena, page->locale);
	view_downloads(&h, v);
	return html_markup(&h, out);
}
