/* The one place that calls zlib. */
#include "http/compress.h"

#include "base/memory.h"
#include "http/block.h"

#include <limits.h>

enum {
	LEVEL = 6,
	WINDOW_GZIP = 15 + 16, /* the largest window, and a gzip header around it */
	MEMORY_LEVEL = 8,
};

static void *take(void *unused, unsigned count, unsigned size)
{
	(void)unused;
	return memory_take((size_t)count * size);
}

static void give(void *unused, void *taken)
{
	(void)unused;
	memory_give(taken);
}

static bool make_ready(struct compressor *compressor)
{
	z_stream *stream = &compressor->stream;

	if (compressor->is_open)
		return deflateReset(stream) == Z_OK;
	*stream = (z_stream){ .zalloc = take, .zfree = give };
	compressor->is_open = deflateInit2(stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEMORY_LEVEL,
					   Z_DEFAULT_STRATEGY) == Z_OK;
	return compressor->is_open;
}

struct block *compressor_gzip(struct compressor *compressor, struct str bytes)
{
	z_stream *stream = &compressor->stream;
	struct block *room, *exact = NULL;

	if (bytes.len > UINT_MAX / 2 || !make_ready(compressor))
		return NULL;
	room = block_new(deflateBound(stream, (uLong)bytes.len));
	if (!room)
		return NULL;
	stream->next_in = (z_const Bytef *)bytes.at;
	stream->avail_in = (uInt)bytes.len;
	stream->next_out = (Bytef *)room->at;
	stream->avail_out = (uInt)room->len;
	if (deflate(stream, Z_FINISH) == Z_STREAM_END)
		exact = block_of(str_slice(block_str(room), 0, (size_t)stream->total_out));
	block_give(room);
	return exact;
}

void compressor_finish(struct compressor *compressor)
{
	if (compressor->is_open)
		deflateEnd(&compressor->stream);
	compressor->is_open = false;
}

bool compresses(struct str content_type)
{
	static const struct str types[] = {
		STR("text/"),
		STR("application/json"),
		STR("application/xml"),
		STR("image/svg+xml"),
	};

	for (size_t i = 0; i < countof(types); i++)
		if (str_starts(content_type, types[i]))
			return true;
	return false;
}
