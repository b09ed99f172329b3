/*
 * The log: batches whose hashes form a chain, with the changes of each. The hash of a batch runs over
 * its number, moment, a salted digest of the person (so that a name can be erased and the chain still
 * holds), reason, source, the hash before it, and every change with the encodings of its rows. Each
 * item enters as its length in decimal, a colon and its bytes.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/list.h"
#include "model/row.h"
#include "store/internal.h"
#include "store/log_sql.h"

void log_hash_item(struct hasher *hasher, struct str item)
{
	char length[DIGITS_MOST];

	hasher_add(hasher, str_of_digits(length, item.len, 1));
	hasher_add(hasher, S(":"));
	hasher_add(hasher, item);
}

static void hash_integer(struct hasher *hasher, int64_t n)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%" PRId64, n);

	log_hash_item(hasher, (struct str){ text, (size_t)len });
}

void log_hash_batch(struct hasher *hasher, const struct logged *batch)
{
	log_hash_item(hasher, S("outturn batch 1"));
	hash_integer(hasher, batch->batch.number);
	hash_integer(hasher, batch->batch.at.us);
	log_hash_item(hasher, batch->who_digest);
	log_hash_item(hasher, batch->batch.why);
	log_hash_item(hasher, batch->batch.source);
	log_hash_item(hasher, batch->batch.source_sha256);
	hash_integer(hasher, batch->batch.n_changes);
	log_hash_item(hasher,
		      (struct str){ (const char *)batch->batch.previous.bytes, DIGEST_BYTES });
}

/* No row at all and an empty encoding differ: "-" is no encoding. */
static struct str encoding_or_dash(struct str encoding)
{
	return encoding.at ? encoding : S("-");
}

void log_hash_change(struct hasher *hasher, const struct logged_change *change)
{
	log_hash_item(hasher, change->noun_name);
	log_hash_item(hasher, change->key);
	log_hash_item(hasher, encoding_or_dash(change->before));
	log_hash_item(hasher, encoding_or_dash(change->after));
}

struct digest log_who_digest(struct str salt, struct str who)
{
	struct hasher hasher;

	hasher_init(&hasher);
	log_hash_item(&hasher, salt);
	log_hash_item(&hasher, who);
	return hasher_end(&hasher);
}

/* What no program wrote is refused here, before anything counts on it. */
static struct err check_identity(int64_t number, struct moment at)
{
	if (number < 1 || !moment_exists(at))
		return ERROR(ERR_INVALID, "the log has a batch whose number or moment is none");
	return OK;
}

static struct err fetch_head(struct query *query, struct snapshot_head *out)
{
	struct snapshot_head head = {
		.batch = query->driver->column_integer(query, 0),
		.at = { query->driver->column_integer(query, 1) },
	};

	TRY(check_identity(head.batch, head.at));
	if (!digest_parse(query->driver->column_text(query, 2), &head.hash))
		return ERROR(ERR_INVALID, "the log has a hash that is none");
	*out = head;
	return OK;
}

struct err log_identity(struct db *db, struct str sql, int64_t parameter, struct snapshot_head *out)
{
	struct query *query;
	bool row = false;

	TRY(db->driver->prepare(db, sql, &query));
	db->driver->bind_integer(query, 1, parameter);
	struct err e = db->driver->step(query, &row);

	if (!failed(e))
		e = row ? fetch_head(query, out) : ERROR(ERR_NOT_FOUND, "there is no such batch");
	db->driver->finish(query);
	return e;
}

struct err log_head(struct db *db, struct snapshot_head *out)
{
	struct query *query;
	bool row = false;

	TRY(db->driver->prepare(db, sql_batch_head, &query));
	struct err e = db->driver->step(query, &row);

	if (!failed(e) && row)
		e = fetch_head(query, out);
	else if (!failed(e))
		*out = (struct snapshot_head){ 0 };
	db->driver->finish(query);
	return e;
}

static struct err fetch_text(struct query *query, struct arena *arena, int column, struct str *out)
{
	struct str copy = str_copy(arena, query->driver->column_text(query, column));

	TRY_NEW(copy.at || query->driver->column_text(query, column).len == 0);
	*out = copy;
	return OK;
}

struct err log_fetch_batch(struct query *query, struct arena *arena, struct logged *out)
{
	const struct driver *driver = query->driver;
	struct logged logged = {
		.batch = { .number = driver->column_integer(query, 0),
			   .at = { driver->column_integer(query, 1) },
			   .n_changes = driver->column_integer(query, 8) },
		.erased = driver->column_is_null(query, 2),
	};

	TRY(check_identity(logged.batch.number, logged.batch.at));
	TRY(fetch_text(query, arena, 2, &logged.batch.who));
	TRY(fetch_text(query, arena, 3, &logged.who_salt));
	TRY(fetch_text(query, arena, 4, &logged.who_digest));
	TRY(fetch_text(query, arena, 5, &logged.batch.why));
	TRY(fetch_text(query, arena, 6, &logged.batch.source));
	TRY(fetch_text(query, arena, 7, &logged.batch.source_sha256));
	if (!digest_parse(driver->column_text(query, 9), &logged.batch.previous) ||
	    !digest_parse(driver->column_text(query, 10), &logged.batch.hash))
		return ERROR(ERR_INVALID, "the log has a hash that is none");
	*out = logged;
	return OK;
}

void log_borrow_change(struct query *query, struct logged_change *out)
{
	const struct driver *driver = query->driver;

	*out = (struct logged_change){
		.batch = driver->column_integer(query, 0),
		.noun_name = driver->column_text(query, 1),
		.key = driver->column_text(query, 2),
		.before = driver->column_is_null(query, 3) ? (struct str){ 0 }
							   : driver->column_text(query, 3),
		.after = driver->column_is_null(query, 4) ? (struct str){ 0 }
							  : driver->column_text(query, 4),
	};
	out->noun = noun_named(out->noun_name);
}

static struct err read_batches(struct db *db, struct arena *arena, int64_t from, size_t count,
			       struct list *batches)
{
	struct query *query;
	bool row;

	TRY(db->driver->prepare(db, sql_batches_down, &query));
	db->driver->bind_integer(query, 1, from);
	db->driver->bind_integer(query, 2, (int64_t)count);
	struct err e = OK;

	while (!failed(e) && !failed(e = db->driver->step(query, &row)) && row) {
		struct logged logged;

		e = log_fetch_batch(query, arena, &logged);
		if (!failed(e))
			e = list_push(batches, &logged.batch);
	}
	db->driver->finish(query);
	return e;
}

struct err store_batches(struct store *store, struct arena *arena, int64_t from, size_t count,
			 struct batch **out, size_t *count_out)
{
	struct list batches = LIST(arena, struct batch);

	pthread_mutex_lock(&store->reading);
	struct err e =
		read_batches(store->reader, arena, from > 0 ? from : INT64_MAX, count, &batches);

	pthread_mutex_unlock(&store->reading);
	TRY(e);
	*out = batches.at;
	*count_out = batches.count;
	return OK;
}

struct err store_batch(struct store *store, struct arena *arena, int64_t number, struct batch *out)
{
	struct batch *found;
	size_t count;

	if (number < 1)
		return ERROR(ERR_NOT_FOUND, "there is no such batch");
	TRY(store_batches(store, arena, number, 1, &found, &count));
	if (count == 0 || found->number != number)
		return ERROR(ERR_NOT_FOUND, "there is no such batch");
	*out = *found;
	return OK;
}

static struct err decode_side(struct arena *arena, const struct noun *noun, struct str encoding,
			      const void **out)
{
	void *row;

	if (!encoding.at) {
		*out = NULL;
		return OK;
	}
	row = arena_alloc(arena, 1, noun->row_size);
	TRY_NEW(row);
	TRY(row_decode(arena, noun, encoding, row));
	*out = row;
	return OK;
}

static struct err keep_change(struct arena *arena, const struct logged_change *logged,
			      struct list *changes)
{
	struct recorded recorded = { .batch = logged->batch };

	if (!logged->noun)
		return OK; /* a noun of another edition of the program: nothing here can show it */
	recorded.change.noun = logged->noun->id;
	recorded.change.key = str_copy(arena, logged->key);
	TRY_NEW(recorded.change.key.at);
	TRY(decode_side(arena, logged->noun, logged->before, &recorded.change.before));
	TRY(decode_side(arena, logged->noun, logged->after, &recorded.change.after));
	return list_push(changes, &recorded);
}

/* Runs the bound query to its end and ends it. */
static struct err collect_changes(struct query *query, struct arena *arena, struct list *changes)
{
	struct err e = OK;
	bool row;

	while (!failed(e) && !failed(e = query->driver->step(query, &row)) && row) {
		struct logged_change logged;

		log_borrow_change(query, &logged);
		e = keep_change(arena, &logged, changes);
	}
	query->driver->finish(query);
	return e;
}

static struct err hand_out(struct err e, const struct list *changes, struct recorded **out,
			   size_t *count_out)
{
	TRY(e);
	*out = changes->at;
	*count_out = changes->count;
	return OK;
}

struct err store_changes(struct store *store, struct arena *arena, int64_t batch, int64_t from,
			 size_t count, struct recorded **out, size_t *count_out)
{
	struct list changes = LIST(arena, struct recorded);
	struct query *query;

	pthread_mutex_lock(&store->reading);
	struct err e = store->driver->prepare(store->reader, sql_changes_of_batch, &query);

	if (!failed(e)) {
		store->driver->bind_integer(query, 1, batch);
		store->driver->bind_integer(query, 2, from);
		store->driver->bind_integer(query, 3, (int64_t)count);
		e = collect_changes(query, arena, &changes);
	}
	pthread_mutex_unlock(&store->reading);
	return hand_out(e, &changes, out, count_out);
}

struct err store_history(struct store *store, struct arena *arena, enum noun_id noun,
			 struct str key, size_t count, struct recorded **out, size_t *count_out)
{
	struct list changes = LIST(arena, struct recorded);
	struct query *query;

	pthread_mutex_lock(&store->reading);
	struct err e = store->driver->prepare(store->reader, sql_changes_of_row, &query);

	if (!failed(e)) {
		store->driver->bind_text(query, 1, key);
		store->driver->bind_text(query, 2, noun_of(noun)->name);
		store->driver->bind_integer(query, 3, (int64_t)count);
		e = collect_changes(query, arena, &changes);
	}
	pthread_mutex_unlock(&store->reading);
	return hand_out(e, &changes, out, count_out);
}
