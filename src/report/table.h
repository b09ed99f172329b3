/* A table of the document while its rows are filled. Private to the room. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "report/draft.h"

struct table_draft {
	struct draft *draft;
	struct list columns, rows,
		cells; /* struct column, struct row; struct cell of the open row */
};

/* A column as it is headed when the document prints no heading. */
struct column_words {
	struct phrase heading;
	bool is_number;
};

/*
 * The columns are those given, headed as the section prints them; a heading printed beyond them makes
 * a column that is to be filled.
 */
MUST_USE struct err table_begin(struct table_draft *t, struct draft *d,
				const struct column_words *columns, size_t count);

MUST_USE struct err table_cell(struct table_draft *t, struct cell cell);
MUST_USE struct err table_row_end(struct table_draft *t, bool is_total);

/* Adds the table to the chapter; without a row, words that it is to be filled. */
MUST_USE struct err table_end(struct table_draft *t);

/* The currency that the headings name needs no mention in cells. */
bool table_names(const struct table_draft *t, struct str currency);

struct cell cell_text(struct phrase text);
struct cell cell_items(const struct list *phrases); /* struct phrase */

/* ---- Money (money_cells.c) ---- */

/* The amount of the node at the place, or of the whole plan (which has a budget). */
MUST_USE struct err table_amount(struct table_draft *t, size_t place);
MUST_USE struct err table_total_amount(struct table_draft *t);

/*
 * The share of the node at the place: of its parent, or of itself, at `whole`; and of the plan. As
 * stated; where that really differs, stated and computed.
 */
MUST_USE struct err table_share_of_node(struct table_draft *t, size_t place, size_t whole);
MUST_USE struct err table_share_of_total(struct table_draft *t, size_t place);

/* All of it: 100 %. */
struct cell cell_whole(void);

#endif
