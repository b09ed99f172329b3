/* SHA-256, SipHash and unpredictable bytes, all by libsodium, whose only caller this file is. */
#include "base/hash.h"

#include "base/buf.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(((struct hasher *)0)->state),
	       "libsodium's state fits into ours");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(struct hasher),
	       "and is aligned there");
_Static_assert(DIGEST_BYTES == crypto_hash_sha256_BYTES && DIGEST_TEXT == 2 * DIGEST_BYTES,
	       "two digits a byte");

static crypto_hash_sha256_state *state_of(struct hasher *hasher)
{
	return (void *)hasher->state;
}

void hasher_init(struct hasher *hasher)
{
	crypto_hash_sha256_init(state_of(hasher));
	hasher->n_waiting = 0;
}

static void take_waiting(struct hasher *hasher)
{
	crypto_hash_sha256_update(state_of(hasher), hasher->waiting, hasher->n_waiting);
	hasher->n_waiting = 0;
}

void hasher_add(struct hasher *hasher, struct str bytes)
{
	if (bytes.len == 0)
		return;
	if (bytes.len > HASHER_WAITING - hasher->n_waiting)
		take_waiting(hasher);
	if (bytes.len > HASHER_WAITING) {
		crypto_hash_sha256_update(state_of(hasher), (const unsigned char *)bytes.at,
					  bytes.len);
		return;
	}
	memcpy(hasher->waiting + hasher->n_waiting, bytes.at, bytes.len);
	hasher->n_waiting += bytes.len;
}

struct digest hasher_end(struct hasher *hasher)
{
	struct digest digest;

	take_waiting(hasher);
	crypto_hash_sha256_final(state_of(hasher), digest.bytes);
	return digest;
}

struct digest digest_of(struct str bytes)
{
	struct hasher hasher;

	hasher_init(&hasher);
	hasher_add(&hasher, bytes);
	return hasher_end(&hasher);
}

bool digest_eq(struct digest a, struct digest b)
{
	return sodium_memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

void digest_write(struct buf *buf, struct digest d)
{
	char text[DIGEST_TEXT + 1];

	sodium_bin2hex(text, sizeof(text), d.bytes, sizeof(d.bytes));
	buf_str(buf, (struct str){ .at = text, .len = DIGEST_TEXT });
}

/* The value of a lower-case hexadecimal digit; -1 for any other byte. */
static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_parse(struct str s, struct digest *out)
{
	struct digest digest;

	if (s.len != DIGEST_TEXT)
		return false;
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		int high = hex_value(s.at[2 * i]), low = hex_value(s.at[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		digest.bytes[i] = (unsigned char)(high << 4 | low);
	}
	*out = digest;
	return true;
}

uint64_t checksum_of(struct str bytes)
{
	static const unsigned char key[crypto_shorthash_KEYBYTES];
	uint64_t checksum;

	_Static_assert(sizeof(checksum) == crypto_shorthash_BYTES, "all of SipHash's bytes");
	crypto_shorthash((unsigned char *)&checksum, (const unsigned char *)bytes.at, bytes.len,
			 key);
	return checksum;
}

void random_bytes(void *out, size_t count)
{
	/* Safe to repeat and from any thread. Without randomness nothing may go on. */
	if (sodium_init() < 0)
		abort();
	randombytes_buf(out, count);
}
