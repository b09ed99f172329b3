/* The writer of a document as one HTML file that needs no other and prints well on A4. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/err.h"

struct arena;
struct document;

/* Equal documents give equal bytes, in the arena. */
MUST_USE struct err document_write_html(struct arena *arena, const struct document *document,
					struct str *out);

#endif
