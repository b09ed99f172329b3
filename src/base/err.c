/* Errors as values: how they are made, and the names of their codes. */
#include "base/err.h"

#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

static const char *const code_names[] = {
	[ERR_NONE] = "none",
	[ERR_NOT_FOUND] = "not-found",
	[ERR_DENIED] = "denied",
	[ERR_INVALID] = "invalid",
	[ERR_CONFLICT] = "conflict",
	[ERR_LIMIT] = "limit",
	[ERR_IO] = "io",
	[ERR_DB] = "db",
	[ERR_USAGE] = "usage",
	[ERR_BUG] = "bug",
};
_Static_assert(countof(code_names) == ERR_COUNT_, "every code has a name");

struct err err_format(struct arena *arena, enum err_code code, const char *where,
		      const char *format, ...)
{
	va_list args;
	char *text = NULL;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len >= 0)
		text = arena_text(arena, (size_t)len + 1);
	if (!text)
		return err_make(code, where, str_of(format));
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return err_make(code, where, (struct str){ .at = text, .len = (size_t)len });
}

const char *err_code_name(enum err_code code)
{
	assert((size_t)code < countof(code_names));
	return code_names[code];
}
