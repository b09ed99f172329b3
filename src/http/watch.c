/*
 * A list under a lock, and a thread that walks it. The socket of an overdue connection is shut down,
 * not closed: the thread that serves it reads the end of the stream and cleans up as always.
 */
#include "http/watch.h"

#include <errno.h>
#include <sys/socket.h>
#include <time.h>

enum { LOOK_EVERY_MS = 250 };

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
	return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void look(struct watch *watch)
{
	long long now = now_ms();

	for (struct watched *w = watch->first; w; w = w->next)
		if (atomic_load_explicit(&w->deadline_ms, memory_order_relaxed) < now)
			shutdown(w->socket, SHUT_RDWR);
}

static void *run(void *argument)
{
	struct watch *watch = argument;

	pthread_mutex_lock(&watch->lock);
	while (!watch->is_stopping) {
		struct timespec until;

		clock_gettime(CLOCK_MONOTONIC, &until);
		until.tv_nsec += LOOK_EVERY_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000L;
		until.tv_nsec %= 1000000000L;
		if (pthread_cond_timedwait(&watch->stopped, &watch->lock, &until) == ETIMEDOUT)
			look(watch);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

static bool init_condition(pthread_cond_t *condition)
{
	pthread_condattr_t attributes;
	bool ok;

	if (pthread_condattr_init(&attributes) != 0)
		return false;
	ok = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
	     pthread_cond_init(condition, &attributes) == 0;
	pthread_condattr_destroy(&attributes);
	return ok;
}

struct err watch_start(struct watch *watch)
{
	*watch = (struct watch){ 0 };
	if (pthread_mutex_init(&watch->lock, NULL) != 0)
		return ERROR(ERR_LIMIT, "no lock for the watch");
	if (!init_condition(&watch->stopped)) {
		pthread_mutex_destroy(&watch->lock);
		return ERROR(ERR_LIMIT, "no condition for the watch");
	}
	if (pthread_create(&watch->thread, NULL, run, watch) != 0) {
		pthread_cond_destroy(&watch->stopped);
		pthread_mutex_destroy(&watch->lock);
		return ERROR(ERR_LIMIT, "no thread for the watch");
	}
	return OK;
}

void watch_stop(struct watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	watch->is_stopping = true;
	pthread_cond_signal(&watch->stopped);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(watch->thread, NULL);
	pthread_cond_destroy(&watch->stopped);
	pthread_mutex_destroy(&watch->lock);
}

void watch_add(struct watch *watch, struct watched *watched)
{
	pthread_mutex_lock(&watch->lock);
	watched->prev = NULL;
	watched->next = watch->first;
	if (watch->first)
		watch->first->prev = watched;
	watch->first = watched;
	pthread_mutex_unlock(&watch->lock);
}

void watch_remove(struct watch *watch, struct watched *watched)
{
	pthread_mutex_lock(&watch->lock);
	if (watched->prev)
		watched->prev->next = watched->next;
	else
		watch->first = watched->next;
	if (watched->next)
		watched->next->prev = watched->prev;
	pthread_mutex_unlock(&watch->lock);
}

void watched_give_s(struct watched *watched, unsigned seconds)
{
	long long deadline = now_ms() + (long long)seconds * 1000;

	atomic_store_explicit(&watched->deadline_ms, deadline, memory_order_relaxed);
}
