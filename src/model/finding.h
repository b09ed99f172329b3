/*
 * What a check found: which check, how grave, where, and its typed arguments. No words: those are
 * made of it by app for a reader's language.
 */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "base/err.h"
#include "base/list.h"

enum severity {
	SEVERITY_ERROR,   /* entries contradict each other */
	SEVERITY_WARNING, /* something that the plan needs is missing */
	SEVERITY_NOTE,    /* the rest */
	SEVERITY_COUNT
};

enum { FINDING_ARGS = 6 };

/* One typed argument of a message. */
struct finding_arg {
	enum {
		ARG_NONE,
		ARG_TEXT,
		ARG_INTEGER,
		ARG_DECIMAL,
		ARG_PERCENT, /* a decimal that is a share in percent */
		ARG_MONEY,
		ARG_DATE,
		ARG_PERIOD,
		ARG_SUM, /* a text such as "56 + 6 × 7", its numbers in plain digits */
	} type;
	union {
		struct str text; /* ARG_TEXT, ARG_SUM; the currency of ARG_MONEY */
		struct decimal decimal;
		struct date date;
		struct period period;
	};
	int64_t integer; /* ARG_INTEGER; minor units of ARG_MONEY */
};

/* The arguments on their way into a finding: (struct finding_args){{ arg_text(name) }}. */
struct finding_args {
	struct finding_arg at[FINDING_ARGS]; /* the rest is ARG_NONE */
};

struct finding {
	struct str check; /* the check's stable name */
	unsigned message; /* which of the check's messages, from 0 */
	enum severity severity;
	struct str table;        /* the noun concerned; never empty */
	struct str key;          /* of the row concerned; never empty */
	struct str column;       /* empty when no one column is meant */
	struct decimal stated;   /* in the printed unit, or empty */
	struct decimal computed; /* in the printed unit, or empty */
	const struct finding_arg *args;
	size_t n_args; /* at most FINDING_ARGS */
};

/* Does the argument's meaning rest on its text? */
static inline bool arg_has_text(const struct finding_arg *arg)
{
	return arg->type == ARG_TEXT || arg->type == ARG_SUM || arg->type == ARG_MONEY;
}

static inline struct finding_arg arg_text(struct str s)
{
	return (struct finding_arg){ .type = ARG_TEXT, .text = s };
}

static inline struct finding_arg arg_integer(int64_t n)
{
	return (struct finding_arg){ .type = ARG_INTEGER, .integer = n };
}

static inline struct finding_arg arg_decimal(struct decimal d)
{
	return (struct finding_arg){ .type = ARG_DECIMAL, .decimal = d };
}

static inline struct finding_arg arg_percent(struct decimal d)
{
	return (struct finding_arg){ .type = ARG_PERCENT, .decimal = d };
}

static inline struct finding_arg arg_money(int64_t minor, struct str currency)
{
	return (struct finding_arg){ .type = ARG_MONEY, .integer = minor, .text = currency };
}

static inline struct finding_arg arg_date(struct date d)
{
	return (struct finding_arg){ .type = ARG_DATE, .date = d };
}

static inline struct finding_arg arg_period(struct period p)
{
	return (struct finding_arg){ .type = ARG_PERIOD, .period = p };
}

static inline struct finding_arg arg_sum(struct str sum)
{
	return (struct finding_arg){ .type = ARG_SUM, .text = sum };
}

#endif
