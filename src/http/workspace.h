/*
 * What a thread needs while it makes an answer, kept between requests: an arena and a compressor.
 * There are never more of them than requests that are handled at one time, thus than threads.
 */
#ifndef HTTP_WORKSPACE_H
#define HTTP_WORKSPACE_H

#include "base/arena.h"
#include "http/compress.h"

#include <pthread.h>

/* One thread's at a time. */
struct workspace {
	struct arena arena;
	struct compressor compressor;
	struct workspace *next; /* in the pool */
};

/* Those that are not in use. */
struct workspace_pool {
	pthread_mutex_t lock;
	struct workspace *free;
	size_t arena_bytes; /* the limit of each arena */
};

bool workspace_pool_init(struct workspace_pool *pool, size_t arena_bytes);
void workspace_pool_finish(struct workspace_pool *pool); /* all have been given back */

struct workspace *workspace_take(struct workspace_pool *pool); /* NULL: no memory */

/* Ends whatever was made in the arena: the one place that releases the memory of a request. */
void workspace_give(struct workspace_pool *pool, struct workspace *workspace);

#endif
