/* Finds the marked texts of one source file, for mkpot. */
#ifndef TOOLS_LOCALE_SCAN_H
#define TOOLS_LOCALE_SCAN_H

#include "base/err.h"
#include "base/list.h"

static const size_t LIMIT_SOURCE_BYTES = (size_t)16 << 20;

struct place {
	struct str file;
	int64_t line;
};

struct mark {
	struct str id;     /* context and \004 where there is one, then the English text */
	struct str plural; /* at is NULL when the message has no count */
	struct place place;
};

enum scan_language { SCAN_C, SCAN_TEMPLATE };

/* Appends the file's marks (struct mark); faults are told on standard error and counted. */
MUST_USE struct err scan_file(struct arena *arena, struct str path, struct str text,
			      enum scan_language language, struct list *marks, int64_t *n_faults);

/* Tells a fault as file:line. */
void scan_fault(const struct place *place, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
