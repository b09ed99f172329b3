/* What stands in brackets after a dataset and within a join, and how data points are grouped and ordered. */
#include "vtl/parser.h"

#include "base/mark.h"

static struct err parse_assignment(struct parser *parser, struct assignment_syntax *out)
{
	*out = (struct assignment_syntax){ .role = WORD_NONE };
	if (parser_at_role(parser))
		TRY(parse_role(parser, &out->role));
	TRY(parse_component_name(parser, &out->target));
	TRY(parser_expect(parser, TOKEN_ASSIGN));
	return parse_expression(parser, &out->value);
}

static struct err parse_assignments(struct parser *parser, struct clause_syntax *out)
{
	struct list assignments = LIST(parser->arena, struct assignment_syntax);

	do {
		struct assignment_syntax assignment;

		TRY(parse_assignment(parser, &assignment));
		TRY(list_push(&assignments, &assignment));
	} while (parser_take(parser, TOKEN_COMMA));
	out->assignments = assignments.at;
	out->n_assignments = assignments.count;
	return OK;
}

static struct err parse_aggr(struct parser *parser, struct clause_syntax *out)
{
	TRY(parse_assignments(parser, out));
	if (parser_at_word(parser, WORD_GROUP))
		return parse_grouping(parser, &out->grouping);
	return OK;
}

static struct err parse_renamings(struct parser *parser, struct clause_syntax *out)
{
	struct list renamings = LIST(parser->arena, struct renaming_syntax);

	do {
		struct renaming_syntax renaming;

		TRY(parse_component_name(parser, &renaming.from));
		TRY(parser_expect_word(parser, WORD_TO));
		TRY(parse_component_name(parser, &renaming.to));
		TRY(list_push(&renamings, &renaming));
	} while (parser_take(parser, TOKEN_COMMA));
	out->renamings = renamings.at;
	out->n_renamings = renamings.count;
	return OK;
}

static struct err parse_fixings(struct parser *parser, struct clause_syntax *out)
{
	struct list fixings = LIST(parser->arena, struct fixing_syntax);

	do {
		struct fixing_syntax fixing;

		TRY(parse_component_name(parser, &fixing.identifier));
		TRY(parser_expect(parser, TOKEN_EQUAL));
		if (parser_at_name(
			    parser)) /* beyond the grammar: a scalar, or a parameter that is one */
			TRY(parse_name_node(parser, &fixing.value));
		else
			TRY(parse_scalar_item(parser, &fixing.value));
		TRY(list_push(&fixings, &fixing));
	} while (parser_take(parser, TOKEN_COMMA));
	out->fixings = fixings.at;
	out->n_fixings = fixings.count;
	return OK;
}

/* pivot and unpivot name an identifier and a measure. */
static struct err parse_pair(struct parser *parser, struct clause_syntax *out)
{
	TRY(parse_component_names(parser, &out->names));
	if (out->names.count == 2)
		return OK;
	return parser_refuse_with(parser,
				  S(N_("{2} names an identifier and a measure, and nothing else")),
				  word_text(out->kind), S(""));
}

struct err parse_clause(struct parser *parser, struct clause_syntax *out)
{
	const struct token *token = parser_peek(parser, 0);
	struct clause_syntax clause = { .kind = token->word, .place = token->place };

	if (token->kind == TOKEN_WORD)
		parser->at++;
	switch (clause.kind) {
	case WORD_FILTER:
	case WORD_APPLY:
		TRY(parse_expression(parser, &clause.expression));
		break;
	case WORD_CALC:
		TRY(parse_assignments(parser, &clause));
		break;
	case WORD_AGGR:
		TRY(parse_aggr(parser, &clause));
		break;
	case WORD_KEEP:
	case WORD_DROP:
		TRY(parse_component_names(parser, &clause.names));
		break;
	case WORD_RENAME:
		TRY(parse_renamings(parser, &clause));
		break;
	case WORD_SUB:
		TRY(parse_fixings(parser, &clause));
		break;
	case WORD_PIVOT:
	case WORD_UNPIVOT:
		TRY(parse_pair(parser, &clause));
		break;
	default:
		if (token->kind == TOKEN_WORD)
			parser->at--;
		return parser_refuse(parser,
				     S(N_("a clause is expected here, not {1}: filter, calc, "
					  "aggr, keep, drop, rename, pivot, unpivot or "
					  "sub")));
	}
	*out = clause;
	return OK;
}

struct err parse_grouping(struct parser *parser, struct grouping_syntax *out)
{
	struct grouping_syntax grouping = { .place = parser_peek(parser, 0)->place };
	struct node *conversion;
	bool found;

	TRY(parser_expect_word(parser, WORD_GROUP));
	if (parser_take_word(parser, WORD_ALL)) {
		grouping.kind = WORD_ALL;
	} else if (parser_take_word(parser, WORD_EXCEPT)) {
		grouping.kind = WORD_EXCEPT;
	} else {
		TRY(parser_expect_word(parser, WORD_BY));
		grouping.kind = WORD_BY;
	}
	if (grouping.kind != WORD_ALL && !parser_at_word(parser, WORD_TIME_AGG)) {
		TRY(parse_component_names(parser, &grouping.names));
		parser_take(parser, TOKEN_COMMA);
	}
	if (parser_at_word(parser, WORD_TIME_AGG)) {
		TRY(parse_function(parser, &conversion, &found));
		grouping.conversion = conversion;
	}
	if (parser_take_word(parser, WORD_HAVING))
		TRY(parse_expression(parser, &grouping.having));
	*out = grouping;
	return OK;
}

static struct err parse_order(struct parser *parser, struct over_syntax *out)
{
	struct list items = LIST(parser->arena, struct order_syntax);

	TRY(parser_expect_word(parser, WORD_BY));
	do {
		struct order_syntax item = { .is_descending = false };

		TRY(parse_component_name(parser, &item.component));
		item.is_descending = parser_take_word(parser, WORD_DESC);
		if (!item.is_descending)
			parser_take_word(parser, WORD_ASC);
		TRY(list_push(&items, &item));
	} while (parser_take(parser, TOKEN_COMMA));
	out->order = items.at;
	out->n_order = items.count;
	return OK;
}

static struct err parse_partition(struct parser *parser, struct over_syntax *out)
{
	if (parser_take_word(parser, WORD_EXCEPT)) {
		out->partition = WORD_EXCEPT;
		if (parser_take_word(parser, WORD_ALL)) {
			out->partition = WORD_ALL;
			return OK;
		}
	} else {
		TRY(parser_expect_word(parser, WORD_BY));
		out->partition = WORD_BY;
	}
	return parse_component_names(parser, &out->names);
}

/* "3 preceding", "unbounded following", "current data point". */
static struct err parse_bound(struct parser *parser, struct bound_syntax *out)
{
	struct bound_syntax bound = { .place = parser_peek(parser, 0)->place };

	if (parser_take_word(parser, WORD_CURRENT)) {
		TRY(parser_expect_word(parser, WORD_DATA));
		TRY(parser_expect_word(parser, WORD_POINT));
		bound.kind = WORD_CURRENT;
		*out = bound;
		return OK;
	}
	bound.is_unbounded = parser_take_word(parser, WORD_UNBOUNDED);
	if (!bound.is_unbounded)
		TRY(parse_signed_integer(parser, &bound.distance));
	if (parser_take_word(parser, WORD_FOLLOWING))
		bound.kind = WORD_FOLLOWING;
	else if (parser_take_word(parser, WORD_PRECEDING))
		bound.kind = WORD_PRECEDING;
	else
		return parser_refuse(parser,
				     S(N_("preceding or following is expected here, not {1}")));
	*out = bound;
	return OK;
}

static struct err parse_window(struct parser *parser, struct over_syntax *out)
{
	if (parser_take_word(parser, WORD_DATA)) {
		TRY(parser_expect_word(parser, WORD_POINTS));
		out->unit = WORD_DATA;
	} else if (parser_take_word(parser, WORD_RANGE)) {
		out->unit = WORD_RANGE;
	} else {
		return OK;
	}
	TRY(parser_expect_word(parser, WORD_BETWEEN));
	TRY(parse_bound(parser, &out->from));
	TRY(parser_expect_word(parser, WORD_AND));
	return parse_bound(parser, &out->to);
}

struct err parse_over(struct parser *parser, struct over_syntax *out)
{
	struct over_syntax over = { .place = parser_peek(parser, 0)->place };

	TRY(parser_expect(parser, TOKEN_OPEN));
	if (parser_take_word(parser, WORD_PARTITION))
		TRY(parse_partition(parser, &over));
	if (parser_take_word(parser, WORD_ORDER))
		TRY(parse_order(parser, &over));
	TRY(parse_window(parser, &over));
	TRY(parser_expect(parser, TOKEN_CLOSE));
	*out = over;
	return OK;
}
