/*
 * One record of a file after another as observations, by the places that the header's columns have. What
 * is met on the way, variables and slices, is kept once; rows borrow it. Each cell of values becomes an
 * observation, an empty one, or a refusal, and nothing else.
 */
#ifndef EXCHANGE_OBSERVATION_ROWS_H
#define EXCHANGE_OBSERVATION_ROWS_H

#include "base/list.h"
#include "base/map.h"
#include "exchange/column_map.h"

enum { SLICE_TEXT_MOST = 1024, YEARS_KEPT = 300, FIRST_YEAR_KEPT = 1800 };

/* The slice of the row before, which most rows have as well. */
struct slice_cells {
	char cells
		[SLICE_TEXT_MOST]; /* of its dimensions, as the file has them, each with a separator */
	size_t len;
	struct str slice;
	bool is_there;
};

struct observation_rows {
	const struct profile *profile;
	const struct column_map *map; /* of the file being read */
	struct str file;
	struct str
		fixed_variable; /* said by the caller, or by the header; empty: a column says it */
	char decimal_mark, other_mark; /* 0: there is no other */
	struct arena *kept;            /* what outlives a chunk */

	struct list variables;  /* struct met_variable */
	struct map by_code;     /* index of the variable, by the file's own code */
	struct str last_code;   /* of the row before */
	size_t i_last_variable; /* valid when last_code.at */
	struct list slices;     /* struct str */
	struct map by_cells;    /* index of the slice, by its cells */
	struct slice_cells last;
	struct date years[YEARS_KEPT]; /* their first days */

	/* The chunk being made. */
	struct arena *arena;
	struct observation_row *rows;
	size_t n_rows, room;
	struct list refused;       /* struct diagnostic */
	struct diagnostic refusal; /* of the row being read */
	size_t n_empty;
};

MUST_USE struct err observation_rows_init(struct observation_rows *rows, struct arena *kept,
					  const struct profile *profile);

/* Another file begins. */
MUST_USE struct err observation_rows_begin_file(struct observation_rows *rows, struct str file,
						const struct column_map *map, struct str variable,
						char separator);

/* Another chunk begins, in the arena, to be made of so many bytes at most. */
MUST_USE struct err observation_rows_begin_chunk(struct observation_rows *rows, struct arena *arena,
						 size_t bytes);

/* Has the chunk room for one more record? */
bool observation_rows_have_room(const struct observation_rows *rows);

MUST_USE struct err observation_rows_take(struct observation_rows *rows,
					  const struct csv_record *record, enum csv_fault fault);

/* The variables that were met, in the order of their codes. */
MUST_USE struct err observation_rows_variables(struct observation_rows *rows, struct arena *arena,
					       struct variable_description **out,
					       size_t *count_out);

#endif
