/*
 * Text under construction. The room is always one byte more than is asked for, so that the
 * terminator which vsnprintf insists on has a place; it is no part of the text.
 */
#include "base/buf.h"

#include "base/arena.h"
#include "base/memory.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

void buf_init(struct buf *buf, struct arena *arena)
{
	assert(arena);
	*buf = (struct buf){ .arena = arena, .limit = PTRDIFF_MAX };
}

void buf_init_own(struct buf *buf, size_t limit_bytes)
{
	size_t limit = limit_bytes < PTRDIFF_MAX ? limit_bytes : PTRDIFF_MAX;

	*buf = (struct buf){ .limit = limit };
}

void buf_finish(struct buf *buf)
{
	if (!buf->arena)
		memory_give(buf->at);
	*buf = (struct buf){ .arena = buf->arena, .limit = buf->limit };
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->full = false;
}

/* Twice the room, or what is needed when that is more, but never more than the limit allows. */
static size_t next_room(const struct buf *buf, size_t need)
{
	size_t room = buf->room < FIRST_ROOM / 2 ? FIRST_ROOM : 2 * buf->room;

	if (room > buf->limit + 1)
		room = buf->limit + 1;
	return room < need ? need : room;
}

/* Makes room for `more` bytes and a terminator; false, and full from now on, when there is none. */
static bool make_room(struct buf *buf, size_t more)
{
	size_t room;
	char *at;

	if (buf->full || more > buf->limit - buf->len) {
		buf->full = true;
		return false;
	}
	if (buf->len + more < buf->room)
		return true;
	room = next_room(buf, buf->len + more + 1);
	if (buf->arena)
		at = arena_grow(buf->arena, buf->at, buf->room, room);
	else
		at = memory_retake(buf->at, room);
	if (!at) {
		buf->full = true;
		return false;
	}
	buf->at = at;
	buf->room = room;
	return true;
}

void buf_str(struct buf *buf, struct str s)
{
	if (s.len == 0 || !make_room(buf, s.len))
		return;
	memcpy(buf->at + buf->len, s.at, s.len);
	buf->len += s.len;
}

void buf_char(struct buf *buf, char c)
{
	if (make_room(buf, 1))
		buf->at[buf->len++] = c;
}

void buf_digits(struct buf *buf, uint64_t n, int least)
{
	char text[DIGITS_MOST];

	buf_str(buf, str_of_digits(text, n, least));
}

void buf_int(struct buf *buf, int64_t n)
{
	if (n < 0)
		buf_char(buf, '-');
	buf_digits(buf, n < 0 ? -(uint64_t)n : (uint64_t)n, 1);
}

/*
 * Most texts fit into the room that is there, and are written once. One that does not is measured by the
 * same attempt, and written again with room for it.
 */
void buf_format(struct buf *buf, const char *format, ...)
{
	size_t left = buf->full ? 0 : buf->room - buf->len;
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(left ? buf->at + buf->len : NULL, left, format, args);
	va_end(args);
	if (len < 0) {
		buf->full = true;
		return;
	}
	if (!make_room(buf, (size_t)len))
		return;
	if ((size_t)len >= left) {
		va_start(args, format);
		vsnprintf(buf->at + buf->len, (size_t)len + 1, format, args);
		va_end(args);
	}
	buf->len += (size_t)len;
}

struct err buf_done(const struct buf *buf, struct str *out)
{
	if (buf->full)
		return ERROR(ERR_LIMIT, "the text is longer than its limit, or memory has run out");
	*out = buf_held(buf);
	return OK;
}
