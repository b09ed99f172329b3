/* Writes numbers with the separators, digits and signs of a language: integers only, no rounding. */
#include "i18n/number.h"

#include <assert.h>

#include "base/buf.h"
#include "base/money.h"
#include "i18n/cldr.h"

enum { UINT64_DIGITS = 20, GROUP_SIZE = 3, CURRENCY_DIGITS_USUAL = 2 };

static const struct str currency_place = STR("¤");

/* The digits of n, least significant first, at least `least` of them; returns how many. */
static int digits_of(uint64_t n, int least, char out[UINT64_DIGITS])
{
	int count = 0;

	assert(least <= UINT64_DIGITS);
	while (n > 0 || count < least) {
		out[count++] = (char)(n % 10);
		n /= 10;
	}
	return count;
}

static void write_digits(struct buf *buf, const struct number_style *style, uint64_t n, int scale)
{
	char digits[UINT64_DIGITS];
	int count = digits_of(n, scale + 1, digits);

	for (int i = count - 1; i >= 0; i--) {
		int place = i - scale; /* the power of ten of this digit */

		buf_str(buf, style->digits[(int)digits[i]]);
		if (place == 0 && scale > 0)
			buf_str(buf, style->point);
		if (place > 0 && place % GROUP_SIZE == 0)
			buf_str(buf, style->group);
	}
}

static void write_affix(struct buf *buf, struct str affix, struct str currency)
{
	size_t at = str_find(affix, currency_place, 0);

	if (at == SIZE_MAX) {
		buf_str(buf, affix);
		return;
	}
	buf_str(buf, str_slice(affix, 0, at));
	buf_str(buf, currency);
	buf_str(buf, str_slice(affix, at + currency_place.len, affix.len));
}

static void write_between(struct buf *buf, const struct locale *locale,
			  const struct affixes affixes[SIGN_COUNT_], struct decimal d,
			  struct str currency)
{
	const struct affixes *around = &affixes[d.units < 0 ? SIGN_MINUS : SIGN_PLUS];
	uint64_t magnitude = d.units < 0 ? -(uint64_t)d.units : (uint64_t)d.units;

	assert(d.scale >= 0 && d.scale <= DECIMAL_SCALE_MAX);
	write_affix(buf, around->before, currency);
	write_digits(buf, locale->numbers, magnitude, d.scale);
	write_affix(buf, around->after, currency);
}

void number_write(struct buf *buf, const struct locale *locale, struct decimal d)
{
	if (!decimal_empty(d))
		write_between(buf, locale, locale->numbers->number, d, S(""));
}

void number_write_int(struct buf *buf, const struct locale *locale, int64_t n)
{
	number_write(buf, locale, decimal_of(n, 0));
}

void number_write_percent(struct buf *buf, const struct locale *locale, struct decimal percent)
{
	if (!decimal_empty(percent))
		write_between(buf, locale, locale->numbers->percent, percent, S(""));
}

/* Minor units in major ones; a whole amount has no digits after the point. */
static struct decimal major_units(int64_t minor, struct str currency)
{
	int digits = currency_digits(currency);
	int64_t unit = 1;

	if (minor == MONEY_EMPTY)
		return DECIMAL_EMPTY;
	if (digits < 0)
		digits = CURRENCY_DIGITS_USUAL;
	for (int i = 0; i < digits; i++)
		unit *= 10;
	return minor % unit == 0 ? decimal_of(minor / unit, 0) : decimal_of(minor, (int8_t)digits);
}

void number_write_amount(struct buf *buf, const struct locale *locale, int64_t minor,
			 struct str currency)
{
	number_write(buf, locale, major_units(minor, currency));
}

void number_write_money(struct buf *buf, const struct locale *locale, int64_t minor,
			struct str currency)
{
	struct decimal major = major_units(minor, currency);

	if (!decimal_empty(major))
		write_between(buf, locale, locale->numbers->money, major, currency);
}
