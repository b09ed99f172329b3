/*
 * The use case of asking for observations: a slice of them as they are, or many made one, with what the
 * answer rests on: how many of how many, and if asked for each cell with its age, source and batch.
 */
#ifndef APP_ASK_DATA_H
#define APP_ASK_DATA_H

#include "app/app.h"
#include "base/diagnostic.h"
#include "cube/aggregate.h"
#include "cube/observation.h"
#include "model/snapshot.h"

/* What a number, or an answer, is compared with. */
enum data_comparison {
	COMPARE_NONE = 0,
	COMPARE_LESS,
	COMPARE_AT_MOST,
	COMPARE_EQUAL,
	COMPARE_UNEQUAL,
	COMPARE_AT_LEAST,
	COMPARE_MORE,
};

struct data_condition {
	enum data_comparison comparison;
	double number;     /* NAN: compared with the answer */
	struct str answer; /* one of the answers of a set; only equal or unequal */
};

/* "<= 2", "= Yes", "!= \"No plan\""; false when it is none. */
bool data_condition_parse(struct str text, struct data_condition *out);

/* The answer has a row for each of what is chosen here; the rest is made one. */
struct data_by {
	bool area, period, coordinate;
	struct str scheme; /* the groups of this scheme of areas; empty: not by group */
};

struct data_question {
	const struct str *variables; /* one at least */
	size_t n_variables;
	/* The union of these; without any, all areas. Each counts once. */
	const struct str *areas, *groups;
	size_t n_areas, n_groups;
	struct str among;       /* only those also in this group; empty: no matter */
	struct period from, to; /* of one kind; PERIOD_NONE: every period that there is */
	struct str slice;       /* canonical (cube/slice.h) */
	int64_t latest_within;  /* years before the period, 0 the period alone */
	struct data_by by;      /* none, without an aggregate: by area and period */
	enum aggregate_function function;
	struct str weight;           /* a variable; empty: none */
	struct period weight_period; /* PERIOD_NONE: the period of the row */
	struct data_condition where;
	bool of_all;            /* a share is of all areas, not of those with data */
	struct date membership; /* who is in a group: on this day; DATE_EMPTY: today, or as_of */
	struct date as_of;      /* DATE_EMPTY: the present */
	bool explain;
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
	struct date membership; /* by which day groups were read */
};

/*
 * ERR_INVALID: it cannot be asked so, and the diagnostics say why; ERR_NOT_FOUND: as_of is before the
 * first batch. Texts are in the arena.
 */
MUST_USE struct err ask_data(const struct app *app, struct arena *arena,
			     const struct data_question *question, struct diagnostics *diagnostics,
			     struct data_answer *out);

#endif
