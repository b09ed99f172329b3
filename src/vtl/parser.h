/*
 * What the files of the parser share: a place in the list of tokens, and how a mistake is told. Grammar
 * by recursive descent; each parse_x reads one x and leaves the place behind it. Private to parse*.c.
 */
#ifndef VTL_PARSER_H
#define VTL_PARSER_H

#include "base/arena.h"
#include "base/list.h"
#include "vtl/parse.h"

struct parser {
	struct arena *arena;
	struct str file, source;
	struct diagnostics *diagnostics;
	const struct token *tokens; /* without comments; the last one is TOKEN_END */
	size_t at;
	unsigned depth; /* of the recursion now */
};

/* The token so many after the present one. */
const struct token *parser_peek(const struct parser *parser, size_t ahead);
bool parser_at(const struct parser *parser, enum token_kind kind);
bool parser_at_word(const struct parser *parser, enum word word);

/* Moves past the token when it is there. */
bool parser_take(struct parser *parser, enum token_kind kind);
bool parser_take_word(struct parser *parser, enum word word);

/* The same, and a mistake when it is not. */
MUST_USE struct err parser_expect(struct parser *parser, enum token_kind kind);
MUST_USE struct err parser_expect_word(struct parser *parser, enum word word);

/* A mistake at the present token: the message says what is expected, its {1} is what is found. */
MUST_USE struct err parser_refuse(struct parser *parser, struct str message);

/* The same with more arguments, {2} and {3}. */
MUST_USE struct err parser_refuse_with(struct parser *parser, struct str message, struct str second,
				       struct str third);

/* One more level of the recursion, left with parser_leave. ERR_INVALID when it is too deep. */
MUST_USE struct err parser_enter(struct parser *parser);
void parser_leave(struct parser *parser);

/* A node at the place of the token, its depth set later by node_done. */
MUST_USE struct err parser_node(struct parser *parser, enum node_kind kind, struct place place,
				struct node **out);

/* Notes that the node has this child (NULL is fine); ERR_INVALID when the tree becomes too deep. */
MUST_USE struct err node_adopt(struct parser *parser, struct node *node, const struct node *child);
MUST_USE struct err node_adopt_grouping(struct parser *parser, struct node *node,
					const struct grouping_syntax *grouping);
MUST_USE struct err node_adopt_clause(struct parser *parser, struct node *node,
				      const struct clause_syntax *clause);

/* Names: of anything, of a component, and several with commas between. */
MUST_USE struct err parse_name(struct parser *parser, struct name *out);
MUST_USE struct err parse_long_name(struct parser *parser, struct name *out);
MUST_USE struct err parse_component_name(struct parser *parser, struct component_name *out);
MUST_USE struct err parse_component_names(struct parser *parser, struct component_names *out);
bool parser_at_name(const struct parser *parser);

/* A constant with its sign. */
MUST_USE struct err parse_literal(struct parser *parser, struct literal *out);
MUST_USE struct err parse_signed_integer(struct parser *parser, struct literal *out);
MUST_USE struct err parse_string(struct parser *parser, struct literal *out);

/* parse_expression.c */
MUST_USE struct err parse_expression(struct parser *parser, const struct node **out);
MUST_USE struct err parse_scalar_item(struct parser *parser, const struct node **out);
MUST_USE struct err parse_name_node(struct parser *parser, const struct node **out);

/* A number, or a string, where the name of a scalar can stand instead. */
MUST_USE struct err parse_integer_or_name(struct parser *parser, const struct node **out);
MUST_USE struct err parse_string_or_name(struct parser *parser, const struct node **out);
MUST_USE struct err parse_set(struct parser *parser, struct node_list *out);
MUST_USE struct err parse_arguments(struct parser *parser, struct node_list *out);

/* parse_function.c: what begins with a word and has a syntax of its own; *found_out false: none does. */
MUST_USE struct err parse_function(struct parser *parser, struct node **out, bool *found_out);

/* parse_clause.c */
MUST_USE struct err parse_clause(struct parser *parser, struct clause_syntax *out);
MUST_USE struct err parse_grouping(struct parser *parser, struct grouping_syntax *out);
MUST_USE struct err parse_over(struct parser *parser, struct over_syntax *out);

/* parse_join.c */
MUST_USE struct err parse_join(struct parser *parser, struct node *node);

/* parse_type.c */
MUST_USE struct err parse_type(struct parser *parser, struct type_syntax *out);
MUST_USE struct err parse_scalar_type(struct parser *parser, struct scalar_syntax *out);
bool parser_at_role(const struct parser *parser);
MUST_USE struct err parse_role(struct parser *parser, enum word *out);

/* parse_define.c */
MUST_USE struct err parse_define(struct parser *parser, struct statement *out);

#endif
