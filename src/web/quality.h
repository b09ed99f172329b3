/*
 * The quality of the data: how many areas each variable covers, how old its latest values are, and the
 * loads that brought them.
 */
#ifndef WEB_QUALITY_H
#define WEB_QUALITY_H

#include "app/history.h"
#include "app/variable_summary.h"
#include "web/parts.h"

struct quality_row {
	struct thing variable;
	size_t n_recent, n_areas;     /* areas with a recent value, with any */
	struct percent share;         /* recent ones of all areas that there are */
	struct period oldest, newest; /* of the latest values of the areas; empty: there are none */
	struct str median_age;        /* in years; empty: there are none */
	struct str
		silent; /* of the last period that was due, "12 of 194 (2025)"; empty: none was */
	bool is_scheduled;
};

struct load_row {
	int64_t number, n_slices; /* changed */
	struct href page;
	struct moment at;
	struct str who, why, source;
};

struct quality_view {
	size_t n_areas; /* that there are */
	size_t n_variables;
	size_t years; /* how old a recent value may be */
	struct {
		const struct quality_row *at;
		size_t count;
	} rows;
	struct paging paging;
	struct {
		const struct load_row *at;
		size_t count;
	} loads;
	struct href history, load;
};

#endif
