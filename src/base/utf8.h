/* UTF-8 (RFC 3629), checked once where bytes enter the program. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/str.h"

/* The offset of the first byte that is not well-formed UTF-8; SIZE_MAX when all is. */
size_t utf8_fault(struct str s);

/* Decodes the code point at *offset and moves past it; s must be well-formed, *offset < s.len. */
uint32_t utf8_next(struct str s, size_t *offset);

/* Encodes into four bytes at most; returns how many. code_point must be a scalar value. */
size_t utf8_encode(uint32_t code_point, char out[4]);

size_t utf8_length(struct str s); /* code points */

#endif
