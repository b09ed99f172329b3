/* Rows into rounds: as they come, or through the sorter. */
#include "app/load_rows.h"

#include <assert.h>

#include "app/load_order.h"
#include "app/load_sorter.h"
#include "app/series_seen.h"
#include "base/limits.h"
#include "base/list.h"
#include "cube/series_set.h"

static const size_t ROUND_BYTES = (size_t)1 << 30;

struct err load_value_text(struct arena *arena, const struct observed *observed, struct str *out)
{
	*out = observed->answer;
	if (str_empty(*out) && !isnan(observed->number))
		TRY_NEW((*out = str_format(arena, "%.15g", observed->number)).at);
	return OK;
}

/* ---- Taking chunks in ---- */

static struct err reject(struct load_round *round, struct diagnostic d)
{
	return diagnostics_add(&round->rejected, d);
}

static struct err index_for(struct load_reader *reader, enum area_coding coding,
			    struct area_index **out)
{
	struct area_index *index = &reader->areas[coding];

	if (!index->keys)
		TRY(area_index_make(reader->snapshot, &reader->arena, coding, index));
	*out = index;
	return OK;
}

/* The file's name for as long as the load lasts. */
static struct err keep_file(struct load_reader *reader, struct str file)
{
	if (reader->file.at && str_eq(reader->file, file))
		return OK;
	reader->file = str_copy(&reader->arena, file);
	TRY_NEW(reader->file.at);
	return OK;
}

static struct err reject_area(struct load_round *round, const struct observation_chunk *chunk,
			      const struct observation_row *row)
{
	return reject(round, (struct diagnostic){
				     .id = DIAGNOSTIC_UNKNOWN_REFERENCE,
				     .file = chunk->file,
				     .line = row->line,
				     .column = chunk->area_column,
				     .args = { row->observation.key.area, S("area") },
			     });
}

/* The rows whose area is known; most have the area of the row before. */
static struct err find_areas(struct load_reader *reader, struct load_round *round,
			     const struct observation_chunk *chunk, const struct area_index *index)
{
	struct str written = { 0 }, area;

	TRY_NEW(round->arrivals =
			NEW(&round->arena, const struct observation_row *, chunk->n_rows + 1));
	for (size_t i = 0; i < chunk->n_rows; i++) {
		struct observation_row *row = &chunk->rows[i];
		struct series_key *key = &row->observation.key;

		assert(!str_empty(key->variable));
		if (!written.at || !str_eq(written, key->area)) {
			written = (struct str){ 0 };
			if (!area_index_find(index, key->area, &area)) {
				TRY(reject_area(round, chunk, row));
				continue;
			}
			written = key->area;
		}
		key->area = area;
		row->file = reader->file;
		if (row->is_deletion)
			row->observation.observed = observed_absent();
		round->arrivals[round->n_arrivals++] = row;
	}
	return OK;
}

static struct err take_chunk(struct load_reader *reader, struct load_round *round,
			     const struct observation_chunk *chunk)
{
	struct area_index *index;

	TRY(index_for(reader, chunk->area_coding, &index));
	TRY(keep_file(reader, chunk->file));
	round->rows += (int64_t)(chunk->n_empty + chunk->n_refused + chunk->n_rows);
	round->empty += (int64_t)chunk->n_empty;
	for (size_t i = 0; i < chunk->n_refused; i++)
		TRY(reject(round, chunk->refused[i]));
	return find_areas(reader, round, chunk, index);
}

/* The next rows as the arrivals of the round, in the arena. */
static struct err read_rows(struct load_reader *reader, struct load_round *round,
			    struct arena *arena)
{
	struct observation_chunk chunk;
	bool more;

	round->n_arrivals = 0;
	TRY(reader->source->next(reader->source, arena, &round->faults, &chunk, &more));
	reader->at_end = !more;
	return more ? take_chunk(reader, round, &chunk) : OK;
}

/* ---- Order ---- */

static struct err reject_conflict(struct load_round *round, const struct observation_row *arrival)
{
	struct diagnostic d = { .id = DIAGNOSTIC_CONFLICTING_VALUE,
				.file = arrival->file,
				.line = arrival->line };

	TRY(load_value_text(&round->arena, &arrival->observation.observed, &d.args[0]));
	return reject(round, d);
}

/* Of rows for one cell the first counts; the others are duplicates, or conflicts to be rejected. */
static struct err drop_repeated(struct load_round *round)
{
	const struct observation_row **at = round->arrivals;
	size_t kept = 0;

	for (size_t i = 0; i < round->n_arrivals; i++) {
		if (kept == 0 || observation_row_cmp(at[kept - 1], at[i]) != 0)
			at[kept++] = at[i];
		else if (observed_eq(&at[kept - 1]->observation.observed,
				     &at[i]->observation.observed))
			round->duplicates++;
		else
			TRY(reject_conflict(round, at[i]));
	}
	round->n_arrivals = kept;
	return OK;
}

static struct err bring_into_order(struct load_round *round)
{
	bool repeats;

	TRY(load_order(&round->arena, &round->arrivals, round->n_arrivals, &repeats));
	return repeats ? drop_repeated(round) : OK;
}

/* ---- Files that are not sorted ---- */

/* Of a series that came before: is it the one that the last round broke off, going on? */
static bool goes_on(const struct load_reader *reader, uint64_t hash,
		    const struct observation *observation)
{
	return hash == reader->open && period_cmp(reader->open_last, observation->period) < 0;
}

/*
 * Is each series of the round a new one, or goes on with the one that the round before broke off? `last` is
 * the hash of the series that this round breaks off.
 */
static struct err check_contiguous(struct load_reader *reader, const struct load_round *round,
				   uint64_t last)
{
	struct period last_period = PERIOD_NONE;

	if (round->n_arrivals == 0)
		return OK; /* what was broken off may still go on */
	for (size_t i = 0, n; i < round->n_arrivals; i += n) {
		const struct observation *observation = &round->arrivals[i]->observation;
		uint64_t hash = series_key_hash(&observation->key);
		bool again;

		n = count_series_rows(&round->arrivals[i], round->n_arrivals - i);
		TRY(series_seen_add(reader->seen, hash, &again));
		reader->must_sort |= again && !goes_on(reader, hash, observation);
		if (hash == last)
			last_period = round->arrivals[i + n - 1]->observation.period;
	}
	reader->open = last;
	reader->open_last = last_period;
	return reader->must_sort ? ERROR(ERR_CONFLICT, "a series does not stand together") : OK;
}

struct err load_reader_sort(struct load_reader *reader, const struct load_round *round)
{
	for (size_t i = 0; i < round->n_arrivals; i++)
		TRY(load_sorter_add(reader->sorter, round->arrivals[i]));
	return OK;
}

bool load_reader_waits_for_sorted(const struct load_reader *reader)
{
	return reader->sorter && reader->at_end;
}

/* All of them as the arrivals of the round. */
static struct err take_rows(struct load_round *round, const struct observation_row *rows,
			    size_t count)
{
	TRY_NEW(round->arrivals = NEW(&round->arena, const struct observation_row *, count + 1));
	for (size_t i = 0; i < count; i++)
		round->arrivals[i] = &rows[i];
	round->n_arrivals = count;
	return OK;
}

/* What was sorted, part by part. */
static struct err give_out(struct load_reader *reader, struct load_round *round)
{
	struct observation_row *rows;
	size_t count;
	bool more;

	TRY(load_sorter_next(reader->sorter, &round->arena, &rows, &count, &more));
	TRY(take_rows(round, rows, count));
	round->is_last = !more;
	return drop_repeated(round);
}

/* The series of the row that was read last. */
static uint64_t last_series(const struct load_round *round)
{
	if (round->n_arrivals == 0)
		return 0;
	return series_key_hash(&round->arrivals[round->n_arrivals - 1]->observation.key);
}

static struct err fill(struct load_reader *reader, struct load_round *round)
{
	uint64_t last;

	if (load_reader_waits_for_sorted(reader))
		return give_out(reader, round);
	TRY(read_rows(reader, round, &round->arena));
	round->is_to_sort = reader->sorter;
	if (reader->sorter)
		return OK;
	last = last_series(round);
	TRY(bring_into_order(round));
	round->is_last = reader->at_end;
	return check_contiguous(reader, round, last);
}

/* ---- Small sources, whole ---- */

static void empty_round(struct load_round *round)
{
	struct arena arena = round->arena;

	*round = (struct load_round){ .arena = arena, .failed = OK };
	diagnostics_init(&round->rejected, &round->arena);
	diagnostics_init(&round->faults, &round->arena);
}

/* A copy of the text, or that of the row before when it says the same. */
static struct err copy_text(struct arena *arena, struct str before, struct str *text)
{
	if (before.at && str_eq(before, *text))
		*text = before;
	else
		*text = str_copy(arena, *text);
	TRY_NEW(text->at);
	return OK;
}

/* What a chunk lends ends with its arena. */
static struct err keep_row(struct arena *arena, const struct observation_row *row, struct list *all)
{
	struct observation_row copy = *row, before = { .line = 0 };
	struct observation *o = &copy.observation;

	if (all->count > 0)
		before = *LIST_AT(*all, struct observation_row, all->count - 1);
	TRY(copy_text(arena, before.observation.key.variable, &o->key.variable));
	TRY(copy_text(arena, before.observation.key.slice, &o->key.slice));
	TRY(copy_text(arena, before.observation.observed.answer, &o->observed.answer));
	TRY(copy_text(arena, before.observation.observed.source, &o->observed.source));
	return list_push(all, &copy);
}

static struct err read_whole(struct load_reader *reader, struct load_round *round,
			     struct arena *chunk)
{
	struct list all = LIST(&round->arena, struct observation_row);

	while (!reader->at_end) {
		arena_reset(chunk);
		TRY(read_rows(reader, round, chunk));
		for (size_t i = 0; i < round->n_arrivals; i++)
			TRY(keep_row(&round->arena, round->arrivals[i], &all));
	}
	TRY(take_rows(round, all.at, all.count));
	round->is_last = true;
	return bring_into_order(round);
}

void load_reader_fill_whole(struct load_reader *reader, struct load_round *round)
{
	struct arena chunk;

	arena_reset(&round->arena);
	empty_round(round);
	if (round->arena.allowance)
		arena_init_within(&chunk, round->arena.allowance);
	else
		arena_init(&chunk, ROUND_BYTES);
	round->failed = read_whole(reader, round, &chunk);
	arena_finish(&chunk);
}

/* ---- The reader and its rounds ---- */

void load_round_init(struct load_round *round)
{
	arena_init(&round->arena, ROUND_BYTES);
	empty_round(round);
}

void load_round_init_within(struct load_round *round, struct allowance *allowance)
{
	arena_init_within(&round->arena, allowance);
	empty_round(round);
}

void load_round_finish(struct load_round *round)
{
	arena_finish(&round->arena);
}

void load_reader_fill(struct load_reader *reader, struct load_round *round)
{
	arena_reset(&round->arena);
	empty_round(round);
	round->failed = fill(reader, round);
}

struct err load_reader_init(struct load_reader *reader, struct observation_source *source,
			    const struct snapshot *snapshot, bool sorts)
{
	*reader = (struct load_reader){ .source = source, .snapshot = snapshot };
	arena_init(&reader->arena, LIMIT_COMMAND_ARENA);
	arena_init(&reader->sorting, LIMIT_COMMAND_ARENA);
	if (sorts)
		return load_sorter_open(&reader->sorting, &reader->sorter);
	return series_seen_new(&reader->arena, &reader->seen);
}

void load_reader_finish(struct load_reader *reader)
{
	load_sorter_close(reader->sorter);
	arena_finish(&reader->sorting);
	arena_finish(&reader->arena);
}
