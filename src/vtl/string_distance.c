/* Distances between texts, by tables of the distances between their beginnings. */
#include "vtl/string_distance.h"

#include "base/utf8.h"

#include <string.h>

enum { TABLE_MOST = 16 << 20 /* cells */, PREFIX_MOST = 4 };

/* The code points of a text. */
struct points {
	uint32_t *at;
	size_t count;
};

static struct err points_of(struct arena *arena, struct str text, struct points *out)
{
	struct points points = { .at = NEW(arena, uint32_t, text.len) };
	size_t at = 0;

	TRY_NEW(points.at);
	while (at < text.len)
		points.at[points.count++] = utf8_next(text, &at);
	*out = points;
	return OK;
}

static struct err both(struct arena *arena, struct str a, struct str b, struct points *out_a,
		       struct points *out_b)
{
	TRY(points_of(arena, a, out_a));
	TRY(points_of(arena, b, out_b));
	if ((out_a->count + 2) > TABLE_MOST / (out_b->count + 2))
		return ERROR(ERR_LIMIT, "the texts are too long to be compared");
	return OK;
}

static uint32_t least(uint32_t a, uint32_t b)
{
	return a < b ? a : b;
}

static struct err levenshtein(struct arena *arena, struct str text_a, struct str text_b,
			      double *out)
{
	struct points a, b;
	uint32_t *row;

	TRY(both(arena, text_a, text_b, &a, &b));
	TRY_NEW(row = NEW(arena, uint32_t, b.count + 1));
	for (size_t j = 0; j <= b.count; j++)
		row[j] = (uint32_t)j;
	for (size_t i = 1; i <= a.count; i++) {
		uint32_t diagonal = row[0];

		row[0] = (uint32_t)i;
		for (size_t j = 1; j <= b.count; j++) {
			uint32_t change = diagonal + (a.at[i - 1] != b.at[j - 1]);

			diagonal = row[j];
			row[j] = least(change, least(row[j], row[j - 1]) + 1);
		}
	}
	*out = row[b.count];
	return OK;
}

struct err distance_levenshtein(struct arena *scratch, struct str a, struct str b, double *out)
{
	struct arena_mark mark = arena_mark(scratch);
	struct err err = levenshtein(scratch, a, b, out);

	arena_rewind(scratch, mark);
	return err;
}

/* The last place before i at which the point stands in a, from 1; 0: nowhere. */
static size_t last_before(const struct points *a, size_t i, uint32_t point)
{
	while (i > 0 && a->at[i - 1] != point)
		i--;
	return i;
}

static struct err damerau(struct arena *arena, struct str text_a, struct str text_b, double *out)
{
	struct points a, b;
	uint32_t *table;
	size_t width;

	TRY(both(arena, text_a, text_b, &a, &b));
	width = b.count + 1;
	TRY_NEW(table = NEW(arena, uint32_t, (a.count + 1) * width));
	for (size_t j = 0; j <= b.count; j++)
		table[j] = (uint32_t)j;
	for (size_t i = 1; i <= a.count; i++) {
		size_t match_b = 0; /* the last place in b with a's point i */

		table[i * width] = (uint32_t)i;
		for (size_t j = 1; j <= b.count; j++) {
			size_t match_a = last_before(&a, i - 1, b.at[j - 1]), k = match_b;
			bool is_same = a.at[i - 1] == b.at[j - 1];
			uint32_t best = table[(i - 1) * width + j - 1] + !is_same;

			best = least(best,
				     least(table[(i - 1) * width + j], table[i * width + j - 1]) +
					     1);
			if (match_a && k)
				best = least(best, table[(match_a - 1) * width + k - 1] +
							   (uint32_t)((i - match_a - 1) + 1 +
								      (j - k - 1)));
			if (is_same)
				match_b = j;
			table[i * width + j] = best;
		}
	}
	*out = table[a.count * width + b.count];
	return OK;
}

struct err distance_damerau(struct arena *scratch, struct str a, struct str b, double *out)
{
	struct arena_mark mark = arena_mark(scratch);
	struct err err = damerau(scratch, a, b, out);

	arena_rewind(scratch, mark);
	return err;
}

struct err distance_hamming(struct str a, struct str b, double *out)
{
	size_t at_a = 0, at_b = 0, count = 0;

	while (at_a < a.len && at_b < b.len)
		count += utf8_next(a, &at_a) != utf8_next(b, &at_b);
	if (at_a < a.len || at_b < b.len)
		return ERROR(ERR_INVALID, "the texts are not of one length");
	*out = (double)count;
	return OK;
}

/* Marks points of a and b that are the same and not far from each other; how many. */
static size_t match_points(const struct points *a, const struct points *b, bool *used_a,
			   bool *used_b)
{
	size_t longest = a->count > b->count ? a->count : b->count;
	size_t reach = longest / 2 > 0 ? longest / 2 - 1 : 0, count = 0;

	for (size_t i = 0; i < a->count; i++) {
		size_t from = i > reach ? i - reach : 0;
		size_t to = i + reach + 1 < b->count ? i + reach + 1 : b->count;

		for (size_t j = from; j < to; j++) {
			if (used_b[j] || a->at[i] != b->at[j])
				continue;
			used_a[i] = used_b[j] = true;
			count++;
			break;
		}
	}
	return count;
}

static struct err jaro_winkler(struct arena *arena, struct str text_a, struct str text_b,
			       double *out)
{
	struct points a, b;
	bool *used_a, *used_b;
	size_t matches, crossed = 0, prefix = 0;
	double similarity = 0;

	TRY(both(arena, text_a, text_b, &a, &b));
	TRY_NEW(used_a = NEW(arena, bool, a.count));
	TRY_NEW(used_b = NEW(arena, bool, b.count));
	matches = match_points(&a, &b, used_a, used_b);
	for (size_t i = 0, j = 0; i < a.count; i++) {
		if (!used_a[i])
			continue;
		while (!used_b[j])
			j++;
		crossed += a.at[i] != b.at[j++];
	}
	if (matches) {
		double m = (double)matches;
		size_t transpositions = crossed / 2;

		similarity = (m / (double)a.count + m / (double)b.count +
			      (m - (double)transpositions) / m) /
			     3;
	} else if (a.count == 0 && b.count == 0) {
		similarity = 1;
	}
	while (prefix < PREFIX_MOST && prefix < a.count && prefix < b.count &&
	       a.at[prefix] == b.at[prefix])
		prefix++;
	*out = 1 - (similarity + (double)prefix * 0.1 * (1 - similarity));
	return OK;
}

struct err distance_jaro_winkler(struct arena *scratch, struct str a, struct str b, double *out)
{
	struct arena_mark mark = arena_mark(scratch);
	struct err err = jaro_winkler(scratch, a, b, out);

	arena_rewind(scratch, mark);
	return err;
}
