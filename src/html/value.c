/* Values of the closed set, one maker a type. */
#include "html/value.h"

#include <assert.h>

struct html_value html_value_of_str(struct str s)
{
	return (struct html_value){ .kind = HTML_STR, .str = s };
}

struct html_value html_value_of_integer(int64_t n)
{
	return (struct html_value){ .kind = HTML_INTEGER, .integer = n };
}

struct html_value html_value_of_size(size_t n)
{
	assert(n <= INT64_MAX);
	return html_value_of_integer((int64_t)n);
}

struct html_value html_value_of_decimal(struct decimal d)
{
	return (struct html_value){ .kind = HTML_DECIMAL, .decimal = d };
}

struct html_value html_value_of_percent(struct percent p)
{
	return (struct html_value){ .kind = HTML_PERCENT, .percent = p };
}

struct html_value html_value_of_money(struct money m)
{
	return (struct html_value){ .kind = HTML_MONEY, .money = m };
}

struct html_value html_value_of_amount(struct amount a)
{
	return (struct html_value){ .kind = HTML_AMOUNT, .amount = a };
}

struct html_value html_value_of_date(struct date d)
{
	return (struct html_value){ .kind = HTML_DATE, .date = d };
}

struct html_value html_value_of_moment(struct moment m)
{
	return (struct html_value){ .kind = HTML_MOMENT, .moment = m };
}

struct html_value html_value_of_period(struct period p)
{
	return (struct html_value){ .kind = HTML_PERIOD, .period = p };
}

struct html_value html_value_of_markup(struct markup m)
{
	return (struct html_value){ .kind = HTML_MARKUP, .markup = m };
}

bool html_value_empty(struct html_value value)
{
	switch (value.kind) {
	case HTML_STR:
		return str_empty(value.str);
	case HTML_INTEGER:
		return value.integer == INT64_MIN;
	case HTML_DECIMAL:
		return decimal_empty(value.decimal);
	case HTML_PERCENT:
		return decimal_empty(value.percent.hundredths);
	case HTML_MONEY:
		return value.money.minor == MONEY_EMPTY;
	case HTML_AMOUNT:
		return value.amount.minor == MONEY_EMPTY;
	case HTML_DATE:
		return date_empty(value.date);
	case HTML_MOMENT:
		return false;
	case HTML_PERIOD:
		return value.period.kind == PERIOD_EMPTY;
	case HTML_MARKUP:
		return str_empty(value.markup.html__);
	case HTML_VALUE_KIND_COUNT_:
		break;
	}
	assert(false);
	return true;
}
