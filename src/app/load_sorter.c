/*
 * A row becomes some forty bytes: numbers in place of its texts, which are kept once. Rows of a slice go to
 * one part. What a part has waiting is written to the scratch file when it is a piece; a part is read back
 * piece by piece, its rows are counted by series, laid out so, and sorted within each by period.
 */
#include "app/load_sorter.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_scratch.h"
#include "base/list.h"
#include "base/map.h"
#include "cube/series_set.h"

enum {
	PARTS = 512,
	PIECE_BYTES = 16 << 10,
	KEPT_TEXTS = 1024,
};

/* A row on file; its numerator and denominator follow it when it has a ratio. */
struct sorted_row {
	double number;
	int64_t line;
	int32_t first_day;                          /* of its period */
	uint32_t slice, area, answer, source, file; /* places in the lists */
	uint8_t period_kind, state;
	char status;
	int8_t decimals;
	uint8_t has_ratio;
};

struct sorter_slice {
	struct str variable, slice;
	uint32_t part;
};

struct part {
	char *waiting;
	size_t n_waiting;
	struct list pieces; /* struct piece */
	size_t n_rows;
};

struct piece {
	uint64_t offset;
	size_t len;
};

/* A text that lives as long as the sorter, known by where it stands. */
struct kept_text {
	const char *at; /* NULL: none yet */
	size_t len;
	uint32_t place;
};

struct load_sorter {
	struct arena *arena;
	struct file_scratch scratch;
	struct list slices; /* struct sorter_slice */
	struct list texts;  /* struct str: areas, answers, sources, files; the first is empty */
	struct map slice_places, text_places;
	struct kept_text kept[KEPT_TEXTS]; /* by their addresses: one of those that share a place */
	uint32_t last_slice;               /* valid when there are slices */
	struct part parts[PARTS];
	size_t i_part; /* the next to be given out */
};

/* ---- Names to numbers ---- */

static struct err refer(struct load_sorter *sorter, struct str text, uint32_t *out)
{
	struct str copy;
	uint64_t place;

	*out = 0;
	if (str_empty(text))
		return OK;
	if (!map_get(&sorter->text_places, text, &place)) {
		TRY_NEW((copy = str_copy(sorter->arena, text)).at);
		place = sorter->texts.count;
		TRY(map_put(&sorter->text_places, copy, place));
		TRY(list_push(&sorter->texts, &copy));
	}
	*out = (uint32_t)place;
	return OK;
}

/* The same of a text that will not go away: mostly it need not be looked at. */
static struct err refer_kept(struct load_sorter *sorter, struct str text, uint32_t *out)
{
	uint64_t scattered = (uint64_t)(uintptr_t)text.at * UINT64_C(0x9e3779b97f4a7c15);
	struct kept_text *kept = &sorter->kept[(scattered >> 32) % KEPT_TEXTS];

	if (!text.at || kept->at != text.at || kept->len != text.len) {
		TRY(refer(sorter, text, out));
		*kept = (struct kept_text){ text.at, text.len, *out };
	}
	*out = kept->place;
	return OK;
}

static struct err add_slice(struct load_sorter *sorter, const struct series_key *key,
			    struct str name)
{
	struct sorter_slice slice = { .part = (uint32_t)(sorter->slices.count % PARTS) };
	struct str copy;

	TRY_NEW((copy = str_copy(sorter->arena, name)).at);
	slice.variable = str_slice(copy, 0, key->variable.len);
	slice.slice = str_slice(copy, key->variable.len + 1, copy.len);
	TRY(map_put(&sorter->slice_places, copy, sorter->slices.count));
	return list_push(&sorter->slices, &slice);
}

static bool is_slice(const struct load_sorter *sorter, uint32_t place, const struct series_key *key)
{
	const struct sorter_slice *slice = LIST_AT(sorter->slices, struct sorter_slice, place);

	return str_eq(slice->variable, key->variable) && str_eq(slice->slice, key->slice);
}

static struct err join_names(struct arena *arena, const struct series_key *key, struct str *out)
{
	size_t len = key->variable.len + 1 + key->slice.len;
	char *name = arena_text(arena, len);

	TRY_NEW(name);
	memcpy(name, key->variable.at, key->variable.len);
	name[key->variable.len] = '\0';
	if (key->slice.len > 0)
		memcpy(name + key->variable.len + 1, key->slice.at, key->slice.len);
	*out = (struct str){ name, len };
	return OK;
}

/* Its name is put together where the next call takes the same room again. */
static struct err find_slice(struct load_sorter *sorter, const struct series_key *key,
			     uint32_t *out)
{
	struct arena_mark mark = arena_mark(sorter->arena);
	struct str name;
	uint64_t place;

	if (sorter->slices.count > 0 && is_slice(sorter, sorter->last_slice, key)) {
		*out = sorter->last_slice;
		return OK;
	}
	TRY(join_names(sorter->arena, key, &name));
	if (map_get(&sorter->slice_places, name, &place)) {
		arena_rewind(sorter->arena, mark);
	} else {
		place = sorter->slices.count;
		TRY(add_slice(sorter, key, name));
	}
	*out = sorter->last_slice = (uint32_t)place;
	return OK;
}

/* ---- In ---- */

static struct err write_piece(struct load_sorter *sorter, struct part *part)
{
	struct piece piece = { .len = part->n_waiting };

	if (part->n_waiting == 0)
		return OK;
	TRY(file_scratch_append(&sorter->scratch, (struct str){ part->waiting, part->n_waiting },
				&piece.offset));
	part->n_waiting = 0;
	return list_push(&part->pieces, &piece);
}

static void put(struct part *part, const void *bytes, size_t len)
{
	memcpy(part->waiting + part->n_waiting, bytes, len);
	part->n_waiting += len;
}

struct err load_sorter_add(struct load_sorter *sorter, const struct observation_row *arrival)
{
	const struct observation *observation = &arrival->observation;
	const struct observed *observed = &observation->observed;
	const double ratio[2] = { observed->numerator, observed->denominator };
	struct sorted_row row = {
		.number = observed->number,
		.line = arrival->line,
		.first_day = observation->period.first.day,
		.period_kind = (uint8_t)observation->period.kind,
		.state = (uint8_t)observed->state,
		.status = observed->status,
		.decimals = observed->decimals,
		.has_ratio = !isnan(ratio[0]) || !isnan(ratio[1]),
	};
	struct part *part;

	TRY(find_slice(sorter, &observation->key, &row.slice));
	TRY(refer_kept(sorter, observation->key.area, &row.area));
	TRY(refer(sorter, observed->answer, &row.answer));
	TRY(refer(sorter, observed->source, &row.source));
	TRY(refer_kept(sorter, arrival->file, &row.file));
	part = &sorter->parts[LIST_AT(sorter->slices, struct sorter_slice, row.slice)->part];
	if (!part->waiting)
		TRY_NEW(part->waiting = arena_text(sorter->arena, PIECE_BYTES));
	if (part->n_waiting + sizeof(row) + sizeof(ratio) > PIECE_BYTES)
		TRY(write_piece(sorter, part));
	put(part, &row, sizeof(row));
	if (row.has_ratio)
		put(part, ratio, sizeof(ratio));
	part->n_rows++;
	return OK;
}

/* ---- Out ---- */

static struct str text_of(const struct load_sorter *sorter, uint32_t place)
{
	return *LIST_AT(sorter->texts, struct str, place);
}

/* A row read back, with the place of its series in the order of those of the part. */
struct placed_row {
	struct sorted_row row;
	double ratio[2];
	size_t series;
};

static struct err read_part(struct load_sorter *sorter, struct arena *arena, struct part *part,
			    struct placed_row **out)
{
	struct placed_row *rows;
	size_t count = 0;

	TRY(write_piece(sorter, part));
	TRY_NEW(rows = NEW(arena, struct placed_row, part->n_rows + 1));
	for (size_t i = 0; i < part->pieces.count; i++) {
		const struct piece *piece = LIST_AT(part->pieces, struct piece, i);
		struct str bytes;

		TRY(file_scratch_read(&sorter->scratch, arena, piece->offset, piece->len, &bytes));
		while (!str_empty(bytes)) {
			struct placed_row *row = &rows[count++];
			size_t len = sizeof(row->row);

			memcpy(&row->row, bytes.at, len);
			row->ratio[0] = row->ratio[1] = NAN;
			if (row->row.has_ratio) {
				memcpy(row->ratio, bytes.at + len, sizeof(row->ratio));
				len += sizeof(row->ratio);
			}
			bytes = str_slice(bytes, len, bytes.len);
		}
	}
	assert(count == part->n_rows);
	*out = rows;
	return OK;
}

/* A series of the part. */
struct part_series {
	uint32_t slice, area;
	struct series_key key;
	size_t place; /* as it was met; after the sorting, where it went */
	size_t n_rows;
};

static int by_key(const void *a, const void *b, const void *context)
{
	(void)context;
	return series_key_cmp(&((const struct part_series *)a)->key,
			      &((const struct part_series *)b)->key);
}

static struct err meet_series(const struct load_sorter *sorter, struct map *places,
			      struct list *series, struct placed_row *row)
{
	uint32_t names[2] = { row->row.slice, row->row.area }, *kept;
	struct str name = { (const char *)names, sizeof(names) };
	struct part_series fresh = { .slice = names[0], .area = names[1], .place = series->count };
	const struct sorter_slice *slice;
	uint64_t place;

	if (!map_get(places, name, &place)) {
		place = series->count;
		slice = LIST_AT(sorter->slices, struct sorter_slice, names[0]);
		fresh.key = (struct series_key){ slice->variable, slice->slice,
						 text_of(sorter, names[1]) };
		TRY_NEW(kept = NEW(places->arena, uint32_t, 2));
		memcpy(kept, names, sizeof(names));
		TRY(map_put(places, (struct str){ (const char *)kept, sizeof(names) }, place));
		TRY(list_push(series, &fresh));
	}
	LIST_AT(*series, struct part_series, place)->n_rows++;
	row->series = (size_t)place;
	return OK;
}

/* Where the rows of each series begin, by the place at which it was met. */
static struct err lay_out(struct arena *arena, struct list *series, size_t **out)
{
	size_t *begins, at = 0;

	TRY_NEW(begins = NEW(arena, size_t, series->count + 1));
	TRY(list_sort(series, by_key, NULL));
	for (size_t i = 0; i < series->count; i++) {
		const struct part_series *one = LIST_AT(*series, struct part_series, i);

		begins[one->place] = at;
		at += one->n_rows;
	}
	*out = begins;
	return OK;
}

static struct period period_of(const struct sorted_row *row)
{
	return (struct period){ .kind = (enum period_kind)row->period_kind,
				.first = { row->first_day } };
}

static int by_period(const void *a, const void *b, const void *context)
{
	const struct sorted_row *x = &(*(const struct placed_row *const *)a)->row;
	const struct sorted_row *y = &(*(const struct placed_row *const *)b)->row;

	(void)context;
	return period_cmp(period_of(x), period_of(y));
}

static void tell_arrival(const struct load_sorter *sorter, const struct part_series *series,
			 const struct placed_row *placed, struct observation_row *out)
{
	const struct sorted_row *row = &placed->row;

	out->observation.key = series->key;
	out->observation.period = period_of(row);
	out->observation.observed = (struct observed){
		.state = (enum observation_state)row->state,
		.status = row->status,
		.decimals = row->decimals,
		.number = row->number,
		.numerator = placed->ratio[0],
		.denominator = placed->ratio[1],
		.answer = text_of(sorter, row->answer),
		.source = text_of(sorter, row->source),
	};
	out->file = text_of(sorter, row->file);
	out->line = row->line;
}

/* The rows of one series, which stand together, by period. */
static struct err sort_series(const struct load_sorter *sorter, struct arena *arena,
			      const struct part_series *series, const struct placed_row **rows,
			      struct observation_row *out)
{
	struct list run = { .at = (void *)rows,
			    .count = series->n_rows,
			    .room = series->n_rows,
			    .size = sizeof(struct placed_row *),
			    .arena = arena };

	TRY(list_sort(&run, by_period, NULL));
	for (size_t i = 0; i < series->n_rows; i++)
		tell_arrival(sorter, series, rows[i], &out[i]);
	return OK;
}

static struct err sort_part(struct load_sorter *sorter, struct arena *arena, struct part *part,
			    struct observation_row *out)
{
	struct list series = LIST(arena, struct part_series);
	const struct placed_row **ordered;
	struct placed_row *rows;
	struct map places;
	size_t *begins, at = 0;

	map_init(&places, arena);
	TRY(read_part(sorter, arena, part, &rows));
	for (size_t i = 0; i < part->n_rows; i++)
		TRY(meet_series(sorter, &places, &series, &rows[i]));
	TRY(lay_out(arena, &series, &begins));
	TRY_NEW(ordered = NEW(arena, const struct placed_row *, part->n_rows + 1));
	for (size_t i = 0; i < part->n_rows; i++)
		ordered[begins[rows[i].series]++] = &rows[i];
	for (size_t i = 0; i < series.count; i++) {
		const struct part_series *one = LIST_AT(series, struct part_series, i);

		TRY(sort_series(sorter, arena, one, ordered + at, out + at));
		at += one->n_rows;
	}
	return OK;
}

struct err load_sorter_next(struct load_sorter *sorter, struct arena *arena,
			    struct observation_row **out, size_t *count_out, bool *more_out)
{
	struct part *part = &sorter->parts[sorter->i_part++];

	TRY_NEW(*out = NEW(arena, struct observation_row, part->n_rows + 1));
	TRY(sort_part(sorter, arena, part, *out));
	*count_out = part->n_rows;
	*more_out = sorter->i_part < PARTS;
	return OK;
}

struct err load_sorter_open(struct arena *arena, struct load_sorter **out)
{
	struct load_sorter *sorter = NEW(arena, struct load_sorter, 1);

	TRY_NEW(sorter);
	sorter->arena = arena;
	sorter->slices = LIST(arena, struct sorter_slice);
	sorter->texts = LIST(arena, struct str);
	map_init(&sorter->slice_places, arena);
	map_init(&sorter->text_places, arena);
	for (size_t i = 0; i < PARTS; i++)
		sorter->parts[i].pieces = LIST(arena, struct piece);
	TRY(list_push(&sorter->texts, &S("")));
	TRY(file_scratch_open(&sorter->scratch, arena));
	*out = sorter;
	return OK;
}

void load_sorter_close(struct load_sorter *sorter)
{
	if (sorter)
		file_scratch_close(&sorter->scratch);
}
