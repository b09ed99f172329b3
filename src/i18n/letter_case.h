/* Capital and small letters of any script, by no language's own rules (the root locale of the CLDR). */
#ifndef I18N_LETTER_CASE_H
#define I18N_LETTER_CASE_H

#include "base/buf.h"

/* Appends the text in capital or in small letters. ERR_LIMIT: no memory. */
MUST_USE struct err text_upper(struct buf *buf, struct str text);
MUST_USE struct err text_lower(struct buf *buf, struct str text);

#endif
