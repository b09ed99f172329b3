/*
 * Regular expressions over Unicode, by ICU: those of POSIX (extended) and more. A match that takes too
 * many steps is ended, so that no expression can hold the program up.
 */
#ifndef I18N_PATTERN_H
#define I18N_PATTERN_H

#include "base/err.h"

struct pattern;

/* ERR_INVALID: it is no regular expression. Closed with pattern_close. */
MUST_USE struct err pattern_open(struct str expression, struct pattern **out);
void pattern_close(struct pattern *pattern); /* NULL is fine */

/* Does the whole text match? ERR_LIMIT: to find out takes too long. */
MUST_USE struct err pattern_matches(struct pattern *pattern, struct str text, bool *out);

#endif
