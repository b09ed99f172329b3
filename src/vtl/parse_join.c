/* inner_join, left_join, full_join and cross_join: operands, keys, and the clauses that follow in order. */
#include "vtl/parser.h"

#include "base/mark.h"

static struct err parse_items(struct parser *parser, struct node *node)
{
	struct list items = LIST(parser->arena, struct join_item_syntax);

	do {
		struct join_item_syntax item = { .dataset = NULL };

		TRY(parse_expression(parser, &item.dataset));
		TRY(node_adopt(parser, node, item.dataset));
		if (parser_take_word(parser, WORD_AS))
			TRY(parse_name(parser, &item.alias));
		TRY(list_push(&items, &item));
	} while (parser_take(parser, TOKEN_COMMA));
	node->join.items = items.at;
	node->join.n_items = items.count;
	return OK;
}

/* ", nvl(Id_3, 0)" as often as it stands there. */
static struct err parse_defaults(struct parser *parser, enum word kind, struct join_syntax *join)
{
	struct list defaults = LIST(parser->arena, struct join_default_syntax);

	while (parser_at(parser, TOKEN_COMMA) && parser_peek(parser, 1)->word == WORD_NVL) {
		struct join_default_syntax item;

		TRY(parser_expect(parser, TOKEN_COMMA));
		if (kind == WORD_INNER_JOIN)
			return parser_refuse(parser,
					     S(N_("{1} has nothing to do here: in an inner_join no "
						  "identifier is ever missing")));
		TRY(parser_expect_word(parser, WORD_NVL));
		TRY(parser_expect(parser, TOKEN_OPEN));
		TRY(parse_component_name(parser, &item.identifier));
		TRY(parser_expect(parser, TOKEN_COMMA));
		TRY(parse_literal(parser, &item.value));
		TRY(parser_expect(parser, TOKEN_CLOSE));
		TRY(list_push(&defaults, &item));
	}
	join->defaults = defaults.at;
	join->n_defaults = defaults.count;
	return OK;
}

/* In which of four steps a clause stands; 0: it is none of a join. */
static int clause_step(enum word word)
{
	switch (word) {
	case WORD_FILTER:
		return 1;
	case WORD_CALC:
	case WORD_APPLY:
	case WORD_AGGR:
		return 2;
	case WORD_KEEP:
	case WORD_DROP:
		return 3;
	case WORD_RENAME:
		return 4;
	default:
		return 0;
	}
}

static struct err parse_clauses(struct parser *parser, struct node *node)
{
	struct list clauses = LIST(parser->arena, struct clause_syntax);
	int last_step = 0;

	/* The manual's examples have a comma between clauses, its grammar has none. */
	while (parser_at(parser, TOKEN_WORD) || (last_step > 0 && parser_at(parser, TOKEN_COMMA) &&
						 clause_step(parser_peek(parser, 1)->word) > 0)) {
		struct clause_syntax clause;

		parser_take(parser, TOKEN_COMMA);
		if (clause_step(parser_peek(parser, 0)->word) <= last_step)
			return parser_refuse(
				parser,
				S(N_("{1} cannot stand here: the clauses of a join are filter, "
				     "then calc, apply or aggr, then keep or drop, then "
				     "rename, each once")));
		last_step = clause_step(parser_peek(parser, 0)->word);
		TRY(parse_clause(parser, &clause));
		TRY(node_adopt_clause(parser, node, &clause));
		TRY(list_push(&clauses, &clause));
	}
	node->join.clauses = clauses.at;
	node->join.n_clauses = clauses.count;
	return OK;
}

struct err parse_join(struct parser *parser, struct node *node)
{
	TRY(parse_items(parser, node));
	if (node->join.kind != WORD_CROSS_JOIN && parser_take_word(parser, WORD_USING)) {
		TRY(parse_component_names(parser, &node->join.using));
		TRY(parse_defaults(parser, node->join.kind, &node->join));
	}
	return parse_clauses(parser, node);
}
