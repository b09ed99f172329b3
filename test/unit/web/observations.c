/* What the pages of variables, series, areas and quality say of observations. */
#include "fixture.h"

#include "model/field.h"

static const char first_load[] = "variable,iso3,year,value,answer,status,sex,source\n"
				 "IT.NET.USER.ZS,CHE,2022,96.45,,A,,ITU\n"
				 "IT.NET.USER.ZS,CHE,2024,97.30,,E,,ITU\n"
				 "IT.NET.USER.ZS,FRA,2018,82.0,,A,,ITU\n"
				 "IT.NET.USER.ZS,FRA,2023,,,Q,,ITU\n"
				 "IT.NET.USER.ZS,AGO,2023,44.8,,A,,ITU\n"
				 "IT.NET.USER.ZS,CHE,2022,95.1,,A,F,ITU\n"
				 "SP.POP.TOTL,CHE,2024,9000000,,A,,UN\n"
				 "SP.POP.TOTL,FRA,2024,69000000,,A,,UN\n"
				 "Plan,CHE,2024,,Yes; In part,A,,ITU\n"
				 "Plan,FRA,2020,,Yes,A,,ITU\n"
				 "Plan,AGO,2020,,<i>No</i>,A,,ITU\n";

static const char second_load[] = "variable,iso3,year,value,status,source\n"
				  "IT.NET.USER.ZS,CHE,2022,96.5,P,FSO\n";

static int open_loaded(void **state)
{
	struct fixture *f;

	site_open_baku(state);
	f = *state;
	site_load(f, first_load);
	return 0;
}

static void test_variables__are_listed_with_their_reach(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/variable");

	assert_true(body_has(answer, "<h1>3 variables</h1>"));
	assert_true(body_has(answer, "href=\"/variable/IT.NET.USER.ZS\""));
	assert_true(body_has(answer, "data-label=\"Areas\">3</td>"));
	assert_true(body_has(answer, "data-label=\"First period\">2018</td>"));
	assert_true(body_has(answer, "data-label=\"Latest period\">2024</td>"));
	answer = site_get(f, "/variable?q=population,+total");
	assert_true(body_has(answer, "1 is shown."));
	assert_false(body_has(answer, "href=\"/variable/Plan\""));
	assert_true(body_has(site_get(f, "/variable?q=zzz"), "None of them is like this."));
}

static void test_variable__shows_the_latest_of_each_area(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/variable/IT.NET.USER.ZS");

	assert_true(body_has(answer, "3 of 232 areas have a value; the newest is of 2024."));
	assert_true(body_has(answer, "href=\"/variable/IT.NET.USER.ZS/area/CHE\""));
	assert_true(body_has(answer, "<bdi>97.30</bdi>"));
	assert_true(body_has(answer, "<td>estimated</td>"));
	/* A value that is withheld does not hide the one before it. */
	assert_true(body_has(answer, "<bdi>82.0</bdi>"));
	assert_false(body_has(answer, ">withheld<"));
	assert_true(body_has(answer, "/api/v1/data?variable=IT.NET.USER.ZS&amp;format=csv"));
	assert_true(body_has(answer, "/api/v1/data?variable=IT.NET.USER.ZS&amp;format=sdmx-csv"));
	assert_true(body_has(answer, "97,30") ||
		    body_has(site_get(f, "/variable/IT.NET.USER.ZS?lang=fr"), "97,30"));
}

static void test_variable__has_means_by_group(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/variable/IT.NET.USER.ZS");

	/* The value of 2018 is too old for 2024. */
	assert_true(body_has(answer, "1 of 46"));
	assert_false(body_has(answer, "Weighted mean"));
	assert_true(body_has(answer, "by=group%3Aitu-region&amp;aggregate=mean&amp;format=csv"));
	assert_true(body_has(answer, "aggregate=mean&amp;format=sdmx-csv"));
	answer = site_get(f, "/variable/IT.NET.USER.ZS?weight=SP.POP.TOTL%402024");
	assert_true(body_has(answer, "Weighted mean"));
	assert_true(body_has(answer, "weight=SP.POP.TOTL%402024&amp;format=json"));
	assert_true(body_has(answer, "action=\"/variable/IT.NET.USER.ZS#groups\""));
	/* One that is none is said at its field, and the rest is there. */
	answer = site_get(f, "/variable/IT.NET.USER.ZS?weight=NOPE");
	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "id=\"weight-error\">There is no variable of this code.<"));
	assert_true(body_has(answer, "value=\"NOPE\" aria-invalid=\"true\""));
	assert_true(body_has(answer, "1 of 46"));
	assert_false(body_has(answer, "Weighted mean"));
	answer = site_get(f, "/variable/IT.NET.USER.ZS?weight=SP.POP.TOTL%40soon");
	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "A period follows the @"));
}

static void test_variable__shows_the_parts_of_a_ratio(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	assert_false(body_has(site_get(f, "/variable/IT.NET.USER.ZS"), "Numerator"));
	site_load(f, "variable,iso3,year,value,numerator,denominator\n"
		     "Share,CHE,2024,33.3,1000,3000\n"
		     "Share,FRA,2024,50,,200\n");
	answer = site_get(f, "/variable/Share/area/CHE");
	assert_true(body_has(answer, "Numerator / denominator"));
	assert_true(body_has(answer, "<td class=\"number\">1,000 / 3,000</td>"));
	answer = site_get(f, "/variable/Share?weight=own-denominator");
	assert_true(body_has(answer, "<td class=\"number\">– / 200</td>"));
	assert_true(body_has(answer, "their own denominators"));
	assert_true(body_has(answer, "data-label=\"Weighted mean\">34.34</td>"));
}

static void test_variable__leads_to_its_parts(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/variable/IT.NET.USER.ZS");

	assert_true(body_has(answer, "href=\"/variable/IT.NET.USER.ZS?coordinate=SEX%3DF\""));
	answer = site_get(f, "/variable/IT.NET.USER.ZS?coordinate=SEX%3DF");
	assert_true(body_has(answer, "<bdi>95.1</bdi>"));
	assert_true(body_has(answer, "/variable/IT.NET.USER.ZS/area/CHE?coordinate=SEX%3DF"));
	assert_int_equal(site_get(f, "/variable/IT.NET.USER.ZS?coordinate=SEX").status, 400);
	answer = site_get(f, "/variable/IT.NET.USER.ZS?coordinate=SEX%3DX");
	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "No area has a value."));
}

static void test_data__of_a_coordinate_that_there_is_not_is_refused(void **state)
{
	struct fixture *f = *state;
	struct answer answer =
		site_get(f, "/api/v1/data?variable=IT.NET.USER.ZS&coordinate=SEX%3DX");

	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "has values of SEX=X"));
	answer = site_get(f, "/api/v1/data?variable=IT.NET.USER.ZS&coordinate=SEXE%3DF&"
			     "aggregate=count&period=2022");
	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "has values by SEXE"));
	answer = site_get(f,
			  "/api/v1/data?variable=IT.NET.USER.ZS&coordinate=SEX%3DX&by=coordinate");
	assert_int_equal(answer.status, 400);
	/* One that there is may be of other areas or periods: that is an answer. */
	answer = site_get(f, "/api/v1/data?variable=IT.NET.USER.ZS&coordinate=SEX%3DF&area=DEU");
	assert_int_equal(answer.status, 200);
}

static void test_data__of_before_the_first_batch_is_refused(void **state)
{
	struct answer answer =
		site_get(*state, "/api/v1/data?variable=IT.NET.USER.ZS&as-of=2001-01-01");

	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "as-of is before the first batch"));
}

static void test_variable__of_the_past_has_the_parts_of_then(void **state)
{
	struct fixture *f = *state;

	f->now.us += (int64_t)24 * 3600 * 1000000;
	site_load(f, "variable,iso3,year,value,sex\nIT.NET.USER.ZS,FRA,2022,80,M\n");
	assert_true(body_has(site_get(f, "/variable/IT.NET.USER.ZS"), "SEX=M"));
	assert_true(body_has(site_get(f, "/variable/IT.NET.USER.ZS/area/FRA"), "SEX=M"));
	assert_false(body_has(site_get(f, "/variable/IT.NET.USER.ZS?as-of=2026-11-23"), "SEX=M"));
	assert_true(body_has(site_get(f, "/variable/IT.NET.USER.ZS?as-of=2026-11-23"), "SEX=F"));
	assert_false(body_has(site_get(f, "/variable/IT.NET.USER.ZS/area/FRA?as-of=2026-11-23"),
			      "SEX=M"));
	assert_false(body_has(site_get(f, "/api/v1/data?variable=IT.NET.USER.ZS&by=coordinate&"
					  "as-of=2026-11-23"),
			      "SEX=M"));
}

static void test_data__that_are_too_many_are_told_so(void **state)
{
	struct answer answer = site_get(*state,
					"/api/v1/data?variable=IT.NET.USER.ZS&by=period&by=area&"
					"aggregate=mean&period=0001-01-01:9999-12-31");

	assert_int_equal(answer.status, 400);
	assert_true(body_has(answer, "the answer is larger than a request may be"));
	assert_false(answer.is_kept);
}

static void test_variable__counts_answers(void **state)
{
	struct answer answer = site_get(*state, "/variable/Plan");

	assert_true(body_has(answer, "<bdi>Yes</bdi></th><td class=\"number\">2</td>"));
	assert_true(body_has(answer, "<bdi>In part</bdi></th><td class=\"number\">1</td>"));
	assert_true(body_has(answer, "&lt;i&gt;No&lt;/i&gt;"));
	assert_false(body_has(answer, "By group of areas"));
}

static void test_series__tells_what_each_batch_brought(void **state)
{
	struct fixture *f = *state;
	struct answer answer;

	f->now.us += (int64_t)24 * 3600 * 1000000;
	site_load(f, second_load);
	answer = site_get(f, "/variable/IT.NET.USER.ZS/area/CHE");
	assert_true(body_has(answer, "The latest value is 97.30, of 2024; unit: percent."));
	assert_true(body_has(answer, "<bdi>96.5</bdi>"));
	assert_true(body_has(answer, "<td>provisional</td>"));
	assert_true(body_has(answer, "<a href=\"/batch/3\">Batch 3</a>"));
	assert_true(body_has(answer, "<bdi>96.45</bdi>, <a href=\"/batch/3\">until batch 3</a>"));
	/* Where the value was the same, what else has changed is said. */
	site_load(f, "variable,area,period,value,source\nX,CHE,2020,5,Census\nX,FRA,2020,6,\n");
	site_load(f, "variable,area,period,value,source,status\nX,CHE,2020,5,Survey,A\n"
		     "X,FRA,2020,6,Survey,A\n");
	assert_true(body_has(site_get(f, "/variable/X/area/CHE"),
			     "<bdi>5</bdi> (<bdi>Census</bdi>), <a href"));
	assert_true(body_has(site_get(f, "/variable/X/area/FRA"),
			     "<bdi>6</bdi> (<bdi>without a source</bdi>), <a href"));
	assert_true(body_has(answer, "variable=IT.NET.USER.ZS&amp;area=CHE&amp;format=json"));
	answer = site_get(f, "/variable/IT.NET.USER.ZS/area/CHE?as-of=2026-11-23");
	assert_true(body_has(answer, "<bdi>96.45</bdi>"));
	assert_false(body_has(answer, "<bdi>96.5</bdi>"));
	assert_false(body_has(answer, "Earlier values"));
}

static void test_series__says_why_a_value_is_missing(void **state)
{
	struct answer answer = site_get(*state, "/variable/IT.NET.USER.ZS/area/FRA");

	assert_true(body_has(answer, "<span class=\"quiet\">withheld</span>"));
	assert_true(body_has(answer, "The latest value is 82.0, of 2018"));
}

static void test_series__of_nothing_is_a_page(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/variable/Plan/area/DEU");

	assert_int_equal(answer.status, 200);
	assert_true(body_has(answer, "Nothing is known of it."));
	assert_int_equal(site_get(f, "/variable/Plan/area/XXX").status, 404);
	assert_int_equal(site_get(f, "/variable/None/area/DEU").status, 404);
}

static void test_area__shows_what_is_known(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/area/CHE");

	assert_true(body_has(answer, "What is known of it"));
	assert_true(body_has(answer, "href=\"/variable/SP.POP.TOTL/area/CHE\""));
	assert_true(body_has(answer, "<bdi>9,000,000</bdi>"));
	assert_true(body_has(answer, "<bdi>In part; Yes</bdi>"));
	assert_false(body_has(site_get(f, "/area/DEU"), "What is known of it"));
}

static void test_batch__tells_rows_and_slices_apart(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/batch/2");

	assert_true(body_has(
		answer, "1 row was added, changed or removed. "
			"The observations of 4 variables, or of parts of them, were changed."));
	site_load(f, second_load);
	answer = site_get(f, "/batch/3");
	assert_true(body_has(answer,
			     "The observations of 1 variable, or of a part of it, were changed."));
	assert_false(body_has(answer, "0 rows"));
	assert_false(body_has(answer, "What changed"));
	answer = site_get(f, "/history");
	assert_true(body_has(answer, "data-label=\"Changes\">1 set of observations</td>"));
	assert_true(body_has(answer, "1 row 4 sets of observations"));
	answer = site_get(f, "/");
	assert_true(body_has(answer, ">1 set of observations</span>"));
	assert_true(body_has(answer, ">1 row 4 sets of observations</span>"));
	assert_true(body_has(site_get(f, "/quality"), "data-label=\"Sets changed\">4</td>"));
}

static void test_quality__tells_coverage_and_loads(void **state)
{
	struct fixture *f = *state;
	struct answer answer = site_get(f, "/quality");

	assert_true(body_has(answer, "2 of 232"));
	assert_true(body_has(answer, "data-label=\"Median age in years\">3</td>"));
	assert_true(body_has(answer, "<a href=\"/batch/2\">Batch 2</a>"));
	assert_false(body_has(answer, "<a href=\"/batch/1\">Batch 1</a>"));
	assert_true(body_has(site_get(f, "/quality?lang=fr"), "lang=\"fr\""));
}

#define LOADED(test) cmocka_unit_test_setup_teardown(test, open_loaded, site_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOADED(test_variables__are_listed_with_their_reach),
		LOADED(test_variable__shows_the_latest_of_each_area),
		LOADED(test_variable__has_means_by_group),
		LOADED(test_variable__shows_the_parts_of_a_ratio),
		LOADED(test_variable__leads_to_its_parts),
		LOADED(test_variable__of_the_past_has_the_parts_of_then),
		LOADED(test_data__of_a_coordinate_that_there_is_not_is_refused),
		LOADED(test_data__of_before_the_first_batch_is_refused),
		LOADED(test_data__that_are_too_many_are_told_so),
		LOADED(test_variable__counts_answers),
		LOADED(test_series__tells_what_each_batch_brought),
		LOADED(test_series__says_why_a_value_is_missing),
		LOADED(test_series__of_nothing_is_a_page),
		LOADED(test_area__shows_what_is_known),
		LOADED(test_batch__tells_rows_and_slices_apart),
		LOADED(test_quality__tells_coverage_and_loads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
