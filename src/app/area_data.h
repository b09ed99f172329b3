/*
 * The use case of looking at what is known of an area: its variables, and of each the latest value. Which
 * there are is found without reading any; only those of a part of the list are read.
 */
#ifndef APP_AREA_DATA_H
#define APP_AREA_DATA_H

#include "app/app.h"
#include "store/series.h"

/* A variable of the area. */
struct area_variable {
	struct series_key key; /* the total, or where it has none the first slice by name */
	size_t n_slices;
};

MUST_USE struct err area_variables(const struct app *app, struct arena *arena, struct str area,
				   int64_t batch, struct area_variable **out, size_t *count_out);

/* The slices that the area has of the variable of the key, the total first when it has it. */
MUST_USE struct err series_slices(const struct app *app, struct arena *arena, struct series_key key,
				  int64_t batch, struct str **out, size_t *count_out);

/* The youngest cell that has a value, or else the youngest; absent when there was none then. */
MUST_USE struct err series_latest(const struct app *app, struct arena *arena, struct series_key key,
				  int64_t batch, struct series_cell *out);

#endif
