/*
 * Shares as a source prints them: rounded to some digits, sometimes with a word that makes them less
 * exact. What such a figure allows is worked out exactly. Private to the room.
 */
#ifndef CHECK_SHARE_H
#define CHECK_SHARE_H

#include "base/decimal.h"

/*
 * Does the stated share, in per cent, agree with part of whole? Within half a unit of its last digit;
 * «approximately» allows a whole unit, «more than» and «less than» that side alone. whole > 0.
 */
bool share_states(struct decimal stated, int qualifier, int64_t part, int64_t whole);

/* Stated shares that should add to 100. */
struct share_sum {
	struct decimal sum;
	struct decimal slack; /* how far rounding may take the sum from 100, to either side */
	size_t count;
	bool may_be_more, may_be_less; /* by a «more than» or «less than» among them */
	bool too_large;                /* the shares could not be added */
};

struct share_sum share_sum_none(void);
void share_sum_add(struct share_sum *sum, struct decimal share, int qualifier);
void share_sum_add_sum(struct share_sum *sum, const struct share_sum *more);

/* Is it 100, or as near as rounding and qualifiers allow? */
bool share_sum_is_whole(const struct share_sum *sum);

/* The same number without zeros at its end: 0.030 as 0.03. */
struct decimal decimal_shortest(struct decimal d);

/* An amount in major units, as files hold it. */
struct decimal money_decimal(int64_t minor, struct str currency);

#endif
