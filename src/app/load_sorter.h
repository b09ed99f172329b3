/*
 * Brings rows that come in any order into the order of series and periods, however many they are: they go
 * to a scratch file in parts, each of some slices, and come back part by part. Rows of one cell keep the
 * order in which they came.
 */
#ifndef APP_LOAD_SORTER_H
#define APP_LOAD_SORTER_H

#include "app/load_rows.h"

/* In the arena, which must live as long. Closed with load_sorter_close. */
MUST_USE struct err load_sorter_open(struct arena *arena, struct load_sorter **out);
void load_sorter_close(struct load_sorter *sorter); /* NULL is fine */

/* Texts are copied, but for the area and the name of the file, which live as long as the sorter. */
MUST_USE struct err load_sorter_add(struct load_sorter *sorter,
				    const struct observation_row *arrival);

/*
 * After the last add: the arrivals of the next part, in the arena and in order; there may be none.
 * *more_out: other parts follow.
 */
MUST_USE struct err load_sorter_next(struct load_sorter *sorter, struct arena *arena,
				     struct observation_row **out, size_t *count_out,
				     bool *more_out);

#endif
