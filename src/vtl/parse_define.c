/* The definition language: operators, rulesets of both kinds, and how viral attributes go on. */
#include "vtl/parser.h"

#include "base/mark.h"

/* "end operator", and "end define operator" as the manual also has it. */
static struct err parse_end(struct parser *parser, enum word first, enum word second)
{
	TRY(parser_expect_word(parser, WORD_END));
	parser_take_word(parser, WORD_DEFINE);
	TRY(parser_expect_word(parser, first));
	if (second != WORD_NONE)
		TRY(parser_expect_word(parser, second));
	return OK;
}

static struct err parse_parameter(struct parser *parser, struct parameter_syntax *out)
{
	*out = (struct parameter_syntax){ .otherwise = NULL };
	TRY(parse_name(parser, &out->name));
	TRY(parse_type(parser, &out->type));
	if (parser_take_word(parser, WORD_DEFAULT))
		return parse_scalar_item(parser, &out->otherwise);
	return OK;
}

static struct err parse_operator(struct parser *parser, struct statement *statement)
{
	struct list parameters = LIST(parser->arena, struct parameter_syntax);

	statement->kind = STATEMENT_OPERATOR;
	TRY(parser_expect_word(parser, WORD_OPERATOR));
	TRY(parse_name(parser, &statement->name));
	TRY(parser_expect(parser, TOKEN_OPEN));
	while (!parser_at(parser, TOKEN_CLOSE)) {
		struct parameter_syntax parameter;

		if (parameters.count > 0)
			TRY(parser_expect(parser, TOKEN_COMMA));
		TRY(parse_parameter(parser, &parameter));
		TRY(list_push(&parameters, &parameter));
	}
	TRY(parser_expect(parser, TOKEN_CLOSE));
	statement->define.parameters = parameters.at;
	statement->define.n_parameters = parameters.count;
	statement->define.has_result = parser_take_word(parser, WORD_RETURNS);
	if (statement->define.has_result)
		TRY(parse_type(parser, &statement->define.result));
	TRY(parser_expect_word(parser, WORD_IS));
	TRY(parse_expression(parser, &statement->define.body));
	return parse_end(parser, WORD_OPERATOR, WORD_NONE);
}

/* valuedomain or variable, the space on which a ruleset is defined. */
static struct err parse_space(struct parser *parser, bool *on_valuedomains)
{
	*on_valuedomains = parser_take_word(parser, WORD_VALUEDOMAIN);
	if (*on_valuedomains || parser_take_word(parser, WORD_VARIABLE))
		return OK;
	return parser_refuse(parser, S(N_("valuedomain or variable is expected here, not {1}")));
}

/* "flow as F, amount"; the manual's examples leave the "as" out. */
static struct err parse_signature(struct parser *parser, struct signature_syntax *out)
{
	struct list items = LIST(parser->arena, struct signature_item);

	do {
		struct signature_item item = { 0 };

		TRY(parse_name(parser, &item.name));
		if (parser_take_word(parser, WORD_AS) || parser_at_name(parser))
			TRY(parse_name(parser, &item.alias));
		TRY(list_push(&items, &item));
	} while (parser_take(parser, TOKEN_COMMA));
	out->items = items.at;
	out->count = items.count;
	return OK;
}

/* "name :", when it is there. */
static struct err parse_rule_name(struct parser *parser, struct name *out)
{
	*out = (struct name){ 0 };
	if (parser_peek(parser, 1)->kind != TOKEN_COLON)
		return OK;
	TRY(parse_name(parser, out));
	return parser_expect(parser, TOKEN_COLON);
}

static struct err parse_error_part(struct parser *parser, struct literal *code,
				   struct literal *level)
{
	if (parser_take_word(parser, WORD_ERRORCODE))
		TRY(parse_literal(parser, code));
	if (parser_take_word(parser, WORD_ERRORLEVEL))
		TRY(parse_literal(parser, level));
	return OK;
}

static struct err parse_when(struct parser *parser, const struct node **out)
{
	*out = NULL;
	if (!parser_take_word(parser, WORD_WHEN))
		return OK;
	TRY(parse_expression(parser, out));
	return parser_expect_word(parser, WORD_THEN);
}

/* Is there another rule after this one? A semicolon before the end is forgiven. */
static bool more_rules(struct parser *parser)
{
	return parser_take(parser, TOKEN_SEMICOLON) && !parser_at_word(parser, WORD_END);
}

static struct err parse_datapoint_rule(struct parser *parser, struct datapoint_rule_syntax *out)
{
	*out = (struct datapoint_rule_syntax){ .place = parser_peek(parser, 0)->place };
	TRY(parse_rule_name(parser, &out->name));
	TRY(parse_when(parser, &out->when));
	TRY(parse_expression(parser, &out->then));
	return parse_error_part(parser, &out->errorcode, &out->errorlevel);
}

static struct err parse_datapoint(struct parser *parser, struct statement *statement)
{
	struct list rules = LIST(parser->arena, struct datapoint_rule_syntax);
	struct signature_syntax *signature = &statement->datapoint.signature;

	statement->kind = STATEMENT_DATAPOINT_RULESET;
	TRY(parser_expect_word(parser, WORD_DATAPOINT));
	TRY(parser_expect_word(parser, WORD_RULESET));
	TRY(parse_name(parser, &statement->name));
	TRY(parser_expect(parser, TOKEN_OPEN));
	TRY(parse_space(parser, &signature->on_valuedomains));
	/* Beyond the grammar: "variable" alone. */
	signature->is_of_all = !signature->on_valuedomains && parser_at(parser, TOKEN_CLOSE);
	if (!signature->is_of_all)
		TRY(parse_signature(parser, signature));
	TRY(parser_expect(parser, TOKEN_CLOSE));
	TRY(parser_expect_word(parser, WORD_IS));
	do {
		struct datapoint_rule_syntax rule;

		TRY(parse_datapoint_rule(parser, &rule));
		TRY(list_push(&rules, &rule));
	} while (more_rules(parser));
	statement->datapoint.rules = rules.at;
	statement->datapoint.n_rules = rules.count;
	return parse_end(parser, WORD_DATAPOINT, WORD_RULESET);
}

/* A code item: a name, or a number that is one, which may be negative. */
static struct err parse_code(struct parser *parser, struct name *out)
{
	enum token_kind kind = parser_peek(parser, parser_at(parser, TOKEN_MINUS) ? 1 : 0)->kind;
	struct literal number;

	if (kind == TOKEN_INTEGER || kind == TOKEN_NUMBER) {
		TRY(parse_literal(parser, &number));
		*out = (struct name){ number.text, number.place, true };
		return OK;
	}
	return parse_name(parser, out);
}

static struct err parse_code_term(struct parser *parser, struct code_syntax *out)
{
	*out = (struct code_syntax){ .is_negative = parser_take(parser, TOKEN_MINUS) };
	if (!out->is_negative)
		parser_take(parser, TOKEN_PLUS);
	TRY(parse_code(parser, &out->item));
	if (!parser_take(parser, TOKEN_OPEN_SQUARE))
		return OK;
	TRY(parse_expression(parser, &out->condition));
	return parser_expect(parser, TOKEN_CLOSE_SQUARE);
}

static bool is_relation(enum token_kind kind)
{
	return kind == TOKEN_EQUAL || kind == TOKEN_LESS || kind == TOKEN_LESS_EQUAL ||
	       kind == TOKEN_GREATER || kind == TOKEN_GREATER_EQUAL;
}

static struct err parse_hierarchical_rule(struct parser *parser,
					  struct hierarchical_rule_syntax *out)
{
	struct list terms = LIST(parser->arena, struct code_syntax);

	*out = (struct hierarchical_rule_syntax){ .place = parser_peek(parser, 0)->place };
	TRY(parse_rule_name(parser, &out->name));
	TRY(parse_when(parser, &out->when));
	TRY(parse_code(parser, &out->left));
	out->relation = parser_peek(parser, 0)->kind;
	if (!is_relation(out->relation))
		return parser_refuse(
			parser, S(N_("a relation of code items is expected here, not {1}: =, <, "
				     "<=, > or >=")));
	TRY(parser_expect(parser, out->relation));
	do {
		struct code_syntax term;

		TRY(parse_code_term(parser, &term));
		TRY(list_push(&terms, &term));
	} while (parser_at(parser, TOKEN_PLUS) || parser_at(parser, TOKEN_MINUS));
	out->terms = terms.at;
	out->n_terms = terms.count;
	return parse_error_part(parser, &out->errorcode, &out->errorlevel);
}

static struct err parse_hierarchical(struct parser *parser, struct statement *statement)
{
	struct list rules = LIST(parser->arena, struct hierarchical_rule_syntax);

	statement->kind = STATEMENT_HIERARCHICAL_RULESET;
	TRY(parser_expect_word(parser, WORD_HIERARCHICAL));
	TRY(parser_expect_word(parser, WORD_RULESET));
	TRY(parse_name(parser, &statement->name));
	TRY(parser_expect(parser, TOKEN_OPEN));
	TRY(parse_space(parser, &statement->hierarchical.on_valuedomain));
	statement->hierarchical.conditions.on_valuedomains = statement->hierarchical.on_valuedomain;
	if (parser_take_word(parser, WORD_CONDITION))
		TRY(parse_signature(parser, &statement->hierarchical.conditions));
	TRY(parser_expect_word(parser, WORD_RULE));
	TRY(parse_name(parser, &statement->hierarchical.item));
	TRY(parser_expect(parser, TOKEN_CLOSE));
	TRY(parser_expect_word(parser, WORD_IS));
	do {
		struct hierarchical_rule_syntax rule;

		TRY(parse_hierarchical_rule(parser, &rule));
		TRY(list_push(&rules, &rule));
	} while (more_rules(parser));
	statement->hierarchical.rules = rules.at;
	statement->hierarchical.n_rules = rules.count;
	return parse_end(parser, WORD_HIERARCHICAL, WORD_RULESET);
}

static struct err parse_viral_when(struct parser *parser, struct viral_when_syntax *out)
{
	*out = (struct viral_when_syntax){ .place = parser_peek(parser, 0)->place };
	TRY(parse_rule_name(parser, &out->name));
	if (parser_take_word(parser, WORD_ELSE))
		return parse_literal(parser, &out->result);
	TRY(parser_expect_word(parser, WORD_WHEN));
	TRY(parse_literal(parser, &out->first));
	if (parser_take_word(parser, WORD_AND))
		TRY(parse_literal(parser, &out->second));
	TRY(parser_expect_word(parser, WORD_THEN));
	return parse_literal(parser, &out->result);
}

static struct err parse_viral_body(struct parser *parser, struct statement *statement)
{
	static const enum word functions[] = { WORD_MIN, WORD_MAX, WORD_SUM, WORD_AVG };
	struct list cases = LIST(parser->arena, struct viral_when_syntax);

	if (parser_take_word(parser, WORD_AGGREGATE)) {
		for (size_t i = 0; i < countof(functions); i++)
			if (parser_take_word(parser, functions[i]))
				statement->viral.aggregate = functions[i];
		if (statement->viral.aggregate == WORD_NONE)
			return parser_refuse(parser, S(N_("min, max, sum or avg is expected here, "
							  "not {1}")));
		return OK;
	}
	do {
		struct viral_when_syntax when;

		TRY(parse_viral_when(parser, &when));
		TRY(list_push(&cases, &when));
	} while (more_rules(parser));
	statement->viral.cases = cases.at;
	statement->viral.n_cases = cases.count;
	return OK;
}

static struct err parse_viral(struct parser *parser, struct statement *statement)
{
	statement->kind = STATEMENT_VIRAL_PROPAGATION;
	TRY(parser_expect_word(parser, WORD_VIRAL));
	TRY(parser_expect_word(parser, WORD_PROPAGATION));
	TRY(parse_name(parser, &statement->name));
	TRY(parser_expect(parser, TOKEN_OPEN));
	TRY(parse_space(parser, &statement->viral.on_valuedomain));
	TRY(parse_name(parser, &statement->viral.target));
	TRY(parser_expect(parser, TOKEN_CLOSE));
	TRY(parser_expect_word(parser, WORD_IS));
	TRY(parse_viral_body(parser, statement));
	return parse_end(parser, WORD_VIRAL, WORD_PROPAGATION);
}

struct err parse_define(struct parser *parser, struct statement *out)
{
	TRY(parser_expect_word(parser, WORD_DEFINE));
	if (parser_at_word(parser, WORD_OPERATOR))
		return parse_operator(parser, out);
	if (parser_at_word(parser, WORD_DATAPOINT))
		return parse_datapoint(parser, out);
	if (parser_at_word(parser, WORD_HIERARCHICAL))
		return parse_hierarchical(parser, out);
	if (parser_at_word(parser, WORD_VIRAL))
		return parse_viral(parser, out);
	return parser_refuse(parser,
			     S(N_("operator, datapoint ruleset, hierarchical ruleset or viral "
				  "propagation is expected here, not {1}")));
}
