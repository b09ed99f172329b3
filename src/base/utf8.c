/*
 * UTF-8 after RFC 3629. What is well-formed is said once, in the table of first bytes: how many
 * bytes follow, and in which range the second byte must lie (which rules out overlong forms,
 * surrogates and what is beyond U+10FFFF). All later bytes lie between 80 and BF.
 */
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

struct first_bytes {
	unsigned char from, to; /* first bytes of this kind */
	unsigned char len;      /* bytes of the whole sequence */
	unsigned char second_from, second_to;
};

static const struct first_bytes kinds[] = {
	{ 0x00, 0x7f, 1, 0x80, 0xbf }, { 0xc2, 0xdf, 2, 0x80, 0xbf }, { 0xe0, 0xe0, 3, 0xa0, 0xbf },
	{ 0xe1, 0xec, 3, 0x80, 0xbf }, { 0xed, 0xed, 3, 0x80, 0x9f }, { 0xee, 0xef, 3, 0x80, 0xbf },
	{ 0xf0, 0xf0, 4, 0x90, 0xbf }, { 0xf1, 0xf3, 4, 0x80, 0xbf }, { 0xf4, 0xf4, 4, 0x80, 0x8f },
};

/* The length of the well-formed sequence at the start of these bytes; 0 when there is none. */
static size_t sequence_len(const unsigned char *at, size_t left)
{
	const struct first_bytes *kind = kinds;

	while (at[0] > kind->to)
		if (++kind == kinds + countof(kinds))
			return 0;
	if (at[0] < kind->from || kind->len > left)
		return 0;
	if (kind->len > 1 && (at[1] < kind->second_from || at[1] > kind->second_to))
		return 0;
	for (size_t i = 2; i < kind->len; i++)
		if (at[i] < 0x80 || at[i] > 0xbf)
			return 0;
	return kind->len;
}

size_t utf8_fault(struct str s)
{
	const uint64_t high_bits = 0x8080808080808080U;
	size_t i = 0;

	while (i < s.len) {
		uint64_t eight;
		size_t len;

		if (s.len - i >= sizeof(eight)) {
			memcpy(&eight, s.at + i, sizeof(eight));
			if ((eight & high_bits) == 0) {
				i += sizeof(eight);
				continue;
			}
		}
		len = sequence_len((const unsigned char *)s.at + i, s.len - i);
		if (len == 0)
			return i;
		i += len;
	}
	return SIZE_MAX;
}

uint32_t utf8_next(struct str s, size_t *offset)
{
	const unsigned char *at = (const unsigned char *)s.at + *offset;
	uint32_t code_point = at[0];
	size_t len = at[0] < 0x80 ? 1 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : 4;

	assert(*offset < s.len && len <= s.len - *offset);
	if (len > 1)
		code_point &= 0x7fU >> len;
	for (size_t i = 1; i < len; i++)
		code_point = code_point << 6 | (at[i] & 0x3fU);
	*offset += len;
	return code_point;
}

size_t utf8_encode(uint32_t code_point, char out[4])
{
	/* The high bits of a first byte, by the length of the sequence. */
	static const unsigned char marks[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t len = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;

	assert(code_point <= 0x10ffff && (code_point < 0xd800 || code_point > 0xdfff));
	for (size_t i = len - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (code_point & 0x3f));
		code_point >>= 6;
	}
	out[0] = (char)(marks[len] | code_point);
	return len;
}

size_t utf8_length(struct str s)
{
	size_t length = 0;

	/* Every byte that does not continue a sequence begins one. */
	for (size_t i = 0; i < s.len; i++)
		length += ((unsigned char)s.at[i] & 0xc0) != 0x80;
	return length;
}
