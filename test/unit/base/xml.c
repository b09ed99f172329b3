/* Escaping for markup. */
#include "base/xml.h"

#include "base/buf.h"
#include "testing.h"

static void assert_escaped(struct str text, struct str expected)
{
	struct buf buf;

	buf_init_own(&buf, 1000);
	xml_text(&buf, text);
	assert_str_at(buf_held(&buf), expected, __FILE__, __LINE__);
	buf_finish(&buf);
}

static void test_xml_text__escapes_markup(void **state)
{
	(void)state;
	assert_escaped(S(""), S(""));
	assert_escaped(S("Plan 2026"), S("Plan 2026"));
	assert_escaped(S("<a href=\"x\" title='y'>R&D</a>"),
		       S("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;R&amp;D&lt;/a&gt;"));
	assert_escaped(S("&amp;"), S("&amp;amp;"));
	assert_escaped(S("&&"), S("&amp;&amp;"));
	assert_escaped(S("]]>"), S("]]&gt;"));
}

static void test_xml_text__leaves_letters_and_white_space(void **state)
{
	(void)state;
	assert_escaped(S("a\tb\nc"), S("a\tb\nc"));
	assert_escaped(S("a\r\nb"), S("a&#13;\nb"));
	assert_escaped(S("\xd8\xae\xd8\xb7\xd8\xa9 \xe8\xae\xa1\xf0\x9f\x92\xa1\x7f"),
		       S("\xd8\xae\xd8\xb7\xd8\xa9 \xe8\xae\xa1\xf0\x9f\x92\xa1\x7f"));
}

static void test_xml_text__replaces_what_xml_forbids(void **state)
{
	(void)state;
	for (int c = 1; c < 0x20; c++) {
		const char text[] = { 'a', (char)c, 'b' };

		if (c != '\t' && c != '\n' && c != '\r')
			assert_escaped((struct str){ text, 3 }, S("a\xef\xbf\xbd"
								  "b"));
	}
	assert_escaped(S("\0"), S("\xef\xbf\xbd"));
	assert_escaped(S("<\xef\xbf\xbe&\xef\xbf\xbf"), S("&lt;\xef\xbf\xbd&amp;\xef\xbf\xbd"));
	assert_escaped(S("\xef\xbf\xbf\xef\xbf\xbf<"), S("\xef\xbf\xbd\xef\xbf\xbd&lt;"));
	assert_escaped(S("\xef\xbf\xbd"), S("\xef\xbf\xbd"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_xml_text__escapes_markup),
		cmocka_unit_test(test_xml_text__leaves_letters_and_white_space),
		cmocka_unit_test(test_xml_text__replaces_what_xml_forbids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
