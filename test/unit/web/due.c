/* What pages say of values that are not there: silence, or not due yet. The day is 2026-11-23. */
#include "fixture.h"

#include "model/indicator.h"
#include "model/variable.h"

static const char values[] = "variable,iso3,year,value,status\n"
			     "Use,CHE,2022,1,A\n"
			     "Use,CHE,2024,2,A\n"
			     "Use,FRA,2025,3,A\n"
			     "Use,AGO,2025,,L\n"
			     "Wide,CHE,2025-C2,7,A\n"
			     "Free,CHE,2022,1,A\n";

static const char variables[] = "code,name,schedule,first_due,due_after\n"
				"Use,Use,yearly,2022,90\n"
				"Wide,Wide,campaign,,\n"
				"Free,Free,,,\n"
				"IT.NET.USER.ZS,Internet,,,\n"
				"SP.POP.TOTL,People,,,\n";

static const char campaigns[] = "code,name,opens,closes\n"
				"2025-C2,Second round of 2025,2025-10-01,2025-12-31\n"
				"2026-C1,First round of 2026,2026-02-01,2026-05-29\n"
				"2026-C2,Second round of 2026,2026-10-01,2026-12-31\n"
				"2027-C1,First round of 2027,2027-02-01,2027-05-29\n";

static int open_due(void **state)
{
	struct fixture *f;

	site_open_baku(state);
	f = *state;
	site_load(f, values);
	site_import_table(f, "campaign", campaigns);
	site_import_table(f, "variable", variables);
	return 0;
}

static void test_series__shows_what_is_silent_and_what_is_not_due(void **state)
{
	struct answer answer = site_get(*state, "/variable/Use/area/CHE");

	assert_true(body_has(answer, "<th scope=\"row\">2025</th><td class=\"number\"><span "
				     "class=\"quiet\">not reported (silence)</span>"));
	assert_true(body_has(answer, "<th scope=\"row\">2023</th><td class=\"number\"><span "
				     "class=\"quiet\">not reported (silence)</span>"));
	assert_true(body_has(answer, "<th scope=\"row\">2026</th><td class=\"number\"><span "
				     "class=\"quiet\">not due yet</span>"));
	assert_false(body_has(answer, "<th scope=\"row\">2021</th>"));
	/* An answer that there is none is no silence. */
	answer = site_get(*state, "/variable/Use/area/AGO");
	assert_true(body_has(answer, "<span class=\"quiet\">not reported</span>"));
	answer = site_get(*state, "/variable/Free/area/CHE");
	assert_false(body_has(answer, "silence"));
	assert_false(body_has(answer, "not due"));
}

static void test_series__of_a_past_day_is_judged_on_that_day(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	/* Two years and some days later the value of 2026 is late. */
	f->now.us += (int64_t)500 * 24 * 3600 * 1000000;
	answer = site_get(f, "/variable/Use/area/CHE");
	assert_true(body_has(answer, "<th scope=\"row\">2026</th><td class=\"number\"><span "
				     "class=\"quiet\">not reported (silence)</span>"));
	answer = site_get(f, "/variable/Use/area/CHE?as-of=2026-11-23");
	assert_true(body_has(answer, "<th scope=\"row\">2026</th><td class=\"number\"><span "
				     "class=\"quiet\">not due yet</span>"));
}

static void test_series__of_campaigns_has_their_names(void **state)
{
	struct answer answer = site_get(*state, "/variable/Wide/area/CHE");

	assert_true(body_has(answer, "<th scope=\"row\">Second round of 2025</th><td "
				     "class=\"number\"><bdi>7</bdi>"));
	assert_true(body_has(answer, "<th scope=\"row\">First round of 2026</th><td "
				     "class=\"number\"><span class=\"quiet\">not reported"));
	assert_true(body_has(answer, "<th scope=\"row\">Second round of 2026</th><td "
				     "class=\"number\"><span class=\"quiet\">not due yet"));
	assert_false(body_has(answer, "First round of 2027"));
}

static void test_variable__tells_how_far_it_is_reported(void **state)
{
	struct answer answer = site_get(*state, "/variable/Use");

	assert_true(body_has(answer, "For 2025, due by 31 Mar 2026, 2 of 232 areas have reported; "
				     "not reported (silence): 230."));
	assert_true(body_has(
		answer, "For 2026, not due before 31 Mar 2027, 0 of 232 areas have reported."));
	assert_false(body_has(site_get(*state, "/variable/Free"), "have reported"));
}

static void test_quality__counts_the_silent(void **state)
{
	struct answer answer = site_get(*state, "/quality");

	assert_true(body_has(answer, "230 of 232 (2025)"));
	assert_true(body_has(answer, "232 of 232 (First round of 2026)"));
	assert_true(body_has(answer, "no schedule"));
}

/* Makes the first output indicator due ten days after each year. */
static void set_due(const struct noun *noun, void *row)
{
	struct indicator *indicator = row;

	if (noun->id == NOUN_INDICATOR && str_eq(indicator->code, S("OI.1")))
		indicator->due_after = 10;
}

static void test_indicator__says_when_it_is_due(void **state)
{
	struct fixture *f = *state;

	assert_true(body_has(site_get(f, "/indicator/OI.1"), "Its value for 2026 is not due yet."));
	assert_true(
		body_has(site_get(f, "/indicator/P1.2.I1"), "Its value for 2029 is not due yet."));
	site_import(f, SOURCE_ROOT "/plans/baku", set_due);
	assert_true(body_has(site_get(f, "/indicator/OI.1"),
			     "Its value for 2026 is not due before 10 Jan 2027."));
	f->now.us += (int64_t)100 * 24 * 3600 * 1000000;
	assert_true(body_has(site_get(f, "/indicator/OI.1"),
			     "Its value for 2026 was due by 10 Jan 2027 and is not reported "
			     "(silence)."));
	/* Of one whose days are not said nothing is told after the end of the year but of the next. */
	assert_false(body_has(site_get(f, "/indicator/OI.2"), "2026 was due"));
	assert_true(body_has(site_get(f, "/indicator/OI.2"), "Its value for 2027 is not due yet."));
}

#define DUE(test) cmocka_unit_test_setup_teardown(test, open_due, site_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DUE(test_series__shows_what_is_silent_and_what_is_not_due),
		DUE(test_series__of_a_past_day_is_judged_on_that_day),
		DUE(test_series__of_campaigns_has_their_names),
		DUE(test_variable__tells_how_far_it_is_reported),
		DUE(test_quality__counts_the_silent),
		DUE(test_indicator__says_when_it_is_due),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
