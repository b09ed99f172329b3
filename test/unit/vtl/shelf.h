/*
 * What tests of scripts share: texts compared with what is stored beside a script in test/golden, and
 * mistakes in English. With OUTTURN_GOLDEN=write in the environment they are written; look at them before
 * they are committed.
 */
#ifndef UNIT_VTL_SHELF_H
#define UNIT_VTL_SHELF_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diagnostic.h"
#include "i18n/locale.h"
#include "testing.h"

enum { SHELF_BYTES = 64 << 20 };

struct shelf {
	struct arena arena;
	struct locales *locales;
	const struct locale *english;
	const char *folder; /* below test/golden */
};

void shelf_open(struct shelf *shelf, const char *folder);
void shelf_close(struct shelf *shelf);

/* The scripts of the folder, without ".vtl". */
struct str *shelf_scripts(struct shelf *shelf, size_t *count_out);
struct str shelf_script(struct shelf *shelf, struct str name); /* its text */

/* Fails unless the stored text with this ending is the actual one. What is empty need not be stored. */
void assert_golden(struct shelf *shelf, struct str name, const char *ending, struct str actual);

/* "3:14: an expression is expected here, not ;" for each of them. */
void write_errors(struct shelf *shelf, struct buf *buf, const struct diagnostics *diagnostics);

#endif
