/* Counting the holders of a block. The last one orders all earlier uses before the freeing. */
#include "http/block.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

struct block *block_new(size_t len)
{
	struct block *block;

	if (len > SIZE_MAX - sizeof(*block))
		return NULL;
	block = memory_take(sizeof(*block) + len);
	if (!block)
		return NULL;
	atomic_init(&block->shares, 1);
	block->len = len;
	return block;
}

struct block *block_of(struct str bytes)
{
	struct block *block = block_new(bytes.len);

	if (block && bytes.len)
		memcpy(block->at, bytes.at, bytes.len);
	return block;
}

struct block *block_share(struct block *block)
{
	unsigned before = atomic_fetch_add_explicit(&block->shares, 1, memory_order_relaxed);

	assert(before > 0);
	return block;
}

void block_give(struct block *block)
{
	unsigned before;

	if (!block)
		return;
	before = atomic_fetch_sub_explicit(&block->shares, 1, memory_order_acq_rel);
	assert(before > 0);
	if (before == 1)
		memory_give(block);
}
