/* Printing and opening what several commands print and open. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "check/check.h"
#include "cli/command.h"
#include "model/row.h"
#include "model/snapshot.h"

struct diagnostics;
struct folder_source;

/* The hash of a head in hexadecimal; 64 zeros before the first batch. */
MUST_USE struct err head_text(struct arena *arena, struct snapshot_head head, struct str *out);

/* Opens a plan's folder; that there is none is ERR_USAGE with its name. */
MUST_USE struct err open_folder(const struct invocation *call, struct str path,
				struct folder_source *source, struct diagnostics *diagnostics);

/* The state that --as-of names, or the present; released by the caller. */
MUST_USE struct err pin_snapshot(const struct invocation *call, const struct app *app,
				 struct snapshot **out);

/* "YYYY-MM-DD" of an option; ERR_USAGE when it is none. */
MUST_USE struct err read_day(struct str text, struct date *out);

#endif
