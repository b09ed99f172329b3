/* What the pages of the budget, the document, the risks, the areas and the history say of the plan. */
#include "fixture.h"

#include "model/field.h"
#include "web/prose.h"

static void test_budget__states_the_finding_and_foots(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/budget");

	assert_true(body_has(answer, "is allocated for 2026. 3 stated shares are not what"));
	assert_true(body_has(answer, "<span class=\"tag\">Preliminary</span>"));
	assert_true(body_has(answer, "13.72%"));
	assert_true(body_has(answer, "13.25%"));
	assert_true(body_has(answer, "3,813,000"));
	assert_true(body_has(answer, "they add to 98%"));
	assert_true(body_has(answer, "slightly more than half of the OP-26 budget"));
}

static void test_budget__findings_say_what_they_are_about(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/budget");

	assert_true(body_has(answer, "Error</span>\n<a class=\"thing\" href=\"/node/P1.1\">"));
	assert_true(body_has(answer, "Error</span>\n<a class=\"thing\" href=\"/node/P1.2\">"));
}

static void test_overview__counts_differing_shares_as_the_budget_does(void **state)
{
	struct answer answer = site_get(*state, "/");

	assert_true(body_has(answer, "3 stated shares do not follow from the amounts."));
}

static void test_findings__call_a_column_by_its_name(void **state)
{
	struct answer answer = site_get(*state, "/finding");

	assert_false(body_has(answer, ", share_of_total"));
	assert_true(body_has(answer, ">Plan</a>, Share of the total, as stated"));
}

static void test_product__names_the_tables_where_it_is_printed(void **state)
{
	struct answer answer = site_get(*state, "/product/CP");

	assert_true(body_has(answer, "<span class=\"code\">3.1-T</span> <bdi>Table</bdi>"));
}

static void test_document__leads_on_from_a_heading_alone(void **state)
{
	struct answer answer = site_get(*state, "/document/1");

	assert_true(body_has(answer, "In this section"));
	assert_true(body_has(answer, "href=\"/document/1.1\""));
	assert_false(body_has(site_get(*state, "/document/1.1"), "In this section"));
}

static void test_budget__is_drilled_and_chosen(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/plan/OP-26/budget?node=P2");

	assert_true(body_has(answer, "/node/P2.4"));
	assert_false(body_has(answer, "/node/P3.1"));
	assert_true(body_has(answer, "943,885"));
	answer = site_get(f, "/plan/OP-26/budget?period=2026&kind=allocated");
	assert_int_equal(answer.status, 200);
	answer = site_get(f, "/plan/OP-26/budget?period=2027&kind=allocated");
	assert_int_equal(answer.status, 404);
	answer = site_get(f, "/plan/OP-26/budget?period=2026&kind=stated-total");
	assert_int_equal(answer.status, 404);
	assert_int_equal(site_get(f, "/plan/OP-26/budget?period=soon&kind=spent").status, 400);
	assert_int_equal(site_get(f, "/budget?node=P99").status, 404);
}

static void test_budget_csv__has_both_shares(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/plan/OP-26/budget.csv");

	assert_true(body_has(answer,
			     "\nP1,,Affordable connectivity,523000,CHF,523000,,,13.72,13.25,"
			     "preliminary\n"));
	assert_true(body_has(answer, "\nEN.3,EN,Support services,535615,CHF,,78.41,78.4,14.05,14.0,"
				     "preliminary\n"));
	assert_false(body_has(answer, "SP"));
}

static void test_document__keeps_order_and_says_what_is_lost(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/document/2.1");

	assert_true(
		body_has(answer, "General allocation of funds for the implementation of OP-26"));
	assert_true(body_has(answer, "to be filled"));
	assert_true(body_has(answer, "Notes: These are preliminary figures."));
	assert_true(body_has(answer, "href=\"/document/2\""));
	assert_true(body_has(answer, "href=\"/document/2.2\""));
	answer = site_get(f, "/document/3.1");
	assert_true(body_has(answer, "Outputs (ITU-D Products and services) [2]"));
	assert_true(body_has(answer, "<li value=\"2\">"));
	assert_true(body_has(answer, "% of Priority/ Enabler Total"));
}

static void test_document__names_things_as_each_table_prints_them(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/document/3.2");

	assert_true(body_has(answer, ">All Digital transformation<"));
	answer = site_get(f, "/document/4");
	assert_true(body_has(answer, ">Model policies, strategies, toolkits<"));
	assert_true(body_has(answer, "<span class=\"code\">ST</span> <bdi>Statistics</bdi>"));
}

static void test_document__keeps_the_asterisk_of_a_note(void **state)
{
	struct fixture *f = *state;

	assert_true(body_has(site_get(f, "/document/2.2"), "* as % of OP-26 budget"));
}

static void test_document__leads_to_the_place_of_a_section(void **state)
{
	struct fixture *f = *state;

	assert_true(body_has(site_get(f, "/document"), "href=\"/document/2.4\""));
	assert_true(body_has(site_get(f, "/document"), "4 images of the source are missing"));
	assert_true(body_has(site_get(f, "/document/header"), "TDAG-26/2(Add.2)-E"));
	assert_true(body_has(site_get(f, "/document/header"), "Action required:"));
	assert_int_equal(site_get(f, "/document/9").status, 404);
}

static void test_report__is_one_file(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/report/operational-plan.html?lang=fr");

	assert_str(answer.language, "fr");
	assert_true(str_starts(answer.body, S("<!DOCTYPE html>")));
	assert_true(body_has(answer, "Affordable connectivity"));
	assert_false(body_has(answer, "<link rel=\"stylesheet\""));
	assert_true(body_has(site_get(f, "/document"), "href=\"/report/operational-plan.html\""));
	assert_int_equal(site_get(f, "/report/operational-plan.html?plan=XX").status, 404);
}

static void test_risk__says_what_the_plan_does_not(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/risk/R2");

	assert_true(body_has(answer, "High in both probability and impact."));
	assert_true(body_has(answer, "3 things are done about it."));
	assert_true(body_has(answer, "owner not said"));
	assert_true(body_has(site_get(f, "/risk"), "4 have no owner in the plan."));
}

static void test_group__marks_who_is_a_member_no_more(void **state)
{
	struct fixture *f = *state;
	struct answer before = site_get(f, "/area_group/LDC"), after;

	assert_true(body_has(before, "It has 44 members."));
	assert_true(body_has(before, ">ended<"));
	f->now.us += (int64_t)24 * 3600 * 1000000;
	after = site_get(f, "/area_group/LDC");
	assert_true(body_has(after, "It has 41 members."));
	assert_true(body_has(site_get(f, "/area/STP"), ">ended<"));
}

static void test_linkage__is_to_be_filled(void **state)
{
	struct fixture *f = *state;

	assert_true(body_has(site_get(f, "/link"), "24 of 24 linkages are to be filled."));
}

static void test_check__is_explained_and_finds(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/check/share-of-total");

	assert_true(body_has(answer, "It finds 3 places."));
	assert_true(body_has(answer, "<code>Affordable connectivity: 523,000 of 3,813,000"));
	assert_true(body_has(answer, "href=\"/node/P1\""));
	assert_int_equal(site_get(f, "/check/nothing").status, 404);
	assert_true(body_has(site_get(f, "/finding?check=regional-split"),
			     "56\u00a0+\u00a06\u00a0×\u00a07"));
	assert_int_equal(site_get(f, "/finding?severity=fatal").status, 400);
}

static void set_owner(const struct noun *noun, void *row)
{
	if (str_eq(noun->name, S("risk")))
		*(struct str *)((char *)row + noun_field(noun, S("owner"))->offset) = S("BDT");
}

static void test_history__shows_before_and_after(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	f->now.us += (int64_t)24 * 3600 * 1000000;
	site_import(f, SOURCE_ROOT "/plans/baku", set_owner);
	answer = site_get(f, "/batch/2");
	assert_true(body_has(answer, "4 rows were added, changed or removed."));
	assert_true(body_has(answer, "nothing"));
	assert_true(body_has(answer, "/unit/BDT"));
	assert_true(body_has(site_get(f, "/history"), "The plan was changed 2 times."));
	answer = site_get(f, "/history?as-of=2026-11-23");
	assert_true(body_has(answer, "The plan was changed 1 time."));
	assert_int_equal(site_get(f, "/batch/2?as-of=2026-11-23").status, 404);
	assert_int_equal(site_get(f, "/batch/1?as-of=2026-11-23").status, 200);
}

static void test_reference__has_what_an_import_accepts(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/reference/budget_line");

	assert_true(body_has(answer, "<code>stated-total</code>"));
	assert_true(body_has(answer, "href=\"/reference/node\""));
	assert_true(body_has(answer, "28 rows as a page"));
	assert_int_equal(site_get(f, "/reference/nothing").status, 404);
	assert_int_equal(site_get(f, "/nothing/at").status, 404);
}

static void test_prose__has_paragraphs_lists_and_code(void **state)
{
	struct fixture *f = *state;
	struct prose prose;

	assert_ok(prose_read(
		&f->arena,
		S("One\ntwo.\n\n- first\n- second\n  goes on\n\n    code  1\n    <b>\nlast"),
		&prose));
	assert_int_equal(prose.count, 4);
	assert_str(prose.at[0].paragraph, "One two.");
	assert_int_equal(prose.at[1].items.count, 2);
	assert_str(prose.at[1].items.at[1], "second goes on");
	assert_str(prose.at[2].code, "code  1\n<b>");
	assert_str(prose.at[3].paragraph, "last");
	assert_ok(prose_read(&f->arena, S(""), &prose));
	assert_int_equal(prose.count, 0);
}

static void test_prose__takes_each_line_of_a_section_by_itself(void **state)
{
	struct fixture *f = *state;
	struct prose prose;

	assert_ok(prose_read_lines(&f->arena, S("One\nTwo:\n· a\n· b\n\n    Three"), &prose));
	assert_int_equal(prose.count, 4);
	assert_str(prose.at[1].paragraph, "Two:");
	assert_int_equal(prose.at[2].items.count, 2);
	assert_str(prose.at[3].paragraph, "Three");
}

#define BAKU(test) cmocka_unit_test_setup_teardown(test, site_open_baku, site_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BAKU(test_budget__states_the_finding_and_foots),
		BAKU(test_budget__is_drilled_and_chosen),
		BAKU(test_budget__findings_say_what_they_are_about),
		BAKU(test_overview__counts_differing_shares_as_the_budget_does),
		BAKU(test_findings__call_a_column_by_its_name),
		BAKU(test_product__names_the_tables_where_it_is_printed),
		BAKU(test_document__leads_on_from_a_heading_alone),
		BAKU(test_budget_csv__has_both_shares),
		BAKU(test_document__keeps_order_and_says_what_is_lost),
		BAKU(test_document__names_things_as_each_table_prints_them),
		BAKU(test_document__keeps_the_asterisk_of_a_note),
		BAKU(test_document__leads_to_the_place_of_a_section),
		BAKU(test_report__is_one_file),
		BAKU(test_risk__says_what_the_plan_does_not),
		BAKU(test_group__marks_who_is_a_member_no_more),
		BAKU(test_linkage__is_to_be_filled),
		BAKU(test_check__is_explained_and_finds),
		BAKU(test_history__shows_before_and_after),
		BAKU(test_reference__has_what_an_import_accepts),
		BAKU(test_prose__has_paragraphs_lists_and_code),
		BAKU(test_prose__takes_each_line_of_a_section_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
