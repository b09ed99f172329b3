/*
 * The operators that make one value of values: what they are called, what they take and what they give,
 * a row each. At the level of components and datasets they are the same operators, value by value.
 */
#ifndef VTL_OPERATION_H
#define VTL_OPERATION_H

#include "cube/data_type.h"
#include "vtl/fault.h"

enum operation {
	OPERATION_NONE,
	/* Numeric. */
	OPERATION_PLUS, /* unary */
	OPERATION_MINUS,
	OPERATION_ADD,
	OPERATION_SUBTRACT,
	OPERATION_MULTIPLY,
	OPERATION_DIVIDE,
	OPERATION_MOD,
	OPERATION_ROUND, /* op, digits? */
	OPERATION_TRUNC, /* op, digits? */
	OPERATION_CEIL,
	OPERATION_FLOOR,
	OPERATION_ABS,
	OPERATION_EXP,
	OPERATION_LN,
	OPERATION_SQRT,
	OPERATION_POWER,
	OPERATION_LOG,
	OPERATION_RANDOM, /* seed, index */
	/* Strings. */
	OPERATION_CONCAT,
	OPERATION_TRIM,
	OPERATION_LTRIM,
	OPERATION_RTRIM,
	OPERATION_UPPER,
	OPERATION_LOWER,
	OPERATION_LENGTH,
	OPERATION_SUBSTR,  /* op, start?, length? */
	OPERATION_REPLACE, /* op, pattern, by? */
	OPERATION_INSTR,   /* op, pattern, start?, occurrence? */
	OPERATION_LEVENSHTEIN,
	OPERATION_DAMERAU_LEVENSHTEIN,
	OPERATION_HAMMING,
	OPERATION_JARO_WINKLER,
	/* Comparison. */
	OPERATION_EQUAL,
	OPERATION_NOT_EQUAL,
	OPERATION_LESS,
	OPERATION_LESS_EQUAL,
	OPERATION_GREATER,
	OPERATION_GREATER_EQUAL,
	OPERATION_BETWEEN, /* op, from, to */
	OPERATION_IN,      /* op, values… */
	OPERATION_NOT_IN,
	OPERATION_MATCH_CHARACTERS, /* op, pattern (a constant) */
	OPERATION_ISNULL,
	/* Boolean. */
	OPERATION_AND,
	OPERATION_OR,
	OPERATION_XOR,
	OPERATION_NOT,
	/* Conditional. */
	OPERATION_IF,   /* condition, then, else */
	OPERATION_CASE, /* (condition, then)…, else */
	OPERATION_NVL,
	/* Time. */
	OPERATION_PERIOD_INDICATOR,
	OPERATION_TIME_AGG, /* unit to, unit from?, op, last? (a boolean: the last day of dates) */
	OPERATION_DATEDIFF,
	OPERATION_DATEADD, /* op, number, unit */
	OPERATION_GETYEAR,
	OPERATION_GETMONTH,
	OPERATION_DAYOFMONTH,
	OPERATION_DAYOFYEAR,
	OPERATION_DAYTOYEAR,
	OPERATION_DAYTOMONTH,
	OPERATION_YEARTODAY,
	OPERATION_MONTHTODAY,
	OPERATION_CURRENT_DATE,
	/* Conversion; the type is that of the expression. */
	OPERATION_CAST, /* op, mask? (a constant) */
	/*
	 * No script names it: op itself, where the condition is true; else it is a fault, that tells about
	 * whom (a constant) and the type as it was declared (a constant).
	 */
	OPERATION_RESTRICT,
	OPERATION_COUNT_
};

/* The family decides which measures a dataset must have, and how those of the result are called. */
enum operation_family {
	FAMILY_NUMERIC,
	FAMILY_STRING,
	FAMILY_BOOLEAN, /* a single measure */
	FAMILY_CONDITIONAL,
	FAMILY_TIME,
	FAMILY_COMPONENT, /* no dataset at all: components and scalars */
	FAMILY_CAST /* a single measure, which becomes that of the type: bool_var, int_var, … */
};

/* Its name in a script: "+", "substr", "match_characters". */
struct str operation_name(enum operation operation);

/* Is it called as one, "abs(x)"? Signs and what no script names are not. */
bool operation_is_function(enum operation operation);

/* A function by its name and a sign by itself; "+" and "-" are the binary ones. OPERATION_NONE: unknown. */
enum operation operation_named(struct str name);

enum operation_family operation_family(enum operation operation);

/* How many operands it takes; SIZE_MAX: any number. */
size_t operation_least(enum operation operation);
size_t operation_most(enum operation operation);

/* At the level of datasets: may the operand be one? Those that say how (a pattern, digits) may not. */
bool operation_takes_dataset(enum operation operation, size_t operand);

/*
 * The type of the result for operands of these types; an operand that is left out has DATA_NULL, as null
 * has. OPERATION_CAST: *out holds the wished type, and stays. ERR_INVALID with *fault: an operand's type
 * or their number is wrong.
 */
MUST_USE struct err operation_type(enum operation operation, const enum data_type *operands,
				   size_t n, enum data_type *out, struct fault *fault);

/*
 * The type to which the operand is cast implicitly before the operator sees it: its own, or number for an
 * integer beside a number, string for a boolean, time for a date.
 */
enum data_type operation_operand(enum operation operation, const enum data_type *operands, size_t n,
				 size_t i);

#endif
