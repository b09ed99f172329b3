/* The parsers of what comes over the wire, on good and bad bytes. */
#include "http/edge.h"

#include "base/arena.h"
#include "base/buf.h"
#include "http/origin.h"
#include "testing.h"

static int open_arena(void **state)
{
	static struct arena arena;

	arena_init(&arena, 1 << 20);
	*state = &arena;
	return 0;
}

static int close_arena(void **state)
{
	arena_finish(*state);
	return 0;
}

static void test_path__is_decoded(void **state)
{
	struct str path;

	assert_ok(path_parse(*state, S("/node/P1.2"), &path));
	assert_str(path, "/node/P1.2");
	assert_ok(path_parse(*state, S("/a%2Fb/%C3%A9+%20"), &path));
	assert_str(path, "/a/b/é+ ");
	assert_ok(path_parse(*state, S("/"), &path));
	assert_ok(path_parse(*state, S("/..a/b../...%2f"), &path));
}

static void test_path__is_refused(void **state)
{
	static const struct str bad[] = {
		STR(""),       STR("a"),         STR("*"),         STR("http://x/"), STR("/%"),
		STR("/%4"),    STR("/%zz"),      STR("/%00"),      STR("/a%0ab"),    STR("/a%7f"),
		STR("/a b"),   STR("/%ff"),      STR("/%C0%AE"),   STR("/.."),       STR("/../etc"),
		STR("/a/./b"), STR("/a/%2e%2E"), STR("/a/..%2fb"), STR("/%2e%2e/"),  STR("/a\x01"),
	};
	struct str path = S("untouched");

	for (size_t i = 0; i < countof(bad); i++)
		assert_fails(path_parse(*state, bad[i], &path), ERR_INVALID);
	assert_str(path, "untouched");
}

static void test_path__needs_room(void **state)
{
	struct arena none;
	struct str path;

	(void)state;
	arena_init(&none, 0);
	assert_fails(path_parse(&none, S("/a"), &path), ERR_LIMIT);
	arena_finish(&none);
}

static void test_url__survives_encoding(void **state)
{
	struct buf buf;

	buf_init(&buf, *state);
	url_encode(&buf, S("P1/2 é?&#%~"));
	assert_str(buf_held(&buf), "P1%2F2%20%C3%A9%3F%26%23%25~");
	assert_str(url_decode(*state, buf_held(&buf)), "P1/2 é?&#%~");
	assert_null(url_decode(*state, S("%x")).at);
}

static void test_query__is_cut_and_decoded(void **state)
{
	struct pair *fields;
	size_t n;

	assert_ok(query_parse(*state, S("lang=fr&q=a+b%26c&&empty=&bare&q=2"), 8, &fields, &n));
	assert_int_equal(n, 5);
	assert_str(fields[0].name, "lang");
	assert_str(fields[1].value, "a b&c");
	assert_str(fields[2].name, "empty");
	assert_non_null(fields[2].value.at);
	assert_int_equal(fields[3].value.len, 0);
	assert_str(fields[4].value, "2");
}

static void test_query__is_refused(void **state)
{
	static const struct str bad[] = {
		STR("a=%"), STR("%0=1"), STR("a=%00"), STR("a=%ff"), STR("a&b&c&d&e"),
	};
	struct pair *fields;
	size_t n;

	for (size_t i = 0; i < countof(bad); i++)
		assert_fails(query_parse(*state, bad[i], 4, &fields, &n), ERR_INVALID);
}

static void test_request__defines_repeated_names(void **state)
{
	struct request request = { .arena = *state };

	assert_ok(query_parse(*state, S("a=1&a=2&b="), 8, &request.fields, &request.n_fields));
	assert_str(request_field(&request, S("a")), "1");
	assert_str(request_field_nth(&request, S("a"), 1), "2");
	assert_null(request_field_nth(&request, S("a"), 2).at);
	assert_non_null(request_field(&request, S("b")).at);
	assert_null(request_field(&request, S("c")).at);
	request.headers[HEADER_COOKIE] = S("lang=fr; session=x=y; lang=en");
	assert_str(request_cookie(&request, S("lang")), "fr");
	assert_str(request_cookie(&request, S("session")), "x=y");
	assert_null(request_cookie(&request, S("ses")).at);
}

static void test_gzip__is_negotiated(void **state)
{
	static const struct {
		struct str header;
		bool gzip;
	} cases[] = {
		{ STR("gzip"), true },
		{ STR("deflate, GZIP;q=1.0, *;q=0.5"), true },
		{ STR("x-gzip"), true },
		{ STR("*"), true },
		{ STR("gzip;q=0.5, identity;q=0.5"), true },
		{ STR("br;q=1, gzip ; q=0.001"), true },
		{ STR(""), false },
		{ STR("br, deflate"), false },
		{ STR("gzip;q=0"), false },
		{ STR("gzip;q=0.000, *"), false },
		{ STR("*;q=0"), false },
		{ STR("gzip;q=0.4, identity;q=0.8"), false },
		{ STR("gzip;q=2"), false },
		{ STR("gzip;q=1.001"), false },
		{ STR("gzip;q=x"), false },
		{ STR("gzip;q="), false },
		{ STR("gzipped"), false },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++)
		if (accepts_gzip(cases[i].header) != cases[i].gzip)
			fail_msg("%.*s", STR_ARGS(cases[i].header));
	assert_false(accepts_gzip((struct str){ 0 }));
}

static void test_etag__is_found_in_lists(void **state)
{
	(void)state;
	assert_true(etag_matches(S("\"a\""), S("a")));
	assert_true(etag_matches(S(" W/\"x\", W/\"a\" "), S("a")));
	assert_true(etag_matches(S("\"x,y\",\"a\""), S("a")));
	assert_true(etag_matches(S("*"), S("a")));
	assert_false(etag_matches(S("\"ab\""), S("a")));
	assert_false(etag_matches(S("a"), S("a")));
	assert_false(etag_matches(S("\"a"), S("a")));
	assert_false(etag_matches((struct str){ 0 }, S("a")));
}

static struct str disposition(struct arena *arena, struct str name)
{
	struct buf buf;

	buf_init(&buf, arena);
	disposition_write(&buf, name);
	return buf_held(&buf);
}

static void test_disposition__names_files_in_any_script(void **state)
{
	assert_str(disposition(*state, S("plan 2026.html")),
		   "attachment; filename=\"plan 2026.html\"");
	assert_str(disposition(*state, S("é\"\r\n.csv")),
		   "attachment; filename=\"____.csv\"; filename*=UTF-8''%C3%A9%22%0D%0A.csv");
	assert_str(disposition(*state, S("../x")),
		   "attachment; filename=\".._x\"; filename*=UTF-8''..%2Fx");
}

static struct request asked(const char *site, const char *origin)
{
	struct request request = { .method = METHOD_POST };

	request.headers[HEADER_HOST] = S("plan.example:8080");
	request.headers[HEADER_SEC_FETCH_SITE] = str_of(site);
	request.headers[HEADER_ORIGIN] = str_of(origin);
	return request;
}

static void test_origin__is_our_own_or_not(void **state)
{
	static const struct {
		const char *site, *origin;
		bool own;
	} cases[] = {
		{ "same-origin", NULL, true },
		{ NULL, "http://plan.example:8080", true },
		{ NULL, "https://PLAN.example:8080", true },
		{ "same-site", "http://plan.example:8080", false },
		{ "cross-site", NULL, false },
		{ "none", NULL, false },
		{ NULL, "http://plan.example", false },
		{ NULL, "http://plan.example:8080.evil", false },
		{ NULL, "null", false },
		{ NULL, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < countof(cases); i++) {
		struct request request = asked(cases[i].site, cases[i].origin);

		assert_int_equal(origin_is_own(&request), cases[i].own);
	}
}

static void test_host__is_served_or_not(void **state)
{
	static const struct str hosts[] = { STR("plan.example"), STR("[::1]") };

	(void)state;
	assert_true(host_is_served(S("PLAN.example:80"), hosts, countof(hosts)));
	assert_true(host_is_served(S("[::1]:8080"), hosts, countof(hosts)));
	assert_true(host_is_served(S("anything"), NULL, 0));
	assert_false(host_is_served(S("evil.example"), hosts, countof(hosts)));
	assert_false(host_is_served(S("plan.example.evil"), hosts, countof(hosts)));
	assert_false(host_is_served(S("a b"), NULL, 0));
	assert_false(host_is_served(S("a/b"), NULL, 0));
	assert_false(host_is_served(S(""), NULL, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_path__is_decoded),
		cmocka_unit_test(test_path__is_refused),
		cmocka_unit_test(test_path__needs_room),
		cmocka_unit_test(test_url__survives_encoding),
		cmocka_unit_test(test_query__is_cut_and_decoded),
		cmocka_unit_test(test_query__is_refused),
		cmocka_unit_test(test_request__defines_repeated_names),
		cmocka_unit_test(test_gzip__is_negotiated),
		cmocka_unit_test(test_etag__is_found_in_lists),
		cmocka_unit_test(test_disposition__names_files_in_any_script),
		cmocka_unit_test(test_origin__is_our_own_or_not),
		cmocka_unit_test(test_host__is_served_or_not),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
