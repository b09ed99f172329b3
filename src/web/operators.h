/*
 * The reference of the operators of VTL (doc/vtl/), as it was when the program was built: each chapter rendered
 * to HTML by cmark-gfm, which lets no HTML of the text through, and shown in the frame of the site. It is in
 * English.
 */
#ifndef WEB_OPERATORS_H
#define WEB_OPERATORS_H

#include "web/check_pages.h"
#include "web/page.h"

/* HTML under the names of the files: "strings". tools/mktext makes the table. */
extern const struct texts operator_chapters;

/* An operator with its place in the chapter. */
struct operator_link {
	struct markup name;
	struct href href;
};

struct operator_links {
	const struct operator_link *at;
	size_t count;
};

struct operator_chapter {
	struct markup title;
	struct href href;
	struct operator_links operators;
};

struct operators_view {
	struct {
		const struct operator_chapter *at;
		size_t count;
	} chapters;
	struct href script;
};

struct chapter_view {
	struct markup text;
};

#endif
