/* Text under construction, in an arena and on memory of its own. */
#include "base/buf.h"

#include "base/arena.h"
#include "base/memory.h"
#include "testing.h"

static void write_some(struct buf *buf)
{
	buf_str(buf, S("net "));
	buf_char(buf, '=');
	buf_char(buf, ' ');
	buf_int(buf, -523);
	buf_digits(buf, 0, 3);
	buf_str(buf, (struct str){ 0 });
	buf_format(buf, " %s%%", "13.72");
}

static void test_buf__collects_pieces_in_an_arena(void **state)
{
	struct arena arena;
	struct buf buf;
	struct str text;

	(void)state;
	arena_init(&arena, 1 << 20);
	buf_init(&buf, &arena);
	assert_ok(buf_done(&buf, &text));
	assert_str(text, "");
	write_some(&buf);
	assert_ok(buf_done(&buf, &text));
	assert_str(text, "net = -523000 13.72%");
	assert_str(buf_held(&buf), "net = -523000 13.72%");
	buf_finish(&buf);
	arena_finish(&arena);
}

static void test_buf__collects_pieces_on_its_own(void **state)
{
	struct buf buf;
	struct str text;

	(void)state;
	buf_init_own(&buf, SIZE_MAX);
	for (int i = 0; i < 10000; i++)
		buf_format(&buf, "%04d", i);
	assert_ok(buf_done(&buf, &text));
	assert_int_equal(text.len, 40000);
	assert_str(str_slice(text, 39996, 40000), "9999");
	buf_clear(&buf);
	assert_ok(buf_done(&buf, &text));
	assert_str(text, "");
	write_some(&buf);
	assert_str(buf_held(&buf), "net = -523000 13.72%");
	buf_finish(&buf);
	buf_finish(&buf);
}

static void test_buf__interleaves_with_other_allocations(void **state)
{
	struct arena arena;
	struct buf buf;

	(void)state;
	arena_init(&arena, 16 << 20);
	buf_init(&buf, &arena);
	for (int i = 0; i < 1000; i++) {
		buf_format(&buf, "%d,", i);
		assert_non_null(arena_alloc(&arena, 1, 24));
	}
	assert_str(str_slice(buf_held(&buf), 0, 8), "0,1,2,3,");
	assert_true(str_ends(buf_held(&buf), S(",997,998,999,")));
	arena_finish(&arena);
}

static void test_buf__holds_exactly_its_limit(void **state)
{
	struct buf buf;
	struct str text;

	(void)state;
	buf_init_own(&buf, 10);
	buf_str(&buf, S("12345"));
	buf_format(&buf, "%d", 67890);
	assert_ok(buf_done(&buf, &text));
	assert_str(text, "1234567890");
	buf_char(&buf, 'x');
	assert_fails(buf_done(&buf, &text), ERR_LIMIT);
	buf_finish(&buf);
}

static void test_buf__stays_full_and_holds_a_prefix(void **state)
{
	struct str text = S("untouched");
	struct buf buf;

	(void)state;
	buf_init_own(&buf, 10);
	buf_str(&buf, S("12345"));
	buf_str(&buf, S("far too long"));
	buf_str(&buf, S("6"));
	buf_format(&buf, "%d", 7);
	buf_int(&buf, 8);
	assert_str(buf_held(&buf), "12345");
	assert_fails(buf_done(&buf, &text), ERR_LIMIT);
	assert_str(text, "untouched");
	buf_clear(&buf);
	buf_str(&buf, S("again"));
	assert_ok(buf_done(&buf, &text));
	assert_str(text, "again");
	buf_finish(&buf);
}

static void test_buf__is_full_when_memory_runs_out(void **state)
{
	struct arena arena;
	struct buf own, inside;
	struct str text;

	(void)state;
	arena_init(&arena, 1 << 20);
	buf_init(&inside, &arena);
	buf_init_own(&own, 1 << 20);
	memory_fail_after(1);
	buf_char(&inside, 'x');
	buf_char(&own, 'x');
	memory_fail_after(0);
	assert_fails(buf_done(&inside, &text), ERR_LIMIT);
	assert_fails(buf_done(&own, &text), ERR_LIMIT);
	buf_finish(&own);
	arena_finish(&arena);

	arena_init(&arena, 1000);
	buf_init(&inside, &arena);
	for (int i = 0; i < 100; i++)
		buf_str(&inside, S("0123456789abcdef"));
	assert_fails(buf_done(&inside, &text), ERR_LIMIT);
	assert_in_range(buf_held(&inside).len, 16, 1000);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buf__collects_pieces_in_an_arena),
		cmocka_unit_test(test_buf__collects_pieces_on_its_own),
		cmocka_unit_test(test_buf__interleaves_with_other_allocations),
		cmocka_unit_test(test_buf__holds_exactly_its_limit),
		cmocka_unit_test(test_buf__stays_full_and_holds_a_prefix),
		cmocka_unit_test(test_buf__is_full_when_memory_runs_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
