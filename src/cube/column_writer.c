/* Columns value by value. */
#include "cube/column_writer.h"

#include <string.h>

struct err column_writer_begin(struct column_writer *writer, struct arena *arena,
			       enum data_type type, size_t n)
{
	const struct dictionary *dictionary = NULL;

	writer->strings = NULL;
	if (type == DATA_STRING) {
		TRY_NEW(writer->strings = NEW(arena, struct dictionary_builder, 1));
		dictionary_begin(writer->strings, arena);
		dictionary = &writer->strings->dictionary;
	}
	TRY(column_array(arena, type, n, dictionary, &writer->column, &writer->values,
			 &writer->nulls));
	memset(writer->nulls, 0xff, bits_words(n) * sizeof(*writer->nulls));
	if (n % 64)
		writer->nulls[n / 64] = (UINT64_C(1) << n % 64) - 1;
	return OK;
}

struct err column_writer_put(struct column_writer *writer, size_t i, struct scalar value)
{
	size_t width = data_width(writer->column.type);
	char *to = (char *)writer->values + i * width;
	uint32_t code;

	if (value.is_null || value.type != writer->column.type)
		return OK;
	if (value.type == DATA_STRING) {
		TRY(dictionary_code(writer->strings, value.string, &code));
		memcpy(to, &code, sizeof(code));
	} else if (value.type == DATA_BOOLEAN) {
		*to = value.boolean;
	} else {
		memcpy(to, &value.integer, width);
	}
	writer->nulls[i / 64] &= ~(UINT64_C(1) << i % 64);
	return OK;
}
