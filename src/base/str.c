/*
 * Strings by value: comparing, searching, cutting and copying bytes. Nothing here knows of UTF-8 or
 * of languages; that is the business of base/utf8.h and i18n.
 */
#include "base/str.h"

#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct str str_of(const char *terminated)
{
	return (struct str){ .at = terminated, .len = terminated ? strlen(terminated) : 0 };
}

/* memcmp that may be asked about no bytes at NULL. */
static int compare_bytes(const char *a, const char *b, size_t len)
{
	if (len == 0)
		return 0;
	assert(a && b);
	return memcmp(a, b, len);
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.at == b.at || compare_bytes(a.at, b.at, a.len) == 0);
}

bool str_eq_anycase(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	assert(a.len == 0 || (a.at && b.at));
	for (size_t i = 0; i < a.len; i++)
		if (small_letter(a.at[i]) != small_letter(b.at[i]))
			return false;
	return true;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && compare_bytes(s.at, prefix.at, prefix.len) == 0;
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

int str_cmp(struct str a, struct str b)
{
	int order = 0;

	/* Texts that were kept once are compared often. */
	if (a.at != b.at)
		order = compare_bytes(a.at, b.at, a.len < b.len ? a.len : b.len);
	return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits at the start of s from `from` on, without leading zeros; *end is where they end. */
static struct str number_at(struct str s, size_t from, size_t *end)
{
	size_t to = from;

	while (to < s.len && is_digit(s.at[to]))
		to++;
	*end = to;
	while (from < to && s.at[from] == '0')
		from++;
	return str_slice(s, from, to);
}

int str_cmp_natural(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	while (i < a.len && j < b.len) {
		int order;

		if (is_digit(a.at[i]) && is_digit(b.at[j])) {
			struct str m = number_at(a, i, &i), n = number_at(b, j, &j);

			order = m.len != n.len ? (m.len > n.len) - (m.len < n.len) : str_cmp(m, n);
		} else {
			order = (unsigned char)a.at[i++] - (unsigned char)b.at[j++];
		}
		if (order != 0)
			return order;
	}
	if (i < a.len || j < b.len)
		return i < a.len ? 1 : -1;
	return str_cmp(a, b);
}

struct str str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct str){ .at = s.at ? s.at + from : NULL, .len = to - from };
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
	size_t from = 0, to = s.len;

	while (from < to && is_space(s.at[from]))
		from++;
	while (to > from && is_space(s.at[to - 1]))
		to--;
	return str_slice(s, from, to);
}

size_t str_find(struct str s, struct str needle, size_t from)
{
	const char *found;

	if (from > s.len || needle.len > s.len - from)
		return SIZE_MAX;
	if (needle.len == 0)
		return from;
	found = memmem(s.at + from, s.len - from, needle.at, needle.len);
	return found ? (size_t)(found - s.at) : SIZE_MAX;
}

size_t str_find_anycase(struct str s, struct str needle, size_t from)
{
	for (size_t i = from; i <= s.len && needle.len <= s.len - i; i++)
		if (str_eq_anycase(str_slice(s, i, i + needle.len), needle))
			return i;
	return SIZE_MAX;
}

size_t str_find_char(struct str s, char c, size_t from)
{
	const char *found;

	if (from >= s.len)
		return SIZE_MAX;
	found = memchr(s.at + from, c, s.len - from);
	return found ? (size_t)(found - s.at) : SIZE_MAX;
}

bool str_cut(struct str *rest, char separator, struct str *part)
{
	size_t at;

	if (!rest->at)
		return false;
	at = str_find_char(*rest, separator, 0);
	if (at == SIZE_MAX) {
		*part = *rest;
		*rest = (struct str){ 0 };
	} else {
		*part = str_slice(*rest, 0, at);
		*rest = str_slice(*rest, at + 1, rest->len);
	}
	return true;
}

struct str str_copy(struct arena *arena, struct str s)
{
	char *copy;

	if (s.len == 0)
		return S("");
	copy = arena_text(arena, s.len);
	if (!copy)
		return (struct str){ 0 };
	memcpy(copy, s.at, s.len);
	return (struct str){ .at = copy, .len = s.len };
}

const char *str_cstr(struct arena *arena, struct str s)
{
	char *copy = s.len < SIZE_MAX ? arena_text(arena, s.len + 1) : NULL;

	if (copy && s.len > 0)
		memcpy(copy, s.at, s.len);
	return copy; /* the arena's zero ends it */
}

struct str str_format(struct arena *arena, const char *format, ...)
{
	struct str out = { 0 };
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return out;

	char *text = arena_text(arena, (size_t)len + 1);

	if (!text)
		return out;
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return (struct str){ .at = text, .len = (size_t)len };
}

bool str_to_int64(struct str s, int64_t *out)
{
	bool negative = s.len > 0 && s.at[0] == '-';
	int64_t n = 0;

	if (s.len == (size_t)negative)
		return false;
	for (size_t i = negative; i < s.len; i++) {
		int digit = s.at[i] - '0';

		if (!is_digit(s.at[i]) || __builtin_mul_overflow(n, 10, &n) ||
		    __builtin_sub_overflow(n, digit, &n))
			return false;
	}
	/* Summed below zero, where there is room for one number more. */
	if (!negative && n == INT64_MIN)
		return false;
	*out = negative ? n : -n;
	return true;
}

/* By hand: every row of every table passes here, and printf costs ten times as much. */
struct str str_of_digits(char text[static DIGITS_MOST], uint64_t n, int least)
{
	size_t at = DIGITS_MOST;

	assert(least <= DIGITS_MOST);
	while (n > 0 || least > 0) {
		text[--at] = (char)('0' + n % 10);
		n /= 10;
		least--;
	}
	return (struct str){ .at = text + at, .len = DIGITS_MOST - at };
}

/* Spreads every bit of x over the result; one to one. */
static uint64_t mix(uint64_t x)
{
	x ^= x >> 32;
	x *= 0x9e3779b97f4a7c15U; /* 2^64 divided by the golden ratio, odd */
	x ^= x >> 29;
	return x;
}

/*
 * Fewer than eight bytes as a word, other bytes another one; some are taken twice, so that none is copied
 * by itself.
 */
static uint64_t short_word(const char *at, size_t n)
{
	uint32_t first, last;

	if (n >= sizeof(first)) {
		memcpy(&first, at, sizeof(first));
		memcpy(&last, at + n - sizeof(last), sizeof(last));
		return (uint64_t)first << 32 | last;
	}
	if (n == 0)
		return 0;
	return (uint64_t)(unsigned char)at[0] << 16 | (uint64_t)(unsigned char)at[n / 2] << 8 |
	       (unsigned char)at[n - 1];
}

uint64_t str_hash(struct str s)
{
	uint64_t hash = mix(s.len), word;

	for (; s.len >= sizeof(word); s.at += sizeof(word), s.len -= sizeof(word)) {
		memcpy(&word, s.at, sizeof(word));
		hash = mix(hash ^ word);
	}
	return mix(mix(hash ^ short_word(s.at, s.len)));
}
