/*
 * What is wrong with an input, and where: one shape for CSV cells, forms and scripts. A diagnostic
 * carries an identifier and typed arguments; app/words.h turns it into words in a language.
 */
#ifndef BASE_DIAGNOSTIC_H
#define BASE_DIAGNOSTIC_H

#include "base/err.h"
#include "base/list.h"

/* Identifiers are stable: they are the names of checks on the command line. */
enum diagnostic_id {
	DIAGNOSTIC_BAD_CELL,      /* a value that its column cannot hold; args: value, expected */
	DIAGNOSTIC_MISSING_VALUE, /* a required cell is empty */
	DIAGNOSTIC_UNKNOWN_REFERENCE, /* args: value, noun referred to */
	DIAGNOSTIC_DUPLICATE_KEY,     /* args: key, line of the first one */
	DIAGNOSTIC_CONFLICTING_VALUE, /* the same cell had another value before; args: value */
	DIAGNOSTIC_UNKNOWN_COLUMN,    /* args: column */
	DIAGNOSTIC_UNKNOWN_TABLE,     /* args: file name */
	DIAGNOSTIC_MISSING_COLUMN,    /* a key or required column is absent; args: column */
	DIAGNOSTIC_DUPLICATE_COLUMN,  /* args: column */
	DIAGNOSTIC_BAD_SYNTAX,   /* the file cannot be read as its format; args: what, detail */
	DIAGNOSTIC_BAD_ENCODING, /* not UTF-8; args: byte offset */
	DIAGNOSTIC_BAD_PROFILE,  /* column: the member's path; args: what, detail */
	DIAGNOSTIC_BAD_SCRIPT, /* column: its number, from 1; args: a message and its {1} to {6} */
	DIAGNOSTIC_COUNT_
};

enum { DIAGNOSTIC_ARGS = 7 };

struct diagnostic {
	enum diagnostic_id id;
	struct str file;   /* as the user named it, relative to the folder */
	int64_t line;      /* from 1; 0: the whole file */
	struct str column; /* its name; empty: the whole line */
	struct str key;    /* of the row, when known */
	struct str args[DIAGNOSTIC_ARGS];
};

/*
 * Collects every diagnostic of one reading; past the limit only counts. Texts are copied, and made fit
 * to be shown (base/printable.h): they are what somebody else wrote. A key is a code, and stays as it is.
 */
struct diagnostics {
	struct list items; /* struct diagnostic */
	size_t count;      /* all, told or not */
	size_t limit;      /* how many are told: LIMIT_DIAGNOSTICS, unless it is set to another */
};

void diagnostics_init(struct diagnostics *diagnostics, struct arena *arena);
MUST_USE struct err diagnostics_add(struct diagnostics *diagnostics, struct diagnostic d);
const char *diagnostic_name(enum diagnostic_id id); /* "bad-cell" */

#endif
