/* What figures write in a person's language: each text is made in a buf and told as a str. */
#include "figure/words.h"

#include "i18n/number.h"

static struct buf begin(struct drawing *d)
{
	struct buf buf;

	buf_init(&buf, d->frame->arena);
	return buf;
}

static struct str end(struct drawing *d, const struct buf *buf)
{
	struct str text = S("");

	if (failed(buf_done(buf, &text)))
		d->failed = true;
	return text;
}

/* What came from the arena; a NULL for text that should be there is a failure. */
static struct str kept(struct drawing *d, struct str text)
{
	if (!text.at) {
		d->failed = true;
		return S("");
	}
	return text;
}

struct str words_amount(struct drawing *d, int64_t amount, struct str currency)
{
	struct buf buf = begin(d);

	if (str_empty(currency) && amount != MONEY_EMPTY)
		number_write_int(&buf, d->frame->locale, amount);
	else
		number_write_money(&buf, d->frame->locale, amount, currency);
	return end(d, &buf);
}

struct str words_plain_amount(struct drawing *d, int64_t amount, struct str currency)
{
	struct buf buf = begin(d);

	if (str_empty(currency) && amount != MONEY_EMPTY)
		number_write_int(&buf, d->frame->locale, amount);
	else
		number_write_amount(&buf, d->frame->locale, amount, currency);
	return end(d, &buf);
}

struct str words_number(struct drawing *d, struct decimal number)
{
	struct buf buf = begin(d);

	number_write(&buf, d->frame->locale, number);
	return end(d, &buf);
}

struct str words_percent(struct drawing *d, struct decimal percent)
{
	struct buf buf = begin(d);

	number_write_percent(&buf, d->frame->locale, percent);
	return end(d, &buf);
}

struct str words_message(struct drawing *d, struct str id, struct message_args args)
{
	return kept(d, message_format(d->frame->arena, d->frame->locale, id, args));
}

struct str words_count(struct drawing *d, struct plural id, int64_t n)
{
	return kept(d, message_format_plural(d->frame->arena, d->frame->locale, id, n,
					     (struct message_args){ 0 }));
}

struct str words_amount_header(struct drawing *d, struct str currency)
{
	if (str_empty(currency))
		return message(d->frame->locale, S(N_("Number")));
	return words_message(d, S(N_("Amount ({1})")), (struct message_args){ { currency } });
}

struct str words_join(struct drawing *d, struct str first, struct str second, struct str third)
{
	return kept(d, str_format(d->frame->arena, "%.*s%.*s%.*s", STR_ARGS(first),
				  STR_ARGS(second), STR_ARGS(third)));
}
