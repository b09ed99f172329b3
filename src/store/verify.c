/*
 * Trust, but recompute: every hash of the log, the chain that they form, that each change starts from
 * where the one before it ended, and that the tables hold what the log leads to. Everything wrong is
 * told; a fault does not end the reading.
 */
#include "store/verify.h"

#include <assert.h>

#include "base/buf.h"
#include "model/row.h"
#include "store/log_sql.h"

struct err verify_tell(struct verification *v, int64_t batch, struct str what)
{
	struct store_fault fault = { .batch = batch, .what = what };

	TRY_NEW(what.at);
	return list_push(v->faults, &fault);
}

struct err verify_row(struct verification *v, struct str noun, struct str key,
		      struct replayed **out)
{
	struct replayed fresh = { 0 };
	struct str name = str_format(v->work, "%.*s %.*s", STR_ARGS(noun), STR_ARGS(key));
	uint64_t place;

	TRY_NEW(name.at);
	if (!map_get(&v->places, name, &place)) {
		fresh.name = name;
		place = v->rows.count;
		TRY(map_put(&v->places, name, place));
		TRY(list_push(&v->rows, &fresh));
	}
	*out = LIST_AT(v->rows, struct replayed, place);
	return OK;
}

static bool same_encoding(struct str a, struct str b)
{
	return !a.at == !b.at && str_eq(a, b);
}

static struct err replay(struct verification *v, const struct logged_change *change)
{
	struct replayed *row;
	struct str after = { 0 };

	TRY(verify_row(v, change->noun_name, change->key, &row));
	if (!same_encoding(row->encoding, change->before))
		TRY(verify_tell(v, change->batch,
				str_format(v->arena,
					   "%.*s: the change does not start from the row before it",
					   STR_ARGS(row->name))));
	if (change->after.at) {
		after = str_copy(v->work, change->after);
		TRY_NEW(after.at || change->after.len == 0);
		if (!after.at)
			after = S("");
	}
	row->encoding = after;
	return str_eq(change->noun_name, LOG_SERIES) ? verify_note_series(v, change) : OK;
}

/* Reads the changes of a batch into the hash and the replay. */
static struct err replay_batch(struct verification *v, int64_t number, struct hasher *hasher,
			       int64_t *count_out)
{
	struct query *query;
	struct err e = OK;
	int64_t count = 0;
	bool row;

	TRY(v->db->driver->prepare(v->db, sql_changes_between, &query));
	v->db->driver->bind_integer(query, 1, number - 1);
	v->db->driver->bind_integer(query, 2, number);
	while (!failed(e) && !failed(e = v->db->driver->step(query, &row)) && row) {
		struct logged_change change;

		log_borrow_change(query, &change);
		log_hash_change(hasher, &change);
		e = replay(v, &change);
		count++;
	}
	v->db->driver->finish(query);
	*count_out = count;
	return e;
}

static struct err check_person(struct verification *v, const struct logged *logged)
{
	struct buf text;
	struct str expected;

	if (logged->erased)
		return OK;
	buf_init(&text, v->work);
	digest_write(&text, log_who_digest(logged->who_salt, logged->batch.who));
	TRY(buf_done(&text, &expected));
	if (!str_eq(expected, logged->who_digest))
		return verify_tell(v, logged->batch.number, S("the person's name was changed"));
	return OK;
}

/* One batch after the batch `last`; *last becomes it. */
static struct err check_batch(struct verification *v, const struct logged *logged,
			      struct snapshot_head *last)
{
	const struct batch *batch = &logged->batch;
	struct hasher hasher;
	int64_t count;

	if (batch->number != last->batch + 1)
		TRY(verify_tell(v, batch->number, S("the batch before it is missing")));
	if (!digest_eq(batch->previous, last->hash))
		TRY(verify_tell(v, batch->number, S("it does not follow the batch before it")));
	TRY(check_person(v, logged));
	hasher_init(&hasher);
	log_hash_batch(&hasher, logged);
	TRY(replay_batch(v, batch->number, &hasher, &count));
	if (count != batch->n_changes)
		TRY(verify_tell(v, batch->number, S("it has not as many changes as it says")));
	if (!digest_eq(hasher_end(&hasher), batch->hash))
		TRY(verify_tell(v, batch->number, S("its hash is not that of its content")));
	if (v->head && digest_eq(batch->hash, *v->head))
		v->head_found = true;
	*last = (struct snapshot_head){ .batch = batch->number, .hash = batch->hash };
	return OK;
}

/* A row's history would show changes that no batch made and no hash covers. */
static struct err check_astray(struct verification *v)
{
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(v->db->driver->prepare(v->db, sql_changes_astray, &query));
	while (!failed(e) && !failed(e = v->db->driver->step(query, &row)) && row)
		e = verify_tell(v, v->db->driver->column_integer(query, 0),
				S("there are changes of it, but the log does not have it"));
	v->db->driver->finish(query);
	return e;
}

static struct err check_chain(struct verification *v)
{
	struct snapshot_head last = { 0 };
	struct query *query;
	struct err e = OK;
	bool row;

	TRY(v->db->driver->prepare(v->db, sql_batches_up, &query));
	v->db->driver->bind_integer(query, 1, 0);
	v->db->driver->bind_integer(query, 2, INT64_MAX);
	while (!failed(e) && !failed(e = v->db->driver->step(query, &row)) && row) {
		struct logged logged;

		e = log_fetch_batch(query, v->work, &logged);
		if (!failed(e))
			e = check_batch(v, &logged, &last);
	}
	v->db->driver->finish(query);
	TRY(e);
	if (v->head && !v->head_found)
		TRY(verify_tell(v, 0, S("the log does not contain the head that was given")));
	return OK;
}

static struct err check_row(struct verification *v, const struct noun *noun, struct str key,
			    const void *row)
{
	struct replayed *replayed = NULL;
	struct str encoding;
	struct buf text;

	TRY(verify_row(v, noun->name, key, &replayed));
	assert(replayed);
	buf_init(&text, v->work);
	row_encode(&text, noun, row);
	TRY(buf_done(&text, &encoding));
	replayed->seen = true;
	if (same_encoding(replayed->encoding, encoding.at ? encoding : S("")))
		return OK;
	return verify_tell(v, 0,
			   str_format(v->arena,
				      "%.*s: the table does not hold what the log leads to",
				      STR_ARGS(replayed->name)));
}

static struct err check_tables(struct verification *v, const struct snapshot *tables)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		struct rows rows = snapshot_rows(tables, (enum noun_id)id);

		for (const void *row; (row = rows_next(&rows));)
			TRY(check_row(v, noun_of((enum noun_id)id), rows.key, row));
	}
	TRY(verify_series(v));
	for (size_t i = 0; i < v->rows.count; i++) {
		const struct replayed *row = LIST_AT(v->rows, struct replayed, i);

		if (row->encoding.at && !row->seen)
			TRY(verify_tell(v, 0,
					str_format(v->arena, "%.*s: the table lacks the row",
						   STR_ARGS(row->name))));
	}
	return OK;
}

static struct err verify_in(struct verification *v)
{
	struct snapshot *tables;

	map_init(&v->places, v->work);
	map_init(&v->befores, v->work);
	v->rows = LIST(v->work, struct replayed);
	v->sides = LIST(v->work, struct logged_side);
	TRY(check_chain(v));
	TRY(check_astray(v));
	TRY(store_load(v->db, &tables));
	struct err e = check_tables(v, tables);

	snapshot_release(tables);
	return e;
}

struct err store_verify(struct store *store, struct arena *arena, const struct digest *head,
			struct store_fault **out, size_t *count_out)
{
	struct list faults = LIST(arena, struct store_fault);
	struct arena work, each;
	struct verification v = { .db = store->reader,
				  .arena = arena,
				  .work = &work,
				  .each = &each,
				  .faults = &faults,
				  .head = head };

	arena_init(&work, STORE_SCRATCH_BYTES);
	arena_init(&each, STORE_SCRATCH_BYTES);
	pthread_mutex_lock(&store->reading);
	struct err e = store->driver->run(store->reader, "BEGIN");

	if (!failed(e)) {
		e = verify_in(&v);
		store->driver->rollback(store->reader);
	}
	pthread_mutex_unlock(&store->reading);
	arena_finish(&each);
	arena_finish(&work);
	TRY(e);
	*out = faults.at;
	*count_out = faults.count;
	return OK;
}
