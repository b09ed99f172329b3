/*
 * Any bytes into the parsers of the HTTP edge: the input is cut at its line ends into a target, an
 * Accept-Encoding, an If-None-Match, a Host and a file name. Besides not crashing, what was accepted
 * must keep its promises.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "http/edge.h"
#include "http/origin.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ARENA_BYTES = 1 << 20, FIELDS = 64 };

static void require(bool promise)
{
	if (!promise)
		abort();
}

static bool is_clean(struct str s)
{
	return utf8_fault(s) == SIZE_MAX && str_find_char(s, '\0', 0) == SIZE_MAX;
}

static void try_path(struct arena *arena, struct str path)
{
	struct str decoded, again;
	struct buf encoded;

	if (failed(path_parse(arena, path, &decoded)))
		return;
	require(is_clean(decoded) && str_starts(decoded, S("/")));
	require(str_find(decoded, S("/../"), 0) == SIZE_MAX && !str_ends(decoded, S("/..")));
	buf_init(&encoded, arena);
	url_encode(&encoded, decoded);
	again = url_decode(arena, buf_held(&encoded));
	require(encoded.full || !again.at || str_eq(again, decoded));
}

static void try_query(struct arena *arena, struct str query)
{
	struct pair *fields;
	size_t n;

	if (failed(query_parse(arena, query, FIELDS, &fields, &n)))
		return;
	require(n <= FIELDS);
	for (size_t i = 0; i < n; i++)
		require(is_clean(fields[i].name) && is_clean(fields[i].value) &&
			fields[i].value.at);
}

static void try_filename(struct arena *arena, struct str name)
{
	struct buf buf;

	buf_init(&buf, arena);
	disposition_write(&buf, name);
	for (size_t i = 0; i < buf.len; i++)
		require(buf.at[i] >= ' ' && buf.at[i] < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { .at = size ? (const char *)data : "", .len = size };
	struct str target = { 0 }, accept = { 0 }, match = { 0 }, host = { 0 };
	struct arena arena;
	size_t mark;

	arena_init(&arena, ARENA_BYTES);
	str_cut(&rest, '\n', &target);
	str_cut(&rest, '\n', &accept);
	str_cut(&rest, '\n', &match);
	str_cut(&rest, '\n', &host);
	mark = str_find_char(target, '?', 0);
	try_path(&arena, str_slice(target, 0, mark));
	if (mark != SIZE_MAX)
		try_query(&arena, str_slice(target, mark + 1, target.len));
	require(!accepts_gzip((struct str){ 0 }) && (accept.len > 0 || !accepts_gzip(accept)));
	require(!etag_matches((struct str){ 0 }, match) || str_empty(match));
	etag_matches(match, S("0123456789abcdef"));
	host_is_served(host, NULL, 0);
	try_filename(&arena, rest);
	arena_finish(&arena);
	return 0;
}
