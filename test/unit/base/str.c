/* Strings: comparing, the natural order, cutting, searching, copying, numbers and hashes. */
#include "base/str.h"

#include "base/arena.h"
#include "testing.h"

#include <stdio.h>
#include <string.h>

static const struct str nowhere = { 0 };

static void test_str__no_bytes_at_null_are_the_empty_string(void **state)
{
	(void)state;
	assert_true(str_eq(nowhere, S("")));
	assert_int_equal(str_cmp(nowhere, S("")), 0);
	assert_int_equal(str_cmp_natural(nowhere, S("")), 0);
	assert_true(str_starts(nowhere, S("")));
	assert_true(str_ends(nowhere, nowhere));
	assert_true(str_starts(S("a"), nowhere));
	assert_str(str_slice(nowhere, 0, 10), "");
	assert_str(str_trim(nowhere), "");
	assert_int_equal(str_find(nowhere, S(""), 0), 0);
	assert_int_equal(str_find(nowhere, S("a"), 0), SIZE_MAX);
	assert_int_equal(str_find_char(nowhere, 'a', 0), SIZE_MAX);
	assert_int_equal(str_hash(nowhere), str_hash(S("")));
	assert_str(str_of(NULL), "");
	assert_str(str_of("abc"), "abc");
}

static void test_str_eq__compares_length_and_bytes(void **state)
{
	(void)state;
	assert_true(str_eq(S("a\0b"), S("a\0b")));
	assert_false(str_eq(S("a\0b"), S("a\0c")));
	assert_false(str_eq(S("ab"), S("abc")));
	assert_true(str_starts(S("budget_line"), S("budget")));
	assert_false(str_starts(S("bud"), S("budget")));
	assert_true(str_ends(S("budget_line.csv"), S(".csv")));
	assert_false(str_ends(S("csv"), S(".csv")));
}

static void test_str_cmp__is_the_order_of_unsigned_bytes(void **state)
{
	static const struct str ascending[] = {
		STR(""),  STR("\x01"), STR("A"),    STR("A\x01"),
		STR("B"), STR("a"),    STR("\x80"), STR("\xff"),
	};

	(void)state;
	for (size_t i = 0; i < countof(ascending); i++)
		for (size_t j = 0; j < countof(ascending); j++) {
			int order = str_cmp(ascending[i], ascending[j]);

			assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
		}
}

static void test_str_cmp_natural__orders_codes_as_people_read_them(void **state)
{
	static const struct str ascending[] = {
		STR(""),
		STR("0"),
		STR("00"),
		STR("01"),
		STR("1"),
		STR("1a"),
		STR("2"),
		STR("10"),
		STR("EN.3"),
		STR("EN.12"),
		STR("P1"),
		STR("P1.2"),
		STR("P1.2.1"),
		STR("P1.09"),
		STR("P1.9"),
		STR("P1.10"),
		STR("P2"),
		STR("P10"),
		STR("P10.1"),
		STR("P99999999999999999999"),
		STR("P100000000000000000000"),
		STR("PA"),
		STR("Pa"),
		STR("\xc3\xa9"),
	};

	(void)state;
	for (size_t i = 0; i < countof(ascending); i++)
		for (size_t j = 0; j < countof(ascending); j++) {
			int order = str_cmp_natural(ascending[i], ascending[j]);

			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("\"%.*s\" against \"%.*s\" gives %d",
					 STR_ARGS(ascending[i]), STR_ARGS(ascending[j]), order);
		}
}

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

/* Every string of at most three characters out of an alphabet that is hard on the order. */
static size_t all_strings(char (*texts)[3], struct str *out)
{
	static const char alphabet[] = { '0', '1', '9', '.', 'a' };
	size_t count = 0;

	for (size_t len = 0; len <= 3; len++) {
		size_t combinations = len == 0 ? 1 : len == 1 ? 5 : len == 2 ? 25 : 125;

		for (size_t n = 0; n < combinations; n++) {
			size_t rest = n;

			for (size_t i = 0; i < len; i++, rest /= countof(alphabet))
				texts[count][i] = alphabet[rest % countof(alphabet)];
			out[count] = (struct str){ .at = texts[count], .len = len };
			count++;
		}
	}
	return count;
}

static void test_str_cmp_natural__is_a_strict_total_order(void **state)
{
	static char texts[156][3];
	static struct str all[156];
	static signed char order[156][156];
	size_t count = all_strings(texts, all);

	(void)state;
	assert_int_equal(count, 156);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++) {
			order[i][j] = (signed char)sign(str_cmp_natural(all[i], all[j]));
			assert_int_equal(order[i][j] == 0, i == j);
		}
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < count; j++) {
			assert_int_equal(order[i][j], -order[j][i]);
			for (size_t k = 0; order[i][j] < 0 && k < count; k++)
				if (order[j][k] < 0 && order[i][k] >= 0)
					fail_msg("not transitive: \"%.*s\" \"%.*s\" \"%.*s\"",
						 STR_ARGS(all[i]), STR_ARGS(all[j]),
						 STR_ARGS(all[k]));
		}
}

static void test_str_slice__is_clamped(void **state)
{
	(void)state;
	assert_str(str_slice(S("outturn"), 0, 3), "out");
	assert_str(str_slice(S("outturn"), 3, 7), "turn");
	assert_str(str_slice(S("outturn"), 3, SIZE_MAX), "turn");
	assert_str(str_slice(S("outturn"), 9, 12), "");
	assert_str(str_slice(S("outturn"), 5, 2), "");
}

static void test_str_trim__takes_outer_white_space_only(void **state)
{
	(void)state;
	assert_str(str_trim(S(" \t\r\n\v\f a  b \n")), "a  b");
	assert_str(str_trim(S("   ")), "");
	assert_str(str_trim(S("\xc2\xa0x")), "\xc2\xa0x");
}

static void test_str_find__finds_the_first_from_a_place(void **state)
{
	struct str s = S("abcabc");

	(void)state;
	assert_int_equal(str_find(s, S("bc"), 0), 1);
	assert_int_equal(str_find(s, S("bc"), 1), 1);
	assert_int_equal(str_find(s, S("bc"), 2), 4);
	assert_int_equal(str_find(s, S("bc"), 5), SIZE_MAX);
	assert_int_equal(str_find(s, S(""), 6), 6);
	assert_int_equal(str_find(s, S(""), 7), SIZE_MAX);
	assert_int_equal(str_find(s, S("abcabcd"), 0), SIZE_MAX);
	assert_int_equal(str_find_char(s, 'c', 0), 2);
	assert_int_equal(str_find_char(s, 'c', 3), 5);
	assert_int_equal(str_find_char(s, 'c', 6), SIZE_MAX);
	assert_int_equal(str_find_char(s, 'x', 0), SIZE_MAX);
}

static void test_str_anycase__knows_the_letters_of_ascii_only(void **state)
{
	(void)state;
	assert_true(str_eq_anycase(S("Content-TYPE"), S("content-type")));
	assert_true(str_eq_anycase(S(""), (struct str){ 0 }));
	assert_false(str_eq_anycase(S("a"), S("ab")));
	/* The neighbours of the letters, and bytes of UTF-8 that differ by the same bit. */
	assert_false(str_eq_anycase(S("@["), S("`{")));
	assert_false(str_eq_anycase(S("\xC3\x84"), S("\xC3\xA4")));
	assert_int_equal(str_find_anycase(S("An ESTIMATE of it"), S("estimate"), 0), 3);
	assert_int_equal(str_find_anycase(S("aAa"), S("A"), 1), 1);
	assert_int_equal(str_find_anycase(S("aa"), S("aaa"), 0), SIZE_MAX);
	assert_int_equal(str_find_anycase(S("aa"), S("a"), 2), SIZE_MAX);
	assert_int_equal(str_find_anycase(S("aa"), S(""), 2), 2);
}

static void test_str_cut__visits_every_part(void **state)
{
	struct str rest = S("a//bc/"), part;

	(void)state;
	assert_true(str_cut(&rest, '/', &part));
	assert_str(part, "a");
	assert_true(str_cut(&rest, '/', &part));
	assert_str(part, "");
	assert_true(str_cut(&rest, '/', &part));
	assert_str(part, "bc");
	assert_true(str_cut(&rest, '/', &part));
	assert_str(part, "");
	assert_false(str_cut(&rest, '/', &part));

	rest = S("");
	assert_true(str_cut(&rest, '/', &part));
	assert_str(part, "");
	assert_false(str_cut(&rest, '/', &part));
}

static void test_str_copy__lives_in_the_arena(void **state)
{
	char text[] = "outturn";
	struct arena arena;
	struct str copy;
	const char *terminated;

	(void)state;
	arena_init(&arena, 1 << 16);
	copy = str_copy(&arena, str_of(text));
	terminated = str_cstr(&arena, str_slice(str_of(text), 0, 3));
	memset(text, 'x', sizeof(text) - 1);
	assert_str(copy, "outturn");
	assert_string_equal(terminated, "out");
	assert_string_equal(str_cstr(&arena, nowhere), "");
	assert_non_null(str_copy(&arena, nowhere).at);
	assert_str(str_format(&arena, "%s-%d", "P", 12), "P-12");
	assert_non_null(str_format(&arena, "%s", "").at);
	arena_finish(&arena);
}

static void test_str_copy__tells_by_null_that_the_arena_is_full(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, 0);
	assert_null(str_copy(&arena, S("x")).at);
	assert_int_equal(str_copy(&arena, S("x")).len, 0);
	assert_non_null(str_copy(&arena, S("")).at);
	assert_null(str_cstr(&arena, S("")));
	assert_null(str_format(&arena, "%d", 1).at);
	arena_finish(&arena);
}

static void test_str_to_int64__takes_whole_numbers_only(void **state)
{
	static const struct {
		struct str text;
		int64_t n;
	} good[] = {
		{ STR("0"), 0 },
		{ STR("-0"), 0 },
		{ STR("007"), 7 },
		{ STR("-12"), -12 },
		{ STR("9223372036854775807"), INT64_MAX },
		{ STR("-9223372036854775808"), INT64_MIN },
	};
	static const struct str bad[] = {
		STR(""),
		STR("-"),
		STR("+1"),
		STR("1 "),
		STR(" 1"),
		STR("1.0"),
		STR("--1"),
		STR("1-"),
		STR("0x10"),
		STR("9223372036854775808"),
		STR("-9223372036854775809"),
		STR("99999999999999999999999"),
		STR("\xd9\xa1"),
	};
	int64_t n;

	(void)state;
	for (size_t i = 0; i < countof(good); i++) {
		assert_true(str_to_int64(good[i].text, &n));
		assert_true(n == good[i].n);
	}
	n = 42;
	for (size_t i = 0; i < countof(bad); i++) {
		assert_false(str_to_int64(bad[i], &n));
		assert_int_equal(n, 42);
	}
}

static void test_str_of_digits__writes_what_printf_would(void **state)
{
	static const uint64_t numbers[] = { 0, 7, 10, 999, 1000000, INT64_MAX, UINT64_MAX };
	char text[DIGITS_MOST], expected[64];

	(void)state;
	for (size_t i = 0; i < countof(numbers); i++)
		for (int least = 1; least <= DIGITS_MOST; least++) {
			snprintf(expected, sizeof(expected), "%0*llu", least,
				 (unsigned long long)numbers[i]);
			assert_true(
				str_eq(str_of_digits(text, numbers[i], least), str_of(expected)));
		}
	assert_true(str_empty(str_of_digits(text, 0, 0)));
}

static void test_str_hash__tells_neighbours_apart(void **state)
{
	char text[64] = { 0 };
	size_t full_buckets = 0;
	bool seen[256] = { false };

	(void)state;
	assert_int_equal(str_hash(S("P1.2")), str_hash(S("P1.2")));
	/* Zeros of different length, across the eight bytes that are taken at a time. */
	for (size_t a = 0; a < sizeof(text); a++)
		for (size_t b = 0; b < a; b++)
			assert_true(str_hash((struct str){ text, a }) !=
				    str_hash((struct str){ text, b }));
	/* The low bits, by which a table is addressed, are spread: 1,000 throws into 256 pockets. */
	for (int i = 0; i < 1000; i++) {
		size_t len = 0;

		for (int n = i; n > 0; n /= 10)
			text[len++] = (char)('0' + n % 10);
		seen[str_hash((struct str){ text, len }) % countof(seen)] = true;
	}
	for (size_t i = 0; i < countof(seen); i++)
		full_buckets += seen[i];
	assert_in_range(full_buckets, 240, 256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_str__no_bytes_at_null_are_the_empty_string),
		cmocka_unit_test(test_str_eq__compares_length_and_bytes),
		cmocka_unit_test(test_str_cmp__is_the_order_of_unsigned_bytes),
		cmocka_unit_test(test_str_cmp_natural__orders_codes_as_people_read_them),
		cmocka_unit_test(test_str_cmp_natural__is_a_strict_total_order),
		cmocka_unit_test(test_str_slice__is_clamped),
		cmocka_unit_test(test_str_trim__takes_outer_white_space_only),
		cmocka_unit_test(test_str_find__finds_the_first_from_a_place),
		cmocka_unit_test(test_str_anycase__knows_the_letters_of_ascii_only),
		cmocka_unit_test(test_str_cut__visits_every_part),
		cmocka_unit_test(test_str_copy__lives_in_the_arena),
		cmocka_unit_test(test_str_copy__tells_by_null_that_the_arena_is_full),
		cmocka_unit_test(test_str_to_int64__takes_whole_numbers_only),
		cmocka_unit_test(test_str_of_digits__writes_what_printf_would),
		cmocka_unit_test(test_str_hash__tells_neighbours_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
