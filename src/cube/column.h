/*
 * The values of one component, row by row, and how they are read: in blocks, as vectors that lie in the
 * processor's cache. A column is a view. Its values may be an array, one value for all rows, or cartesian
 * (computed from the row's number, as areas and periods of a matrix are); and rows may be chosen from it
 * without copying. Nothing of a column is changed once it is made; who owns the memory is the dataset's
 * matter (cube/dataset.h).
 */
#ifndef CUBE_COLUMN_H
#define CUBE_COLUMN_H

#include "base/arena.h"
#include "base/task.h"
#include "cube/data_type.h"
#include "cube/dictionary.h"

enum column_form {
	COLUMN_PLAIN,    /* values[place] */
	COLUMN_CONSTANT, /* values[0]; its null is bit 0 */
	COLUMN_CARTESIAN /* values[place / repeat % count]; has no nulls */
};

#define ROW_NONE UINT32_MAX
#define ROWS_MOST (UINT32_MAX - 1)

struct column {
	enum data_type type;
	enum column_form form;
	const void *values;    /* of the type's width; NULL for DATA_NULL */
	const uint64_t *nulls; /* bit `place` set: null; NULL: none is. A null's value is any */
	size_t repeat, count;  /* COLUMN_CARTESIAN */
	const struct dictionary *dictionary; /* DATA_STRING */
	const uint32_t
		*rows; /* the place of each row; ROW_NONE: null. NULL: place and row are one */
};

/* Rows of a column, read: always an array. */
enum { VECTOR_ROWS = 2048 };

struct vector {
	enum data_type type;
	const void *values;
	const uint64_t *nulls; /* bit i: value i is null; bits past n are 0. NULL: none is */
	const struct dictionary *dictionary;
	size_t n;
};

/* Room for a vector's values that are not borrowed from the column. */
struct vector_room {
	_Alignas(16) unsigned char values[VECTOR_ROWS * sizeof(int64_t)];
	_Alignas(16) uint64_t nulls[VECTOR_ROWS / 64];
};

/*
 * The rows [from, from + n) of the column; from is a multiple of 64 and n at most VECTOR_ROWS. Borrowed
 * from the column where it is an array, else written into the room.
 */
void column_read(const struct column *column, size_t from, size_t n, struct vector_room *room,
		 struct vector *out);

/* One value. Slow: for lookups and results of one row, never in a loop over rows. */
struct scalar column_scalar(const struct column *column, size_t row);

struct scalar vector_scalar(const struct vector *vector, size_t i);

/* A column of one value, in the arena. */
MUST_USE struct err column_constant(struct arena *arena, struct scalar scalar, struct column *out);

/*
 * The same without chosen rows, in the arena: as an array, as one value, or as it is where no rows were
 * chosen. The task's team shares the rows; NULL: the caller alone.
 */
MUST_USE struct err column_settle(struct arena *arena, const struct task *task,
				  const struct column *column, size_t n_rows, struct column *out);

/* An array to be filled, its nulls too (none are set), with room for n values in the arena. */
MUST_USE struct err column_array(struct arena *arena, enum data_type type, size_t n,
				 const struct dictionary *dictionary, struct column *out,
				 void **values_out, uint64_t **nulls_out);

/*
 * Rows that are chosen from the columns of one dataset, in the arena: columns that share a choice already
 * share the new one. ROW_NONE among the rows makes nulls.
 */
struct row_choice {
	struct arena *arena;
	const uint32_t *rows;
	size_t n_rows;
	bool has_none;
	struct composed_rows *composed;
};

MUST_USE struct err row_choice_column(struct row_choice *choice, const struct column *column,
				      struct column *out);

static inline bool bit_get(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

static inline void bit_set(uint64_t *bits, size_t i)
{
	bits[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline bool vector_null(const struct vector *vector, size_t i)
{
	return vector->nulls && bit_get(vector->nulls, i);
}

/* Words of a bitmap. */
static inline size_t bits_words(size_t n)
{
	return (n + 63) / 64;
}

#endif
