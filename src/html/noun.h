/*
 * Rows of any noun on a page, by its field table: labels, words of choices, money in its currency and
 * references as links come from there.
 */
#ifndef HTML_NOUN_H
#define HTML_NOUN_H

#include "html/link.h"
#include "html/table.h"
#include "model/field.h"

/* Where links of these lead: the view that they carry on, and which nouns have a page a row. */
struct noun_pages {
	struct link_view view;
	bool has_page[NOUN_COUNT];
};

/* The field's value as the reader's language writes it, or nothing; a reference as a link. */
void html_field(struct html *h, const struct noun_pages *pages, const struct noun *noun,
		const struct field *field, const void *row);

/* All fields of the row that are not empty, as a list of label and value. */
void html_noun_facts(struct html *h, const struct noun_pages *pages, const struct noun *noun,
		     const void *row);

/*
 * The rows, which lie one after another in memory, as a table of the columns in which at least one
 * of them has a value; a row's code leads to its own page.
 */
void html_noun_table(struct html *h, const struct noun_pages *pages, const struct noun *noun,
		     const void *rows, size_t n_rows);

#endif
