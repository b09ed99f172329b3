/*
 * One series: all that is known of a variable in an area, in one slice, with the batch that brought each
 * value and the values that it replaced.
 */
#ifndef WEB_SERIES_H
#define WEB_SERIES_H

#include "app/series_history.h"
#include "web/observed.h"

struct earlier_row {
	struct str value;
	struct str otherwise;   /* its source or status, where that is what has changed; or empty */
	struct href batch_page; /* of the one that replaced it, or took it away */
	int64_t batch;
};

struct series_row {
	struct str period;
	struct str value, status, source;
	struct str ratio; /* numerator and denominator; empty: they are not known */
	struct str mark;  /* what has changed from it on, besides what the status says */
	bool is_value;    /* and not a reason why there is none */
	bool is_number;   /* and not an answer */
	int64_t age_years;
	int64_t batch; /* that brought it; 0: the log does not tell */
	struct href batch_page;
	struct {
		const struct earlier_row *at;
		size_t count;
	} earlier;
};

struct series_page {
	struct thing variable, area;
	struct str slice; /* in words; empty: the total */
	struct str unit;
	struct str lead;
	struct markup figure; /* empty: there is nothing to be drawn */
	struct {
		const struct series_row *at; /* the youngest first */
		size_t count;
	} rows;
	bool has_earlier, has_answers, has_ratios;
	struct markup marks;     /* empty: there are none */
	struct slice_list parts; /* none when there is but one */
	struct markup download;
};

#endif
