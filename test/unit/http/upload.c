/* Requests with forms, over real sockets: what is refused, what is bounded, and slow work. */
#include "http/server.h"

#include "base/buf.h"
#include "testing.h"
#include "world.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#define TYPE "Content-Type: multipart/form-data; boundary=XyZ\r\n"
#define OWN "Sec-Fetch-Site: same-origin\r\n"
#define FIELD "--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n"
#define FILE_HEAD "--XyZ\r\nContent-Disposition: form-data; name=file; filename=\"x.csv\"\r\n\r\n"
#define LAST "\r\n--XyZ--\r\n"

static int open_world(void **state)
{
	struct server_config config = server_config_default();

	config.limits.threads = 1;
	config.limits.body_timeout_s = 2;
	config.limits.slow_threads = 1;
	*state = world_open(&config);
	return 0;
}

static int close_world(void **state)
{
	return world_close(*state);
}

/* A POST of the body with this header. */
static struct str post(struct world *world, const char *path, const char *headers, struct str body)
{
	return str_format(&world->arena,
			  "POST %s HTTP/1.1\r\n" HOST "%sContent-Length: %zu\r\n\r\n%.*s", path,
			  headers, body.len, STR_ARGS(body));
}

static struct str file_of(struct world *world, size_t n_bytes)
{
	return world_padded(&world->arena, FIELD FILE_HEAD, n_bytes, LAST);
}

static struct answer ask_form(struct world *world, const char *headers, struct str body)
{
	return world_ask(world, post(world, "/form", headers, body));
}

static void test_form__comes_to_its_handler(void **state)
{
	struct world *world = *state;
	struct answer answer = ask_form(world, TYPE OWN, file_of(world, 10));

	assert_int_equal(answer.status, 200);
	assert_str(answer.body, "a=b;file=x.csv:10/10;");
	/* Of a large file the beginning is kept, and the rest counted. */
	answer = ask_form(world, TYPE OWN, file_of(world, 500000));
	assert_str(answer.body, "a=b;file=x.csv:1000/500000;");
}

static void test_form__is_refused_by_its_header(void **state)
{
	struct world *world = *state;
	struct str body = file_of(world, 10);
	struct answer answer;

	assert_int_equal(ask_form(world, TYPE, body).status, 403);
	assert_int_equal(ask_form(world, TYPE "Sec-Fetch-Site: cross-site\r\n", body).status, 403);
	assert_int_equal(ask_form(world, TYPE "Origin: http://evil.example\r\n", body).status, 403);
	assert_int_equal(ask_form(world, TYPE "Origin: null\r\n", body).status, 403);
	assert_int_equal(ask_form(world, TYPE "Origin: http://plan.example\r\n", body).status, 200);
	assert_int_equal(ask_form(world, OWN, body).status, 415);
	assert_int_equal(ask_form(world, OWN "Content-Type: text/csv\r\n", body).status, 415);
	assert_int_equal(ask_form(world, TYPE OWN, file_of(world, UPLOAD_BYTES)).status, 413);
	assert_int_equal(ask_form(world, TYPE OWN, S("")).status, 400);
	assert_int_equal(ask_form(world, TYPE OWN, S("no form")).status, 400);
	assert_int_equal(
		ask_form(world, TYPE OWN,
			 world_padded(&world->arena,
				      "--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\n",
				      5000, LAST))
			.status,
		413);
	answer = world_ask(world,
			   post(world, "/form", TYPE OWN "Transfer-Encoding: chunked\r\n", body));
	assert_int_equal(answer.status, 400);
	answer = world_ask(world, S("PUT /form HTTP/1.1\r\n" END));
	assert_int_equal(answer.status, 405);
	assert_str(answer_header(&answer, "Allow"), "POST");
	assert_int_equal(world_ask(world, S("GET / HTTP/1.1\r\n" END)).status, 200);
}

/* So that a test fails instead of waiting for what does not come. */
enum { PATIENCE_MS = 10000 };

static void wait_until_working(struct world *world, int n)
{
	for (int i = 0; i < PATIENCE_MS && atomic_load(&world->n_working) < n; i++)
		usleep(1000);
	assert_true(atomic_load(&world->n_working) >= n);
}

static void wait_until_asked(struct world *world, unsigned n)
{
	for (int i = 0; i < PATIENCE_MS && server_counts(world->server).requests < n; i++)
		usleep(1000);
	assert_true(server_counts(world->server).requests >= n);
}

/* A connection from another address of the loopback. */
static int connect_from(struct world *world, const char *address)
{
	struct sockaddr_in here = { .sin_family = AF_INET };
	struct sockaddr_in there = { .sin_family = AF_INET,
				     .sin_port = htons(server_port(world->server)) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	inet_pton(AF_INET, address, &here.sin_addr);
	there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&here, sizeof(here)), 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&there, sizeof(there)), 0);
	return fd;
}

/* Sends a slow form from the address; its connection. */
static int send_slow(struct world *world, const char *address)
{
	int fd = connect_from(world, address);

	assert_true(client_send(fd, post(world, "/slow-form", TYPE OWN, file_of(world, 10))));
	return fd;
}

static void assert_answered(struct world *world, int fd, int status)
{
	struct answer answer = client_read(&world->arena, fd, true);

	assert_int_equal(answer.status, status);
	if (status == 200)
		assert_str(answer.body, "a=b;file=x.csv:10/10;");
	else
		assert_str(answer_header(&answer, "Retry-After"), "5");
	close(fd);
}

static void test_slow_work__lets_others_be_answered(void **state)
{
	struct world *world = *state;
	int slow;

	atomic_store(&world->n_held, 1);
	slow = send_slow(world, "127.0.0.1");
	wait_until_working(world, 1);
	/* The one thread that serves everybody is free. */
	for (int i = 0; i < 20; i++)
		assert_int_equal(world_ask(world, S("GET / HTTP/1.1\r\n" END)).status, 200);
	assert_int_equal(ask_form(world, TYPE OWN, file_of(world, 10)).status, 200);
	atomic_store(&world->n_held, 0);
	assert_answered(world, slow, 200);
}

static void test_slow_work__is_one_at_a_time_of_a_client(void **state)
{
	struct world *world = *state;
	int first, other;

	atomic_store(&world->n_held, 1);
	first = send_slow(world, "127.0.0.1");
	wait_until_working(world, 1);
	assert_answered(world, send_slow(world, "127.0.0.1"), 503);
	other = send_slow(world, "127.0.0.2"); /* waits for the thread */
	atomic_store(&world->n_held, 0);
	assert_answered(world, first, 200);
	assert_answered(world, other, 200);
	assert_answered(world, send_slow(world, "127.0.0.1"), 200);
}

static void test_slow_work__is_bounded_in_all(void **state)
{
	struct world *world = *state;
	unsigned most = server_config_default().limits.slow_requests;
	int fds[64];

	assert_true(most < countof(fds));
	atomic_store(&world->n_held, 1);
	for (unsigned i = 0; i < most; i++)
		fds[i] = send_slow(world, str_cstr(&world->arena,
						   str_format(&world->arena, "127.0.1.%u", i + 1)));
	wait_until_working(world, 1);
	wait_until_asked(world, most);
	usleep(100000); /* all of them have their turn */
	assert_answered(world, send_slow(world, "127.0.2.1"), 503);
	atomic_store(&world->n_held, 0);
	for (unsigned i = 0; i < most; i++)
		assert_answered(world, fds[i], 200);
}

static void test_slow_work__is_given_up_with_its_upload(void **state)
{
	struct world *world = *state;
	struct str whole = post(world, "/slow-form", TYPE OWN, file_of(world, 10));
	int broken = connect_from(world, "127.0.0.1"), drip;

	assert_true(client_send(broken, str_slice(whole, 0, whole.len - 5)));
	wait_until_asked(world, 1);
	usleep(100000);
	assert_answered(world, send_slow(world, "127.0.0.1"), 503);
	close(broken);
	usleep(200000);
	assert_answered(world, send_slow(world, "127.0.0.1"), 200);
	/* One that never ends has its time, and no more. */
	drip = connect_from(world, "127.0.0.1");
	assert_true(client_send(drip, str_slice(whole, 0, whole.len - 15)));
	for (int i = 0; i < 7; i++) {
		usleep(400000);
		client_send(drip, S("a"));
	}
	assert_true(client_sees_end(drip, 2000));
	close(drip);
	assert_answered(world, send_slow(world, "127.0.0.1"), 200);
}

static void test_slow_work__ends_with_the_server(void **state)
{
	struct server_config config = server_config_default();
	struct world *world;
	struct arena arena;
	int fds[2];

	(void)state;
	config.limits.slow_threads = 1;
	world = world_open(&config);
	atomic_store(&world->n_held, 1);
	fds[0] = send_slow(world, "127.0.0.1");
	wait_until_working(world, 1);
	fds[1] = send_slow(world, "127.0.0.2"); /* never gets to its work */
	usleep(100000);
	world_close(world); /* which calls off the first, since nobody lets it go */
	arena_init(&arena, 1 << 20);
	/* Both are answered before their connections end. */
	assert_int_equal(client_read(&arena, fds[0], true).status, 200);
	assert_int_equal(client_read(&arena, fds[1], true).status, 503);
	close(fds[0]);
	close(fds[1]);
	arena_finish(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_form__comes_to_its_handler, open_world,
						close_world),
		cmocka_unit_test_setup_teardown(test_form__is_refused_by_its_header, open_world,
						close_world),
		cmocka_unit_test_setup_teardown(test_slow_work__lets_others_be_answered, open_world,
						close_world),
		cmocka_unit_test_setup_teardown(test_slow_work__is_one_at_a_time_of_a_client,
						open_world, close_world),
		cmocka_unit_test_setup_teardown(test_slow_work__is_bounded_in_all, open_world,
						close_world),
		cmocka_unit_test_setup_teardown(test_slow_work__is_given_up_with_its_upload,
						open_world, close_world),
		cmocka_unit_test(test_slow_work__ends_with_the_server),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
