/* The text of a section: a line is a paragraph, or an item when it begins with a bullet. */
#ifndef REPORT_BODY_H
#define REPORT_BODY_H

#include "report/draft.h"

/* Adds paragraphs and lists; lines with a bullet that follow one another are one list. */
MUST_USE struct err body_add(struct draft *d, struct phrase body);

/* The same as remarks; a line without a letter or a digit is a line across. */
MUST_USE struct err body_add_remark(struct draft *d, struct phrase body);

#endif
