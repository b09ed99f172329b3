/*
 * Values derived from a snapshot, each made once: who asks while another makes it waits. The places
 * of a shelf are a list that only grows, at its front, so that a value which is there is found
 * without the lock; the lock decides who makes one. A value is made outside the lock and may ask for
 * other values; derivations that ask for each other in a circle would wait for ever, which is a
 * mistake of the program.
 */
#include "model/derive.h"

#include "base/limits.h"
#include "base/memory.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

/* A value with the arena that holds it, and itself. */
struct derived {
	atomic_size_t references;
	struct arena arena;
	const void *value;
};

/* Where a value of one derivation (of one day) stands. Only value and being_made change. */
struct place {
	struct derivation derivation;
	struct date day;                /* empty unless the derivation is dated */
	_Atomic(struct derived *) made; /* NULL until then */
	bool being_made;                /* under the lock */
	struct place *next;
};

struct shelf {
	_Atomic(struct place *) first;
	pthread_mutex_t lock;
	pthread_cond_t settled; /* something was made, or could not be */
};

struct err shelf_new(struct shelf **out)
{
	struct shelf *shelf;

	TRY_NEW(shelf = memory_take(sizeof(*shelf)));
	if (pthread_mutex_init(&shelf->lock, NULL) != 0)
		goto no_lock;
	if (pthread_cond_init(&shelf->settled, NULL) != 0)
		goto no_condition;
	*out = shelf;
	return OK;

no_condition:
	pthread_mutex_destroy(&shelf->lock);
no_lock:
	memory_give(shelf);
	return ERROR(ERR_LIMIT, "no lock");
}

static void derived_release(struct derived *derived)
{
	if (!derived ||
	    atomic_fetch_sub_explicit(&derived->references, 1, memory_order_acq_rel) != 1)
		return;
	arena_finish(&derived->arena);
	memory_give(derived);
}

void shelf_end(struct shelf *shelf)
{
	struct place *next;

	if (!shelf)
		return;
	for (struct place *p = atomic_load(&shelf->first); p; p = next) {
		assert(!p->being_made);
		next = p->next;
		derived_release(atomic_load(&p->made));
		memory_give(p);
	}
	pthread_cond_destroy(&shelf->settled);
	pthread_mutex_destroy(&shelf->lock);
	memory_give(shelf);
}

/* One derivation may be told by several structs: what it does and what it is about make it. */
static bool same(const struct derivation *a, const struct derivation *b)
{
	return a->make == b->make && a->about == b->about;
}

static struct place *shelf_find(const struct shelf *shelf, const struct derivation *derivation,
				struct date day)
{
	struct place *p = atomic_load_explicit(&shelf->first, memory_order_acquire);

	while (p && !(same(&p->derivation, derivation) && date_cmp(p->day, day) == 0))
		p = p->next;
	return p;
}

/* Adds an empty place at the front, under the lock or before the shelf is shared. */
static struct err shelf_add(struct shelf *shelf, const struct derivation *derivation,
			    struct date day, struct place **out)
{
	struct place *place;

	TRY_NEW(place = memory_take(sizeof(*place)));
	place->derivation = *derivation;
	place->day = day;
	place->next = atomic_load_explicit(&shelf->first, memory_order_relaxed);
	atomic_store_explicit(&shelf->first, place, memory_order_release);
	*out = place;
	return OK;
}

/* Of the days of one derivation only the last one passes on, or a shelf would grow with the days. */
static bool is_outdated(const struct shelf *shelf, const struct place *place)
{
	const struct place *p = atomic_load_explicit(&shelf->first, memory_order_acquire);

	for (; p; p = p->next)
		if (same(&p->derivation, &place->derivation) && date_cmp(p->day, place->day) > 0)
			return true;
	return false;
}

struct err shelf_inherit(struct shelf *shelf, const struct shelf *older, uint64_t changed)
{
	const struct place *p = atomic_load_explicit(&older->first, memory_order_acquire);

	for (; p; p = p->next) {
		struct derived *made = atomic_load_explicit(&p->made, memory_order_acquire);
		struct place *mine;

		if (!made || (p->derivation.nouns & changed) != 0 || is_outdated(older, p))
			continue;
		TRY(shelf_add(shelf, &p->derivation, p->day, &mine));
		atomic_fetch_add_explicit(&made->references, 1, memory_order_relaxed);
		atomic_store_explicit(&mine->made, made, memory_order_release);
	}
	return OK;
}

static struct err derived_new(const struct snapshot *snapshot, const struct derivation *derivation,
			      struct date day, struct derived **out)
{
	struct derived *derived;
	struct err e;

	TRY_NEW(derived = memory_take(sizeof(*derived)));
	atomic_init(&derived->references, 1);
	arena_init(&derived->arena, LIMIT_DERIVED_ARENA);
	e = derivation->make(snapshot, derivation->about, day, &derived->arena, &derived->value);
	if (failed(e)) {
		/* Its detail may stand in the arena that goes now. */
		e.detail = str_of(derivation->name);
		derived_release(derived);
		return e;
	}
	*out = derived;
	return OK;
}

/*
 * Under the lock: the value when it is there; else NULL, and the place is the caller's to fill.
 * Waits as long as another fills it.
 */
static struct err shelf_claim(struct shelf *shelf, const struct derivation *derivation,
			      struct date day, struct place **place, struct derived **made)
{
	*place = shelf_find(shelf, derivation, day);
	if (!*place)
		TRY(shelf_add(shelf, derivation, day, place));
	while ((*place)->being_made)
		pthread_cond_wait(&shelf->settled, &shelf->lock);
	*made = atomic_load_explicit(&(*place)->made, memory_order_acquire);
	(*place)->being_made = !*made;
	return OK;
}

static void shelf_settle(struct shelf *shelf, struct place *place, struct derived *made)
{
	pthread_mutex_lock(&shelf->lock);
	atomic_store_explicit(&place->made, made, memory_order_release);
	place->being_made = false;
	pthread_cond_broadcast(&shelf->settled);
	pthread_mutex_unlock(&shelf->lock);
}

struct err shelf_value(struct shelf *shelf, const struct snapshot *snapshot,
		       const struct derivation *derivation, struct date day, const void **out)
{
	struct place *place;
	struct derived *made = NULL;
	struct err e;

	if (!derivation->dated)
		day = DATE_EMPTY;
	place = shelf_find(shelf, derivation, day);
	if (place)
		made = atomic_load_explicit(&place->made, memory_order_acquire);
	if (!made) {
		pthread_mutex_lock(&shelf->lock);
		e = shelf_claim(shelf, derivation, day, &place, &made);
		pthread_mutex_unlock(&shelf->lock);
		TRY(e);
	}
	if (!made) {
		e = derived_new(snapshot, derivation, day, &made);
		shelf_settle(shelf, place, made);
		TRY(e);
	}
	*out = made->value;
	return OK;
}
