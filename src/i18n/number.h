/*
 * Numbers as a language writes them: its separators, grouping, digits and signs, as the CLDR has
 * them (cldr.h). Every digit that is given is written;
 * rounding is the caller's. Nothing is written for an empty number.
 */
#ifndef I18N_NUMBER_H
#define I18N_NUMBER_H

#include "base/decimal.h"
#include "i18n/locale.h"

struct buf;

void number_write_int(struct buf *buf, const struct locale *locale, int64_t n);
void number_write(struct buf *buf, const struct locale *locale, struct decimal d);

/* Percent as a number of hundredths: 13.72 is written "13.72%" in English, "13,72 %" in French. */
void number_write_percent(struct buf *buf, const struct locale *locale, struct decimal percent);

/* An amount in full: "523,000" or "523,000.50", without a currency (for a column that has one). */
void number_write_amount(struct buf *buf, const struct locale *locale, int64_t minor,
			 struct str currency);

/* The same with the currency's code where the language puts it: "CHF 523,000", "523 000 CHF". */
void number_write_money(struct buf *buf, const struct locale *locale, int64_t minor,
			struct str currency);

#endif
