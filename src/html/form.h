/*
 * Forms that are computed from field tables: label, help, control and what was wrong with the last
 * answer come from the field. A form without script: what a browser checks, the server checks again.
 */
#ifndef HTML_FORM_H
#define HTML_FORM_H

#include "html/html.h"
#include "model/field.h"

enum form_method { FORM_GET, FORM_POST };

void html_form_begin(struct html *h, enum form_method method, struct href action);

/* What the form shows in one field. */
struct form_field {
	const struct field *field;
	struct str value; /* the cell's text as the reader gave it, or as the row has it */
	struct str error; /* why it was refused, in the reader's language; empty: it was not */
};

/* The label, the help and the control, tied together for who hears the page. */
void html_form_field(struct html *h, struct form_field f);

/* The button, whose word is in the reader's language, and the end of the form. */
void html_form_end(struct html *h, struct str button);

#endif
