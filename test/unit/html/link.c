/* Addresses: whatever the parts hold, they stay inside of this server. */
#include "page.h"

#include "html/link.h"

static const struct link_view NOW_IN_FRENCH = { .lang = STR("fr"), .as_of = { DATE_EMPTY_DAY } };

static void test_link__parts_are_encoded(void **state)
{
	struct page *page = *state;
	struct arena *arena = &page->arena;

	assert_str(link_text(link_to_page(arena, LINK_VIEW_NONE, S(""))), "/");
	assert_str(link_text(link_to_page(arena, LINK_VIEW_NONE, S("findings"))), "/findings");
	assert_str(link_text(link_to_row(arena, LINK_VIEW_NONE, S("node"), S("P1.2"))),
		   "/node/P1.2");
	assert_str(link_text(link_to_row(arena, LINK_VIEW_NONE, S("target"), S("O1/2026 é"))),
		   "/target/O1%2F2026%20%C3%A9");
	assert_str(link_text(link_to_row(arena, LINK_VIEW_NONE, S("node"), S("\"?#&%"))),
		   "/node/%22%3F%23%26%25");
}

static void test_link__no_part_becomes_a_scheme_or_a_host(void **state)
{
	struct page *page = *state;
	struct arena *arena = &page->arena;

	assert_str(link_text(link_to_page(arena, LINK_VIEW_NONE, S("javascript:alert(1)"))),
		   "/javascript%3Aalert%281%29");
	assert_str(link_text(link_to_page(arena, LINK_VIEW_NONE, S("/example.org"))),
		   "/%2Fexample.org");
	assert_str(link_text(link_to_path(arena, LINK_VIEW_NONE, S("//example.org/a"))),
		   "/example.org/a");
	assert_str(link_text(link_to_path(arena, LINK_VIEW_NONE, S("https://example.org"))),
		   "/https%3A/example.org");
	assert_str(link_text(link_to_path(arena, LINK_VIEW_NONE, S(""))), "/");
}

static void test_link__dots_do_not_climb(void **state)
{
	struct page *page = *state;
	struct arena *arena = &page->arena;

	assert_str(link_text(link_to_row(arena, LINK_VIEW_NONE, S("node"), S(".."))),
		   "/node/%2E%2E");
	assert_str(link_text(link_to_path(arena, LINK_VIEW_NONE, S("/assets/../a.css"))),
		   "/assets/%2E%2E/a.css");
}

static void test_link__carries_the_readers_view(void **state)
{
	struct page *page = *state;
	struct link_view then = { .lang = S("ar"), .as_of = date_of(2026, 3, 1) };
	struct link_view day = { .as_of = date_of(2026, 3, 1) };
	struct arena *arena = &page->arena;

	assert_str(link_text(link_to_page(arena, NOW_IN_FRENCH, S("budget"))), "/budget?lang=fr");
	assert_str(link_text(link_to_page(arena, then, S("budget"))),
		   "/budget?lang=ar&as-of=2026-03-01");
	assert_str(link_text(link_to_row(arena, day, S("node"), S("P1"))),
		   "/node/P1?as-of=2026-03-01");
}

static void test_link__takes_fields_and_a_place(void **state)
{
	struct page *page = *state;
	struct arena *arena = &page->arena;
	struct href href = link_to_page(arena, LINK_VIEW_NONE, S("findings"));

	href = link_with(arena, href, S("check"), S("a&b"));
	assert_str(link_text(href), "/findings?check=a%26b");
	href = link_at(arena, href, S("row 1"));
	assert_str(link_text(href), "/findings?check=a%26b#row%201");
	href = link_with(arena, href, S("lang"), S("fr"));
	assert_str(link_text(href), "/findings?check=a%26b&lang=fr#row%201");
	assert_str(link_text(link_to_place(arena, S("note-1"))), "#note-1");
}

static void test_link__leads_elsewhere_by_https_alone(void **state)
{
	static const struct str refused[] = {
		STR(""),
		STR("javascript:alert(1)"),
		STR("http://example.org/"),
		STR("//example.org/"),
		STR("https:example.org"),
		STR("https://"),
		STR("https:///path"),
		STR("https://user@example.org/"),
		STR("https://example.org\"onclick=/"),
		STR(" https://example.org/"),
		STR("HTTPS://example.org/"),
	};
	struct page *page = *state;
	struct href href = link_to_place(&page->arena, S("untouched"));

	for (size_t i = 0; i < countof(refused); i++) {
		assert_false(link_to_site(&page->arena, refused[i], &href));
		assert_str(link_text(href), "#untouched");
	}
	assert_true(link_to_site(&page->arena, S("https://example.org:8443/a b?c=\"&d#é"), &href));
	assert_str(link_text(href), "https://example.org:8443/a%20b?c=%22&d#%C3%A9");
}

static void test_link__without_memory_does_not_exist(void **state)
{
	struct arena full;
	struct href href;

	(void)state;
	arena_init(&full, 0);
	href = link_to_page(&full, NOW_IN_FRENCH, S("budget"));
	assert_null(link_text(href).at);
	assert_null(link_text(link_with(&full, href, S("a"), S("b"))).at);
	assert_null(link_text(link_at(&full, href, S("a"))).at);
	arena_finish(&full);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAGE_TEST(test_link__parts_are_encoded),
		PAGE_TEST(test_link__no_part_becomes_a_scheme_or_a_host),
		PAGE_TEST(test_link__dots_do_not_climb),
		PAGE_TEST(test_link__carries_the_readers_view),
		PAGE_TEST(test_link__takes_fields_and_a_place),
		PAGE_TEST(test_link__leads_elsewhere_by_https_alone),
		PAGE_TEST(test_link__without_memory_does_not_exist),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
