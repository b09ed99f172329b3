/*
 * Columns: how rows are read from each form. Rows are first turned into places of the values array, a
 * block at a time, and then gathered by the width of the type.
 */
#include "cube/column.h"

#include <assert.h>
#include <string.h>

static bool has_none(const uint32_t *rows, size_t n)
{
	uint32_t any = 0;

	for (size_t i = 0; i < n; i++)
		any |= rows[i] == ROW_NONE;
	return any;
}

/* For each row its place among the values; false: some have none, and their place is 0. */
static bool places_of(const struct column *column, size_t from, size_t n, uint32_t *places)
{
	bool is_whole = true;

	for (size_t i = 0; i < n; i++) {
		uint32_t row = column->rows ? column->rows[from + i] : (uint32_t)(from + i);

		is_whole &= row != ROW_NONE;
		places[i] = row == ROW_NONE ? 0 : row;
	}
	if (column->form == COLUMN_CONSTANT) {
		memset(places, 0, n * sizeof(*places));
	} else if (column->form == COLUMN_CARTESIAN) {
		for (size_t i = 0; i < n; i++)
			places[i] = (uint32_t)(places[i] / column->repeat % column->count);
	}
	return is_whole;
}

static void gather_1(const uint8_t *from, const uint32_t *places, size_t n, uint8_t *to)
{
	for (size_t i = 0; i < n; i++)
		to[i] = from[places[i]];
}

static void gather_4(const uint32_t *from, const uint32_t *places, size_t n, uint32_t *to)
{
	for (size_t i = 0; i < n; i++)
		to[i] = from[places[i]];
}

static void gather_8(const uint64_t *from, const uint32_t *places, size_t n, uint64_t *to)
{
	for (size_t i = 0; i < n; i++)
		to[i] = from[places[i]];
}

static void gather(const struct column *column, const uint32_t *places, size_t n, void *to)
{
	switch (data_width(column->type)) {
	case 1:
		gather_1(column->values, places, n, to);
		break;
	case 4:
		gather_4(column->values, places, n, to);
		break;
	case 8:
		gather_8(column->values, places, n, to);
		break;
	default:
		break;
	}
}

/* Marks the values that are null, or have no place; false: none is. */
static bool gather_nulls(const struct column *column, const uint32_t *places, size_t from, size_t n,
			 uint64_t *nulls)
{
	uint64_t any = 0;

	for (size_t w = 0; w < bits_words(n); w++) {
		size_t end = n - w * 64 < 64 ? n - w * 64 : 64;
		uint64_t word = 0;

		for (size_t i = 0; i < end; i++) {
			size_t at = w * 64 + i;
			uint64_t is_null = column->nulls && bit_get(column->nulls, places[at]);

			is_null |= column->rows && column->rows[from + at] == ROW_NONE;
			word |= is_null << i;
		}
		nulls[w] = word;
		any |= word;
	}
	return any;
}

static void set_all(uint64_t *nulls, size_t n)
{
	memset(nulls, 0, bits_words(n) * sizeof(*nulls));
	for (size_t i = 0; i < n / 64; i++)
		nulls[i] = UINT64_MAX;
	if (n % 64)
		nulls[n / 64] = (UINT64_C(1) << n % 64) - 1;
}

/* Writes rows of any form; false: no null is among them, and nulls is not written. */
static bool column_fill(const struct column *column, size_t from, size_t n, void *values,
			uint64_t *nulls)
{
	uint32_t places[VECTOR_ROWS];
	bool is_whole;

	assert(n <= VECTOR_ROWS);
	if (column->type == DATA_NULL) {
		set_all(nulls, n);
		return true;
	}
	if (column->form == COLUMN_PLAIN && column->rows && !has_none(column->rows + from, n)) {
		gather(column, column->rows + from, n, values);
		return column->nulls && gather_nulls(column, column->rows + from, from, n, nulls);
	}
	is_whole = places_of(column, from, n, places);
	gather(column, places, n, values);
	if (is_whole && !column->nulls)
		return false;
	return gather_nulls(column, places, from, n, nulls);
}

/* The nulls of consecutive rows from a multiple of 64 on: borrowed, unless what follows must be cut off. */
static const uint64_t *borrow_nulls(const struct column *column, size_t from, size_t n,
				    uint64_t *room)
{
	const uint64_t *nulls;
	uint64_t beyond;

	if (!column->nulls)
		return NULL;
	nulls = column->nulls + from / 64;
	beyond = n % 64 ? nulls[n / 64] & ~((UINT64_C(1) << n % 64) - 1) : 0;
	if (!beyond)
		return nulls;
	memcpy(room, nulls, bits_words(n) * sizeof(*room));
	room[n / 64] &= ~beyond;
	return room;
}

void column_read(const struct column *column, size_t from, size_t n, struct vector_room *room,
		 struct vector *out)
{
	assert(from % 64 == 0 && n <= VECTOR_ROWS);
	*out = (struct vector){ .type = column->type, .dictionary = column->dictionary, .n = n };
	if (column->form == COLUMN_PLAIN && !column->rows && column->type != DATA_NULL) {
		out->values = (const char *)column->values + from * data_width(column->type);
		out->nulls = borrow_nulls(column, from, n, room->nulls);
		return;
	}
	out->values = room->values;
	if (column_fill(column, from, n, room->values, room->nulls))
		out->nulls = room->nulls;
}

struct scalar vector_scalar(const struct vector *vector, size_t i)
{
	struct scalar scalar = { .type = vector->type };

	if (vector->type == DATA_NULL || vector_null(vector, i))
		return scalar_null(vector->type);
	switch (vector->type) {
	case DATA_INTEGER:
		scalar.integer = ((const int64_t *)vector->values)[i];
		break;
	case DATA_NUMBER:
		scalar.number = ((const double *)vector->values)[i];
		break;
	case DATA_BOOLEAN:
		scalar.boolean = ((const uint8_t *)vector->values)[i];
		break;
	case DATA_STRING:
		scalar.string = vector->dictionary->at[((const uint32_t *)vector->values)[i]];
		break;
	case DATA_DATE:
		scalar.instant = ((const time_instant *)vector->values)[i];
		break;
	case DATA_TIME_PERIOD:
		scalar.period = ((const time_period *)vector->values)[i];
		break;
	case DATA_TIME:
		scalar.span = ((const time_span *)vector->values)[i];
		break;
	case DATA_DURATION:
		scalar.duration = ((const time_duration *)vector->values)[i];
		break;
	case DATA_NULL:
	case DATA_TYPE_COUNT_:
		break;
	}
	return scalar;
}

struct scalar column_scalar(const struct column *column, size_t row)
{
	_Alignas(8) unsigned char value[8] = { 0 };
	uint64_t nulls = 0;
	struct vector one = {
		.type = column->type, .values = value, .dictionary = column->dictionary, .n = 1
	};

	if (column_fill(column, row, 1, value, &nulls))
		one.nulls = &nulls;
	return vector_scalar(&one, 0);
}

/* A dictionary of the one string. */
static struct err dictionary_of_one(struct arena *arena, struct str string,
				    const struct dictionary **out)
{
	struct dictionary *dictionary;
	struct str *copy;

	TRY_NEW(dictionary = NEW(arena, struct dictionary, 1));
	TRY_NEW(copy = NEW(arena, struct str, 1));
	*copy = str_copy(arena, string);
	if (!copy->at && string.len)
		return ERROR(ERR_LIMIT, "out of memory");
	*dictionary = (struct dictionary){ .at = copy, .count = 1 };
	*out = dictionary;
	return OK;
}

struct err column_constant(struct arena *arena, struct scalar scalar, struct column *out)
{
	struct column column = { .type = scalar.type, .form = COLUMN_CONSTANT };
	uint64_t *nulls = NULL;
	int64_t *value;

	TRY_NEW(value = NEW(arena, int64_t, 1));
	if (scalar.is_null) {
		TRY_NEW(nulls = NEW(arena, uint64_t, 1));
		*nulls = 1;
		scalar.string = (struct str){ 0 };
	}
	switch (scalar.type) {
	case DATA_BOOLEAN:
		*(uint8_t *)value = scalar.is_null ? 0 : scalar.boolean;
		break;
	case DATA_STRING:
		TRY(dictionary_of_one(arena, scalar.string, &column.dictionary));
		break;
	default: /* a zero, or the first bytes of the value */
		if (!scalar.is_null)
			memcpy(value, &scalar.integer, data_width(scalar.type));
		break;
	}
	column.values = value;
	column.nulls = nulls;
	*out = column;
	return OK;
}

struct err column_array(struct arena *arena, enum data_type type, size_t n,
			const struct dictionary *dictionary, struct column *out, void **values_out,
			uint64_t **nulls_out)
{
	void *values;
	uint64_t *nulls;

	TRY_NEW(values = arena_alloc(arena, n, data_width(type)));
	TRY_NEW(nulls = NEW(arena, uint64_t, bits_words(n)));
	*out = (struct column){
		.type = type, .values = values, .nulls = nulls, .dictionary = dictionary
	};
	*values_out = values;
	*nulls_out = nulls;
	return OK;
}

/* A column whose chosen rows are being copied. */
struct settling {
	const struct task *task;
	const struct column *column;
	size_t n_rows;
	void *values;
	uint64_t *nulls;
	atomic_bool has_nulls;
};

static struct err settle_part(void *work, size_t part, size_t member)
{
	struct settling *settling = work;
	const struct column *column = settling->column;
	size_t width = data_width(column->type), end = part_end(part, settling->n_rows);
	bool has_nulls = false;

	(void)member;
	TRY(task_check(settling->task));
	for (size_t from = part * PART_ROWS; from < end; from += VECTOR_ROWS) {
		size_t n = end - from < VECTOR_ROWS ? end - from : VECTOR_ROWS;

		has_nulls |= column_fill(column, from, n, (char *)settling->values + from * width,
					 settling->nulls + from / 64);
	}
	if (has_nulls)
		atomic_store_explicit(&settling->has_nulls, true, memory_order_relaxed);
	return OK;
}

struct err column_settle(struct arena *arena, const struct task *task, const struct column *column,
			 size_t n_rows, struct column *out)
{
	struct settling settling = { .task = task, .column = column, .n_rows = n_rows };
	struct column settled;

	if (!column->rows) {
		*out = *column;
		return OK;
	}
	TRY(column_array(arena, column->type, n_rows, column->dictionary, &settled,
			 &settling.values, &settling.nulls));
	TRY(team_run(task ? task->team : NULL, part_count(n_rows), settle_part, &settling));
	if (!atomic_load(&settling.has_nulls))
		settled.nulls = NULL;
	*out = settled;
	return OK;
}

struct composed_rows {
	struct composed_rows *next;
	const uint32_t *inner, *composed;
};

/* Rows of rows: as an array in the arena, made once for each inner choice. */
static struct err compose(struct row_choice *choice, const uint32_t *inner, const uint32_t **out)
{
	struct composed_rows *made = choice->composed;
	uint32_t *composed;

	while (made && made->inner != inner)
		made = made->next;
	if (made) {
		*out = made->composed;
		return OK;
	}
	TRY_NEW(composed = NEW(choice->arena, uint32_t, choice->n_rows));
	for (size_t i = 0; i < choice->n_rows; i++)
		composed[i] = choice->rows[i] == ROW_NONE ? ROW_NONE : inner[choice->rows[i]];
	TRY_NEW(made = NEW(choice->arena, struct composed_rows, 1));
	*made = (struct composed_rows){ choice->composed, inner, composed };
	choice->composed = made;
	*out = composed;
	return OK;
}

struct err row_choice_column(struct row_choice *choice, const struct column *column,
			     struct column *out)
{
	struct column chosen = *column;

	if (column->rows)
		TRY(compose(choice, column->rows, &chosen.rows));
	else if (column->form != COLUMN_CONSTANT || choice->has_none)
		chosen.rows = choice->rows;
	*out = chosen;
	return OK;
}
