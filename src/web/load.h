/*
 * The preview of a load: a form that takes a file, and what a load of it would do. A page of 1 MB at the
 * most of the file; nothing is stored, and the command that loads it is printed.
 */
#ifndef WEB_LOAD_H
#define WEB_LOAD_H

#include "app/preview_load.h"
#include "web/parts.h"

struct column_map;

enum {
	LOAD_PREVIEW_BYTES = 1000000, /* of the file: 1 MB */
	LOAD_UPLOAD_BYTES = 64 << 20, /* that may be sent */
	LOAD_ROWS_SHOWN = 10,         /* of those that were understood */
	LOAD_REJECTED_SHOWN = 50,
	LOAD_COLUMNS_SHOWN = 100,
	LOAD_VARIABLES_SHOWN = 20,
};

struct profile_option {
	struct str name, title; /* the title is in English, as the profile has it */
	bool is_chosen;
};

/* The form, with what was given and what was wrong with it. */
struct load_form {
	struct href action;
	struct {
		const struct profile_option *at;
		size_t count;
	} profiles;
	struct str variable;
	struct str file_error, profile_error; /* empty: nothing */
};

struct load_page {
	struct load_form form;
	struct href variables, quality;
};

/* A column of the file, or several that are taken alike. */
struct taken_column {
	struct str name;
	struct str meaning; /* empty: it is not read */
	bool is_many;
};

/* A row as it was understood. */
struct understood_row {
	int64_t line;
	struct str variable, period, slice, value, status, source;
	struct thing area;
	bool is_number;
};

/* A row that was rejected, or what is wrong with the file. */
struct rejected_row {
	int64_t line; /* 0: no line in particular */
	struct str column, value, reason;
};

struct rejected_rows {
	const struct rejected_row *at;
	size_t count;
	size_t n_more; /* that are not shown */
};

struct load_preview {
	struct str file;    /* its name */
	struct str lead;    /* what would happen, in a sentence */
	struct str command; /* that loads it */
	struct str printed; /* what that prints of this part of the file */
	struct str profile;
	bool is_guessed;        /* the profile is */
	bool is_cut;            /* the file is larger than what was read of it */
	bool is_refused;        /* as a whole */
	bool is_given_up;       /* the preview took too much time or memory */
	struct str read, whole; /* bytes, when it is cut */
	struct str seconds;     /* that a preview may take */
	struct load_counts counts;
	struct {
		const struct taken_column *at;
		size_t count, n_more;
	} columns;
	struct {
		const struct understood_row *at;
		size_t count;
	} rows;
	struct {
		const struct str *at;
		size_t count, n_more;
	} variables; /* that would be made */
	struct rejected_rows rejected, faults;
	struct load_form form; /* for the next file */
};

/* The columns of the file with what each is taken as (load_columns.c). */
MUST_USE struct err load_fill_columns(const struct page *page, const struct column_map *map,
				      struct load_preview *v);

/* The command that loads a file of this name (load_command.c); without a profile, a word in its place. */
MUST_USE struct err load_command_line(struct arena *arena, struct str file, struct str profile,
				      struct str variable, struct str *out);

#endif
