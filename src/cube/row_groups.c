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
	uint64_t range;          /* of its keys */
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
	case DATA_DATE: {
		const time_instant *values = vector->values;

		for (size_t i = 0; i < n; i++)
			words[i] = word_of_integer(time_instant_canonical(values[i]));
		break;
	}
	case DATA_TIME_PERIOD: {
		const time_period *values = vector->values;

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

static void take_block(const struct column *column, size_t from, size_t n, struct key_room *room,
		       struct words_range *range)
{
	struct vector vector;

	column_read(column, from, n, &room->vector_room, &vector);
	words_of(&vector, room->words);
	if (!vector.nulls) {
		take_words(room->words, n, range);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		if (!bit_get(vector.nulls, i))
			take_words(&room->words[i], 1, range);
	}
}

/* The range of one column, found part by part. */
struct ranging {
	const struct task *task;
	const struct column *column;
	size_t n_rows;
	struct words_range *ranges; /* of each part */
	struct key_room *rooms;     /* of each member */
};

static struct err range_part(void *work, size_t part, size_t member)
{
	const struct ranging *ranging = work;
	size_t end = part_end(part, ranging->n_rows);

	TRY(task_check(ranging->task));
	ranging->ranges[part] = (struct words_range){ .least = UINT64_MAX };
	for (size_t from = part * PART_ROWS; from < end; from += VECTOR_ROWS)
		take_block(ranging->column, from,
			   end - from < VECTOR_ROWS ? end - from : VECTOR_ROWS,
			   &ranging->rooms[member], &ranging->ranges[part]);
	return OK;
}

static void widen(struct words_range *range, const struct words_range *other)
{
	if (!other->is_any)
		return;
	if (!range->is_any) {
		*range = *other;
		return;
	}
	range->differing |= other->differing | (range->least ^ other->least);
	range->least = other->least < range->least ? other->least : range->least;
	range->most = other->most > range->most ? other->most : range->most;
}

static struct err words_range_of(struct row_groups *groups, const struct task *task,
				 const struct column *column, size_t n_rows,
				 struct words_range *out)
{
	struct team *team = task ? task->team : NULL;
	struct ranging ranging = { .task = task, .column = column, .n_rows = n_rows };
	struct arena_mark mark = arena_mark(groups->arena);
	struct words_range range = { .least = UINT64_MAX };

	TRY_NEW(ranging.ranges = NEW(groups->arena, struct words_range, part_count(n_rows)));
	TRY_NEW(ranging.rooms = NEW(groups->arena, struct key_room, team_size(team)));
	TRY(team_run(team, part_count(n_rows), range_part, &ranging));
	for (size_t i = 0; i < part_count(n_rows); i++)
		widen(&range, &ranging.ranges[i]);
	arena_rewind(groups->arena, mark);
	*out = range;
	return OK;
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

static struct err part_begin(struct row_groups *groups, const struct task *task,
			     struct key_part *part, const struct column *column, size_t n_rows)
{
	struct words_range range = { 0 };

	*part = (struct key_part){ .column = column,
				   .has_nulls = column->nulls || column->rows ||
						column->type == DATA_NULL };
	if (column->type == DATA_STRING) {
		range.most = column->dictionary->count ? column->dictionary->count - 1 : 0;
	} else {
		TRY(words_range_of(groups, task, column, rows_to_read(column, n_rows), &range));
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
static struct err stages_measure(struct row_groups *groups)
{
	size_t n_rows = groups->n_rows;
	bool is_numbered = false;
	uint64_t product = 1;
	struct key_stage *stage;

	TRY_NEW(groups->stages = NEW(groups->arena, struct key_stage, groups->n_parts + 1));
	stage = groups->stages;
	*stage = (struct key_stage){ .factor_of_last = 1 };
	for (size_t i = 0; i < groups->n_parts; i++) {
		struct key_part *part = &groups->parts[i];
		uint64_t wider;

		is_numbered |= part->number != NULL;
		if (__builtin_mul_overflow(product, part->range, &wider)) {
			stage->end = i;
			stage->range = product;
			stage++;
			*stage = (struct key_stage){ .first = i, .factor_of_last = 1 };
			product = n_rows ? n_rows : 1; /* numbers of the stage before */
			wider = product * part->range; /* both below 2^32 + 1 */
		}
		part->factor = product;
		product = wider;
	}
	stage->end = groups->n_parts;
	stage->range = product;
	groups->n_stages = (size_t)(stage - groups->stages) + 1;
	groups->range = groups->n_stages > 1 || is_numbered ? 0 : product;
	return OK;
}

struct err row_groups_measure(struct row_groups *groups, struct arena *arena,
			      const struct task *task, const struct column *const *columns,
			      size_t n_columns, size_t n_rows)
{
	*groups = (struct row_groups){ .arena = arena, .n_parts = n_columns, .n_rows = n_rows };
	TRY_NEW(groups->parts = NEW(arena, struct key_part, n_columns));
	for (size_t i = 0; i < n_columns; i++)
		TRY(part_begin(groups, task, &groups->parts[i], columns[i], n_rows));
	return stages_measure(groups);
}

struct err row_groups_tables(struct row_groups *groups, size_t n_rows)
{
	TRY_NEW(groups->room = NEW(groups->arena, struct key_room, 1));
	TRY_NEW(groups->keys = NEW(groups->arena, uint64_t, VECTOR_ROWS));
	for (size_t s = 0; s < groups->n_stages; s++)
		TRY(key_table_begin(&groups->stages[s].table, groups->arena,
				    groups->stages[s].range, n_rows));
	return OK;
}

struct err row_groups_begin(struct row_groups *groups, struct arena *arena, const struct task *task,
			    const struct column *const *columns, size_t n_columns, size_t n_rows)
{
	TRY(row_groups_measure(groups, arena, task, columns, n_columns, n_rows));
	return row_groups_tables(groups, n_rows);
}

struct err row_groups_again(const struct row_groups *measured, struct arena *arena, size_t n_rows,
			    struct row_groups *out)
{
	assert(measured->range && measured->n_stages == 1);
	*out = (struct row_groups){ .arena = arena,
				    .range = measured->range,
				    .n_rows = measured->n_rows,
				    .parts = measured->parts,
				    .n_parts = measured->n_parts,
				    .n_stages = 1 };
	TRY_NEW(out->stages = NEW(arena, struct key_stage, 1));
	*out->stages = *measured->stages;
	return row_groups_tables(out, n_rows);
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
	if (count > groups->rows_room) {
		size_t room = count + count / 2 + VECTOR_ROWS;
		uint32_t *rows = NEW(groups->arena, uint32_t, room);

		TRY_NEW(rows);
		if (groups->count)
			memcpy(rows, groups->first_rows, groups->count * sizeof(*rows));
		groups->first_rows = rows;
		groups->rows_room = room;
	}
	for (size_t i = 0; i < n && groups->count < count; i++) {
		if (ids[i] == groups->count)
			groups->first_rows[groups->count++] = (uint32_t)(from + i);
	}
	return OK;
}

struct err row_groups_block(struct row_groups *groups, size_t from, size_t n, uint32_t *ids_out)
{
	uint64_t *keys = groups->keys, *words = groups->room->words;

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

			column_read(part->column, from, n, &groups->room->vector_room, &vector);
			words_of(&vector, words);
			if (part->number)
				TRY(number_words(part, words, n, ids));
			add_part(part, &vector, words, keys);
		}
		TRY(key_table_add(&stage->table, keys, n, ids_out));
	}
	return note_new(groups, from, n, ids_out, groups->stages[groups->n_stages - 1].table.count);
}

void row_groups_keys(const struct row_groups *groups, size_t from, size_t n, struct key_room *room,
		     uint64_t *keys_out)
{
	assert(groups->range && n <= VECTOR_ROWS);
	memset(keys_out, 0, n * sizeof(*keys_out));
	for (size_t p = 0; p < groups->n_parts; p++) {
		struct vector vector;

		column_read(groups->parts[p].column, from, n, &room->vector_room, &vector);
		words_of(&vector, room->words);
		add_part(&groups->parts[p], &vector, room->words, keys_out);
	}
}

struct err row_lookup_begin(struct row_lookup *lookup, struct row_groups *groups,
			    const struct column *const *columns)
{
	*lookup = (struct row_lookup){ .groups = groups, .columns = columns };
	TRY_NEW(lookup->room = NEW(groups->arena, struct key_room, 1));
	TRY_NEW(lookup->keys = NEW(groups->arena, uint64_t, VECTOR_ROWS));
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

/* Adds the parts of a stage to the keys; what no row of the groups has is missing. */
static void add_looked_up(struct row_lookup *lookup, const struct key_stage *stage, size_t from,
			  size_t n, uint64_t *keys)
{
	const struct row_groups *groups = lookup->groups;
	uint64_t *words = lookup->room->words;

	for (size_t p = stage->first; p < stage->end; p++) {
		const struct key_part *part = &groups->parts[p];
		struct vector vector;

		column_read(lookup->columns[p], from, n, &lookup->room->vector_room, &vector);
		words_of(&vector, words);
		find_words(part, &vector, lookup->translations[p], words, lookup->is_missing);
		if (!part->has_nulls)
			vector.nulls = NULL;
		add_part(part, &vector, words, keys);
	}
}

void row_lookup_keys(struct row_lookup *lookup, size_t from, size_t n, uint64_t *keys_out)
{
	assert(lookup->groups->range && n <= VECTOR_ROWS);
	memset(keys_out, 0, n * sizeof(*keys_out));
	memset(lookup->is_missing, 0, n * sizeof(*lookup->is_missing));
	add_looked_up(lookup, lookup->groups->stages, from, n, keys_out);
	for (size_t i = 0; i < n; i++)
		keys_out[i] = lookup->is_missing[i] ? KEY_NONE : keys_out[i];
}

void row_lookup_block(struct row_lookup *lookup, size_t from, size_t n, uint32_t *ids_out)
{
	const struct row_groups *groups = lookup->groups;
	uint64_t *keys = lookup->keys;
	bool *is_missing = lookup->is_missing;

	assert(n <= VECTOR_ROWS);
	memset(keys, 0, n * sizeof(*keys));
	memset(is_missing, 0, n * sizeof(*is_missing));
	for (size_t s = 0; s < groups->n_stages; s++) {
		for (size_t i = 0; s > 0 && i < n; i++) {
			is_missing[i] |= ids_out[i] == GROUP_NONE;
			keys[i] = is_missing[i] ? 0 : ids_out[i];
		}
		add_looked_up(lookup, &groups->stages[s], from, n, keys);
		key_table_find(&groups->stages[s].table, keys, n, ids_out);
	}
	for (size_t i = 0; i < n; i++)
		ids_out[i] = is_missing[i] ? GROUP_NONE : ids_out[i];
}
