/*
 * Any bytes as a row of each noun: first as its encoding, then cut at the line ends into its cells.
 * What is accepted must be written again as the same bytes, and read again as the same row.
 */
#include "base/arena.h"
#include "model/row.h"

#include <stddef.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 64 << 20, ROW_BYTES_MOST = 512 };

/* A row of any noun. */
union any_row {
	max_align_t alignment;
	char bytes[ROW_BYTES_MOST];
};

static void require(bool promise)
{
	if (!promise)
		abort();
}

static struct str encode(struct arena *arena, const struct noun *noun, const void *row)
{
	struct str encoded;
	struct buf buf;

	buf_init(&buf, arena);
	row_encode(&buf, noun, row);
	require(!failed(buf_done(&buf, &encoded)));
	return encoded;
}

/* Key and encoding of a row that was read from anywhere. */
static void require_row(struct arena *arena, const struct noun *noun, const void *row)
{
	struct str key, again, encoded = encode(arena, noun, row);
	union any_row back;

	require(!failed(row_decode(arena, noun, encoded, &back)));
	require(row_eq(noun, row, &back));
	require(!failed(row_key(arena, noun, row, &key)));
	require(!failed(row_key(arena, noun, &back, &again)));
	require(str_eq(key, again) && key_cmp(key, again) == 0);
}

static void try_encoding(struct arena *arena, const struct noun *noun, struct str text)
{
	union any_row row;

	if (failed(row_decode(arena, noun, text, &row)))
		return;
	require(str_eq(encode(arena, noun, &row), text));
	require_row(arena, noun, &row);
}

/* A cell that is taken is written as one that is taken, and means the same. */
static void try_cell(struct arena *arena, const struct noun *noun, const struct field *field,
		     struct str cell, void *row)
{
	struct buf buf;

	if (!field_parse(noun, field, cell, row))
		return;
	buf_init(&buf, arena);
	field_write(&buf, noun, field, row);
	require(str_empty(buf_held(&buf)) == field_is_empty(field, row));
	require(field_parse(noun, field, buf_held(&buf), row));
}

static void try_cells(struct arena *arena, const struct noun *noun, struct str text)
{
	union any_row row;
	struct str cell;

	row_clear(noun, &row);
	for (size_t i = 0; str_cut(&text, '\n', &cell); i++)
		try_cell(arena, noun, &noun->fields[i % noun->n_fields], cell, &row);
	require_row(arena, noun, &row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size };
	struct arena arena;

	if (size > (1 << 16))
		return 0;
	arena_init(&arena, ARENA_BYTES);
	for (int id = NOUN_NONE + 1; id < NOUN_COUNT; id++) {
		const struct noun *noun = noun_of((enum noun_id)id);

		require(noun->row_size <= ROW_BYTES_MOST);
		try_encoding(&arena, noun, text);
		try_cells(&arena, noun, text);
		arena_reset(&arena);
	}
	arena_finish(&arena);
	return 0;
}
