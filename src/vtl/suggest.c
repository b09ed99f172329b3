/*
 * Which of the names that exist was meant by one that does not: the nearest by the distance of Damerau
 * and Levenshtein (adjacent letters exchanged count once), letter case aside, if it is near enough.
 */
#include "vtl/analyser.h"

#include <string.h>

enum { GUESS_BYTES_MOST = 64 }; /* of longer names nobody types one by mistake for another */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Three rows of the table are enough: this one, the last and the one before. */
static size_t distance_of(struct str a, struct str b)
{
	size_t rows[3][GUESS_BYTES_MOST + 1];

	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		now[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t change = small_letter(a.at[i - 1]) == small_letter(b.at[j - 1]) ? 0
											       : 1;

			now[j] = least(least(now[j - 1], last[j]) + 1, last[j - 1] + change);
			if (i > 1 && j > 1 &&
			    small_letter(a.at[i - 1]) == small_letter(b.at[j - 2]) &&
			    small_letter(a.at[i - 2]) == small_letter(b.at[j - 1]))
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

void guess_init(struct guesser *guesser, struct str wrong)
{
	/* One letter in three may be wrong, but not the only one. */
	*guesser = (struct guesser){ .wrong = wrong,
				     .distance = wrong.len < 2 ? 1 : 1 + (wrong.len + 2) / 3 };
}

void guess_add(struct guesser *guesser, struct str candidate)
{
	size_t distance;

	if (guesser->wrong.len > GUESS_BYTES_MOST || candidate.len > GUESS_BYTES_MOST)
		return;
	/* What is the same was looked for already, in another place. */
	if (str_eq(guesser->wrong, candidate))
		return;
	distance = distance_of(guesser->wrong, candidate);
	if (distance < guesser->distance) {
		guesser->distance = distance;
		guesser->best = candidate;
	}
}

struct str guess_best(const struct guesser *guesser)
{
	return guesser->best;
}
