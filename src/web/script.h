/*
 * A script of VTL tried on the plan's nouns and variables: a form, and what came of what was sent. Nothing is
 * stored. What a script may read is listed with its structure (script_data.c).
 */
#ifndef WEB_SCRIPT_H
#define WEB_SCRIPT_H

#include "app/try_script.h"
#include "web/parts.h"

enum {
	SCRIPT_TEXT_BYTES = 64 << 10, /* that may be sent: a page of a script is 3 KB */
	SCRIPT_BODY_BYTES = 128 << 10,
	SCRIPT_ROWS_SHOWN = 20,    /* of each result */
	SCRIPT_CELLS_SHOWN = 3000, /* of all: the page stays small */
	SCRIPT_MISTAKES_SHOWN = 50,
	SCRIPT_LINES_AROUND = 3,     /* of a mistake */
	SCRIPT_CELL_BYTES = 8 << 10, /* that may be asked for */
	SCRIPT_ORIGINS_SHOWN = 300,  /* cells that a cell rests on */
	SCRIPT_DATASETS_PER_PAGE = 100,
};

/* ---- The form ---- */

struct script_example {
	struct str title;
	struct href href;
};

struct script_form {
	struct href action;
	struct str source; /* in the field */
	struct str error;  /* what is wrong with the form; empty: nothing */
	bool is_wrong;     /* the script is */
	size_t bytes_most;
	struct {
		const struct script_example *at;
		size_t count;
	} examples;
	struct href datasets, operators;
};

/* ---- What came of it ---- */

/* A stretch of a line, between two marks or under one. */
struct script_piece {
	struct str text;
	bool is_wrong;
};

struct script_mistake {
	int64_t column;
	struct str sentence;
};

struct script_line {
	int64_t number;
	bool is_after_gap; /* lines before it are left out */
	struct {
		const struct script_piece *at;
		size_t count;
	} pieces;
	struct {
		const struct script_mistake *at;
		size_t count;
	} mistakes;
};

/* A component as a structure tells it; role and type in the words of the language. */
struct script_component {
	struct str name, role, type;
	bool is_nullable;
};

struct script_components {
	const struct script_component *at;
	size_t count;
};

/* Where a row, or a scalar, comes from: the cell that is sent with the script to ask that. */
struct script_ask {
	struct str cell;
};

struct script_result {
	struct str name, id; /* as a script writes it; of its heading */
	bool is_scalar, is_null;
	bool is_cut;            /* there are more rows than are shown */
	struct str type, value; /* of a scalar */
	struct script_ask ask;  /* of a scalar */
	size_t n_rows, n_shown;
	struct markup rows; /* empty: there are none */
	struct script_components components;
};

/* The cells of one dataset that a cell rests on. */
struct script_origin {
	struct str name; /* of the dataset, as a script writes it */
	struct href page;
	struct {
		const struct str *at;
		size_t count;
	} cells;
	bool is_long; /* so many that they are shown when they are wanted */
};

/* What a cell of a result rests on. */
struct script_origins {
	struct str asked; /* the cell */
	bool is_found;    /* it is one of a result */
	bool is_cut;      /* it rests on more cells than are shown */
	size_t n_cells, n_shown;
	struct {
		const struct script_origin *at;
		size_t count;
	} datasets;
};

struct script_page {
	struct script_form form;
	bool is_tried;
	bool is_given_up; /* it took too much time or memory; if known, its lines say where */
	struct str seconds, megabytes;
	bool is_asked; /* where a cell comes from */
	struct script_origins origins;
	size_t n_mistakes; /* all of them, shown or not */
	struct {
		const struct script_line *at;
		size_t count;
	} lines; /* around the mistakes */
	struct {
		const struct script_result *at;
		size_t count;
	} results;
};

/* The lines of a script around its mistakes (script_lines.c). */
MUST_USE struct err script_fill_lines(const struct page *page, struct str source,
				      const struct diagnostics *diagnostics,
				      const struct script_mistake_place *places,
				      struct script_page *v);

/* The cells that the trial tells of, by their datasets (script_origins.c). */
MUST_USE struct err script_fill_origins(const struct page *page, struct str asked,
					const struct trial *trial, struct script_origins *out);

/* ---- What a script may read (script_data.c) ---- */

/* The page of a dataset. */
struct href script_link_to_dataset(const struct page *page, struct str name);

struct script_dataset_row {
	struct str name; /* as a script writes it */
	struct said title;
	struct href page;
};

struct script_dataset_rows {
	const struct script_dataset_row *at;
	size_t count;
};

struct script_datasets_view {
	struct script_dataset_rows nouns, variables;
	struct paging paging; /* of the variables */
	struct href script;
};

/* A part of a variable by its name as a dataset. */
struct script_part {
	struct str name;
	struct href page;
};

struct script_dataset_view {
	struct str name;
	struct said title;
	struct script_components components;
	struct href about; /* the page of what it is */
	struct href trial; /* a script that reads it */
	struct {
		const struct script_part *at;
		size_t count;
	} parts; /* of a variable */
};

MUST_USE struct err script_fill_components(const struct page *page,
					   const struct structure *structure,
					   struct script_components *out);

#endif
