/* Numbers and messages as the frame's locale writes them, in its arena; a failure sticks to d. */
#ifndef FIGURE_WORDS_H
#define FIGURE_WORDS_H

#include "base/decimal.h"
#include "base/money.h"
#include "figure/draw.h"
#include "i18n/message.h"

/* With its currency, or as a count when that is empty; nothing for MONEY_EMPTY. */
struct str words_amount(struct drawing *d, int64_t amount, struct str currency);

/* The same without the currency: for a column whose header names it. */
struct str words_plain_amount(struct drawing *d, int64_t amount, struct str currency);

struct str words_number(struct drawing *d, struct decimal number); /* nothing when empty */
struct str words_percent(struct drawing *d, struct decimal percent);
struct str words_message(struct drawing *d, struct str id, struct message_args args);
struct str words_count(struct drawing *d, struct plural id, int64_t n);

/* "Amount (CHF)", or "Number" when the currency is empty: the header of a column of amounts. */
struct str words_amount_header(struct drawing *d, struct str currency);

/* The parts and the texts between them, one after the other. */
struct str words_join(struct drawing *d, struct str first, struct str second, struct str third);

#endif
