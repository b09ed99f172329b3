/*
 * mkstr OUT.c HEADER NAME FILE: the bytes of a file as a constant in C, which the header declares:
 * `extern const struct str NAME`. For a text that one room alone writes out as it is; files that are
 * served have tools/embed.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

enum { NUMBERS_PER_LINE = 24 };

/* As numbers: a literal may not be as long as a file. */
static void write_bytes(struct buf *code, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++)
		buf_format(code, "%s%d,", i % NUMBERS_PER_LINE == 0 ? "\n\t" : " ",
			   (unsigned char)bytes.at[i]);
}

static struct err run(struct arena *arena, struct str out, struct str header, struct str name,
		      struct str path)
{
	struct str bytes, code;
	struct buf buf;

	TRY(file_read(arena, path, LIMIT_FILE_BYTES, &bytes));
	buf_init(&buf, arena);
	buf_format(&buf, "/* Made by tools/mkstr. */\n#include \"%.*s\"\n\n", STR_ARGS(header));
	buf_str(&buf, S("static const unsigned char bytes[] = {"));
	write_bytes(&buf, bytes);
	buf_format(&buf, "\n\t0,\n};\n\nconst struct str %.*s = { (const char *)bytes, %zu };\n",
		   STR_ARGS(name), bytes.len);
	TRY(buf_done(&buf, &code));
	return file_write(arena, out, code);
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct err e;

	if (argc != 5) {
		fputs("usage: mkstr OUT.c HEADER NAME FILE\n", stderr);
		return EXIT_FAILURE;
	}
	arena_init(&arena, LIMIT_COMMAND_ARENA);
	e = run(&arena, str_of(argv[1]), str_of(argv[2]), str_of(argv[3]), str_of(argv[4]));
	if (failed(e))
		fprintf(stderr, "mkstr: %s: %.*s\n", argv[4], STR_ARGS(e.detail));
	arena_finish(&arena);
	return failed(e) ? EXIT_FAILURE : EXIT_SUCCESS;
}
