/*
 * Marks on series as pages show them: from when on values are not to be compared with those before, where,
 * why, and who says so.
 */
#ifndef WEB_SERIES_MARK_H
#define WEB_SERIES_MARK_H

#include "cube/data_answer.h"
#include "web/parts.h"

struct mark_row {
	struct str period; /* as the locale writes it */
	struct str kind;   /* in the reader's language */
	struct thing area; /* its code is empty: all of them, or several */
	size_t n_areas;    /* of a break that several areas tell; 0: it is one, or all */
	struct str part;   /* in words; empty: all parts */
	struct said text;
	struct str source;
	struct href row; /* of the plan's mark; empty: observations tell it */
};

struct mark_list {
	const struct mark_row *at;
	size_t count;
};

/* n_areas: whose observations tell it; 0 for a mark of the plan. */
struct mark_row mark_row_of(const struct page *page, const struct data_mark *mark, size_t n_areas);

/* The section with its table; nothing when there are no marks. */
MUST_USE struct err part_marks(struct page *page, const struct mark_row *rows, size_t count,
			       struct markup *out);

/* The kind of a mark in the reader's language, by its name in files. */
struct str mark_words(const struct page *page, struct str kind);

#endif
