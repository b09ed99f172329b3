/* Tokens, names, constants and mistakes, as every file of the parser needs them. */
#include "vtl/parser.h"

#include <assert.h>

#include "base/mark.h"
#include "base/utf8.h"
#include "vtl/lexer.h"

const struct token *parser_peek(const struct parser *parser, size_t ahead)
{
	const struct token *token = &parser->tokens[parser->at];

	while (ahead-- > 0 && token->kind != TOKEN_END)
		token++;
	return token;
}

bool parser_at(const struct parser *parser, enum token_kind kind)
{
	return parser_peek(parser, 0)->kind == kind;
}

bool parser_at_word(const struct parser *parser, enum word word)
{
	const struct token *token = parser_peek(parser, 0);

	return token->kind == TOKEN_WORD && token->word == word;
}

static void advance(struct parser *parser)
{
	if (!parser_at(parser, TOKEN_END))
		parser->at++;
}

bool parser_take(struct parser *parser, enum token_kind kind)
{
	if (!parser_at(parser, kind))
		return false;
	advance(parser);
	return true;
}

bool parser_take_word(struct parser *parser, enum word word)
{
	if (!parser_at_word(parser, word))
		return false;
	advance(parser);
	return true;
}

struct err script_refuse(struct diagnostics *diagnostics, struct str file,
			 struct script_mistake mistake)
{
	char digits[DIGITS_MOST];
	struct diagnostic d = { .id = DIAGNOSTIC_BAD_SCRIPT,
				.file = file,
				.line = mistake.place.line,
				.args = { mistake.message } };

	if (mistake.place.column > 0)
		d.column = str_of_digits(digits, mistake.place.column, 1);
	for (size_t i = 0; i < countof(mistake.args); i++)
		d.args[i + 1] = mistake.args[i];
	TRY(diagnostics_add(diagnostics, d));
	return ERROR(ERR_INVALID, "the script is wrong");
}

static struct err refuse(struct parser *parser, const struct token *token, struct str message,
			 struct str first, struct str second, struct str third)
{
	return script_refuse(parser->diagnostics, parser->file,
			     (struct script_mistake){ .place = token->place,
						      .message = message,
						      .args = { first, second, third } });
}

static struct str as_written(const struct parser *parser, const struct token *token)
{
	return str_slice(parser->source, token->offset, token->end);
}

/* What begins no token says most about itself. */
static struct err refuse_bad(struct parser *parser, const struct token *token)
{
	struct str text = as_written(parser, token), none = S("");
	size_t at = 0;
	uint32_t c = utf8_next(text, &at);

	if (c == '"')
		return refuse(parser, token, S(N_("the string that begins here is not closed")),
			      none, none, none);
	if (c == '\'')
		return refuse(parser, token,
			      S(N_("the quoted name that begins here is not closed")), none, none,
			      none);
	if (c == '/')
		return refuse(parser, token, S(N_("the comment that begins here is not closed")),
			      none, none, none);
	if (c == 0x201c || c == 0x201d || c == 0x201e || c == 0xab || c == 0xbb)
		return refuse(parser, token,
			      S(N_("{1} begins no string: strings stand between plain quotes, \"")),
			      text, none, none);
	if (c == 0x2018 || c == 0x2019)
		return refuse(parser, token,
			      S(N_("{1} quotes no name: names stand between plain quotes, '")),
			      text, none, none);
	return refuse(parser, token,
		      S(N_("{1} means nothing here; names with such characters are written in "
			   "quotes, as 'a-b'")),
		      text, none, none);
}

struct err parser_refuse_with(struct parser *parser, struct str message, struct str second,
			      struct str third)
{
	const struct token *token = parser_peek(parser, 0);

	if (token->kind == TOKEN_BAD)
		return refuse_bad(parser, token);
	if (token->kind == TOKEN_END)
		return refuse(parser, token,
			      S(N_("the script ends here, in the middle of a statement")), S(""),
			      S(""), S(""));
	return refuse(parser, token, message, as_written(parser, token), second, third);
}

struct err parser_refuse(struct parser *parser, struct str message)
{
	return parser_refuse_with(parser, message, S(""), S(""));
}

struct err parser_expect(struct parser *parser, enum token_kind kind)
{
	if (parser_take(parser, kind))
		return OK;
	return parser_refuse_with(parser, S(N_("{2} is expected here, not {1}")), mark_text(kind),
				  S(""));
}

struct err parser_expect_word(struct parser *parser, enum word word)
{
	if (parser_take_word(parser, word))
		return OK;
	return parser_refuse_with(parser, S(N_("{2} is expected here, not {1}")), word_text(word),
				  S(""));
}

static struct err refuse_depth(struct parser *parser)
{
	return refuse(parser, parser_peek(parser, 0),
		      S(N_("this is nested too deeply; give a part of it a name of its own")),
		      S(""), S(""), S(""));
}

struct err parser_enter(struct parser *parser)
{
	if (parser->depth >= SCRIPT_DEPTH_MOST)
		return refuse_depth(parser);
	parser->depth++;
	return OK;
}

void parser_leave(struct parser *parser)
{
	assert(parser->depth > 0);
	parser->depth--;
}

struct err parser_node(struct parser *parser, enum node_kind kind, struct place place,
		       struct node **out)
{
	struct node *node = NEW(parser->arena, struct node, 1);

	TRY_NEW(node);
	node->kind = kind;
	node->place = place;
	node->depth = 1;
	*out = node;
	return OK;
}

struct err node_adopt(struct parser *parser, struct node *node, const struct node *child)
{
	if (!child || child->depth < node->depth)
		return OK;
	if (child->depth >= SCRIPT_DEPTH_MOST)
		return refuse_depth(parser);
	node->depth = child->depth + 1;
	return OK;
}

struct err node_adopt_grouping(struct parser *parser, struct node *node,
			       const struct grouping_syntax *grouping)
{
	TRY(node_adopt(parser, node, grouping->conversion));
	return node_adopt(parser, node, grouping->having);
}

struct err node_adopt_clause(struct parser *parser, struct node *node,
			     const struct clause_syntax *clause)
{
	TRY(node_adopt(parser, node, clause->expression));
	for (size_t i = 0; i < clause->n_assignments; i++)
		TRY(node_adopt(parser, node, clause->assignments[i].value));
	return node_adopt_grouping(parser, node, &clause->grouping);
}

bool parser_at_name(const struct parser *parser)
{
	return parser_at(parser, TOKEN_NAME) || parser_at(parser, TOKEN_QUOTED);
}

/* Is the word of an operator with plain arguments, which the lexer takes for a name? */
static bool is_reserved(const struct token *token)
{
	return token->kind == TOKEN_WORD ||
	       (token->kind == TOKEN_NAME && operation_named(token->text) != OPERATION_NONE);
}

/* The name without the backslash in front of a quote. */
static struct err unquote(struct parser *parser, struct str text, struct str *out)
{
	char *plain;
	size_t len = 0;

	*out = text;
	if (str_find_char(text, '\\', 0) == SIZE_MAX)
		return OK;
	TRY_NEW(plain = arena_text(parser->arena, text.len));
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\\' && i + 1 < text.len && text.at[i + 1] == '\'')
			i++;
		plain[len++] = text.at[i];
	}
	*out = (struct str){ plain, len };
	return OK;
}

struct err parse_name(struct parser *parser, struct name *out)
{
	const struct token *token = parser_peek(parser, 0);

	if (is_reserved(token))
		return parser_refuse(
			parser, S(N_("{1} is a word of the language; a name like it is written "
				     "in quotes, as '{1}'")));
	if (!parser_at_name(parser))
		return parser_refuse(parser, S(N_("a name is expected here, not {1}")));
	if (token->text.len == 0)
		return parser_refuse(parser, S(N_("a name has at least one character")));
	*out = (struct name){ token->text, token->place, token->kind == TOKEN_QUOTED };
	if (out->is_quoted)
		TRY(unquote(parser, token->text, &out->text));
	if (out->text.len > SCRIPT_NAME_MOST)
		return parser_refuse(parser, S(N_("this name is too long")));
	advance(parser);
	return OK;
}

struct err parse_long_name(struct parser *parser, struct name *out)
{
	const struct token *token = parser_peek(parser, 0);
	size_t end;

	TRY(parse_name(parser, out));
	if (out->is_quoted || !parser_at(parser, TOKEN_COLON))
		return OK;
	end = lexer_long_name(parser->source, token->offset);
	if (end == token->end)
		return OK;
	out->text = str_slice(parser->source, token->offset, end);
	while (parser_peek(parser, 0)->kind != TOKEN_END && parser_peek(parser, 0)->offset < end)
		advance(parser);
	return OK;
}

struct err parse_component_name(struct parser *parser, struct component_name *out)
{
	struct component_name name = { 0 };

	TRY(parse_name(parser, &name.component));
	if (parser_take(parser, TOKEN_HASH)) {
		name.dataset = name.component;
		TRY(parse_name(parser, &name.component));
	}
	*out = name;
	return OK;
}

struct err parse_component_names(struct parser *parser, struct component_names *out)
{
	struct list names = LIST(parser->arena, struct component_name);

	do {
		struct component_name name;

		TRY(parse_component_name(parser, &name));
		TRY(list_push(&names, &name));
		/* What follows the comma may begin another part: "group by Id_1, time_agg("A")". */
	} while (parser_at(parser, TOKEN_COMMA) && parser_peek(parser, 1)->kind != TOKEN_WORD &&
		 parser_take(parser, TOKEN_COMMA));
	*out = (struct component_names){ names.at, names.count };
	return OK;
}

struct err parse_literal(struct parser *parser, struct literal *out)
{
	const struct token *sign = parser_peek(parser, 0), *token = sign;
	bool is_signed = sign->kind == TOKEN_PLUS || sign->kind == TOKEN_MINUS;
	struct literal literal = { .place = sign->place };

	if (is_signed)
		token = parser_peek(parser, 1);
	if (token->kind == TOKEN_INTEGER)
		literal.kind = LITERAL_INTEGER;
	else if (token->kind == TOKEN_NUMBER)
		literal.kind = LITERAL_NUMBER;
	else if (is_signed)
		return parser_refuse(parser, S(N_("a constant is expected here, not {1}")));
	else if (token->kind == TOKEN_STRING)
		literal.kind = LITERAL_STRING;
	else if (parser_at_word(parser, WORD_TRUE) || parser_at_word(parser, WORD_FALSE))
		literal.kind = LITERAL_BOOLEAN;
	else if (parser_at_word(parser, WORD_NULL))
		literal.kind = LITERAL_NULL;
	else
		return parser_refuse(parser, S(N_("a constant is expected here, not {1}")));
	literal.text = token->text;
	if (sign->kind == TOKEN_MINUS) {
		literal.text = str_format(parser->arena, "-%.*s", STR_ARGS(token->text));
		TRY_NEW(literal.text.at);
	}
	advance(parser);
	if (is_signed)
		advance(parser);
	*out = literal;
	return OK;
}

struct err parse_signed_integer(struct parser *parser, struct literal *out)
{
	bool is_signed = parser_at(parser, TOKEN_PLUS) || parser_at(parser, TOKEN_MINUS);

	if (parser_peek(parser, is_signed ? 1 : 0)->kind != TOKEN_INTEGER)
		return parser_refuse(parser, S(N_("a whole number is expected here, not {1}")));
	return parse_literal(parser, out);
}

struct err parse_string(struct parser *parser, struct literal *out)
{
	if (!parser_at(parser, TOKEN_STRING))
		return parser_refuse(parser, S(N_("a string is expected here, not {1}")));
	return parse_literal(parser, out);
}
