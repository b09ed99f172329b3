/*
 * What a page can show: a closed set of types. C chooses by the type of the expression how it is
 * written; a type that is not in the set, above all char *, does not compile. Numbers and dates are
 * written as the reader's language writes them, and empty ones (DECIMAL_EMPTY, INTEGER_EMPTY and so
 * on) not at all: what an absence means is for the page to say.
 */
#ifndef HTML_VALUE_H
#define HTML_VALUE_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/money.h"

/* "CHF 523,000". */
struct money {
	int64_t minor; /* minor units, or MONEY_EMPTY */
	struct str currency;
};

/* "523,000": where the heading names the currency. */
struct amount {
	int64_t minor; /* minor units, or MONEY_EMPTY */
	struct str currency;
};

/* "13.72 %". */
struct percent {
	struct decimal hundredths;
};

/*
 * Text that is HTML already. Only the room html makes it (html_markup), from what was written through
 * it; nobody else reads or sets the member.
 */
struct markup {
	struct str html__;
};

/*
 * An address, percent-encoded. Only the functions of html/link.h make it; nobody else reads or sets
 * the member.
 */
struct href {
	struct str url__;
};

enum html_value_kind {
	HTML_STR,
	HTML_INTEGER,
	HTML_DECIMAL,
	HTML_PERCENT,
	HTML_MONEY,
	HTML_AMOUNT,
	HTML_DATE,
	HTML_MOMENT,
	HTML_PERIOD,
	HTML_MARKUP,
	HTML_VALUE_KIND_COUNT_
};

/* One value of the set, and which it is. Made by html_value() or html_content(). */
struct html_value {
	enum html_value_kind kind;
	union {
		struct str str;
		int64_t integer;
		struct decimal decimal;
		struct percent percent;
		struct money money;
		struct amount amount;
		struct date date;
		struct moment moment;
		struct period period;
		struct markup markup;
	};
};

struct html_value html_value_of_str(struct str s);
struct html_value html_value_of_integer(int64_t n);
struct html_value html_value_of_size(size_t n);
struct html_value html_value_of_decimal(struct decimal d);
struct html_value html_value_of_percent(struct percent p);
struct html_value html_value_of_money(struct money m);
struct html_value html_value_of_amount(struct amount a);
struct html_value html_value_of_date(struct date d);
struct html_value html_value_of_moment(struct moment m);
struct html_value html_value_of_period(struct period p);
struct html_value html_value_of_markup(struct markup m);

/* clang-format off */
#define HTML_VALUES_                                          \
	struct str: html_value_of_str,                        \
	int: html_value_of_integer,                           \
	int64_t: html_value_of_integer,                       \
	size_t: html_value_of_size,                           \
	struct decimal: html_value_of_decimal,                \
	struct percent: html_value_of_percent,                \
	struct money: html_value_of_money,                    \
	struct amount: html_value_of_amount,                  \
	struct date: html_value_of_date,                      \
	struct moment: html_value_of_moment,                  \
	struct period: html_value_of_period
/* clang-format on */

/* A value that is text in the end: for attributes and arguments of messages. */
#define html_value(x) _Generic((x), HTML_VALUES_)(x)

/* The same, or markup: for what stands between tags. */
#define html_content(x) _Generic((x), struct markup : html_value_of_markup, HTML_VALUES_)(x)

/* Is there nothing to show? An integer 0 and an amount of 0 are something. */
bool html_value_empty(struct html_value value);

#endif
