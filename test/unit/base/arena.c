/* Arenas: zeroed and aligned memory, limits, growing, marks, and what they do when memory ends. */
#include "base/arena.h"

#include "base/memory.h"
#include "testing.h"

#include <stdalign.h>
#include <string.h>

static void assert_zero(const char *at, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		if (at[i] != 0)
			fail_msg("byte %zu of %zu is not zero", i, bytes);
}

static void test_arena_alloc__is_zeroed_aligned_and_separate(void **state)
{
	static const size_t sizes[] = { 1, 3, 16, 100, 4000, 20000, 2000000, 0, 7 };
	char *made[countof(sizes)];
	struct arena arena;

	(void)state;
	arena_init(&arena, 16 << 20);
	for (size_t i = 0; i < countof(sizes); i++) {
		made[i] = arena_alloc(&arena, 1, sizes[i]);
		assert_non_null(made[i]);
		assert_int_equal((uintptr_t)made[i] % alignof(max_align_t), 0);
		assert_zero(made[i], sizes[i]);
		memset(made[i], (int)i + 1, sizes[i]);
	}
	for (size_t i = 0; i < countof(sizes); i++)
		for (size_t b = 0; b < sizes[i]; b++)
			assert_int_equal(made[i][b], i + 1);
	arena_finish(&arena);
	assert_int_equal(arena.used, 0);
}

static void test_arena_alloc__refuses_a_product_that_overflows(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, SIZE_MAX);
	assert_null(arena_alloc(&arena, SIZE_MAX / 2, 3));
	assert_null(arena_alloc(&arena, SIZE_MAX, 1));
	assert_int_equal(arena.used, 0);
	arena_finish(&arena);
}

static void test_arena_alloc__never_takes_more_than_the_limit(void **state)
{
	const size_t limit = 50000;
	size_t handed_out = 0;
	struct arena arena;

	(void)state;
	arena_init(&arena, limit);
	assert_null(arena_alloc(&arena, 1, limit));
	while (arena_alloc(&arena, 1, 100)) {
		handed_out += 100;
		assert_true(arena.used <= limit);
	}
	assert_in_range(handed_out, limit / 2, limit);
	assert_null(arena_alloc(&arena, 1, 100));
	arena_finish(&arena);
}

static void test_arena_alloc__works_under_a_limit_smaller_than_a_block(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, 200);
	assert_non_null(arena_alloc(&arena, 1, 10));
	assert_null(arena_alloc(&arena, 1, 200));
	assert_true(arena.used <= 200);
	arena_finish(&arena);
}

static void test_arena_alloc__is_null_when_the_system_refuses(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	memory_fail_after(1);
	assert_null(arena_alloc(&arena, 1, 10));
	assert_null(arena_alloc(&arena, 1, 100000));
	memory_fail_after(0);
	assert_int_equal(arena.used, 0);
	assert_non_null(arena_alloc(&arena, 1, 10));
	arena_finish(&arena);
}

static void test_arena_text__wastes_nothing_between_texts(void **state)
{
	struct arena arena;
	const ptrdiff_t texts = 101;
	char *start;

	(void)state;
	arena_init(&arena, 20000);
	start = arena_text(&arena, 3);
	assert_non_null(start);
	for (int i = 1; i < texts; i++)
		assert_non_null(arena_text(&arena, 3));
	/* Under AddressSanitizer there is a gap of 16 bytes behind each. */
	assert_true(arena.at - start == texts * 3 || arena.at - start == texts * 19);
	assert_int_equal((uintptr_t)arena_alloc(&arena, 1, 1) % alignof(max_align_t), 0);
	arena_finish(&arena);
}

static void test_arena_grow__stays_in_place_when_newest(void **state)
{
	struct arena arena;
	char *at, *grown;

	(void)state;
	arena_init(&arena, 1 << 20);
	at = arena_alloc(&arena, 1, 100);
	memset(at, 'x', 100);
	grown = arena_grow(&arena, at, 100, 1000);
	assert_ptr_equal(grown, at);
	assert_zero(grown + 100, 900);
	assert_int_equal(grown[99], 'x');
	assert_ptr_equal(arena_grow(&arena, grown, 1000, 10), grown);
	arena_finish(&arena);
}

static void test_arena_grow__moves_when_something_stands_behind(void **state)
{
	struct arena arena;
	char *at, *other, *grown;

	(void)state;
	arena_init(&arena, 1 << 20);
	at = arena_alloc(&arena, 1, 100);
	memset(at, 'x', 100);
	other = arena_alloc(&arena, 1, 10);
	memset(other, 'o', 10);
	grown = arena_grow(&arena, at, 100, 200);
	assert_ptr_not_equal(grown, at);
	assert_memory_equal(grown, at, 100);
	assert_zero(grown + 100, 100);
	assert_memory_equal(other, "oooooooooo", 10);
	arena_finish(&arena);
}

static void test_arena_grow__keeps_the_old_when_there_is_no_room(void **state)
{
	struct arena arena;
	char *at;

	(void)state;
	arena_init(&arena, 20000);
	at = arena_grow(&arena, NULL, 0, 100);
	assert_non_null(at);
	memset(at, 'x', 100);
	assert_null(arena_grow(&arena, at, 100, 100000));
	assert_int_equal(at[99], 'x');
	arena_finish(&arena);
}

static void test_arena_rewind__forgets_later_blocks_and_clears_the_room(void **state)
{
	struct arena_mark mark;
	struct arena arena;
	char *kept, *later;
	size_t used;

	(void)state;
	arena_init(&arena, 64 << 20);
	kept = arena_alloc(&arena, 1, 100);
	memset(kept, 'k', 100);
	mark = arena_mark(&arena);
	used = arena.used;
	for (size_t bytes = 1; bytes < 4 << 20; bytes *= 2)
		memset(arena_alloc(&arena, 1, bytes), 'l', bytes);
	assert_true(arena.used > used);

	arena_rewind(&arena, mark);
	assert_int_equal(arena.used, used);
	assert_int_equal(kept[99], 'k');
	later = arena_alloc(&arena, 1, 4000);
	assert_zero(later, 4000);
	arena_finish(&arena);
}

static void test_arena_rewind__goes_back_to_the_very_beginning(void **state)
{
	struct arena_mark mark;
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	mark = arena_mark(&arena);
	assert_non_null(arena_alloc(&arena, 1, 100));
	assert_non_null(arena_alloc(&arena, 1, 100000));
	arena_rewind(&arena, mark);
	assert_int_equal(arena.used, 0);
	assert_non_null(arena_alloc(&arena, 1, 100));
	arena_finish(&arena);
}

static void test_arena_reset__keeps_one_block_and_clears_it(void **state)
{
	struct arena arena;
	size_t kept;

	(void)state;
	arena_init(&arena, 16 << 20);
	for (int i = 0; i < 1000; i++)
		memset(arena_alloc(&arena, 1, 1000), 'x', 1000);
	assert_non_null(arena_alloc(&arena, 1, 1 << 20));
	arena_reset(&arena);
	kept = arena.used;
	assert_true(kept > 0);
	memory_fail_after(1);
	assert_zero(arena_alloc(&arena, 1, 10000), 10000);
	memory_fail_after(0);
	arena_reset(&arena);
	assert_int_equal(arena.used, kept);
	arena_finish(&arena);
	arena_reset(&arena);
	assert_int_equal(arena.used, 0);
}

enum { LIVE_MAX = 2000 };

struct live {
	unsigned char *at;
	size_t bytes;
};

static void assert_all_intact(const struct live *live, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t b = 0; b < live[i].bytes; b++)
			if (live[i].at[b] != (unsigned char)(i + b))
				fail_msg("allocation %zu was overwritten at %zu", i, b);
}

/* Random allocations, marks, rewinds and resets: all memory is zero when new and intact while alive. */
static void test_arena__holds_what_is_alive_through_any_history(void **state)
{
	static struct live live[LIVE_MAX];
	struct arena_mark marks[20];
	size_t marked[20], count = 0, marks_count = 0;
	uint64_t seed = 20260101;
	struct arena arena;

	(void)state;
	arena_init(&arena, 64 << 20);
	for (int step = 0; step < 20000; step++) {
		uint64_t throw = dice_throw(&seed, 100);

		if (throw < 4 && marks_count < countof(marks)) {
			marks[marks_count] = arena_mark(&arena);
			marked[marks_count++] = count;
		} else if (throw < 8 && marks_count > 0) {
			arena_rewind(&arena, marks[--marks_count]);
			count = marked[marks_count];
			assert_all_intact(live, count);
		} else if (count == LIVE_MAX || step % 3000 == 2999) {
			assert_all_intact(live, count);
			arena_reset(&arena);
			count = marks_count = 0;
		} else {
			size_t bytes = (size_t)dice_throw(&seed, throw == 8 ? 60000 : 300);
			unsigned char *at = throw % 2 ? arena_alloc(&arena, bytes, 1)
						      : (unsigned char *)arena_text(&arena, bytes);

			assert_non_null(at);
			assert_zero((char *)at, bytes);
			for (size_t b = 0; b < bytes; b++)
				at[b] = (unsigned char)(count + b);
			live[count++] = (struct live){ at, bytes };
		}
	}
	assert_all_intact(live, count);
	arena_finish(&arena);
}

static void test_arenas__share_what_they_may_take(void **state)
{
	struct allowance allowance = { .limit = 100000 };
	struct arena first, second;

	(void)state;
	arena_init_within(&first, &allowance);
	arena_init_within(&second, &allowance);
	assert_non_null(arena_alloc(&first, 1, 60000));
	assert_null(arena_alloc(&second, 1, 60000));
	arena_finish(&first);
	assert_int_equal(allowance.used, 0);
	assert_non_null(arena_alloc(&second, 1, 60000));
	assert_true(allowance.used >= 60000 && allowance.used <= allowance.limit);
	arena_finish(&second);
	assert_int_equal(allowance.used, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_alloc__is_zeroed_aligned_and_separate),
		cmocka_unit_test(test_arena_alloc__refuses_a_product_that_overflows),
		cmocka_unit_test(test_arena_alloc__never_takes_more_than_the_limit),
		cmocka_unit_test(test_arena_alloc__works_under_a_limit_smaller_than_a_block),
		cmocka_unit_test(test_arena_alloc__is_null_when_the_system_refuses),
		cmocka_unit_test(test_arena_text__wastes_nothing_between_texts),
		cmocka_unit_test(test_arena_grow__stays_in_place_when_newest),
		cmocka_unit_test(test_arena_grow__moves_when_something_stands_behind),
		cmocka_unit_test(test_arena_grow__keeps_the_old_when_there_is_no_room),
		cmocka_unit_test(test_arena_rewind__forgets_later_blocks_and_clears_the_room),
		cmocka_unit_test(test_arena_rewind__goes_back_to_the_very_beginning),
		cmocka_unit_test(test_arena_reset__keeps_one_block_and_clears_it),
		cmocka_unit_test(test_arena__holds_what_is_alive_through_any_history),
		cmocka_unit_test(test_arenas__share_what_they_may_take),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
