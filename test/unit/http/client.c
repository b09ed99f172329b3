/* Plain sockets on the loopback, with a time limit so that no test can hang. */
#include "client.h"

#include "base/buf.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 10000, ANSWER_BYTES = 1 << 22 };

int client_connect(uint16_t port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	close(fd);
	return -1;
}

bool client_send(int fd, struct str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = send(fd, bytes.at, bytes.len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		bytes = str_slice(bytes, (size_t)n, bytes.len);
	}
	return true;
}

/* 1: some bytes came; 0: the end, or an error; -1: nothing in time. */
static int read_some(int fd, struct buf *buf, size_t most, int within_ms)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	char bytes[4096];
	ssize_t n;

	if (poll(&ready, 1, within_ms) != 1)
		return -1;
	n = recv(fd, bytes, most < sizeof(bytes) ? most : sizeof(bytes), 0);
	if (n <= 0)
		return 0;
	if (buf)
		buf_str(buf, (struct str){ bytes, (size_t)n });
	return 1;
}

struct str answer_header(const struct answer *answer, const char *name)
{
	struct str rest = answer->head, line, wanted = str_of(name);

	while (str_cut(&rest, '\n', &line)) {
		size_t colon = str_find_char(line, ':', 0);

		if (colon == wanted.len && strncasecmp(line.at, wanted.at, colon) == 0)
			return str_trim(str_slice(line, colon + 1, line.len));
	}
	return (struct str){ 0 };
}

static struct answer parse_head(struct str head)
{
	struct answer answer = { .head = head };
	int64_t status = 0;

	if (str_starts(head, S("HTTP/1.")) && str_to_int64(str_slice(head, 9, 12), &status))
		answer.status = (int)status;
	return answer;
}

struct answer client_read(struct arena *arena, int fd, bool has_body)
{
	struct buf head, body;
	struct answer answer;
	int64_t length = 0;

	buf_init(&head, arena);
	while (!str_ends(buf_held(&head), S("\r\n\r\n")))
		if (read_some(fd, &head, 1, PATIENCE_MS) != 1)
			return (struct answer){ .status = 0 };
	answer = parse_head(str_copy(arena, buf_held(&head)));
	buf_init(&body, arena);
	str_to_int64(answer_header(&answer, "Content-Length"), &length);
	while (has_body && body.len < (size_t)length)
		if (read_some(fd, &body, (size_t)length - body.len, PATIENCE_MS) != 1)
			break;
	answer.body = buf_held(&body);
	return answer;
}

struct answer client_ask(struct arena *arena, uint16_t port, struct str request)
{
	bool is_head = str_starts(request, S("HEAD "));
	struct answer answer = { .status = 0 };
	int fd = client_connect(port);

	if (fd < 0)
		return answer;
	client_send(fd, request);
	answer = client_read(arena, fd, !is_head);
	close(fd);
	return answer;
}

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool client_sees_end(int fd, int within_ms)
{
	int64_t until = now_ms() + within_ms;

	for (;;) {
		int64_t left = until - now_ms();
		int got = left > 0 ? read_some(fd, NULL, SIZE_MAX, (int)left) : -1;

		if (got <= 0)
			return got == 0;
	}
}
