/*
 * Bytes with many holders: bodies that the response cache, several connections and the program hold
 * at the same time. The last one to give its share back frees them, from whichever thread.
 */
#ifndef HTTP_BLOCK_H
#define HTTP_BLOCK_H

#include <stdatomic.h>

#include "base/str.h"

/* A header and its bytes in one piece of memory. */
struct block {
	atomic_uint shares;
	size_t len;
	char at[];
};

struct block *block_new(size_t len); /* one share, zeroed; NULL when there is no memory */
struct block *block_of(struct str bytes);
struct block *block_share(struct block *block);
void block_give(struct block *block); /* NULL is fine */

static inline struct str block_str(const struct block *block)
{
	return (struct str){ .at = block->at, .len = block->len };
}

#endif
