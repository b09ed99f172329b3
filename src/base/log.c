/*
 * The program's log. A line is put together on the stack and written with one call, so that lines of
 * several threads do not mix and logging works when memory has run out. It is the one place that
 * reads the system's clock for itself: a line tells when it was written, and nothing depends on it.
 * What comes from outside stands in a line as base/printable.h writes it.
 */
#include "base/log.h"

#include "base/printable.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MESSAGE_MAX = 2000 }; /* bytes of a message; the rest is cut off and "..." put there */

static const char *const level_names[] = {
	[LOG_INFO] = "info",
	[LOG_WARNING] = "warning",
	[LOG_ERROR] = "error",
};

void log_line(enum log_level level, const char *format, ...)
{
	char message[MESSAGE_MAX + 1], line[64 + MESSAGE_MAX * PRINTABLE_GROWTH];
	struct timespec now = { 0 };
	struct tm tm = { 0 };
	size_t len;
	va_list args;
	int wanted;

	assert((size_t)level < countof(level_names));
	va_start(args, format);
	wanted = vsnprintf(message, sizeof(message), format, args);
	va_end(args);
	if (wanted < 0)
		return;

	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	len = strftime(line, sizeof(line), "%Y-%m-%dT%H:%M:%SZ ", &tm);
	len += (size_t)snprintf(line + len, sizeof(line) - len, "%s: ", level_names[level]);
	len += printable_write(line + len, str_of(message));
	if (wanted > MESSAGE_MAX)
		len += printable_write(line + len, S("..."));
	line[len++] = '\n';
	/* When even this fails, there is nobody left to tell. */
	if (write(STDERR_FILENO, line, len) < 0)
		return;
}

void log_error(const char *what, struct err e)
{
	log_line(LOG_ERROR, "%s: %s: %.*s (%s)", what, err_code_name(e.code), STR_ARGS(e.detail),
		 e.where ? e.where : "nowhere");
}
