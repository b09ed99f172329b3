/*
 * Numbers of observations as they are written, and the doubles that they mean: always the nearest one, in
 * no language's spelling. Plan numbers are decimals (base/decimal.h), and never come here.
 */
#ifndef BASE_REAL_H
#define BASE_REAL_H

#include "base/str.h"

enum { REAL_DECIMALS_MOST = 15, REAL_TEXT_MOST = 400 /* bytes */ };

/*
 * "12.50", "-3", "4.1951e+006", with the mark between whole and fraction, times ten to the power of
 * shift_digits. No spaces, no thousands separators, no words; false on these, beyond the range of doubles
 * and past REAL_TEXT_MOST. *decimals_out: how many decimals of the product were written, 0 to
 * REAL_DECIMALS_MOST.
 */
bool real_parse(struct str s, char mark, int shift_digits, double *out, int8_t *decimals_out);

struct buf;

/*
 * The number with so many decimals, if that says all of it; else, and for decimals below 0, in the
 * fewest digits from which it is read back. Nothing for what is no number.
 */
void real_write(struct buf *buf, double number, int decimals);

#endif
