/*
 * The slices that a batch of observations meets: their numbers, and their digests before and after it, which
 * the log attests.
 */
#ifndef STORE_FED_SLICES_H
#define STORE_FED_SLICES_H

#include "base/list.h"
#include "base/map.h"
#include "store/internal.h"
#include "store/series_numbers.h"

struct fed_slices {
	struct db *db;
	struct arena *arena;
	int64_t batch;
	struct series_numbers *numbers;
	struct map places;  /* from name to the place in slices */
	struct list slices; /* struct fed_slice, in the order in which they were met */
	size_t i_last;      /* the one found last */
	int64_t round;      /* the present one, from 1 */
	size_t n_rested; /* from the first on: those that were attested when they had come to rest */
	bool comes_again; /* one of them was touched later */
};

/* The arena must outlive them; what they borrow stays the caller's. */
void fed_slices_init(struct fed_slices *slices, struct db *db, struct arena *arena, int64_t batch,
		     struct series_numbers *numbers);

/* The number of the key's slice, which is made when there is none. */
MUST_USE struct err fed_slices_find(struct fed_slices *slices, struct arena *scratch,
				    const struct series_key *key, int64_t *number_out);

/* A series of the slice found last is about to change. */
void fed_slices_touch(struct fed_slices *slices);

/*
 * A source that goes from variable to variable has slices attested while what was written of them is still
 * in memory: those of variables that the round has not touched. To be called after each round.
 */
MUST_USE struct err fed_slices_end_round(struct fed_slices *slices);

/* Attests what is not yet; those that were touched, in the arena. */
MUST_USE struct err fed_slices_touched(struct fed_slices *slices, struct touched_slice **out,
				       size_t *count_out);

#endif
