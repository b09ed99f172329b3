/*
 * The past: the present undone by the before-images of the log. The few states that were asked for
 * last are kept, since whoever looks at a day looks at several pages of it.
 */
#include "store/internal.h"
#include "store/log_sql.h"

enum { SECONDS_A_DAY = 86400 };

static struct moment end_of_day(struct date day)
{
	return (struct moment){ ((int64_t)day.day + 1) * SECONDS_A_DAY * 1000000 };
}

/* Moves the kept state to the front; NULL when it is not kept. */
static struct snapshot *kept(struct store *store, int64_t batch)
{
	for (int i = 0; i < STORE_PAST && store->past[i]; i++) {
		struct snapshot *found = store->past[i];

		if (snapshot_head(found).batch != batch)
			continue;
		for (; i > 0; i--)
			store->past[i] = store->past[i - 1];
		store->past[0] = found;
		return found;
	}
	return NULL;
}

static void keep(struct store *store, struct snapshot *snapshot)
{
	snapshot_release(store->past[STORE_PAST - 1]);
	for (int i = STORE_PAST - 1; i > 0; i--)
		store->past[i] = store->past[i - 1];
	store->past[0] = snapshot_hold(snapshot);
}

/* The kept or present state with the lowest batch that is not before the one asked for. */
static const struct snapshot *nearest(const struct store *store, int64_t batch)
{
	const struct snapshot *best = store->present;

	for (int i = 0; i < STORE_PAST && store->past[i]; i++) {
		int64_t have = snapshot_head(store->past[i]).batch;

		if (have >= batch && have < snapshot_head(best).batch)
			best = store->past[i];
	}
	return best;
}

/* The reading lock is held. */
static struct err past(struct store *store, struct snapshot_head head, struct snapshot **out)
{
	const struct snapshot *from;
	struct snapshot *found = kept(store, head.batch);

	if (!found && head.batch == snapshot_head(store->present).batch)
		found = store->present;
	if (found) {
		*out = snapshot_hold(found);
		return OK;
	}
	from = nearest(store, head.batch);
	TRY(store_apply_log(store->reader, from, head.batch, snapshot_head(from).batch, true, head,
			    out));
	keep(store, *out);
	return OK;
}

/* The youngest batch before a moment; the present is read first, so that it is not older. */
static struct err past_before(struct store *store, struct moment end, struct snapshot **out)
{
	struct snapshot_head head;

	TRY(log_identity(store->reader, sql_batch_before, end.us, &head));
	return past(store, head, out);
}

struct err store_as_of(struct store *store, struct date day, struct snapshot **out)
{
	struct snapshot *present;

	TRY(store_snapshot(store, &present));
	pthread_mutex_lock(&store->reading);
	struct err e = past_before(store, end_of_day(day), out);

	pthread_mutex_unlock(&store->reading);
	snapshot_release(present);
	return e;
}

static struct err past_at(struct store *store, int64_t batch, struct snapshot **out)
{
	struct snapshot_head head = { 0 };

	if (batch != 0)
		TRY(log_identity(store->reader, sql_batch_identity, batch, &head));
	return past(store, head, out);
}

struct err store_at_batch(struct store *store, int64_t batch, struct snapshot **out)
{
	struct snapshot *present;

	TRY(store_snapshot(store, &present));
	pthread_mutex_lock(&store->reading);
	struct err e = past_at(store, batch, out);

	pthread_mutex_unlock(&store->reading);
	snapshot_release(present);
	return e;
}
