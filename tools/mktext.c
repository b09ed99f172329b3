/*
 * mktext OUT.c HEADER TABLE FOLDER DEPFILE [ENDING]: the texts of a folder (*.md, or files of another
 * ending) as a table in C, which the header describes: `const struct texts TABLE`, each text under the base name of its file, sorted by
 * name. The dependency file names the folder and its texts, so that a new one is noticed by the build.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/list.h"

#include <stdio.h>
#include <stdlib.h>

/* The arguments, and what is made of them. */
struct job {
	struct arena *arena;
	struct str out, header, table, folder, depfile, ending;
	struct buf arrays, code, depends;
	size_t count;
};

/* The longest literal that the standard promises. */
enum { LITERAL_MOST = 4095 };

/* What is longer is an array of its bytes, before the table. */
static void write_array(struct job *job, struct str text)
{
	buf_format(&job->arrays, "static const char text_%zu[] = {", job->count);
	for (size_t i = 0; i < text.len; i++)
		buf_format(&job->arrays, "%s%d,", i % 16 == 0 ? "\n\t" : " ",
			   (signed char)text.at[i]);
	buf_str(&job->arrays, S("\n};\n\n"));
	buf_format(&job->code, "{ text_%zu, sizeof(text_%zu) }", job->count, job->count);
}

/* One literal, broken where the text is. */
static void write_literal(struct buf *code, struct str text)
{
	buf_str(code, S("\""));
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '\n')
			buf_str(code, i + 1 < text.len ? S("\\n\"\n\t\t\"") : S("\\n"));
		else if (c < ' ' || c > '~' || c == '"' || c == '\\' || c == '?')
			buf_format(code, "\\%03o", c);
		else
			buf_char(code, (char)c);
	}
	buf_str(code, S("\""));
}

static struct err add_text(struct job *job, struct str name)
{
	struct str path = path_join(job->arena, job->folder, name), text;

	TRY_NEW(path.at);
	TRY(file_read(job->arena, path, LIMIT_FILE_BYTES, &text));
	buf_format(&job->depends, " %.*s", STR_ARGS(path));
	buf_str(&job->code, S("\t{ STR("));
	write_literal(&job->code, str_slice(name, 0, name.len - job->ending.len));
	buf_str(&job->code, S("), "));
	if (text.len > LITERAL_MOST) {
		write_array(job, text);
	} else {
		buf_str(&job->code, S("STR(\n\t\t"));
		write_literal(&job->code, text);
		buf_str(&job->code, S(")"));
	}
	buf_str(&job->code, S(" },\n"));
	job->count++;
	return OK;
}

static struct err run(struct job *job)
{
	struct str *names, code, depends;
	struct buf whole;
	size_t count;

	TRY(folder_list(job->arena, job->folder, &names, &count));
	buf_format(&job->depends, "%.*s: %.*s", STR_ARGS(job->out), STR_ARGS(job->folder));
	buf_format(&job->arrays, "/* Made by tools/mktext. */\n#include \"%.*s\"\n\n",
		   STR_ARGS(job->header));
	buf_str(&job->code, S("static const struct text rows[] = {\n"));
	for (size_t i = 0; i < count; i++)
		if (str_ends(names[i], job->ending))
			TRY(add_text(job, names[i]));
	if (job->count == 0)
		return ERROR(ERR_USAGE, "the folder has no text");
	buf_str(&job->code, S("};\n\n"));
	buf_format(&job->code, "const struct texts %.*s = { rows, countof(rows) };\n",
		   STR_ARGS(job->table));
	buf_char(&job->depends, '\n');
	buf_init(&whole, job->arena);
	buf_str(&whole, buf_held(&job->arrays));
	buf_str(&whole, buf_held(&job->code));
	whole.full |= job->arrays.full || job->code.full;
	TRY(buf_done(&whole, &code));
	TRY(buf_done(&job->depends, &depends));
	TRY(file_write(job->arena, job->depfile, depends));
	return file_write(job->arena, job->out, code);
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct job job;
	struct err e;

	if (argc != 6 && argc != 7) {
		fputs("usage: mktext OUT.c HEADER TABLE FOLDER DEPFILE [ENDING]\n", stderr);
		return EXIT_FAILURE;
	}
	arena_init(&arena, LIMIT_COMMAND_ARENA);
	job = (struct job){
		.arena = &arena,
		.out = str_of(argv[1]),
		.header = str_of(argv[2]),
		.table = str_of(argv[3]),
		.folder = str_of(argv[4]),
		.depfile = str_of(argv[5]),
		.ending = argc > 6 ? str_of(argv[6]) : S(".md"),
	};
	buf_init(&job.arrays, &arena);
	buf_init(&job.code, &arena);
	buf_init(&job.depends, &arena);
	e = run(&job);
	if (failed(e))
		fprintf(stderr, "mktext: %.*s (%s)\n", STR_ARGS(e.detail), e.where);
	arena_finish(&arena);
	return failed(e) ? EXIT_FAILURE : EXIT_SUCCESS;
}
