/*
 * Asks a server over one connection and says how long that took, as wrk cannot: a few answers, one
 * after another, each timed by itself.
 *
 *	ask time PORT COUNT TARGET...       the median of the answers, in microseconds
 *	ask fresh PORT COUNT TARGET...      the same, each time with a query that was never asked before
 *	ask start PORT TARGET COMMAND...    from the start of the command to its first answer, in microseconds
 *	ask get PORT TARGET                 the body
 *	ask weight PORT TARGET...           the bytes of the bodies as a browser takes them (gzip)
 *
 * Exit status: 0, or 2 when there was no answer of status 200.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/list.h"
#include "base/str.h"

enum { READ_BYTES = 1 << 16, START_TIMEOUT_US = 60000000, PAUSE_US = 200 };

/* A connection, and the answer that came last. */
struct client {
	struct arena *arena;
	uint16_t port;
	int socket;
	char *at; /* room bytes */
	size_t len, room;
	size_t body; /* where the body begins in the answer */
};

static void stop(const char *what, const char *which)
{
	fprintf(stderr, "ask: %s %s\n", what, which);
	exit(2);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* False while nobody listens. */
static bool client_connect(struct client *client)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(client->port) };
	int at_once = 1;

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	client->socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (client->socket < 0)
		stop("no socket:", strerror(errno));
	setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof(at_once));
	if (connect(client->socket, (struct sockaddr *)&address, sizeof(address)) == 0)
		return true;
	close(client->socket);
	return false;
}

static void client_send(struct client *client, const char *target, bool gzip)
{
	char request[4096];
	int len = snprintf(request, sizeof(request),
			   "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s\r\n", target,
			   (unsigned)client->port, gzip ? "Accept-Encoding: gzip\r\n" : "");

	if (len < 0 || (size_t)len >= sizeof(request))
		stop("too long:", target);
	if (send(client->socket, request, (size_t)len, MSG_NOSIGNAL) != len)
		stop("cannot be sent:", target);
}

/* More of the answer; what is there stays. */
static void client_read_more(struct client *client, const char *target)
{
	ssize_t n;

	if (client->room - client->len < READ_BYTES) {
		size_t room = 2 * client->room + READ_BYTES;
		char *at = arena_grow(client->arena, client->at, client->room, room);

		if (!at)
			stop("out of memory for", target);
		client->at = at;
		client->room = room;
	}
	n = recv(client->socket, client->at + client->len, READ_BYTES, 0);
	if (n <= 0)
		stop("the connection was closed:", target);
	client->len += (size_t)n;
}

static size_t content_length(struct str head, const char *target)
{
	size_t at = str_find(head, S("Content-Length: "), 0);
	struct str rest = str_slice(head, at == SIZE_MAX ? head.len : at + 16, head.len), line;
	int64_t n;

	if (!str_cut(&rest, '\r', &line) || !str_to_int64(line, &n) || n < 0)
		stop("an answer of unknown length:", target);
	return (size_t)n;
}

/* Reads one whole answer, and insists that it is a good one. */
static void client_receive(struct client *client, const char *target)
{
	struct str held, head;

	client->len = 0;
	do {
		client_read_more(client, target);
		held = (struct str){ client->at, client->len };
		client->body = str_find(held, S("\r\n\r\n"), 0);
	} while (client->body == SIZE_MAX);
	head = str_slice(held, 0, client->body);
	if (!str_starts(head, S("HTTP/1.1 200 ")))
		stop("not 200:", target);
	client->body += 4;
	for (size_t end = client->body + content_length(head, target); client->len < end;)
		client_read_more(client, target);
}

static int64_t client_time(struct client *client, const char *target)
{
	int64_t from = now_us();

	client_send(client, target, false);
	client_receive(client, target);
	return now_us() - from;
}

static int compare_times(const void *a, const void *b, const void *context)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	(void)context;
	return (x > y) - (x < y);
}

static int64_t median(struct list *times)
{
	if (failed(list_sort(times, compare_times, NULL)))
		stop("out of memory", "");
	return *LIST_AT(*times, int64_t, times->count / 2);
}

/* A target with a query that no earlier call of this program has used either. */
static const char *freshen(struct client *client, const char *target)
{
	const char *mark = strchr(target, '?') ? "&" : "?";
	struct str s = str_format(client->arena, "%s%sn=%lld-%lld", target, mark,
				  (long long)getpid(), (long long)now_us());
	const char *text = s.at ? str_cstr(client->arena, s) : NULL;

	if (!text)
		stop("out of memory for", target);
	return text;
}

/* The targets in turn, count requests in all. */
static void time_answers(struct client *client, long count, char **targets, bool fresh)
{
	struct list times = LIST(client->arena, int64_t);
	size_t n_targets = 0;

	while (targets[n_targets])
		n_targets++;
	if (count < 1 || n_targets == 0)
		stop("nothing to ask", "");
	if (!client_connect(client))
		stop("nobody listens", "");
	for (long i = 0; i < count; i++) {
		const char *target = targets[(size_t)i % n_targets];
		int64_t us = client_time(client, fresh ? freshen(client, target) : target);

		if (failed(list_push(&times, &us)))
			stop("out of memory", "");
	}
	printf("%lld\n", (long long)median(&times));
}

static pid_t start(char **command)
{
	pid_t child = fork();

	if (child < 0)
		stop("cannot start", command[0]);
	if (child == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execvp(command[0], command);
		_exit(127);
	}
	return child;
}

static void time_start(struct client *client, const char *target, char **command)
{
	int64_t from = now_us(), took;
	pid_t child = start(command);

	while (!client_connect(client)) {
		if (now_us() - from > START_TIMEOUT_US || waitpid(child, NULL, WNOHANG) == child)
			stop("does not begin:", command[0]);
		usleep(PAUSE_US);
	}
	client_send(client, target, false);
	client_receive(client, target);
	took = now_us() - from;
	kill(child, SIGTERM);
	waitpid(child, NULL, 0);
	printf("%lld\n", (long long)took);
}

static void get(struct client *client, const char *target)
{
	if (!client_connect(client))
		stop("nobody listens", "");
	client_send(client, target, false);
	client_receive(client, target);
	fwrite(client->at + client->body, 1, client->len - client->body, stdout);
}

static void weigh(struct client *client, char **targets)
{
	size_t bytes = 0;

	if (!client_connect(client))
		stop("nobody listens", "");
	for (; *targets; targets++) {
		client_send(client, *targets, true);
		client_receive(client, *targets);
		bytes += client->len - client->body;
	}
	printf("%zu\n", bytes);
}

int main(int argc, char **argv)
{
	struct str verb = str_of(argc > 3 ? argv[1] : "");
	struct arena arena;
	struct client client = { .arena = &arena };

	arena_init(&arena, LIMIT_REQUEST_ARENA);
	if (argc > 3)
		client.port = (uint16_t)strtol(argv[2], NULL, 10);
	if ((str_eq(verb, S("time")) || str_eq(verb, S("fresh"))) && argc > 4)
		time_answers(&client, strtol(argv[3], NULL, 10), argv + 4,
			     str_eq(verb, S("fresh")));
	else if (str_eq(verb, S("start")) && argc > 4)
		time_start(&client, argv[3], argv + 4);
	else if (str_eq(verb, S("get")))
		get(&client, argv[3]);
	else if (str_eq(verb, S("weight")))
		weigh(&client, argv + 3);
	else
		stop("usage: ask time|fresh|start|get|weight PORT ...", "(see ask.c)");
	arena_finish(&arena);
	return fflush(stdout) == 0 ? 0 : 2;
}
