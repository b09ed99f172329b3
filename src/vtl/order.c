/*
 * Sorting by radix, from the last key to the first and from the lowest digit up: each pass is stable, and
 * one whose digit is the same in all rows is left out.
 */
#include "vtl/order.h"

#include <assert.h>

#include <string.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS };

static uint64_t key_of_integer(int64_t integer)
{
	return (uint64_t)integer ^ UINT64_C(1) << 63;
}

static uint64_t key_of_number(double number)
{
	uint64_t word;

	number = number == 0 ? 0 : number; /* one zero */
	memcpy(&word, &number, sizeof(word));
	return word >> 63 ? ~word : word | UINT64_C(1) << 63;
}

static uint64_t key_of_day(int32_t day)
{
	return (uint32_t)day ^ UINT32_C(1) << 31;
}

static uint64_t key_of_duration(time_duration duration)
{
	struct duration_parts parts = time_duration_parts(time_duration_canonical(duration));

	return (uint64_t)(INT64_C(365) * parts.years + INT64_C(30) * parts.months + parts.days);
}

static uint64_t key_at(const struct vector *vector, size_t i, const uint32_t *ranks)
{
	switch (vector->type) {
	case DATA_INTEGER:
		return key_of_integer(((const int64_t *)vector->values)[i]);
	case DATA_NUMBER:
		return key_of_number(((const double *)vector->values)[i]);
	case DATA_BOOLEAN:
		return ((const uint8_t *)vector->values)[i];
	case DATA_STRING:
		assert(ranks);
		return ranks[((const uint32_t *)vector->values)[i]];
	case DATA_DATE:
		return key_of_integer(
			time_instant_canonical(((const time_instant *)vector->values)[i]));
	case DATA_TIME_PERIOD: {
		time_period period = ((const time_period *)vector->values)[i];

		/* The longer one first, as time_period_cmp has it. */
		return key_of_day(time_period_first(period)) << 3 |
		       (uint64_t)(TIME_YEAR - time_period_unit(period));
	}
	case DATA_TIME: {
		time_span span = ((const time_span *)vector->values)[i];

		return key_of_day(time_span_first(span)) << 32 | key_of_day(time_span_last(span));
	}
	case DATA_DURATION:
		return key_of_duration(((const time_duration *)vector->values)[i]);
	case DATA_NULL:
	case DATA_TYPE_COUNT_:
		break;
	}
	return 0;
}

struct err order_key_make(struct arena *arena, const struct column *column, size_t n_rows,
			  bool is_descending, struct order_key *out)
{
	struct vector_room *room = NEW(arena, struct vector_room, 1);
	uint64_t *keys = NEW(arena, uint64_t, n_rows), *nulls = NULL;
	const uint32_t *ranks = NULL;
	struct vector vector;

	TRY_NEW(room);
	TRY_NEW(keys);
	if (column->type == DATA_STRING)
		TRY(dictionary_ranks(arena, column->dictionary, &ranks));
	for (size_t from = 0; from < n_rows; from += VECTOR_ROWS) {
		size_t n = n_rows - from < VECTOR_ROWS ? n_rows - from : VECTOR_ROWS;

		column_read(column, from, n, room, &vector);
		if (vector.nulls && !nulls)
			TRY_NEW(nulls = NEW(arena, uint64_t, bits_words(n_rows)));
		for (size_t i = 0; i < n; i++) {
			if (vector_null(&vector, i))
				bit_set(nulls, from + i);
			else
				keys[from + i] = key_at(&vector, i, ranks);
		}
	}
	*out = (struct order_key){ keys, nulls, is_descending };
	return OK;
}

/* The key of a row, so that ascending numbers are the wished order. */
static uint64_t sort_key(const struct order_key *key, uint64_t least, uint64_t most, uint32_t row)
{
	return key->is_descending ? most - key->keys[row] : key->keys[row] - least;
}

/* One stable pass by a digit. */
static void pass(const struct order_key *key, uint64_t least, uint64_t most, int shift,
		 const uint32_t *rows, size_t n, uint32_t *out)
{
	size_t places[DIGITS] = { 0 }, at = 0;

	for (size_t i = 0; i < n; i++)
		places[sort_key(key, least, most, rows[i]) >> shift & (DIGITS - 1)]++;
	for (size_t d = 0; d < DIGITS; d++) {
		size_t count = places[d];

		places[d] = at;
		at += count;
	}
	for (size_t i = 0; i < n; i++)
		out[places[sort_key(key, least, most, rows[i]) >> shift & (DIGITS - 1)]++] =
			rows[i];
}

/* Nulls to the front, or to the end. */
static void pass_nulls(const struct order_key *key, const uint32_t *rows, size_t n, uint32_t *out)
{
	size_t to = 0;

	for (int round = 0; round < 2; round++) {
		bool wants_null = (round == 0) != key->is_descending;

		for (size_t i = 0; i < n; i++) {
			if (bit_get(key->nulls, rows[i]) == wants_null)
				out[to++] = rows[i];
		}
	}
}

struct err order_rows(struct arena *scratch, const struct order_key *keys, size_t n_keys,
		      size_t n_rows, uint32_t *rows)
{
	uint32_t *other = NEW(scratch, uint32_t, n_rows), *from = rows, *to = other, *exchanged;

	TRY_NEW(other);
	for (size_t k = n_keys; k-- > 0;) {
		const struct order_key *key = &keys[k];
		uint64_t least = UINT64_MAX, most = 0;

		for (size_t i = 0; i < n_rows; i++) {
			uint64_t word = key->keys[rows[i]];

			least = word < least ? word : least;
			most = word > most ? word : most;
		}
		for (int shift = 0; shift < 64 && n_rows && (most - least) >> shift;
		     shift += DIGIT_BITS) {
			pass(key, least, most, shift, from, n_rows, to);
			exchanged = from;
			from = to;
			to = exchanged;
		}
		if (key->nulls) {
			pass_nulls(key, from, n_rows, to);
			exchanged = from;
			from = to;
			to = exchanged;
		}
	}
	if (from != rows && n_rows)
		memcpy(rows, from, n_rows * sizeof(*rows));
	return OK;
}

bool order_same(const struct order_key *keys, size_t n_keys, uint32_t a, uint32_t b)
{
	for (size_t k = 0; k < n_keys; k++) {
		bool null_a = keys[k].nulls && bit_get(keys[k].nulls, a);
		bool null_b = keys[k].nulls && bit_get(keys[k].nulls, b);

		if (null_a != null_b || (!null_a && keys[k].keys[a] != keys[k].keys[b]))
			return false;
	}
	return true;
}
