/*
 * Opening and closing a server: its socket, its parts, and the options of libmicrohttpd. What happens
 * to a request is in exchange.c.
 */
#include "http/server.h"

#include "base/limits.h"
#include "base/memory.h"
#include "http/exchange.h"
#include "http/reply.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
	BACKLOG = 1024,
	STOP_LOOK_MS = 5,
};

struct server_config server_config_default(void)
{
	return (struct server_config){
		.address = S("127.0.0.1"),
		.port = 8080,
		.limits = {
			.header_bytes = 16 << 10,
			.target_bytes = 4 << 10,
			.body_bytes = (size_t)64 << 20,
			.arena_bytes = LIMIT_REQUEST_ARENA,
			.cache_bytes = (size_t)64 << 20,
			.query_fields = 64,
			.connections = 4096,
			.connections_ip = 256,
			.idle_timeout_s = 60,
			.head_timeout_s = 20,
			.body_timeout_s = 180,
			.total_timeout_s = 900, /* a large document over a slow link */
			.stop_timeout_ms = 5000,
			.slow_threads = 2,
			.slow_requests = 8,
		},
	};
}

/* A socket address of either family. */
struct address {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} at;
	socklen_t len;
};

static bool address_parse(struct str text, uint16_t port, struct address *out)
{
	char name[INET6_ADDRSTRLEN];

	*out = (struct address){ 0 };
	if (text.len == 0 || text.len >= sizeof(name))
		return false;
	memcpy(name, text.at, text.len);
	name[text.len] = '\0';
	if (inet_pton(AF_INET, name, &out->at.v4.sin_addr) == 1) {
		out->at.v4.sin_family = AF_INET;
		out->at.v4.sin_port = htons(port);
		out->len = sizeof(out->at.v4);
	} else if (inet_pton(AF_INET6, name, &out->at.v6.sin6_addr) == 1) {
		out->at.v6.sin6_family = AF_INET6;
		out->at.v6.sin6_port = htons(port);
		out->len = sizeof(out->at.v6);
	}
	return out->len > 0;
}

static uint16_t port_of(const struct address *address)
{
	return ntohs(address->at.any.sa_family == AF_INET ? address->at.v4.sin_port
							  : address->at.v6.sin6_port);
}

/* Listens at the address; *out is the socket and *address what the system made of port 0. */
static struct err listen_at(struct arena *arena, struct address *address, int *out)
{
	int one = 1;
	int family = address->at.any.sa_family;
	int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return err_format(arena, ERR_IO, HERE, "socket: %s", strerror(errno));
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) != 0 ||
	    bind(fd, &address->at.any, address->len) != 0 || listen(fd, BACKLOG) != 0 ||
	    getsockname(fd, &address->at.any, &address->len) != 0) {
		struct err e =
			err_format(arena, ERR_USAGE, HERE, "cannot listen: %s", strerror(errno));

		close(fd);
		return e;
	}
	*out = fd;
	return OK;
}

/* Leaves a query as it is, since the target is kept as received and parsed by edge.c. */
static size_t do_not_unescape(void *unused, struct MHD_Connection *connection, char *text)
{
	(void)unused;
	(void)connection;
	return strlen(text);
}

static unsigned threads_of(const struct server_limits *limits)
{
	long cores = limits->threads ? (long)limits->threads : sysconf(_SC_NPROCESSORS_ONLN);

	return cores < 1 ? 1 : (unsigned)cores;
}

/*
 * Memory of a connection in the library. Twice the header and some: a header up to there reaches our
 * own check and gets our own page; only beyond it the library refuses in words of its own.
 */
static size_t connection_bytes(const struct server_limits *limits)
{
	return 2 * limits->header_bytes + limits->target_bytes + (16 << 10);
}

static struct MHD_Daemon *start_daemon(struct server *server)
{
	const struct server_limits *limits = &server->limits;
	unsigned n_threads = threads_of(limits);
	struct MHD_OptionItem options[] = {
		{ MHD_OPTION_LISTEN_SOCKET, server->socket, NULL },
		/* One thread is the library's own; a pool begins with two. */
		{ MHD_OPTION_THREAD_POOL_SIZE, n_threads > 1 ? (intptr_t)n_threads : 0, NULL },
		{ MHD_OPTION_CONNECTION_MEMORY_LIMIT, (intptr_t)connection_bytes(limits), NULL },
		{ MHD_OPTION_CONNECTION_LIMIT, (intptr_t)limits->connections, NULL },
		{ MHD_OPTION_PER_IP_CONNECTION_LIMIT, (intptr_t)limits->connections_ip, NULL },
		{ MHD_OPTION_CONNECTION_TIMEOUT, (intptr_t)limits->idle_timeout_s, NULL },
		{ MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)do_not_unescape, NULL },
		{ MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)exchange_connection, server },
		{ MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)exchange_target, server },
		{ MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)exchange_completed, server },
		{ MHD_OPTION_END, 0, NULL },
	};

	return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL,
				NULL, exchange_step, server, MHD_OPTION_ARRAY, options,
				MHD_OPTION_END);
}

/* The parts that are made of memory; server_close ends those that there are. */
static struct err make_parts(struct arena *arena, struct server *server)
{
	const struct program *program = &server->program;

	TRY(route_tree_new(arena, program->tables, program->n_tables, &server->tree));
	TRY(exchange_make_sorry(server));
	if (server->limits.cache_bytes > 0)
		TRY(cache_open(server->limits.cache_bytes, &server->cache));
	return OK;
}

static void give_parts(struct server *server)
{
	cache_close(server->cache);
	reply_give(server->sorry);
	workspace_pool_finish(&server->workspaces);
}

/* The threads that watch and that work, and then those that serve. */
static struct err start_with_watch(struct server *server)
{
	const struct server_limits *limits = &server->limits;

	TRY(workers_start(&server->workers, limits->slow_threads, limits->slow_requests));
	server->daemon = start_daemon(server);
	if (server->daemon)
		return OK;
	workers_stop(&server->workers);
	workers_finish(&server->workers);
	return ERROR(ERR_IO, "the HTTP library did not start");
}

/* Starts the threads on an open socket. */
static struct err start(struct server *server)
{
	TRY(watch_start(&server->watch));

	struct err e = start_with_watch(server);

	if (failed(e))
		watch_stop(&server->watch);
	return e;
}

static struct err open_parts(struct arena *arena, struct server *server, struct address *address)
{
	struct err e;

	TRY(make_parts(arena, server));
	TRY(listen_at(arena, address, &server->socket));
	e = start(server);
	if (failed(e))
		close(server->socket);
	return e;
}

struct err server_open(struct arena *arena, const struct server_config *config,
		       const struct program *program, struct server **out)
{
	struct address address;
	struct server *server;
	struct err e;

	if (!address_parse(config->address, config->port, &address))
		return ERROR(ERR_USAGE, "the address to listen at is not a numeric one");
	TRY_NEW(server = NEW(arena, struct server, 1));
	server->program = *program;
	server->limits = config->limits;
	server->hosts = config->hosts;
	server->n_hosts = config->n_hosts;
	if (!workspace_pool_init(&server->workspaces, config->limits.arena_bytes))
		return ERROR(ERR_LIMIT, "out of memory");
	e = open_parts(arena, server, &address);
	if (failed(e)) {
		give_parts(server);
		return e;
	}
	server->port = port_of(&address);
	*out = server;
	return OK;
}

uint16_t server_port(const struct server *server)
{
	return server->port;
}

/* Waits for answers on their way, up to the limit. */
static void wait_until_quiet(struct server *server)
{
	const struct timespec pause = { .tv_nsec = STOP_LOOK_MS * 1000000L };
	unsigned waited_ms = 0;

	while (atomic_load(&server->n_active) > 0 && waited_ms < server->limits.stop_timeout_ms) {
		nanosleep(&pause, NULL);
		waited_ms += STOP_LOOK_MS;
	}
}

void server_close(struct server *server)
{
	if (!server)
		return;
	MHD_quiesce_daemon(server->daemon); /* gives the socket back to us */
	close(server->socket);
	workers_call_off(&server->workers); /* so that who waits for it is answered soon */
	wait_until_quiet(server);
	workers_stop(&server->workers); /* none of their connections may be left suspended */
	MHD_stop_daemon(server->daemon);
	workers_finish(&server->workers);
	watch_stop(&server->watch);
	give_parts(server);
}

struct server_counts server_counts(const struct server *server)
{
	return (struct server_counts){
		.requests = atomic_load(&server->n_requests),
		.cache_hits = atomic_load(&server->n_hits),
		.not_modified = atomic_load(&server->n_not_modified),
		.refused = atomic_load(&server->n_refused),
	};
}
