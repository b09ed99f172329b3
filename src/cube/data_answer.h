/*
 * The answer to a question about observations: rows, each with what it rests on. What a question is
 * stands in app/ask_data.h; how an answer is written, in exchange/data_writer.h.
 */
#ifndef CUBE_DATA_ANSWER_H
#define CUBE_DATA_ANSWER_H

#include "cube/observation.h"

/* The answer has a row for each of what is chosen here; the rest is made one. */
struct data_by {
	bool area, period, coordinate;
	struct str scheme; /* the groups of this scheme of areas; empty: not by group */
};

/* A cell on which a row rests. */
struct data_cell {
	struct str area, slice;
	struct period period; /* in which it was observed */
	struct observed observed;
	double weight; /* NAN: none */
	int64_t batch; /* that brought it */
	bool counted;  /* fulfils the condition */
};

struct data_row {
	struct str variable;
	struct str area, group, slice; /* empty where the answer is not by them */
	struct period period;          /* asked for; PERIOD_NONE: over all of them */
	struct period observed_in;     /* of a row that is one cell */
	struct observed observed;      /* one cell, or the number made of many */
	size_t n, of, counted; /* cells with a value, areas (times periods), cells that hold */
	const struct data_cell *cells; /* when asked to explain */
	size_t n_cells;
};

struct data_answer {
	const struct data_row *rows;
	size_t count;
	struct data_by by;      /* which of a row's places say something */
	bool is_made;           /* the numbers are made of many cells */
	struct period from, to; /* over which, where it is not by period */
	struct date membership; /* by which day groups were read */
};

#endif
