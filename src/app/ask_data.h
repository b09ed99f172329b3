/*
 * The use case of asking for observations: a slice of them as they are, or many made one, with what the
 * answer rests on: how many of how many, and if asked for each cell with its age, source and batch.
 */
#ifndef APP_ASK_DATA_H
#define APP_ASK_DATA_H

#include "app/app.h"
#include "base/diagnostic.h"
#include "cube/aggregate.h"
#include "cube/data_answer.h"
#include "cube/series.h"
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

/* Of a cell with a value; without a comparison every value holds. */
bool data_condition_holds(const struct data_condition *condition, const struct series_view *view,
			  size_t i);
bool data_condition_holds_for(const struct data_condition *condition,
			      const struct observed *observed);

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
	struct period weight_period; /* PERIOD_NONE: the period of the row, the last of several */
	bool weighs_own;             /* a mean of ratios is weighted by their own denominators */
	struct data_condition where;
	bool of_all;            /* a share is of all areas, not of those with data */
	struct date membership; /* who is in a group: on this day; DATE_EMPTY: today, or as_of */
	struct date as_of;      /* DATE_EMPTY: the present */
	bool explain;
};

static inline bool data_is_weighted(const struct data_question *question)
{
	return question->weighs_own || !str_empty(question->weight);
}

/* Where the rows of an answer go, one after the other, however many there are. */
struct data_sink {
	/* The row is borrowed for the call, with all that it points to. */
	struct err (*take)(struct data_sink *sink, const struct data_row *row);
};

/*
 * Rows into the sink, of a state that is held, on a day of which it is; as_of is not read. *form_out is
 * told before the first row, and has none itself. ERR_INVALID: a code is not known, and the diagnostics
 * say which; ERR_USAGE: it cannot be asked so, and the detail says why.
 */
MUST_USE struct err ask_data_each(const struct app *app, const struct snapshot *snapshot,
				  struct date day, struct arena *arena,
				  const struct data_question *question,
				  struct diagnostics *diagnostics, struct data_answer *form_out,
				  struct data_sink *sink);

/* The same with all rows in the answer. Texts are in the arena. */
MUST_USE struct err ask_data_of(const struct app *app, const struct snapshot *snapshot,
				struct date day, struct arena *arena,
				const struct data_question *question,
				struct diagnostics *diagnostics, struct data_answer *out);

/* The same of the present, or of as_of. ERR_NOT_FOUND: as_of is before the first batch. */
MUST_USE struct err ask_data(const struct app *app, struct arena *arena,
			     const struct data_question *question, struct diagnostics *diagnostics,
			     struct data_answer *out);

#endif
