/*
 * The languages that the program speaks: the six of the United Nations. A locale is made at start,
 * never changes and is read by all threads; the one that speaks to a person is passed down, there is
 * no current locale and no setlocale. What it holds besides its name belongs to the other files of
 * the room: messages (message.h), numbers (number.h), dates (date.h), sorting (collate.h).
 */
#ifndef I18N_LOCALE_H
#define I18N_LOCALE_H

#include "base/err.h"

enum { LOCALE_COUNT = 6 };

enum direction { DIRECTION_LEFT_TO_RIGHT, DIRECTION_RIGHT_TO_LEFT };

struct UCollator;
struct catalogue;
struct date_style;
struct number_style;

struct locale {
	struct str tag;                    /* "fr": as in lang="fr" and ?lang=fr */
	struct str name;                   /* of the language, in itself: "français" */
	enum direction direction;          /* of its script */
	const struct catalogue *catalogue; /* NULL for English, in which messages are written */
	const struct number_style *numbers;
	const struct date_style *dates;
	const struct UCollator *collator; /* ICU's */
};

/* All locales, English first, in the order in which a chooser shows them. */
struct locales {
	struct locale at[LOCALE_COUNT];
};

/* What an installation may choose about the languages. */
struct locale_settings {
	bool arabic_indic_digits; /* Arabic is written with ٠١٢٣, otherwise with 0123 */
};

/*
 * Makes the locales; they live in the arena, and locales_close (which accepts NULL) gives back what
 * ICU holds for them. ERR_USAGE when the data of ICU is missing on this machine.
 */
MUST_USE struct err locales_open(struct arena *arena, struct locale_settings settings,
				 struct locales **out);
void locales_close(struct locales *locales);

/* The locale for a language tag such as "fr" or "fr-CH", in any case; NULL when none serves it. */
const struct locale *locale_find(const struct locales *locales, struct str tag);

/* The locale that an Accept-Language header (RFC 9110) likes best; English when it likes none. */
const struct locale *locale_negotiate(const struct locales *locales, struct str accept_language);

/* The language asked for by name, or else the one negotiated; asked may be empty or nonsense. */
const struct locale *locale_choose(const struct locales *locales, struct str asked,
				   struct str accept_language);

/* "ltr" or "rtl", the value of HTML's dir attribute. */
struct str locale_dir(const struct locale *locale);

#endif
