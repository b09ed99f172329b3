/*
 * How each language writes numbers and dates. The tables are drawn from ICU (the CLDR's data) by
 * tools/mkcldr.c when the program is built: they cost nothing at start, cannot change under a
 * running thread, and a stored document has the same bytes whichever ICU the machine has.
 */
#ifndef I18N_CLDR_H
#define I18N_CLDR_H

#include "base/str.h"

/* What stands around the digits; "¤" in it is the place of a currency's code. */
struct affixes {
	struct str before, after;
};

enum { SIGN_PLUS, SIGN_MINUS, SIGN_COUNT_ };

struct number_style {
	struct str digits[10];
	struct str point;
	struct str group; /* between groups of three digits, from 1,234 on in every language */
	struct affixes number[SIGN_COUNT_], percent[SIGN_COUNT_], money[SIGN_COUNT_];
};

enum date_field {
	DATE_FIELD_END,
	DATE_FIELD_TEXT, /* the piece's own */
	DATE_FIELD_YEAR,
	DATE_FIELD_QUARTER,
	DATE_FIELD_QUARTER_NAME,
	DATE_FIELD_MONTH,
	DATE_FIELD_MONTH_SHORT,
	DATE_FIELD_MONTH_NAME,
	DATE_FIELD_DAY,
	DATE_FIELD_HOUR,
	DATE_FIELD_HOUR_TWO, /* two digits, as the minute always has */
	DATE_FIELD_MINUTE
};

struct date_piece {
	enum date_field field;
	struct str text;
};

/* Patterns end with DATE_FIELD_END. The names are in the case that the pattern needs. */
struct date_style {
	const struct date_piece *year, *quarter, *month, *day, *moment;
	struct str quarters[4];      /* in quarter */
	struct str months_short[12]; /* in day and moment */
	struct str months[12];       /* in month */
};

extern const struct number_style number_en, number_fr, number_es, number_ar, number_zh, number_ru;
extern const struct number_style number_ar_indic; /* with ٠١٢٣ */
extern const struct date_style date_en, date_fr, date_es, date_ar, date_zh, date_ru;

#endif
