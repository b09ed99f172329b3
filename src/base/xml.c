/*
 * Escaping for markup. The runs between what must be escaped are written whole. Besides the control
 * characters, XML 1.0 forbids U+FFFE and U+FFFF; a carriage return would be read back as a line
 * feed, and so becomes a reference.
 */
#include "base/xml.h"

#include "base/buf.h"

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */

/* What stands for the byte; empty when it may stand for itself. */
static struct str escape_of(unsigned char byte)
{
	switch (byte) {
	case '&':
		return S("&amp;");
	case '<':
		return S("&lt;");
	case '>':
		return S("&gt;");
	case '"':
		return S("&quot;");
	case '\'':
		return S("&#39;");
	case '\r':
		return S("&#13;");
	case '\t':
	case '\n':
		return S("");
	default:
		return byte < 0x20 ? S(REPLACEMENT) : S("");
	}
}

#define EIGHT 1, 1, 1, 1, 1, 1, 1, 1

/* The bytes that may be a part of what must be escaped: the 32 control characters, and these. */
static const bool suspects[256] = {
	EIGHT,     EIGHT,      EIGHT,     EIGHT,     ['"'] = 1,
	['&'] = 1, ['\''] = 1, ['<'] = 1, ['>'] = 1, [0xef] = 1,
};

/* The letter that begins at the offset, if XML forbids it: how many bytes it has, else 0. */
static size_t forbidden_letter(struct str s, size_t at)
{
	struct str letter = str_slice(s, at, at + 3);

	return str_eq(letter, S("\xef\xbf\xbe")) || str_eq(letter, S("\xef\xbf\xbf")) ? 3 : 0;
}

void xml_text(struct buf *buf, struct str s)
{
	size_t written = 0;

	for (size_t i = 0; i < s.len; i++) {
		struct str escape;
		size_t forbidden;

		if (!suspects[(unsigned char)s.at[i]])
			continue;
		forbidden = forbidden_letter(s, i);
		escape = forbidden ? S(REPLACEMENT) : escape_of((unsigned char)s.at[i]);
		if (str_empty(escape))
			continue;
		buf_str(buf, str_slice(s, written, i));
		buf_str(buf, escape);
		written = i + (forbidden ? forbidden : 1);
		i = written - 1;
	}
	buf_str(buf, str_slice(s, written, s.len));
}
