/* The words of the language and how its marks are written. */
#include "vtl/token.h"

#include "base/arena.h"

#include <assert.h>

static const struct str words[] = {
	[WORD_NONE] = STR(""),
	[WORD_AGGR] = STR("aggr"),
	[WORD_AGGREGATE] = STR("aggregate"),
	[WORD_ALL] = STR("all"),
	[WORD_ALL_MEASURES] = STR("all_measures"),
	[WORD_ALWAYS_NULL] = STR("always_null"),
	[WORD_ALWAYS_ZERO] = STR("always_zero"),
	[WORD_AND] = STR("and"),
	[WORD_APPLY] = STR("apply"),
	[WORD_AS] = STR("as"),
	[WORD_ASC] = STR("asc"),
	[WORD_ATTRIBUTE] = STR("attribute"),
	[WORD_AVG] = STR("avg"),
	[WORD_BETWEEN] = STR("between"),
	[WORD_BOOLEAN] = STR("boolean"),
	[WORD_BY] = STR("by"),
	[WORD_CALC] = STR("calc"),
	[WORD_CASE] = STR("case"),
	[WORD_CAST] = STR("cast"),
	[WORD_CHECK] = STR("check"),
	[WORD_CHECK_DATAPOINT] = STR("check_datapoint"),
	[WORD_CHECK_HIERARCHY] = STR("check_hierarchy"),
	[WORD_COMPONENT] = STR("component"),
	[WORD_COMPONENTS] = STR("components"),
	[WORD_COMPUTED] = STR("computed"),
	[WORD_CONDITION] = STR("condition"),
	[WORD_COUNT] = STR("count"),
	[WORD_CROSS_JOIN] = STR("cross_join"),
	[WORD_CURRENT] = STR("current"),
	[WORD_DAMERAU_LEVENSHTEIN] = STR("damerau_levenshtein"),
	[WORD_DATA] = STR("data"),
	[WORD_DATAPOINT] = STR("datapoint"),
	[WORD_DATAPOINT_ON_VALUEDOMAINS] = STR("datapoint_on_valuedomains"),
	[WORD_DATAPOINT_ON_VARIABLES] = STR("datapoint_on_variables"),
	[WORD_DATASET] = STR("dataset"),
	[WORD_DATASET_PRIORITY] = STR("dataset_priority"),
	[WORD_DATE] = STR("date"),
	[WORD_DEFAULT] = STR("default"),
	[WORD_DEFINE] = STR("define"),
	[WORD_DESC] = STR("desc"),
	[WORD_DROP] = STR("drop"),
	[WORD_DURATION] = STR("duration"),
	[WORD_ELSE] = STR("else"),
	[WORD_END] = STR("end"),
	[WORD_ERRORCODE] = STR("errorcode"),
	[WORD_ERRORLEVEL] = STR("errorlevel"),
	[WORD_EVAL] = STR("eval"),
	[WORD_EXCEPT] = STR("except"),
	[WORD_EXISTS_IN] = STR("exists_in"),
	[WORD_FALSE] = STR("false"),
	[WORD_FILL_TIME_SERIES] = STR("fill_time_series"),
	[WORD_FILTER] = STR("filter"),
	[WORD_FIRST] = STR("first"),
	[WORD_FIRST_VALUE] = STR("first_value"),
	[WORD_FLOW_TO_STOCK] = STR("flow_to_stock"),
	[WORD_FOLLOWING] = STR("following"),
	[WORD_FULL_JOIN] = STR("full_join"),
	[WORD_GROUP] = STR("group"),
	[WORD_HAMMING] = STR("hamming"),
	[WORD_HAVING] = STR("having"),
	[WORD_HIERARCHICAL] = STR("hierarchical"),
	[WORD_HIERARCHICAL_ON_VALUEDOMAINS] = STR("hierarchical_on_valuedomains"),
	[WORD_HIERARCHICAL_ON_VARIABLES] = STR("hierarchical_on_variables"),
	[WORD_HIERARCHY] = STR("hierarchy"),
	[WORD_IDENTIFIER] = STR("identifier"),
	[WORD_IF] = STR("if"),
	[WORD_IMBALANCE] = STR("imbalance"),
	[WORD_IN] = STR("in"),
	[WORD_INNER_JOIN] = STR("inner_join"),
	[WORD_INTEGER] = STR("integer"),
	[WORD_INTERSECT] = STR("intersect"),
	[WORD_INVALID] = STR("invalid"),
	[WORD_IS] = STR("is"),
	[WORD_JARO_WINKLER] = STR("jaro_winkler"),
	[WORD_KEEP] = STR("keep"),
	[WORD_LAG] = STR("lag"),
	[WORD_LANGUAGE] = STR("language"),
	[WORD_LAST] = STR("last"),
	[WORD_LAST_VALUE] = STR("last_value"),
	[WORD_LEAD] = STR("lead"),
	[WORD_LEFT_JOIN] = STR("left_join"),
	[WORD_LEVENSHTEIN] = STR("levenshtein"),
	[WORD_MAX] = STR("max"),
	[WORD_MEASURE] = STR("measure"),
	[WORD_MEDIAN] = STR("median"),
	[WORD_MIN] = STR("min"),
	[WORD_NON_NULL] = STR("non_null"),
	[WORD_NON_ZERO] = STR("non_zero"),
	[WORD_NOT] = STR("not"),
	[WORD_NOT_IN] = STR("not_in"),
	[WORD_NULL] = STR("null"),
	[WORD_NUMBER] = STR("number"),
	[WORD_NVL] = STR("nvl"),
	[WORD_OPERATOR] = STR("operator"),
	[WORD_OR] = STR("or"),
	[WORD_ORDER] = STR("order"),
	[WORD_OVER] = STR("over"),
	[WORD_PARTIAL_NULL] = STR("partial_null"),
	[WORD_PARTIAL_ZERO] = STR("partial_zero"),
	[WORD_PARTITION] = STR("partition"),
	[WORD_PIVOT] = STR("pivot"),
	[WORD_POINT] = STR("point"),
	[WORD_POINTS] = STR("points"),
	[WORD_PRECEDING] = STR("preceding"),
	[WORD_PROPAGATION] = STR("propagation"),
	[WORD_RANGE] = STR("range"),
	[WORD_RANK] = STR("rank"),
	[WORD_RATIO_TO_REPORT] = STR("ratio_to_report"),
	[WORD_RENAME] = STR("rename"),
	[WORD_RETURNS] = STR("returns"),
	[WORD_RULE] = STR("rule"),
	[WORD_RULE_PRIORITY] = STR("rule_priority"),
	[WORD_RULESET] = STR("ruleset"),
	[WORD_SCALAR] = STR("scalar"),
	[WORD_SET] = STR("set"),
	[WORD_SETDIFF] = STR("setdiff"),
	[WORD_SINGLE] = STR("single"),
	[WORD_STDDEV_POP] = STR("stddev_pop"),
	[WORD_STDDEV_SAMP] = STR("stddev_samp"),
	[WORD_STOCK_TO_FLOW] = STR("stock_to_flow"),
	[WORD_STRING] = STR("string"),
	[WORD_STRING_DISTANCE] = STR("string_distance"),
	[WORD_SUB] = STR("sub"),
	[WORD_SUM] = STR("sum"),
	[WORD_SYMDIFF] = STR("symdiff"),
	[WORD_THEN] = STR("then"),
	[WORD_TIME] = STR("time"),
	[WORD_TIME_AGG] = STR("time_agg"),
	[WORD_TIME_PERIOD] = STR("time_period"),
	[WORD_TIMESHIFT] = STR("timeshift"),
	[WORD_TO] = STR("to"),
	[WORD_TRUE] = STR("true"),
	[WORD_UNBOUNDED] = STR("unbounded"),
	[WORD_UNION] = STR("union"),
	[WORD_UNPIVOT] = STR("unpivot"),
	[WORD_USING] = STR("using"),
	[WORD_VALUEDOMAIN] = STR("valuedomain"),
	[WORD_VAR_POP] = STR("var_pop"),
	[WORD_VAR_SAMP] = STR("var_samp"),
	[WORD_VARIABLE] = STR("variable"),
	[WORD_VIRAL] = STR("viral"),
	[WORD_WHEN] = STR("when"),
	[WORD_XOR] = STR("xor"),
};
_Static_assert(countof(words) == WORD_COUNT_, "every word is spelled");

/* The table is in the order of str_cmp. */
enum word word_named(struct str text)
{
	size_t from = 1, to = countof(words);

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_cmp(text, words[middle]);

		if (order == 0)
			return (enum word)middle;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return WORD_NONE;
}

struct str word_text(enum word word)
{
	assert(word < WORD_COUNT_);
	return words[word];
}

struct err name_lower(struct arena *arena, struct str text, struct str *out)
{
	char *copy;

	TRY_NEW(copy = arena_text(arena, text.len));
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		copy[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	*out = (struct str){ copy, text.len };
	return OK;
}

struct str mark_text(enum token_kind kind)
{
	static const struct str marks[TOKEN_KIND_COUNT_] = {
		[TOKEN_ASSIGN] = STR(":="),        [TOKEN_PERSIST] = STR("<-"),
		[TOKEN_ARROW] = STR("->"),         [TOKEN_SEMICOLON] = STR(";"),
		[TOKEN_COLON] = STR(":"),          [TOKEN_COMMA] = STR(","),
		[TOKEN_HASH] = STR("#"),           [TOKEN_UNDERSCORE] = STR("_"),
		[TOKEN_PLUS] = STR("+"),           [TOKEN_MINUS] = STR("-"),
		[TOKEN_STAR] = STR("*"),           [TOKEN_SLASH] = STR("/"),
		[TOKEN_BARS] = STR("||"),          [TOKEN_EQUAL] = STR("="),
		[TOKEN_UNEQUAL] = STR("<>"),       [TOKEN_LESS] = STR("<"),
		[TOKEN_LESS_EQUAL] = STR("<="),    [TOKEN_GREATER] = STR(">"),
		[TOKEN_GREATER_EQUAL] = STR(">="), [TOKEN_OPEN] = STR("("),
		[TOKEN_CLOSE] = STR(")"),          [TOKEN_OPEN_SQUARE] = STR("["),
		[TOKEN_CLOSE_SQUARE] = STR("]"),   [TOKEN_OPEN_CURLY] = STR("{"),
		[TOKEN_CLOSE_CURLY] = STR("}"),
	};

	assert(kind < TOKEN_KIND_COUNT_);
	return marks[kind];
}
