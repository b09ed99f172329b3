/*
 * Groups of rows. Each column is a part of the key: its value, less the least one, times what the parts
 * before it can say. Parts follow one another into a stage as long as the product of their ranges fits
 * 64 bits; then the stage's keys are numbered, and the number is the first part of the next stage. A
 * column whose range is beyond 32 bits is numbered by itself before it becomes a part.
 */
#include "cube/row_groups.h"

#include "cube/key_table.h"

#include <assert.h>
#include <string.h>

struct key_part {
	const struct column *column;
	bool has_nulls;           /* then a null is 0, and the values begin at 1 */
	struct key_table *number; /* the column's values are numbered first; NULL: they are not */
	uint64_t least, range;    /* of the values as words; range counts them, with the null */
	int shift;                /* low bits in which no two of them differ */
	uint64_t factor;
};

struct key_stage {
	size_t first, end;       /* its parts */
	uint64_t factor_of_last; /* of the number of the stage before */
	struct key_table table;
};

/* A value as a word whose order is that of the integers; equal values give equal words. */
static uint64_t word_of_integer(int64_t integer)
{
	return (uint64_t)integer ^ UINT64_C(1) << 63;
}

/* The words of a block's values. */
static void words_of(const struct vector *vector, uint64_t *words)
{
	size_t n = vector->n;

	switch (vector->type) {
	case DATA_INTEGER:
	case DATA_TIME: {
		const int64_t *values = vector->values;

		for (size_t i = 0; i < n; i++)
			words[i] = word_of_integer(values[i]);
		break;
	}
	case DATA_NUMBER: {
		const double *values = vector->values;

		for (size_t i = 0; i < n; i++) {
			double number = values[i] == 0 ? 0 : values[i]; /* one zero */

			memcpy(&words[i], &number, sizeof(number));
		}
		break;
	}
	case DATA_BOOLEAN: {
		const uint8_t *values = vector->values;

		for (size_t i = 0; i < n; i++)
			words[i] = values[i];
		break;
	}
	case DATA_STRING: {
		const uint32_t *values = vector->values;

		for (size_t i = 0; i < n; i++)
			words[i] = values[i];
		break;
	}
	case DATA_DATE:
	case DATA_TIME_PERIOD: {
		const int32_t *values = vector->values;

		for (size_t i = 0; i < n; i++)
			words[i] = word_of_integer(values[i]);
		break;
	}
	case DATA_DURATION: {
		const time_duration *values = vector->values;

		for (size_t i = 0; i < n; i++)
			words[i] = (uint64_t)time_duration_canonical(values[i]);
		break;
	}
	case DATA_NULL:
	case DATA_TYPE_COUNT_:
		memset(words, 0, n * sizeof(*words));
		break;
	}
}

/* The least and the greatest word, and the bits in which words differ. */
struct words_range {
	uint64_t least, most, differing;
	bool is_any; /* a word; else there are only nulls */
};

static void take_words(const uint64_t *words, size_t n, struct words_range *range)
{
	uint64_t low = range->least, high = range->most, differing = 0, first = words[0];

	for (size_t i = 0; i < n; i++) {
		low = words[i] < low ? words[i] : low;
		high = words[i] > high ? words[i] : high;
		differing |= words[i] ^ first;
	}
	if (range->is_any)
		differing |= first ^ range->least;
	*range = (struct words_range){ low, high, range->differing | differing, true };
}

static struct words_range words_range_of(const struct column *column, size_t n_rows,
					 struct vector_room *room, uint64_t *words)
{
	struct words_range range = { .least = UINT64_MAX };
	struct vector vector;

	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		column_read(column, from, n, room, &vector);
		words_of(&vector, words);
		if (!vector.nulls) {
			take_words(words, n, &range);
			continue;
		}
		for (size_t i = 0; i < n; i++) {
			if (!bit_get(vector.nulls, i))
				take_words(&words[i], 1, &range);
		}
	}
	return range;
}

/* How many values a cartesian or constant column has at most, so that not all rows need be read. */
static size_t rows_to_read(const struct column *column, size_t n_rows)
{
	size_t period;

	if (column->rows)
		return n_rows;
	if (column->form == COLUMN_CONSTANT)
		return n_rows ? 1 : 0;
	if (column->form == COLUMN_CARTESIAN &&
	    !__builtin_mul_overflow(column->repeat, column->count, &period) && period < n_rows)
		return period;
	return n_rows;
}

static struct err part_begin(struct row_groups *groups, struct key_part *part,
			     const struct column *column, size_t n_rows)
{
	struct words_range range = { 0 };

	*part = (struct key_part){ .column = column,
				   .has_nulls = column->nulls || column->rows ||
						column->type == DATA_NULL };
	if (column->type == DATA_STRING) {
		range.most = column->dictionary->count ? column->dictionary->count - 1 : 0;
	} else {
		range = words_range_of(column, rows_to_read(column, n_rows), groups->vector_room,
				       groups->keys);
		if (!range.is_any)
			range = (struct words_range){ 0 };
		/* Periods of one unit, for one, differ by eight. */
		part->shift = range.differing ? __builtin_ctzll(range.differing) : 0;
	}
	part->least = range.least;
	if ((range.most - range.least) >> part->shift >= UINT32_MAX - 1) {
		TRY_NEW(part->number = NEW(groups->arena, struct key_table, 1));
		TRY(key_table_begin(part->number, groups->arena, 0, n_rows));
		part->least = 0;
		part->shift = 0;
		part->range = (uint64_t)n_rows + part->has_nulls;
	} else {
		part->range = ((range.most - range.least) >> part->shift) + 1 + part->has_nulls;
	}
	return OK;
}

/* Cuts the parts into stages. */
static struct err stages_begin(struct row_groups *groups, size_t n_rows)
{
	uint64_t product = 1;
	struct key_stage *stage;

	TRY_NEW(groups->stages = NEW(groups->arena, struct key_stage, groups->n_parts + 1));
	stage = groups->stages;
	*stage = (struct key_stage){ .factor_of_last = 1 };
	for (size_t i = 0; i < groups->n_parts; i++) {
		struct key_part *part = &groups->parts[i];
		uint64_t wider;

		if (__builtin_mul_overflow(product, part->range, &wider)) {
			stage->end = i;
			TRY(key_table_begin(&stage->table, groups->arena, product, n_rows));
			stage++;
			*stage = (struct key_stage){ .first = i, .factor_of_last = 1 };
			product = n_rows ? n_rows : 1; /* numbers of the stage before */
			wider = product * part->range; /* both below 2^32 + 1 */
		}
		part->factor = product;
		product = wider;
	}
	stage->end = groups->n_parts;
	groups->n_stages = (size_t)(stage - groups->stages) + 1;
	return key_table_begin(&stage->table, groups->arena, product, n_rows);
}

struct err row_groups_begin(struct row_groups *groups, struct arena *arena,
			    const struct column *const *columns, size_t n_columns, size_t n_rows)
{
	*groups = (struct row_groups){ .arena = arena, .n_parts = n_columns };
	TRY_NEW(groups->vector_room = NEW(arena, struct vector_room, 1));
	TRY_NEW(groups->keys = NEW(arena, uint64_t, (size_t)2 * VECTOR_ROWS));
	TRY_NEW(groups->parts = NEW(arena, struct key_part, n_columns));
	for (size_t i = 0; i < n_columns; i++)
		TRY(part_begin(groups, &groups->parts[i], columns[i], n_rows));
	return stages_begin(groups, n_rows);
}

/* The words as numbers of the part's own table. */
static struct err number_words(struct key_part *part, uint64_t *words, size_t n, uint32_t *ids)
{
	TRY(key_table_add(part->number, words, n, ids));
	for (size_t i = 0; i < n; i++)
		words[i] = ids[i];
	return OK;
}

/* Adds the part to the keys. */
static void add_part(const struct key_part *part, const struct vector *vector,
		     const uint64_t *words, uint64_t *keys)
{
	uint64_t least = part->least, factor = part->factor, null = part->has_nulls;
	int shift = part->shift;

	if (!vector->nulls) {
		for (size_t i = 0; i < vector->n; i++)
			keys[i] += (((words[i] - least) >> shift) + null) * factor;
		return;
	}
	for (size_t i = 0; i < vector->n; i++)
		keys[i] += bit_get(vector->nulls, i)
				   ? 0
				   : (((words[i] - least) >> shift) + null) * factor;
}

static struct err note_new(struct row_groups *groups, size_t from, size_t n, const uint32_t *ids,
			   size_t count)
{
	if (count > groups->room) {
		size_t room = count + count / 2 + VECTOR_ROWS;
		uint32_t *rows = NEW(groups->arena, uint32_t, room);

		TRY_NEW(rows);
		if (groups->count)
			memcpy(rows, groups->first_rows, groups->count * sizeof(*rows));
		groups->first_rows = rows;
		groups->room = room;
	}
	for (size_t i = 0; i < n && groups->count < count; i++) {
		if (ids[i] == groups->count)
			groups->first_rows[groups->count++] = (uint32_t)(from + i);
	}
	return OK;
}

struct err row_groups_block(struct row_groups *groups, size_t from, size_t n, uint32_t *ids_out)
{
	uint64_t *keys = groups->keys, *words = groups->keys + VECTOR_ROWS;

	assert(n <= VECTOR_ROWS);
	memset(keys, 0, n * sizeof(*keys));
	for (size_t s = 0; s < groups->n_stages; s++) {
		struct key_stage *stage = &groups->stages[s];

		for (size_t i = 0; s > 0 && i < n; i++)
			keys[i] = ids_out[i];
		for (size_t p = stage->first; p < stage->end; p++) {
			struct key_part *part = &groups->parts[p];
			struct vector vector;
			uint32_t ids[VECTOR_ROWS];

			column_read(part->column, from, n, groups->vector_room, &vector);
			words_of(&vector, words);
			if (part->number)
				TRY(number_words(part, words, n, ids));
			add_part(part, &vector, words, keys);
		}
		TRY(key_table_add(&stage->table, keys, n, ids_out));
	}
	return note_new(groups, from, n, ids_out, groups->stages[groups->n_stages - 1].table.count);
}

struct err row_lookup_begin(struct row_lookup *lookup, struct row_groups *groups,
			    const struct column *const *columns)
{
	*lookup = (struct row_lookup){ .groups = groups, .columns = columns };
	TRY_NEW(lookup->vector_room = NEW(groups->arena, struct vector_room, 1));
	TRY_NEW(lookup->keys = NEW(groups->arena, uint64_t, (size_t)2 * VECTOR_ROWS));
	TRY_NEW(lookup->is_missing = NEW(groups->arena, bool, VECTOR_ROWS));
	TRY_NEW(lookup->translations = NEW(groups->arena, const uint32_t *, groups->n_parts));
	for (size_t i = 0; i < groups->n_parts; i++) {
		const struct column *own = groups->parts[i].column;

		assert(own->type == columns[i]->type);
		if (own->type == DATA_STRING && own->dictionary != columns[i]->dictionary)
			TRY(dictionary_translate(groups->arena, columns[i]->dictionary,
						 own->dictionary, &lookup->translations[i]));
	}
	return OK;
}

/* The words as the groups number them; a word that they do not have is missing. */
static void find_words(const struct key_part *part, const struct vector *vector,
		       const uint32_t *translation, uint64_t *words, bool *is_missing)
{
	size_t n = vector->n;
	uint64_t values = part->range - part->has_nulls;
	uint64_t low_bits = (UINT64_C(1) << part->shift) - 1;
	uint32_t ids[VECTOR_ROWS];

	if (translation) {
		const uint32_t *codes = vector->values;

		for (size_t i = 0; i < n; i++)
			words[i] = vector_null(vector, i) ? 0 : translation[codes[i]];
	}
	if (part->number) {
		key_table_find(part->number, words, n, ids);
		for (size_t i = 0; i < n; i++)
			words[i] = ids[i];
	}
	for (size_t i = 0; i < n; i++) {
		uint64_t step = words[i] - part->least;
		bool is_outside = step >> part->shift >= values || step & low_bits;

		if (vector_null(vector, i))
			is_outside = !part->has_nulls;
		is_missing[i] |= is_outside;
		words[i] = is_outside ? part->least : words[i];
	}
}

void row_lookup_block(struct row_lookup *lookup, size_t from, size_t n, uint32_t *ids_out)
{
	const struct row_groups *groups = lookup->groups;
	uint64_t *keys = lookup->keys, *words = lookup->keys + VECTOR_ROWS;
	bool *is_missing = lookup->is_missing;

	assert(n <= VECTOR_ROWS);
	memset(keys, 0, n * sizeof(*keys));
	memset(is_missing, 0, n * sizeof(*is_missing));
	for (size_t s = 0; s < groups->n_stages; s++) {
		const struct key_stage *stage = &groups->stages[s];

		for (size_t i = 0; s > 0 && i < n; i++) {
			is_missing[i] |= ids_out[i] == GROUP_NONE;
			keys[i] = is_missing[i] ? 0 : ids_out[i];
		}
		for (size_t p = stage->first; p < stage->end; p++) {
			const struct key_part *part = &groups->parts[p];
			struct vector vector;

			column_read(lookup->columns[p], from, n, lookup->vector_room, &vector);
			words_of(&vector, words);
			find_words(part, &vector, lookup->translations[p], words, is_missing);
			if (!part->has_nulls)
				vector.nulls = NULL;
			add_part(part, &vector, words, keys);
		}
		key_table_find(&stage->table, keys, n, ids_out);
	}
	for (size_t i = 0; i < n; i++)
		ids_out[i] = is_missing[i] ? GROUP_NONE : ids_out[i];
}
