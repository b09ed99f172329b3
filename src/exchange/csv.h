/*
 * CSV as RFC 4180 describes it and as spreadsheets really write it: a byte-order mark, CRLF or LF,
 * commas or semicolons or tabs (told by the first line), quoted cells with line breaks and doubled
 * quotes. Cells are slices of the bytes where nothing had to be unescaped. No knowledge of nouns.
 */
#ifndef EXCHANGE_CSV_H
#define EXCHANGE_CSV_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct csv_reader {
	struct str bytes; /* the whole file: UTF-8 without its byte-order mark */
	size_t at;        /* the next byte to be read */
	int64_t line;     /* its line, from 1 */
	char separator;
	bool is_part;        /* more bytes will follow: what they could end is not a record yet */
	struct arena *arena; /* for the cells that had to be unescaped, and the list of cells */
	struct str *cells;
	size_t room;
};

struct csv_record {
	const struct str *cells; /* valid until the next csv_next */
	size_t count;
	int64_t line; /* where it begins */
};

/* What is wrong with a record; the reader goes on after its line. */
enum csv_fault {
	CSV_FINE = 0,
	CSV_OPEN_QUOTE,     /* the file ends inside a quoted cell */
	CSV_AFTER_QUOTE,    /* text after the closing quote */
	CSV_TOO_MANY_CELLS, /* more than LIMIT_COLUMNS */
	CSV_CELL_TOO_LONG,  /* more than LIMIT_CELL_BYTES */
};

/* What is wrong with a record, as a message. */
struct str csv_fault_words(enum csv_fault fault);

/* bytes must be well-formed UTF-8 and outlive the reader and its records. */
void csv_open(struct csv_reader *reader, struct arena *arena, struct str bytes);

/* Do the bytes reach to the end of the first line, by which the separator is guessed? */
bool csv_has_first_line(struct str bytes);

/* The character that stands after the first cell of the first line, quoted or not; 0: there is none. */
char csv_separator_after_first(struct str bytes);

/*
 * Goes on with other bytes of the same file: those from reader->at on, and what follows them. A file that
 * is larger than its reader is read so, window by window; is_last: the file ends with these.
 */
void csv_continue(struct csv_reader *reader, struct arena *arena, struct str bytes, bool is_last);

/*
 * The next record that is not a blank line; *more_out is false at the end, or when the rest is not a
 * whole record yet: it begins at reader->at. ERR_LIMIT: no memory.
 */
MUST_USE struct err csv_next(struct csv_reader *reader, struct csv_record *out,
			     enum csv_fault *fault_out, bool *more_out);

/* Writes a cell, quoted only where RFC 4180 needs it or where outer spaces would be lost. */
void csv_write_cell(struct buf *buf, struct str cell);

#endif
