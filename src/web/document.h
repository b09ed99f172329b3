/*
 * The plan's own text, section by section, in its order and with its headings as printed. A section
 * that has a title begins a page; what follows it without one (a table, a figure, a note, a text that
 * goes on) stands on that page. Tables are made from the data; an image that the source has lost is
 * said to be missing.
 */
#ifndef WEB_DOCUMENT_H
#define WEB_DOCUMENT_H

#include "model/section.h"
#include "web/prose.h"
#include "web/related.h"

/* A page of the document: its sections are consecutive in the plan's order. */
struct document_part {
	const struct section *head;
	size_t first, count; /* in the plan's sections */
};

/* The document of a plan. */
struct document {
	struct found_rows sections; /* const struct section *, in their order */
	const struct document_part *parts;
	size_t n_parts;
};

MUST_USE struct err document_of(struct page *page, struct str plan, struct document *out);

/* The part on which the section stands; SIZE_MAX when the document has none such. */
size_t document_part_of(const struct document *document, struct str section);

/* The table that stands in the place of a section, from the data; empty when it shows none. */
MUST_USE struct err document_table(struct page *page, const struct section *section,
				   struct markup *out);

/* A section on its page. */
struct document_item {
	struct str id;
	struct str number;
	struct said title;
	bool is_head; /* its title is the page's */
	struct prose body;
	struct str lang; /* of the body */
	bool is_absent;  /* the source's image is missing */
	struct markup table;
	struct href elsewhere; /* where the data that it would show are */
	struct str elsewhere_words;
	struct notes notes;
};

/* An entry of the contents, or of the way on and back. */
struct document_link {
	struct href href;
	struct str number;
	struct said title;
	bool is_deep;
};

struct document_view {
	struct said plan;
	struct str lead;
	struct {
		const struct document_link *at;
		size_t count;
	} contents;
	struct href report; /* the whole of it as one file */
	struct markup download;
};

struct document_page {
	struct str number;
	struct said title;
	struct {
		const struct document_item *at;
		size_t count;
	} items;
	struct {
		const struct document_link *at;
		size_t count;
	} below;                             /* the parts that it is divided into */
	struct document_link previous, next; /* their address is empty at the ends */
	struct href contents, report;
	struct markup history;
};

#endif
