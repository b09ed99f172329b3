/*
 * What must hold for any bytes at all that reach the readers of UTF-8 and of decimals. Each property
 * is a function of one string, as a fuzzer wants it; here the strings are put together by dice, out
 * of pieces that are hard on these readers.
 */
#include "base/buf.h"
#include "base/decimal.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "testing.h"

#include <string.h>

/* Up to its fault a text decodes and encodes to itself; at its fault no sequence begins. */
static void utf8_holds(struct str s)
{
	size_t fault = utf8_fault(s), at = 0, code_points = 0;
	struct str good = str_slice(s, 0, fault);

	assert_true(fault < s.len || fault == SIZE_MAX);
	assert_int_equal(utf8_fault(good), SIZE_MAX);
	while (at < good.len) {
		char bytes[4];
		size_t from = at, len = utf8_encode(utf8_next(good, &at), bytes);

		assert_true(str_eq((struct str){ bytes, len }, str_slice(good, from, at)));
		code_points++;
	}
	assert_int_equal(utf8_length(good), code_points);
	for (size_t len = 1; fault != SIZE_MAX && len <= 4 && len <= s.len - fault; len++)
		assert_int_equal(utf8_fault(str_slice(s, fault, fault + len)), 0);
}

/* What a decimal looks like, said once more and in another way. */
struct shape {
	bool decimal;
	bool negative;
	char digits[256]; /* without the point and without leading zeros */
	size_t count;     /* of them */
	size_t scale;
};

static struct shape shape_of(struct str s)
{
	struct shape shape = { .negative = str_starts(s, S("-")) };
	struct str rest = str_slice(s, shape.negative, s.len), whole = { 0 };
	struct str parts[2] = { { 0 } };

	if (!str_cut(&rest, '.', &whole))
		return shape;
	parts[0] = whole;
	parts[1] = rest;
	if (str_empty(whole) || (rest.at && str_empty(rest)))
		return shape;
	for (size_t p = 0; p < countof(parts) && parts[p].at; p++)
		for (size_t i = 0; i < parts[p].len; i++) {
			char c = parts[p].at[i];

			if (!strchr("0123456789", c) || c == '\0')
				return shape;
			if (c != '0' || shape.count > 0)
				shape.digits[shape.count++] = c;
		}
	shape.decimal = true;
	shape.scale = parts[1].len;
	return shape;
}

static bool shape_fits(const struct shape *shape)
{
	const char *limit = shape->negative ? "9223372036854775808" : "9223372036854775807";

	return shape->decimal && shape->scale <= DECIMAL_SCALE_MAX &&
	       (shape->count < 19 || (shape->count == 19 && memcmp(shape->digits, limit, 19) <= 0));
}

/* A text is taken exactly when its shape fits, and what was taken is written as an equal number. */
static void decimal_holds(struct str s)
{
	struct decimal d = { 42, 7 }, again;
	struct shape shape = shape_of(s);
	struct buf buf;

	if (decimal_parse(s, &d) != shape_fits(&shape))
		fail_msg("\"%.*s\"", STR_ARGS(s));
	if (!shape_fits(&shape)) {
		assert_true(d.units == 42 && d.scale == 7);
		return;
	}
	assert_int_equal(d.scale, shape.scale);
	buf_init_own(&buf, DECIMAL_TEXT_MAX);
	decimal_write(&buf, d);
	assert_false(buf.full);
	assert_true(decimal_parse(buf_held(&buf), &again));
	assert_true(again.units == d.units && again.scale == d.scale);
	assert_int_equal(str_starts(buf_held(&buf), S("-")), shape.negative && shape.count > 0);
	buf_finish(&buf);
}

/* Asks with a copy that ends where its memory ends, so that a read past it is noticed. */
static void ask(struct str s, void (*holds)(struct str s))
{
	char *copy = memory_take(s.len);

	assert_non_null(copy);
	if (s.len > 0)
		memcpy(copy, s.at, s.len);
	holds((struct str){ copy, s.len });
	memory_give(copy);
}

/* Joins a few pieces and breaks a byte now and then. */
static void try_many(const struct str *pieces, size_t count, void (*holds)(struct str s))
{
	uint64_t seed = 20261123;

	for (int round = 0; round < 200000; round++) {
		struct buf buf;

		buf_init_own(&buf, 200);
		for (uint64_t n = dice_throw(&seed, 6); n > 0; n--)
			buf_str(&buf, pieces[dice_throw(&seed, count)]);
		if (buf.len > 0 && dice_throw(&seed, 4) == 0)
			buf.at[dice_throw(&seed, buf.len)] = (char)dice_throw(&seed, 256);
		ask(buf_held(&buf), holds);
		buf_finish(&buf);
	}
}

static void test_utf8__holds_for_any_bytes(void **state)
{
	static const struct str pieces[] = {
		STR("a"),
		STR("12345678"),
		STR("\0"),
		STR("\x7f"),
		STR("\x80"),
		STR("\xbf"),
		STR("\xc0\x80"),
		STR("\xc2\x80"),
		STR("\xc3"),
		STR("\xdf\xbf"),
		STR("\xe0\x80\x80"),
		STR("\xe0\xa0\x80"),
		STR("\xe2\x82"),
		STR("\xed\x9f\xbf"),
		STR("\xed\xa0\x80"),
		STR("\xef\xbf\xbf"),
		STR("\xf0\x80\x80\x80"),
		STR("\xf0\x90\x80\x80"),
		STR("\xf0\x9f\x92"),
		STR("\xf4\x8f\xbf\xbf"),
		STR("\xf4\x90\x80\x80"),
		STR("\xf8\x88\x80\x80\x80"),
		STR("\xfe\xff"),
	};

	(void)state;
	try_many(pieces, countof(pieces), utf8_holds);
}

static void test_decimal__holds_for_any_bytes(void **state)
{
	static const struct str pieces[] = {
		STR("0"),
		STR("1"),
		STR("9"),
		STR("-"),
		STR("."),
		STR("00"),
		STR("5"),
		STR("000000000"),
		STR("999999999"),
		STR("922337203"),
		STR("6854775807"),
		STR("6854775808"),
		STR("9223372036854775807"),
		STR("9223372036854775808"),
		STR("-9223372036854775808"),
		STR("9223.372036854775807"),
		STR("000000000000001"),
		STR("+"),
		STR(" "),
		STR("e"),
		STR(","),
		STR("\0"),
		STR("\xd9\xa1"),
	};

	(void)state;
	try_many(pieces, countof(pieces), decimal_holds);
}

/* Every string of up to five characters out of those that a decimal is made of, and one more. */
static void test_decimal__holds_for_every_short_string(void **state)
{
	static const char alphabet[] = { '0', '1', '9', '-', '.', '+' };
	char text[5];

	(void)state;
	for (size_t len = 0, combinations = 1; len <= sizeof(text); len++) {
		for (size_t n = 0; n < combinations; n++) {
			size_t rest = n;

			for (size_t i = 0; i < len; i++, rest /= countof(alphabet))
				text[i] = alphabet[rest % countof(alphabet)];
			decimal_holds((struct str){ text, len });
		}
		combinations *= countof(alphabet);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8__holds_for_any_bytes),
		cmocka_unit_test(test_decimal__holds_for_any_bytes),
		cmocka_unit_test(test_decimal__holds_for_every_short_string),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
