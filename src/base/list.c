/* A growing array in an arena, and its stable merge sort. */
#include "base/list.h"

#include "base/arena.h"

#include <assert.h>
#include <string.h>

enum { FIRST_ROOM = 8 };

static struct err list_grow(struct list *list)
{
	size_t room = list->room ? 2 * list->room : FIRST_ROOM;
	size_t bytes;
	void *grown;

	assert(list->arena && list->size > 0);
	if (__builtin_mul_overflow(room, list->size, &bytes))
		return ERROR(ERR_LIMIT, "a list is too long");
	TRY_NEW(grown = arena_grow(list->arena, list->at, list->room * list->size, bytes));
	list->at = grown;
	list->room = room;
	return OK;
}

struct err list_push(struct list *list, const void *element)
{
	if (list->count == list->room)
		TRY(list_grow(list));
	memcpy((char *)list->at + list->count * list->size, element, list->size);
	list->count++;
	return OK;
}

/* What a sort needs to know on its way down. */
struct sorting {
	size_t size;
	int (*compare)(const void *a, const void *b, const void *context);
	const void *context;
	char *scratch; /* room for half of the elements */
};

/* Merges two sorted neighbours; the left one steps aside first. */
static void merge(const struct sorting *by, char *at, char *middle, char *end)
{
	size_t left_bytes = (size_t)(middle - at);
	const char *left = by->scratch, *left_end = by->scratch + left_bytes;

	memcpy(by->scratch, at, left_bytes);
	while (left < left_end) {
		/* An equal element on the left goes first: that is what makes the sort stable. */
		if (middle == end || by->compare(left, middle, by->context) <= 0) {
			memcpy(at, left, by->size);
			left += by->size;
		} else {
			memcpy(at, middle, by->size);
			middle += by->size;
		}
		at += by->size;
	}
}

static void sort(const struct sorting *by, char *at, size_t count)
{
	char *middle = at + count / 2 * by->size;

	if (count < 2)
		return;
	sort(by, at, count / 2);
	sort(by, middle, count - count / 2);
	if (by->compare(middle - by->size, middle, by->context) > 0)
		merge(by, at, middle, at + count * by->size);
}

struct err list_sort(struct list *list,
		     int (*compare)(const void *a, const void *b, const void *context),
		     const void *context)
{
	struct sorting by = { .size = list->size, .compare = compare, .context = context };
	struct arena_mark mark;

	if (list->count < 2)
		return OK;
	mark = arena_mark(list->arena);
	TRY_NEW(by.scratch = arena_alloc(list->arena, list->count / 2, list->size));
	sort(&by, list->at, list->count);
	arena_rewind(list->arena, mark);
	return OK;
}
