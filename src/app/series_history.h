/*
 * The use case of looking at one series: each of its cells with the batch that brought it, and what stood
 * there before.
 */
#ifndef APP_SERIES_HISTORY_H
#define APP_SERIES_HISTORY_H

#include "app/app.h"
#include "store/series.h"

/* A value that was there once. */
struct earlier_value {
	struct observed observed;
	int64_t batch; /* that took its place, or took it away */
};

struct dated_cell {
	struct period period;
	struct observed observed;            /* absent: it was there, and is not any more */
	int64_t batch;                       /* that brought it, or took it away */
	const struct earlier_value *earlier; /* the youngest first */
	size_t n_earlier;
};

struct series_history {
	struct dated_cell *cells; /* in the order of periods */
	size_t count;
	size_t n_present; /* of them, those that are there */
};

/* As of the batch. */
MUST_USE struct err series_history(const struct app *app, struct arena *arena, int64_t batch,
				   struct series_key key, struct series_history *out);

#endif
