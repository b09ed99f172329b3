/* Servers with limits and settings of their own: slow clients, many of them, and names. */
#include "http/server.h"

#include "testing.h"
#include "world.h"

#include <unistd.h>

static void test_limits__close_slow_and_silent_clients(void **state)
{
	struct server_config config = server_config_default();
	struct world *world;
	int silent, drip;

	(void)state;
	config.limits.idle_timeout_s = 1;
	config.limits.head_timeout_s = 1;
	world = world_open(&config);
	silent = client_connect(server_port(world->server));
	drip = client_connect(server_port(world->server));
	client_send(silent, S("GET / HTTP/1.1\r\nX"));
	/* Never silent for a second, and never done. */
	for (int i = 0; i < 8; i++) {
		client_send(drip, S("G"));
		usleep(400000);
	}
	assert_true(client_sees_end(silent, 3000));
	assert_true(client_sees_end(drip, 500));
	assert_int_equal(world_ask(world, S("GET / HTTP/1.1\r\n" END)).status, 200);
	close(silent);
	close(drip);
	world_close(world);
}

static void test_limits__bound_connections_of_one_address(void **state)
{
	struct server_config config = server_config_default();
	struct world *world;
	int fds[5], n_served = 0;

	(void)state;
	config.limits.connections_ip = 3;
	config.limits.threads = 1;
	world = world_open(&config);
	for (size_t i = 0; i < countof(fds); i++) {
		fds[i] = client_connect(server_port(world->server));
		client_send(fds[i], S("GET / HTTP/1.1\r\n" END));
		n_served += client_read(&world->arena, fds[i], true).status == 200;
	}
	assert_int_equal(n_served, 3);
	for (size_t i = 0; i < countof(fds); i++)
		close(fds[i]);
	world_close(world);
}

static void test_server__serves_only_its_names(void **state)
{
	static const struct str hosts[] = { STR("plan.example") };
	struct server_config config = server_config_default();
	struct world *world;

	(void)state;
	config.hosts = hosts;
	config.n_hosts = countof(hosts);
	config.limits.cache_bytes = 0;
	world = world_open(&config);
	assert_int_equal(world_ask(world, S("GET / HTTP/1.1\r\n" END)).status, 200);
	assert_int_equal(world_ask(world, S("GET / HTTP/1.1\r\nHost: evil\r\n\r\n")).status, 421);
	assert_int_equal(world_ask(world, S("GET / HTTP/1.0\r\n\r\n")).status, 400);
	assert_int_equal(server_counts(world->server).cache_hits, 0);
	world_close(world);
}

static void test_server__finishes_answers_before_it_stops(void **state)
{
	struct server_config config = server_config_default();
	struct world *world = world_open(&config);
	uint16_t port = server_port(world->server);
	int fd = client_connect(port);
	struct answer answer;
	struct arena arena;

	(void)state;
	client_send(fd, S("GET /slow HTTP/1.1\r\nHost: plan.example\r\n\r\n"));
	while (atomic_load(&world->n_built) == 0)
		usleep(1000);
	world_close(world);
	arena_init(&arena, 1 << 20);
	answer = client_read(&arena, fd, true);
	assert_int_equal(answer.status, 200);
	assert_str(answer.body, "at last");
	assert_int_equal(client_connect(port), -1);
	close(fd);
	arena_finish(&arena);
}

static void test_server__refuses_to_open(void **state)
{
	struct server_config config = server_config_default();
	struct world *world = world_open(&config);
	struct program program = world_program(world);
	struct server *server = NULL;

	(void)state;
	config.address = S("localhost");
	assert_fails(server_open(&world->arena, &config, &program, &server), ERR_USAGE);
	config.address = S("127.0.0.1");
	config.port = server_port(world->server);
	assert_fails(server_open(&world->arena, &config, &program, &server), ERR_USAGE);
	assert_null(server);
	server_close(NULL);
	world_close(world);
}

static void test_limits__bound_header_and_target(void **state)
{
	struct server_config config = server_config_default();
	struct server_limits limits = config.limits;
	struct world *world = world_open(&config);
	struct answer answer;

	(void)state;
	answer = world_ask(world, world_padded(&world->arena, "GET /node/", limits.target_bytes,
					       " HTTP/1.1\r\n" END));
	assert_int_equal(answer.status, 414);
	assert_str(answer.body, "<h1>our 414</h1>");
	answer = world_ask(world, world_padded(&world->arena, "GET /node/", limits.target_bytes - 6,
					       " HTTP/1.1\r\n" END));
	assert_int_equal(answer.status, 200);
	answer = world_ask(world, world_padded(&world->arena, "GET / HTTP/1.1\r\nX: ",
					       limits.header_bytes, "\r\n" END));
	assert_int_equal(answer.status, 431);
	assert_str(answer.body, "<h1>our 431</h1>");
	answer = world_ask(world, world_padded(&world->arena, "GET / HTTP/1.1\r\nX: ",
					       limits.header_bytes / 2, "\r\n" END));
	assert_int_equal(answer.status, 200);
	answer = world_ask(world, world_padded(&world->arena, "GET / HTTP/1.1\r\nX: ",
					       8 * limits.header_bytes, "\r\n" END));
	assert_int_equal(answer.status, 431);
	/* A refusal is counted when its request is over, which may be after its answer was read. */
	while (server_counts(world->server).refused < 3)
		usleep(1000);
	assert_int_equal(world_ask(world, S("GET / HTTP/1.1\r\n" END)).status, 200);
	assert_int_equal(server_counts(world->server).refused, 3);
	world_close(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits__close_slow_and_silent_clients),
		cmocka_unit_test(test_limits__bound_connections_of_one_address),
		cmocka_unit_test(test_server__serves_only_its_names),
		cmocka_unit_test(test_server__finishes_answers_before_it_stops),
		cmocka_unit_test(test_server__refuses_to_open),
		cmocka_unit_test(test_limits__bound_header_and_target),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
