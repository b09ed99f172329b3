/*
 * Expressions by precedence climbing, in the manual's order of evaluation: parentheses and functions,
 * clauses and membership, signs and not, * /, + - ||, comparisons and in, and, or xor; if and case last.
 * At the level of components the grammar is the same with fewer operators; which of them may stand where
 * is asked by the analyser, who can say why not.
 */
#include "vtl/parser.h"

#include "base/mark.h"

enum { LEVEL_LOWEST = 1, LEVEL_COMPARISON = 3, LEVEL_HIGHEST = 5 };

struct infix {
	enum token_kind kind;
	enum word word;
	int level;
	enum operation operation;
};

static const struct infix infixes[] = {
	{ TOKEN_WORD, WORD_OR, 1, OPERATION_OR },
	{ TOKEN_WORD, WORD_XOR, 1, OPERATION_XOR },
	{ TOKEN_WORD, WORD_AND, 2, OPERATION_AND },
	{ TOKEN_EQUAL, WORD_NONE, LEVEL_COMPARISON, OPERATION_EQUAL },
	{ TOKEN_UNEQUAL, WORD_NONE, LEVEL_COMPARISON, OPERATION_NOT_EQUAL },
	{ TOKEN_LESS, WORD_NONE, LEVEL_COMPARISON, OPERATION_LESS },
	{ TOKEN_LESS_EQUAL, WORD_NONE, LEVEL_COMPARISON, OPERATION_LESS_EQUAL },
	{ TOKEN_GREATER, WORD_NONE, LEVEL_COMPARISON, OPERATION_GREATER },
	{ TOKEN_GREATER_EQUAL, WORD_NONE, LEVEL_COMPARISON, OPERATION_GREATER_EQUAL },
	{ TOKEN_WORD, WORD_IN, LEVEL_COMPARISON, OPERATION_IN },
	{ TOKEN_WORD, WORD_NOT_IN, LEVEL_COMPARISON, OPERATION_NOT_IN },
	{ TOKEN_PLUS, WORD_NONE, 4, OPERATION_ADD },
	{ TOKEN_MINUS, WORD_NONE, 4, OPERATION_SUBTRACT },
	{ TOKEN_BARS, WORD_NONE, 4, OPERATION_CONCAT },
	{ TOKEN_STAR, WORD_NONE, LEVEL_HIGHEST, OPERATION_MULTIPLY },
	{ TOKEN_SLASH, WORD_NONE, LEVEL_HIGHEST, OPERATION_DIVIDE },
};

static const struct infix *infix_here(const struct parser *parser)
{
	const struct token *token = parser_peek(parser, 0);

	for (size_t i = 0; i < countof(infixes); i++)
		if (infixes[i].kind == token->kind && infixes[i].word == token->word)
			return &infixes[i];
	return NULL;
}

static struct err operation_node(struct parser *parser, enum operation operation,
				 struct place place, const struct node *const *operands, size_t n,
				 const struct node **out)
{
	struct node *node;
	const struct node **kept;

	TRY(parser_node(parser, NODE_OPERATION, place, &node));
	TRY_NEW(kept = NEW(parser->arena, const struct node *, n));
	for (size_t i = 0; i < n; i++) {
		kept[i] = operands[i];
		TRY(node_adopt(parser, node, operands[i]));
	}
	node->operation.operation = operation;
	node->operation.operands = (struct node_list){ kept, n };
	*out = node;
	return OK;
}

struct err parse_name_node(struct parser *parser, const struct node **out)
{
	struct node *node;

	TRY(parser_node(parser, NODE_NAME, parser_peek(parser, 0)->place, &node));
	TRY(parse_long_name(parser, &node->name));
	*out = node;
	return OK;
}

static struct err set_node(struct parser *parser, const struct node **out)
{
	struct node *node;

	TRY(parser_node(parser, NODE_SET, parser_peek(parser, 0)->place, &node));
	TRY(parse_set(parser, &node->set));
	for (size_t i = 0; i < node->set.count; i++)
		TRY(node_adopt(parser, node, node->set.at[i]));
	*out = node;
	return OK;
}

struct err parse_set(struct parser *parser, struct node_list *out)
{
	struct list items = LIST(parser->arena, const struct node *);

	TRY(parser_expect(parser, TOKEN_OPEN_CURLY));
	do {
		const struct node *item;

		TRY(parse_scalar_item(parser, &item));
		TRY(list_push(&items, &item));
	} while (parser_take(parser, TOKEN_COMMA));
	TRY(parser_expect(parser, TOKEN_CLOSE_CURLY));
	*out = (struct node_list){ items.at, items.count };
	return OK;
}

static struct err literal_node(struct parser *parser, const struct node **out)
{
	struct node *node;

	TRY(parser_node(parser, NODE_LITERAL, parser_peek(parser, 0)->place, &node));
	TRY(parse_literal(parser, &node->literal));
	*out = node;
	return OK;
}

struct err parse_scalar_item(struct parser *parser, const struct node **out)
{
	struct node *node;
	bool found = false;

	if (!parser_at_word(parser, WORD_CAST))
		return literal_node(parser, out);
	TRY(parse_function(parser, &node, &found));
	*out = node;
	return OK;
}

struct err parse_integer_or_name(struct parser *parser, const struct node **out)
{
	struct node *node;

	if (parser_at_name(parser))
		return parse_name_node(parser, out);
	TRY(parser_node(parser, NODE_LITERAL, parser_peek(parser, 0)->place, &node));
	TRY(parse_signed_integer(parser, &node->literal));
	*out = node;
	return OK;
}

struct err parse_string_or_name(struct parser *parser, const struct node **out)
{
	struct node *node;

	if (parser_at_name(parser))
		return parse_name_node(parser, out);
	TRY(parser_node(parser, NODE_LITERAL, parser_peek(parser, 0)->place, &node));
	TRY(parse_string(parser, &node->literal));
	*out = node;
	return OK;
}

static struct err parse_argument(struct parser *parser, const struct node **out)
{
	struct node *node;

	if (!parser_at(parser, TOKEN_UNDERSCORE))
		return parse_expression(parser, out);
	TRY(parser_node(parser, NODE_OMITTED, parser_peek(parser, 0)->place, &node));
	TRY(parser_expect(parser, TOKEN_UNDERSCORE));
	*out = node;
	return OK;
}

struct err parse_arguments(struct parser *parser, struct node_list *out)
{
	struct list arguments = LIST(parser->arena, const struct node *);

	TRY(parser_expect(parser, TOKEN_OPEN));
	while (!parser_at(parser, TOKEN_CLOSE)) {
		const struct node *argument;

		if (arguments.count > 0)
			TRY(parser_expect(parser, TOKEN_COMMA));
		TRY(parse_argument(parser, &argument));
		TRY(list_push(&arguments, &argument));
	}
	TRY(parser_expect(parser, TOKEN_CLOSE));
	*out = (struct node_list){ arguments.at, arguments.count };
	return OK;
}

/* "abs ( … )" of an operator of the language, or "mine ( … )" of one that a script defines. */
static struct err call_node(struct parser *parser, const struct node **out)
{
	const struct token *token = parser_peek(parser, 0);
	enum operation operation = token->kind == TOKEN_QUOTED ? OPERATION_NONE
							       : operation_named(token->text);
	struct node_list arguments;
	struct node *node;

	if (operation != OPERATION_NONE) {
		parser->at++;
		TRY(parse_arguments(parser, &arguments));
		return operation_node(parser, operation, token->place, arguments.at,
				      arguments.count, out);
	}
	TRY(parser_node(parser, NODE_CALL, token->place, &node));
	TRY(parse_name(parser, &node->call.name));
	TRY(parse_arguments(parser, &node->call.arguments));
	for (size_t i = 0; i < node->call.arguments.count; i++)
		TRY(node_adopt(parser, node, node->call.arguments.at[i]));
	*out = node;
	return OK;
}

static struct err parse_if(struct parser *parser, struct place place, const struct node **out)
{
	const struct node *parts[3] = { NULL };

	TRY(parse_expression(parser, &parts[0]));
	TRY(parser_expect_word(parser, WORD_THEN));
	TRY(parse_expression(parser, &parts[1]));
	TRY(parser_expect_word(parser, WORD_ELSE));
	TRY(parse_expression(parser, &parts[2]));
	return operation_node(parser, OPERATION_IF, place, parts, countof(parts), out);
}

static struct err parse_case(struct parser *parser, struct place place, const struct node **out)
{
	struct list parts = LIST(parser->arena, const struct node *);
	const struct node *part;

	if (!parser_at_word(parser, WORD_WHEN))
		return parser_expect_word(parser, WORD_WHEN);
	while (parser_take_word(parser, WORD_WHEN)) {
		TRY(parse_expression(parser, &part));
		TRY(list_push(&parts, &part));
		TRY(parser_expect_word(parser, WORD_THEN));
		TRY(parse_expression(parser, &part));
		TRY(list_push(&parts, &part));
	}
	TRY(parser_expect_word(parser, WORD_ELSE));
	TRY(parse_expression(parser, &part));
	TRY(list_push(&parts, &part));
	return operation_node(parser, OPERATION_CASE, place, parts.at, parts.count, out);
}

static bool at_constant(const struct parser *parser)
{
	return parser_at(parser, TOKEN_INTEGER) || parser_at(parser, TOKEN_NUMBER) ||
	       parser_at(parser, TOKEN_STRING) || parser_at_word(parser, WORD_TRUE) ||
	       parser_at_word(parser, WORD_FALSE) || parser_at_word(parser, WORD_NULL);
}

/* Is here the name of a function that takes plain arguments? */
static bool at_call(const struct parser *parser)
{
	const struct token *token = parser_peek(parser, 0);

	if (parser_peek(parser, 1)->kind != TOKEN_OPEN)
		return false;
	return parser_at_name(parser) || (token->kind == TOKEN_WORD &&
					  (token->word == WORD_BETWEEN || token->word == WORD_NVL));
}

/* Is a word of the language here where only a name makes sense? What follows would go on behind a name. */
static bool at_word_for_name(const struct parser *parser)
{
	switch (parser_peek(parser, 1)->kind) {
	case TOKEN_SEMICOLON:
	case TOKEN_COMMA:
	case TOKEN_HASH:
	case TOKEN_STAR:
	case TOKEN_SLASH:
	case TOKEN_BARS:
	case TOKEN_EQUAL:
	case TOKEN_UNEQUAL:
	case TOKEN_LESS:
	case TOKEN_LESS_EQUAL:
	case TOKEN_GREATER:
	case TOKEN_GREATER_EQUAL:
	case TOKEN_CLOSE:
	case TOKEN_OPEN_SQUARE:
	case TOKEN_CLOSE_SQUARE:
		return parser_at(parser, TOKEN_WORD);
	default:
		return false;
	}
}

static struct err parse_primary(struct parser *parser, const struct node **out)
{
	struct place place = parser_peek(parser, 0)->place;
	struct node *node = NULL;
	bool found = false;

	if (at_constant(parser))
		return literal_node(parser, out);
	if (parser_take(parser, TOKEN_OPEN)) {
		TRY(parse_expression(parser, out));
		return parser_expect(parser, TOKEN_CLOSE);
	}
	if (parser_at(parser, TOKEN_OPEN_CURLY))
		return set_node(parser, out);
	if (parser_take_word(parser, WORD_IF))
		return parse_if(parser, place, out);
	if (parser_take_word(parser, WORD_CASE))
		return parse_case(parser, place, out);
	TRY(parse_function(parser, &node, &found));
	if (found) {
		*out = node;
		return OK;
	}
	if (at_call(parser))
		return call_node(parser, out);
	if (parser_at_name(parser) || at_word_for_name(parser))
		return parse_name_node(parser, out);
	return parser_refuse(parser, S(N_("an expression is expected here, not {1}")));
}

static struct err parse_member(struct parser *parser, const struct node *dataset,
			       const struct node **out)
{
	struct node *node;

	TRY(parser_node(parser, NODE_MEMBER, dataset->place, &node));
	TRY(node_adopt(parser, node, dataset));
	TRY(parser_expect(parser, TOKEN_HASH));
	node->member.dataset = dataset;
	TRY(parse_name(parser, &node->member.component));
	*out = node;
	return OK;
}

static struct err parse_bracket(struct parser *parser, const struct node *dataset,
				const struct node **out)
{
	struct node *node;

	TRY(parser_node(parser, NODE_CLAUSE, dataset->place, &node));
	TRY(node_adopt(parser, node, dataset));
	TRY(parser_expect(parser, TOKEN_OPEN_SQUARE));
	node->clause.dataset = dataset;
	TRY(parse_clause(parser, &node->clause.clause));
	TRY(node_adopt_clause(parser, node, &node->clause.clause));
	TRY(parser_expect(parser, TOKEN_CLOSE_SQUARE));
	*out = node;
	return OK;
}

static struct err parse_postfix(struct parser *parser, const struct node **out)
{
	const struct node *node = NULL;

	TRY(parse_primary(parser, &node));
	assert(node);
	for (;;) {
		if (parser_at(parser, TOKEN_HASH))
			TRY(parse_member(parser, node, &node));
		else if (parser_at(parser, TOKEN_OPEN_SQUARE))
			TRY(parse_bracket(parser, node, &node));
		else
			break;
	}
	*out = node;
	return OK;
}

static struct err parse_unary(struct parser *parser, const struct node **out)
{
	struct place place = parser_peek(parser, 0)->place;
	enum token_kind sign = parser_peek(parser, 0)->kind, next = parser_peek(parser, 1)->kind;
	enum operation operation;
	const struct node *operand = NULL;

	if (sign != TOKEN_PLUS && sign != TOKEN_MINUS && !parser_at_word(parser, WORD_NOT))
		return parse_postfix(parser, out);
	/* A number with its sign is one constant. */
	if (sign != TOKEN_WORD && (next == TOKEN_INTEGER || next == TOKEN_NUMBER))
		return literal_node(parser, out);
	operation = sign == TOKEN_PLUS    ? OPERATION_PLUS
		    : sign == TOKEN_MINUS ? OPERATION_MINUS
					  : OPERATION_NOT;
	parser->at++;
	TRY(parser_enter(parser));
	TRY(parse_unary(parser, &operand));
	parser_leave(parser);
	return operation_node(parser, operation, place, &operand, 1, out);
}

/* The right side of in and not_in: a set, or the name of a value domain. */
static struct err parse_collection(struct parser *parser, const struct node **out)
{
	if (parser_at(parser, TOKEN_OPEN_CURLY))
		return set_node(parser, out);
	if (parser_at_name(parser))
		return parse_name_node(parser, out);
	return parser_refuse(
		parser, S(N_("a set, as {1, 2}, or the name of a value domain is expected here, "
			     "not {1}")));
}

static struct err parse_level(struct parser *parser, int level, const struct node **out)
{
	const struct node *operands[2] = { NULL };
	const struct infix *infix;

	if (level > LEVEL_HIGHEST)
		return parse_unary(parser, out);
	TRY(parse_level(parser, level + 1, &operands[0]));
	while ((infix = infix_here(parser)) && infix->level == level) {
		struct place place = parser_peek(parser, 0)->place;

		parser->at++;
		if (infix->operation == OPERATION_IN || infix->operation == OPERATION_NOT_IN)
			TRY(parse_collection(parser, &operands[1]));
		else
			TRY(parse_level(parser, level + 1, &operands[1]));
		TRY(operation_node(parser, infix->operation, place, operands, 2, &operands[0]));
	}
	*out = operands[0];
	return OK;
}

struct err parse_expression(struct parser *parser, const struct node **out)
{
	const struct node *node = NULL;

	TRY(parser_enter(parser));
	TRY(parse_level(parser, LEVEL_LOWEST, &node));
	parser_leave(parser);
	*out = node;
	return OK;
}
