/* What the template of the document shows (document.html): its numbers in the types of pages. */
#ifndef REPORT_HTML_VIEW_H
#define REPORT_HTML_VIEW_H

#include "html/value.h"
#include "report/document.h"

struct note_view {
	const struct note *note;
	struct href to_note, to_mark;
};

struct note_views {
	const struct note_view *at;
	size_t count;
};

struct cell_view {
	struct markup content;
	struct str label; /* of its column: for a narrow screen */
	struct str class; /* empty: none */
	bool is_head, is_covered;
	size_t n_rows; /* that it stands in; 0: one */
};

/* A share that the source states otherwise. */
struct share_view {
	struct percent stated, computed;
	struct note_views notes;
};

struct row_view {
	bool is_total;
	struct {
		const struct cell_view *at;
		size_t count;
	} cells;
};

struct column_view {
	const struct column *column;
	struct note_views notes;
};

struct table_view {
	const struct table *table;
	struct str label; /* the name of the table for who hears it */
	bool is_stacked;  /* on a narrow screen: a row as a card */
	struct note_views notes;
	struct {
		const struct column_view *at;
		size_t count;
	} columns;
	struct {
		const struct row_view *at;
		size_t count;
	} rows;
};

struct figure_view {
	struct markup wide, narrow;
};

/* A chapter with its blocks, which are written already. */
struct chapter_view {
	const struct chapter *chapter;
	bool is_level_2, is_level_3, is_level_4;
	struct href here;
	struct markup blocks;
	struct note_views marks, notes;
};

struct document_view {
	const struct document *document;
	struct str lang, dir;
	struct markup style, heads, chapters, foot;
	struct {
		const struct chapter_view *at;
		size_t count;
	} contents;
};

struct foot_view {
	const struct document *document;
	struct str program;
	struct str head;         /* in hexadecimal */
	struct markup head_line; /* the same in words, on a line of its own */
};

#endif
