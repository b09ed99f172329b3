/*
 * Writing. Threads that commit at the same time queue up; the first leads: it writes the drafts of all
 * who wait in one transaction, so that they share one sync, makes the result the present, and only then
 * are they told. A draft that does not fit the present is refused alone; when the transaction fails,
 * nothing of it was written and all are told so.
 *
 * What was written is read back and hashed again before the commit: the program distrusts itself at the
 * last moment when it still can undo.
 */
#include <assert.h>

#include "base/buf.h"
#include "base/limits.h"
#include "model/row.h"
#include "store/internal.h"
#include "store/log_sql.h"

/* A draft with all that it changes, once its feed has run dry. */
struct writing {
	const struct batch_draft *draft;
	const struct change *changes;
	size_t n_changes;
	const struct touched_slice *touched;
	size_t n_touched;
};

void writer_finish(struct writer *writer, const struct driver *driver)
{
	for (int id = 0; id < NOUN_COUNT; id++) {
		driver->finish(writer->upsert[id]);
		driver->finish(writer->remove[id]);
	}
	driver->finish(writer->batch);
	driver->finish(writer->change);
	driver->close(writer->db);
	*writer = (struct writer){ 0 };
}

/* Runs a bound statement that has no rows, and makes it ready for the next. */
static struct err run_bound(struct query *query)
{
	bool row;
	struct err e = query->driver->step(query, &row);

	query->driver->reset(query);
	return e;
}

static struct err upsert_row(struct writer *writer, struct arena *scratch,
			     const struct change *change)
{
	struct query **query = &writer->upsert[change->noun];
	const struct noun *noun = noun_of(change->noun);

	if (!*query)
		TRY(schema_upsert_query(writer->db, noun, query));
	TRY(schema_bind_row(*query, scratch, noun, change->key, change->after));
	return run_bound(*query);
}

static struct err remove_row(struct writer *writer, const struct change *change)
{
	struct query **query = &writer->remove[change->noun];

	if (!*query)
		TRY(schema_remove_query(writer->db, noun_of(change->noun), query));
	(*query)->driver->bind_text(*query, 1, change->key);
	return run_bound(*query);
}

static struct err encode(struct arena *scratch, const struct noun *noun, const void *row,
			 struct str *out)
{
	struct buf text;

	if (!row) {
		*out = (struct str){ 0 };
		return OK;
	}
	buf_init(&text, scratch);
	row_encode(&text, noun, row);
	return buf_done(&text, out);
}

static void bind_optional(struct query *query, int parameter, struct str text)
{
	if (text.at)
		query->driver->bind_text(query, parameter, text);
	else
		query->driver->bind_null(query, parameter);
}

static struct err log_change(struct writer *writer, const struct logged_change *logged,
			     int64_t place)
{
	const struct driver *driver = writer->db->driver;

	if (!writer->change)
		TRY(driver->prepare(writer->db, sql_change_insert, &writer->change));
	driver->bind_integer(writer->change, 1, logged->batch);
	driver->bind_integer(writer->change, 2, place);
	driver->bind_text(writer->change, 3, logged->noun_name);
	driver->bind_text(writer->change, 4, logged->key);
	bind_optional(writer->change, 5, logged->before);
	bind_optional(writer->change, 6, logged->after);
	return run_bound(writer->change);
}

/* One change into the log, its hash and the table of its noun. */
static struct err write_change(struct writer *writer, struct arena *scratch, int64_t batch,
			       int64_t place, const struct change *change, struct hasher *hasher)
{
	const struct noun *noun = noun_of(change->noun);
	struct logged_change logged = {
		.batch = batch, .noun = noun, .noun_name = noun->name, .key = change->key
	};

	TRY(encode(scratch, noun, change->before, &logged.before));
	TRY(encode(scratch, noun, change->after, &logged.after));
	log_hash_change(hasher, &logged);
	TRY(log_change(writer, &logged, place));
	return change->after ? upsert_row(writer, scratch, change) : remove_row(writer, change);
}

static struct err digest_text(struct arena *arena, struct digest digest, struct str *out)
{
	struct buf text;

	buf_init(&text, arena);
	digest_write(&text, digest);
	return buf_done(&text, out);
}

static struct err log_batch(struct writer *writer, struct arena *arena, const struct logged *logged)
{
	const struct driver *driver = writer->db->driver;
	const struct batch *batch = &logged->batch;
	struct str previous, hash;

	TRY(digest_text(arena, batch->previous, &previous));
	TRY(digest_text(arena, batch->hash, &hash));
	if (!writer->batch)
		TRY(driver->prepare(writer->db, sql_batch_insert, &writer->batch));
	driver->bind_integer(writer->batch, 1, batch->number);
	driver->bind_integer(writer->batch, 2, batch->at.us);
	driver->bind_text(writer->batch, 3, batch->who);
	driver->bind_text(writer->batch, 4, logged->who_salt);
	driver->bind_text(writer->batch, 5, logged->who_digest);
	driver->bind_text(writer->batch, 6, batch->why);
	driver->bind_text(writer->batch, 7, batch->source);
	driver->bind_text(writer->batch, 8, batch->source_sha256);
	driver->bind_integer(writer->batch, 9, batch->n_changes);
	driver->bind_text(writer->batch, 10, previous);
	driver->bind_text(writer->batch, 11, hash);
	return run_bound(writer->batch);
}

/* The moment of a batch never goes back, whatever the clock does: days are looked up by it. */
static struct moment not_before(struct moment at, struct moment previous)
{
	return at.us > previous.us ? at : previous;
}

static struct err describe(struct arena *arena, const struct writing *writing,
			   struct snapshot_head previous, struct logged *out)
{
	const struct batch_draft *draft = writing->draft;
	struct logged logged = {
		.batch = { .number = previous.batch + 1,
			   .at = not_before(draft->at, previous.at),
			   .who = draft->who,
			   .why = draft->why,
			   .source = draft->source,
			   .source_sha256 = draft->source_sha256,
			   .n_changes = (int64_t)(writing->n_changes + writing->n_touched),
			   .previous = previous.hash },
	};

	TRY(digest_text(arena, draft->who_salt, &logged.who_salt));
	TRY(digest_text(arena, log_who_digest(logged.who_salt, draft->who), &logged.who_digest));
	*out = logged;
	return OK;
}

static struct err log_slice(struct writer *writer, int64_t batch, int64_t place,
			    const struct touched_slice *touched, struct hasher *hasher)
{
	const struct logged_change logged = { .batch = batch,
					      .noun_name = LOG_SERIES,
					      .key = touched->name,
					      .before = touched->before,
					      .after = touched->after };

	log_hash_change(hasher, &logged);
	return log_change(writer, &logged, place);
}

/* The rows of a batch into the log, its hash and the tables, then the slices that it has changed. */
static struct err write_changes(struct writer *writer, struct arena *scratch, int64_t batch,
				const struct writing *writing, struct hasher *hasher)
{
	for (size_t i = 0; i < writing->n_changes; i++) {
		arena_reset(scratch);
		TRY(write_change(writer, scratch, batch, (int64_t)i, &writing->changes[i], hasher));
	}
	for (size_t i = 0; i < writing->n_touched; i++)
		TRY(log_slice(writer, batch, (int64_t)(writing->n_changes + i),
			      &writing->touched[i], hasher));
	return OK;
}

static struct err write_draft(struct writer *writer, const struct writing *writing,
			      struct snapshot_head previous, struct arena *arena,
			      struct snapshot_head *out)
{
	struct logged logged;
	struct hasher hasher;
	struct arena scratch;

	TRY(describe(arena, writing, previous, &logged));
	hasher_init(&hasher);
	log_hash_batch(&hasher, &logged);
	arena_init(&scratch, STORE_SCRATCH_BYTES);
	struct err e = write_changes(writer, &scratch, logged.batch.number, writing, &hasher);

	arena_finish(&scratch);
	TRY(e);
	logged.batch.hash = hasher_end(&hasher);
	TRY(log_batch(writer, arena, &logged));
	*out = (struct snapshot_head){ .batch = logged.batch.number,
				       .hash = logged.batch.hash,
				       .at = logged.batch.at };
	return OK;
}

/* The hash of the batch as the database now holds it. */
static struct err rehash(struct db *db, struct arena *arena, int64_t number, struct digest *out)
{
	struct query *query;
	struct logged logged = { 0 };
	struct hasher hasher;
	bool row = false;

	TRY(db->driver->prepare(db, sql_batches_down, &query));
	db->driver->bind_integer(query, 1, number);
	db->driver->bind_integer(query, 2, 1);
	struct err e = db->driver->step(query, &row);

	if (!failed(e))
		e = row ? log_fetch_batch(query, arena, &logged) : ERROR(ERR_DB, "a batch is gone");
	db->driver->finish(query);
	TRY(e);
	hasher_init(&hasher);
	log_hash_batch(&hasher, &logged);

	TRY(db->driver->prepare(db, sql_changes_between, &query));
	db->driver->bind_integer(query, 1, number - 1);
	db->driver->bind_integer(query, 2, number);
	while (!failed(e = db->driver->step(query, &row)) && row) {
		struct logged_change change;

		log_borrow_change(query, &change);
		log_hash_change(&hasher, &change);
	}
	db->driver->finish(query);
	TRY(e);
	*out = hasher_end(&hasher);
	return OK;
}

/* Is the snapshot what the draft was made on, as a whole or at least in each row that it changes? */
static struct err check_befores(const struct snapshot *present, const struct batch_draft *draft,
				const struct change *changes, size_t count)
{
	if (draft->onto && !digest_eq(*draft->onto, snapshot_head(present).hash))
		return ERROR(ERR_CONFLICT, "another batch has come in between");
	for (size_t i = 0; i < count; i++) {
		const struct change *change = &changes[i];
		const void *row = snapshot_find(present, change->noun, change->key);

		assert(change->before || change->after);
		if (!row != !change->before ||
		    (row && !row_eq(noun_of(change->noun), row, change->before)))
			return ERROR(ERR_CONFLICT, "the row has been changed by somebody else");
	}
	return OK;
}

/* What the feed brings, into the tables of the series; what is touched, and the rows that go with it. */
static struct err take_feed(struct series_feeder *feeder, struct observation_feed *feed,
			    const struct snapshot *present, struct arena *arena,
			    struct writing *writing)
{
	struct touched_slice *touched;

	TRY(series_feed(feeder, feed));
	TRY(feed->rows(feed, present, arena, &writing->changes, &writing->n_changes));
	TRY(series_touched(feeder, &touched, &writing->n_touched));
	writing->touched = touched;
	return check_befores(present, writing->draft, writing->changes, writing->n_changes);
}

static struct err gather(struct writer *writer, const struct batch_draft *draft,
			 const struct snapshot *present, struct arena *arena, struct writing *out)
{
	struct series_feeder *feeder;
	struct writing writing = { .draft = draft,
				   .changes = draft->changes,
				   .n_changes = draft->count };
	struct err e = OK;

	if (draft->feed) {
		TRY(series_feeder_open(writer->db, arena, snapshot_head(present).batch + 1,
				       &feeder));
		e = take_feed(feeder, draft->feed, present, arena, &writing);
		series_feeder_close(feeder);
	}
	*out = writing;
	return e;
}

/* The batch as it was gathered: into the log and the tables, and read back. */
static struct err record(struct writer *writer, const struct writing *writing,
			 struct snapshot_head previous, struct arena *arena,
			 struct snapshot_head *out)
{
	struct digest written;

	TRY(write_draft(writer, writing, previous, arena, out));
	TRY(rehash(writer->db, arena, out->batch, &written));
	if (!digest_eq(written, out->hash))
		return ERROR(ERR_DB, "what was written is not what is read back");
	return OK;
}

static struct err commit_in(struct writer *writer, struct pending *pending, struct arena *arena,
			    struct snapshot **current)
{
	struct snapshot_head head = snapshot_head(*current);
	struct snapshot *next;
	struct writing writing;

	TRY(gather(writer, pending->draft, *current, arena, &writing));
	pending->head = head;
	if (pending->draft->dry_run ||
	    (pending->draft->feed && writing.n_changes + writing.n_touched == 0))
		return OK;
	TRY(record(writer, &writing, head, arena, &head));
	TRY(snapshot_apply(*current, writing.changes, writing.n_changes, head, &next));
	snapshot_release(*current);
	*current = next;
	pending->head = head;
	return OK;
}

/* Writes one draft and moves *current on; the two kinds of failure are told apart by the caller. */
static struct err commit_draft(struct writer *writer, struct pending *pending,
			       struct snapshot **current)
{
	struct arena arena;

	arena_init(&arena, pending->draft->feed ? STORE_SCRATCH_BYTES : LIMIT_REQUEST_ARENA);
	struct err e = commit_in(writer, pending, &arena, current);

	arena_finish(&arena);
	return e;
}

/* The drafts of the group inside the open transaction; *current ends as the new present. */
static struct err commit_drafts(struct store *store, struct pending *group,
				struct snapshot **current)
{
	struct snapshot *caught_up;

	if (store->driver->is_moved(store->writer.db))
		return ERROR(ERR_DB, "the database was moved away while it was open");
	assert(group);
	struct err e = store_catch_up(store->writer.db, *current, &caught_up);

	if (e.code == ERR_NOT_FOUND)
		return ERROR(ERR_DB, "the database was overwritten while it was open");
	TRY(e);
	snapshot_release(*current);
	*current = caught_up;
	for (struct pending *p = group; p; p = p->next) {
		p->result = check_befores(*current, p->draft, p->draft->changes, p->draft->count);
		if (!failed(p->result))
			TRY(commit_draft(&store->writer, p, current));
	}
	if (group->draft->dry_run) {
		store->driver->rollback(store->writer.db);
		return OK;
	}
	return store->driver->commit(store->writer.db);
}

static void commit_group(struct store *store, struct pending *group)
{
	struct snapshot *current;
	struct err e = store->driver->begin(store->writer.db);

	if (!failed(e)) {
		pthread_mutex_lock(&store->reading);
		current = snapshot_hold(store->present);
		pthread_mutex_unlock(&store->reading);
		e = commit_drafts(store, group, &current);
		if (failed(e)) {
			store->driver->rollback(store->writer.db);
			snapshot_release(current);
		} else {
			store_swap(store, current);
		}
	}
	for (struct pending *p = group; failed(e) && p; p = p->next)
		p->result = e;
}

/*
 * Takes those who wait off the queue. A feed may fail for reasons of its own, and then the transaction is
 * rolled back: it is a group by itself.
 */
static struct pending *take_group(struct store *store)
{
	struct pending *group = store->first, *end = group;

	while (!group->draft->feed && end->next && !end->next->draft->feed)
		end = end->next;
	store->first = end->next;
	if (!store->first)
		store->last = &store->first;
	end->next = NULL;
	return group;
}

/* Takes the queue or a part of it and commits that; its lock is held on entry and on return. */
static void lead(struct store *store)
{
	struct pending *group = take_group(store);

	store->led = true;
	pthread_mutex_unlock(&store->queueing);
	commit_group(store, group);
	pthread_mutex_lock(&store->queueing);
	store->led = false;
	for (struct pending *p = group, *next; p; p = next) {
		next = p->next; /* p may be gone as soon as it is done */
		p->done = true;
	}
	pthread_cond_broadcast(&store->turn);
}

struct err store_commit(struct store *store, const struct batch_draft *draft,
			struct snapshot_head *out)
{
	struct pending pending = { .draft = draft };

	if (!store->writer.db)
		return ERROR(ERR_DENIED, "the database was opened for reading");
	pthread_mutex_lock(&store->queueing);
	*store->last = &pending;
	store->last = &pending.next;
	while (!pending.done) {
		if (store->led)
			pthread_cond_wait(&store->turn, &store->queueing);
		else
			lead(store);
	}
	pthread_mutex_unlock(&store->queueing);
	TRY(pending.result);
	if (out)
		*out = pending.head;
	return OK;
}
