/*
 * kill -9 at any moment. writer.c commits in a loop and acknowledges each commit through a pipe; it is
 * killed at a random moment, the database is opened again, and then everything acknowledged is there,
 * of the rest at most the one step that was under way in each line, and no step by half. The database
 * is used again in the next round, so that recoveries follow one another.
 *
 * Takes the path of writer.c's program from the environment: FAULT_WRITER.
 */
#include "scene.h"

#include <assert.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "acknowledgement.h"

enum { PROCESSES_MAX = 2, ROUNDS_A_DATABASE = 10 };

/* A running writer, and what it has acknowledged. */
struct writer {
	pid_t pid;
	int pipe; /* its acknowledgements can be read here */
	char *name;
	int n_lines;
	int64_t steps[ACKNOWLEDGED_LINES];
	struct digest newest; /* the hash of the batch that was acknowledged last */
	int64_t acknowledged; /* how many in this round */
};

/* posix_spawn wants texts that could be written to. */
static char *number_text(struct arena *arena, int64_t n)
{
	char *text = arena_text(arena, 24);

	assert_non_null(text);
	snprintf(text, 24, "%" PRId64, n);
	return text;
}

static void writer_start(struct scene *scene, struct writer *writer)
{
	char *program = getenv("FAULT_WRITER"), *arguments[3 + ACKNOWLEDGED_LINES + 1] = { 0 };
	posix_spawn_file_actions_t actions;
	int ends[2], n = 0;

	assert(program);
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	arguments[n++] = program;
	arguments[n++] = scene->path;
	arguments[n++] = writer->name;
	for (int i = 0; i < writer->n_lines; i++)
		arguments[n++] = number_text(&scene->arena, writer->steps[i]);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	assert_int_equal(posix_spawn(&writer->pid, program, &actions, NULL, arguments, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	writer->pipe = ends[0];
	writer->acknowledged = 0;
}

/* Waits until the writer has acknowledged its first commit. */
static void writer_await(const struct writer *writer)
{
	struct pollfd waiting = { .fd = writer->pipe, .events = POLLIN };

	assert_int_equal(poll(&waiting, 1, 30000), 1);
	assert_true(waiting.revents & POLLIN);
}

static void writer_kill(struct writer *writer)
{
	struct acknowledgement done;
	int status;

	kill(writer->pid, SIGKILL);
	assert_int_equal(waitpid(writer->pid, &status, 0), writer->pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	while (read(writer->pipe, &done, sizeof(done)) == sizeof(done)) {
		assert_true(done.line >= 0 && done.line < writer->n_lines);
		assert_int_equal(done.step, writer->steps[done.line] + 1);
		writer->steps[done.line] = done.step;
		writer->newest = done.hash;
		writer->acknowledged++;
	}
	close(writer->pipe);
}

/* The steps go on from where the database is: a step may have been durable and not acknowledged. */
static void assert_nothing_lost(struct scene *scene, struct writer *writers, int count)
{
	struct store *store;

	assert_ok(scene_store(scene, NULL, &store));
	for (int i = 0; i < count; i++) {
		struct writer *writer = &writers[i];

		assert_whole(scene, store, writer->acknowledged ? &writer->newest : NULL);
		for (int line = 0; line < writer->n_lines; line++) {
			char name[24];

			snprintf(name, sizeof(name), "%s%d", writer->name, line);
			writer->steps[line] = assert_line(store, name, writer->steps[line]);
		}
	}
	store_close(store);
}

static void start_anew(struct scene *scene, struct writer *writers, int count)
{
	scene_clear(scene);
	scene_create(scene, NULL);
	for (int i = 0; i < count; i++)
		for (int line = 0; line < writers[i].n_lines; line++)
			writers[i].steps[line] = 0;
}

static void wait_some(uint64_t *seed, uint64_t most_us)
{
	uint64_t us = dice_throw(seed, most_us);
	struct timespec time = { .tv_nsec = (long)us * 1000 };

	nanosleep(&time, NULL);
}

static void run_rounds(struct scene *scene, struct writer *writers, int count, int rounds)
{
	uint64_t seed = 20260101;
	int64_t acknowledged = 0;

	for (int round = 0; round < rounds; round++) {
		if (round % ROUNDS_A_DATABASE == 0)
			start_anew(scene, writers, count);
		for (int i = 0; i < count; i++)
			writer_start(scene, &writers[i]);
		/* Now and then it is killed while it opens the database, and recovers it. */
		for (int i = 0; i < count && round % 5 != 4; i++)
			writer_await(&writers[i]);
		wait_some(&seed, 60000);
		for (int i = 0; i < count; i++)
			writer_kill(&writers[i]);
		assert_nothing_lost(scene, writers, count);
		for (int i = 0; i < count; i++)
			acknowledged += writers[i].acknowledged;
		arena_reset(&scene->arena);
	}
	print_message("# %d kills, %" PRId64 " acknowledged commits\n", rounds, acknowledged);
	assert_true(acknowledged >= rounds);
}

static void test_kill__one_writer(void **state)
{
	struct writer writer = { .name = "A", .n_lines = 1 };

	run_rounds(*state, &writer, 1, 50);
}

static void test_kill__threads_that_share_commits(void **state)
{
	struct writer writer = { .name = "A", .n_lines = 6 };

	run_rounds(*state, &writer, 1, 20);
}

static void test_kill__two_processes(void **state)
{
	struct writer writers[PROCESSES_MAX] = { { .name = "A", .n_lines = 1 },
						 { .name = "B", .n_lines = 2 } };

	run_rounds(*state, writers, PROCESSES_MAX, 20);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, scene_open, scene_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_kill__one_writer),
		CASE(test_kill__threads_that_share_commits),
		CASE(test_kill__two_processes),
	};

	return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
