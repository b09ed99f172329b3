/*
 * One CSV file as rows of one noun, by its field table: columns by name in any order. What does not
 * fit is told with file, line and column; the cell is left empty, and a row without its key left out.
 */
#ifndef EXCHANGE_TABLE_READER_H
#define EXCHANGE_TABLE_READER_H

#include "exchange/csv.h"
#include "model/row_stream.h"

struct table_reader {
	const struct noun *noun;
	struct str file;
	struct csv_reader csv;
	struct diagnostics *diagnostics;
	size_t n_columns;
	int column_of[NOUN_FIELDS_MAX]; /* the file's column of each field; -1: it has none */
	bool refused;                   /* no row can be read */
	bool incomplete;                /* a row was left out, or all are refused */
};

/*
 * Reads the header. bytes and file must live as long as the rows. Faults go to the diagnostics; without
 * the columns of the key there are no rows.
 */
MUST_USE struct err table_reader_open(struct table_reader *reader, struct arena *arena,
				      const struct noun *noun, struct str file, struct str bytes,
				      struct diagnostics *diagnostics);

/* At most ROWS_A_CHUNK rows; *more_out is false when the file was read to its end. */
MUST_USE struct err table_reader_next(struct table_reader *reader, struct arena *arena,
				      struct row_chunk *out, bool *more_out);

enum { ROWS_A_CHUNK = 4096 };

#endif
