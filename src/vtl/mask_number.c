/* Masks of numbers: how many digits stand before and behind the mark, and in the exponent. */
#include "vtl/mask_items.h"

#include "base/real.h"

#include <math.h>
#include <stdio.h>

/* The digits of one part of a number's mask: D once each, * any number behind it, + at least one. */
struct digit_mask {
	size_t least, most; /* most SIZE_MAX: any number */
	size_t shown;       /* of the D */
};

static struct digit_mask take_digit_mask(struct str mask, size_t *at, char letter)
{
	struct digit_mask digits = { 0 };

	while (*at < mask.len && mask.at[*at] == letter) {
		digits.shown++;
		++*at;
	}
	digits.least = digits.most = digits.shown;
	if (*at < mask.len && (mask.at[*at] == '*' || mask.at[*at] == '+')) {
		digits.least = mask.at[*at] == '+';
		digits.most = SIZE_MAX;
		++*at;
	}
	return digits;
}

struct number_mask {
	struct digit_mask whole, fraction, exponent;
	char mark; /* 0: there is none */
};

static bool number_mask_parse(struct str mask, struct number_mask *out)
{
	size_t at = 0;

	*out = (struct number_mask){ .whole = take_digit_mask(mask, &at, 'D') };
	if (at < mask.len && (mask.at[at] == '.' || mask.at[at] == ',')) {
		out->mark = mask.at[at++];
		out->fraction = take_digit_mask(mask, &at, 'D');
	}
	out->exponent = take_digit_mask(mask, &at, 'E');
	return at == mask.len && out->whole.most > 0;
}

static bool copy_digits(struct str text, size_t *at, struct digit_mask digits, struct buf *buf)
{
	size_t count = 0;

	while (*at < text.len && text.at[*at] >= '0' && text.at[*at] <= '9' &&
	       count < digits.most) {
		buf_char(buf, text.at[(*at)++]);
		count++;
	}
	return count >= digits.least;
}

bool mask_read_number(struct str mask_text, enum data_type type, struct str text,
		      struct scalar *out)
{
	char plain[REAL_TEXT_MOST];
	struct buf buf = { .at = plain, .room = sizeof(plain), .limit = sizeof(plain) };
	struct number_mask mask;
	size_t at = 0;
	int8_t decimals;

	if (!number_mask_parse(mask_text, &mask))
		return false;
	if (at < text.len && (text.at[at] == '-' || text.at[at] == '+')) {
		if (text.at[at++] == '-')
			buf_char(&buf, '-');
	}
	if (!copy_digits(text, &at, mask.whole, &buf))
		return false;
	if (mask.mark && at < text.len && text.at[at] == mask.mark) {
		at++;
		buf_char(&buf, '.');
		if (!copy_digits(text, &at, mask.fraction, &buf))
			return false;
	} else if (mask.mark && mask.fraction.least > 0) {
		return false;
	}
	if (mask.exponent.most && at < text.len) {
		at += text.at[at] == 'E' || text.at[at] == 'e';
		buf_char(&buf, 'e');
		if (at < text.len && (text.at[at] == '-' || text.at[at] == '+'))
			buf_char(&buf, text.at[at++]);
		if (!copy_digits(text, &at, mask.exponent, &buf))
			return false;
	}
	if (buf.full || at != text.len)
		return false;
	if (type == DATA_INTEGER)
		return str_to_int64(buf_held(&buf), &out->integer);
	return real_parse(buf_held(&buf), '.', 0, &out->number, &decimals);
}

/* The digits with zeros in front, or as many as there are. */
static void write_whole(struct digit_mask mask, struct str digits, struct buf *buf)
{
	for (size_t i = digits.len; mask.most != SIZE_MAX && i < mask.shown; i++)
		buf_char(buf, '0');
	buf_str(buf, digits);
}

enum { NUMBER_BYTES = 400, DECIMALS_MOST = 17 };

/* mantissa and exponent of the number, as the mask has them. */
static void write_scientific(const struct number_mask *mask, double number, struct buf *buf)
{
	int exponent = number == 0 ? 0 : (int)floor(log10(number));
	int shown = (int)mask->whole.shown > 0 ? (int)mask->whole.shown : 1;
	int decimals = mask->fraction.most == SIZE_MAX ? DECIMALS_MOST : (int)mask->fraction.shown;
	char text[NUMBER_BYTES];

	exponent -= shown - 1;
	snprintf(text, sizeof(text), "%.*f", decimals, number / pow(10, exponent));
	for (char *c = text; *c; c++)
		*c = *c == '.' && mask->mark ? mask->mark : *c;
	buf_str(buf, str_of(text));
	buf_char(buf, 'E');
	if (exponent < 0)
		buf_char(buf, '-');
	buf_digits(buf, (uint64_t)(exponent < 0 ? -exponent : exponent), (int)mask->exponent.shown);
}

bool mask_write_number(struct str mask_text, struct scalar scalar, struct buf *buf)
{
	double number = scalar.type == DATA_INTEGER ? (double)scalar.integer : scalar.number;
	struct number_mask mask;
	char text[NUMBER_BYTES];
	struct str digits, whole;
	size_t cut;

	if (!number_mask_parse(mask_text, &mask))
		return false;
	if (number < 0)
		buf_char(buf, '-');
	number = fabs(number);
	if (mask.exponent.most) {
		write_scientific(&mask, number, buf);
		return true;
	}
	if (mask.fraction.most == SIZE_MAX) { /* as many decimals as it has */
		struct buf plain = { .at = text, .room = sizeof(text), .limit = sizeof(text) };

		real_write(&plain, number, -1);
		digits = buf_held(&plain);
	} else {
		snprintf(text, sizeof(text), "%.*f", (int)mask.fraction.shown, number);
		digits = str_of(text);
	}
	cut = str_find_char(digits, '.', 0);
	whole = str_slice(digits, 0, cut);
	write_whole(mask.whole, whole, buf);
	if (cut != SIZE_MAX) {
		buf_char(buf, mask.mark);
		buf_str(buf, str_slice(digits, cut + 1, digits.len));
	} else if (mask.mark && mask.fraction.least > 0) {
		buf_char(buf, mask.mark);
		buf_char(buf, '0');
	}
	return true;
}
