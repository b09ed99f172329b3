/* SHA-256 against the examples that its standard is published with, and digests as text. */
#include "base/hash.h"

#include "base/buf.h"
#include "testing.h"

#include <string.h>

static void assert_digest(struct digest digest, struct str expected)
{
	struct buf buf;

	buf_init_own(&buf, DIGEST_TEXT);
	digest_write(&buf, digest);
	assert_str_at(buf_held(&buf), expected, __FILE__, __LINE__);
	buf_finish(&buf);
}

static void test_digest_of__gives_the_published_digests(void **state)
{
	(void)state;
	assert_digest(digest_of((struct str){ 0 }),
		      S("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
	assert_digest(digest_of(S("abc")),
		      S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
	assert_digest(digest_of(S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
		      S("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
}

static void test_hasher__does_not_care_how_bytes_are_cut(void **state)
{
	char bytes[2348];
	struct str all = { bytes, sizeof(bytes) };

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)(i * 7);
	for (size_t step = 1; step <= sizeof(bytes); step++) {
		struct hasher hasher;

		hasher_init(&hasher);
		for (size_t i = 0; i < sizeof(bytes); i += step) {
			hasher_add(&hasher, str_slice(all, i, i + step));
			hasher_add(&hasher, (struct str){ 0 });
		}
		assert_true(digest_eq(hasher_end(&hasher), digest_of(all)));
	}
}

static void test_digest_eq__sees_every_bit(void **state)
{
	struct digest digest = digest_of(S("abc"));

	(void)state;
	for (size_t bit = 0; bit < (size_t)DIGEST_BYTES * 8; bit++) {
		struct digest other = digest;

		other.bytes[bit / 8] ^= (unsigned char)(1U << bit % 8);
		assert_false(digest_eq(digest, other));
	}
}

static void test_digest_parse__reads_what_was_written_and_nothing_else(void **state)
{
	struct str text = S("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	struct digest digest, untouched = digest_of(S("other"));

	(void)state;
	assert_true(digest_parse(text, &digest));
	assert_true(digest_eq(digest, digest_of(S("abc"))));
	digest = untouched;
	assert_false(digest_parse(str_slice(text, 0, 63), &digest));
	assert_false(digest_parse(S(""), &digest));
	for (size_t i = 0; i < DIGEST_TEXT; i++) {
		static const char wrong[] = { 'g', 'A', ' ', '/', ':', '`', '\0' };
		char broken[DIGEST_TEXT];

		memcpy(broken, text.at, DIGEST_TEXT);
		broken[i] = wrong[i % countof(wrong)];
		assert_false(digest_parse((struct str){ broken, DIGEST_TEXT }, &digest));
	}
	assert_true(digest_eq(digest, untouched));
}

static void test_random_bytes__differ_and_stay_in_their_place(void **state)
{
	unsigned char a[32 + 1] = { 0 }, b[32 + 1] = { 0 };

	(void)state;
	random_bytes(a, 32);
	random_bytes(b, 32);
	assert_memory_not_equal(a, b, 32);
	assert_int_equal(a[32], 0);
	assert_int_equal(b[32], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digest_of__gives_the_published_digests),
		cmocka_unit_test(test_hasher__does_not_care_how_bytes_are_cut),
		cmocka_unit_test(test_digest_eq__sees_every_bit),
		cmocka_unit_test(test_digest_parse__reads_what_was_written_and_nothing_else),
		cmocka_unit_test(test_random_bytes__differ_and_stay_in_their_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
