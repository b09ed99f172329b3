/*
 * Reading gettext's .po files: what mkpo compiles, and what mkpot compares with. A file is read
 * whole; every fault in it is told on standard error as file:line, and counted.
 */
#ifndef TOOLS_LOCALE_PO_H
#define TOOLS_LOCALE_PO_H

#include "base/err.h"
#include "base/list.h"

enum { PO_FORMS_MAX = 6 };

struct po_message {
	struct str id;     /* context and \004 where there is one, then the English text */
	struct str plural; /* the English plural; at is NULL when the message has no count */
	struct str texts[PO_FORMS_MAX];
	int n_texts;
	bool fuzzy;   /* a guess of msgmerge that nobody has confirmed */
	int64_t line; /* of its msgid */
};

struct po_file {
	struct str path;
	struct list messages; /* struct po_message; the header, whose id is empty, is among them */
	int64_t n_faults;
};

/* Reads the file; faults of its syntax are counted in the file, a failing disk is the error. */
MUST_USE struct err po_read(struct arena *arena, struct str path, struct po_file *out);

/* Tells a fault and counts it. */
void po_fault(struct po_file *file, int64_t line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The header's field of that name, such as "Plural-Forms"; empty when it is not there. */
struct str po_header(const struct po_file *file, struct str name);

/* Is there something to show in this language: confirmed, and not empty? */
bool po_translated(const struct po_message *m);

#endif
