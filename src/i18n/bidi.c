/* Keeps texts of the two directions apart, by the Unicode Bidirectional Algorithm's classes (ICU). */
#include "i18n/bidi.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/utf8.h"

static const struct str first_strong_isolate = STR("\xE2\x81\xA8"); /* U+2068 */
static const struct str pop_isolate = STR("\xE2\x81\xA9");          /* U+2069 */

/* The direction of a letter; false for a character that has none of its own. */
static bool strong(uint32_t code_point, enum direction *out)
{
	if (code_point < 0x80) { /* ASCII, which most texts are: letters and nothing else */
		*out = DIRECTION_LEFT_TO_RIGHT;
		return (code_point | 0x20) - 'a' < 26;
	}
	switch (u_charDirection((UChar32)code_point)) {
	case U_LEFT_TO_RIGHT:
		*out = DIRECTION_LEFT_TO_RIGHT;
		return true;
	case U_RIGHT_TO_LEFT:
	case U_RIGHT_TO_LEFT_ARABIC:
		*out = DIRECTION_RIGHT_TO_LEFT;
		return true;
	default:
		return false;
	}
}

/* How many bytes of ASCII, eight by eight, the text begins with; none of them runs from right to left. */
static size_t ascii_length(struct str s)
{
	size_t at = 0;
	uint64_t word;

	for (; at + sizeof(word) <= s.len; at += sizeof(word)) {
		memcpy(&word, s.at + at, sizeof(word));
		if (word & 0x8080808080808080u)
			break;
	}
	return at;
}

bool bidi_opposes(const struct locale *locale, struct str s)
{
	enum direction direction;
	size_t at = 0;

	if (locale->direction == DIRECTION_LEFT_TO_RIGHT)
		at = ascii_length(s);
	while (at < s.len)
		if (strong(utf8_next(s, &at), &direction) && direction != locale->direction)
			return true;
	return false;
}

enum direction bidi_direction(const struct locale *locale, struct str s)
{
	enum direction direction;

	for (size_t at = 0; at < s.len;) {
		if (strong(utf8_next(s, &at), &direction))
			return direction;
	}
	return locale->direction;
}

void bidi_isolate(struct buf *buf, const struct locale *locale, struct str s)
{
	bool apart = bidi_opposes(locale, s);

	if (apart)
		buf_str(buf, first_strong_isolate);
	buf_str(buf, s);
	if (apart)
		buf_str(buf, pop_isolate);
}
