/* A stack of workspaces: the one used last is the one whose memory is still in the processor. */
#include "http/workspace.h"

#include "base/memory.h"

bool workspace_pool_init(struct workspace_pool *pool, size_t arena_bytes)
{
	*pool = (struct workspace_pool){ .arena_bytes = arena_bytes };
	return pthread_mutex_init(&pool->lock, NULL) == 0;
}

void workspace_pool_finish(struct workspace_pool *pool)
{
	struct workspace *next;

	for (struct workspace *workspace = pool->free; workspace; workspace = next) {
		next = workspace->next;
		arena_finish(&workspace->arena);
		compressor_finish(&workspace->compressor);
		memory_give(workspace);
	}
	pthread_mutex_destroy(&pool->lock);
}

struct workspace *workspace_take(struct workspace_pool *pool)
{
	struct workspace *workspace;

	pthread_mutex_lock(&pool->lock);
	workspace = pool->free;
	if (workspace)
		pool->free = workspace->next;
	pthread_mutex_unlock(&pool->lock);
	if (workspace)
		return workspace;
	workspace = memory_take(sizeof(*workspace));
	if (workspace)
		arena_init(&workspace->arena, pool->arena_bytes);
	return workspace;
}

void workspace_give(struct workspace_pool *pool, struct workspace *workspace)
{
	arena_reset(&workspace->arena);
	pthread_mutex_lock(&pool->lock);
	workspace->next = pool->free;
	pool->free = workspace;
	pthread_mutex_unlock(&pool->lock);
}
