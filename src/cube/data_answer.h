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

/* How the values of several periods were made one, area by area. */
enum over_periods {
	OVER_PERIODS_NOT = 0, /* each row is of one period */
	OVER_PERIODS_SUM,     /* of the variable's flow */
	OVER_PERIODS_LAST,    /* the youngest value of each area */
	OVER_PERIODS_EACH, /* every value counts: the variable does not say what becomes of them */
};

/* Why there is no cell: derived from the schedule of the variable and the day. */
enum absence {
	ABSENCE_UNTOLD = 0, /* nothing says that there should be one */
	ABSENCE_SILENCE,    /* it was due, and nobody has reported it */
	ABSENCE_NOT_DUE,    /* it is not due yet */
};

/* A cell on which a row rests. */
struct data_cell {
	struct str area, slice;
	struct period period; /* in which it was observed */
	struct observed observed;
	double weight;        /* NAN: none */
	int64_t batch;        /* that brought it */
	bool counted;         /* fulfils the condition */
	enum absence absence; /* of one that is not there, whose observed is absent */
};

/* From its period on, values are not to be compared with those before. */
struct data_mark {
	struct period period;
	struct str kind; /* of a series_mark: "break", "basket", "edition", "definition" */
	struct str area; /* empty: all */
	struct str slice;
	struct str text, source;
	struct str key; /* of the series_mark; empty: an observation says so by its status */
};

struct data_row {
	struct str variable;
	struct str area, group, slice; /* empty where the answer is not by them */
	struct period period;          /* asked for; PERIOD_NONE: over all of them */
	struct period observed_in;     /* of a row that is one cell */
	struct observed observed;      /* one cell, or the number made of many */
	size_t n, of, counted;         /* areas with a value, of how many, those that hold */
	enum over_periods over_periods;
	size_t n_values,
		of_values; /* of a sum over periods: values, of how many areas times periods */
	size_t n_silent,
		n_not_due;     /* of those without a cell: areas, or values of a sum over periods */
	enum absence absence;  /* of a row that is no cell, which stands there to be explained */
	bool is_ratio_of_sums; /* of numerators and denominators, which then stand in observed */
	const struct data_cell *cells; /* when asked to explain */
	size_t n_cells;
	/* Made of many cells: those that lie between them; else, when asked to explain, its own. */
	const struct data_mark *marks;
	size_t n_marks;
};

struct data_answer {
	const struct data_row *rows;
	size_t count;
	struct data_by by;      /* which of a row's places say something */
	bool weighs_own;        /* a mean is weighted by the cells' own denominators */
	bool is_made;           /* the numbers are made of many cells */
	struct period from, to; /* over which, where it is not by period */
	struct date membership; /* by which day groups were read */
};

#endif
