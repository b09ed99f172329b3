/*
 * Text under construction. A buf grows in an arena or on its own memory; a failure to grow sticks,
 * so that a writer need not ask after each piece: buf_done asks once, at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/err.h"

struct buf {
	char *at;
	size_t len, room;    /* bytes */
	size_t limit;        /* the most bytes it may hold */
	struct arena *arena; /* NULL: memory of its own, ended with buf_finish */
	bool full;           /* something was refused; what is held is a prefix */
};

void buf_init(struct buf *buf, struct arena *arena); /* in the arena, within its limit */
void buf_init_own(struct buf *buf, size_t limit_bytes);
void buf_finish(struct buf *buf);
void buf_clear(struct buf *buf); /* empty again, its room kept */

void buf_str(struct buf *buf, struct str s);
void buf_char(struct buf *buf, char c);
void buf_int(struct buf *buf, int64_t n);
void buf_digits(struct buf *buf, uint64_t n, int least); /* zeros in front up to `least` digits */
void buf_format(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* What was written, borrowed until the next write; ERR_LIMIT when something was refused. */
MUST_USE struct err buf_done(const struct buf *buf, struct str *out);

static inline struct str buf_held(const struct buf *buf)
{
	return (struct str){ .at = buf->at, .len = buf->len };
}

#endif
