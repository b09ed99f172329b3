/*
 * SHA-256 by Nettle, which uses the processor's own instructions for it; SipHash and unpredictable bytes
 * by libsodium. This file is the only caller of both.
 */
#include "base/hash.h"

#include "base/buf.h"

#include <nettle/sha2.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(((struct hasher *)0)->state),
	       "Nettle's state fits into ours");
_Static_assert(_Alignof(struct sha256_ctx) <= _Alignof(struct hasher), "and is aligned there");
_Static_assert(DIGEST_BYTES == SHA256_DIGEST_SIZE && DIGEST_TEXT == 2 * DIGEST_BYTES,
	       "two digits a byte");

static struct sha256_ctx *state_of(struct hasher *hasher)
{
	return (void *)hasher->state;
}

void hasher_init(struct hasher *hasher)
{
	sha256_init(state_of(hasher));
}

void hasher_add(struct hasher *hasher, struct str bytes)
{
	if (bytes.len > 0)
		sha256_update(state_of(hasher), bytes.len, (const uint8_t *)bytes.at);
}

struct digest hasher_end(struct hasher *hasher)
{
	struct digest digest;

	sha256_digest(state_of(hasher), sizeof(digest.bytes), digest.bytes);
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
