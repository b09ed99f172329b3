/* Growing arrays: pushing, and a sort that is stable. */
#include "base/list.h"

#include "base/arena.h"
#include "testing.h"

struct entry {
	int rank;
	int place; /* before sorting */
};

static int compare_rank(const void *a, const void *b, const void *context)
{
	const struct entry *m = a, *n = b;
	int direction = *(const int *)context;

	return direction * ((m->rank > n->rank) - (m->rank < n->rank));
}

static void fill(struct list *list, size_t count, uint64_t ranks, uint64_t *seed)
{
	for (size_t i = 0; i < count; i++) {
		struct entry entry = { .rank = (int)dice_throw(seed, ranks), .place = (int)i };

		assert_ok(list_push(list, &entry));
	}
}

static void test_list_push__keeps_the_order_of_pushing(void **state)
{
	struct arena arena;
	struct list list;

	(void)state;
	arena_init(&arena, 64 << 20);
	list = LIST(&arena, int);
	assert_int_equal(list.count, 0);
	for (int i = 0; i < 100000; i++)
		assert_ok(list_push(&list, &i));
	assert_int_equal(list.count, 100000);
	for (int i = 0; i < 100000; i++)
		assert_int_equal(*LIST_AT(list, int, i), i);
	arena_finish(&arena);
}

static void test_list_push__leaves_the_list_whole_at_the_limit(void **state)
{
	struct arena arena;
	struct list list;
	struct err result;
	int count = 0;

	(void)state;
	arena_init(&arena, 3000);
	list = LIST(&arena, int);
	while (!failed(result = list_push(&list, &count)))
		count++;
	assert_fails(result, ERR_LIMIT);
	assert_true(count > 0);
	assert_int_equal(list.count, count);
	for (int i = 0; i < count; i++)
		assert_int_equal(*LIST_AT(list, int, i), i);
	arena_finish(&arena);
}

static void assert_sorted(const struct list *list, int direction)
{
	for (size_t i = 1; i < list->count; i++) {
		const struct entry *a = LIST_AT(*list, struct entry, i - 1);
		const struct entry *b = LIST_AT(*list, struct entry, i);
		int order = compare_rank(a, b, &direction);

		if (order > 0 || (order == 0 && a->place > b->place))
			fail_msg("%zu of %zu is out of order", i, list->count);
	}
}

static void test_list_sort__is_stable_for_every_length(void **state)
{
	uint64_t seed = 7;
	struct arena arena;
	struct list list;

	(void)state;
	arena_init(&arena, 64 << 20);
	for (size_t count = 0; count < 200; count++) {
		int direction = count % 2 ? 1 : -1;
		size_t used;

		arena_reset(&arena);
		list = LIST(&arena, struct entry);
		fill(&list, count, 1 + count / 3, &seed);
		used = arena.used;
		assert_ok(list_sort(&list, compare_rank, &direction));
		assert_int_equal(list.count, count);
		assert_sorted(&list, direction);
		assert_int_equal(arena.used, used);
	}
	arena_finish(&arena);
}

static void test_list_sort__keeps_every_element(void **state)
{
	static bool seen[50000];
	uint64_t seed = 11;
	int direction = 1;
	struct arena arena;
	struct list list;

	(void)state;
	arena_init(&arena, 64 << 20);
	list = LIST(&arena, struct entry);
	fill(&list, countof(seen), 1000, &seed);
	assert_ok(list_sort(&list, compare_rank, &direction));
	assert_sorted(&list, direction);
	for (size_t i = 0; i < countof(seen); i++)
		seen[LIST_AT(list, struct entry, i)->place] = true;
	for (size_t i = 0; i < countof(seen); i++)
		assert_true(seen[i]);
	arena_finish(&arena);
}

static void test_list_sort__changes_nothing_without_memory(void **state)
{
	uint64_t seed = 13;
	int direction = 1;
	struct arena arena;
	struct list list;

	(void)state;
	arena_init(&arena, 64 << 20);
	list = LIST(&arena, struct entry);
	fill(&list, 10000, 1000, &seed);
	arena.limit = arena.used;
	while (arena_alloc(&arena, 1, 1))
		;
	assert_fails(list_sort(&list, compare_rank, &direction), ERR_LIMIT);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(LIST_AT(list, struct entry, i)->place, i);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list_push__keeps_the_order_of_pushing),
		cmocka_unit_test(test_list_push__leaves_the_list_whole_at_the_limit),
		cmocka_unit_test(test_list_sort__is_stable_for_every_length),
		cmocka_unit_test(test_list_sort__keeps_every_element),
		cmocka_unit_test(test_list_sort__changes_nothing_without_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
