/*
 * The lexical grammar of VTL 2.2: names are letters, digits, "_" and ".", begin with a letter or a digit
 * and have a letter; numbers follow the manual's literals, with a capital E for the exponent. A string
 * has no escapes; in a quoted name \' is a quote.
 */
#include "vtl/lexer.h"

#include <assert.h>

#include "base/utf8.h"

void lexer_init(struct lexer *lexer, struct str source)
{
	assert(source.len <= UINT32_MAX);
	*lexer = (struct lexer){ .source = source, .place = { 1, 1 } };
}

/* The byte so many after the present one; 0 beyond the end. */
static char peek(const struct lexer *lexer, size_t ahead)
{
	size_t at = lexer->at + ahead;

	return at < lexer->source.len ? lexer->source.at[at] : '\0';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
	return is_letter(c) || is_digit(c) || c == '_' || c == '.';
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

/* Moves to the offset, counting lines and characters on the way. */
static void move_to(struct lexer *lexer, size_t end)
{
	for (; lexer->at < end; lexer->at++) {
		unsigned char c = (unsigned char)lexer->source.at[lexer->at];

		if (c == '\n') {
			lexer->place.line++;
			lexer->place.column = 1;
		} else if ((c & 0xc0) != 0x80) {
			lexer->place.column++;
		}
	}
}

static size_t past_digits(struct str source, size_t at)
{
	while (at < source.len && is_digit(source.at[at]))
		at++;
	return at;
}

static size_t past_name(struct str source, size_t at)
{
	while (at < source.len && is_name(source.at[at]))
		at++;
	return at;
}

static char at_or_end(struct str source, size_t at)
{
	return at < source.len ? source.at[at] : '\0';
}

/* Past "E5", "E-5" or "E+5" when it is there. */
static size_t past_exponent(struct str source, size_t at)
{
	size_t digits = at + 1;

	if (at_or_end(source, at) != 'E')
		return at;
	if (at_or_end(source, digits) == '+' || at_or_end(source, digits) == '-')
		digits++;
	return is_digit(at_or_end(source, digits)) ? past_digits(source, digits) : at;
}

/* A number, an integer, or a name that begins with a digit. */
static size_t past_number(const struct lexer *lexer, enum token_kind *kind)
{
	struct str source = lexer->source;
	size_t end = past_digits(source, lexer->at), exponent;
	size_t name_end = past_name(source, lexer->at);

	*kind = TOKEN_INTEGER;
	if (at_or_end(source, end) == '.') {
		*kind = TOKEN_NUMBER;
		end = past_digits(source, end + 1);
	}
	exponent = past_exponent(source, end);
	/* A negative exponent makes a fraction; a name cannot hold its sign. */
	for (size_t i = end; i < exponent; i++)
		if (source.at[i] == '-')
			*kind = TOKEN_NUMBER;
	end = exponent;
	if (name_end <= end)
		return end;
	*kind = TOKEN_NAME;
	return name_end;
}

/* Past the closing quote; the end of the script and *open when there is none. */
static size_t past_quote(const struct lexer *lexer, char quote, bool escapes, bool *open)
{
	size_t at = lexer->at + 1;

	*open = false;
	for (; at < lexer->source.len; at++) {
		if (escapes && lexer->source.at[at] == '\\' &&
		    at_or_end(lexer->source, at + 1) == quote)
			at++;
		else if (lexer->source.at[at] == quote)
			return at + 1;
	}
	*open = true;
	return lexer->source.len;
}

static size_t past_line(const struct lexer *lexer)
{
	size_t end = str_find_char(lexer->source, '\n', lexer->at);

	if (end == SIZE_MAX)
		end = lexer->source.len;
	while (end > lexer->at && lexer->source.at[end - 1] == '\r')
		end--;
	return end;
}

static bool comment_here(const struct lexer *lexer, size_t *end, bool *open)
{
	char first = peek(lexer, 0), second = peek(lexer, 1);

	*open = false;
	if ((first == '/' && second == '/') || (first == '#' && !lexer->in_statement)) {
		*end = past_line(lexer);
		return true;
	}
	if (first != '/' || second != '*')
		return false;
	*end = str_find(lexer->source, S("*/"), lexer->at + 2);
	*open = *end == SIZE_MAX;
	*end = *open ? lexer->source.len : *end + 2;
	return true;
}

/* The longest mark that stands here; TOKEN_BAD when none does. */
static enum token_kind mark_here(const struct lexer *lexer, size_t *end)
{
	enum token_kind best = TOKEN_BAD;
	size_t best_len = 0;

	for (enum token_kind kind = TOKEN_ASSIGN; kind < TOKEN_KIND_COUNT_; kind++) {
		struct str mark = mark_text(kind);
		struct str here = str_slice(lexer->source, lexer->at, lexer->at + mark.len);

		if (mark.len > best_len && str_eq(here, mark)) {
			best = kind;
			best_len = mark.len;
		}
	}
	if (best == TOKEN_BAD) {
		*end = lexer->at;
		utf8_next(lexer->source, end);
	} else {
		*end = lexer->at + best_len;
	}
	return best;
}

/* Which kind of token begins here, and where it ends. */
static enum token_kind kind_here(const struct lexer *lexer, size_t *end)
{
	char c = peek(lexer, 0);
	enum token_kind kind;
	bool open;

	if (comment_here(lexer, end, &open))
		return open ? TOKEN_BAD : TOKEN_COMMENT;
	if (c == '"' || c == '\'') {
		*end = past_quote(lexer, c, c == '\'', &open);
		if (open)
			return TOKEN_BAD;
		return c == '"' ? TOKEN_STRING : TOKEN_QUOTED;
	}
	if (is_digit(c)) {
		*end = past_number(lexer, &kind);
		return kind;
	}
	/* The grammar lets a name begin with "_", which alone stands for an omitted argument. */
	if (is_letter(c) || (c == '_' && is_name(peek(lexer, 1)))) {
		*end = past_name(lexer->source, lexer->at);
		return TOKEN_NAME;
	}
	return mark_here(lexer, end);
}

struct token lexer_next(struct lexer *lexer)
{
	struct token token = { .kind = TOKEN_END };
	size_t end = lexer->at;

	while (end < lexer->source.len && is_space(lexer->source.at[end]))
		end++;
	move_to(lexer, end);
	token.place = lexer->place;
	token.offset = (uint32_t)lexer->at;
	if (lexer->at < lexer->source.len)
		token.kind = kind_here(lexer, &end);
	token.end = (uint32_t)end;
	token.text = str_slice(lexer->source, lexer->at, end);
	move_to(lexer, end);
	if (token.kind == TOKEN_STRING || token.kind == TOKEN_QUOTED) {
		token.text = str_slice(token.text, 1, token.text.len - 1);
	} else if (token.kind == TOKEN_NAME) {
		token.word = word_named(token.text);
		token.kind = token.word == WORD_NONE ? TOKEN_NAME : TOKEN_WORD;
	}
	if (token.kind != TOKEN_COMMENT)
		lexer->in_statement = token.kind != TOKEN_SEMICOLON;
	return token;
}

/* Past "(1.0)", "(1.0.+)" or "(*)" when it is there. */
static size_t past_version(struct str source, size_t at)
{
	size_t end = at + 1;

	if (at_or_end(source, at) != '(')
		return at;
	while (end < source.len && (is_digit(source.at[end]) ||
				    str_find_char(S("._+*~"), source.at[end], 0) != SIZE_MAX))
		end++;
	return end > at + 1 && at_or_end(source, end) == ')' ? end + 1 : at;
}

size_t lexer_long_name(struct str source, size_t offset)
{
	size_t name = past_name(source, offset), end;

	if (at_or_end(source, name) != ':' || !is_letter(at_or_end(source, name + 1)))
		return name;
	end = past_version(source, past_name(source, name + 1));
	if (at_or_end(source, end) == ':' && is_name(at_or_end(source, end + 1)))
		end = past_name(source, end + 1);
	return end;
}
