/* Statements, one after the other; after a mistake the reading goes on with the next one. */
#include "vtl/parse.h"

#include "base/mark.h"
#include "base/utf8.h"
#include "vtl/lexer.h"
#include "vtl/parser.h"

static struct err cut(struct parser *parser)
{
	struct list tokens = LIST(parser->arena, struct token);
	struct lexer lexer;
	struct token token;

	lexer_init(&lexer, parser->source);
	do {
		token = lexer_next(&lexer);
		if (token.kind != TOKEN_COMMENT)
			TRY(list_push(&tokens, &token));
	} while (token.kind != TOKEN_END);
	parser->tokens = tokens.at;
	return OK;
}

static struct err parse_assign(struct parser *parser, struct statement *out)
{
	out->kind = STATEMENT_ASSIGN;
	TRY(parse_long_name(parser, &out->name));
	out->assign.is_persistent = parser_take(parser, TOKEN_PERSIST);
	if (!out->assign.is_persistent && !parser_take(parser, TOKEN_ASSIGN))
		return parser_refuse(parser, S(N_("a result is assigned with := or <-, not with "
						  "{1}")));
	return parse_expression(parser, &out->assign.expression);
}

/* Does a statement begin here, although the one before was not ended? */
static bool at_statement(const struct parser *parser)
{
	enum token_kind next = parser_peek(parser, 1)->kind;

	return parser_at_word(parser, WORD_DEFINE) ||
	       (parser_at_name(parser) && (next == TOKEN_ASSIGN || next == TOKEN_PERSIST));
}

/* *next_out: the mistake is a missing semicolon, and the next statement begins here. */
static struct err parse_statement(struct parser *parser, struct statement *out, bool *next_out)
{
	*out = (struct statement){ .place = parser_peek(parser, 0)->place };
	*next_out = false;
	parser->depth = 0;
	if (parser_at_word(parser, WORD_DEFINE))
		TRY(parse_define(parser, out));
	else
		TRY(parse_assign(parser, out));
	if (parser_take(parser, TOKEN_SEMICOLON))
		return OK;
	*next_out = at_statement(parser);
	if (*next_out)
		return parser_refuse(parser, S(N_("the statement before this one does not end with "
						  "\";\"")));
	/* The last statement of a script needs no semicolon. */
	return parser_at(parser, TOKEN_END) ? OK : parser_expect(parser, TOKEN_SEMICOLON);
}

/* Past the statement that began with the token; the semicolons inside a definition do not end it. */
static void recover(struct parser *parser, const struct token *begin)
{
	bool in_define = begin->kind == TOKEN_WORD && begin->word == WORD_DEFINE;

	while (!parser_at(parser, TOKEN_END)) {
		if (parser_at_word(parser, WORD_END))
			in_define = false;
		if (!parser_take(parser, TOKEN_SEMICOLON))
			parser->at++;
		else if (!in_define || at_statement(parser))
			return;
	}
}

static struct err parse_all(struct parser *parser, struct list *statements)
{
	bool wrong = false;

	while (parser_take(parser, TOKEN_SEMICOLON))
		;
	while (!parser_at(parser, TOKEN_END)) {
		const struct token *begin = parser_peek(parser, 0);
		struct statement statement;
		bool at_next;
		struct err e = parse_statement(parser, &statement, &at_next);

		if (failed(e) && e.code != ERR_INVALID)
			return e;
		wrong |= failed(e);
		if (!failed(e))
			TRY(list_push(statements, &statement));
		else if (!at_next)
			recover(parser, begin);
		while (parser_take(parser, TOKEN_SEMICOLON))
			;
	}
	return wrong ? ERROR(ERR_INVALID, "the script is wrong") : OK;
}

static struct err refuse_bytes(const struct parser *parser, size_t offset)
{
	struct script_mistake mistake = { .place = { 1, 0 },
					  .message = S(N_("this is not text in UTF-8")) };

	for (size_t i = 0; i < offset; i++)
		mistake.place.line += parser->source.at[i] == '\n';
	return script_refuse(parser->diagnostics, parser->file, mistake);
}

struct err script_parse(struct arena *arena, struct str file, struct str source,
			struct diagnostics *diagnostics, struct script *out)
{
	struct parser parser = {
		.arena = arena, .file = file, .source = source, .diagnostics = diagnostics
	};
	struct list statements = LIST(arena, struct statement);
	size_t fault;

	*out = (struct script){ .file = file };
	if (str_starts(source, S("\xef\xbb\xbf")))
		parser.source = str_slice(source, 3, source.len);
	if (source.len > SCRIPT_BYTES_MOST)
		return script_refuse(
			diagnostics, file,
			(struct script_mistake){ .message = S(N_("this script is too long")) });
	fault = utf8_fault(parser.source);
	if (fault != SIZE_MAX)
		return refuse_bytes(&parser, fault);
	TRY(cut(&parser));
	struct err e = parse_all(&parser, &statements);

	out->statements = statements.at;
	out->count = statements.count;
	return e;
}
