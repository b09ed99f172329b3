/*
 * Reading a double. Up to 15 significant digits and a power of ten that is itself a double make one
 * multiplication or division of two exact numbers, whose result IEEE 754 rounds correctly; all else goes
 * to strtod, which is exact and slow.
 */
#include "base/real.h"

#include "base/buf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	DIGITS_EXACT = 15, /* any such integer is a double */
	POWER_EXACT = 22,  /* 10^22 is the largest power of ten that is one */
	EXPONENT_MOST = 9999,
};

static const double powers[POWER_EXACT + 1] = {
	1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* A number taken apart: digits times ten to the exponent. */
struct parts {
	uint64_t digits; /* the first DIGITS_EXACT significant ones */
	int n_digits;    /* significant ones, all of them */
	int exponent;    /* of the last of the digits that were taken */
	bool is_negative, has_digits;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes the digits from *at onward; a fraction's lower the exponent. */
static void take_digits(struct str s, size_t *at, bool is_fraction, struct parts *parts)
{
	size_t i = *at;

	for (; i < s.len && is_digit(s.at[i]); i++) {
		parts->has_digits = true;
		if (parts->n_digits < DIGITS_EXACT) {
			parts->digits = parts->digits * 10 + (uint64_t)(s.at[i] - '0');
			parts->n_digits += parts->digits > 0;
			parts->exponent -= is_fraction;
		} else {
			parts->n_digits++;
			parts->exponent += !is_fraction;
		}
	}
	*at = i;
}

/* "e+006" at *at, if there is one; false when it is not whole. */
static bool take_exponent(struct str s, size_t *at, int *out)
{
	size_t i = *at;
	int exponent = 0;
	bool is_negative = false;

	*out = 0;
	if (i == s.len || (s.at[i] != 'e' && s.at[i] != 'E'))
		return true;
	i++;
	if (i < s.len && (s.at[i] == '+' || s.at[i] == '-'))
		is_negative = s.at[i++] == '-';
	if (i == s.len)
		return false;
	for (; i < s.len && is_digit(s.at[i]); i++)
		if (exponent <= EXPONENT_MOST)
			exponent = exponent * 10 + (s.at[i] - '0');
	*at = i;
	*out = is_negative ? -exponent : exponent;
	return true;
}

/* The slow way: the digits as C spells them, with the exponent that is meant. */
static bool read_slowly(struct str s, size_t end, char mark, int exponent, double *out)
{
	char text[REAL_TEXT_MOST + 16], *after;
	size_t len = 0;
	int left = exponent < 0 ? -exponent : exponent;

	for (size_t i = 0; i < end; i++)
		text[len++] = s.at[i];
	for (size_t i = 0; i < len; i++)
		if (text[i] == mark)
			text[i] = '.';
	text[len++] = 'e';
	text[len++] = exponent < 0 ? '-' : '+';
	for (int power = 10000; power > 0; power /= 10) {
		text[len++] = (char)('0' + left / power % 10);
	}
	text[len] = '\0';
	*out = strtod(text, &after);
	return *after == '\0' && isfinite(*out);
}

/* Most numbers: at most 15 digits, and a mark somewhere. False on all else, be it a number or not. */
static bool parse_plain(struct str s, char mark, double *out, int8_t *decimals_out)
{
	size_t i = s.len > 0 && s.at[0] == '-', begin = i, point = s.len;
	uint64_t digits = 0;
	double number;

	if (s.len - i > DIGITS_EXACT)
		return false;
	for (; i < s.len; i++) {
		unsigned digit = (unsigned char)s.at[i] - (unsigned)'0';

		if (digit <= 9)
			digits = digits * 10 + digit;
		else if (s.at[i] == mark && point == s.len && i > begin)
			point = i;
		else
			return false;
	}
	if (i == begin || digits == 0)
		return false;
	point = point == s.len ? 0 : s.len - point - 1;
	number = (double)digits / powers[point];
	*out = begin ? -number : number;
	*decimals_out = (int8_t)point;
	return true;
}

bool real_parse(struct str s, char mark, int shift_digits, double *out, int8_t *decimals_out)
{
	struct parts parts = { 0 };
	int written, power, decimals;
	size_t i = 0, digits_end, fraction = 0;
	double number;

	if (shift_digits == 0 && parse_plain(s, mark, out, decimals_out))
		return true;
	if (s.len > REAL_TEXT_MOST)
		return false;
	if (i < s.len && (s.at[i] == '-' || s.at[i] == '+'))
		parts.is_negative = s.at[i++] == '-';
	take_digits(s, &i, false, &parts);
	if (i < s.len && s.at[i] == mark) {
		size_t from = ++i;

		take_digits(s, &i, true, &parts);
		fraction = i - from;
	}
	digits_end = i;
	if (!parts.has_digits || !take_exponent(s, &i, &written) || i != s.len)
		return false;
	written += shift_digits;
	power = parts.exponent + written;
	number = (double)parts.digits;
	if (parts.digits == 0)
		power = 0;
	if (parts.n_digits <= DIGITS_EXACT && power >= -POWER_EXACT && power <= POWER_EXACT) {
		number = power < 0 ? number / powers[-power] : number * powers[power];
		number = parts.is_negative ? -number : number;
	} else if (!read_slowly(s, digits_end, mark, written, &number)) {
		return false;
	}
	decimals = (int)fraction - written;
	decimals = decimals < 0 ? 0 : decimals;
	*decimals_out = (int8_t)(decimals > REAL_DECIMALS_MOST ? REAL_DECIMALS_MOST : decimals);
	*out = number == 0 ? 0 : number; /* a zero has no sign here */
	return true;
}

/* Does the text say all of the number? */
static bool says(const char *text, double number)
{
	return strtod(text, NULL) == number;
}

/*
 * The number as a whole one over a power of ten, when it is exactly that and of 15 digits at most: then
 * these digits say all of it, as division rounds to the nearest. Small ones have an exponent, and none here.
 */
static bool write_whole(struct buf *buf, double number)
{
	double size = fabs(number), whole = 0;
	uint64_t digits, power;
	int places = 0;

	if (size >= 1e15 || (size < 1e-4 && size != 0))
		return false;
	for (; places < DIGITS_EXACT; places++) {
		whole = nearbyint(size * powers[places]);
		if (whole >= 1e15 || whole / powers[places] == size)
			break;
	}
	if (whole >= 1e15 || whole / powers[places] != size)
		return false;
	if (number < 0)
		buf_char(buf, '-');
	digits = (uint64_t)whole;
	power = (uint64_t)powers[places];
	buf_digits(buf, digits / power, 1);
	if (places) {
		buf_char(buf, '.');
		buf_digits(buf, digits % power, places);
	}
	return true;
}

void real_write(struct buf *buf, double number, int decimals)
{
	char text[REAL_TEXT_MOST];
	bool is_said = false;

	if (!isfinite(number))
		return;
	if (decimals < 0 && write_whole(buf, number))
		return;
	if (decimals >= 0 && decimals <= REAL_DECIMALS_MOST) {
		snprintf(text, sizeof(text), "%.*f", decimals, number);
		is_said = says(text, number);
	}
	for (int digits = 15; !is_said && digits <= 17; digits++) {
		snprintf(text, sizeof(text), "%.*g", digits, number);
		is_said = says(text, number);
	}
	buf_str(buf, str_of(text));
}
