/* A column that is written value by value, in any order; what is not written is null. */
#ifndef CUBE_COLUMN_WRITER_H
#define CUBE_COLUMN_WRITER_H

#include "cube/column.h"

struct column_writer {
	struct column column; /* to be read when all is written */
	void *values;
	uint64_t *nulls;
	struct dictionary_builder *strings;
};

/* In the arena, for n values. */
MUST_USE struct err column_writer_begin(struct column_writer *writer, struct arena *arena,
					enum data_type type, size_t n);

/* A value of another type is null. Text is copied. */
MUST_USE struct err column_writer_put(struct column_writer *writer, size_t i, struct scalar value);

#endif
