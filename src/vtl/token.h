/*
 * The pieces of a script: marks, words of the language, names and literals, each with its place. Words
 * that name an operator with plain arguments are not listed here; vtl/operation.h knows them.
 */
#ifndef VTL_TOKEN_H
#define VTL_TOKEN_H

#include "base/err.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Where a piece begins: lines and columns from 1, columns in characters. */
struct place {
	uint32_t line, column;
};

enum token_kind {
	TOKEN_END = 0, /* of the script */
	TOKEN_NAME,    /* unquoted: letter case does not matter */
	TOKEN_QUOTED,  /* 'a name in quotes'; text is what is between them, as written */
	TOKEN_STRING,  /* text is what is between the quotes */
	TOKEN_INTEGER,
	TOKEN_NUMBER,
	TOKEN_WORD,    /* reserved; which one is in word */
	TOKEN_COMMENT, /* text with its marks, without the end of its line */
	TOKEN_BAD,     /* what begins no piece; text is one character, or all that was left open */
	/* Marks */
	TOKEN_ASSIGN,     /* := */
	TOKEN_PERSIST,    /* <- */
	TOKEN_ARROW,      /* -> */
	TOKEN_SEMICOLON,  /* ; */
	TOKEN_COLON,      /* : */
	TOKEN_COMMA,      /* , */
	TOKEN_HASH,       /* # */
	TOKEN_UNDERSCORE, /* _ */
	TOKEN_PLUS,
	TOKEN_MINUS,
	TOKEN_STAR,
	TOKEN_SLASH,
	TOKEN_BARS, /* || */
	TOKEN_EQUAL,
	TOKEN_UNEQUAL, /* <> */
	TOKEN_LESS,
	TOKEN_LESS_EQUAL,
	TOKEN_GREATER,
	TOKEN_GREATER_EQUAL,
	TOKEN_OPEN, /* ( */
	TOKEN_CLOSE,
	TOKEN_OPEN_SQUARE,
	TOKEN_CLOSE_SQUARE,
	TOKEN_OPEN_CURLY,
	TOKEN_CLOSE_CURLY,
	TOKEN_KIND_COUNT_
};

/* Reserved words that the grammar itself names; the order is that of their table in token.c. */
enum word {
	WORD_NONE = 0, /* an operator with plain arguments: vtl/operation.h */
	WORD_AGGR,
	WORD_AGGREGATE,
	WORD_ALL,
	WORD_ALL_MEASURES,
	WORD_ALWAYS_NULL,
	WORD_ALWAYS_ZERO,
	WORD_AND,
	WORD_APPLY,
	WORD_AS,
	WORD_ASC,
	WORD_ATTRIBUTE,
	WORD_AVG,
	WORD_BETWEEN,
	WORD_BOOLEAN,
	WORD_BY,
	WORD_CALC,
	WORD_CASE,
	WORD_CAST,
	WORD_CHECK,
	WORD_CHECK_DATAPOINT,
	WORD_CHECK_HIERARCHY,
	WORD_COMPONENT,
	WORD_COMPONENTS,
	WORD_COMPUTED,
	WORD_CONDITION,
	WORD_COUNT,
	WORD_CROSS_JOIN,
	WORD_CURRENT,
	WORD_DAMERAU_LEVENSHTEIN,
	WORD_DATA,
	WORD_DATAPOINT,
	WORD_DATAPOINT_ON_VALUEDOMAINS,
	WORD_DATAPOINT_ON_VARIABLES,
	WORD_DATASET,
	WORD_DATASET_PRIORITY,
	WORD_DATE,
	WORD_DEFAULT,
	WORD_DEFINE,
	WORD_DESC,
	WORD_DROP,
	WORD_DURATION,
	WORD_ELSE,
	WORD_END,
	WORD_ERRORCODE,
	WORD_ERRORLEVEL,
	WORD_EVAL,
	WORD_EXCEPT,
	WORD_EXISTS_IN,
	WORD_FALSE,
	WORD_FILL_TIME_SERIES,
	WORD_FILTER,
	WORD_FIRST,
	WORD_FIRST_VALUE,
	WORD_FLOW_TO_STOCK,
	WORD_FOLLOWING,
	WORD_FULL_JOIN,
	WORD_GROUP,
	WORD_HAMMING,
	WORD_HAVING,
	WORD_HIERARCHICAL,
	WORD_HIERARCHICAL_ON_VALUEDOMAINS,
	WORD_HIERARCHICAL_ON_VARIABLES,
	WORD_HIERARCHY,
	WORD_IDENTIFIER,
	WORD_IF,
	WORD_IMBALANCE,
	WORD_IN,
	WORD_INNER_JOIN,
	WORD_INTEGER,
	WORD_INTERSECT,
	WORD_INVALID,
	WORD_IS,
	WORD_JARO_WINKLER,
	WORD_KEEP,
	WORD_LAG,
	WORD_LANGUAGE,
	WORD_LAST,
	WORD_LAST_VALUE,
	WORD_LEAD,
	WORD_LEFT_JOIN,
	WORD_LEVENSHTEIN,
	WORD_MAX,
	WORD_MEASURE,
	WORD_MEDIAN,
	WORD_MIN,
	WORD_NON_NULL,
	WORD_NON_ZERO,
	WORD_NOT,
	WORD_NOT_IN,
	WORD_NULL,
	WORD_NUMBER,
	WORD_NVL,
	WORD_OPERATOR,
	WORD_OR,
	WORD_ORDER,
	WORD_OVER,
	WORD_PARTIAL_NULL,
	WORD_PARTIAL_ZERO,
	WORD_PARTITION,
	WORD_PIVOT,
	WORD_POINT,
	WORD_POINTS,
	WORD_PRECEDING,
	WORD_PROPAGATION,
	WORD_RANGE,
	WORD_RANK,
	WORD_RATIO_TO_REPORT,
	WORD_RENAME,
	WORD_RETURNS,
	WORD_RULE,
	WORD_RULE_PRIORITY,
	WORD_RULESET,
	WORD_SCALAR,
	WORD_SET,
	WORD_SETDIFF,
	WORD_SINGLE,
	WORD_STDDEV_POP,
	WORD_STDDEV_SAMP,
	WORD_STOCK_TO_FLOW,
	WORD_STRING,
	WORD_STRING_DISTANCE,
	WORD_SUB,
	WORD_SUM,
	WORD_SYMDIFF,
	WORD_THEN,
	WORD_TIME,
	WORD_TIME_AGG,
	WORD_TIME_PERIOD,
	WORD_TIMESHIFT,
	WORD_TO,
	WORD_TRUE,
	WORD_UNBOUNDED,
	WORD_UNION,
	WORD_UNPIVOT,
	WORD_USING,
	WORD_VALUEDOMAIN,
	WORD_VAR_POP,
	WORD_VAR_SAMP,
	WORD_VARIABLE,
	WORD_VIRAL,
	WORD_WHEN,
	WORD_XOR,
	WORD_COUNT_
};

struct token {
	enum token_kind kind;
	enum word word;  /* of a TOKEN_WORD */
	struct str text; /* borrowed from the script */
	struct place place;
	uint32_t offset; /* of its first byte, quotes included */
	uint32_t end;    /* of the byte after it */
};

/* The reserved word of the text; WORD_NONE when there is none in the table. */
enum word word_named(struct str text);
struct str word_text(enum word word);

/* The text in small letters, as names without quotes are compared. */
struct arena;
MUST_USE struct err name_lower(struct arena *arena, struct str text, struct str *out);

/* Does the word begin a function with a syntax of its own, as cast and sum do? */
bool word_is_function(enum word word);

/* How a mark is written; empty for what is no mark. */
struct str mark_text(enum token_kind kind);

#endif
