/*
 * Reading rows, judging them as a whole, recording the difference. The candidate is a snapshot of its
 * own: references are looked up in it, so it does not matter which table came first, or whether a row
 * that is referred to is new or old.
 */
#include "app/import_plan.h"

#include <assert.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/printable.h"
#include "model/diff.h"
#include "model/row.h"
#include "store/series.h"

/* A row as it came in. */
struct arrival {
	const void *row;
	struct str key;
	int64_t line;
};

/* What came in for one noun. */
struct arrivals {
	bool present; /* the source has the table */
	struct str file;
	struct list rows; /* struct arrival, sorted by key when all are in */
};

struct reading {
	struct arena *arena;
	struct store *store; /* whose observations keep their variables; NULL: there are none */
	struct diagnostics *diagnostics;
	struct arrivals nouns[NOUN_COUNT];
	uint64_t incomplete; /* NOUN_BIT of the tables of which not every row could be read */
};

static struct err take_chunk(struct reading *reading, const struct row_chunk *chunk)
{
	struct arrivals *arrivals = &reading->nouns[chunk->noun->id];

	arrivals->present = true;
	arrivals->file = chunk->file;
	for (size_t i = 0; i < chunk->count; i++) {
		struct arrival arrival = {
			.row = (const char *)chunk->rows + i * chunk->noun->row_size,
			.line = chunk->lines[i],
		};

		TRY(row_key(reading->arena, chunk->noun, arrival.row, &arrival.key));
		TRY(list_push(&arrivals->rows, &arrival));
	}
	return OK;
}

static int compare_arrivals(const void *a, const void *b, const void *context)
{
	(void)context;
	return key_cmp(((const struct arrival *)a)->key, ((const struct arrival *)b)->key);
}

/* Of rows with one key the first stays; the others are told. */
static struct err drop_duplicates(struct reading *reading, struct arrivals *arrivals)
{
	size_t kept = 0;

	for (size_t i = 0; i < arrivals->rows.count; i++) {
		const struct arrival *row = LIST_AT(arrivals->rows, struct arrival, i);
		const struct arrival *last =
			kept > 0 ? LIST_AT(arrivals->rows, struct arrival, kept - 1) : NULL;

		if (!last || !str_eq(last->key, row->key)) {
			*LIST_AT(arrivals->rows, struct arrival, kept++) = *row;
			continue;
		}

		struct diagnostic d = { .id = DIAGNOSTIC_DUPLICATE_KEY,
					.file = arrivals->file,
					.line = row->line,
					.key = row->key,
					.args = { row->key, str_format(reading->arena, "%lld",
								       (long long)last->line) } };

		TRY(diagnostics_add(reading->diagnostics, d));
	}
	arrivals->rows.count = kept;
	return OK;
}

static struct err read_all(struct reading *reading, struct row_source *source)
{
	struct row_chunk chunk;

	for (int id = 0; id < NOUN_COUNT; id++)
		reading->nouns[id].rows = LIST(reading->arena, struct arrival);
	for (;;) {
		TRY(source->next(source, reading->arena, reading->diagnostics, &chunk));
		if (!chunk.noun)
			break;
		TRY(take_chunk(reading, &chunk));
	}
	reading->incomplete = source->incomplete;
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		TRY(list_sort(&reading->nouns[id].rows, compare_arrivals, NULL));
		TRY(drop_duplicates(reading, &reading->nouns[id]));
	}
	return OK;
}

/* How a merge of two sorted tables goes on: which side has the lower key, or both the same. */
static int compare_sides(const void *row, struct str key, const struct arrivals *arrivals, size_t i)
{
	if (!row)
		return 1;
	if (i == arrivals->rows.count)
		return -1;
	return key_cmp(key, LIST_AT(arrivals->rows, struct arrival, i)->key);
}

/* What leads from the snapshot's table to the one that came in. */
static struct err diff_table(const struct snapshot *snapshot, const struct noun *noun,
			     const struct arrivals *arrivals, struct list *changes)
{
	struct rows rows = snapshot_rows(snapshot, noun->id);
	const void *row = rows_next(&rows);
	size_t i = 0;

	while (row || i < arrivals->rows.count) {
		int side = compare_sides(row, rows.key, arrivals, i);
		const struct arrival *arrival =
			side >= 0 ? LIST_AT(arrivals->rows, struct arrival, i) : NULL;
		struct change change = { .noun = noun->id,
					 .key = side >= 0 ? arrival->key : rows.key,
					 .before = side <= 0 ? row : NULL,
					 .after = side >= 0 ? arrival->row : NULL };

		if (side != 0 || !row_eq(noun, row, arrival->row))
			TRY(list_push(changes, &change));
		if (side <= 0)
			row = rows_next(&rows);
		if (side >= 0)
			i++;
	}
	return OK;
}

static struct err diff_tables(const struct reading *reading, const struct snapshot *snapshot,
			      struct list *changes)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++)
		if (reading->nouns[id].present)
			TRY(diff_table(snapshot, noun_of((enum noun_id)id), &reading->nouns[id],
				       changes));
	return OK;
}

/* A reference field of a table, and the value that was last found to be right. */
struct reference {
	const struct noun *noun;
	const struct field *field;
	struct str known;
};

static bool is_dangling(const struct snapshot *snapshot, struct reference *reference,
			const void *row)
{
	struct str value = field_str(reference->field, row);

	if (str_empty(value) || str_eq(value, reference->known))
		return false;
	if (!snapshot_find(snapshot, reference->field->refers, value))
		return true;
	reference->known = value;
	return false;
}

static struct err tell_dangling(struct reading *reading, const struct reference *reference,
				struct str file, const struct arrival *arrival)
{
	struct diagnostic d = {
		.id = DIAGNOSTIC_UNKNOWN_REFERENCE,
		.file = file,
		.line = arrival->line,
		.column = reference->field->name,
		.key = arrival->key,
		.args = { field_str(reference->field, arrival->row),
			  noun_of(reference->field->refers)->name },
	};

	return diagnostics_add(reading->diagnostics, d);
}

static struct err check_arrivals(struct reading *reading, const struct snapshot *candidate,
				 struct reference *reference)
{
	const struct arrivals *arrivals = &reading->nouns[reference->noun->id];

	for (size_t i = 0; i < arrivals->rows.count; i++) {
		const struct arrival *arrival = LIST_AT(arrivals->rows, struct arrival, i);

		if (is_dangling(candidate, reference, arrival->row))
			TRY(tell_dangling(reading, reference, arrivals->file, arrival));
	}
	return OK;
}

/* A table that the source lacks may still refer to rows that the source took away. */
static struct err check_untouched(struct reading *reading, const struct snapshot *candidate,
				  struct reference *reference)
{
	struct rows rows = snapshot_rows(candidate, reference->noun->id);
	struct str file = str_format(reading->arena, "%.*s.csv", STR_ARGS(reference->noun->name));

	TRY_NEW(file.at);
	for (struct arrival kept = { 0 }; (kept.row = rows_next(&rows));) {
		kept.key = rows.key;
		if (is_dangling(candidate, reference, kept.row))
			TRY(tell_dangling(reading, reference, file, &kept));
	}
	return OK;
}

static struct err check_field(struct reading *reading, const struct snapshot *candidate,
			      const struct noun *noun, const struct field *field)
{
	struct reference reference = { .noun = noun, .field = field };

	if (field->refers == NOUN_NONE)
		return OK;
	/* What refers to a row that could not be read is not wrong for that. */
	if (reading->incomplete & NOUN_BIT(field->refers))
		return OK;
	if (reading->nouns[noun->id].present)
		return check_arrivals(reading, candidate, &reference);
	if (reading->nouns[field->refers].present)
		return check_untouched(reading, candidate, &reference);
	return OK;
}

static struct err check_references(struct reading *reading, const struct snapshot *candidate)
{
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		for (size_t i = 0; i < noun->n_fields; i++)
			TRY(check_field(reading, candidate, noun, &noun->fields[i]));
	}
	return OK;
}

/*
 * A table of variables that lacks one is not a wish to have its observations without a name: a variable
 * that has some stays.
 */
static struct err keep_observed(const struct reading *reading, struct list *changes)
{
	size_t kept = 0;

	for (size_t i = 0; reading->store && i < changes->count; i++) {
		const struct change *change = LIST_AT(*changes, struct change, i);
		int64_t since = 0;

		if (change->noun == NOUN_VARIABLE && !change->after)
			TRY(store_observed_since(reading->store, change->key, &since));
		if (since == 0)
			*LIST_AT(*changes, struct change, kept++) = *change;
	}
	if (reading->store)
		changes->count = kept;
	return OK;
}

/* The source put on top of the snapshot, with its references judged; *changes leads there. */
static struct err make_candidate(struct reading *reading, const struct snapshot *snapshot,
				 struct list *changes, struct snapshot **out)
{
	struct snapshot *candidate;

	TRY(diff_tables(reading, snapshot, changes));
	TRY(keep_observed(reading, changes));
	TRY(snapshot_apply(snapshot, changes->at, changes->count, snapshot_head(snapshot),
			   &candidate));
	struct err e = check_references(reading, candidate);

	if (failed(e)) {
		snapshot_release(candidate);
		return e;
	}
	*out = candidate;
	return OK;
}

static void count_changes(const struct list *changes, struct import_result *result)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = LIST_AT(*changes, struct change, i);

		result->added += !change->before;
		result->removed += !change->after;
		result->changed += change->before && change->after;
	}
}

enum { BATCHES_A_LOOK = 256 };

/* The number of the batch with that hash; ERR_NOT_FOUND when the log has none. */
static struct err find_batch(const struct app *app, struct arena *arena, struct digest hash,
			     int64_t *out)
{
	const struct digest none = { { 0 } };
	int64_t from = 0;

	if (digest_eq(hash, none)) {
		*out = 0; /* the state before the first batch */
		return OK;
	}
	for (;;) {
		struct batch *batches;
		size_t count;

		TRY(store_batches(app->store, arena, from, BATCHES_A_LOOK, &batches, &count));
		for (size_t i = 0; i < count; i++) {
			if (digest_eq(batches[i].hash, hash)) {
				*out = batches[i].number;
				return OK;
			}
		}
		if (count == 0 || batches[count - 1].number == 1)
			return ERROR(ERR_NOT_FOUND, "the log has no such head");
		from = batches[count - 1].number - 1;
	}
}

/* Rows that the database has changed since the base and that the source would change again. */
static struct err compare_with_base(struct arena *arena, const struct snapshot *base,
				    const struct snapshot *present,
				    const struct snapshot *candidate, struct import_result *result)
{
	struct list conflicts = LIST(arena, struct import_conflict);
	struct change *changes;
	size_t count;

	TRY(snapshot_diff(arena, base, present, &changes, &count));
	for (size_t i = 0; i < count; i++) {
		const struct change *change = &changes[i];
		const struct noun *noun = noun_of(change->noun);
		struct import_conflict conflict = {
			.noun = change->noun,
			.key = change->key,
			.base = change->before,
			.database = change->after,
			.source = snapshot_find(candidate, change->noun, change->key),
		};

		if (!conflict.source != !conflict.database ||
		    (conflict.source && !row_eq(noun, conflict.source, conflict.database)))
			TRY(list_push(&conflicts, &conflict));
	}
	result->conflicts = conflicts.at;
	result->n_conflicts = conflicts.count;
	return OK;
}

/* A copy of a conflict's row that outlives the snapshots it came from. */
static struct err keep_row(struct arena *arena, const struct noun *noun, const void **row)
{
	void *copy;

	if (!*row)
		return OK;
	copy = arena_alloc(arena, 1, noun->row_size);
	TRY_NEW(copy && row_copy(arena, noun, *row, copy));
	*row = copy;
	return OK;
}

static struct err keep_conflicts(struct arena *arena, struct import_result *result)
{
	struct import_conflict *conflicts = (struct import_conflict *)result->conflicts;

	for (size_t i = 0; i < result->n_conflicts; i++) {
		const struct noun *noun = noun_of(conflicts[i].noun);

		conflicts[i].key = str_copy(arena, conflicts[i].key);
		TRY_NEW(conflicts[i].key.at);
		TRY(keep_row(arena, noun, &conflicts[i].base));
		TRY(keep_row(arena, noun, &conflicts[i].database));
		TRY(keep_row(arena, noun, &conflicts[i].source));
	}
	return OK;
}

/* The database has moved on: what it and the source say about the same rows. */
static struct err refuse_moved_on(const struct app *app, struct arena *arena,
				  const struct import_request *request,
				  const struct snapshot *present, const struct snapshot *candidate,
				  struct import_result *result)
{
	struct snapshot *base = NULL;
	int64_t batch = 0;

	struct err e = find_batch(app, arena, *request->base, &batch);

	result->moved_on = true;
	result->base_unknown = e.code == ERR_NOT_FOUND;
	if (result->base_unknown)
		return ERROR(ERR_CONFLICT, "the base is no head of this database");
	TRY(e);
	TRY(store_at_batch(app->store, batch, &base));
	e = compare_with_base(arena, base, present, candidate, result);

	if (!failed(e))
		e = keep_conflicts(arena, result);
	snapshot_release(base);
	TRY(e);
	return ERROR(ERR_CONFLICT, "the database has moved on from the base");
}

/* The source's digest in hexadecimal; empty when it has none. */
static struct err digest_text(struct arena *arena, const struct row_source *rows, struct str *out)
{
	struct buf text;

	buf_init(&text, arena);
	if (rows->digest)
		digest_write(&text, rows->digest(rows));
	return buf_done(&text, out);
}

enum { SOURCE_BYTES = 1000 }; /* of the source's name in the log */

/* Onto *head, which becomes the new one: what was judged on another state must be judged again. */
static struct err record(const struct app *app, struct arena *arena,
			 const struct import_request *request, const struct list *changes,
			 struct snapshot_head *head)
{
	const struct digest onto = head->hash;
	struct batch_draft draft = {
		.at = app_now(app),
		.who = request->who,
		.why = request->why,
		.source = printable(arena, request->source, SOURCE_BYTES),
		.changes = changes->at,
		.count = changes->count,
		.onto = &onto,
	};

	TRY_NEW(draft.source.at);
	TRY(digest_text(arena, request->rows, &draft.source_sha256));
	app->chance.bytes(app->chance.context, draft.who_salt.bytes, sizeof(draft.who_salt.bytes));
	return store_commit(app->store, &draft, head);
}

/* Everything between reading and the answer; `present` is held by the caller. */
static struct err import_on(const struct app *app, struct reading *reading,
			    const struct import_request *request, const struct snapshot *present,
			    struct import_result *result)
{
	struct list changes = LIST(reading->arena, struct change);
	struct snapshot *candidate;
	struct err e = OK;

	TRY(make_candidate(reading, present, &changes, &candidate));
	result->head = snapshot_head(present);
	if (reading->diagnostics->count > 0)
		e = ERROR(ERR_INVALID, "the plan is refused");
	else if (request->base && !digest_eq(*request->base, result->head.hash))
		e = refuse_moved_on(app, reading->arena, request, present, candidate, result);
	snapshot_release(candidate);
	TRY(e);
	count_changes(&changes, result);
	if (changes.count > 0)
		TRY(record(app, reading->arena, request, &changes, &result->head));
	return store_snapshot(app->store, &result->snapshot);
}

static struct err import_once(const struct app *app, struct reading *reading,
			      const struct import_request *request, struct import_result *out)
{
	struct snapshot *present;

	*out = (struct import_result){ 0 };
	TRY(store_snapshot(app->store, &present));
	struct err e = import_on(app, reading, request, present, out);

	snapshot_release(present);
	return e;
}

/* How often an import begins anew because another process has written in the meantime. */
enum { TRIES = 10 };

struct err import_plan(const struct app *app, struct arena *arena,
		       const struct import_request *request, struct diagnostics *diagnostics,
		       struct import_result *out)
{
	struct reading *reading = NEW(arena, struct reading, 1);
	struct err e;
	int tries = 0;

	assert(app->store);
	TRY_NEW(reading);
	reading->arena = arena;
	reading->store = app->store;
	reading->diagnostics = diagnostics;
	TRY(read_all(reading, request->rows));
	do {
		e = import_once(app, reading, request, out);
	} while (e.code == ERR_CONFLICT && !out->moved_on && ++tries < TRIES);
	return e;
}

struct err read_plan(struct arena *arena, struct row_source *rows, struct diagnostics *diagnostics,
		     struct snapshot **out)
{
	struct reading *reading = NEW(arena, struct reading, 1);
	struct list changes = LIST(arena, struct change);
	struct snapshot *empty;

	TRY_NEW(reading);
	reading->arena = arena;
	reading->diagnostics = diagnostics;
	TRY(read_all(reading, rows));
	TRY(snapshot_new(&empty));
	struct err e = make_candidate(reading, empty, &changes, out);

	snapshot_release(empty);
	return e;
}
