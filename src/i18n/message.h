/*
 * The words of the program in a person's language. A message is looked up by its English text, which
 * is also what is shown where a translation is missing. Messages carry no markup and no formats:
 * {1} to {6} stand for arguments and {n} for a count, in any order that the language needs; that a
 * translation has the placeholders of its English text was checked when the program was built
 * (tools/mkpo.c). Arguments are text already: write numbers and dates with number.h and date.h.
 */
#ifndef I18N_MESSAGE_H
#define I18N_MESSAGE_H

#include "base/mark.h"
#include "i18n/locale.h"

struct buf;

enum { MESSAGE_ARGS = 6 };

/* What fills {1}, {2} and so on: (struct message_args){{ title, owner }}; the rest is empty. */
struct message_args {
	struct str at[MESSAGE_ARGS];
};

/* The text in the locale's language, placeholders untouched; lives as long as the program or id. */
struct str message(const struct locale *locale, struct str id);

/* The form of the text that the count asks for, placeholders untouched. */
struct str message_plural(const struct locale *locale, struct plural id, int64_t n);

/* Writes the text with its arguments, each kept apart from text of the other direction (bidi.h). */
void message_write(struct buf *buf, const struct locale *locale, struct str id,
		   struct message_args args);

/* The same with a count, which {n} writes as a number of the locale. */
void message_write_plural(struct buf *buf, const struct locale *locale, struct plural id, int64_t n,
			  struct message_args args);

/* Both as a string in the arena; at is NULL when the arena is full. */
struct str message_format(struct arena *arena, const struct locale *locale, struct str id,
			  struct message_args args);
struct str message_format_plural(struct arena *arena, const struct locale *locale, struct plural id,
				 int64_t n, struct message_args args);

#endif
