/* The reports of a plan as bytes of a file: what the command line writes and the server sends. */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "model/snapshot.h"

struct locale;

/*
 * The operational plan as one self-contained HTML file, in the arena: of the plan with the code, or
 * with an empty code of the one that starts last (ERR_NOT_FOUND without it). It rests on the snapshot
 * and the locale alone, so that the same state gives the same bytes; states that differ only in their
 * log differ in one line, that of the head.
 */
MUST_USE struct err report_operational_plan_html(struct arena *arena,
						 const struct snapshot *snapshot,
						 const struct locale *locale, struct str plan,
						 struct str *out);

/* A name for the file: "OP-26.html", signs that a file system may not take replaced. */
MUST_USE struct err report_operational_plan_name(struct arena *arena,
						 const struct snapshot *snapshot, struct str plan,
						 struct str *out);

#endif
