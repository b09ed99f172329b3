/*
 * The catalogue of checks: a plan is checked like a program. Each check has a stable name, reads a
 * snapshot and produces findings; one file a family, one row a check. A check knows no words (app
 * makes them), no format and no database, and it never fails on what it reads: only for want of
 * memory.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "model/finding.h"
#include "model/snapshot.h"

/* One run of one check. */
struct check_run {
	const struct snapshot *snapshot;
	struct date day;      /* today, for checks of what is overdue */
	struct arena *arena;  /* the findings' texts may live here or in the snapshot */
	struct list *findings; /* struct finding */
	const struct check *check;
};

struct check {
	struct str name;
	enum severity severity; /* of its findings, unless the finding says otherwise */
	uint64_t nouns;         /* NOUN_BIT of each noun that it reads */
	bool dated;             /* it also depends on the day */
	struct err (*run)(const struct check_run *run);
};

/* A family: the checks of one file. */
struct check_family {
	struct str name;
	const struct check *checks;
	size_t count;
};

struct findings {
	const struct finding *at;
	size_t count;
};

/* The catalogue in its order: errors, warnings, notes are mixed within families. */
size_t check_count(void);
const struct check *check_at(size_t i);
const struct check *check_named(struct str name); /* NULL when there is none */

/*
 * All findings, ordered by severity, then by the catalogue, then by key; kept with the snapshot, so
 * that asking again costs nothing and after a change only the checks concerned run again.
 */
MUST_USE struct err check_findings(const struct snapshot *snapshot, struct date day,
				   struct findings *out);

/* Those about one row, in the same order. */
MUST_USE struct err check_findings_about(const struct snapshot *snapshot, struct date day,
					 struct str table, struct str key, struct findings *out);

/* How many there are of each severity. */
MUST_USE struct err check_counts(const struct snapshot *snapshot, struct date day,
				 size_t counts[SEVERITY_COUNT]);

/* For the families: records a finding of the running check; stated and computed may be empty. */
MUST_USE struct err check_found(const struct check_run *run, struct finding finding);

#endif
