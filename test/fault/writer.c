/*
 * The program that test/fault/kill.c kills: several threads, each with a line of work of its own,
 * commit step after step into one database and acknowledge each on standard output, after store_commit
 * has returned and not before. It ends only by a signal, or with exit code 1 after an error.
 *
 *	writer DATABASE NAME STEP...
 *
 * The lines are called NAME0, NAME1 and so on; each begins after the step that is given for it.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "acknowledgement.h"
#include "scene.h"

#include "base/limits.h"

struct worker {
	struct store *store;
	const char *name;
	int number;
	int64_t step; /* the last one that is in the database */
};

static struct err work(struct worker *worker, struct arena *scratch)
{
	struct acknowledgement done = { .line = worker->number };
	char line[24];

	snprintf(line, sizeof(line), "%s%d", worker->name, worker->number);
	for (;;) {
		struct snapshot_head head;

		TRY(line_step(scratch, worker->store, line, ++worker->step, &head));
		done.step = worker->step;
		done.hash = head.hash;
		/* Less than PIPE_BUF: it arrives whole or not at all. */
		if (write(STDOUT_FILENO, &done, sizeof(done)) != sizeof(done))
			return ERROR(ERR_IO, "nobody listens");
	}
}

static void *run(void *argument)
{
	struct arena scratch;

	arena_init(&scratch, LIMIT_COMMAND_ARENA);
	struct err e = work(argument, &scratch);

	fprintf(stderr, "writer: %.*s (%s)\n", STR_ARGS(e.detail), e.where);
	_exit(1);
}

int main(int argc, char **argv)
{
	struct worker workers[ACKNOWLEDGED_LINES];
	struct store_config config = { .write = true };
	pthread_t thread;

	if (argc < 4 || argc - 3 > ACKNOWLEDGED_LINES)
		return 2;
	config.path = argv[1];
	struct store *store;
	struct err e = store_open(&config, &store);

	if (failed(e)) {
		fprintf(stderr, "writer: %.*s (%s)\n", STR_ARGS(e.detail), e.where);
		return 1;
	}
	for (int i = 0; i < argc - 3; i++) {
		workers[i] = (struct worker){ .store = store,
					      .name = argv[2],
					      .number = i,
					      .step = strtoll(argv[3 + i], NULL, 10) };
		pthread_create(&thread, NULL, run, &workers[i]);
	}
	for (;;)
		pause();
}
