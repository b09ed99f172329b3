/*
 * Strings by value: a pointer and a length, never modified, not terminated. A string is borrowed;
 * who owns the bytes is said by whoever hands it out (an arena, a snapshot chunk, the program text).
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *at; /* may be NULL when len is 0 */
	size_t len;     /* bytes */
};

/* A string literal as a struct str, also in static initialisers (STR). */
#define S(literal) ((struct str){ .at = "" literal, .len = sizeof(literal) - 1 })
#define STR(literal)                                         \
	{                                                    \
		.at = "" literal, .len = sizeof(literal) - 1 \
	}

/* The arguments of "%.*s" for a struct str. */
#define STR_ARGS(s) (int)(s).len, (s).at ? (s).at : ""

#define countof(array) (sizeof(array) / sizeof((array)[0]))

static inline bool str_empty(struct str s)
{
	return s.len == 0;
}

/* A capital letter of ASCII as a small one; any other byte as it is. */
static inline char small_letter(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

struct str str_of(const char *terminated); /* NULL gives the empty string */
bool str_eq(struct str a, struct str b);
bool str_eq_anycase(struct str a, struct str b); /* letters of ASCII being equal in both cases */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Byte order: negative, 0 or positive as a sorts before, with or after b. */
int str_cmp(struct str a, struct str b);

/*
 * The order in which people read codes: runs of digits compare as numbers (P1.9 before P1.10),
 * all else as bytes; what is still equal (01 and 1) is ordered by bytes, so that only identical
 * strings compare as 0.
 */
int str_cmp_natural(struct str a, struct str b);

struct str str_slice(struct str s, size_t from, size_t to); /* clamped to the string */
struct str str_trim(struct str s);                          /* without outer ASCII white space */

/* The place of the first needle at or after from; SIZE_MAX when there is none. */
size_t str_find(struct str s, struct str needle, size_t from);
size_t str_find_anycase(struct str s, struct str needle, size_t from);
size_t str_find_char(struct str s, char c, size_t from);

/*
 * Cuts the part before the first separator off the front of *rest into *part. False when *rest
 * was already used up (at is NULL): `while (str_cut(&rest, '/', &part))` visits every part, an
 * empty last one included.
 */
bool str_cut(struct str *rest, char separator, struct str *part);

/* Copies that live in the arena; at is NULL (len 0) when the arena is full and s was not empty. */
struct str str_copy(struct arena *arena, struct str s);
const char *str_cstr(struct arena *arena, struct str s); /* terminated; NULL when full */
struct str str_format(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Whole decimal integers with an optional minus; false on anything else or on overflow. */
bool str_to_int64(struct str s, int64_t *out);

/* The number in decimal, with zeros in front up to `least` digits; written at the end of text. */
enum { DIGITS_MOST = 20 /* of 64 bits */ };
struct str str_of_digits(char text[static DIGITS_MOST], uint64_t n, int least);

uint64_t str_hash(struct str s); /* for hash tables in memory; not stable across versions */

#endif
