/*
 * Any bytes as the block of a series, under a checksum that fits: what is accepted can be read cell by
 * cell, and packed again it says the same.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "cube/series.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_places(const struct series_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		assert(series_find(view, series_period(view, i)) == i);
}

static void check_again(struct arena *arena, const struct series_cell *cells, size_t count)
{
	struct series_cell *again;
	struct str block;
	struct buf buf;
	size_t n_again;

	buf_init(&buf, arena);
	series_pack(&buf, arena, cells, count);
	if (failed(buf_done(&buf, &block)) ||
	    failed(series_unpack(arena, block, true, &again, &n_again)))
		return;
	assert(n_again == count);
	for (size_t i = 0; i < count; i++) {
		assert(period_cmp(again[i].period, cells[i].period) == 0);
		assert(observed_eq(&again[i].observed, &cells[i].observed));
	}
}

static void read_block(struct arena *arena, struct str block)
{
	struct series_view view;
	struct series_cell *cells;
	size_t count;

	if (failed(series_open(block, &view)))
		return;
	check_places(&view);
	if (!failed(series_unpack(arena, block, true, &cells, &count)))
		check_again(arena, cells, count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str body = { .at = (const char *)data, .len = size };
	uint64_t checksum = checksum_of(body);
	struct arena arena;
	char *bytes;

	arena_init(&arena, 64 << 20);
	bytes = arena_text(&arena, size + sizeof(checksum));
	if (bytes) {
		if (size > 0)
			memcpy(bytes, data, size);
		memcpy(bytes + size, &checksum, sizeof(checksum));
		read_block(&arena, (struct str){ bytes, size + sizeof(checksum) });
	}
	arena_finish(&arena);
	return 0;
}
