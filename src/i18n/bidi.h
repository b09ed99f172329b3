/*
 * Text of one direction inside text of the other. In HTML a <bdi> element or a dir attribute does
 * this; here it is done in the text itself, for messages, figures and plain output.
 */
#ifndef I18N_BIDI_H
#define I18N_BIDI_H

#include "i18n/locale.h"

struct buf;

/* Does the text hold a letter of the direction opposite to the locale's? */
bool bidi_opposes(const struct locale *locale, struct str s);

/* Writes the text, between FSI and PDI where it opposes the locale's direction. */
void bidi_isolate(struct buf *buf, const struct locale *locale, struct str s);

/* The direction of the text by its first letter; the locale's own when it has none. */
enum direction bidi_direction(const struct locale *locale, struct str s);

#endif
