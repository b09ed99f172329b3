/*
 * Lines. A stretch of tokens that fits stands on one line. One that does not is broken in front of the
 * words or operators that bind it least; where there are none, its brackets are opened, an item a line.
 * The clauses of a join and of a grouping begin lines of their own as soon as their bracket is opened.
 */
#include "vtl/layout.h"

#include "base/utf8.h"
#include "vtl/layout_pieces.h"

struct layout {
	struct pieces pieces;
	struct buf *out;
	size_t column; /* characters on the line so far */
	bool fresh;    /* nothing but the indent stands on it */
	bool ended;    /* a comment has ended it */
};

/* Which break a token allows in front of it; the smaller is tried first. */
enum break_class {
	BREAK_CLAUSE, /* not indented */
	BREAK_BRANCH,
	BREAK_THEN,
	BREAK_PART,
	BREAK_OR,
	BREAK_AND,
	BREAK_COMPARISON,
	BREAK_SUM,
	BREAK_PRODUCT,
	BREAK_NONE,
};

static enum break_class class_of_word(enum word word)
{
	switch (word) {
	case WORD_FILTER:
	case WORD_CALC:
	case WORD_AGGR:
	case WORD_APPLY:
	case WORD_KEEP:
	case WORD_DROP:
	case WORD_RENAME:
	case WORD_USING:
	case WORD_GROUP:
	case WORD_HAVING:
	case WORD_PARTITION:
	case WORD_ORDER:
		return BREAK_CLAUSE;
	case WORD_WHEN:
	case WORD_ELSE:
		return BREAK_BRANCH;
	case WORD_THEN:
		return BREAK_THEN;
	case WORD_ERRORCODE:
	case WORD_ERRORLEVEL:
	case WORD_IMBALANCE:
		return BREAK_PART;
	case WORD_OR:
	case WORD_XOR:
		return BREAK_OR;
	case WORD_AND:
		return BREAK_AND;
	default:
		return BREAK_NONE;
	}
}

static enum break_class class_of(const struct piece *piece)
{
	switch (piece->token.kind) {
	case TOKEN_WORD:
		return class_of_word(piece->token.word);
	case TOKEN_EQUAL:
	case TOKEN_UNEQUAL:
	case TOKEN_LESS_EQUAL:
	case TOKEN_GREATER_EQUAL:
		return BREAK_COMPARISON;
	case TOKEN_PLUS:
	case TOKEN_MINUS:
	case TOKEN_BARS:
		return BREAK_SUM;
	case TOKEN_STAR:
	case TOKEN_SLASH:
		return BREAK_PRODUCT;
	default:
		return BREAK_NONE;
	}
}

/* Neither a sign in front of one operand nor the first word of a rule is a place to break. */
static bool may_break(const struct layout *layout, size_t i, enum break_class class)
{
	const struct piece *piece = &layout->pieces.at[i];

	return class_of(piece) == class && piece->is_spaced &&
	       layout->pieces.at[i - 1].token.kind != TOKEN_COLON &&
	       (class != BREAK_SUM || layout->pieces.at[i + 1].is_spaced);
}

static void new_line(struct layout *layout, size_t indent)
{
	buf_char(layout->out, '\n');
	for (size_t i = 0; i < indent; i++)
		buf_char(layout->out, ' ');
	layout->column = indent;
	layout->fresh = true;
	layout->ended = false;
}

/* The comments in front of a token, each on a line, the token on the next one. */
static void write_before(struct layout *layout, const struct piece *piece, size_t indent)
{
	for (size_t i = 0; i < piece->before.count; i++) {
		if (!layout->fresh)
			new_line(layout, indent);
		comment_write(layout->out, &piece->before.at[i]);
		new_line(layout, indent);
	}
}

static void write_piece(struct layout *layout, size_t i, size_t indent)
{
	const struct piece *piece = &layout->pieces.at[i];
	struct str text = piece_text(&layout->pieces, i);

	if (layout->ended)
		new_line(layout, indent);
	write_before(layout, piece, indent);
	if (piece->is_spaced && !layout->fresh) {
		buf_char(layout->out, ' ');
		layout->column++;
	}
	buf_str(layout->out, text);
	layout->column += utf8_length(text);
	layout->fresh = false;
	for (size_t c = 0; c < piece->behind.count; c++) {
		const struct token *comment = &piece->behind.at[c];

		buf_char(layout->out, ' ');
		comment_write(layout->out, comment);
		layout->column += utf8_length(comment->text) + 1;
		layout->ended = comment_ends_line(comment);
	}
}

static bool fits(const struct layout *layout, size_t from, size_t to, size_t after)
{
	size_t width = pieces_width(&layout->pieces, from, to);

	return width != SIZE_MAX && layout->column + width + after <= LAYOUT_COLUMNS;
}

static void write_flat(struct layout *layout, size_t from, size_t to, size_t indent)
{
	for (size_t i = from; i < to; i++)
		write_piece(layout, i, indent);
}

static void write_range(struct layout *layout, size_t from, size_t to, size_t indent, size_t after);

/* The first place in [from, to) that is at this level and is a comma, or begins a clause. */
static size_t find_comma(const struct layout *layout, size_t from, size_t to)
{
	size_t i = from;

	while (i < to && layout->pieces.at[i].token.kind != TOKEN_COMMA)
		i = layout->pieces.at[i].match + 1;
	return i;
}

static size_t find_clause(const struct layout *layout, size_t from, size_t to)
{
	size_t i = from;

	while (i < to && class_of(&layout->pieces.at[i]) != BREAK_CLAUSE)
		i = layout->pieces.at[i].match + 1;
	return i;
}

/* Items with their commas, each on a line of its own; all but the first with the second indent. */
static void write_items(struct layout *layout, size_t from, size_t to, size_t indent, size_t next)
{
	while (from < to) {
		size_t comma = find_comma(layout, from, to);
		bool is_last = comma >= to || comma + 1 == to;

		write_range(layout, from, comma, indent, 1);
		if (comma < to)
			write_piece(layout, comma, indent);
		from = comma + 1;
		indent = next;
		if (!is_last)
			new_line(layout, indent);
	}
}

/*
 * Between brackets: operands, an item a line, then each clause on a line of its own, its items broken
 * only when they do not fit.
 */
static void write_opened(struct layout *layout, size_t open, size_t indent)
{
	size_t close = layout->pieces.at[open].match, inner = indent + LAYOUT_INDENT;
	size_t from = open + 1, clause = find_clause(layout, from, close);

	write_piece(layout, open, indent);
	if (clause > from) {
		new_line(layout, inner);
		write_items(layout, from, clause, inner, inner);
	}
	for (from = clause; from < close; from = clause) {
		clause = find_clause(layout, layout->pieces.at[from].match + 1, close);
		new_line(layout, inner);
		if (fits(layout, from, clause, 0))
			write_flat(layout, from, clause, inner);
		else
			write_items(layout, from, clause, inner, inner + LAYOUT_INDENT);
	}
	new_line(layout, indent);
	write_piece(layout, close, indent);
}

/* Token by token; brackets that do not fit are opened. */
static void write_run(struct layout *layout, size_t from, size_t to, size_t indent, size_t after)
{
	for (size_t i = from; i < to; i++) {
		size_t match = layout->pieces.at[i].match;

		if (match == i || match >= to) {
			write_piece(layout, i, indent);
			continue;
		}
		if (fits(layout, i, match + 1, match + 1 == to ? after : 0))
			write_flat(layout, i, match + 1, indent);
		else
			write_opened(layout, i, indent);
		i = match;
	}
}

/* The least class of a break inside the stretch, not counting its first token. */
static enum break_class least_class(const struct layout *layout, size_t from, size_t to)
{
	enum break_class least = BREAK_NONE;

	for (size_t i = layout->pieces.at[from].match + 1; i < to;
	     i = layout->pieces.at[i].match + 1) {
		enum break_class class = class_of(&layout->pieces.at[i]);

		if (class < least && may_break(layout, i, class))
			least = class;
	}
	return least;
}

static void write_broken(struct layout *layout, size_t from, size_t to, size_t indent, size_t after,
			 enum break_class class)
{
	size_t inner = class == BREAK_CLAUSE ? indent : indent + LAYOUT_INDENT, begin = from;

	for (size_t i = layout->pieces.at[from].match + 1; i < to;
	     i = layout->pieces.at[i].match + 1) {
		if (!may_break(layout, i, class))
			continue;
		write_range(layout, begin, i, begin == from ? indent : inner, 0);
		new_line(layout, inner);
		begin = i;
	}
	write_range(layout, begin, to, begin == from ? indent : inner, after);
}

static void write_range(struct layout *layout, size_t from, size_t to, size_t indent, size_t after)
{
	enum break_class class;

	if (from >= to)
		return;
	class = least_class(layout, from, to);
	if (fits(layout, from, to, after))
		write_flat(layout, from, to, indent);
	else if (class == BREAK_NONE)
		write_run(layout, from, to, indent, after);
	else
		write_broken(layout, from, to, indent, after, class);
}

/* The end of the stretch that a word begins or ends, before `to`; `to` when there is none. */
static size_t find_word(const struct layout *layout, size_t from, size_t to, enum word word)
{
	for (size_t i = from; i < to; i = layout->pieces.at[i].match + 1)
		if (piece_is_word(&layout->pieces.at[i], word))
			return i;
	return to;
}

/* define … is / its rules, one a line or more, indented / end … */
static void write_define(struct layout *layout, size_t from, size_t to)
{
	size_t body = find_word(layout, from, to, WORD_IS) + 1;
	size_t end = find_word(layout, body, to, WORD_END), begin = body;

	write_range(layout, from, body, 0, 0);
	for (size_t i = body; i < end; i++) {
		bool is_last = i + 1 == end;

		if (layout->pieces.at[i].token.kind != TOKEN_SEMICOLON && !is_last)
			continue;
		new_line(layout, LAYOUT_INDENT);
		write_range(layout, begin, i + 1, LAYOUT_INDENT, 0);
		begin = i + 1;
	}
	new_line(layout, 0);
	write_range(layout, end, to, 0, 0);
}

/* Past the semicolon that ends the statement: one inside define … end ends a rule. */
static size_t statement_end(const struct layout *layout, size_t from)
{
	bool in_define = piece_is_word(&layout->pieces.at[from], WORD_DEFINE);

	for (size_t i = from; i < layout->pieces.count - 1; i++) {
		if (piece_is_word(&layout->pieces.at[i], WORD_END))
			in_define = false;
		if (layout->pieces.at[i].token.kind == TOKEN_SEMICOLON && !in_define)
			return i + 1;
	}
	return layout->pieces.count - 1;
}

static bool ends_define(const struct piece *piece)
{
	return piece_is_word(piece, WORD_RULESET) || piece_is_word(piece, WORD_OPERATOR) ||
	       piece_is_word(piece, WORD_PROPAGATION);
}

static void write_statement(struct layout *layout, size_t from, size_t to)
{
	bool is_define = piece_is_word(&layout->pieces.at[from], WORD_DEFINE);

	if (from > 0) {
		bool after_define = from > 1 && ends_define(&layout->pieces.at[from - 2]);

		if (layout->pieces.at[from].blank_before || is_define || after_define)
			buf_char(layout->out, '\n');
		new_line(layout, 0);
	}
	if (is_define)
		write_define(layout, from, to);
	else
		write_range(layout, from, to, 0, 0);
}

struct err layout_script(struct arena *arena, struct str source, struct buf *out)
{
	struct layout layout = { .out = out, .fresh = true };
	size_t from = 0, end;
	struct str done;

	if (str_starts(source, S("\xef\xbb\xbf")))
		source = str_slice(source, 3, source.len);
	TRY(pieces_cut(arena, source, &layout.pieces));
	end = layout.pieces.count - 1;
	while (from < end) {
		size_t next = statement_end(&layout, from);

		write_statement(&layout, from, next);
		from = next;
	}
	/* What stands behind the last statement are comments. */
	for (size_t i = 0; i < layout.pieces.at[end].before.count; i++) {
		if (i > 0 || end > 0)
			new_line(&layout, 0);
		if (i == 0 && end > 0 && layout.pieces.at[end].blank_before)
			new_line(&layout, 0);
		comment_write(out, &layout.pieces.at[end].before.at[i]);
	}
	if (out->len > 0)
		buf_char(out, '\n');
	return buf_done(out, &done);
}
