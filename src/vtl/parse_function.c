/* Operators in functional syntax whose arguments are more than expressions: a row each in the table. */
#include "vtl/parser.h"

#include "base/mark.h"

/* Reads what follows the opening parenthesis; the closing one is read by the caller. */
typedef struct err function_parser(struct parser *parser, struct node *node);

struct function {
	enum word word;
	enum node_kind kind;
	function_parser *parse;
};

static struct err parse_cast(struct parser *parser, struct node *node)
{
	TRY(parse_expression(parser, &node->cast.operand));
	TRY(node_adopt(parser, node, node->cast.operand));
	TRY(parser_expect(parser, TOKEN_COMMA));
	TRY(parse_scalar_type(parser, &node->cast.type));
	if (parser_take(parser, TOKEN_COMMA))
		return parse_string(parser, &node->cast.mask);
	return OK;
}

static bool take_which(struct parser *parser, enum word *out)
{
	if (parser_take_word(parser, WORD_FIRST))
		*out = WORD_FIRST;
	else if (parser_take_word(parser, WORD_LAST))
		*out = WORD_LAST;
	else
		return false;
	return true;
}

/* time_agg ( to { , from } { , operand } { , first | last } ), any of them left out by "_" or at all. */
static struct err parse_time_agg(struct parser *parser, struct node *node)
{
	TRY(parse_string_or_name(parser, &node->time_agg.to));
	for (int position = 1; parser_take(parser, TOKEN_COMMA); position++) {
		if (parser_take(parser, TOKEN_UNDERSCORE) ||
		    take_which(parser, &node->time_agg.which))
			continue;
		if (position == 1 && parser_at(parser, TOKEN_STRING)) {
			TRY(parse_string(parser, &node->time_agg.from));
			continue;
		}
		if (node->time_agg.operand || node->time_agg.which != WORD_NONE)
			return parser_refuse_with(parser, S(N_("{2} is expected here, not {1}")),
						  mark_text(TOKEN_CLOSE), S(""));
		TRY(parse_expression(parser, &node->time_agg.operand));
		TRY(node_adopt(parser, node, node->time_agg.operand));
	}
	return OK;
}

/* string_distance ( method , a , b ): each method is an operator of its own. */
static struct err parse_string_distance(struct parser *parser, struct node *node)
{
	static const struct {
		enum word word;
		enum operation operation;
	} methods[] = {
		{ WORD_LEVENSHTEIN, OPERATION_LEVENSHTEIN },
		{ WORD_DAMERAU_LEVENSHTEIN, OPERATION_DAMERAU_LEVENSHTEIN },
		{ WORD_HAMMING, OPERATION_HAMMING },
		{ WORD_JARO_WINKLER, OPERATION_JARO_WINKLER },
	};
	struct list operands = LIST(parser->arena, const struct node *);

	for (size_t i = 0; i < countof(methods); i++)
		if (parser_take_word(parser, methods[i].word))
			node->operation.operation = methods[i].operation;
	if (node->operation.operation == OPERATION_NONE)
		return parser_refuse(parser,
				     S(N_("a method is expected here, not {1}: levenshtein, "
					  "damerau_levenshtein, hamming or jaro_winkler")));
	while (parser_take(parser, TOKEN_COMMA)) {
		const struct node *operand;

		TRY(parse_expression(parser, &operand));
		TRY(node_adopt(parser, node, operand));
		TRY(list_push(&operands, &operand));
	}
	node->operation.operands = (struct node_list){ operands.at, operands.count };
	return OK;
}

/* The last argument of exists_in, fill_time_series and timeshift is no expression. */
static struct err parse_option(struct parser *parser, struct node *node, bool *taken)
{
	static const struct {
		enum word function, option;
	} options[] = {
		{ WORD_EXISTS_IN, WORD_ALL },           { WORD_EXISTS_IN, WORD_TRUE },
		{ WORD_EXISTS_IN, WORD_FALSE },         { WORD_FILL_TIME_SERIES, WORD_ALL },
		{ WORD_FILL_TIME_SERIES, WORD_SINGLE },
	};

	*taken = true;
	for (size_t i = 0; i < countof(options); i++) {
		if (options[i].function != node->datasets.function ||
		    !parser_take_word(parser, options[i].option))
			continue;
		node->datasets.option = options[i].option;
		return OK;
	}
	if (node->datasets.function == WORD_FILL_TIME_SERIES)
		return parser_refuse(parser, S(N_("single or all is expected here, not {1}")));
	if (node->datasets.function == WORD_TIMESHIFT && !node->datasets.shift)
		return parse_integer_or_name(parser, &node->datasets.shift);
	*taken = false;
	return OK;
}

static struct err parse_datasets(struct parser *parser, struct node *node)
{
	struct list operands = LIST(parser->arena, const struct node *);
	const struct node *operand;
	bool taken;

	TRY(parse_expression(parser, &operand));
	TRY(node_adopt(parser, node, operand));
	TRY(list_push(&operands, &operand));
	while (parser_take(parser, TOKEN_COMMA)) {
		TRY(parse_option(parser, node, &taken));
		if (taken)
			continue;
		TRY(parse_expression(parser, &operand));
		TRY(node_adopt(parser, node, operand));
		TRY(list_push(&operands, &operand));
	}
	node->datasets.operands = (struct node_list){ operands.at, operands.count };
	return OK;
}

static struct err parse_lag(struct parser *parser, struct node *node)
{
	if (!parser_take(parser, TOKEN_COMMA))
		return OK;
	TRY(parse_signed_integer(parser, &node->analytic.offset));
	if (!parser_take(parser, TOKEN_COMMA))
		return OK;
	TRY(parse_scalar_item(parser, &node->analytic.otherwise));
	return node_adopt(parser, node, node->analytic.otherwise);
}

/* "over ( … )" after the operand makes an aggregate an analytic function. */
static struct err parse_analytic(struct parser *parser, struct node *node)
{
	const struct node *operand = NULL;

	if (!parser_at_word(parser, WORD_OVER)) {
		TRY(parse_expression(parser, &operand));
		TRY(node_adopt(parser, node, operand));
	}
	node->analytic.operand = operand;
	if (node->analytic.function == WORD_LAG || node->analytic.function == WORD_LEAD)
		TRY(parse_lag(parser, node));
	TRY(parser_expect_word(parser, WORD_OVER));
	return parse_over(parser, &node->analytic.over);
}

static struct err parse_aggregate(struct parser *parser, struct node *node)
{
	enum word function = node->aggregate.function;
	const struct node *operand = NULL;

	if (!parser_at(parser, TOKEN_CLOSE) && !parser_at_word(parser, WORD_OVER)) {
		TRY(parse_expression(parser, &operand));
		TRY(node_adopt(parser, node, operand));
	}
	if (parser_take_word(parser, WORD_OVER)) {
		node->kind = NODE_ANALYTIC;
		node->analytic.function = function;
		node->analytic.operand = operand;
		return parse_over(parser, &node->analytic.over);
	}
	node->aggregate.operand = operand;
	if (!parser_at_word(parser, WORD_GROUP))
		return OK;
	TRY(parse_grouping(parser, &node->aggregate.grouping));
	return node_adopt_grouping(parser, node, &node->aggregate.grouping);
}

/* Behind the options of a check; possible: all that there are. */
static struct err end_options(struct parser *parser, struct str possible)
{
	if (parser_at(parser, TOKEN_CLOSE))
		return OK;
	return parser_refuse_with(
		parser,
		S(N_("one of these options is expected here, each once, or ), and "
		     "not {1}: {2}")),
		possible, S(""));
}

static struct err parse_check(struct parser *parser, struct node *node)
{
	struct check_syntax *check = &node->check;

	TRY(parse_expression(parser, &check->operand));
	TRY(node_adopt(parser, node, check->operand));
	if (parser_take_word(parser, WORD_ERRORCODE))
		TRY(parse_expression(parser, &check->errorcode));
	if (parser_take_word(parser, WORD_ERRORLEVEL))
		TRY(parse_expression(parser, &check->errorlevel));
	if (parser_take_word(parser, WORD_IMBALANCE))
		TRY(parse_expression(parser, &check->imbalance));
	TRY(node_adopt(parser, node, check->errorcode));
	TRY(node_adopt(parser, node, check->errorlevel));
	TRY(node_adopt(parser, node, check->imbalance));
	if (parser_take_word(parser, WORD_INVALID))
		check->output = WORD_INVALID;
	else if (parser_take_word(parser, WORD_ALL))
		check->output = WORD_ALL;
	return end_options(parser, S("errorcode, errorlevel, imbalance, invalid, all"));
}

/* The words that may follow a ruleset, by what they say. */
enum option_kind { OPTION_MODE, OPTION_INPUT, OPTION_OUTPUT };

struct option_word {
	enum word function, word;
	enum option_kind kind;
};

static const struct option_word option_words[] = {
	{ WORD_NONE, WORD_NON_NULL, OPTION_MODE },
	{ WORD_NONE, WORD_NON_ZERO, OPTION_MODE },
	{ WORD_NONE, WORD_PARTIAL_NULL, OPTION_MODE },
	{ WORD_NONE, WORD_PARTIAL_ZERO, OPTION_MODE },
	{ WORD_NONE, WORD_ALWAYS_NULL, OPTION_MODE },
	{ WORD_NONE, WORD_ALWAYS_ZERO, OPTION_MODE },
	{ WORD_NONE, WORD_DATASET, OPTION_INPUT },
	{ WORD_CHECK_HIERARCHY, WORD_DATASET_PRIORITY, OPTION_INPUT },
	{ WORD_HIERARCHY, WORD_RULE, OPTION_INPUT },
	{ WORD_HIERARCHY, WORD_RULE_PRIORITY, OPTION_INPUT },
	{ WORD_NONE, WORD_ALL, OPTION_OUTPUT },
	{ WORD_CHECK_HIERARCHY, WORD_INVALID, OPTION_OUTPUT },
	{ WORD_CHECK_HIERARCHY, WORD_ALL_MEASURES, OPTION_OUTPUT },
	{ WORD_HIERARCHY, WORD_COMPUTED, OPTION_OUTPUT },
};

/* Takes an option that was not said before. */
static bool take_option(struct parser *parser, struct check_syntax *check)
{
	enum word *places[] = { &check->mode, &check->input, &check->output };

	for (size_t i = 0; i < countof(option_words); i++) {
		const struct option_word *option = &option_words[i];

		if (option->function != WORD_NONE && option->function != check->kind)
			continue;
		if (*places[option->kind] == WORD_NONE && parser_take_word(parser, option->word)) {
			*places[option->kind] = option->word;
			return true;
		}
	}
	return false;
}

static struct err parse_operand_and_ruleset(struct parser *parser, struct node *node)
{
	TRY(parse_expression(parser, &node->check.operand));
	TRY(node_adopt(parser, node, node->check.operand));
	TRY(parser_expect(parser, TOKEN_COMMA));
	return parse_name(parser, &node->check.ruleset);
}

static struct err parse_check_datapoint(struct parser *parser, struct node *node)
{
	static const enum word outputs[] = { WORD_INVALID, WORD_ALL, WORD_ALL_MEASURES };

	TRY(parse_operand_and_ruleset(parser, node));
	if (parser_take_word(parser, WORD_COMPONENTS))
		TRY(parse_component_names(parser, &node->check.components));
	for (size_t i = 0; i < countof(outputs) && node->check.output == WORD_NONE; i++)
		if (parser_take_word(parser, outputs[i]))
			node->check.output = outputs[i];
	return end_options(parser, S("components, invalid, all, all_measures"));
}

static struct err parse_hierarchy(struct parser *parser, struct node *node)
{
	enum token_kind after;

	TRY(parse_operand_and_ruleset(parser, node));
	if (parser_take_word(parser, WORD_CONDITION))
		TRY(parse_component_names(parser, &node->check.components));
	/* "rule" before a name says which component holds the code items, else it is the input. */
	after = parser_peek(parser, 1)->kind;
	if (parser_at_word(parser, WORD_RULE) && (after == TOKEN_NAME || after == TOKEN_QUOTED)) {
		TRY(parser_expect_word(parser, WORD_RULE));
		TRY(parse_component_name(parser, &node->check.rule));
	}
	while (take_option(parser, &node->check))
		;
	return end_options(parser, node->check.kind == WORD_HIERARCHY
					   ? S("non_null … always_zero, dataset, rule, "
					       "rule_priority, computed, all")
					   : S("non_null … always_zero, dataset, "
					       "dataset_priority, invalid, all, all_measures"));
}

static struct err parse_eval(struct parser *parser, struct node *node)
{
	TRY(parse_name(parser, &node->eval.routine));
	TRY(parse_arguments(parser, &node->eval.arguments));
	if (parser_take_word(parser, WORD_LANGUAGE))
		TRY(parse_string(parser, &node->eval.language));
	node->eval.has_type = parser_take_word(parser, WORD_RETURNS);
	if (node->eval.has_type)
		return parse_type(parser, &node->eval.type);
	return OK;
}

static const struct function functions[] = {
	{ WORD_CAST, NODE_CAST, parse_cast },
	{ WORD_TIME_AGG, NODE_TIME_AGG, parse_time_agg },
	{ WORD_STRING_DISTANCE, NODE_OPERATION, parse_string_distance },
	{ WORD_UNION, NODE_DATASETS, parse_datasets },
	{ WORD_INTERSECT, NODE_DATASETS, parse_datasets },
	{ WORD_SETDIFF, NODE_DATASETS, parse_datasets },
	{ WORD_SYMDIFF, NODE_DATASETS, parse_datasets },
	{ WORD_EXISTS_IN, NODE_DATASETS, parse_datasets },
	{ WORD_FILL_TIME_SERIES, NODE_DATASETS, parse_datasets },
	{ WORD_FLOW_TO_STOCK, NODE_DATASETS, parse_datasets },
	{ WORD_STOCK_TO_FLOW, NODE_DATASETS, parse_datasets },
	{ WORD_TIMESHIFT, NODE_DATASETS, parse_datasets },
	{ WORD_AVG, NODE_AGGREGATE, parse_aggregate },
	{ WORD_COUNT, NODE_AGGREGATE, parse_aggregate },
	{ WORD_MAX, NODE_AGGREGATE, parse_aggregate },
	{ WORD_MEDIAN, NODE_AGGREGATE, parse_aggregate },
	{ WORD_MIN, NODE_AGGREGATE, parse_aggregate },
	{ WORD_STDDEV_POP, NODE_AGGREGATE, parse_aggregate },
	{ WORD_STDDEV_SAMP, NODE_AGGREGATE, parse_aggregate },
	{ WORD_SUM, NODE_AGGREGATE, parse_aggregate },
	{ WORD_VAR_POP, NODE_AGGREGATE, parse_aggregate },
	{ WORD_VAR_SAMP, NODE_AGGREGATE, parse_aggregate },
	{ WORD_FIRST_VALUE, NODE_ANALYTIC, parse_analytic },
	{ WORD_LAST_VALUE, NODE_ANALYTIC, parse_analytic },
	{ WORD_LAG, NODE_ANALYTIC, parse_analytic },
	{ WORD_LEAD, NODE_ANALYTIC, parse_analytic },
	{ WORD_RANK, NODE_ANALYTIC, parse_analytic },
	{ WORD_RATIO_TO_REPORT, NODE_ANALYTIC, parse_analytic },
	{ WORD_INNER_JOIN, NODE_JOIN, parse_join },
	{ WORD_LEFT_JOIN, NODE_JOIN, parse_join },
	{ WORD_FULL_JOIN, NODE_JOIN, parse_join },
	{ WORD_CROSS_JOIN, NODE_JOIN, parse_join },
	{ WORD_CHECK, NODE_CHECK, parse_check },
	{ WORD_CHECK_DATAPOINT, NODE_CHECK, parse_check_datapoint },
	{ WORD_CHECK_HIERARCHY, NODE_CHECK, parse_hierarchy },
	{ WORD_HIERARCHY, NODE_CHECK, parse_hierarchy },
	{ WORD_EVAL, NODE_EVAL, parse_eval },
};

static const struct function *function_here(const struct parser *parser)
{
	for (size_t i = 0; i < countof(functions); i++)
		if (parser_at_word(parser, functions[i].word))
			return &functions[i];
	return NULL;
}

bool word_is_function(enum word word)
{
	for (size_t i = 0; i < countof(functions); i++)
		if (functions[i].word == word)
			return true;
	return false;
}

/* The kinds that one parser serves are told apart by their word. */
static void note_word(struct node *node, enum word word)
{
	switch (node->kind) {
	case NODE_DATASETS:
		node->datasets.function = word;
		break;
	case NODE_AGGREGATE:
		node->aggregate.function = word;
		break;
	case NODE_ANALYTIC:
		node->analytic.function = word;
		break;
	case NODE_JOIN:
		node->join.kind = word;
		break;
	case NODE_CHECK:
		node->check.kind = word;
		break;
	default:
		break;
	}
}

struct err parse_function(struct parser *parser, struct node **out, bool *found_out)
{
	const struct function *function = function_here(parser);
	struct node *node;

	*found_out = function != NULL;
	if (!function)
		return OK;
	TRY(parser_enter(parser));
	TRY(parser_node(parser, function->kind, parser_peek(parser, 0)->place, &node));
	note_word(node, function->word);
	TRY(parser_expect_word(parser, function->word));
	TRY(parser_expect(parser, TOKEN_OPEN));
	TRY(function->parse(parser, node));
	TRY(parser_expect(parser, TOKEN_CLOSE));
	parser_leave(parser);
	*out = node;
	return OK;
}
