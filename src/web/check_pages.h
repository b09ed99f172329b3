/* The files of doc/checks/, as they were when the program was built; tools/mktext makes the table. */
#ifndef WEB_CHECK_PAGES_H
#define WEB_CHECK_PAGES_H

#include "base/str.h"

/* A text under the name of its file: "share-of-total" for share-of-total.md. */
struct text {
	struct str name, text;
};

/* Sorted by name (str_cmp). */
struct texts {
	const struct text *rows;
	size_t count;
};

extern const struct texts check_pages;

/* Empty when there is none. */
struct str text_named(const struct texts *texts, struct str name);

#endif
