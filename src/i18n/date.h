/*
 * Days, moments and periods as a language writes them, months by name so that no reader mistakes
 * the day for the month: "31 Jan 2026". Patterns and names are the CLDR's
 * (cldr.h). Nothing is written for an empty date or period.
 */
#ifndef I18N_DATE_H
#define I18N_DATE_H

#include "base/date.h"
#include "i18n/locale.h"

struct buf;

void date_write_local(struct buf *buf, const struct locale *locale, struct date d);

/* To the minute, in UTC and saying so: "31 Jan 2026, 08:15 UTC". */
void moment_write_local(struct buf *buf, const struct locale *locale, struct moment m);

/* "2026", "First half of 2026", "Q1 2026", "January 2026", or the day. */
void period_write_local(struct buf *buf, const struct locale *locale, struct period p);

#endif
