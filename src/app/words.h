/*
 * The words of what the lower rooms only identify: diagnostics of an input, findings of the checks,
 * errors for a user. Each identifier has one row with its message; the arguments are written in the
 * reader's language and numbers.
 */
#ifndef APP_WORDS_H
#define APP_WORDS_H

#include "base/buf.h"
#include "base/diagnostic.h"
#include "i18n/locale.h"
#include "model/finding.h"

/* "not a date as 2026-01-31: «soon»": without the place, which the caller puts before it. */
void words_diagnostic(struct buf *buf, const struct locale *locale, const struct diagnostic *d);

/* Of a DIAGNOSTIC_BAD_SCRIPT, without the mark "error: " that stands before it in a line of its own. */
void words_mistake(struct buf *buf, const struct locale *locale, const struct diagnostic *d);

/* The sentence of a finding, with its arithmetic. */
void words_finding(struct buf *buf, const struct locale *locale, const struct finding *finding);

/* One line that says what a check looks for; empty for a name that no check has. */
struct str words_check(const struct locale *locale, struct str check);

/* The severity's word, singular. */
struct str words_severity(const struct locale *locale, enum severity severity);

/* What the user is told of an error that is not his: the code in words, without internals. */
struct str words_error(const struct locale *locale, enum err_code code);

#endif
