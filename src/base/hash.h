/*
 * SHA-256 (FIPS 180-4), by Nettle: of source files, and of the chain of the log. A digest is written as
 * 64 lower-case hexadecimal digits.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/err.h"

enum { DIGEST_BYTES = 32, DIGEST_TEXT = 64 };

struct buf;

struct digest {
	unsigned char bytes[DIGEST_BYTES];
};

struct hasher {
	_Alignas(16) unsigned char state[128]; /* Nettle's, opaque */
};

void hasher_init(struct hasher *hasher);
void hasher_add(struct hasher *hasher, struct str bytes);
struct digest hasher_end(struct hasher *hasher);

struct digest digest_of(struct str bytes);
bool digest_eq(struct digest a, struct digest b);
void digest_write(struct buf *buf, struct digest d);
bool digest_parse(struct str s, struct digest *out);

/* SipHash-2-4, by libsodium, under a key of zeros: tells damage, and no forgery. */
uint64_t checksum_of(struct str bytes);

/* Unpredictable bytes from the system. */
void random_bytes(void *out, size_t count);

#endif
