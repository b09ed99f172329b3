/* The writer of pages; see html.h. */
#include "html/html.h"

#include <assert.h>

#include "base/arena.h"
#include "base/xml.h"
#include "html/view.h"
#include "i18n/date.h"
#include "i18n/message.h"
#include "i18n/number.h"

void html_begin(struct html *h, struct arena *arena, const struct locale *locale)
{
	*h = (struct html){ .locale = locale, .arena = arena };
	buf_init(&h->out, arena);
	buf_init(&h->words, arena);
}

struct err html_end(struct html *h, struct str *out)
{
	return buf_done(&h->out, out);
}

struct err html_markup(struct html *h, struct markup *out)
{
	return buf_done(&h->out, &out->html__);
}

/* The value as the reader's language writes it, unescaped. */
static void write_local(struct buf *buf, const struct locale *locale, struct html_value value)
{
	switch (value.kind) {
	case HTML_STR:
		buf_str(buf, value.str);
		break;
	case HTML_INTEGER:
		number_write_int(buf, locale, value.integer);
		break;
	case HTML_DECIMAL:
		number_write(buf, locale, value.decimal);
		break;
	case HTML_PERCENT:
		number_write_percent(buf, locale, value.percent.hundredths);
		break;
	case HTML_MONEY:
		number_write_money(buf, locale, value.money.minor, value.money.currency);
		break;
	case HTML_AMOUNT:
		number_write_amount(buf, locale, value.amount.minor, value.amount.currency);
		break;
	case HTML_DATE:
		date_write_local(buf, locale, value.date);
		break;
	case HTML_MOMENT:
		moment_write_local(buf, locale, value.moment);
		break;
	case HTML_PERIOD:
		period_write_local(buf, locale, value.period);
		break;
	case HTML_MARKUP:
	case HTML_VALUE_KIND_COUNT_:
		assert(false);
	}
}

/* The value as programs read it, unescaped. */
static void write_plain(struct buf *buf, struct html_value value)
{
	switch (value.kind) {
	case HTML_STR:
		buf_str(buf, value.str);
		break;
	case HTML_INTEGER:
		buf_int(buf, value.integer);
		break;
	case HTML_DECIMAL:
		decimal_write(buf, value.decimal);
		break;
	case HTML_PERCENT:
		decimal_write(buf, value.percent.hundredths);
		break;
	case HTML_MONEY:
		money_write(buf, value.money.minor, value.money.currency);
		break;
	case HTML_AMOUNT:
		money_write(buf, value.amount.minor, value.amount.currency);
		break;
	case HTML_DATE:
		date_write(buf, value.date);
		break;
	case HTML_MOMENT:
		moment_write(buf, value.moment);
		break;
	case HTML_PERIOD:
		period_write(buf, value.period);
		break;
	case HTML_MARKUP:
	case HTML_VALUE_KIND_COUNT_:
		assert(false);
	}
}

/* Escapes what stands in the scratch buffer and empties it. */
static void flush_words(struct html *h)
{
	xml_text(&h->out, buf_held(&h->words));
	h->out.full |= h->words.full;
	buf_clear(&h->words);
}

void html_write_text(struct html *h, struct html_value value)
{
	if (html_value_empty(value))
		return;
	if (value.kind == HTML_MARKUP) {
		buf_str(&h->out, value.markup.html__);
	} else if (value.kind == HTML_STR) {
		xml_text(&h->out, value.str);
	} else {
		write_local(&h->words, h->locale, value);
		flush_words(h);
	}
}

void html_write_attr(struct html *h, struct html_value value)
{
	if (html_value_empty(value))
		return;
	write_plain(&h->words, value);
	flush_words(h);
}

void html_url(struct html *h, struct href href)
{
	if (!href.url__.at)
		h->out.full = true;
	xml_text(&h->out, href.url__);
}

void html_style(struct html *h, struct str css)
{
	assert(str_find(css, S("</"), 0) == SIZE_MAX);
	html_literal(h, S("<style>"));
	html_literal(h, css);
	html_literal(h, S("</style>"));
}

void html_document(struct html *h, struct str html)
{
	html_literal(h, html);
}

void html_literal(struct html *h, struct str markup)
{
	buf_str(&h->out, markup);
}

/* The values as texts: strings as they are, the rest written into the arena. */
static struct message_args args_write(struct html *h, const struct html_value *args, size_t n_args)
{
	struct message_args texts = { 0 };

	assert(n_args <= MESSAGE_ARGS);
	for (size_t i = 0; i < n_args; i++) {
		struct buf buf;

		if (html_value_empty(args[i]))
			continue;
		if (args[i].kind == HTML_STR) {
			texts.at[i] = args[i].str;
			continue;
		}
		buf_init(&buf, h->arena);
		write_local(&buf, h->locale, args[i]);
		texts.at[i] = buf_held(&buf);
		h->out.full |= buf.full;
	}
	return texts;
}

void html_message(struct html *h, struct str id, const struct html_value *args, size_t n_args)
{
	if (n_args == 0) {
		xml_text(&h->out, message(h->locale, id));
		return;
	}
	message_write(&h->words, h->locale, id, args_write(h, args, n_args));
	flush_words(h);
}

void html_message_plural(struct html *h, struct plural id, int64_t n, const struct html_value *args,
			 size_t n_args)
{
	message_write_plural(&h->words, h->locale, id, n, args_write(h, args, n_args));
	flush_words(h);
}

bool html_is_true(bool x)
{
	return x;
}

bool html_is_integer(int64_t n)
{
	return n != 0 && n != INT64_MIN;
}

bool html_is_str(struct str s)
{
	return !str_empty(s);
}

bool html_is_decimal(struct decimal d)
{
	return !decimal_empty(d);
}

bool html_is_percent(struct percent p)
{
	return !decimal_empty(p.hundredths);
}

bool html_is_money(struct money m)
{
	return m.minor != MONEY_EMPTY;
}

bool html_is_amount(struct amount a)
{
	return a.minor != MONEY_EMPTY;
}

bool html_is_date(struct date d)
{
	return !date_empty(d);
}

bool html_is_period(struct period p)
{
	return p.kind != PERIOD_EMPTY;
}

bool html_is_markup(struct markup m)
{
	return !str_empty(m.html__);
}

bool html_is_href(struct href href)
{
	return !str_empty(href.url__);
}

int64_t html_count_of_integer(int64_t n)
{
	return n;
}

int64_t html_count_of_size(size_t n)
{
	assert(n <= INT64_MAX);
	return (int64_t)n;
}
