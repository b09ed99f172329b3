/*
 * Amounts of money: whole minor units of a currency (ISO 4217). In files an amount stands in major
 * units ("523000" or "523000.50"); in memory and in the database in minor units, so that sums are
 * exact. The minor unit of a currency is the one that ISO 4217 list one gives.
 */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include "base/err.h"

struct buf;

#define MONEY_EMPTY INT64_MIN /* as minor units: there is no amount */

/* Digits after the point for a currency: 0 for JPY, 3 for KWD, 2 for most; -1 when unknown. */
int currency_digits(struct str currency);

/* Major units in plain digits to minor units: false when malformed, too precise or too large. */
bool money_parse(struct str s, struct str currency, int64_t *minor_out);

/*
 * Minor units in major units, without a point when the amount is whole; nothing for MONEY_EMPTY. The
 * currency of an amount must be known: money_parse takes none that is not.
 */
void money_write(struct buf *buf, int64_t minor, struct str currency);

/* Exact; false on overflow. Neither may be MONEY_EMPTY. */
bool money_add(int64_t a, int64_t b, int64_t *out);

#endif
