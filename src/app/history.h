/*
 * The use cases of asking how something came to be: the batches, and the changes of one thing with
 * who made them, when and why. A state of the past knows nothing of what came after it: each question
 * names the last batch that it may see.
 */
#ifndef APP_HISTORY_H
#define APP_HISTORY_H

#include "app/app.h"
#include "store/store.h"

/* One change of one row, with the batch that it came in. */
struct event {
	struct batch batch;
	struct change change; /* its rows live in the arena */
};

/*
 * The changes of a row up to the batch `until`, the newest first, at most count. *more_out tells
 * whether there are older ones.
 */
MUST_USE struct err history_of_row(const struct app *app, struct arena *arena, enum noun_id noun,
				   struct str key, int64_t until, size_t count, struct event **out,
				   size_t *count_out, bool *more_out);

/* Up to count batches, the newest first, from number `from` down (0: none). */
MUST_USE struct err history_batches(const struct app *app, struct arena *arena, int64_t from,
				    size_t count, struct batch **out, size_t *count_out);

/* One batch; ERR_NOT_FOUND. */
MUST_USE struct err history_batch(const struct app *app, struct arena *arena, int64_t number,
				  struct batch *out);

/* Up to count changes of a batch, from place `from` (0 the first). */
MUST_USE struct err history_changes(const struct app *app, struct arena *arena, int64_t batch,
				    int64_t from, size_t count, struct recorded **out,
				    size_t *count_out);

/* How many changes of the batch are of rows; the others, after them, are of slices of variables. */
MUST_USE struct err history_rows_changed(const struct app *app, const struct batch *batch,
					 int64_t *out);

/* The batches up to `until` that have changed observations, the newest first, at most count. */
MUST_USE struct err history_loads(const struct app *app, struct arena *arena, int64_t until,
				  size_t count, struct batch **out, size_t *count_out);

#endif
