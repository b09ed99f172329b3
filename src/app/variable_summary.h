/*
 * The use cases of looking at a variable: what is known of it by area, by year and by answer, and for
 * lists how far it reaches. One slice is read, as of a batch; the ages are told by a day.
 */
#ifndef APP_VARIABLE_SUMMARY_H
#define APP_VARIABLE_SUMMARY_H

#include "app/app.h"
#include "app/series_breaks.h"
#include "store/series.h"

/* A value that is at most so many years old is a recent one. */
enum { VARIABLE_RECENT_YEARS = 5 };

/* The youngest cell of an area that has something to say. */
struct area_latest {
	struct str area;
	struct period period;
	struct observed observed;
};

struct year_coverage {
	int32_t year;
	size_t n_areas; /* with a value in it */
};

struct answer_count {
	struct str answer;
	size_t n_areas; /* whose latest answer it is, or a part of that */
};

struct variable_summary {
	struct area_latest *latest; /* in the order of areas; values, and why there is none */
	size_t n_latest;
	size_t n_values;             /* of them */
	struct period first, last;   /* of all values; PERIOD_NONE: there are none */
	struct year_coverage *years; /* the youngest first; without gaps */
	size_t n_years;
	struct answer_count *answers; /* the most frequent first; none: values are numbers */
	size_t n_answers;
	struct period_breaks *breaks; /* that observations tell, in the order of periods */
	size_t n_breaks;
	int decimals; /* the most that a latest value was reported with, or DECIMALS_UNKNOWN */
};

/* What texts point to is in the arena. */
MUST_USE struct err variable_summary(const struct app *app, struct arena *arena, int64_t batch,
				     struct str variable, struct str slice,
				     struct variable_summary *out);

/*
 * The slice that stands for a variable: the total, or where that has no series the one with the most
 * areas. All slices that had begun by the batch in *slices_out.
 */
MUST_USE struct err variable_slices(const struct app *app, struct arena *arena, int64_t batch,
				    struct str variable, struct str *main_out,
				    struct kept_slice **slices_out, size_t *count_out);

/* How far a variable reaches, in its main slice. */
struct variable_span {
	size_t n_areas;            /* with a value */
	size_t n_recent;           /* of them, with a recent one */
	struct period first, last; /* of all values; PERIOD_NONE: there are none */
	struct period oldest;      /* of the latest values of the areas */
	int64_t median_age_years;  /* of these; INTEGER_EMPTY: there are none */
	size_t n_slices;           /* that there are now */
};

/* Nothing is left in the arena: a list of many variables takes the room of one. */
MUST_USE struct err variable_span(const struct app *app, struct arena *arena, int64_t batch,
				  struct date today, struct str variable,
				  struct variable_span *out);

/* How many calendar years the period lies back; 0 for one that is to come. */
int64_t period_age_years(struct period period, struct date today);

#endif
