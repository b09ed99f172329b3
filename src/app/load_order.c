/* Runs of rows are found, put in order, and copied one after the other. */
#include "app/load_order.h"

#include <string.h>

#include "base/list.h"
#include "cube/series_set.h"

/* Rows that stand together: of one series, with rising periods. */
struct run {
	const struct observation_row **rows;
	size_t count;
};

int observation_row_cmp(const struct observation_row *a, const struct observation_row *b)
{
	int order = series_key_cmp(&a->observation.key, &b->observation.key);

	return order != 0 ? order : period_cmp(a->observation.period, b->observation.period);
}

static int by_cell(const void *a, const void *b, const void *context)
{
	(void)context;
	return observation_row_cmp(*(const struct observation_row *const *)a,
				   *(const struct observation_row *const *)b);
}

static int by_first(const void *a, const void *b, const void *context)
{
	return by_cell(((const struct run *)a)->rows, ((const struct run *)b)->rows, context);
}

static bool goes_on(const struct observation *before, const struct observation *next)
{
	return series_key_cmp(&before->key, &next->key) == 0 &&
	       period_cmp(before->period, next->period) < 0;
}

static struct err find_runs(const struct observation_row **rows, size_t count, struct list *runs)
{
	for (size_t i = 0, next; i < count; i = next) {
		for (next = i + 1; next < count; next++)
			if (!goes_on(&rows[next - 1]->observation, &rows[next]->observation))
				break;
		TRY(list_push(runs, &(struct run){ &rows[i], next - i }));
	}
	return OK;
}

/* Each run wholly after the one before it, so that no cell comes twice. */
static bool are_rising(const struct list *runs)
{
	for (size_t i = 1; i < runs->count; i++) {
		const struct run *before = LIST_AT(*runs, struct run, i - 1), *run = before + 1;

		if (observation_row_cmp(before->rows[before->count - 1], run->rows[0]) >= 0)
			return false;
	}
	return true;
}

static struct err join_runs(struct arena *arena, const struct list *runs, size_t count,
			    const struct observation_row ***out)
{
	const struct observation_row **rows = NEW(arena, const struct observation_row *, count);

	TRY_NEW(rows);
	*out = rows;
	for (size_t i = 0; i < runs->count; i++) {
		const struct run *run = LIST_AT(*runs, struct run, i);

		memcpy(rows, run->rows, run->count * sizeof(const struct observation_row *));
		rows += run->count;
	}
	return OK;
}

struct err load_order(struct arena *arena, const struct observation_row ***rows, size_t count,
		      bool *repeats_out)
{
	struct list runs = LIST(arena, struct run);
	struct list all = { .at = *rows,
			    .count = count,
			    .room = count,
			    .size = sizeof(const struct observation_row *),
			    .arena = arena };

	*repeats_out = false;
	TRY(find_runs(*rows, count, &runs));
	if (are_rising(&runs))
		return OK;
	TRY(list_sort(&runs, by_first, NULL));
	if (are_rising(&runs))
		return join_runs(arena, &runs, count, rows);
	*repeats_out = true;
	return list_sort(&all, by_cell, NULL);
}

size_t count_series_rows(const struct observation_row **rows, size_t count)
{
	const struct series_key *key = &rows[0]->observation.key;
	size_t n = 1;

	while (n < count && series_key_cmp(key, &rows[n]->observation.key) == 0)
		n++;
	return n;
}
