/*
 * rules ROOMS ROOT: reads the names of files from standard input, one a line and relative to ROOT,
 * and prints every place that breaks a house rule. Exit status: 0 none, 1 some, 2 could not look.
 */
#include "rules.h"

#include "base/file.h"
#include "base/limits.h"

#include <stdarg.h>
#include <stdio.h>

enum { LINE_BYTES = 4096 };

void report_add(struct report *report, const struct source *source, size_t at, const char *rule,
		const char *format, ...)
{
	size_t line = 1;
	va_list args;

	for (size_t i = 0; i < at; i++)
		line += source->text.at[i] == '\n';
	printf("%.*s:%zu: %s: ", STR_ARGS(source->path), line, rule);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	report->count++;
}

static struct err check_file(struct arena *arena, struct str root, struct str path,
			     const struct rooms *rooms, struct report *report)
{
	struct source source = { .path = path };
	bool is_c = str_ends(path, S(".c")) || str_ends(path, S(".h"));

	if (!is_c && !str_ends(path, S(".css")))
		return OK;
	TRY(file_read(arena, path_join(arena, root, path), LIMIT_FILE_BYTES, &source.text));
	TRY(source_blank(arena, &source));
	if (is_c) {
		check_includes(&source, rooms, report);
		check_words(&source, report);
		check_sql(&source, report);
		check_shape(&source, report);
	} else {
		check_css(&source, report);
	}
	return OK;
}

static struct err check_tree(struct arena *arena, struct str rooms_path, struct str root,
			     struct report *report)
{
	struct rooms rooms;
	struct arena_mark mark;
	char line[LINE_BYTES];

	TRY(rooms_read(arena, rooms_path, &rooms, report));
	mark = arena_mark(arena);
	while (fgets(line, sizeof(line), stdin)) {
		TRY(check_file(arena, root, str_trim(str_of(line)), &rooms, report));
		arena_rewind(arena, mark);
	}
	return OK;
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct report report = { 0 };
	struct err e;

	if (argc != 3) {
		fputs("usage: rules ROOMS ROOT <names\n", stderr);
		return 2;
	}
	arena_init(&arena, LIMIT_REQUEST_ARENA);
	e = check_tree(&arena, str_of(argv[1]), str_of(argv[2]), &report);
	if (failed(e))
		fprintf(stderr, "rules: %s: %.*s\n", e.where, STR_ARGS(e.detail));
	arena_finish(&arena);
	if (failed(e))
		return 2;
	return report.count > 0;
}
