/*
 * A script as the layout sees it: tokens, each with the comments that go with it, the bracket that
 * matches it and its width. Private to layout*.c.
 */
#ifndef VTL_LAYOUT_PIECES_H
#define VTL_LAYOUT_PIECES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "vtl/token.h"

#include <stdbool.h>
#include <stddef.h>

struct comments {
	const struct token *at;
	size_t count;
};

struct piece {
	struct token token;
	struct comments before; /* on lines of their own, in front of it */
	struct comments behind; /* on its line; a "//" can only be the last */
	bool is_spaced;         /* a space belongs in front of it, unless a line begins */
	bool blank_before;      /* an empty line stood in front of it and its comments */
	size_t match;           /* of an opening bracket: its closing one; else its own index */
	/* Sums over all pieces up to this one, it included. */
	size_t width;  /* characters on one line */
	size_t breaks; /* comments that end a line behind it, or begin one before it */
};

struct pieces {
	struct str source;
	const struct piece *at;
	size_t count; /* TOKEN_END is the last */
};

MUST_USE struct err pieces_cut(struct arena *arena, struct str source, struct pieces *out);

/* The token as the source writes it. */
struct str piece_text(const struct pieces *pieces, size_t i);

/* Characters of [from, to) on one line; SIZE_MAX when a comment inside ends a line. */
size_t pieces_width(const struct pieces *pieces, size_t from, size_t to);

/* The comment's text, in the spelling of the layout. */
void comment_write(struct buf *buf, const struct token *comment);

/* Does nothing else fit on the comment's last line? */
bool comment_ends_line(const struct token *comment);

static inline bool piece_is_word(const struct piece *piece, enum word word)
{
	return piece->token.kind == TOKEN_WORD && piece->token.word == word;
}

#endif
