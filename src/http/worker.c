/* A queue, a list of the turns that are taken, and threads that wait for work. */
#include "http/worker.h"

#include "base/memory.h"

#include <assert.h>
#include <netinet/in.h>
#include <string.h>

/* Of IPv6 the network alone, since whoever has one has all of its addresses. */
enum { NETWORK_BYTES = 8 };

struct client client_of(const struct sockaddr *address)
{
	struct client client = { 0 };

	if (address && address->sa_family == AF_INET) {
		const struct sockaddr_in *v4 = (const void *)address;

		memcpy(client.address + CLIENT_BYTES - sizeof(v4->sin_addr), &v4->sin_addr,
		       sizeof(v4->sin_addr));
	} else if (address && address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const void *)address;
		bool is_v4 = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);

		memcpy(client.address, &v6->sin6_addr, is_v4 ? CLIENT_BYTES : NETWORK_BYTES);
		if (is_v4)
			memset(client.address, 0, CLIENT_BYTES - sizeof(struct in_addr));
	}
	return client;
}

static struct turn *take_next(struct workers *workers)
{
	struct turn *turn = workers->first;

	workers->first = turn->next_queued;
	if (!workers->first)
		workers->last = &workers->first;
	return turn;
}

static void *work(void *argument)
{
	struct workers *workers = argument;

	pthread_mutex_lock(&workers->lock);
	for (;;) {
		struct turn *turn;
		bool is_ending;

		while (!workers->first && !workers->is_ending)
			pthread_cond_wait(&workers->changed, &workers->lock);
		if (!workers->first)
			break;
		turn = take_next(workers);
		is_ending = workers->is_ending;
		pthread_mutex_unlock(&workers->lock);
		turn->run(turn, is_ending);
		pthread_mutex_lock(&workers->lock);
	}
	pthread_mutex_unlock(&workers->lock);
	return NULL;
}

static struct err start_threads(struct workers *workers, unsigned n_threads)
{
	TRY_NEW(workers->threads = memory_take(n_threads * sizeof(*workers->threads)));
	for (; workers->n_threads < n_threads; workers->n_threads++)
		if (pthread_create(&workers->threads[workers->n_threads], NULL, work, workers) != 0)
			return ERROR(ERR_LIMIT, "no thread for slow work");
	return OK;
}

struct err workers_start(struct workers *workers, unsigned n_threads, unsigned most_turns)
{
	*workers = (struct workers){ .most_turns = most_turns };
	workers->last = &workers->first;
	if (pthread_mutex_init(&workers->lock, NULL) != 0)
		return ERROR(ERR_LIMIT, "no lock for slow work");
	if (pthread_cond_init(&workers->changed, NULL) != 0) {
		pthread_mutex_destroy(&workers->lock);
		return ERROR(ERR_LIMIT, "no condition for slow work");
	}

	struct err e = start_threads(workers, n_threads);

	if (failed(e)) {
		workers_stop(workers);
		workers_finish(workers);
	}
	return e;
}

void workers_call_off(struct workers *workers)
{
	pthread_mutex_lock(&workers->lock);
	workers->is_ending = true;
	pthread_cond_broadcast(&workers->changed);
	pthread_mutex_unlock(&workers->lock);
}

void workers_stop(struct workers *workers)
{
	workers_call_off(workers);
	for (unsigned i = 0; i < workers->n_threads; i++)
		pthread_join(workers->threads[i], NULL);
	memory_give(workers->threads);
	workers->threads = NULL;
	workers->n_threads = 0;
}

void workers_finish(struct workers *workers)
{
	assert(workers->n_turns == 0 && workers->n_threads == 0);
	pthread_cond_destroy(&workers->changed);
	pthread_mutex_destroy(&workers->lock);
}

static bool has_turn(const struct workers *workers, const struct client *client)
{
	for (const struct turn *t = workers->held; t; t = t->next_held)
		if (memcmp(t->client.address, client->address, CLIENT_BYTES) == 0)
			return true;
	return false;
}

bool workers_admit(struct workers *workers, struct turn *turn, struct client client)
{
	assert(!turn->is_held);
	pthread_mutex_lock(&workers->lock);
	if (!workers->is_ending && workers->n_turns < workers->most_turns &&
	    !has_turn(workers, &client)) {
		turn->client = client;
		turn->is_held = true;
		turn->next_held = workers->held;
		workers->held = turn;
		workers->n_turns++;
	}
	pthread_mutex_unlock(&workers->lock);
	return turn->is_held;
}

bool workers_run(struct workers *workers, struct turn *turn)
{
	bool runs;

	assert(turn->is_held);
	pthread_mutex_lock(&workers->lock);
	runs = !workers->is_ending;
	if (runs) {
		turn->next_queued = NULL;
		*workers->last = turn;
		workers->last = &turn->next_queued;
		pthread_cond_signal(&workers->changed);
	}
	pthread_mutex_unlock(&workers->lock);
	return runs;
}

void workers_leave(struct workers *workers, struct turn *turn)
{
	if (!turn->is_held)
		return;
	pthread_mutex_lock(&workers->lock);
	for (struct turn **t = &workers->held; *t; t = &(*t)->next_held) {
		if (*t != turn)
			continue;
		*t = turn->next_held;
		turn->is_held = false;
		workers->n_turns--;
		break;
	}
	assert(!turn->is_held);
	pthread_mutex_unlock(&workers->lock);
}
