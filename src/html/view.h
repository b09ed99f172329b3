/*
 * For the C that mkview writes, and for this room: text that goes out as it is. Nobody else includes
 * this file; the text is a literal of a template, whose safety was proved when the program was built.
 */
#ifndef HTML_VIEW_H
#define HTML_VIEW_H

#include "base/mark.h"
#include "html/html.h"

void html_literal(struct html *h, struct str markup);

bool html_is_true(bool x);
bool html_is_integer(int64_t n);
bool html_is_str(struct str s);
bool html_is_decimal(struct decimal d);
bool html_is_percent(struct percent p);
bool html_is_money(struct money m);
bool html_is_amount(struct amount a);
bool html_is_date(struct date d);
bool html_is_period(struct period p);
bool html_is_markup(struct markup m);
bool html_is_href(struct href href);

/*
 * The test of {{#if}}: is there something? Text is true when it is not empty, a number of the plan when
 * it is known (also when it is 0), a count or a flag when it is not 0, a pointer when it is not NULL.
 */
/* clang-format off */
#define html_is(x)                                            \
	_Generic((x),                                         \
		struct str: html_is_str,                      \
		int64_t: html_is_integer,                     \
		struct decimal: html_is_decimal,              \
		struct percent: html_is_percent,              \
		struct money: html_is_money,                  \
		struct amount: html_is_amount,                \
		struct date: html_is_date,                    \
		struct period: html_is_period,                \
		struct markup: html_is_markup,                \
		struct href: html_is_href,                    \
		default: html_is_true)(x)
/* clang-format on */

int64_t html_count_of_integer(int64_t n);
int64_t html_count_of_size(size_t n);

/* The count of a message with plural forms. */
#define html_count(x)                             \
	_Generic((x), int                         \
		 : html_count_of_integer, int64_t \
		 : html_count_of_integer, size_t  \
		 : html_count_of_size)(x)

#endif
