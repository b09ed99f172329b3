/*
 * Marks for text that people will read in their language. A mark changes nothing when the program
 * runs: it tells tools/mkpot which texts belong into locale/outturn.pot. The text itself, in
 * English, is the key of its translations; i18n/message.h looks them up.
 *
 *	{ .name = STR("amount"), .label = STR(N_("Amount")) }
 *	message(locale, S(NC_("state of a plan", "Open")))
 *	message_plural(locale, (struct plural)NP_("{n} outcome", "{n} outcomes"), count)
 */
#ifndef BASE_MARK_H
#define BASE_MARK_H

#include "base/str.h"

/* A text to be translated; the value is the literal. */
#define N_(literal) literal

/* The same with a context that tells equal English words apart; the context is never shown. */
#define NC_(context, literal) context "\004" literal

/* The English forms of a message with a count, "{n}" being the count. */
struct plural {
	struct str one, other;
};

#define NP_(one_, other_)                              \
	{                                              \
		.one = STR(one_), .other = STR(other_) \
	}

#endif
