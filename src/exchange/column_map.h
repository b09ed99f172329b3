/*
 * Which columns of a file hold what a profile asks for: the header's names are looked up once, and rows
 * are read by place from then on.
 */
#ifndef EXCHANGE_COLUMN_MAP_H
#define EXCHANGE_COLUMN_MAP_H

#include "exchange/csv.h"
#include "exchange/profile.h"

/* A column of values; one that is named after a period holds those of that period. */
struct value_column {
	size_t column;
	struct period period; /* PERIOD_NONE: a column of the row says it */
};

struct dimension_column {
	size_t column;
	struct str name; /* in capitals; empty: the cell says it */
	const struct profile_dimension *rule;
};

struct column_list {
	const size_t *at;
	size_t count;
};

struct column_map {
	const struct profile *profile;
	const struct str *names; /* of the columns, trimmed, without their labels */
	size_t n_columns;
	bool has_labels;                    /* a name had one, so that cells may have them too */
	int column_of[PROFILE_ROLE_COUNT_]; /* -1: the file has none */
	const struct value_column
		*values; /* at least one; of answers alone: the first of their columns */
	size_t n_values;
	const struct dimension_column *dimensions;
	size_t n_dimensions;
	struct column_list answers, estimates;
};

/* What is looked up, and how faults are told. */
struct column_search {
	const struct profile *profile;
	struct str file;
	bool has_variable;               /* the caller says what is observed */
	struct diagnostics *diagnostics; /* NULL: nothing is told */
};

/* *fits_out: it is a header for this profile; else *out is untouched, and what is wrong was told. */
MUST_USE struct err column_map_make(struct arena *arena, const struct column_search *search,
				    const struct csv_record *header, struct column_map *out,
				    bool *fits_out);

#endif
