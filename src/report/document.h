/*
 * A document apart from its format: what stands in it and in which order, with numbers as numbers. A
 * composer (operational_plan.h) makes it of a snapshot for a reader's language; a writer (html.h)
 * gives it a form. Everything lives in the composer's arena or in the snapshot.
 */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include "base/decimal.h"
#include "base/hash.h"
#include "base/money.h"
#include "figure/svg.h"

/* Text, with its language when that is not the document's. */
struct phrase {
	struct str text;
	struct str lang; /* empty: the document's */
};

struct phrases {
	const struct phrase *at;
	size_t count;
};

/* A note at the foot of a chapter. */
struct note {
	struct str mark; /* "2" as the source numbers it; "a" for one that the program makes */
	struct str id; /* unique in the document; the place of its mark is the same with "-mark" */
	struct phrase text;
};

struct notes {
	const struct note *const *at;
	size_t count;
};

enum cell_kind {
	CELL_NOTHING, /* nothing belongs here */
	CELL_COVERED, /* the cell above covers this row as well */
	CELL_TO_FILL, /* something belongs here and the source does not have it */
	CELL_TEXT,
	CELL_ITEMS,
	CELL_AMOUNT,
	CELL_SHARE,
};

struct cell {
	enum cell_kind kind;
	size_t covers; /* rows below this one that it covers as well */
	struct phrase text;
	struct phrases items;
	int64_t minor; /* of an amount, in minor units of the currency */
	struct str currency;
	bool names_currency;   /* no heading does */
	struct decimal share;  /* in per cent */
	struct decimal stated; /* the stated share when it really differs; else empty */
	struct str qualifier;  /* "approximately", in the reader's language */
	struct notes notes;
};

struct row {
	bool is_total;
	const struct cell *cells; /* as many as the table has columns; the first names the row */
};

struct column {
	struct phrase heading;
	bool is_number;
	struct notes notes;
};

struct table {
	struct phrase caption; /* may be empty */
	struct notes notes;    /* of the caption */
	const struct column *columns;
	size_t n_columns;
	const struct row *rows;
	size_t n_rows;
};

/* Drawn for a page and, where it can be, for a phone. */
struct drawing_pair {
	struct svg wide;
	struct svg narrow; /* its markup is empty: there is none */
};

/* One of the members is filled. */
struct block {
	struct phrase paragraph;
	struct phrases items;
	struct phrase remark; /* smaller: a note of the source, or one about what stands above */
	const struct table *table;
	const struct drawing_pair *figure;
	bool is_rule;       /* a line across */
	struct notes notes; /* marked at its end */
};

struct blocks {
	const struct block *at;
	size_t count;
};

/* A heading and what stands under it up to the next. */
struct chapter {
	struct str id;       /* unique in the document */
	int level;           /* of its heading: 2 under the title of the document, 3 … */
	struct str number;   /* as printed */
	struct phrase title; /* empty: what stands before the first heading */
	struct notes marks;  /* of the heading */
	struct blocks blocks;
	struct notes notes; /* all that are marked in it, at its foot */
	bool is_wide;       /* it has a table that wants the paper across */
};

struct chapters {
	const struct chapter *at;
	size_t count;
};

struct document {
	const struct locale *locale;
	struct phrase title;
	struct phrases masthead;  /* above the title: the symbol */
	struct chapters heads;    /* under the title: the summary … */
	struct chapters chapters; /* the document itself, listed in its contents */
	struct phrases about;     /* how it was made */
	struct digest head;       /* of the log that it was made from */
};

#endif
