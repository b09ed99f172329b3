/* See printable.h. */
#include "base/printable.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <string.h>

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
		const char escape[PRINTABLE_GROWTH] = { '\\', 'x', digits[byte >> 4],
							digits[byte & 15] };

		memcpy(out + i * PRINTABLE_GROWTH, escape, PRINTABLE_GROWTH);
	}
	return bytes.len * PRINTABLE_GROWTH;
}

size_t printable_write(char *out, struct str text)
{
	size_t fault = utf8_fault(text), at = 0, len = 0;

	while (at < text.len) {
		size_t from = at;
		bool printable = false;

		if (at == fault) {
			at++;
			fault = utf8_fault(str_slice(text, at, text.len));
			fault = fault == SIZE_MAX ? SIZE_MAX : at + fault;
		} else {
			uint32_t c = utf8_next(text, &at);

			printable = is_printable(c) && c != '\\';
		}
		len += write_bytes(out + len, str_slice(text, from, at), !printable);
	}
	return len;
}

/* The start of a text, without half a character at its end. */
static struct str start_of(struct str text, size_t bytes)
{
	while (bytes > 0 && ((unsigned char)text.at[bytes] & 0xc0) == 0x80)
		bytes--;
	return str_slice(text, 0, bytes);
}

struct str printable(struct arena *arena, struct str text, size_t most)
{
	const struct str ellipsis = S("\xE2\x80\xA6");
	struct str shown = text.len > most ? start_of(text, most) : text;
	char *out = arena_text(arena, shown.len * PRINTABLE_GROWTH + ellipsis.len);
	size_t len;

	if (!out)
		return (struct str){ 0 };
	len = printable_write(out, shown);
	if (shown.len < text.len) {
		memcpy(out + len, ellipsis.at, ellipsis.len);
		len += ellipsis.len;
	}
	return (struct str){ .at = out, .len = len };
}
