/* From the newest batch to the first, since whether one counts is told by those after it. */
#include "app/taken_batches.h"

#include "base/list.h"
#include "store/series.h"

enum { BATCHES_AT_A_TIME = 1000 };

static const struct str prefix = STR("batch ");

struct str taken_batch_source(struct arena *arena, int64_t number)
{
	return str_format(arena, "%.*s%lld", STR_ARGS(prefix), (long long)number);
}

bool taken_batches_have(const struct taken_batches *taken, int64_t number)
{
	for (size_t i = 0; i < taken->count; i++)
		if (taken->at[i] == number)
			return true;
	return false;
}

/* The number of the batch that it takes back; 0: it is no such batch. A file may be called so too. */
static struct err taken_by(struct store *store, const struct batch *batch, int64_t *out)
{
	int64_t number, n_rows;

	*out = 0;
	if (!str_starts(batch->source, prefix) || !str_empty(batch->source_sha256) ||
	    !str_to_int64(str_slice(batch->source, prefix.len, batch->source.len), &number))
		return OK;
	TRY(store_rows_changed(store, batch, &n_rows));
	*out = n_rows == 0 ? number : 0;
	return OK;
}

struct err taken_batches_read(struct store *store, struct arena *arena, int64_t now,
			      struct taken_batches *out)
{
	struct list numbers = LIST(arena, int64_t);
	struct batch *batches;
	int64_t from = 0;
	size_t count;

	*out = (struct taken_batches){ .count = 0 };
	do {
		TRY(store_batches(store, arena, from, BATCHES_AT_A_TIME, &batches, &count));
		for (size_t i = 0; i < count; i++) {
			int64_t number;

			from = batches[i].number - 1;
			TRY(taken_by(store, &batches[i], &number));
			if (number > 0 && number != now && batches[i].number != now &&
			    !taken_batches_have(out, batches[i].number))
				TRY(list_push(&numbers, &number));
			*out = (struct taken_batches){ numbers.at, numbers.count };
		}
	} while (count == BATCHES_AT_A_TIME && from > 0);
	return OK;
}
