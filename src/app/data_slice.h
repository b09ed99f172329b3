/*
 * The series of one variable and slice, ready for the areas of a question: each at the place that its area
 * has in the question, and opened when its cells are asked for.
 */
#ifndef APP_DATA_SLICE_H
#define APP_DATA_SLICE_H

#include "app/data_areas.h"
#include "base/list.h"
#include "cube/series_set.h"
#include "store/store.h"

struct data_slice {
	struct str variable, slice; /* borrowed from whoever has opened it */
	/* By area of the question; NULL where there is none. */
	const struct series_head **heads;
	struct series_view *views; /* those that were opened */
	size_t n_areas;            /* of the question */
	struct series_set *set;    /* whose bytes they borrow */
};

/* From where the slices of a question come. */
struct data_source {
	struct store *store;
	int64_t batch;
	const struct area_set *areas;
	struct series_set *of_area; /* all that there is of the one area; NULL: slice by slice */
	size_t i_series;            /* of them, found last: slices are asked for in their order */
	size_t step;                /* from the one before it: often that to the next */
};

/*
 * With one area and many variables all series of the area are read at once, else slices as they are asked
 * for. Ended with data_source_close, also after a failure.
 */
MUST_USE struct err data_source_open(struct data_source *source, struct store *store, int64_t batch,
				     const struct area_set *areas, size_t n_variables);
void data_source_close(struct data_source *source);

/* Heads and views are in the arena. Ended with data_slice_close, also after a failure. */
MUST_USE struct err data_slice_open(struct data_source *source, struct arena *arena,
				    struct str variable, struct str slice, struct data_slice *out);
void data_slice_close(struct data_slice *slice);

/* Has one of the areas a series in it? */
bool data_slice_has_series(const struct data_slice *slice);

/* Of an area that has a series. */
const struct series_view *data_slice_view(const struct data_slice *slice, size_t i_area);

/*
 * Says that the cells of the area from the ordinal on will be wanted soon, if it has any: memory is slower
 * than work. So many areas ahead of the one that is read.
 */
enum { AREAS_AHEAD = 6 };
void data_slice_expect(const struct data_slice *slice, size_t i_area, int32_t ordinal);

/*
 * The place of the youngest cell of the area in the period, or up to so many years before it; one without
 * a value only where there is none with. SIZE_MAX: there is none.
 */
size_t data_slice_latest(const struct data_slice *slice, size_t i_area, struct period period,
			 int64_t latest_within);

/* How many periods before the period the one of so many years earlier is; of 29 February, 28 February. */
int64_t periods_of_years_before(struct period period, int64_t years);

/* Every period that the areas have, and those that are in the list of struct period; each once, in order. */
MUST_USE struct err data_slice_periods(const struct data_slice *slice, struct list *periods);

#endif
