/*
 * The program's log. A line is put together on the stack and written with one call, so that lines of
 * several threads do not mix and logging works when memory has run out. It is the one place that
 * reads the system's clock for itself: a line tells when it was written, and nothing depends on it.
 *
 * What comes from outside may stand in a line only so that it can neither end the line, nor move a
 * terminal's cursor, nor turn the direction of the text: such characters are escaped, and so is the
 * backslash, so that what was escaped can be told from what was there.
 */
#include "base/log.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	MESSAGE_MAX = 2000, /* bytes of a message; the rest is cut off and "..." put there */
	ESCAPE_MAX = 4,     /* bytes that one byte may become: \x1b */
};

static const char *const level_names[] = {
	[LOG_INFO] = "info",
	[LOG_WARNING] = "warning",
	[LOG_ERROR] = "error",
};

/* Beyond ASCII: C1 controls, direction marks, line separators, direction overrides and isolates. */
static bool is_printable(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} unprintable[] = {
		{ 0x00, 0x1f },     { 0x7f, 0x9f },     { 0x061c, 0x061c }, { 0x200b, 0x200f },
		{ 0x2028, 0x202e }, { 0x2066, 0x2069 }, { 0xfeff, 0xfeff }, { 0xe0000, 0xe007f },
	};

	for (size_t i = 0; i < countof(unprintable); i++)
		if (c >= unprintable[i].from && c <= unprintable[i].to)
			return false;
	return true;
}

/* Writes the bytes as they are or escaped; returns how many were written. */
static size_t write_bytes(char *out, struct str bytes, bool escaped)
{
	static const char digits[] = "0123456789abcdef";

	if (!escaped) {
		memcpy(out, bytes.at, bytes.len);
		return bytes.len;
	}
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char byte = (unsigned char)bytes.at[i];
		const char escape[ESCAPE_MAX] = { '\\', 'x', digits[byte >> 4], digits[byte & 15] };

		memcpy(out + i * ESCAPE_MAX, escape, ESCAPE_MAX);
	}
	return bytes.len * ESCAPE_MAX;
}

/* Makes a message fit for a line; out has room for ESCAPE_MAX times its bytes. */
static size_t write_escaped(char *out, struct str message)
{
	size_t fault = utf8_fault(message), at = 0, len = 0;

	while (at < message.len) {
		size_t from = at;
		bool printable = false;

		if (at == fault) {
			at++;
			fault = utf8_fault(str_slice(message, at, message.len));
			fault = fault == SIZE_MAX ? SIZE_MAX : at + fault;
		} else {
			uint32_t c = utf8_next(message, &at);

			printable = is_printable(c) && c != '\\';
		}
		len += write_bytes(out + len, str_slice(message, from, at), !printable);
	}
	return len;
}

void log_line(enum log_level level, const char *format, ...)
{
	char message[MESSAGE_MAX + 1], line[64 + MESSAGE_MAX * ESCAPE_MAX];
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
	len += write_escaped(line + len, str_of(message));
	if (wanted > MESSAGE_MAX)
		len += write_bytes(line + len, S("..."), false);
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
