/*
 * The program behind the server of these tests: one page for each thing that can happen to a request,
 * and the counts that tell what happened.
 */
#ifndef UNIT_HTTP_WORLD_H
#define UNIT_HTTP_WORLD_H

#include "client.h"
#include "http/server.h"

#include <stdatomic.h>

struct block;

enum { PAGE_BYTES = 20 << 10, FORM_BYTES = 1000, UPLOAD_BYTES = 1 << 20 };

#define HOST "Host: plan.example\r\n"
#define END HOST "\r\n"

/* The program: what its pages need, and what they did. */
struct world {
	struct arena arena; /* of the process */
	struct server *server;
	char page[PAGE_BYTES];
	struct block *shared;
	atomic_uint n_built; /* pages that handlers made */
	atomic_uint version;
	atomic_int n_open;    /* begin without end */
	atomic_int n_held;    /* above 0: slow pages wait */
	atomic_int n_working; /* slow pages that do */
};

/* A running server with this config (the port aside), and its end with all that must hold then. */
struct world *world_open(const struct server_config *config);
int world_close(struct world *world);

/* The program alone, for servers that do not open. */
struct program world_program(struct world *world);

/* One request on a connection of its own. */
struct answer world_ask(struct world *world, struct str request);

/* The texts before and after with n letters between them, of the arena. */
struct str world_padded(struct arena *arena, const char *before, size_t n, const char *after);

#endif
