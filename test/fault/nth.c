/*
 * The n-th request is refused, for n = 1, 2, 3 and so on until a use case comes through untouched: of
 * memory, of the system, of SQLite on its files; each of them once, or from then on. Whatever n is,
 * the program says so with a sensible error or does its work all the same, loses no memory, and leaves
 * behind what was there before or what was to be there after; then it works.
 *
 *	nth USE-CASE
 */
#include "refusal.h"
#include "use_case.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/list.h"

enum { TRIALS_MAX = 16 };

/* Who reads it must know what to do: more memory, or a look at the disk. */
static void assert_sensible(const struct refusal *refusal, struct err e)
{
	if (e.code == (refusal->of_memory ? ERR_LIMIT : ERR_IO))
		return;
	if (e.code == ERR_INVALID && refusal->may_blame_input)
		return;
	fail_msg("%s: %.*s (%s)", err_code_name(e.code), STR_ARGS(e.detail), e.where);
}

/* Where the replacing itself fails, each file is old or new; all else leaves all of them old. */
static void assert_aftermath(const struct refusal *refusal, struct err e, enum aftermath aftermath)
{
	if (aftermath == AFTERMATH_MIXED)
		assert_true(failed(e) && refusal->of_system);
	if (!failed(e))
		assert_true(aftermath == AFTERMATH_AFTER || aftermath == AFTERMATH_EITHER);
}

/* What a run has left, as far as it was looked into. */
struct outcome {
	struct digest digest;
	enum aftermath aftermath;
};

static struct err run_once(struct bench *bench, const struct use_case *use_case)
{
	arena_finish(&bench->arena);
	arena_init(&bench->arena, LIMIT_COMMAND_ARENA);
	return use_case->run(bench);
}

static void assert_works(struct bench *bench, const struct use_case *use_case)
{
	enum aftermath aftermath;

	assert_ok(run_once(bench, use_case));
	aftermath = use_case->look(bench);
	assert_true(aftermath == AFTERMATH_AFTER || aftermath == AFTERMATH_EITHER);
}

/* Which of the two states a run has left; from that before, the use case works. */
static enum aftermath look_behind(struct bench *bench, const struct use_case *use_case)
{
	enum aftermath aftermath = use_case->look(bench);

	if (aftermath != AFTERMATH_AFTER)
		assert_works(bench, use_case);
	return aftermath;
}

/*
 * A run leaves nothing but files. Where they have the names and bytes of those that were looked into
 * after another run, the answer is the same: thousands of runs leave a few hundred outcomes.
 */
static enum aftermath aftermath_of(struct bench *bench, const struct use_case *use_case)
{
	struct outcome outcome = { .digest = bench_digest(bench) };

	for (size_t i = 0; i < bench->outcomes.count; i++) {
		const struct outcome *known = LIST_AT(bench->outcomes, struct outcome, i);

		if (digest_eq(known->digest, outcome.digest))
			return known->aftermath;
	}
	outcome.aftermath = look_behind(bench, use_case);
	assert_ok(list_push(&bench->outcomes, &outcome));
	return outcome.aftermath;
}

/* Whether the n-th request was reached. */
static bool refuse_nth(struct bench *bench, const struct use_case *use_case,
		       const struct refusal *refusal, uint64_t n)
{
	int64_t held = memory_of_sqlite();
	struct err e;
	uint64_t count;

	use_case->prepare(bench);
	refusal->arm(n);
	e = run_once(bench, use_case);
	count = refusal->disarm();
	assert_int_equal(memory_of_sqlite(), held);
	if (count < n) {
		assert_ok(e);
		return false;
	}
	if (failed(e))
		assert_sensible(refusal, e);
	assert_aftermath(refusal, e, aftermath_of(bench, use_case));
	arena_reset(&bench->scene->arena);
	return true;
}

/* How many requests there are when none is refused. */
static uint64_t count_requests(struct bench *bench, const struct use_case *use_case,
			       const struct refusal *refusal)
{
	use_case->prepare(bench);
	refusal->arm(UINT64_MAX);
	assert_ok(run_once(bench, use_case));
	return refusal->disarm();
}

struct trial {
	struct bench *bench;
	const struct use_case *use_case;
	const struct refusal *refusal;
	uint64_t n; /* where a failed assertion leaves it */
	bool survived;
};

static void test_nth__every_refusal_is_survived(void **state)
{
	struct trial *trial = *state;
	uint64_t total = count_requests(trial->bench, trial->use_case, trial->refusal);
	size_t known = trial->bench->outcomes.count;

	for (trial->n = 1; refuse_nth(trial->bench, trial->use_case, trial->refusal, trial->n);)
		trial->n++;
	assert_int_equal(trial->n, total + 1);
	trial->survived = true;
	print_message("# %s: %s: every n tried, untouched at n = %" PRIu64 ", %zu new outcomes\n",
		      trial->use_case->name, trial->refusal->name, trial->n,
		      trial->bench->outcomes.count - known);
}

/* After a failed assertion nothing is to be refused any more, and whoever reads it needs the n. */
static int end_trial(void **state)
{
	const struct trial *trial = *state;

	trial->refusal->disarm();
	if (!trial->survived)
		print_message("# %s: %s: failed at n = %" PRIu64 "\n", trial->use_case->name,
			      trial->refusal->name, trial->n);
	return 0;
}

static const struct use_case *use_case_named(const char *name)
{
	for (size_t i = 0; i < n_use_cases; i++)
		if (strcmp(use_cases[i].name, name) == 0)
			return &use_cases[i];
	return NULL;
}

/* A use case that never asks for a thing needs no trial of its refusal. */
static int run_trials(struct bench *bench, const struct use_case *use_case)
{
	struct trial trials[TRIALS_MAX];
	struct CMUnitTest tests[TRIALS_MAX];
	char names[TRIALS_MAX][80];
	size_t n = 0;

	assert_true(n_refusals <= TRIALS_MAX);
	for (size_t i = 0; i < n_refusals; i++) {
		if (count_requests(bench, use_case, &refusals[i]) == 0) {
			assert_false(
				refusals[i].of_system); /* all do; is the linker's list right? */
			continue;
		}
		trials[n] = (struct trial){ bench, use_case, &refusals[i], 0, false };
		snprintf(names[n], sizeof(names[n]), "%s, refused: %s", use_case->name,
			 refusals[i].name);
		tests[n] = (struct CMUnitTest){ names[n], test_nth__every_refusal_is_survived, NULL,
						end_trial, &trials[n] };
		n++;
	}
	return _cmocka_run_group_tests(use_case->name, tests, n, NULL, NULL);
}

int main(int argc, char **argv)
{
	const struct use_case *use_case = argc > 1 ? use_case_named(argv[1]) : NULL;
	struct bench bench;
	void *scene = NULL;

	if (!use_case)
		return 2;
	refusals_begin();
	/* Nothing is to outlive the test, so that a folder in memory does. */
	if (access("/dev/shm", W_OK | X_OK) == 0)
		setenv("TMPDIR", "/dev/shm", 0);
	scene_open(&scene);
	bench_open(&bench, scene);
	bench.outcomes = LIST(&bench.scene->scratch, struct outcome);
	int failures = run_trials(&bench, use_case);

	bench_close(&bench);
	scene_close(&scene);
	refusals_end();
	return failures;
}
