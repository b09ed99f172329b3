/*
 * The frame of the site around the body of a page: name and navigation, the way to the page, the
 * chooser of language and day, and the foot that says from which state the page was made.
 */
#ifndef WEB_FRAME_H
#define WEB_FRAME_H

#include "web/page.h"

struct frame_entry {
	struct href href;
	struct str words;
	bool is_current;
};

struct frame_language {
	struct href href;
	struct str tag, name, dir;
	bool is_current;
};

/* A field of the query that the form of the day sends along. */
struct frame_field {
	struct str name, value;
};

struct frame_view {
	struct str lang, dir, title, language_name, version;
	struct said site_name;
	struct href icon, style, script, home, present, here;
	struct date as_of, today; /* as_of is empty: the present */
	struct {
		const struct frame_entry *at;
		size_t count;
	} entries, more;
	struct {
		const struct crumb *at;
		size_t count;
	} crumbs;
	struct {
		const struct frame_language *at;
		size_t count;
	} languages;
	struct {
		const struct frame_field *at;
		size_t count;
	} fields;
	struct markup body;
	int64_t batch; /* the last one that the page knows; 0: none */
	struct str hash, hash_short;
	struct moment recorded;
	struct href batch_page;
};

MUST_USE struct err frame_write(struct page *page, struct html *h, struct markup body);

#endif
