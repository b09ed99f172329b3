/*
 * Each *.bad.html of the folder must be refused with the place and message of its .error file. A new
 * case is a new pair of files.
 */
#include "mkview/view.h"

#include "base/file.h"

#include <stdio.h>

static const size_t MEMORY_BYTES = (size_t)64 << 20;
static const struct str ENDING = STR(".bad.html");

/* "2:15: message\n", or how else it ended. */
static struct err refusal(struct arena *arena, struct str path, struct str *out)
{
	struct view_fault fault = { 0 };
	struct view_file file;
	struct str text;
	struct err result;

	TRY(file_read(arena, path, MEMORY_BYTES, &text));
	result = view_parse(arena, text, &file, &fault);
	*out = result.code == ERR_INVALID
		       ? str_format(arena, "%d:%d: %.*s\n", fault.place.line, fault.place.column,
				    STR_ARGS(fault.message))
		       : str_format(arena, "not refused (%s)\n", err_code_name(result.code));
	return OK;
}

static struct err check(struct arena *arena, struct str folder, struct str name, bool *same)
{
	struct str stem = str_slice(name, 0, name.len - ENDING.len);
	struct str error_path =
		path_join(arena, folder, str_format(arena, "%.*s.error", STR_ARGS(stem)));
	struct str found, expected;

	TRY(refusal(arena, path_join(arena, folder, name), &found));
	TRY(file_read(arena, error_path, MEMORY_BYTES, &expected));
	*same = str_eq(found, expected);
	if (!*same)
		printf("# %.*s:%.*s", STR_ARGS(name), STR_ARGS(found));
	return OK;
}

static struct err check_all(struct arena *arena, struct str folder, bool *all_same)
{
	struct str *names;
	size_t count, n = 0;

	TRY(folder_list(arena, folder, &names, &count));
	for (size_t i = 0; i < count; i++) {
		bool same = false;

		if (!str_ends(names[i], ENDING))
			continue;
		TRY(check(arena, folder, names[i], &same));
		printf("%s %zu - refused %.*s\n", same ? "ok" : "not ok", ++n, STR_ARGS(names[i]));
		*all_same = *all_same && same;
	}
	printf("1..%zu\n", n);
	return n > 0 ? OK : ERROR(ERR_NOT_FOUND, "there are no cases");
}

int main(int count, char **arguments)
{
	struct arena arena;
	struct err result;
	bool all_same = true;

	if (count != 2)
		return 2;
	arena_init(&arena, MEMORY_BYTES);
	result = check_all(&arena, str_of(arguments[1]), &all_same);
	if (failed(result))
		fprintf(stderr, "%.*s\n", STR_ARGS(result.detail));
	arena_finish(&arena);
	return failed(result) || !all_same ? 1 : 0;
}
