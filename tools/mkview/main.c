/*
 * mkview TEMPLATE SOURCE HEADER: compiles a template of pages to C. The header is included by the
 * last two parts of the template's path, as "web/indicator.html.h". A template that is refused is
 * told as file:line:column, and nothing is written.
 */
#include "view.h"

#include "base/file.h"

#include <stdio.h>

static const size_t TEMPLATE_BYTES_MAX = (size_t)1 << 20;
static const size_t MEMORY_BYTES_MAX = (size_t)256 << 20;

/* "web/indicator.html" of "../src/web/indicator.html". */
static struct str include_name(struct str path)
{
	size_t slashes = 0, from = path.len;

	while (from > 0 && (path.at[from - 1] != '/' || ++slashes < 2))
		from--;
	return str_slice(path, from, path.len);
}

/* The template to both texts; a fault is told here. */
static struct err compile(struct arena *arena, struct str path, struct str *source,
			  struct str *header)
{
	struct view_names names = { .source = path, .include = include_name(path) };
	struct view_fault fault = { 0 };
	struct view_file file;
	struct buf buf;
	struct str text;
	struct err result;

	TRY(file_read(arena, path, TEMPLATE_BYTES_MAX, &text));
	result = view_parse(arena, text, &file, &fault);
	if (fault.place.line > 0)
		fprintf(stderr, "%.*s:%d:%d: error: %.*s\n", STR_ARGS(path), fault.place.line,
			fault.place.column, STR_ARGS(fault.message));
	TRY(result);
	buf_init(&buf, arena);
	TRY(view_emit_source(&buf, &file, names));
	TRY(buf_done(&buf, source));
	buf_init(&buf, arena);
	TRY(view_emit_header(&buf, &file, names));
	return buf_done(&buf, header);
}

static struct err run(struct arena *arena, char **arguments)
{
	struct str source, header;

	TRY(compile(arena, str_of(arguments[1]), &source, &header));
	TRY(file_write(arena, str_of(arguments[2]), source));
	return file_write(arena, str_of(arguments[3]), header);
}

int main(int count, char **arguments)
{
	struct arena arena;
	struct err result;

	if (count != 4) {
		fprintf(stderr, "usage: mkview TEMPLATE SOURCE HEADER\n");
		return 2;
	}
	arena_init(&arena, MEMORY_BYTES_MAX);
	result = run(&arena, arguments);
	if (failed(result) && result.code != ERR_INVALID)
		fprintf(stderr, "mkview: %s: %.*s\n", arguments[1], STR_ARGS(result.detail));
	arena_finish(&arena);
	return failed(result) ? 1 : 0;
}
