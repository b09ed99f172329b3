/* Types: of values, components, datasets and rulesets, as casts and definitions of operators write them. */
#include "vtl/parser.h"

#include "base/mark.h"

static const enum word basic_types[] = { WORD_STRING,  WORD_INTEGER,     WORD_NUMBER,
					 WORD_BOOLEAN, WORD_DATE,        WORD_TIME,
					 WORD_SCALAR,  WORD_TIME_PERIOD, WORD_DURATION };

static const enum word roles[] = { WORD_COMPONENT, WORD_IDENTIFIER, WORD_MEASURE, WORD_ATTRIBUTE,
				   WORD_VIRAL };

static const enum word rulesets[] = { WORD_RULESET,
				      WORD_DATAPOINT,
				      WORD_DATAPOINT_ON_VALUEDOMAINS,
				      WORD_DATAPOINT_ON_VARIABLES,
				      WORD_HIERARCHICAL,
				      WORD_HIERARCHICAL_ON_VALUEDOMAINS,
				      WORD_HIERARCHICAL_ON_VARIABLES };

/* The one of the words that stands here, or WORD_NONE. */
static enum word word_here(const struct parser *parser, const enum word *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (parser_at_word(parser, words[i]))
			return words[i];
	return WORD_NONE;
}

bool parser_at_role(const struct parser *parser)
{
	return word_here(parser, roles, countof(roles)) != WORD_NONE;
}

struct err parse_role(struct parser *parser, enum word *out)
{
	enum word role = word_here(parser, roles, countof(roles));

	TRY(parser_expect_word(parser, role));
	if (role == WORD_VIRAL)
		TRY(parser_expect_word(parser, WORD_ATTRIBUTE));
	*out = role;
	return OK;
}

/* "[ value > 0 ]" or "{ 1, 2 }", then "not null" or "null". */
static struct err parse_restriction(struct parser *parser, struct scalar_syntax *type)
{
	if (parser_take(parser, TOKEN_OPEN_SQUARE)) {
		TRY(parse_expression(parser, &type->condition));
		TRY(parser_expect(parser, TOKEN_CLOSE_SQUARE));
	} else if (parser_at(parser, TOKEN_OPEN_CURLY)) {
		TRY(parse_set(parser, &type->values));
	}
	type->is_not_null = parser_take_word(parser, WORD_NOT);
	if (type->is_not_null)
		return parser_expect_word(parser, WORD_NULL);
	parser_take_word(parser, WORD_NULL);
	return OK;
}

/* What stands in the script from the offset to the token before the present one. */
static struct str written_from(const struct parser *parser, uint32_t offset)
{
	return str_slice(parser->source, offset, parser->tokens[parser->at - 1].end);
}

struct err parse_scalar_type(struct parser *parser, struct scalar_syntax *out)
{
	struct scalar_syntax type = { .place = parser_peek(parser, 0)->place };
	uint32_t from = parser_peek(parser, 0)->offset;

	type.basic = word_here(parser, basic_types, countof(basic_types));
	if (type.basic != WORD_NONE)
		TRY(parser_expect_word(parser, type.basic));
	else if (parser_at_name(parser))
		TRY(parse_name(parser, &type.domain));
	else
		return parser_refuse(
			parser, S(N_("a type is expected here, not {1}: string, integer, number, "
				     "boolean, date, time, time_period, duration, or the name of "
				     "a value domain")));
	TRY(parse_restriction(parser, &type));
	type.written = written_from(parser, from);
	*out = type;
	return OK;
}

/* "< number >", when it is there. */
static struct err parse_angled(struct parser *parser, struct scalar_syntax *out, bool *has_out)
{
	*has_out = parser_take(parser, TOKEN_LESS);
	if (!*has_out)
		return OK;
	TRY(parse_scalar_type(parser, out));
	return parser_expect(parser, TOKEN_GREATER);
}

/* "_", "_+" or "_*". */
static struct err parse_multiplicity(struct parser *parser, enum multiplicity *out)
{
	TRY(parser_expect(parser, TOKEN_UNDERSCORE));
	*out = MULTIPLICITY_ONE;
	if (parser_take(parser, TOKEN_PLUS))
		*out = MULTIPLICITY_SOME;
	else if (parser_take(parser, TOKEN_STAR))
		*out = MULTIPLICITY_ANY;
	return OK;
}

/* "measure < number > _+" or "identifier Id_1" within "dataset { … }". */
static struct err parse_component(struct parser *parser, struct component_syntax *out)
{
	uint32_t from = parser_peek(parser, 0)->offset;

	*out = (struct component_syntax){ .place = parser_peek(parser, 0)->place };
	if (!parser_at_role(parser))
		return parser_refuse(parser, S(N_("a role is expected here, not {1}: identifier, "
						  "measure, attribute, viral attribute or "
						  "component")));
	TRY(parse_role(parser, &out->role));
	TRY(parse_angled(parser, &out->type, &out->has_type));
	if (parser_at_name(parser))
		TRY(parse_name(parser, &out->name));
	else
		TRY(parse_multiplicity(parser, &out->multiplicity));
	out->written = written_from(parser, from);
	return OK;
}

static struct err parse_dataset_type(struct parser *parser, struct type_syntax *type)
{
	struct list components = LIST(parser->arena, struct component_syntax);

	type->kind = TYPE_DATASET;
	if (!parser_take(parser, TOKEN_OPEN_CURLY))
		return OK;
	do {
		struct component_syntax component;

		TRY(parse_component(parser, &component));
		TRY(list_push(&components, &component));
	} while (parser_take(parser, TOKEN_COMMA));
	type->components = components.at;
	type->n_components = components.count;
	return parser_expect(parser, TOKEN_CLOSE_CURLY);
}

/*
 * "datapoint_on_variables { A * B }", "hierarchical_on_valuedomains { A ( B * C ) }": the names in their
 * order. The manual writes the first kind with parentheses, the grammar with braces.
 */
static struct err parse_ruleset_type(struct parser *parser, struct type_syntax *type)
{
	struct list names = LIST(parser->arena, struct name);
	enum token_kind close = TOKEN_CLOSE_CURLY;

	type->kind = TYPE_RULESET;
	if (parser_take(parser, TOKEN_OPEN))
		close = TOKEN_CLOSE;
	else if (!parser_take(parser, TOKEN_OPEN_CURLY))
		return OK;
	do {
		struct name name;

		TRY(parse_name(parser, &name));
		TRY(list_push(&names, &name));
	} while (parser_take(parser, TOKEN_STAR) ||
		 (names.count == 1 && close == TOKEN_CLOSE_CURLY &&
		  parser_take(parser, TOKEN_OPEN)));
	if (close == TOKEN_CLOSE_CURLY && parser_at(parser, TOKEN_CLOSE))
		TRY(parser_expect(parser, TOKEN_CLOSE));
	type->signature = (struct name_list){ names.at, names.count };
	return parser_expect(parser, close);
}

struct err parse_type(struct parser *parser, struct type_syntax *out)
{
	struct type_syntax type = { .place = parser_peek(parser, 0)->place };

	type.ruleset = word_here(parser, rulesets, countof(rulesets));
	if (parser_take_word(parser, WORD_DATASET)) {
		TRY(parse_dataset_type(parser, &type));
	} else if (parser_take_word(parser, WORD_SET)) {
		type.kind = TYPE_SET;
		TRY(parse_angled(parser, &type.scalar, &type.has_scalar));
	} else if (parser_at_role(parser)) {
		type.kind = TYPE_COMPONENT;
		TRY(parse_role(parser, &type.role));
		TRY(parse_angled(parser, &type.scalar, &type.has_scalar));
	} else if (type.ruleset != WORD_NONE) {
		TRY(parser_expect_word(parser, type.ruleset));
		TRY(parse_ruleset_type(parser, &type));
	} else {
		type.kind = TYPE_SCALAR;
		type.has_scalar = true;
		TRY(parse_scalar_type(parser, &type.scalar));
	}
	*out = type;
	return OK;
}
