/*
 * Replays a corpus: every file of the folders named on the command line goes through the entry that
 * a fuzzer would call. A file that breaks a promise aborts the program, which is the failure. One
 * case of TAP a file.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One file; the name goes out first, so that it is the last word before an abort. */
static struct err replay_file(struct arena *arena, struct str folder, struct str name)
{
	struct str path = path_join(arena, folder, name), bytes;

	TRY_NEW(path.at);
	TRY(file_read(arena, path, LIMIT_FILE_BYTES, &bytes));
	printf("# %.*s\n", STR_ARGS(path));
	fflush(stdout);
	LLVMFuzzerTestOneInput((const uint8_t *)bytes.at, bytes.len);
	return OK;
}

static struct err replay_folder(struct arena *arena, struct str folder, int *n_cases)
{
	struct str *names;
	size_t n_names;

	TRY(folder_list(arena, folder, &names, &n_names));
	if (n_names == 0)
		return ERROR(ERR_NOT_FOUND, "an empty corpus");
	for (size_t i = 0; i < n_names; i++) {
		TRY(replay_file(arena, folder, names[i]));
		printf("ok %d - %.*s\n", ++*n_cases, STR_ARGS(names[i]));
	}
	return OK;
}

int main(int argc, char **argv)
{
	struct arena arena;
	int n_cases = 0;

	arena_init(&arena, LIMIT_COMMAND_ARENA);
	for (int i = 1; i < argc; i++) {
		struct err e = replay_folder(&arena, str_of(argv[i]), &n_cases);

		if (failed(e)) {
			printf("Bail out! %s: %.*s\n", argv[i], STR_ARGS(e.detail));
			return EXIT_FAILURE;
		}
	}
	printf("1..%d\n", n_cases);
	arena_finish(&arena);
	return n_cases > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
