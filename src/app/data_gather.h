/* What one row of an answer rests on, and what is made of it. */
#ifndef APP_DATA_GATHER_H
#define APP_DATA_GATHER_H

#include "app/ask_data.h"
#include "app/data_periods.h"
#include "app/data_slice.h"
#include "app/due.h"

struct data_gathering {
	struct store *store;
	int64_t batch;
	const struct data_question *question;
	const struct area_set *areas_asked;
	const struct data_slice *slice, *weights; /* weights without a variable: there are none */
	struct due_rule due;                      /* of the variable */
	struct date day;                          /* on which is asked */
	const struct list *marks;                 /* struct data_mark: the plan's, of the slice */

	/* Of the row. */
	struct area_places areas;
	struct asked_periods periods;
	enum over_periods over; /* how several are made one */

	/* Made when needed, for all rows. */
	double *numbers, *weighing;    /* room for the cells of a row */
	struct series_origin *origins; /* of the slice, when its batches are to be explained */
	size_t n_origins;
};

/*
 * Fills what the row says beside what it is about; all rows of a gathering are of as many periods. *is_there_out is false when there is no cell, and none
 * was to be made. Texts are borrowed from the slice, cells from the arena.
 */
MUST_USE struct err data_gather_row(struct data_gathering *gathering, struct arena *arena,
				    struct data_row *row, bool *is_there_out);

/*
 * data_cells.c: rows that are the cells of the areas themselves, by area and period; those that
 * data_gather_row would give one by one.
 */
bool data_cells_apply(const struct data_gathering *gathering);
MUST_USE struct err data_cells_rows(const struct data_gathering *gathering,
				    const struct data_row *about, const struct area_places *areas,
				    struct data_sink *sink);

/*
 * data_sums.c: sums and means of the cells of the periods themselves are made for all groups and periods in
 * one pass; the rows, group by group, are those that data_gather_row would give one by one.
 */
bool data_sums_apply(const struct data_gathering *gathering, struct data_by by);

struct summed_groups {
	const struct area_places *at;
	size_t count;
	const struct area_turn *turns; /* of all of them */
	size_t n_turns;
};

/* about: what a row says beside its group, its period and what was made. */
MUST_USE struct err data_sums_rows(const struct data_gathering *gathering, struct arena *arena,
				   bool by_period, const struct data_row *about,
				   const struct summed_groups *groups, struct data_sink *sink);

#endif
