/* A real server on the loopback, asked by a client that does not keep to the rules. */
#include "http/server.h"

#include "base/memory.h"
#include "testing.h"
#include "world.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

static int open_usual(void **state)
{
	struct server_config config = server_config_default();

	config.limits.threads = 2;
	config.limits.arena_bytes = 1 << 20;
	*state = world_open(&config);
	return 0;
}

static int close_usual(void **state)
{
	return world_close(*state);
}

static void test_server__answers_with_every_usual_header(void **state)
{
	static const char *const names[] = {
		"Content-Security-Policy",
		"X-Content-Type-Options",
		"Referrer-Policy",
		"Cross-Origin-Opener-Policy",
		"Cross-Origin-Embedder-Policy",
		"Cross-Origin-Resource-Policy",
		"Permissions-Policy",
		"Cache-Control",
		"Vary",
		"Date",
		"Content-Type",
	};
	static const struct str requests[] = {
		STR("GET / HTTP/1.1\r\n" END),     STR("HEAD / HTTP/1.1\r\n" END),
		STR("GET /none HTTP/1.1\r\n" END), STR("GET /%00 HTTP/1.1\r\n" END),
		STR("BREW / HTTP/1.1\r\n" END),    STR("GET /hungry HTTP/1.1\r\n" END),
	};

	for (size_t i = 0; i < countof(requests); i++) {
		struct answer answer = world_ask(*state, requests[i]);

		for (size_t j = 0; j < countof(names); j++)
			if (!answer_header(&answer, names[j]).at)
				fail_msg("%s in answer %zu", names[j], i);
		assert_true(str_starts(answer_header(&answer, "Content-Security-Policy"),
				       S("default-src 'none'; ")));
	}
}

static void test_server__gives_each_mistake_its_status(void **state)
{
	static const struct {
		struct str request;
		int status;
	} cases[] = {
		{ STR("GET /none HTTP/1.1\r\n" END), 404 },
		{ STR("GET /assets/none HTTP/1.1\r\n" END), 404 },
		{ STR("GET /assets/../x HTTP/1.1\r\n" END), 400 },
		{ STR("GET /assets/..%2f..%2fetc HTTP/1.1\r\n" END), 400 },
		{ STR("GET /%2e%2e/ HTTP/1.1\r\n" END), 400 },
		{ STR("GET /a%00b HTTP/1.1\r\n" END), 400 },
		{ STR("GET /% HTTP/1.1\r\n" END), 400 },
		{ STR("GET /%ff HTTP/1.1\r\n" END), 400 },
		{ STR("GET /node/a?q=%ff HTTP/1.1\r\n" END), 400 },
		{ STR("GET /node/a?q=%00 HTTP/1.1\r\n" END), 400 },
		{ STR("GET * HTTP/1.1\r\n" END), 400 },
		{ STR("GET / HTTP/1.1\r\n\r\n"), 400 },
		{ STR("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"), 400 },
		{ STR("GET / HTTP/1.1\r\n" HOST END), 400 },
		{ STR("DELETE / HTTP/1.1\r\n" END), 405 },
		{ STR("OPTIONS / HTTP/1.1\r\n" END), 405 },
		{ STR("TRACE / HTTP/1.1\r\n" END), 501 },
		{ STR("BREW / HTTP/1.1\r\n" END), 501 },
		{ STR("GET /secret HTTP/1.1\r\n" END), 403 },
		{ STR("GET /hungry HTTP/1.1\r\n" END), 503 },
		{ STR("GET /wrong HTTP/1.1\r\n" END), 500 },
		{ STR("GET /split?q=a%0d%0aX-Evil:%201 HTTP/1.1\r\n" END), 500 },
		{ STR("POST /node/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" END), 411 },
		{ STR("POST /node/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n"
		      "Content-Length: 3\r\n" END),
		  400 },
		{ STR("POST /node/a HTTP/1.1\r\nContent-Length: -1\r\n" END), 400 },
		{ STR("POST /node/a HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n" END
		      "xx"),
		  400 },
		{ STR("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n" END), 413 },
		{ STR("POST /none HTTP/1.1\r\nContent-Length: 1\r\n" END "x"), 404 },
		{ STR("POST / HTTP/1.1\r\nContent-Length: 1\r\n" END "x"), 405 },
		{ STR("GET / HTTP/1.1\r\nContent-Length: 5\r\n" END "12345"), 413 },
	};

	for (size_t i = 0; i < countof(cases); i++) {
		struct answer answer = world_ask(*state, cases[i].request);

		if (answer.status != cases[i].status)
			fail_msg("%d to %.*s", answer.status, STR_ARGS(cases[i].request));
		assert_null(answer_header(&answer, "X-Evil").at);
	}
	/* And it is still there. */
	assert_int_equal(world_ask(*state, S("GET / HTTP/1.1\r\n" END)).status, 200);
}

static void test_server__styles_errors_through_the_program(void **state)
{
	struct answer answer = world_ask(*state, S("GET /none HTTP/1.1\r\n" END));

	assert_str(answer.body, "<h1>our 404</h1>");
	assert_str(answer_header(&answer, "Cache-Control"), "no-store");
	assert_null(answer_header(&answer, "ETag").at);
	answer = world_ask(*state, S("GET /hungry HTTP/1.1\r\n" END));
	assert_str(answer.body, "<h1>our 503</h1>");
	answer = world_ask(*state, S("PUT / HTTP/1.1\r\n" END));
	assert_str(answer_header(&answer, "Allow"), "GET, HEAD");
}

static void test_server__gives_parameters_and_fields(void **state)
{
	struct answer answer = world_ask(*state, S("GET /node/A%2FB?q=a+b&q=2 HTTP/1.1\r\n" END));

	assert_int_equal(answer.status, 200);
	assert_str(answer.body, "A/B|a b|");
	/* A raw space in the target is no path. */
	assert_int_equal(world_ask(*state, S("GET /node/a b HTTP/1.1\r\n" END)).status, 400);
}

static void test_server__redirects_a_last_slash(void **state)
{
	struct answer answer = world_ask(*state, S("GET /node/a%2Fb/?q=1 HTTP/1.1\r\n" END));

	assert_int_equal(answer.status, 308);
	assert_str(answer_header(&answer, "Location"), "/node/a%2Fb?q=1");
	assert_int_equal(world_ask(*state, S("GET //evil.example/ HTTP/1.1\r\n" END)).status, 404);
	assert_int_equal(world_ask(*state, S("GET //evil.example HTTP/1.1\r\n" END)).status, 404);
}

static void test_server__reads_forms_of_its_own_pages(void **state)
{
	struct answer answer = world_ask(*state, S("POST /node/a HTTP/1.1\r\nContent-Length: 4\r\n"
						   "Sec-Fetch-Site: same-origin\r\n" END "form"));

	assert_int_equal(answer.status, 200);
	assert_str(answer.body, "a||form");
	answer = world_ask(*state, S("POST /node/a HTTP/1.1\r\nContent-Length: 4\r\n"
				     "Origin: http://plan.example\r\n" END "form"));
	assert_int_equal(answer.status, 200);
	answer = world_ask(*state, S("POST /node/a HTTP/1.1\r\nContent-Length: 4\r\n"
				     "Origin: http://evil.example\r\n" END "form"));
	assert_int_equal(answer.status, 403);
	answer = world_ask(*state, S("POST /node/a HTTP/1.1\r\nContent-Length: 4\r\n" END "form"));
	assert_int_equal(answer.status, 403);
}

static void test_server__reads_a_body_that_is_too_long_before_it_says_so(void **state)
{
	struct world *world = *state;
	struct str request = world_padded(
		&world->arena, "POST /node/a HTTP/1.1\r\n" HOST "Content-Length: 1000000\r\n\r\n",
		1000000, "");
	int fd = client_connect(server_port(world->server));

	for (int i = 0; i < 2; i++) {
		assert_true(client_send(fd, request));
		assert_int_equal(client_read(&world->arena, fd, true).status, 413);
	}
	client_send(fd, S("GET /node/b HTTP/1.1\r\n" END));
	assert_str(client_read(&world->arena, fd, true).body, "b||");
	close(fd);
}

static void test_server__answers_head_like_get(void **state)
{
	struct answer get = world_ask(*state, S("GET / HTTP/1.1\r\n" END));
	struct answer head = world_ask(*state, S("HEAD / HTTP/1.1\r\n" END));

	assert_int_equal(head.status, 200);
	assert_int_equal(get.body.len, PAGE_BYTES);
	assert_true(str_eq(answer_header(&head, "Content-Length"),
			   answer_header(&get, "Content-Length")));
	assert_true(str_eq(answer_header(&head, "ETag"), answer_header(&get, "ETag")));
}

static void test_server__answers_not_modified(void **state)
{
	struct world *world = *state;
	struct answer answer = world_ask(world, S("GET / HTTP/1.1\r\n" END));
	struct str etag = answer_header(&answer, "ETag");
	struct str again = str_format(
		&world->arena, "GET / HTTP/1.1\r\nIf-None-Match: %.*s\r\n" END, STR_ARGS(etag));
	int fd = client_connect(server_port(world->server));

	client_send(fd, again);
	answer = client_read(&world->arena, fd, false);
	assert_int_equal(answer.status, 304);
	assert_true(str_eq(answer_header(&answer, "ETag"), etag));
	/* Nothing of a body stands between this answer and the next. */
	client_send(fd, S("GET /node/x HTTP/1.1\r\n" END));
	answer = client_read(&world->arena, fd, true);
	assert_int_equal(answer.status, 200);
	assert_str(answer.body, "x||");
	close(fd);
	assert_true(server_counts(world->server).not_modified >= 1);
}

static void test_server__lets_a_handler_say_not_modified_first(void **state)
{
	struct world *world = *state;
	struct answer answer = world_ask(world, S("GET /version HTTP/1.1\r\n" END));
	unsigned n_built = atomic_load(&world->n_built);
	int fd = client_connect(server_port(world->server));

	assert_str(answer_header(&answer, "ETag"), "\"version-7\"");
	atomic_fetch_add(&world->version, 1); /* so that the cache does not know */
	client_send(fd, S("GET /version HTTP/1.1\r\nIf-None-Match: \"version-7\"\r\n" END));
	answer = client_read(&world->arena, fd, false);
	assert_int_equal(answer.status, 304);
	assert_str(answer_header(&answer, "ETag"), "\"version-7\"");
	assert_int_equal(atomic_load(&world->n_built), n_built);
	close(fd);
}

static void test_server__compresses_for_those_who_ask(void **state)
{
	struct world *world = *state;
	struct answer gzip = world_ask(world, S("GET / HTTP/1.1\r\nAccept-Encoding: gzip\r\n" END));
	struct answer plain =
		world_ask(world, S("GET / HTTP/1.1\r\nAccept-Encoding: gzip;q=0\r\n" END));
	z_stream stream = { .zalloc = Z_NULL };
	char page[PAGE_BYTES];

	assert_str(answer_header(&gzip, "Content-Encoding"), "gzip");
	assert_null(answer_header(&plain, "Content-Encoding").at);
	assert_true(str_starts(answer_header(&plain, "Vary"), S("Accept-Encoding")));
	assert_false(str_eq(answer_header(&gzip, "ETag"), answer_header(&plain, "ETag")));
	assert_true(gzip.body.len < plain.body.len / 2);
	assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
	stream.next_in = (z_const Bytef *)gzip.body.at;
	stream.avail_in = (uInt)gzip.body.len;
	stream.next_out = (Bytef *)page;
	stream.avail_out = sizeof(page);
	assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
	assert_int_equal(stream.total_out, PAGE_BYTES);
	inflateEnd(&stream);
	assert_memory_equal(page, plain.body.at, PAGE_BYTES);
}

static void test_server__leaves_small_bodies_as_they_are(void **state)
{
	struct answer answer =
		world_ask(*state, S("GET /node/a HTTP/1.1\r\nAccept-Encoding: gzip\r\n" END));

	assert_null(answer_header(&answer, "Content-Encoding").at);
	assert_str(answer.body, "a||");
}

static void test_server__serves_assets_for_ever(void **state)
{
	struct answer answer = world_ask(
		*state, S("GET /assets/a-1.css HTTP/1.1\r\nAccept-Encoding: gzip\r\n" END));

	assert_str(answer.body, "zipped");
	assert_str(answer_header(&answer, "Content-Encoding"), "gzip");
	assert_str(answer_header(&answer, "ETag"), "\"e1-gz\"");
	assert_str(answer_header(&answer, "Cache-Control"), "public, max-age=31536000, immutable");
	assert_str(world_ask(*state, S("GET /assets/a-1.css HTTP/1.1\r\n" END)).body,
		   "plain bytes");
	assert_str(world_ask(*state, S("GET /assets/b-2.css HTTP/1.1\r\n" END)).body, "b");
}

static void test_server__sends_shared_bytes_as_an_attachment(void **state)
{
	struct answer answer = world_ask(*state, S("GET /shared HTTP/1.1\r\n" END));

	assert_str(answer.body, "shared bytes");
	assert_str(answer_header(&answer, "Content-Disposition"),
		   "attachment; filename=\"pl_n.bin\"; filename*=UTF-8''pl%C3%A1n.bin");
}

static void test_server__keeps_a_page_that_is_asked_for_again(void **state)
{
	struct world *world = *state;
	unsigned n_built;

	world_ask(world, S("GET /?once HTTP/1.1\r\n" END));
	world_ask(world, S("GET /?once HTTP/1.1\r\n" END));
	n_built = atomic_load(&world->n_built);
	world_ask(world, S("GET /?once HTTP/1.1\r\n" END));
	world_ask(world, S("HEAD /?once HTTP/1.1\r\n" END));
	assert_int_equal(atomic_load(&world->n_built), n_built);
	atomic_fetch_add(&world->version, 1);
	world_ask(world, S("GET /?once HTTP/1.1\r\n" END));
	assert_int_equal(atomic_load(&world->n_built), n_built + 1);
	world_ask(world, S("GET /?twice HTTP/1.1\r\n" END));
	assert_int_equal(atomic_load(&world->n_built), n_built + 2);
}

static void test_server__asks_may_even_when_others_were_let_in(void **state)
{
	assert_int_equal(world_ask(*state, S("GET / HTTP/1.1\r\n" END)).status, 200);
	assert_int_equal(world_ask(*state, S("GET /secret HTTP/1.1\r\n" END)).status, 403);
	assert_int_equal(world_ask(*state, S("GET /secret HTTP/1.1\r\n" END)).status, 403);
}

static void test_server__answers_requests_in_a_row(void **state)
{
	struct world *world = *state;
	int fd = client_connect(server_port(world->server));

	client_send(fd, S("GET /node/1 HTTP/1.1\r\n" END "GET /node/2 HTTP/1.1\r\n" END
			  "HEAD / HTTP/1.1\r\n" END "GET /node/3 HTTP/1.1\r\n" END));
	assert_str(client_read(&world->arena, fd, true).body, "1||");
	assert_str(client_read(&world->arena, fd, true).body, "2||");
	assert_int_equal(client_read(&world->arena, fd, false).status, 200);
	assert_str(client_read(&world->arena, fd, true).body, "3||");
	close(fd);
}

static void test_server__survives_garbage(void **state)
{
	struct world *world = *state;
	uint64_t seed = 20260101;

	for (int round = 0; round < 60; round++) {
		int fd = client_connect(server_port(world->server));
		char bytes[600];

		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = (char)dice_throw(&seed, 256);
		if (round % 2)
			client_send(fd, S("GET /node/1 HTTP/1.1\r\n" END));
		client_send(fd, (struct str){ bytes, sizeof(bytes) });
		client_send(fd, S("\r\n\r\n"));
		close(fd);
	}
	assert_int_equal(world_ask(world, S("GET / HTTP/1.1\r\n" END)).status, 200);
}

static void test_server__lives_on_without_memory(void **state)
{
	struct world *world = *state;
	int n_served = 0;

	for (uint64_t n = 1; n < 60 && n_served < 2; n++) {
		struct answer answer;
		int fd = client_connect(server_port(world->server));
		struct str request = str_format(&world->arena, "GET /?%d HTTP/1.1\r\n" END, (int)n);

		memory_fail_after(n);
		client_send(fd, request);
		/* The client's own memory is spent by now; what the server does is not affected. */
		usleep(20000);
		memory_fail_after(0);
		answer = client_read(&world->arena, fd, true);
		assert_true(answer.status == 0 || answer.status == 200 || answer.status == 503);
		n_served += answer.status == 200;
		close(fd);
	}
	assert_int_equal(n_served, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_server__answers_with_every_usual_header),
		cmocka_unit_test(test_server__gives_each_mistake_its_status),
		cmocka_unit_test(test_server__styles_errors_through_the_program),
		cmocka_unit_test(test_server__gives_parameters_and_fields),
		cmocka_unit_test(test_server__redirects_a_last_slash),
		cmocka_unit_test(test_server__reads_forms_of_its_own_pages),
		cmocka_unit_test(test_server__reads_a_body_that_is_too_long_before_it_says_so),
		cmocka_unit_test(test_server__answers_head_like_get),
		cmocka_unit_test(test_server__answers_not_modified),
		cmocka_unit_test(test_server__lets_a_handler_say_not_modified_first),
		cmocka_unit_test(test_server__compresses_for_those_who_ask),
		cmocka_unit_test(test_server__leaves_small_bodies_as_they_are),
		cmocka_unit_test(test_server__serves_assets_for_ever),
		cmocka_unit_test(test_server__sends_shared_bytes_as_an_attachment),
		cmocka_unit_test(test_server__keeps_a_page_that_is_asked_for_again),
		cmocka_unit_test(test_server__asks_may_even_when_others_were_let_in),
		cmocka_unit_test(test_server__answers_requests_in_a_row),
		cmocka_unit_test(test_server__survives_garbage),
		cmocka_unit_test(test_server__lives_on_without_memory),
	};

	return cmocka_run_group_tests(tests, open_usual, close_usual);
}
