/* Compiling a route table and walking it; the rules that every row keeps. */
#include "http/route.h"

#include "base/buf.h"
#include "testing.h"

static struct err handle(const struct request *request, struct response *response)
{
	(void)request;
	(void)response;
	return OK;
}

#define GET_ROUTE(pattern_)                                                         \
	{                                                                           \
		METHOD_GET, STR(pattern_), handle, .role = 1, .help = STR("a page") \
	}

static const struct route rows[] = {
	GET_ROUTE("/"),
	GET_ROUTE("/node"),
	GET_ROUTE("/node/:code"),
	GET_ROUTE("/node/new"),
	GET_ROUTE("/node/:parent/child/:code"),
	GET_ROUTE("/node/new/child/:code/edit"),
	{ METHOD_POST, STR("/node/:id"), handle, .role = 2, .csrf = CSRF_CHECKED, .max_body = 100,
	  .help = STR("changes a node") },
	GET_ROUTE("/:lang/about"),
};
static const struct route_table table = { rows, countof(rows) };

/* A tree in its arena. */
struct fixture {
	struct arena arena;
	struct route_tree *tree;
};

static int open_tree(void **state)
{
	static struct fixture fixture;
	const struct route_table *tables[] = { &table };

	arena_init(&fixture.arena, 1 << 20);
	assert_ok(route_tree_new(&fixture.arena, tables, 1, &fixture.tree));
	*state = &fixture;
	return 0;
}

static int close_tree(void **state)
{
	struct fixture *fixture = *state;

	arena_finish(&fixture->arena);
	return 0;
}

static enum route_found find(struct fixture *fixture, enum method method, struct str path,
			     struct request *request, unsigned *allow)
{
	enum route_found found;

	*request = (struct request){ .method = method, .arena = &fixture->arena };
	assert_ok(route_find(fixture->tree, request, path, &found, allow));
	return found;
}

static void test_route__is_found(void **state)
{
	static const struct {
		struct str path, pattern;
	} cases[] = {
		{ STR("/"), STR("/") },
		{ STR("/node"), STR("/node") },
		{ STR("/node/P1.2"), STR("/node/:code") },
		{ STR("/node/new"), STR("/node/new") },
		{ STR("/node/newer"), STR("/node/:code") },
		{ STR("/node/P1/child/P1.2"), STR("/node/:parent/child/:code") },
		{ STR("/node/new/child/x/edit"), STR("/node/new/child/:code/edit") },
		{ STR("/node/new/child/x"), STR("/node/:parent/child/:code") },
		{ STR("/node/about"), STR("/node/:code") },
		{ STR("/fr/about"), STR("/:lang/about") },
	};
	struct request request;
	unsigned allow;

	for (size_t i = 0; i < countof(cases); i++) {
		assert_int_equal(find(*state, METHOD_GET, cases[i].path, &request, &allow),
				 ROUTE_FOUND);
		assert_str_at(request.route->pattern, cases[i].pattern, __FILE__, __LINE__);
	}
}

static void test_route__gives_parameters_decoded(void **state)
{
	struct request request;
	unsigned allow;

	find(*state, METHOD_HEAD, S("/node/A%2FB/child/%C3%A9+1"), &request, &allow);
	assert_int_equal(request.n_params, 2);
	assert_str(request_param(&request, S("parent")), "A/B");
	assert_str(request_param(&request, S("code")), "é+1");
	find(*state, METHOD_POST, S("/node/x"), &request, &allow);
	assert_str(request_param(&request, S("id")), "x");
}

static void test_route__is_not_found(void **state)
{
	static const struct str paths[] = {
		STR("/nodes"),  STR("/node//child/x"), STR("//node"), STR("/node/x//"),
		STR("//about"), STR("/node/x/child"),  STR("/:lang"), STR("/node/a/b/"),
	};
	struct request request;
	unsigned allow;

	for (size_t i = 0; i < countof(paths); i++) {
		assert_int_equal(find(*state, METHOD_GET, paths[i], &request, &allow), ROUTE_NONE);
		assert_null(request.route);
	}
}

static void test_route__knows_a_slash_too_many(void **state)
{
	struct request request;
	unsigned allow;

	assert_int_equal(find(*state, METHOD_GET, S("/node/x/"), &request, &allow), ROUTE_SLASH);
	assert_int_equal(find(*state, METHOD_GET, S("//"), &request, &allow), ROUTE_SLASH);
	assert_null(request.route);
}

static void test_route__tells_other_methods(void **state)
{
	struct request request;
	unsigned allow;
	struct buf text;

	assert_int_equal(find(*state, METHOD_DELETE, S("/node/x"), &request, &allow),
			 ROUTE_OTHER_METHOD);
	buf_init(&text, request.arena);
	route_allow_write(&text, allow);
	assert_str(buf_held(&text), "GET, HEAD, POST");
}

static void test_table__keeps_the_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < table.count; i++)
		assert_str(route_fault(&table.rows[i]), "");
}

static void test_table__is_refused_for_a_faulty_row(void **state)
{
	static const struct route bad[] = {
		{ METHOD_GET, STR("/a"), handle, .help = STR("no role") },
		{ METHOD_GET, STR("/a"), handle, .role = 1 },
		{ METHOD_GET, STR("/a"), NULL, .role = 1, .help = STR("no handler") },
		{ METHOD_GET, STR("a"), handle, .role = 1, .help = STR("no slash") },
		{ METHOD_GET, STR("/a/"), handle, .role = 1, .help = STR("ends with one") },
		{ METHOD_GET, STR("/:"), handle, .role = 1, .help = STR("nameless") },
		{ METHOD_GET, STR("/:a/:b/:c/:d/:e"), handle, .role = 1, .help = STR("many") },
		{ METHOD_HEAD, STR("/a"), handle, .role = 1, .help = STR("the server's") },
		{ METHOD_POST, STR("/a"), handle, .role = 1, .help = STR("no origin check") },
		{ METHOD_GET, STR("/a"), handle, .role = 1, .max_body = 1, .help = STR("body") },
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < countof(bad); i++) {
		const struct route_table one = { &bad[i], 1 };
		const struct route_table *tables[] = { &table, &one };
		struct route_tree *tree;

		assert_true(route_fault(&bad[i]).len > 0);
		assert_fails(route_tree_new(&fixture->arena, tables, 2, &tree), ERR_BUG);
	}
}

static void test_table__is_refused_for_two_rows_of_one_meaning(void **state)
{
	static const struct route twin = GET_ROUTE("/node/:other");
	static const struct route_table one = { &twin, 1 };
	const struct route_table *tables[] = { &table, &one };
	struct fixture *fixture = *state;
	struct route_tree *tree;

	assert_str(route_fault(&twin), "");
	assert_fails(route_tree_new(&fixture->arena, tables, 2, &tree), ERR_BUG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_route__is_found),
		cmocka_unit_test(test_route__gives_parameters_decoded),
		cmocka_unit_test(test_route__is_not_found),
		cmocka_unit_test(test_route__knows_a_slash_too_many),
		cmocka_unit_test(test_route__tells_other_methods),
		cmocka_unit_test(test_table__keeps_the_rules),
		cmocka_unit_test(test_table__is_refused_for_a_faulty_row),
		cmocka_unit_test(test_table__is_refused_for_two_rows_of_one_meaning),
	};

	return cmocka_run_group_tests(tests, open_tree, close_tree);
}
