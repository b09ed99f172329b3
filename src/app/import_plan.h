/*
 * The use case of loading a plan: rows from any row_source are judged as a whole and, if nothing is
 * refused, recorded as one batch. The source is the whole state of the tables that it contains: a
 * row that it lacks is deleted, but for a variable that has observations; a table that it lacks is
 * untouched. Every wrong cell is told in one pass, and then nothing is changed.
 */
#ifndef APP_IMPORT_PLAN_H
#define APP_IMPORT_PLAN_H

#include "app/app.h"
#include "base/diagnostic.h"
#include "base/hash.h"
#include "model/row_stream.h"
#include "model/snapshot.h"

struct import_request {
	struct row_source *rows;
	struct str who, why;
	struct str source;         /* the folder's name */
	const struct digest *base; /* the head on which the source rests, or NULL: any */
};

/* A row that the source and the database both changed since the base. */
struct import_conflict {
	enum noun_id noun;
	struct str key;
	const void *base, *database, *source; /* rows, or NULL where there is none */
};

struct import_result {
	struct snapshot *snapshot; /* the present after it, held for the caller: snapshot_release */
	struct snapshot_head head; /* the new head; the old one when nothing was different */
	size_t added, changed, removed;          /* rows */
	const struct import_conflict *conflicts; /* when ERR_CONFLICT was returned for the base */
	size_t n_conflicts;
	bool moved_on;     /* the database's head is not the base */
	bool base_unknown; /* nor was it ever: there is nothing to compare with */
};

/*
 * ERR_INVALID: refused, the diagnostics say why; ERR_CONFLICT: the base is not the head. In both cases
 * nothing was changed. Rows of the result live in the arena or in the snapshot.
 */
MUST_USE struct err import_plan(const struct app *app, struct arena *arena,
				const struct import_request *request,
				struct diagnostics *diagnostics, struct import_result *out);

/*
 * A snapshot of a source alone, for checking or comparing a folder without a database: refused cells
 * are told as diagnostics and the rest is kept.
 */
MUST_USE struct err read_plan(struct arena *arena, struct row_source *rows,
			      struct diagnostics *diagnostics, struct snapshot **out);

#endif
