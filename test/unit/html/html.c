/* The writer: each value in each place, escaped and in the right form. */
#include "page.h"

#include "html/view.h"
#include "i18n/message.h"

#define HOSTILE "\"><script>alert('1')</script>&"
#define ESCAPED "&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;"

static void test_html__text_is_escaped_wherever_it_stands(void **state)
{
	struct page *page = *state;

	html_text(&page->h, S(HOSTILE));
	assert_str(written(page), ESCAPED);
	html_words(&page->h, S(HOSTILE));
	assert_str(written(page), ESCAPED);
	html_attr(&page->h, S(HOSTILE));
	assert_str(written(page), ESCAPED);
	html_message(&page->h, S("of {1}"), (const struct html_value[]){ html_value(S(HOSTILE)) },
		     1);
	assert_str(written(page), "of " ESCAPED);
}

static void test_html__a_message_with_markup_characters_is_escaped(void **state)
{
	struct page *page = *state;

	html_message(&page->h, S("a < b & \"c\""), NULL, 0);
	assert_str(written(page), "a &lt; b &amp; &quot;c&quot;");
}

static void test_html__an_address_is_escaped_as_an_attribute(void **state)
{
	struct page *page = *state;

	html_url(&page->h, (struct href){ .url__ = S("/a?b=1&c=%22") });
	assert_str(written(page), "/a?b=1&amp;c=%22");
}

static void test_html__an_address_that_does_not_exist_fails_the_page(void **state)
{
	struct page *page = *state;
	struct str out = S("untouched");

	html_url(&page->h, (struct href){ .url__ = { .at = NULL } });
	assert_fails(html_end(&page->h, &out), ERR_LIMIT);
	assert_str(out, "untouched");
}

static void test_html__numbers_are_written_for_readers_and_for_programs(void **state)
{
	struct page *page = *state;
	struct amount amount = { 52300050, S("CHF") };

	html_text(&page->h, amount);
	assert_str(written(page), "523,000.50");
	html_attr(&page->h, amount);
	assert_str(written(page), "523000.50");
	html_text(&page->h, (int64_t)-1234567);
	html_literal(&page->h, S(" "));
	html_attr(&page->h, (int64_t)-1234567);
	assert_true(str_ends(written(page), S(" -1234567")));
}

static void test_html__readers_of_arabic_see_their_digits_and_programs_do_not(void **state)
{
	struct page *page = *state;

	speak(page, "ar");
	html_text(&page->h, 12);
	assert_str(written(page), "١٢");
	html_words(&page->h, 12);
	assert_str(written(page), "١٢");
	html_attr(&page->h, 12);
	assert_str(written(page), "12");
}

static void test_html__dates_are_written_for_readers_and_for_programs(void **state)
{
	struct page *page = *state;

	html_text(&page->h, date_of(2026, 1, 31));
	assert_str(written(page), "31 Jan 2026");
	html_attr(&page->h, date_of(2026, 1, 31));
	assert_str(written(page), "2026-01-31");
}

static void test_html__what_is_empty_writes_nothing(void **state)
{
	struct page *page = *state;
	struct money unpaid = { MONEY_EMPTY, S("CHF") };
	struct percent unknown = { DECIMAL_EMPTY };

	html_text(&page->h, S(""));
	html_text(&page->h, INT64_MIN);
	html_text(&page->h, DECIMAL_EMPTY);
	html_text(&page->h, DATE_EMPTY);
	html_text(&page->h, PERIOD_NONE);
	html_attr(&page->h, unpaid);
	html_text(&page->h, unknown);
	assert_str(written(page), "");
}

static void test_html__a_zero_is_not_empty(void **state)
{
	struct page *page = *state;
	struct money nothing = { 0, S("CHF") };

	html_text(&page->h, decimal_of(0, 1));
	assert_str(written(page), "0.0");
	assert_true(html_is(nothing));
	assert_true(html_is(decimal_of(0, 0)));
	assert_false(html_is(DECIMAL_EMPTY));
	assert_false(html_is((int64_t)0));
	assert_false(html_is(INT64_MIN));
}

static void test_html__a_piece_is_not_escaped_twice(void **state)
{
	struct page *page = *state;
	struct markup piece;
	struct html part;

	html_begin(&part, &page->arena, page->h.locale);
	html_text(&part, S("<"));
	assert_ok(html_markup(&part, &piece));
	html_text(&page->h, piece);
	assert_str(written(page), "&lt;");
}

static void test_html__a_style_sheet_is_not_escaped(void **state)
{
	struct page *page = *state;

	html_style(&page->h, S("ul > li::before { content: \"&\" }"));
	assert_str(written(page), "<style>ul > li::before { content: \"&\" }</style>");
}

static void test_html__a_message_keeps_its_values_apart_and_counts(void **state)
{
	struct page *page = *state;
	struct money cost = { 52300000, S("CHF") };
	const struct html_value args[] = { html_value(S("Ada")), html_value(cost) };
	const struct plural rows = NP_("{n} row of {1}", "{n} rows of {1}");

	html_message(&page->h, S("{2} for {1}, {2}"), args, countof(args));
	assert_str(written(page), "CHF\u00a0523,000 for Ada, CHF\u00a0523,000");
	html_message_plural(&page->h, rows, 1, args, 1);
	assert_str(written(page), "1 row of Ada");
	html_message_plural(&page->h, rows, 1200, args, 1);
	assert_str(written(page), "1,200 rows of Ada");
}

static void test_html__a_page_that_does_not_fit_says_so(void **state)
{
	struct page *page = *state;
	struct arena small;
	struct str out;
	struct html h;

	arena_init(&small, 4096);
	html_begin(&h, &small, page->h.locale);
	for (int i = 0; i < 1000; i++)
		html_text(&h, 1234567);
	assert_fails(html_end(&h, &out), ERR_LIMIT);
	arena_finish(&small);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAGE_TEST(test_html__text_is_escaped_wherever_it_stands),
		PAGE_TEST(test_html__a_message_with_markup_characters_is_escaped),
		PAGE_TEST(test_html__an_address_is_escaped_as_an_attribute),
		PAGE_TEST(test_html__an_address_that_does_not_exist_fails_the_page),
		PAGE_TEST(test_html__numbers_are_written_for_readers_and_for_programs),
		PAGE_TEST(test_html__readers_of_arabic_see_their_digits_and_programs_do_not),
		PAGE_TEST(test_html__dates_are_written_for_readers_and_for_programs),
		PAGE_TEST(test_html__what_is_empty_writes_nothing),
		PAGE_TEST(test_html__a_zero_is_not_empty),
		PAGE_TEST(test_html__a_piece_is_not_escaped_twice),
		PAGE_TEST(test_html__a_style_sheet_is_not_escaped),
		PAGE_TEST(test_html__a_message_keeps_its_values_apart_and_counts),
		PAGE_TEST(test_html__a_page_that_does_not_fit_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
