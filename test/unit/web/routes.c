/* Every route: its preconditions, and what it answers on the plan, on nothing, and on hostile texts. */
#include "fixture.h"

#include "model/field.h"
#include "web/assets.h"
#include "web/routes.h"

/* For each pattern an address, and what it answers when the database is empty. */
static const struct {
	const char *pattern, *target;
	int status_when_empty;
	int status; /* on the plan; 0 is 200 */
} examples[] = {
	{ "/", "/", 200, 0 },
	{ "/plan/:code", "/plan/OP-26", 404, 0 },
	{ "/framework", "/framework", 200, 0 },
	{ "/framework/:code", "/framework/BAP", 404, 0 },
	{ "/framework/:code", "/framework/SP", 404, 0 },
	{ "/node/:code", "/node/P1", 404, 0 },
	{ "/node/:code", "/node/P1.2", 404, 0 },
	{ "/node/:code", "/node/P4.1", 404, 0 },
	{ "/node/:code", "/node/EN", 404, 0 },
	{ "/outcome", "/outcome", 200, 0 },
	{ "/outcome", "/outcome?q=Member&owner=none&indicator=any", 200, 0 },
	{ "/outcome/:code", "/outcome/P1.2.O1", 404, 0 },
	{ "/outcome/:code", "/outcome/P1.1.O1", 404, 0 },
	{ "/indicator", "/indicator", 200, 0 },
	{ "/indicator", "/indicator?page=2", 200, 0 },
	{ "/indicator", "/indicator?page=99999999999", 200, 0 },
	{ "/indicator", "/indicator?q=e-waste&baseline=none", 200, 0 },
	{ "/indicator/:code", "/indicator/OI.7", 404, 0 },
	{ "/indicator/:code", "/indicator/P1.2.I1", 404, 0 },
	{ "/product", "/product", 200, 0 },
	{ "/product/:code", "/product/CP", 404, 0 },
	{ "/product/:code", "/product/MP.1", 404, 0 },
	{ "/unit", "/unit", 200, 0 },
	{ "/unit/:code", "/unit/BDT", 404, 0 },
	{ "/budget", "/budget", 200, 0 },
	{ "/plan/:code/budget", "/plan/OP-26/budget", 404, 0 },
	{ "/plan/:code/budget.csv", "/plan/OP-26/budget.csv", 404, 0 },
	{ "/report/operational-plan.html", "/report/operational-plan.html", 404, 0 },
	{ "/risk", "/risk", 200, 0 },
	{ "/risk/:code", "/risk/R2", 404, 0 },
	{ "/document", "/document", 200, 0 },
	{ "/document/:code", "/document/3.1", 404, 0 },
	{ "/section/:code", "/section/3.1-T", 404, 302 },
	{ "/finding", "/finding", 200, 0 },
	{ "/check", "/check", 200, 0 },
	{ "/check/:name", "/check/share-of-total", 200, 0 },
	{ "/history", "/history", 200, 0 },
	{ "/batch/:number", "/batch/1", 404, 0 },
	{ "/area", "/area", 200, 0 },
	{ "/area/:code", "/area/CHE", 404, 0 },
	{ "/area_group/:code", "/area_group/LDC", 404, 0 },
	{ "/variable", "/variable", 200, 0 },
	{ "/variable", "/variable?q=internet&page=2", 200, 0 },
	{ "/variable/:code", "/variable/IT.NET.USER.ZS", 404, 0 },
	{ "/variable/:code/area/:area", "/variable/IT.NET.USER.ZS/area/CHE", 404, 0 },
	{ "/quality", "/quality", 200, 0 },
	{ "/load", "/load", 200, 0 },
	{ "/vtl", "/vtl?example=budget", 200, 0 },
	{ "/dataset", "/dataset", 200, 0 },
	{ "/dataset/:name", "/dataset/indicator", 200, 0 },
	{ "/dataset/:name", "/dataset/IT.NET.USER.ZS", 404, 0 },
	{ "/vtl/operators", "/vtl/operators", 200, 0 },
	{ "/vtl/operators/:chapter", "/vtl/operators/strings", 200, 0 },
	{ "/term", "/term", 200, 0 },
	{ "/duty", "/duty", 200, 0 },
	{ "/link", "/link", 200, 0 },
	{ "/:noun", "/level", 200, 0 },
	{ "/:noun/:key", "/level/BAP%2Ftopic", 404, 0 },
	{ "/report/operational-plan.html", "/report/operational-plan.html", 404, 0 },
	{ "/reference", "/reference", 200, 0 },
	{ "/reference/:noun", "/reference/indicator", 200, 0 },
	{ "/data", "/data", 200, 0 },
	{ "/api/v1", "/api/v1", 200, 0 },
	{ "/api/v1/data", "/api/v1/data?variable=IT.NET.USER.ZS&area=CHE", 400, 0 },
	{ "/health", "/health", 200, 0 },
	{ "/api/v1/finding", "/api/v1/finding", 200, 0 },
	{ "/api/v1/batch", "/api/v1/batch", 200, 0 },
	{ "/api/v1/batch/:number", "/api/v1/batch/1", 404, 0 },
	{ "/api/v1/data", "/api/v1/data", 400, 400 },
	{ "/api/v1/data", "/api/v1/data?variable=SP.POP.TOTL&format=csv", 400, 0 },
	{ "/api/v1/data", "/api/v1/data?variable=NOPE", 400, 400 },
	{ "/api/v1/:table", "/api/v1/node", 200, 0 },
	{ "/api/v1/:table/:key", "/api/v1/node/P1", 404, 0 },
};

static const struct route *route_at(size_t n)
{
	for (size_t t = 0; t < n_route_tables; t++) {
		if (n < route_tables[t]->count)
			return &route_tables[t]->rows[n];
		n -= route_tables[t]->count;
	}
	return NULL;
}

static void test_route__has_its_preconditions(void **state)
{
	const struct route *route;

	(void)state;
	for (size_t i = 0; (route = route_at(i)); i++) {
		assert_int_equal(route_fault(route).len, 0);
		assert_true(route->role >= ROLE_READER);
		assert_true(route->help.len > 0);
		if (route->method != METHOD_GET)
			assert_int_equal(route->csrf, CSRF_CHECKED);
	}
}

/* So that a page that is added is asked as well. */
static void test_route__has_an_example(void **state)
{
	const struct route *route;

	(void)state;
	for (size_t i = 0; (route = route_at(i)); i++) {
		bool found = str_eq(route->pattern, S("/assets/:name"));

		for (size_t e = 0; e < countof(examples) && !found; e++)
			found = str_eq(route->pattern, str_of(examples[e].pattern));
		if (!found)
			print_error("no example of %.*s\n", STR_ARGS(route->pattern));
		assert_true(found);
	}
}

/* A document that is sent as a file is not one: it stands alone, without the frame of the site. */
static bool is_page(struct answer answer)
{
	return str_starts(answer.type, S("text/html")) && str_empty(answer.filename);
}

/* What every page keeps to: the policy forbids inline script and style. */
static void assert_whole_page(struct answer answer)
{
	assert_true(str_starts(answer.body, S("<!DOCTYPE html>")));
	assert_true(body_has(answer, "</html>"));
	assert_true(body_has(answer, "<h1"));
	assert_true(body_has(answer, "<main id=\"main\""));
	assert_false(body_has(answer, " style="));
	assert_false(body_has(answer, "<style"));
	assert_false(body_has(answer, "<script>"));
	assert_false(body_has(answer, "javascript:"));
	assert_false(body_has(answer, "href=\"\""));
}

static void assert_status(const char *target, struct answer answer, int status)
{
	if (answer.status != status)
		print_error("%s: %d\n", target, answer.status);
	assert_int_equal(answer.status, status);
}

/* As the example says, with something to read or somewhere to go. */
static void assert_answered(size_t example, struct answer answer)
{
	int status = examples[example].status ? examples[example].status : 200;

	assert_status(examples[example].target, answer, status);
	assert_true(answer.body.len + answer.location.len > 0);
}

static void test_page__of_the_plan_is_whole(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < countof(examples); i++) {
		struct answer answer = site_get(f, examples[i].target);

		assert_answered(i, answer);
		if (is_page(answer))
			assert_whole_page(answer);
	}
}

static void test_page__of_nothing_is_no_failure(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < countof(examples); i++) {
		struct answer answer = site_get(f, examples[i].target);

		assert_status(examples[i].target, answer, examples[i].status_when_empty);
		if (is_page(answer))
			assert_whole_page(answer);
	}
	assert_true(body_has(site_get(f, "/"), "outturn import DIR"));
}

/* Every text of the plan becomes an attack; codes and references stay what they are. */
static void make_hostile(const struct noun *noun, void *row)
{
	static const struct str attack =
		STR("<script>alert(1)</script>\"' onload=\"x\"><img src=x onerror=y>&amp;");

	for (size_t i = 0; i < noun->n_fields; i++) {
		const struct field *field = &noun->fields[i];

		if (field->type == FIELD_TEXT && !(field->flags & FIELD_KEY))
			*(struct str *)((char *)row + field->offset) = attack;
	}
}

static void test_page__escapes_hostile_texts(void **state)
{
	struct fixture *f = *state;

	site_import(f, SOURCE_ROOT "/plans/baku", make_hostile);
	for (size_t i = 0; i < countof(examples); i++) {
		struct answer answer = site_get(f, examples[i].target);

		assert_answered(i, answer);
		if (!is_page(answer))
			continue;
		assert_whole_page(answer);
		assert_false(body_has(answer, "<script>alert"));
		assert_false(body_has(answer, "<img"));
		assert_false(body_has(answer, "onload=\""));
	}
	assert_true(body_has(site_get(f, "/node/P1"), "&lt;script&gt;alert(1)&lt;/script&gt;"));
}

static void test_asset__is_found_where_pages_say(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < web_assets.count; i++) {
		const struct asset *asset = &web_assets.rows[i];
		struct answer answer = site_get(f, str_cstr(&f->arena, asset->path));

		assert_int_equal(answer.status, 200);
		assert_true(str_eq(answer.body, asset->bytes));
	}
	assert_int_equal(site_get(f, "/assets/outturn-000000000000.css").status, 404);
	assert_int_equal(site_get(f, "/assets/..%2F..%2Fetc%2Fpasswd").status, 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_route__has_its_preconditions),
		cmocka_unit_test(test_route__has_an_example),
		cmocka_unit_test_setup_teardown(test_page__of_the_plan_is_whole, site_open_baku,
						site_close),
		cmocka_unit_test_setup_teardown(test_page__of_nothing_is_no_failure,
						site_open_empty, site_close),
		cmocka_unit_test_setup_teardown(test_page__escapes_hostile_texts, site_open_empty,
						site_close),
		cmocka_unit_test_setup_teardown(test_asset__is_found_where_pages_say,
						site_open_empty, site_close),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
