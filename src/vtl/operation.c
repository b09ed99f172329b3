/* The table of operators, and the rules of types that follow from it. */
#include "vtl/operation.h"

#include <assert.h>

/* What an operand may be. */
enum operand_class {
	CLASS_NONE,
	CLASS_ANY,
	CLASS_NUMBER, /* an integer too */
	CLASS_INTEGER,
	CLASS_STRING, /* a boolean too, which is cast */
	CLASS_BOOLEAN,
	CLASS_TIME, /* a date, a time period or a time */
	CLASS_PERIOD,
	CLASS_UNIT, /* a duration, or its letter as a string */
	CLASS_DURATION,
	CLASS_COMMON /* of one type with the others of this class */
};

enum result_rule {
	RESULT_INTEGER,
	RESULT_NUMBER,
	RESULT_STRING,
	RESULT_BOOLEAN,
	RESULT_DATE,
	RESULT_DURATION,
	RESULT_NUMERIC, /* an integer of integers, else a number */
	RESULT_DIGITS,  /* an integer without the second operand, else a number */
	RESULT_COMMON,  /* of the operands of CLASS_COMMON */
	RESULT_TIME,    /* of the operand of CLASS_TIME */
	RESULT_FIRST,   /* of the first operand */
	RESULT_CAST
};

enum { OPERANDS_NAMED = 4, ANY_NUMBER = 255 };

struct operation_row {
	struct str name;
	uint8_t family, least, most;
	uint8_t classes[OPERANDS_NAMED]; /* the last one stands for all that follow */
	uint8_t result;
};

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

static enum operand_class class_of(enum operation operation, size_t n, size_t i)
{
	if (operation == OPERATION_CASE)
		return i % 2 == 0 && i + 1 < n ? CLASS_BOOLEAN : CLASS_COMMON;
	return rows[operation].classes[i < OPERANDS_NAMED ? i : OPERANDS_NAMED - 1];
}

static bool class_takes(enum operand_class class, enum data_type type)
{
	if (type == DATA_NULL)
		return true;
	switch (class) {
	case CLASS_ANY:
	case CLASS_COMMON:
		return true;
	case CLASS_NUMBER:
		return data_is_numeric(type);
	case CLASS_INTEGER:
		return type == DATA_INTEGER;
	case CLASS_STRING:
		return data_fits(type, DATA_STRING);
	case CLASS_BOOLEAN:
		return type == DATA_BOOLEAN;
	case CLASS_TIME:
		return data_is_time(type);
	case CLASS_PERIOD:
		return type == DATA_TIME_PERIOD;
	case CLASS_UNIT:
		return type == DATA_DURATION || type == DATA_STRING;
	case CLASS_DURATION:
		return type == DATA_DURATION;
	case CLASS_NONE:
		break;
	}
	return false;
}

/* What a class is called in a message. */
static struct str class_words(enum operand_class class)
{
	switch (class) {
	case CLASS_NUMBER:
		return S("number");
	case CLASS_INTEGER:
		return S("integer");
	case CLASS_STRING:
		return S("string");
	case CLASS_BOOLEAN:
		return S("boolean");
	case CLASS_TIME:
		return S("date | time_period | time");
	case CLASS_PERIOD:
		return S("time_period");
	case CLASS_UNIT:
	case CLASS_DURATION:
		return S("duration");
	case CLASS_ANY:
	case CLASS_COMMON:
	case CLASS_NONE:
		break;
	}
	return S("scalar");
}

/* The type of all operands of CLASS_COMMON; *i_out: the first that does not fit to those before it. */
static bool common_type(enum operation operation, const enum data_type *operands, size_t n,
			enum data_type *out, size_t *i_out)
{
	enum data_type common = DATA_NULL;

	for (size_t i = 0; i < n; i++) {
		if (class_of(operation, n, i) != CLASS_COMMON)
			continue;
		if (!data_common(common, operands[i], &common)) {
			*i_out = i;
			*out = common;
			return false;
		}
	}
	*out = common;
	return true;
}

static enum data_type numeric_type(const enum data_type *operands, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (operands[i] == DATA_NUMBER)
			return DATA_NUMBER;
	}
	return DATA_INTEGER;
}

static enum data_type result_type(enum operation operation, const enum data_type *operands,
				  size_t n, enum data_type common, enum data_type wished)
{
	switch ((enum result_rule)rows[operation].result) {
	case RESULT_INTEGER:
		return DATA_INTEGER;
	case RESULT_NUMBER:
		return DATA_NUMBER;
	case RESULT_STRING:
		return DATA_STRING;
	case RESULT_BOOLEAN:
		return DATA_BOOLEAN;
	case RESULT_DATE:
		return DATA_DATE;
	case RESULT_DURATION:
		return DATA_DURATION;
	case RESULT_NUMERIC:
		return numeric_type(operands, n);
	case RESULT_DIGITS:
		return n < 2 || operands[1] == DATA_NULL ? DATA_INTEGER : DATA_NUMBER;
	case RESULT_COMMON:
		return common;
	case RESULT_TIME:
		return operands[2];
	case RESULT_FIRST:
		return operands[0];
	case RESULT_CAST:
		break;
	}
	return wished;
}

static struct str count_text(size_t n)
{
	static const struct str counts[] = { STR("0"), STR("1"), STR("2"), STR("3"), STR("4"),
					     STR("5"), STR("6"), STR("7"), STR("8"), STR("9") };

	return n < countof(counts) ? counts[n] : S("10+");
}

static struct err refuse_count(enum operation operation, size_t n, struct fault *fault)
{
	const struct operation_row *row = &rows[operation];
	struct message_args args = { { row->name, count_text(row->least), count_text(row->most),
				       count_text(n) } };

	return fault_set(fault, n > row->most ? row->most + 1u : 0,
			 row->most == 1 ? S(N_("{1} takes one operand, not {4}"))
			 : row->least == row->most
				 ? S(N_("{1} takes {2} operands, not {4}"))
				 : S(N_("{1} takes {2} to {3} operands, not {4}")),
			 args);
}

/* An operand of a wrong type. A day that is written as a string is the mistake that is made most often. */
static struct err refuse_type(struct str name, struct str expected, enum data_type nearest,
			      enum data_type type, size_t operand, struct fault *fault)
{
	bool is_time = data_is_time(nearest) || nearest == DATA_DURATION;

	if (type == DATA_STRING && is_time)
		return fault_set(fault, operand,
				 S(N_("{1}: expected {2}, but it is {3}; a string becomes one by "
				      "cast ( \"…\", {4} )")),
				 (struct message_args){ { name, expected, data_type_name(type),
							  data_type_name(nearest) } });
	return fault_set(fault, operand, S(N_("{1}: expected {2}, but it is {3}")),
			 (struct message_args){ { name, expected, data_type_name(type) } });
}

/* The type that a string would be cast to where the class is expected. */
static enum data_type class_nearest(enum operand_class class)
{
	switch (class) {
	case CLASS_TIME:
		return DATA_DATE;
	case CLASS_PERIOD:
		return DATA_TIME_PERIOD;
	case CLASS_DURATION:
		return DATA_DURATION;
	default:
		return DATA_NULL;
	}
}

struct err operation_type(enum operation operation, const enum data_type *operands, size_t n,
			  enum data_type *out, struct fault *fault)
{
	const struct operation_row *row = &rows[operation];
	enum data_type common;
	size_t i_wrong;

	assert(operation > OPERATION_NONE && operation < OPERATION_COUNT_);
	if (n < operation_least(operation) || n > operation_most(operation) ||
	    (operation == OPERATION_CASE && n % 2 == 0))
		return refuse_count(operation, n, fault);
	for (size_t i = 0; i < n; i++) {
		enum operand_class class = class_of(operation, n, i);

		if (!class_takes(class, operands[i]))
			return refuse_type(row->name, class_words(class), class_nearest(class),
					   operands[i], i + 1, fault);
	}
	if (!common_type(operation, operands, n, &common, &i_wrong))
		return refuse_type(row->name, data_type_name(common), common, operands[i_wrong],
				   i_wrong + 1, fault);
	*out = result_type(operation, operands, n, common, *out);
	return OK;
}

enum data_type operation_operand(enum operation operation, const enum data_type *operands, size_t n,
				 size_t i)
{
	enum data_type common = DATA_NULL;
	size_t i_wrong;

	switch (class_of(operation, n, i)) {
	case CLASS_NUMBER:
		if (operation == OPERATION_RANDOM || rows[operation].result == RESULT_NUMBER)
			return DATA_NUMBER;
		if (rows[operation].result == RESULT_NUMERIC)
			return numeric_type(operands, n);
		return operands[i] == DATA_NULL ? DATA_NUMBER : operands[i];
	case CLASS_INTEGER:
		return DATA_INTEGER;
	case CLASS_STRING:
		return DATA_STRING;
	case CLASS_BOOLEAN:
		return DATA_BOOLEAN;
	case CLASS_PERIOD:
		return DATA_TIME_PERIOD;
	case CLASS_UNIT:
	case CLASS_DURATION:
		return DATA_DURATION;
	case CLASS_COMMON:
		common_type(operation, operands, n, &common, &i_wrong);
		return common;
	case CLASS_TIME:
	case CLASS_ANY:
	case CLASS_NONE:
		break;
	}
	return operands[i];
}
