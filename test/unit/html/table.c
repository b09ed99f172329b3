/* Computed tables, and figures, which bring one. */
#include "page.h"

#include "figure/svg.h"
#include "html/figure.h"
#include "html/link.h"
#include "html/table.h"

static const struct html_column columns[] = { { STR("Topic & code"), false },
					      { STR("CHF"), true } };

static void test_table__has_caption_headers_and_typed_cells(void **state)
{
	struct page *page = *state;
	struct html_table table;
	struct amount amount = { 52300000, S("CHF") };

	html_table_begin(&table, &page->h, S("Budget <2026>"), columns, countof(columns));
	html_table_row(&table);
	html_table_link(&table, link_to_page(&page->arena, LINK_VIEW_NONE, S("P1")), S("P1"));
	html_table_cell(&table, amount);
	html_table_end(&table);
	assert_str(written(page), "<table><caption>Budget &lt;2026&gt;</caption><thead><tr>"
				  "<th scope=\"col\">Topic &amp; code</th>"
				  "<th scope=\"col\" class=\"number\">CHF</th></tr></thead>\n"
				  "<tbody><tr><th scope=\"row\"><a href=\"/P1\">P1</a></th>"
				  "<td class=\"number\">523,000</td></tr>\n</tbody></table>\n");
}

static void test_table__fills_up_short_rows(void **state)
{
	struct page *page = *state;
	struct html_table table;

	html_table_begin(&table, &page->h, S(""), columns, countof(columns));
	html_table_row(&table);
	html_table_row(&table);
	html_table_cell(&table, S("P2"));
	html_table_end(&table);
	assert_true(str_ends(written(page),
			     S("<tbody><tr><th scope=\"row\"></th><td class=\"number\"></td></tr>\n"
			       "<tr><th scope=\"row\">P2</th><td class=\"number\"></td></tr>\n"
			       "</tbody></table>\n")));
}

static void test_table__is_a_table_also_without_rows(void **state)
{
	struct page *page = *state;
	struct html_table table;

	html_table_begin(&table, &page->h, S(""), columns, 1);
	html_table_end(&table);
	assert_str(written(page), "<table><thead><tr><th scope=\"col\">Topic &amp; code</th>"
				  "</tr></thead>\n<tbody></tbody></table>\n");
}

static void test_table__a_link_that_does_not_exist_is_text(void **state)
{
	struct page *page = *state;
	struct html_table table;
	struct href nowhere = { .url__ = S("") };

	html_table_begin(&table, &page->h, S(""), columns, 1);
	html_table_row(&table);
	html_table_link(&table, nowhere, S("P1"));
	html_table_end(&table);
	assert_true(
		str_ends(written(page), S("<th scope=\"row\">P1</th></tr>\n</tbody></table>\n")));
}

/* A figure with one row, as the room figure hands it out. */
static struct svg small_figure(int width)
{
	static struct svg_column headers[] = { { STR("Priority"), false }, { STR("CHF"), true } };
	static struct str cells[] = { STR("<P1>"), STR("523,000") };

	return (struct svg){
		.markup = S("<svg><title>By priority</title></svg>"),
		.title = S("Money \"by\" priority"),
		.width = width,
		.height = 100,
		.table = { headers, countof(headers), cells, 1 },
	};
}

static void test_figure__stands_with_its_data(void **state)
{
	struct page *page = *state;
	struct svg figure = small_figure(FIGURE_NARROW);

	html_figure(&page->h, &figure);
	assert_str(written(page),
		   "<figure><figcaption>Money &quot;by&quot; priority</figcaption>\n"
		   "<div class=\"figure-box\"><svg><title>By priority</title></svg></div>\n"
		   "<details><summary>These figures as a table</summary>\n"
		   "<div class=\"scroll\" role=\"group\" tabindex=\"0\" "
		   "aria-label=\"Money &quot;by&quot; priority\">\n"
		   "<table><caption>Money &quot;by&quot; priority</caption><thead><tr>"
		   "<th scope=\"col\">Priority</th><th scope=\"col\" class=\"number\">CHF</th>"
		   "</tr></thead>\n<tbody><tr><th scope=\"row\">&lt;P1&gt;</th>"
		   "<td class=\"number\">523,000</td></tr>\n</tbody></table>\n"
		   "</div>\n</details></figure>\n");
}

static void test_figure__that_is_wide_scrolls_by_key(void **state)
{
	struct page *page = *state;
	struct svg figure = small_figure(FIGURE_WIDE);

	html_figure(&page->h, &figure);
	assert_true(str_find(written(page),
			     S("<div class=\"figure-box\" role=\"group\" tabindex=\"0\" "
			       "aria-label=\"Money &quot;by&quot; priority\"><svg>"),
			     0) != SIZE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		PAGE_TEST(test_table__has_caption_headers_and_typed_cells),
		PAGE_TEST(test_table__fills_up_short_rows),
		PAGE_TEST(test_table__is_a_table_also_without_rows),
		PAGE_TEST(test_table__a_link_that_does_not_exist_is_text),
		PAGE_TEST(test_figure__stands_with_its_data),
		PAGE_TEST(test_figure__that_is_wide_scrolls_by_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
