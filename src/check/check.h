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
	const struct check *check;
	const struct snapshot *snapshot;
	struct date day;     /* today, for a check that is dated; else empty */
	struct arena *arena; /* of the findings: their texts live here or in the snapshot's rows */
	struct arena *scratch; /* for this run alone */
	struct list *findings; /* struct finding */
};

struct check {
	struct str name;
	enum severity severity; /* of what check_found records */
	uint64_t nouns;         /* NOUN_BIT of each noun that it reads, and of no other */
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

/* The catalogue in its order: family after family. */
size_t check_count(void);
const struct check *check_at(size_t i);           /* i < check_count() */
const struct check *check_named(struct str name); /* NULL when there is none */

/*
 * All findings, ordered by severity, then by the catalogue, then by key; kept with the snapshot, so
 * that asking again costs nothing and after a change only the checks concerned run again.
 */
MUST_USE struct err check_findings(const struct snapshot *snapshot, struct date day,
				   struct findings *out);

/* Those of one check, by severity, then by key. */
MUST_USE struct err check_findings_of(const struct snapshot *snapshot, struct date day,
				      const struct check *check, struct findings *out);

/* Those about one row, by severity, then by the catalogue, in the caller's arena. */
MUST_USE struct err check_findings_about(const struct snapshot *snapshot, struct date day,
					 struct str table, struct str key, struct arena *arena,
					 struct findings *out);

/* How many there are of each severity; makes no list of all of them. */
MUST_USE struct err check_counts(const struct snapshot *snapshot, struct date day,
				 size_t counts[SEVERITY_COUNT]);

/* A finding without figures, to be filled further. */
static inline struct finding finding_at(struct str table, struct str key, struct str column)
{
	return (struct finding){
		.table = table,
		.key = key,
		.column = column,
		.stated = DECIMAL_EMPTY,
		.computed = DECIMAL_EMPTY,
	};
}

/*
 * For the families: records a finding of the running check, whose name and severity it gets. One
 * without a key has no place to be shown at and is left out.
 */
MUST_USE struct err check_found(const struct check_run *run, struct finding finding,
				struct finding_args args);

/* The same as a note, whatever the check's severity. */
MUST_USE struct err check_noted(const struct check_run *run, struct finding finding,
				struct finding_args args);

#endif
