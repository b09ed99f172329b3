/* Cutting a script for the layout, and where a space belongs between two tokens. */
#include "vtl/layout_pieces.h"

#include <assert.h>

#include "base/list.h"
#include "base/utf8.h"
#include "vtl/lexer.h"
#include "vtl/operation.h"

struct str piece_text(const struct pieces *pieces, size_t i)
{
	const struct token *token = &pieces->at[i].token;

	return str_slice(pieces->source, token->offset, token->end);
}

void comment_write(struct buf *buf, const struct token *comment)
{
	if (str_starts(comment->text, S("#"))) {
		buf_str(buf, S("//"));
		buf_str(buf, str_slice(comment->text, 1, comment->text.len));
	} else {
		buf_str(buf, comment->text);
	}
}

bool comment_ends_line(const struct token *comment)
{
	return !str_starts(comment->text, S("/*")) ||
	       str_find_char(comment->text, '\n', 0) != SIZE_MAX;
}

/* Does an operand end with the token, so that a sign behind it has two sides? */
static bool ends_operand(const struct token *token)
{
	switch (token->kind) {
	case TOKEN_NAME:
	case TOKEN_QUOTED:
	case TOKEN_STRING:
	case TOKEN_INTEGER:
	case TOKEN_NUMBER:
	case TOKEN_CLOSE:
	case TOKEN_CLOSE_SQUARE:
	case TOKEN_CLOSE_CURLY:
		return true;
	default:
		return token->kind == TOKEN_WORD &&
		       (token->word == WORD_TRUE || token->word == WORD_FALSE ||
			token->word == WORD_NULL);
	}
}

/* Is the token what stands in front of the parenthesis of a call? */
static bool is_callee(const struct token *token)
{
	if (token->kind == TOKEN_NAME || token->kind == TOKEN_QUOTED)
		return true;
	if (token->kind != TOKEN_WORD)
		return false;
	switch (token->word) {
	case WORD_AND:
	case WORD_OR:
	case WORD_XOR:
	case WORD_NOT:
	case WORD_IN:
	case WORD_NOT_IN:
	case WORD_IF:
	case WORD_CASE:
		return false;
	default:
		return operation_named(token->text) != OPERATION_NONE ||
		       word_is_function(token->word) || token->word == WORD_OVER;
	}
}

/* What is known of the tokens before the one that is spaced. */
struct spacing {
	const struct token *last, *before_last;
	bool in_angle; /* "measure<": the next ">" closes it */
};

static bool opens_angle(const struct token *token)
{
	return token->kind == TOKEN_WORD &&
	       (token->word == WORD_COMPONENT || token->word == WORD_IDENTIFIER ||
		token->word == WORD_MEASURE || token->word == WORD_ATTRIBUTE ||
		token->word == WORD_SET);
}

static bool is_tight_before(enum token_kind kind)
{
	return kind == TOKEN_COMMA || kind == TOKEN_SEMICOLON || kind == TOKEN_CLOSE ||
	       kind == TOKEN_CLOSE_SQUARE || kind == TOKEN_CLOSE_CURLY || kind == TOKEN_HASH ||
	       kind == TOKEN_COLON || kind == TOKEN_OPEN_SQUARE;
}

static bool is_tight_after(enum token_kind kind)
{
	return kind == TOKEN_OPEN || kind == TOKEN_OPEN_SQUARE || kind == TOKEN_OPEN_CURLY ||
	       kind == TOKEN_HASH;
}

static bool is_sign(const struct token *token)
{
	return token->kind == TOKEN_PLUS || token->kind == TOKEN_MINUS;
}

static bool is_spaced(struct spacing *spacing, const struct token *token)
{
	const struct token *last = spacing->last;

	if (!last || is_tight_after(last->kind) || is_tight_before(token->kind))
		return false;
	if (token->kind == TOKEN_OPEN)
		return !is_callee(last);
	if (token->kind == TOKEN_LESS && opens_angle(last)) {
		spacing->in_angle = true;
		return false;
	}
	if (spacing->in_angle && last->kind == TOKEN_LESS)
		return false;
	if (spacing->in_angle && token->kind == TOKEN_GREATER) {
		spacing->in_angle = false;
		return false;
	}
	if (last->kind == TOKEN_UNDERSCORE && (is_sign(token) || token->kind == TOKEN_STAR))
		return false;
	/* A sign with one side sticks to it; two of them would become another token, or a comment. */
	if (is_sign(last) && (!spacing->before_last || !ends_operand(spacing->before_last)))
		return is_sign(token);
	return true;
}

/* A name with its agency and version is one piece; a rule's name and its colon are not. */
static void join_long_name(struct lexer *lexer, struct token *token)
{
	size_t end = lexer_long_name(lexer->source, token->offset);

	while (token->end < end)
		token->end = lexer_next(lexer).end;
}

struct cutter {
	struct arena *arena;
	struct lexer lexer;
	struct list pieces, comments, open;
	uint32_t last_line; /* on which the last token or comment ended */
	bool in_define;
	struct spacing spacing;
};

static uint32_t lines_of(struct str text)
{
	uint32_t lines = 0;

	for (size_t at = 0; (at = str_find_char(text, '\n', at)) != SIZE_MAX; at++)
		lines++;
	return lines;
}

static struct comments comments_between(const struct cutter *cutter, size_t from, size_t to)
{
	if (from == to)
		return (struct comments){ .count = 0 };
	return (struct comments){ LIST_AT(cutter->comments, struct token, from), to - from };
}

static struct piece *last_piece(struct cutter *cutter)
{
	struct list *pieces = &cutter->pieces;

	return pieces->count == 0 ? NULL : LIST_AT(*pieces, struct piece, pieces->count - 1);
}

/*
 * Reads the comments up to the next token. Those on the line of the last token go behind it, as long as
 * none ends the line. Offsets into the list of comments are kept, since it may move while it grows.
 */
struct gap {
	size_t behind_from, before_from;
	bool blank;
	struct token next;
};

static struct err read_gap(struct cutter *cutter, struct gap *out)
{
	bool line_ended = cutter->pieces.count == 0;
	struct token token;

	*out = (struct gap){ cutter->comments.count, cutter->comments.count, false, { 0 } };
	for (;;) {
		token = lexer_next(&cutter->lexer);
		if (token.place.line > cutter->last_line)
			line_ended = true;
		if (out->before_from == cutter->comments.count &&
		    token.place.line > cutter->last_line + 1)
			out->blank = true;
		cutter->last_line = token.place.line + lines_of(token.text);
		if (token.kind != TOKEN_COMMENT)
			break;
		TRY(list_push(&cutter->comments, &token));
		if (!line_ended)
			out->before_from = cutter->comments.count;
		line_ended |= comment_ends_line(&token);
	}
	out->next = token;
	return OK;
}

static struct err match_brackets(struct cutter *cutter, struct piece *piece, size_t index)
{
	switch (piece->token.kind) {
	case TOKEN_OPEN:
	case TOKEN_OPEN_SQUARE:
	case TOKEN_OPEN_CURLY:
		return list_push(&cutter->open, &index);
	case TOKEN_CLOSE:
	case TOKEN_CLOSE_SQUARE:
	case TOKEN_CLOSE_CURLY:
		assert(cutter->open.count > 0); /* the script was parsed */
		cutter->open.count--;
		LIST_AT(cutter->pieces, struct piece,
			*LIST_AT(cutter->open, size_t, cutter->open.count))
			->match = index;
		return OK;
	default:
		return OK;
	}
}

static struct err add_piece(struct cutter *cutter, const struct gap *gap)
{
	struct piece piece = { .token = gap->next, .blank_before = gap->blank };

	if (piece.token.kind == TOKEN_NAME && !cutter->in_define)
		join_long_name(&cutter->lexer, &piece.token);
	if (piece.token.kind == TOKEN_WORD && piece.token.word == WORD_DEFINE)
		cutter->in_define = true;
	if (piece.token.kind == TOKEN_WORD && piece.token.word == WORD_END)
		cutter->in_define = false;
	piece.match = cutter->pieces.count;
	TRY(list_push(&cutter->pieces, &piece));
	return match_brackets(cutter, last_piece(cutter), piece.match);
}

/* Comments are borrowed from their list once it has stopped growing. */
static void lend_comments(struct pieces *pieces, struct piece *at, const struct gap *gaps,
			  const struct cutter *cutter)
{
	for (size_t i = 0; i < pieces->count; i++) {
		size_t end = i + 1 < pieces->count ? gaps[i + 1].behind_from
						   : cutter->comments.count;

		at[i].before = comments_between(cutter, gaps[i].before_from, end);
		if (i > 0)
			at[i - 1].behind =
				comments_between(cutter, gaps[i].behind_from, gaps[i].before_from);
	}
}

/* Of a comment behind a token, with the space before it, as it will be written. */
static size_t comment_width(const struct token *comment)
{
	return utf8_length(comment->text) + (str_starts(comment->text, S("#")) ? 2 : 1);
}

static void measure(struct pieces *pieces, struct piece *at)
{
	struct spacing spacing = { 0 };
	size_t width = 0, breaks = 0;

	for (size_t i = 0; i < pieces->count; i++) {
		at[i].is_spaced = is_spaced(&spacing, &at[i].token);
		width += utf8_length(piece_text(pieces, i)) + (at[i].is_spaced ? 1 : 0);
		for (size_t c = 0; c < at[i].behind.count; c++) {
			width += comment_width(&at[i].behind.at[c]);
			breaks += comment_ends_line(&at[i].behind.at[c]) ? 1 : 0;
		}
		breaks += at[i].before.count;
		at[i].width = width;
		at[i].breaks = breaks;
		spacing.before_last = spacing.last;
		spacing.last = &at[i].token;
	}
}

struct err pieces_cut(struct arena *arena, struct str source, struct pieces *out)
{
	struct cutter cutter = { .arena = arena,
				 .pieces = LIST(arena, struct piece),
				 .comments = LIST(arena, struct token),
				 .open = LIST(arena, size_t),
				 .last_line = 1 };
	struct list gaps = LIST(arena, struct gap);
	struct gap gap;

	lexer_init(&cutter.lexer, source);
	do {
		TRY(read_gap(&cutter, &gap));
		TRY(list_push(&gaps, &gap));
		TRY(add_piece(&cutter, &gap));
	} while (gap.next.kind != TOKEN_END);
	*out = (struct pieces){ source, cutter.pieces.at, cutter.pieces.count };
	lend_comments(out, cutter.pieces.at, gaps.at, &cutter);
	measure(out, cutter.pieces.at);
	return OK;
}

size_t pieces_width(const struct pieces *pieces, size_t from, size_t to)
{
	const struct piece *at = pieces->at;
	size_t breaks, width;

	if (from >= to)
		return 0;
	/* Comments before the first and behind the last are outside. */
	breaks = at[to - 1].breaks - (from == 0 ? 0 : at[from - 1].breaks) - at[from].before.count;
	width = at[to - 1].width - (from == 0 ? 0 : at[from - 1].width);
	for (size_t c = 0; c < at[to - 1].behind.count; c++) {
		breaks -= comment_ends_line(&at[to - 1].behind.at[c]) ? 1 : 0;
		width -= comment_width(&at[to - 1].behind.at[c]);
	}
	return breaks > 0 ? SIZE_MAX : width;
}
