/*
 * Any bytes as multipart/form-data: the first line is a Content-Type, the rest the body. However the body
 * is cut into pieces, the same comes out of it, and what is kept stays within its bounds.
 */
#include "base/arena.h"
#include "base/utf8.h"
#include "http/form.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 1 << 20, MAX_KEPT = 64, PIECE = 3 };

static void require(bool promise)
{
	if (!promise)
		abort();
}

static bool is_clean(struct str s)
{
	return utf8_fault(s) == SIZE_MAX && str_find_char(s, '\0', 0) == SIZE_MAX;
}

static enum form_fault read_body(struct form_reader *reader, struct str boundary, struct str body,
				 size_t piece)
{
	form_begin(reader, boundary, MAX_KEPT);
	for (size_t i = 0; i < body.len; i += piece)
		form_take(reader, str_slice(body, i, i + piece));
	return form_end(reader);
}

static void compare(struct arena *arena, const struct form_reader *a, const struct form_reader *b)
{
	const struct form_part *parts, *others;
	size_t n_parts, n_others, n_kept = 0;

	if (failed(form_parts(a, arena, &parts, &n_parts)) ||
	    failed(form_parts(b, arena, &others, &n_others)))
		return;
	require(n_parts == n_others && n_parts <= FORM_PARTS_MAX);
	for (size_t i = 0; i < n_parts; i++) {
		const struct form_part *part = &parts[i];

		require(str_eq(part->name, others[i].name));
		require(str_eq(part->filename, others[i].filename));
		require(str_eq(part->bytes, others[i].bytes));
		require(part->length == others[i].length && part->length >= part->bytes.len);
		require(is_clean(part->name) && is_clean(part->filename) && part->name.len > 0);
		require(part->is_file ||
			(is_clean(part->bytes) && part->length == part->bytes.len));
		n_kept += part->is_file ? part->bytes.len : 0;
	}
	require(n_kept <= MAX_KEPT);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str body = { .at = size ? (const char *)data : "", .len = size };
	struct form_reader *readers;
	struct str type = { 0 }, boundary;
	enum form_fault fault;
	struct arena arena;

	arena_init(&arena, ARENA_BYTES);
	str_cut(&body, '\n', &type);
	readers = NEW(&arena, struct form_reader, 2);
	require(readers);
	if (form_boundary(type, &boundary)) {
		require(boundary.len > 0 && boundary.len <= FORM_BOUNDARY_MAX);
		fault = read_body(&readers[0], boundary, body, SIZE_MAX / 2);
		require(read_body(&readers[1], boundary, body, PIECE) == fault);
		if (fault == FORM_FINE)
			compare(&arena, &readers[0], &readers[1]);
		form_finish(&readers[0]);
		form_finish(&readers[1]);
	}
	arena_finish(&arena);
	return 0;
}
