/*
 * Members wait until the round is a new one, take part after part from a counter, and say when they are
 * idle again. Since parts are handed out in their order, all before one that failed have been taken: the
 * least number among the failures is the same as if one member had done everything.
 */
#include "base/team.h"

#include "base/memory.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

struct member {
	struct team *team;
	size_t number;
	pthread_t thread; /* not of member 0, who is the caller */
};

struct team {
	size_t n_members;
	struct member members[TEAM_MOST];
	pthread_mutex_t lock;
	pthread_cond_t called, idle;

	/* Under the lock. */
	uint64_t round; /* of work, counted */
	size_t n_busy;
	bool is_ending;

	/* Of the round; set while all are idle. */
	team_part *part;
	void *work;
	size_t n_parts;
	atomic_size_t next;   /* the part that nobody has taken */
	atomic_size_t failed; /* the first that failed; n_parts: none */
	struct err err;       /* of it; under the lock */
};

static void note_failure(struct team *team, size_t part, struct err err)
{
	pthread_mutex_lock(&team->lock);
	if (part < atomic_load(&team->failed)) {
		atomic_store(&team->failed, part);
		team->err = err;
	}
	pthread_mutex_unlock(&team->lock);
}

static void do_parts(struct team *team, size_t member)
{
	for (;;) {
		size_t part = atomic_fetch_add(&team->next, 1);
		struct err err;

		if (part >= team->n_parts || part > atomic_load(&team->failed))
			return;
		err = team->part(team->work, part, member);
		if (failed(err))
			note_failure(team, part, err);
	}
}

static void *member_main(void *argument)
{
	const struct member *member = argument;
	struct team *team = member->team;
	uint64_t round = 0;

	pthread_mutex_lock(&team->lock);
	for (;;) {
		while (team->round == round && !team->is_ending)
			pthread_cond_wait(&team->called, &team->lock);
		if (team->is_ending)
			break;
		round = team->round;
		pthread_mutex_unlock(&team->lock);
		do_parts(team, member->number);
		pthread_mutex_lock(&team->lock);
		if (--team->n_busy == 0)
			pthread_cond_signal(&team->idle);
	}
	pthread_mutex_unlock(&team->lock);
	return NULL;
}

/* Signals are for the threads that were there before. */
static bool thread_start(struct member *member)
{
	sigset_t all, before;
	int failure;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failure = pthread_create(&member->thread, NULL, member_main, member);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failure == 0;
}

struct err team_open(size_t n_members, struct team **out)
{
	struct team *team = memory_take(sizeof(*team));

	assert(n_members >= 1 && n_members <= TEAM_MOST);
	TRY_NEW(team);
	pthread_mutex_init(&team->lock, NULL);
	pthread_cond_init(&team->called, NULL);
	pthread_cond_init(&team->idle, NULL);
	for (team->n_members = 1; team->n_members < n_members; team->n_members++) {
		struct member *member = &team->members[team->n_members];

		*member = (struct member){ .team = team, .number = team->n_members };
		if (!thread_start(member)) {
			team_close(team);
			return ERROR(ERR_LIMIT, "no thread can be made");
		}
	}
	*out = team;
	return OK;
}

void team_close(struct team *team)
{
	if (!team)
		return;
	pthread_mutex_lock(&team->lock);
	team->is_ending = true;
	pthread_cond_broadcast(&team->called);
	pthread_mutex_unlock(&team->lock);
	for (size_t i = 1; i < team->n_members; i++)
		pthread_join(team->members[i].thread, NULL);
	pthread_cond_destroy(&team->idle);
	pthread_cond_destroy(&team->called);
	pthread_mutex_destroy(&team->lock);
	memory_give(team);
}

size_t team_size(const struct team *team)
{
	return team ? team->n_members : 1;
}

static struct err run_alone(size_t n_parts, team_part *part, void *work)
{
	for (size_t i = 0; i < n_parts; i++)
		TRY(part(work, i, 0));
	return OK;
}

struct err team_run(struct team *team, size_t n_parts, team_part *part, void *work)
{
	if (team_size(team) == 1 || n_parts < 2)
		return run_alone(n_parts, part, work);
	pthread_mutex_lock(&team->lock);
	assert(team->n_busy == 0);
	team->part = part;
	team->work = work;
	team->n_parts = n_parts;
	atomic_store(&team->next, 0);
	atomic_store(&team->failed, n_parts);
	team->err = OK;
	team->n_busy = team->n_members - 1;
	team->round++;
	pthread_cond_broadcast(&team->called);
	pthread_mutex_unlock(&team->lock);
	do_parts(team, 0);
	pthread_mutex_lock(&team->lock);
	while (team->n_busy)
		pthread_cond_wait(&team->idle, &team->lock);
	pthread_mutex_unlock(&team->lock);
	return team->err;
}

size_t team_processors(void)
{
	cpu_set_t set;
	int count = 1;

	if (pthread_getaffinity_np(pthread_self(), sizeof(set), &set) == 0)
		count = CPU_COUNT(&set);
	return count < 1 ? 1 : (size_t)count;
}
