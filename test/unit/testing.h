/*
 * What every unit test begins with: cmocka with the headers that it wants before it, assertions about
 * our own types, and dice whose throws are the same in every run.
 */
#ifndef UNIT_TESTING_H
#define UNIT_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"

static inline void assert_str_at(struct str actual, struct str expected, const char *file, int line)
{
	if (str_eq(actual, expected))
		return;
	print_error("\"%.*s\" != \"%.*s\"\n", STR_ARGS(actual), STR_ARGS(expected));
	_fail(file, line);
}

static inline void assert_code_at(struct err e, enum err_code expected, const char *file, int line)
{
	if (e.code == expected)
		return;
	print_error("%s instead of %s: %.*s (%s)\n", err_code_name(e.code), err_code_name(expected),
		    STR_ARGS(e.detail), e.where ? e.where : "");
	_fail(file, line);
}

/* The string is this literal. */
#define assert_str(actual, literal) assert_str_at((actual), S(literal), __FILE__, __LINE__)

#define assert_ok(result) assert_code_at((result), ERR_NONE, __FILE__, __LINE__)
#define assert_fails(result, code) assert_code_at((result), (code), __FILE__, __LINE__)

/* A number below the bound, the same sequence from the same seed (which is not 0). */
static inline uint64_t dice_throw(uint64_t *seed, uint64_t bound)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (*seed >> 11) % bound;
}

#endif
