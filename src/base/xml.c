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

void xml_text(struct buf *buf, struct str s)
{
	size_t written = 0;

	for (size_t i = 0; i < s.len; i++) {
		struct str escape = escape_of((unsigned char)s.at[i]);
		struct str here = str_slice(s, i, i + 3);
		size_t skip = 1;

		if (str_eq(here, S("\xef\xbf\xbe")) || str_eq(here, S("\xef\xbf\xbf"))) {
			escape = S(REPLACEMENT);
			skip = 3;
		}
		if (str_empty(escape))
			continue;
		buf_str(buf, str_slice(s, written, i));
		buf_str(buf, escape);
		written = i + skip;
		i = written - 1;
	}
	buf_str(buf, str_slice(s, written, s.len));
}
