/* UTF-8: every sequence of up to three bytes, the corners of those of four, and every code point. */
#include "base/utf8.h"

#include "testing.h"

#include <string.h>

static bool well_formed(const unsigned char *bytes, size_t len)
{
	return utf8_fault((struct str){ (const char *)bytes, len }) == SIZE_MAX;
}

static bool is_scalar(uint32_t c)
{
	return c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);
}

static void test_utf8__every_code_point_survives_the_round_trip(void **state)
{
	static const uint32_t shorter_than[] = { 0, 0x80, 0x800, 0x10000, 0x110000 };

	(void)state;
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		char bytes[4];
		size_t len, offset = 0;

		if (!is_scalar(c))
			continue;
		len = utf8_encode(c, bytes);
		if (c >= shorter_than[len] || c < shorter_than[len - 1] ||
		    !well_formed((unsigned char *)bytes, len) ||
		    utf8_next((struct str){ bytes, len }, &offset) != c || offset != len)
			fail_msg("U+%04X in %zu bytes", c, len);
	}
}

/*
 * There are 128 well-formed single bytes, 1,920 pairs and 61,440 triples. Since all of them are
 * accepted (above), counting what is accepted shows that nothing else is.
 */
static void test_utf8_fault__accepts_no_other_sequence_of_up_to_three_bytes(void **state)
{
	size_t singles = 0, pairs = 0, triples = 0;
	unsigned char bytes[3];

	(void)state;
	for (uint32_t n = 0; n < 1U << 24; n++) {
		bytes[0] = (unsigned char)(n >> 16);
		bytes[1] = (unsigned char)(n >> 8);
		bytes[2] = (unsigned char)n;
		triples += well_formed(bytes, 3);
		pairs += (n & 0xff) == 0 && well_formed(bytes, 2);
		singles += (n & 0xffff) == 0 && well_formed(bytes, 1);
	}
	assert_int_equal(singles, 128);
	assert_int_equal(pairs, 128 * 128 + 1920);
	assert_int_equal(triples, 128 * 128 * 128 + 2 * 128 * 1920 + 61440);
}

static void test_utf8_fault__judges_the_corners_of_four_bytes(void **state)
{
	static const unsigned char corners[] = { 0x00, 0x7f, 0x80, 0x8f, 0x90,
						 0x9f, 0xa0, 0xbf, 0xc0, 0xff };
	unsigned char bytes[4];

	(void)state;
	for (unsigned first = 0xf0; first <= 0xff; first++)
		for (size_t i = 0; i < countof(corners); i++)
			for (size_t j = 0; j < countof(corners); j++)
				for (size_t k = 0; k < countof(corners); k++) {
					uint32_t c = (first & 7U) << 18 | (corners[i] & 63U) << 12 |
						     (corners[j] & 63U) << 6 | (corners[k] & 63U);
					bool good = first < 0xf8 && (corners[i] & 0xc0) == 0x80 &&
						    (corners[j] & 0xc0) == 0x80 &&
						    (corners[k] & 0xc0) == 0x80 && c >= 0x10000 &&
						    c <= 0x10ffff;

					bytes[0] = (unsigned char)first;
					bytes[1] = corners[i];
					bytes[2] = corners[j];
					bytes[3] = corners[k];
					assert_int_equal(well_formed(bytes, 4), good);
				}
}

static void test_utf8_fault__tells_the_place_wherever_it_is(void **state)
{
	static const struct str faults[] = {
		STR("\x80"),
		STR("\xc0\x80"),
		STR("\xc1\xbf"),
		STR("\xe0\x9f\xbf"),
		STR("\xed\xa0\x80"),
		STR("\xf0\x8f\xbf\xbf"),
		STR("\xf4\x90\x80\x80"),
		STR("\xf5"),
		STR("\xfe"),
		STR("\xff"),
		STR("\xc3"),
		STR("\xe2\x82"),
		STR("\xf0\x9f\x92"),
		STR("\xe2\x28\xa1"),
	};
	char text[64];

	(void)state;
	for (size_t before = 0; before < 32; before++)
		for (size_t i = 0; i < countof(faults); i++)
			for (size_t after = 0; after < 10; after += 9) {
				size_t len = before + faults[i].len + after;

				memset(text, 'a', sizeof(text));
				memcpy(text + before, faults[i].at, faults[i].len);
				if (utf8_fault((struct str){ text, len }) != before)
					fail_msg("fault %zu at %zu of %zu", i, before, len);
			}
	assert_int_equal(utf8_fault((struct str){ 0 }), SIZE_MAX);
}

static void test_utf8_length__counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_length(S("")), 0);
	assert_int_equal(utf8_length(S("abc")), 3);
	assert_int_equal(utf8_length(S("\xc3\xa9t\xc3\xa9")), 3);
	assert_int_equal(utf8_length(S("\xd8\xae\xd8\xb7\xd8\xa9 \xe8\xae\xa1\xf0\x9f\x92\xa1")),
			 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8__every_code_point_survives_the_round_trip),
		cmocka_unit_test(test_utf8_fault__accepts_no_other_sequence_of_up_to_three_bytes),
		cmocka_unit_test(test_utf8_fault__judges_the_corners_of_four_bytes),
		cmocka_unit_test(test_utf8_fault__tells_the_place_wherever_it_is),
		cmocka_unit_test(test_utf8_length__counts_code_points),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
