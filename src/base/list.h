/*
 * A growing array in an arena. Elements are plain values of one size; a pointer to one is valid
 * until the next push.
 */
#ifndef BASE_LIST_H
#define BASE_LIST_H

#include "base/err.h"

struct list {
	void *at;
	size_t count, room; /* elements */
	size_t size;        /* bytes of one element */
	struct arena *arena;
};

#define LIST(arena_, type) ((struct list){ .size = sizeof(type), .arena = (arena_) })
#define LIST_AT(list_, type, i) (&((type *)(list_).at)[(i)])

/* Appends a copy of *element (of the list's size). */
MUST_USE struct err list_push(struct list *list, const void *element);

/* Sorts by the comparison, stable: equal elements keep their order. */
MUST_USE struct err list_sort(struct list *list,
			      int (*compare)(const void *a, const void *b, const void *context),
			      const void *context);

#endif
