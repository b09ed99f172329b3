/*
 * A client that can misbehave: bytes go out as they are given, and what comes back is read to the end
 * or to the length that it announces.
 */
#ifndef UNIT_HTTP_CLIENT_H
#define UNIT_HTTP_CLIENT_H

#include "base/arena.h"
#include "base/str.h"

/* One answer, as received. */
struct answer {
	int status;      /* 0: the connection ended without one */
	struct str head; /* status line and header */
	struct str body;
};

int client_connect(uint16_t port); /* -1: refused */
bool client_send(int fd, struct str bytes);

/* Reads one answer; the body of a HEAD request or of a 304 is not waited for. */
struct answer client_read(struct arena *arena, int fd, bool has_body);

/* One request on a connection of its own. */
struct answer client_ask(struct arena *arena, uint16_t port, struct str request);

/* True when the server closes the connection within the time, whatever it says before. */
bool client_sees_end(int fd, int within_ms);

/* The value of a header; at is NULL when there is none. */
struct str answer_header(const struct answer *answer, const char *name);

#endif
