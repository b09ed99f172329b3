/* How a page is seen: language, day, version; and what its sentences say of the plan. */
#include "fixture.h"

static void test_page__speaks_the_language_asked_for(void **state)
{
	struct fixture *f = *state;

	assert_str(site_get(f, "/").language, "en");
	assert_str(site_get_with(f, "/", "fr-CH, en;q=0.5", NULL).language, "fr");
	assert_str(site_get_with(f, "/?lang=ru", "fr", NULL).language, "ru");
	assert_str(site_get_with(f, "/?lang=xx", "fr", NULL).language, "fr");
	assert_true(body_has(site_get(f, "/?lang=ar"), "<html lang=\"ar\" dir=\"rtl\">"));
	assert_true(body_has(site_get(f, "/nothing?lang=ar"), "<html lang=\"ar\" dir=\"rtl\">"));
}

static void test_page__marks_texts_of_another_language(void **state)
{
	struct fixture *f = *state;

	assert_true(body_has(site_get(f, "/node/P1?lang=fr"),
			     "<bdi lang=\"en\">Affordable connectivity</bdi>"));
	assert_true(body_has(site_get(f, "/node/P1"), "<bdi>Affordable connectivity</bdi>"));
}

static void test_page__links_carry_language_and_day_on(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/framework/BAP?lang=fr&as-of=2026-11-23");

	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "href=\"/node/P1?lang=fr&amp;as-of=2026-11-23\""));
	answer = site_get(f, "/indicator?lang=fr&q=e-waste");
	assert_true(body_has(answer, "href=\"/indicator?lang=es&amp;q=e-waste\""));
	assert_true(body_has(answer, "<input type=\"hidden\" name=\"q\" value=\"e-waste\">"));
}

static void test_page__before_the_first_batch_is_no_error(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/node/P1?as-of=2026-11-22");

	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "nothing had been entered yet"));
	assert_int_equal(site_get(f, "/node/P1?as-of=2026-11-23").status, 200);
	assert_int_equal(site_get(f, "/?as-of=2026-02-30").status, 400);
	assert_int_equal(site_get(f, "/?as-of=").status, 200);
}

static void test_page__is_unchanged_until_something_changes(void **state)
{
	struct fixture *f = *state;
	struct answer first = site_get(f, "/node/P1");
	const char *tag =
		str_cstr(&f->arena, str_format(&f->arena, "\"%.*s\"", STR_ARGS(first.etag)));

	assert_true(first.etag.len > 0);
	assert_int_equal(site_get_with(f, "/node/P1", NULL, tag).status, 304);
	assert_int_equal(site_get_with(f, "/node/P2", NULL, tag).status, 200);
	assert_int_equal(site_get_with(f, "/node/P1", "fr", tag).status, 200);
	f->now.us += (int64_t)24 * 3600 * 1000000; /* dated checks may find something else */
	assert_int_equal(site_get_with(f, "/node/P1", NULL, tag).status, 200);
}

static void rename_nodes(const struct noun *noun, void *row)
{
	if (str_eq(noun->name, S("node")))
		*(struct str *)((char *)row + noun_field(noun, S("name"))->offset) = S("Renamed");
}

static void test_page__shows_an_import_at_once_and_in_its_history(void **state)
{
	struct fixture *f = *state;
	struct answer before = site_get(f, "/node/P1"), after;

	f->now.us += (int64_t)24 * 3600 * 1000000;
	site_import(f, SOURCE_ROOT "/plans/baku", rename_nodes);
	after = site_get(f, "/node/P1");
	assert_false(str_eq(before.etag, after.etag));
	assert_true(body_has(after, "<h1><bdi>Renamed</bdi></h1>"));
	assert_true(body_has(after, "<del>Affordable connectivity</del>"));
	assert_true(body_has(after, "<ins>Renamed</ins>"));
	after = site_get(f, "/node/P1?as-of=2026-11-23");
	assert_true(body_has(after, "<h1><bdi>Affordable connectivity</bdi></h1>"));
	assert_false(body_has(after, "Renamed"));
}

static void test_overview__says_what_the_plan_says(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/");

	assert_true(body_has(answer, "CHF\u00A03,813,000"));
	assert_true(body_has(answer, "Across 5 ITU-D Priorities and 1 Enabler"));
	assert_true(body_has(answer, "13.72%"));
	assert_true(body_has(answer, "13.25%"));
	assert_true(body_has(answer, "0 of 56"));
	assert_true(body_has(answer, "19 of 19"));
	assert_true(body_has(answer, "4 risks are listed."));
}

static void test_node__marks_what_is_printed_twice_and_what_differs(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/node/P1.2");

	assert_true(body_has(answer, "listed again"));
	assert_true(body_has(answer, "stated: 8.1%, which differs"));
	assert_true(body_has(answer, "See output indicators on page 17 of this document."));
	assert_true(body_has(answer, "Not said in the plan."));
	assert_false(body_has(site_get(f, "/node/P2.1"), "listed again"));
}

static void test_indicator__says_what_is_missing(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/indicator/OI.7");

	assert_true(body_has(answer, "There is no baseline"));
	assert_true(body_has(answer, "<p>Not given:</p>"));
	assert_true(body_has(answer, "<li>Denominator</li>"));
	assert_false(body_has(answer, ".csv"));
	assert_true(body_has(answer, "/product/LF"));
	assert_true(body_has(answer, "/product/ST"));
}

static void test_list__is_filtered(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/indicator?q=E-WASTE");

	assert_true(body_has(answer, "2 are shown."));
	assert_true(body_has(site_get(f, "/indicator?owner=any"), "None of them is like this."));
	assert_true(body_has(site_get(f, "/indicator?owner=none"), "56 are shown."));
	assert_true(body_has(site_get(f, "/indicator?page=2"), "Page 2 of 2"));
}

static void test_title__says_what_of_a_list_is_shown(void **state)
{
	struct fixture *f = *state;

	assert_true(body_has(site_get(f, "/indicator"), "<title>Indicators – ITU-D"));
	assert_true(body_has(site_get(f, "/indicator?owner=none&page=2"),
			     "<title>Indicators, Somebody responsible: without, page 2 – ITU-D"));
	assert_true(body_has(site_get(f, "/finding?severity=note"),
			     "<title>Findings, Severity: Note – ITU-D"));
	assert_true(body_has(site_get(f, "/plan/OP-26"),
			     "<title>ITU-D Operational Plan for 2026</title>"));
}

static void test_node__is_like_its_table_in_the_document(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/node/P1");

	assert_true(body_has(answer, "href=\"/node/P1.1\""));
	assert_true(body_has(answer, "href=\"/outcome/P1.2.O2\""));
	assert_true(body_has(answer, "href=\"/indicator/P1.2.I8\""));
	assert_true(body_has(answer, "href=\"/product/LF\""));
	assert_false(body_has(site_get(f, "/node/EN"), "<th scope=\"col\">Outcomes</th>"));
}

static void test_outcomes__agree_with_the_overview(void **state)
{
	struct fixture *f = *state;

	assert_true(body_has(site_get(f, "/"), "19 of 19"));
	assert_true(body_has(site_get(f, "/outcome?indicator=any"), "19 are shown."));
	assert_true(body_has(site_get(f, "/outcome"),
			     "none of its own; 8 indicators of the place in the framework"));
}

static void test_error__has_the_frame(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/node/NOWHERE");

	assert_int_equal(answer.status, 404);
	assert_true(body_has(answer, "There is no such page"));
	assert_true(body_has(answer, "ITU-D Operational Plan for 2026"));
}

#define ON_BAKU(test) cmocka_unit_test_setup_teardown(test, site_open_baku, site_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BAKU(test_page__speaks_the_language_asked_for),
		ON_BAKU(test_page__marks_texts_of_another_language),
		ON_BAKU(test_page__links_carry_language_and_day_on),
		ON_BAKU(test_page__before_the_first_batch_is_no_error),
		ON_BAKU(test_page__is_unchanged_until_something_changes),
		ON_BAKU(test_page__shows_an_import_at_once_and_in_its_history),
		ON_BAKU(test_overview__says_what_the_plan_says),
		ON_BAKU(test_node__marks_what_is_printed_twice_and_what_differs),
		ON_BAKU(test_indicator__says_what_is_missing),
		ON_BAKU(test_list__is_filtered),
		ON_BAKU(test_title__says_what_of_a_list_is_shown),
		ON_BAKU(test_node__is_like_its_table_in_the_document),
		ON_BAKU(test_outcomes__agree_with_the_overview),
		ON_BAKU(test_error__has_the_frame),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
