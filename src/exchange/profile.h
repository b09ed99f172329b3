/*
 * How the files of one publisher are to be read as observations: which column is what, by name, which
 * codes mean what. A profile is data, a JSON file in the form that doc/profiles.md describes; those of
 * the folder profiles/ are compiled in. Nothing here knows a file of observations.
 */
#ifndef EXCHANGE_PROFILE_H
#define EXCHANGE_PROFILE_H

#include "base/diagnostic.h"
#include "cube/observation_stream.h"

/* What a column can hold. */
enum profile_role {
	PROFILE_VARIABLE = 0, /* the code of what is observed */
	PROFILE_NAME,         /* its name */
	PROFILE_AREA,
	PROFILE_PERIOD,
	PROFILE_VALUE,
	PROFILE_UNIT,   /* of measure */
	PROFILE_SCALE,  /* the power of ten by which values are to be multiplied */
	PROFILE_STATUS, /* how a value came about, in codes that the profile turns into SDMX's */
	PROFILE_NATURE, /* the same in other words, which hold where the status says nothing */
	PROFILE_REPORTER,
	PROFILE_ACTION, /* merge or delete */
	PROFILE_NUMERATOR,
	PROFILE_DENOMINATOR,
	PROFILE_ROLE_COUNT_
};

/* Names, or patterns in which "*" stands for any characters. */
struct name_list {
	const struct str *at;
	size_t count;
};

struct code_pair {
	struct str from, to;
};

/* Sorted by from. */
struct code_table {
	const struct code_pair *at;
	size_t count;
};

/* A mark in the place of a value, or a status without one. */
struct profile_mark {
	struct str text;
	enum observation_state state;
};

struct mark_list {
	const struct profile_mark *at;
	size_t count;
};

/* Columns that hold a coordinate. */
struct profile_dimension {
	struct str column;       /* a pattern */
	struct str name;         /* of the dimension; empty: what the first star stands for */
	struct name_list totals; /* codes that are no coordinate */
	struct code_table codes;
	bool capitals;     /* letters of codes are made capitals */
	bool is_pair;      /* the cell itself says DIMENSION=category */
	bool before_value; /* only columns that stand before the value */
};

/* What stands between cells. */
enum profile_separator {
	SEPARATOR_GUESSED = 0,
	SEPARATOR_COMMA,
	SEPARATOR_SEMICOLON,
	SEPARATOR_TAB,
	SEPARATOR_AFTER_FIRST, /* the character behind the first cell, as in SDMX-CSV 2 */
};

/* What stands between the whole and its fraction. */
enum profile_decimal {
	DECIMAL_POINT = 0,
	DECIMAL_COMMA,
	DECIMAL_EITHER, /* a comma as well, in a file whose cells it does not separate */
};

struct profile {
	struct str name, title;
	struct str source, edition; /* of the variables */
	enum profile_separator separator;
	int preamble_lines; /* the most that may stand before the header */
	bool has_labels;    /* "ID: Name" in headers and cells */
	struct name_list columns[PROFILE_ROLE_COUNT_]; /* alternatives, the best first */

	bool variable_from_header; /* the value's column is named after the variable */
	bool variable_capitals;    /* and its letters are made capitals */
	struct code_table variable_codes;

	enum area_coding area_coding;
	struct code_table area_codes;

	struct name_list period_headers; /* not empty: a column a period, named so */

	enum profile_decimal decimal;
	bool takes_limits; /* "<0.1" is read as 0.1 */
	struct name_list missing;
	struct mark_list value_marks;

	struct name_list answer_columns;
	struct name_list answer_variables; /* patterns of their codes */
	struct str answer_separator;       /* within a cell; empty: one answer a cell */

	struct str unit; /* of all variables, where nothing else says it */
	struct code_table unit_variables, unit_codes;

	struct code_table status_codes, nature_codes; /* to one letter */
	struct mark_list status_states;
	struct name_list estimate_columns, estimate_words;

	struct name_list deletions, merges; /* codes of actions */

	const struct profile_dimension *dimensions;
	size_t n_dimensions;
	struct name_list ignored; /* patterns of columns that are none of these */
};

/* The names of the built-in profiles, in their order; borrowed for ever. */
struct str profile_builtin_name(size_t i);
size_t profile_builtin_count(void);

/*
 * The profile of a text, of which nothing is kept. ERR_INVALID: it is none, and the
 * diagnostics say where and why, under the name of the file.
 */
MUST_USE struct err profile_parse(struct arena *arena, struct str file, struct str text,
				  struct diagnostics *diagnostics, const struct profile **out);

/*
 * By the name of a built-in one, or else by the path of a file. ERR_NOT_FOUND: there is neither;
 * ERR_INVALID as profile_parse.
 */
MUST_USE struct err profile_find(struct arena *arena, struct str name_or_path,
				 struct diagnostics *diagnostics, const struct profile **out);

/* The code's other form, or the code itself. */
struct str code_table_map(const struct code_table *table, struct str code);
bool code_table_get(const struct code_table *table, struct str code, struct str *out);

bool name_list_has(const struct name_list *list, struct str name);  /* exactly */
bool name_list_fits(const struct name_list *list, struct str name); /* one of its patterns */
bool mark_list_get(const struct mark_list *list, struct str text, enum observation_state *out);

/* Does the name fit, letters of ASCII being equal in both cases? And what the first star stands for. */
bool pattern_fits(struct str pattern, struct str name, struct str *star_out);

#endif
