/*
 * Errors as values. A function that can fail returns a struct err; code 0 is success. The code is
 * chosen by what the caller does next; the text is for a person who reads a log, in English. Words
 * for users are made at the edge (app/words.h) from diagnostics, never here.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <assert.h>

#include "base/str.h"

struct arena;

enum err_code {
	ERR_NONE = 0,
	ERR_NOT_FOUND, /* the thing asked for does not exist */
	ERR_DENIED,    /* the caller may not */
	ERR_INVALID,   /* the input is refused; diagnostics say where */
	ERR_CONFLICT,  /* the state has moved on */
	ERR_LIMIT,     /* a bound of memory, size or time was reached */
	ERR_IO,        /* the file system or the network failed */
	ERR_DB,        /* the database failed */
	ERR_USAGE,     /* the program was called wrongly, or its environment is wrong */
	ERR_BUG,       /* this program is wrong */
	ERR_COUNT_     /* how many codes there are; not a code */
};

struct err {
	enum err_code code;
	const char *where; /* "file:line" of the place that made it, static */
	struct str detail; /* static, or in the arena given to err_format */
};

#define MUST_USE __attribute__((warn_unused_result))
#define OK ((struct err){ .code = ERR_NONE })

#define ERR_TEXT2_(x) #x
#define ERR_TEXT_(x) ERR_TEXT2_(x)
#define HERE __FILE__ ":" ERR_TEXT_(__LINE__)

/* An error with a literal detail. */
#define ERROR(code, literal) err_make((code), HERE, S(literal))

/* Hand an error to the caller; the one macro that changes control flow. */
#define TRY(call)                           \
	do {                                \
		struct err err__ = (call);  \
		if (err__.code != ERR_NONE) \
			return err__;       \
	} while (0)

/* Hand exhaustion of an arena to the caller: TRY_NEW(p = NEW(arena, struct thing, 1)). */
#define TRY_NEW(pointer)                                          \
	do {                                                      \
		if (!(pointer))                                   \
			return ERROR(ERR_LIMIT, "out of memory"); \
	} while (0)

/* Inline, so that analysers see that what it makes is never a success. */
MUST_USE static inline struct err err_make(enum err_code code, const char *where, struct str detail)
{
	assert(code > ERR_NONE && code < ERR_COUNT_);
	return (struct err){ .code = code, .where = where, .detail = detail };
}

/* An error whose detail is formatted into the arena; without room there, the format itself. */
MUST_USE struct err err_format(struct arena *arena, enum err_code code, const char *where,
			       const char *format, ...) __attribute__((format(printf, 4, 5)));

static inline bool failed(struct err e)
{
	return e.code != ERR_NONE;
}

/* The code's stable name, such as "not-found". */
const char *err_code_name(enum err_code code);

#endif
