/* The operators, a row each, and what can be told by the row alone. */
#include "vtl/operation_rows.h"

#include <assert.h>

static const struct operation_row rows[] = {
	[OPERATION_NONE] = { STR(""), 0, 0, 0, { 0 }, 0 },
	[OPERATION_PLUS] = { STR("+"), FAMILY_NUMERIC, 1, 1, { CLASS_NUMBER }, RESULT_NUMERIC },
	[OPERATION_MINUS] = { STR("-"), FAMILY_NUMERIC, 1, 1, { CLASS_NUMBER }, RESULT_NUMERIC },
	[OPERATION_ADD] = { STR("+"),
			    FAMILY_NUMERIC,
			    2,
			    2,
			    { CLASS_NUMBER, CLASS_NUMBER },
			    RESULT_NUMERIC },
	[OPERATION_SUBTRACT] = { STR("-"),
				 FAMILY_NUMERIC,
				 2,
				 2,
				 { CLASS_NUMBER, CLASS_NUMBER },
				 RESULT_NUMERIC },
	[OPERATION_MULTIPLY] = { STR("*"),
				 FAMILY_NUMERIC,
				 2,
				 2,
				 { CLASS_NUMBER, CLASS_NUMBER },
				 RESULT_NUMERIC },
	[OPERATION_DIVIDE] = { STR("/"),
			       FAMILY_NUMERIC,
			       2,
			       2,
			       { CLASS_NUMBER, CLASS_NUMBER },
			       RESULT_NUMBER },
	[OPERATION_MOD] = { STR("mod"),
			    FAMILY_NUMERIC,
			    2,
			    2,
			    { CLASS_NUMBER, CLASS_NUMBER },
			    RESULT_NUMERIC },
	[OPERATION_ROUND] = { STR("round"),
			      FAMILY_NUMERIC,
			      1,
			      2,
			      { CLASS_NUMBER, CLASS_INTEGER },
			      RESULT_DIGITS },
	[OPERATION_TRUNC] = { STR("trunc"),
			      FAMILY_NUMERIC,
			      1,
			      2,
			      { CLASS_NUMBER, CLASS_INTEGER },
			      RESULT_DIGITS },
	[OPERATION_CEIL] = { STR("ceil"), FAMILY_NUMERIC, 1, 1, { CLASS_NUMBER }, RESULT_INTEGER },
	[OPERATION_FLOOR] = { STR("floor"),
			      FAMILY_NUMERIC,
			      1,
			      1,
			      { CLASS_NUMBER },
			      RESULT_INTEGER },
	[OPERATION_ABS] = { STR("abs"), FAMILY_NUMERIC, 1, 1, { CLASS_NUMBER }, RESULT_NUMERIC },
	[OPERATION_EXP] = { STR("exp"), FAMILY_NUMERIC, 1, 1, { CLASS_NUMBER }, RESULT_NUMBER },
	[OPERATION_LN] = { STR("ln"), FAMILY_NUMERIC, 1, 1, { CLASS_NUMBER }, RESULT_NUMBER },
	[OPERATION_SQRT] = { STR("sqrt"), FAMILY_NUMERIC, 1, 1, { CLASS_NUMBER }, RESULT_NUMBER },
	[OPERATION_POWER] = { STR("power"),
			      FAMILY_NUMERIC,
			      2,
			      2,
			      { CLASS_NUMBER, CLASS_NUMBER },
			      RESULT_NUMBER },
	[OPERATION_LOG] = { STR("log"),
			    FAMILY_NUMERIC,
			    2,
			    2,
			    { CLASS_NUMBER, CLASS_NUMBER },
			    RESULT_NUMBER },
	[OPERATION_RANDOM] = { STR("random"),
			       FAMILY_NUMERIC,
			       2,
			       2,
			       { CLASS_NUMBER, CLASS_INTEGER },
			       RESULT_NUMBER },

	[OPERATION_CONCAT] = { STR("||"),
			       FAMILY_STRING,
			       2,
			       2,
			       { CLASS_STRING, CLASS_STRING },
			       RESULT_STRING },
	[OPERATION_TRIM] = { STR("trim"), FAMILY_STRING, 1, 1, { CLASS_STRING }, RESULT_STRING },
	[OPERATION_LTRIM] = { STR("ltrim"), FAMILY_STRING, 1, 1, { CLASS_STRING }, RESULT_STRING },
	[OPERATION_RTRIM] = { STR("rtrim"), FAMILY_STRING, 1, 1, { CLASS_STRING }, RESULT_STRING },
	[OPERATION_UPPER] = { STR("upper"), FAMILY_STRING, 1, 1, { CLASS_STRING }, RESULT_STRING },
	[OPERATION_LOWER] = { STR("lower"), FAMILY_STRING, 1, 1, { CLASS_STRING }, RESULT_STRING },
	[OPERATION_LENGTH] = { STR("length"), FAMILY_CAST, 1, 1, { CLASS_STRING }, RESULT_INTEGER },
	[OPERATION_SUBSTR] = { STR("substr"),
			       FAMILY_STRING,
			       1,
			       3,
			       { CLASS_STRING, CLASS_INTEGER, CLASS_INTEGER },
			       RESULT_STRING },
	[OPERATION_REPLACE] = { STR("replace"),
				FAMILY_STRING,
				2,
				3,
				{ CLASS_STRING, CLASS_STRING, CLASS_STRING },
				RESULT_STRING },
	[OPERATION_INSTR] = { STR("instr"),
			      FAMILY_CAST,
			      2,
			      4,
			      { CLASS_STRING, CLASS_STRING, CLASS_INTEGER, CLASS_INTEGER },
			      RESULT_INTEGER },
	[OPERATION_LEVENSHTEIN] = { STR("levenshtein"),
				    FAMILY_CAST,
				    2,
				    2,
				    { CLASS_STRING, CLASS_STRING },
				    RESULT_NUMBER },
	[OPERATION_DAMERAU_LEVENSHTEIN] = { STR("damerau_levenshtein"),
					    FAMILY_CAST,
					    2,
					    2,
					    { CLASS_STRING, CLASS_STRING },
					    RESULT_NUMBER },
	[OPERATION_HAMMING] = { STR("hamming"),
				FAMILY_CAST,
				2,
				2,
				{ CLASS_STRING, CLASS_STRING },
				RESULT_NUMBER },
	[OPERATION_JARO_WINKLER] = { STR("jaro_winkler"),
				     FAMILY_CAST,
				     2,
				     2,
				     { CLASS_STRING, CLASS_STRING },
				     RESULT_NUMBER },

	[OPERATION_EQUAL] = { STR("="),
			      FAMILY_CAST,
			      2,
			      2,
			      { CLASS_COMMON, CLASS_COMMON },
			      RESULT_BOOLEAN },
	[OPERATION_NOT_EQUAL] = { STR("<>"),
				  FAMILY_CAST,
				  2,
				  2,
				  { CLASS_COMMON, CLASS_COMMON },
				  RESULT_BOOLEAN },
	[OPERATION_LESS] = { STR("<"),
			     FAMILY_CAST,
			     2,
			     2,
			     { CLASS_COMMON, CLASS_COMMON },
			     RESULT_BOOLEAN },
	[OPERATION_LESS_EQUAL] = { STR("<="),
				   FAMILY_CAST,
				   2,
				   2,
				   { CLASS_COMMON, CLASS_COMMON },
				   RESULT_BOOLEAN },
	[OPERATION_GREATER] = { STR(">"),
				FAMILY_CAST,
				2,
				2,
				{ CLASS_COMMON, CLASS_COMMON },
				RESULT_BOOLEAN },
	[OPERATION_GREATER_EQUAL] = { STR(">="),
				      FAMILY_CAST,
				      2,
				      2,
				      { CLASS_COMMON, CLASS_COMMON },
				      RESULT_BOOLEAN },
	[OPERATION_BETWEEN] = { STR("between"),
				FAMILY_CAST,
				3,
				3,
				{ CLASS_COMMON, CLASS_COMMON, CLASS_COMMON },
				RESULT_BOOLEAN },
	[OPERATION_IN] = { STR("in"),
			   FAMILY_CAST,
			   1,
			   ANY_NUMBER,
			   { CLASS_COMMON, CLASS_COMMON, CLASS_COMMON, CLASS_COMMON },
			   RESULT_BOOLEAN },
	[OPERATION_NOT_IN] = { STR("not_in"),
			       FAMILY_CAST,
			       1,
			       ANY_NUMBER,
			       { CLASS_COMMON, CLASS_COMMON, CLASS_COMMON, CLASS_COMMON },
			       RESULT_BOOLEAN },
	[OPERATION_MATCH_CHARACTERS] = { STR("match_characters"),
					 FAMILY_CAST,
					 2,
					 2,
					 { CLASS_STRING, CLASS_STRING },
					 RESULT_BOOLEAN },
	[OPERATION_ISNULL] = { STR("isnull"), FAMILY_CAST, 1, 1, { CLASS_ANY }, RESULT_BOOLEAN },

	[OPERATION_AND] = { STR("and"),
			    FAMILY_BOOLEAN,
			    2,
			    2,
			    { CLASS_BOOLEAN, CLASS_BOOLEAN },
			    RESULT_BOOLEAN },
	[OPERATION_OR] = { STR("or"),
			   FAMILY_BOOLEAN,
			   2,
			   2,
			   { CLASS_BOOLEAN, CLASS_BOOLEAN },
			   RESULT_BOOLEAN },
	[OPERATION_XOR] = { STR("xor"),
			    FAMILY_BOOLEAN,
			    2,
			    2,
			    { CLASS_BOOLEAN, CLASS_BOOLEAN },
			    RESULT_BOOLEAN },
	[OPERATION_NOT] = { STR("not"), FAMILY_BOOLEAN, 1, 1, { CLASS_BOOLEAN }, RESULT_BOOLEAN },

	[OPERATION_IF] = { STR("if"),
			   FAMILY_CONDITIONAL,
			   3,
			   3,
			   { CLASS_BOOLEAN, CLASS_COMMON, CLASS_COMMON },
			   RESULT_COMMON },
	[OPERATION_CASE] = { STR("case"),
			     FAMILY_CONDITIONAL,
			     3,
			     ANY_NUMBER,
			     { CLASS_NONE },
			     RESULT_COMMON }, /* its classes alternate: class_of */
	[OPERATION_NVL] = { STR("nvl"),
			    FAMILY_CONDITIONAL,
			    2,
			    2,
			    { CLASS_COMMON, CLASS_COMMON },
			    RESULT_COMMON },

	[OPERATION_PERIOD_INDICATOR] = { STR("period_indicator"),
					 FAMILY_CAST,
					 1,
					 1,
					 { CLASS_PERIOD },
					 RESULT_DURATION },
	[OPERATION_TIME_AGG] = { STR("time_agg"),
				 FAMILY_TIME,
				 3,
				 4,
				 { CLASS_UNIT, CLASS_UNIT, CLASS_TIME, CLASS_BOOLEAN },
				 RESULT_TIME },
	[OPERATION_DATEDIFF] = { STR("datediff"),
				 FAMILY_COMPONENT,
				 2,
				 2,
				 { CLASS_TIME, CLASS_TIME },
				 RESULT_INTEGER },
	[OPERATION_DATEADD] = { STR("dateadd"),
				FAMILY_TIME,
				3,
				3,
				{ CLASS_TIME, CLASS_INTEGER, CLASS_UNIT },
				RESULT_DATE },
	[OPERATION_GETYEAR] = { STR("getyear"),
				FAMILY_COMPONENT,
				1,
				1,
				{ CLASS_TIME },
				RESULT_INTEGER },
	[OPERATION_GETMONTH] = { STR("getmonth"),
				 FAMILY_COMPONENT,
				 1,
				 1,
				 { CLASS_TIME },
				 RESULT_INTEGER },
	[OPERATION_DAYOFMONTH] = { STR("dayofmonth"),
				   FAMILY_COMPONENT,
				   1,
				   1,
				   { CLASS_TIME },
				   RESULT_INTEGER },
	[OPERATION_DAYOFYEAR] = { STR("dayofyear"),
				  FAMILY_COMPONENT,
				  1,
				  1,
				  { CLASS_TIME },
				  RESULT_INTEGER },
	[OPERATION_DAYTOYEAR] = { STR("daytoyear"),
				  FAMILY_COMPONENT,
				  1,
				  1,
				  { CLASS_INTEGER },
				  RESULT_DURATION },
	[OPERATION_DAYTOMONTH] = { STR("daytomonth"),
				   FAMILY_COMPONENT,
				   1,
				   1,
				   { CLASS_INTEGER },
				   RESULT_DURATION },
	[OPERATION_YEARTODAY] = { STR("yeartoday"),
				  FAMILY_COMPONENT,
				  1,
				  1,
				  { CLASS_DURATION },
				  RESULT_INTEGER },
	[OPERATION_MONTHTODAY] = { STR("monthtoday"),
				   FAMILY_COMPONENT,
				   1,
				   1,
				   { CLASS_DURATION },
				   RESULT_INTEGER },
	[OPERATION_CURRENT_DATE] = { STR("current_date"),
				     FAMILY_TIME,
				     0,
				     0,
				     { CLASS_NONE },
				     RESULT_DATE },
	[OPERATION_CAST] = { STR("cast"),
			     FAMILY_CAST,
			     1,
			     2,
			     { CLASS_ANY, CLASS_STRING },
			     RESULT_CAST },
	[OPERATION_RESTRICT] = { STR("(restricted type)"),
				 FAMILY_CONDITIONAL,
				 4,
				 4,
				 { CLASS_ANY, CLASS_BOOLEAN, CLASS_STRING, CLASS_STRING },
				 RESULT_FIRST },
};
_Static_assert(countof(rows) == OPERATION_COUNT_, "each operator has its row");

const struct operation_row *operation_row_of(enum operation operation)
{
	assert(operation < OPERATION_COUNT_);
	return &rows[operation];
}

struct str operation_name(enum operation operation)
{
	assert(operation < OPERATION_COUNT_);
	return rows[operation].name;
}

bool operation_is_function(enum operation operation)
{
	struct str name = operation_name(operation);

	return name.len > 0 && name.at[0] >= 'a' && name.at[0] <= 'z';
}

enum operation operation_named(struct str name)
{
	for (int i = OPERATION_COUNT_ - 1; i > OPERATION_NONE; i--) {
		if (str_eq(rows[i].name, name))
			return (enum operation)i; /* a binary sign stands behind the unary one */
	}
	return OPERATION_NONE;
}

enum operation_family operation_family(enum operation operation)
{
	assert(operation < OPERATION_COUNT_);
	return rows[operation].family;
}

bool operation_takes_dataset(enum operation operation, size_t operand)
{
	switch (operation) {
	case OPERATION_ROUND:
	case OPERATION_TRUNC:
	case OPERATION_POWER:
	case OPERATION_LOG:
	case OPERATION_RANDOM:
	case OPERATION_SUBSTR:
	case OPERATION_REPLACE:
	case OPERATION_INSTR:
	case OPERATION_BETWEEN:
	case OPERATION_MATCH_CHARACTERS:
		return operand == 0;
	default:
		return true;
	}
}

size_t operation_least(enum operation operation)
{
	assert(operation < OPERATION_COUNT_);
	return rows[operation].least;
}

size_t operation_most(enum operation operation)
{
	assert(operation < OPERATION_COUNT_);
	return rows[operation].most == ANY_NUMBER ? SIZE_MAX : rows[operation].most;
}
