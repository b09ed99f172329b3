/* «Download this data»: for the tables that a page is made of, their addresses in the API. */
#ifndef WEB_DOWNLOAD_H
#define WEB_DOWNLOAD_H

#include "web/page.h"

struct download {
	struct str label; /* "Budget lines", in the reader's language */
	struct href csv, json;
	struct href sdmx; /* SDMX-CSV; empty: it is no observations */
};

/* In the order given; the piece stands at the end of a page. */
MUST_USE struct err part_download(struct page *page, const enum noun_id *nouns, size_t count,
				  struct markup *out);

struct downloads_view {
	const struct download *at;
	size_t count;
};

#endif
