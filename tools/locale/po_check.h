/* What mkpo demands of a .po file beyond its syntax, so that no translation can harm a page. */
#ifndef TOOLS_LOCALE_PO_CHECK_H
#define TOOLS_LOCALE_PO_CHECK_H

#include "plural.h"
#include "po.h"

/*
 * Tells and counts in the file: a header that does not say UTF-8 or has no readable plural rule
 * (given back in *out), a message that is there twice, a form too many or too few, a placeholder
 * that is missing or unknown, markup, and line ends that differ from the English text's.
 */
MUST_USE struct err po_check(struct arena *arena, struct po_file *file, struct plural_rule *out);

#endif
