/*
 * The field table: each noun of the model is described once, row by row beside its struct, and all
 * that carries it is driven from there: the SQL table, the columns of CSV, the keys of JSON, the
 * form, the diagnostics of an import, the history and the reference pages.
 */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/money.h"
#include "base/str.h"

/* How a member is stored; the comment names its C type and its empty value. */
enum field_type {
	FIELD_CODE,    /* struct str: an identifier without white space; "" */
	FIELD_TEXT,    /* struct str: words of a language, or free text; "" */
	FIELD_CHOICE,  /* int: 1 + the place in choices; 0 */
	FIELD_INTEGER, /* int64_t; INTEGER_EMPTY */
	FIELD_DECIMAL, /* struct decimal; DECIMAL_EMPTY */
	FIELD_MONEY,   /* int64_t in minor units of the currency field; MONEY_EMPTY */
	FIELD_DATE,    /* struct date; DATE_EMPTY */
	FIELD_PERIOD,  /* struct period; PERIOD_NONE */
	FIELD_TYPE_COUNT_
};

#define INTEGER_EMPTY INT64_MIN

enum field_flag {
	FIELD_KEY = 1,        /* part of the key; the parts stand first, in order */
	FIELD_REQUIRED = 2,   /* must not be empty */
	FIELD_TRANSLATED = 4, /* may have translations */
};

/* The nouns that have tables, in the order of loading: a reference points up, or to itself. */
enum noun_id {
	NOUN_NONE = 0,
	NOUN_UNIT_KIND,
	NOUN_UNIT,
	NOUN_AREA,
	NOUN_AREA_SCHEME,
	NOUN_AREA_GROUP,
	NOUN_AREA_MEMBERSHIP,
	NOUN_FRAMEWORK,
	NOUN_LEVEL,
	NOUN_NODE,
	NOUN_OUTCOME,
	NOUN_PRODUCT,
	NOUN_CAMPAIGN,
	NOUN_VARIABLE,
	NOUN_SERIES_MARK,
	NOUN_INDICATOR,
	NOUN_TARGET,
	NOUN_PLAN,
	NOUN_ACTION,
	NOUN_BUDGET_LINE,
	NOUN_CEILING,
	NOUN_RISK,
	NOUN_MITIGATION,
	NOUN_SECTION,
	NOUN_FOOTNOTE,
	NOUN_LABEL,
	NOUN_DUTY,
	NOUN_TERM,
	NOUN_LINK,
	NOUN_TRANSLATION,
	NOUN_COUNT
};

/* One allowed word of a choice: how files write it, and what a reader is shown. */
struct choice {
	struct str name;
	const char *label; /* a message */
};

struct choices {
	const struct choice *at;
	size_t count;
};

struct field {
	struct str name; /* the column, everywhere */
	enum field_type type;
	unsigned flags;                /* enum field_flag */
	size_t offset;                 /* of the member in the row's struct, bytes */
	enum noun_id refers;           /* the noun whose key stands here, or NOUN_NONE */
	const struct choices *choices; /* of a FIELD_CHOICE */
	const char *label;             /* a message */
	const char *help;              /* a message: one sentence */
};

enum { NOUN_FIELDS_MAX = 32 };

struct noun {
	enum noun_id id;
	struct str name;                   /* the table, the file and the address */
	const char *label, *plural, *help; /* messages */
	size_t row_size;                   /* bytes of the struct */
	const struct field *fields;
	size_t n_fields; /* at most NOUN_FIELDS_MAX */
	size_t n_keys;   /* how many of the first fields make the key */
	int currency; /* the index of the field that says the money's currency; -1 without money */
};

/* Never NULL for a noun that has a table. */
const struct noun *noun_of(enum noun_id id);

/* NULL when there is no such noun, or field. */
const struct noun *noun_named(struct str name);
const struct field *noun_field(const struct noun *noun, struct str name);

/* Bytes of one value of the type. */
size_t field_size(enum field_type type);

#endif
