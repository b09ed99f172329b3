/* A ring of rounds between two threads. */
#include "app/load_ahead.h"

static struct load_round *round_of(struct load_ahead *ahead, size_t n)
{
	return &ahead->rounds[n % ROUNDS_AHEAD];
}

/* The oldest round that nobody may touch: what was taken last is still in use. */
static size_t in_use(const struct load_ahead *ahead)
{
	return ahead->n_taken > 0 ? ahead->n_taken - 1 : 0;
}

/*
 * Waits for a free round, and until all before it are done with where they had to be sorted first; false when
 * there is nobody to read for.
 */
static bool wait_for_room(struct load_ahead *ahead)
{
	size_t most =
		load_reader_waits_for_sorted(ahead->reader) && !ahead->is_sorted ? 1 : ROUNDS_AHEAD;
	bool stops;

	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stops && ahead->n_read - in_use(ahead) >= most)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	stops = ahead->stops;
	pthread_mutex_unlock(&ahead->lock);
	ahead->is_sorted = load_reader_waits_for_sorted(ahead->reader);
	return !stops;
}

static void *read_all(void *context)
{
	struct load_ahead *ahead = context;
	bool more = true;

	while (more && wait_for_room(ahead)) {
		struct load_round *round = round_of(ahead, ahead->n_read);

		load_reader_fill(ahead->reader, round);
		more = !failed(round->failed) && !round->is_last;
		pthread_mutex_lock(&ahead->lock);
		ahead->n_read++;
		pthread_cond_broadcast(&ahead->changed);
		pthread_mutex_unlock(&ahead->lock);
	}
	return NULL;
}

static void release(struct load_ahead *ahead)
{
	for (size_t i = 0; i < ROUNDS_AHEAD; i++)
		load_round_finish(&ahead->rounds[i]);
	pthread_cond_destroy(&ahead->changed);
	pthread_mutex_destroy(&ahead->lock);
}

struct err load_ahead_start(struct load_ahead *ahead, struct load_reader *reader)
{
	*ahead = (struct load_ahead){ .reader = reader };
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	for (size_t i = 0; i < ROUNDS_AHEAD; i++)
		load_round_init(&ahead->rounds[i]);
	if (pthread_create(&ahead->thread, NULL, read_all, ahead) == 0)
		return OK;
	release(ahead);
	return ERROR(ERR_LIMIT, "no thread can be made to read with");
}

void load_ahead_finish(struct load_ahead *ahead)
{
	pthread_mutex_lock(&ahead->lock);
	ahead->stops = true;
	pthread_cond_broadcast(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	release(ahead);
}

struct load_round *load_ahead_next(struct load_ahead *ahead)
{
	struct load_round *round;

	pthread_mutex_lock(&ahead->lock);
	round = round_of(ahead, ahead->n_taken++);
	pthread_cond_broadcast(&ahead->changed);
	while (ahead->n_read < ahead->n_taken)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	pthread_mutex_unlock(&ahead->lock);
	return round;
}
