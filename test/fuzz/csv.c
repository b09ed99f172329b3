/*
 * Any bytes as a table of a plan: the reader ends, every row it gives is whole, and what the writer makes
 * of the cells is read back as the same cells.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "exchange/csv.h"
#include "exchange/table_reader.h"
#include "model/row.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The record's cells written and read again. */
static void check_cells(struct arena *arena, const struct csv_record *record)
{
	struct csv_reader reader;
	struct csv_record again;
	enum csv_fault fault;
	struct buf line;
	struct str text;
	bool more, any = false;

	buf_init(&line, arena);
	buf_str(&line, S("x,y\n\"\""));
	for (size_t i = 0; i < record->count; i++) {
		any |= !str_empty(record->cells[i]);
		buf_char(&line, ',');
		csv_write_cell(&line, record->cells[i]);
	}
	if (!any || failed(buf_done(&line, &text)))
		return;
	csv_open(&reader, arena, text);
	/* The first record only says which separator is meant. */
	for (int i = 0; i < 2; i++)
		if (failed(csv_next(&reader, &again, &fault, &more)))
			return;
	assert(more && fault == CSV_FINE);
	assert(again.count == record->count + 1);
	for (size_t i = 0; i < record->count; i++)
		assert(str_eq(again.cells[i + 1], record->cells[i]));
}

static void read_records(struct arena *arena, struct str bytes)
{
	struct csv_reader reader;
	struct csv_record record;
	enum csv_fault fault;
	bool more;

	csv_open(&reader, arena, bytes);
	while (!failed(csv_next(&reader, &record, &fault, &more)) && more)
		if (fault == CSV_FINE && record.count < LIMIT_COLUMNS)
			check_cells(arena, &record);
}

static void read_table(struct arena *arena, const struct noun *noun, struct str bytes)
{
	struct diagnostics diagnostics;
	struct table_reader reader;
	struct row_chunk chunk;
	bool more = true;

	diagnostics_init(&diagnostics, arena);
	if (failed(table_reader_open(&reader, arena, noun, S("fuzz.csv"), bytes, &diagnostics)))
		return;
	while (more && !failed(table_reader_next(&reader, arena, &chunk, &more)))
		for (size_t i = 0; i < chunk.count; i++) {
			const char *row = (const char *)chunk.rows + i * noun->row_size;
			struct str key;

			assert(chunk.lines[i] > 0);
			for (size_t k = 0; k < noun->n_keys; k++)
				assert(!(noun->fields[k].flags & FIELD_REQUIRED) ||
				       !field_is_empty(&noun->fields[k], row));
			if (failed(row_key(arena, noun, row, &key)))
				return;
		}
}

/* The first byte chooses the noun. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct str bytes;

	if (size == 0)
		return 0;
	arena_init(&arena, LIMIT_REQUEST_ARENA);
	bytes = (struct str){ (const char *)data + 1, size - 1 };
	if (utf8_fault(bytes) == SIZE_MAX)
		read_records(&arena, bytes);
	read_table(&arena, noun_of((enum noun_id)(1 + data[0] % (NOUN_COUNT - 1))), bytes);
	arena_finish(&arena);
	return 0;
}
