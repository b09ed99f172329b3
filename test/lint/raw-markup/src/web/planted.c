/* A page that writes text as if it were markup, in three ways. */
#include "html/view.h"

void planted(struct html *h, struct str name)
{
	struct markup markup = { .html__ = name };
	struct href href = { .url__ = name };

	html_literal(h, name);
	html_text(h, markup);
	html_url(h, href);
}
