/* What pages and the interface say where the values of a series are not to be compared. */
#include "fixture.h"

static const char values[] = "variable,iso3,year,value,status,sex,source\n"
			     "Basket,CHE,2023,1.0,A,,ITU\n"
			     "Basket,CHE,2024,1.1,B,,ITU\n"
			     "Basket,CHE,2025,1.2,A,,ITU\n"
			     "Basket,FRA,2024,2.0,A,,ITU\n"
			     "Basket,FRA,2022,2.2,A,,ITU\n"
			     "Basket,AGO,2024,5.0,B,,ITU\n"
			     "Basket,CHE,2025,1.3,A,F,ITU\n"
			     "Other,CHE,2025,9,A,,ITU\n";

static const char marks[] = "variable,kind,period,area,slice,text,source\n"
			    "Basket,basket,2025,,,5 GB <instead> of 2 GB,Handbook\n"
			    "Basket,definition,2024,FRA,,Other prices,A letter\n"
			    "Basket,edition,2023,,SEX=F,Short form,Handbook\n";

static int open_marked(void **state)
{
	struct fixture *f;

	site_open_baku(state);
	f = *state;
	site_load(f, values);
	site_import_table(f, "series_mark", marks);
	return 0;
}

static void test_series__shows_its_marks(void **state)
{
	struct answer answer = site_get(*state, "/variable/Basket/area/CHE");

	assert_true(body_has(answer, "Breaks and changes"));
	assert_true(body_has(answer, "Changed basket: <bdi>5 GB &lt;instead&gt; of 2 GB</bdi>"));
	assert_true(body_has(answer, "<bdi>Handbook</bdi>"));
	assert_true(body_has(answer, "<span class=\"more\">Changed basket</span>"));
	/* The observation of 2024 tells its own; what is of another area or part is not here. */
	assert_true(body_has(answer, ">status of the observations</td>"));
	assert_false(body_has(answer, "Changed definition"));
	assert_false(body_has(answer, "New edition"));
	/* Both lie in the figure and in its table. */
	assert_true(body_has(answer, "fig-break"));
	assert_true(body_has(answer, "the method changed"));
}

static void test_series__of_an_area_or_a_part_has_more(void **state)
{
	struct answer answer = site_get(*state, "/variable/Basket/area/FRA");

	assert_true(body_has(answer, "Changed definition: <bdi>Other prices</bdi>"));
	assert_true(body_has(answer, "Changed basket"));
	answer = site_get(*state, "/variable/Basket/area/CHE?coordinate=SEX%3DF");
	assert_true(body_has(answer, "New edition: <bdi>Short form</bdi>"));
	assert_true(body_has(answer, "Changed basket"));
	assert_false(body_has(site_get(*state, "/variable/Other/area/CHE"), "Breaks and changes"));
}

static void test_variable__shows_all_its_marks(void **state)
{
	struct answer answer = site_get(*state, "/variable/Basket");

	assert_true(body_has(answer, "href=\"/series_mark/Basket%2Fbasket%2F2025\""));
	assert_true(body_has(answer, "Changed definition"));
	assert_true(body_has(answer, "data-label=\"Areas\">2 areas</td>"));
	assert_true(body_has(answer, "from before and from after a change of the series"));
	answer = site_get(*state, "/variable/Other");
	assert_false(body_has(answer, "Breaks and changes"));
	assert_false(body_has(answer, "from before and from after"));
}

static void test_data__has_the_marks_of_a_row(void **state)
{
	struct answer answer =
		site_get(*state, "/api/v1/data?variable=Basket&area=CHE&period=2025&explain=yes");

	assert_true(body_has(answer, "\"kind\": \"basket\""));
	assert_true(body_has(answer, "\"text\": \"5 GB <instead> of 2 GB\""));
	assert_true(body_has(answer, "\"source\": \"Handbook\""));
	answer = site_get(*state, "/api/v1/data?variable=Basket&area=CHE&period=2024&explain=yes");
	assert_true(body_has(answer, "\"kind\": \"break\""));
	answer = site_get(*state, "/api/v1/data?variable=Basket&area=CHE&period=2025");
	assert_false(body_has(answer, "\"marks\""));
	answer = site_get(*state, "/api/v1/data?variable=Basket&area=CHE&explain=yes&format=csv");
	assert_true(body_has(answer, ",2025 basket: 5 GB <instead> of 2 GB\n"));
	assert_true(body_has(answer, ",2024 break\n"));
}

static void test_data__says_that_an_aggregate_lies_on_both_sides(void **state)
{
	/* AGO has its value from before the new basket, CHE from after. */
	struct answer answer = site_get(*state, "/api/v1/data?variable=Basket&aggregate=mean&"
						"period=2025&latest-within=5");

	assert_true(body_has(answer, "\"kind\": \"basket\""));
	assert_false(body_has(answer, "\"kind\": \"break\""));
	answer = site_get(*state, "/api/v1/data?variable=Basket&aggregate=mean&period=2024");
	assert_false(body_has(answer, "\"marks\""));
	answer = site_get(*state, "/api/v1/data?variable=Basket&aggregate=mean&period=2024&"
				  "latest-within=5&area=CHE&area=AGO");
	assert_false(body_has(answer, "\"marks\""));
}

#define MARKED(test) cmocka_unit_test_setup_teardown(test, open_marked, site_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		MARKED(test_series__shows_its_marks),
		MARKED(test_series__of_an_area_or_a_part_has_more),
		MARKED(test_variable__shows_all_its_marks),
		MARKED(test_data__has_the_marks_of_a_row),
		MARKED(test_data__says_that_an_aggregate_lies_on_both_sides),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
