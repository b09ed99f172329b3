/*
 * mksql IN.sql OUT.c OUT.h: a constant for each named statement of a .sql file, so that SQL stands in
 * a file of its own and C speaks of it by name. A statement begins after a line "-- @name" and ends
 * before the next comment at the start of a line; `name` in IN.sql becomes `const struct str sql_name`.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"

struct output {
	struct buf code, header;
};

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!((s.at[i] >= 'a' && s.at[i] <= 'z') || s.at[i] == '_'))
			return false;
	return s.len > 0;
}

/* The statement's lines as one C string literal a line. */
static void write_statement(struct output *out, struct str name, struct str body)
{
	struct str line;

	buf_format(&out->header, "extern const struct str sql_%.*s;\n", STR_ARGS(name));
	buf_format(&out->code, "\nconst struct str sql_%.*s = STR(\n", STR_ARGS(name));
	while (str_cut(&body, '\n', &line)) {
		line = str_trim(line);
		if (str_empty(line))
			continue;
		buf_str(&out->code, S("\t\""));
		for (size_t i = 0; i < line.len; i++) {
			if (line.at[i] == '"' || line.at[i] == '\\')
				buf_char(&out->code, '\\');
			buf_char(&out->code, line.at[i]);
		}
		buf_str(&out->code, S("\\n\"\n"));
	}
	buf_str(&out->code, S(");\n"));
}

/* False, after a word on standard error, when a statement has no proper name. */
static bool translate(struct output *out, const char *path, struct str text)
{
	struct str name = { 0 }, line, body = { 0 };
	int n_line = 0;

	while (str_cut(&text, '\n', &line)) {
		n_line++;
		if (!str_starts(line, S("--"))) {
			if (str_empty(body))
				body.at = line.at;
			body.len = (size_t)(line.at + line.len - body.at);
			continue;
		}
		if (!str_empty(name) && !str_empty(str_trim(body)))
			write_statement(out, name, body);
		body = (struct str){ 0 };
		name = (struct str){ 0 };
		if (!str_starts(line, S("-- @")))
			continue;
		name = str_trim(str_slice(line, 4, line.len));
		if (!is_name(name)) {
			fprintf(stderr, "%s:%d: a statement's name has small letters and _\n", path,
				n_line);
			return false;
		}
	}
	if (!str_empty(name) && !str_empty(str_trim(body)))
		write_statement(out, name, body);
	return true;
}

static bool write_out(struct arena *arena, const char *path, const struct buf *text)
{
	struct str bytes;

	if (failed(buf_done(text, &bytes)) || failed(file_write(arena, str_of(path), bytes))) {
		fprintf(stderr, "%s: cannot be written\n", path);
		return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct output out;
	struct str text;
	bool done;

	if (argc != 4) {
		fprintf(stderr, "usage: mksql IN.sql OUT.c OUT.h\n");
		return EXIT_FAILURE;
	}
	arena_init(&arena, LIMIT_REQUEST_ARENA);
	buf_init(&out.code, &arena);
	buf_init(&out.header, &arena);
	buf_format(&out.header, "/* Made from %s by mksql. */\n#include \"base/str.h\"\n\n",
		   argv[1]);
	buf_format(&out.code, "/* Made from %s by mksql. */\n#include \"base/str.h\"\n", argv[1]);
	if (failed(file_read(&arena, str_of(argv[1]), LIMIT_FILE_BYTES, &text))) {
		fprintf(stderr, "%s: cannot be read\n", argv[1]);
		done = false;
	} else {
		done = translate(&out, argv[1], text) && write_out(&arena, argv[2], &out.code) &&
		       write_out(&arena, argv[3], &out.header);
	}
	arena_finish(&arena);
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
