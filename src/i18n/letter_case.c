/* Letter case, by ICU's tables for UTF-8. */
#include "i18n/letter_case.h"

#include "base/memory.h"

#include <unicode/ucasemap.h>

typedef int32_t case_function(const UCaseMap *map, char *to, int32_t room, const char *from,
			      int32_t length, UErrorCode *status);

enum { TEXT_MOST = 256 << 20, GROWTH = 3 /* bytes of a letter's other case for each of its own */ };

static bool is_ascii(struct str text)
{
	unsigned char any = 0;

	for (size_t i = 0; i < text.len; i++)
		any |= (unsigned char)text.at[i];
	return any < 0x80;
}

static struct err by_tables(struct buf *buf, struct str text, case_function *function)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t room = (int32_t)text.len * GROWTH + 16, length;
	UCaseMap *map;
	char *to;

	if (text.len > TEXT_MOST / GROWTH)
		return ERROR(ERR_LIMIT, "the text is too long");
	TRY_NEW(to = memory_take((size_t)room));
	map = ucasemap_open("", 0, &status);
	length = map ? function(map, to, room, text.at, (int32_t)text.len, &status) : 0;
	if (map)
		ucasemap_close(map);
	if (U_SUCCESS(status))
		buf_str(buf, (struct str){ .at = to, .len = (size_t)length });
	memory_give(to);
	return U_SUCCESS(status) ? OK : ERROR(ERR_LIMIT, "out of memory");
}

struct err text_upper(struct buf *buf, struct str text)
{
	if (!is_ascii(text))
		return by_tables(buf, text, ucasemap_utf8ToUpper);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		buf_char(buf, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
	}
	return OK;
}

struct err text_lower(struct buf *buf, struct str text)
{
	if (!is_ascii(text))
		return by_tables(buf, text, ucasemap_utf8ToLower);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		buf_char(buf, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
	}
	return OK;
}
