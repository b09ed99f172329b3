/* The cursor of the template parser; see scan.h. */
#include "scan.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct err scan_fault(struct scanner *scanner, struct view_place place, const char *format, ...)
{
	va_list arguments;
	char text[512];
	int len;

	va_start(arguments, format);
	len = vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	assert(len > 0);
	if ((size_t)len >= sizeof(text))
		len = (int)sizeof(text) - 1;
	scanner->fault->place = place;
	scanner->fault->message =
		str_copy(scanner->arena, (struct str){ .at = text, .len = (size_t)len });
	return ERROR(ERR_INVALID, "the template is refused");
}

bool scan_end(const struct scanner *scanner)
{
	return scanner->at >= scanner->text.len;
}

char scan_peek(const struct scanner *scanner)
{
	return scan_end(scanner) ? '\0' : scanner->text.at[scanner->at];
}

bool scan_sees(const struct scanner *scanner, const char *literal)
{
	struct str rest = str_slice(scanner->text, scanner->at, scanner->text.len);

	return str_starts(rest, str_of(literal));
}

void scan_skip(struct scanner *scanner, size_t bytes)
{
	assert(bytes <= scanner->text.len - scanner->at);
	for (; bytes > 0; bytes--) {
		unsigned char c = (unsigned char)scanner->text.at[scanner->at++];

		if (c == '\n') {
			scanner->place.line++;
			scanner->place.column = 1;
		} else if ((c & 0xC0) != 0x80) { /* Not the middle of a character. */
			scanner->place.column++;
		}
	}
}

bool scan_take(struct scanner *scanner, const char *literal)
{
	if (!scan_sees(scanner, literal))
		return false;
	scan_skip(scanner, strlen(literal));
	return true;
}

bool char_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool char_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

void scan_space(struct scanner *scanner)
{
	while (!scan_end(scanner) && char_is_space(scan_peek(scanner)))
		scan_skip(scanner, 1);
}

struct str scan_since(const struct scanner *scanner, size_t from)
{
	return str_slice(scanner->text, from, scanner->at);
}

struct str scan_identifier(struct scanner *scanner)
{
	size_t from = scanner->at;
	char c = scan_peek(scanner);

	while (char_is_letter(c) || c == '_' || (scanner->at > from && char_is_digit(c))) {
		scan_skip(scanner, 1);
		c = scan_peek(scanner);
	}
	return scan_since(scanner, from);
}

struct str scan_name(struct scanner *scanner)
{
	size_t from = scanner->at;
	char c = scan_peek(scanner);

	while (char_is_letter(c) || (scanner->at > from && (char_is_digit(c) || c == '-'))) {
		scan_skip(scanner, 1);
		c = scan_peek(scanner);
	}
	return scan_since(scanner, from);
}

struct err scan_string(struct scanner *scanner, struct str *out)
{
	struct view_place place = scanner->place;
	struct buf buf;

	if (!scan_take(scanner, "\""))
		return scan_fault(scanner, place, "a text in double quotes is expected here");
	buf_init(&buf, scanner->arena);
	while (scan_peek(scanner) != '"') {
		bool escape = scan_take(scanner, "\\");
		char c = scan_peek(scanner);

		if (scan_end(scanner) || c == '\n')
			return scan_fault(scanner, place,
					  "this text has no closing quote on its line");
		if (escape && c != '"' && c != '\\')
			return scan_fault(scanner, scanner->place,
					  "only \\\" and \\\\ are escapes in a text");
		buf_char(&buf, c);
		scan_skip(scanner, 1);
	}
	scan_skip(scanner, 1);
	TRY(buf_done(&buf, out));
	if (str_empty(*out))
		return scan_fault(scanner, place, "this text is empty");
	return OK;
}

/* Finds the name in scope and marks it as used. */
static bool scope_use(const struct scope *scope, struct str name)
{
	for (; scope; scope = scope->outer)
		if (str_eq(scope->name, name)) {
			*scope->used = true;
			return true;
		}
	return false;
}

struct err scan_expression(struct scanner *scanner, const char *prefixes, struct str *out)
{
	struct view_place place = scanner->place;
	size_t from = scanner->at;
	struct str name;

	if (!scan_end(scanner) && strchr(prefixes, scan_peek(scanner)))
		scan_skip(scanner, 1);
	name = scan_identifier(scanner);
	if (str_empty(name))
		return scan_fault(scanner, place, "a value such as v->name is expected here");
	if (!scope_use(scanner->scope, name))
		return scan_fault(
			scanner, place,
			"\"%.*s\" is neither a parameter of this view nor a row of an {{#each}} "
			"around it",
			STR_ARGS(name));
	while (scan_take(scanner, "->") || scan_take(scanner, "."))
		if (str_empty(scan_identifier(scanner)))
			return scan_fault(scanner, scanner->place,
					  "the name of a member is expected here");
	*out = scan_since(scanner, from);
	return OK;
}

struct err scan_node(struct scanner *scanner, struct view_nodes *nodes, enum view_node_kind kind,
		     struct view_place place, struct view_node **out)
{
	struct view_node *node;

	TRY_NEW(node = NEW(scanner->arena, struct view_node, 1));
	node->kind = kind;
	node->place = place;
	node->previous = nodes->last;
	if (nodes->last)
		nodes->last->next = node;
	else
		nodes->first = node;
	nodes->last = node;
	*out = node;
	return OK;
}

struct err scan_literal(struct scanner *scanner, struct view_nodes *nodes, enum literal_kind kind,
			struct view_place place, struct str text)
{
	struct view_node *node = NULL;

	TRY(scan_node(scanner, nodes, NODE_LITERAL, place, &node));
	node->literal = (struct view_literal){ .kind = kind, .text = text };
	return OK;
}

struct err scan_deeper(struct scanner *scanner)
{
	if (scanner->depth >= VIEW_DEPTH_MAX)
		return scan_fault(scanner, scanner->place,
				  "more than %d elements and blocks inside each other",
				  (int)VIEW_DEPTH_MAX);
	scanner->depth++;
	return OK;
}

bool scan_in_code(const struct scanner *scanner)
{
	for (const struct open_element *open = scanner->open; open; open = open->outer)
		if (open->code)
			return true;
	return false;
}

/* A letter of some script; signs such as x in "2 x 3" or an arrow are none. */
static bool is_word_letter(uint32_t c)
{
	if (c < 0x80)
		return char_is_letter((char)c);
	return (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7) || (c >= 0x2E80 && c < 0xFE00);
}

/* The length of the character reference at the start of s; 0 when it is none that we know. */
static size_t reference_length(struct str s)
{
	static const char *const names[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&nbsp;", "&shy;" };
	size_t i = 2;

	for (size_t j = 0; j < countof(names); j++)
		if (str_starts(s, str_of(names[j])))
			return strlen(names[j]);
	if (!str_starts(s, S("&#")))
		return 0;
	while (i < s.len && char_is_digit(s.at[i]))
		i++;
	return i > 2 && i < s.len && s.at[i] == ';' ? i + 1 : 0;
}

/* The place of a byte of a text that begins at the place. */
static struct view_place place_in(struct view_place place, struct str text, size_t offset)
{
	struct scanner inner = { .text = text, .place = place };

	scan_skip(&inner, offset);
	return inner.place;
}

struct err scan_check_text(struct scanner *scanner, struct view_place place, struct str text,
			   bool words_allowed)
{
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		size_t reference = reference_length(str_slice(text, at, text.len));
		uint32_t c = utf8_next(text, &at);

		if (reference > 0)
			at = from + reference;
		else if (c == '&')
			return scan_fault(scanner, place_in(place, text, from),
					  "write & as &amp;, and other characters as themselves");
		else if (c == '<' || c == '>')
			return scan_fault(scanner, place_in(place, text, from),
					  "write %c as %s in text", (char)c,
					  c == '<' ? "&lt;" : "&gt;");
		else if (!words_allowed && is_word_letter(c))
			return scan_fault(scanner, place_in(place, text, from),
					  "words for people belong in a message: {{_ \"...\"}}");
	}
	return OK;
}
