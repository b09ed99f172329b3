/*
 * The order of texts in a language (the Unicode Collation Algorithm with the CLDR's tailorings):
 * accents after letters, case last, digits by their number, Chinese by pinyin. Codes such as P1.10
 * are ordered by str_cmp_natural instead, the same in every language.
 */
#ifndef I18N_COLLATE_H
#define I18N_COLLATE_H

#include "i18n/locale.h"

/* Negative, 0 or positive as a sorts before, with or after b; only equal bytes give 0. */
int collate(const struct locale *locale, struct str a, struct str b);

/* A key whose byte order (str_cmp) is that of the text; at is NULL when the arena is full. */
struct str collate_key(struct arena *arena, const struct locale *locale, struct str s);

#endif
