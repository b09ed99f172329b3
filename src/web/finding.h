/*
 * What the checks find in the plan: all of it, grouped by check, with filters that stand in the
 * address. Also the page of each check, which explains it and lists what it finds now.
 */
#ifndef WEB_FINDING_H
#define WEB_FINDING_H

#include "check/check.h"
#include "web/parts.h"

/* Which findings were asked for: ?check=, ?severity=, ?table=. */
struct finding_filter {
	const struct check *check; /* NULL: of every check */
	const struct noun *noun;   /* NULL: about every table */
	int severity;              /* enum severity, or -1: every one */
};

/* ERR_INVALID for a name that does not exist. */
MUST_USE struct err finding_filter_read(const struct request *request, struct finding_filter *out);

bool finding_passes(const struct finding_filter *filter, const struct finding *finding);

/* A finding with the thing that it is about and the very row, which is often another one. */
struct finding_row {
	struct finding_view finding;
	struct str kind;   /* of the row: "Budget line" */
	struct href page;  /* of the row; empty when the table has none */
	struct str column; /* its label; empty: the whole row */
};

MUST_USE struct err finding_row_of(const struct page *page, const struct finding *finding,
				   struct finding_row *out);

struct finding_rows {
	const struct finding_row *at;
	size_t count;
};

/* The findings of one check. */
struct finding_group {
	struct str check, about;
	struct href page;
	size_t total;
	struct finding_rows rows; /* the first of them */
	struct href all;          /* empty: these are all */
};

/* One choice of a filter. */
struct filter_option {
	struct str value, words;
	bool is_chosen;
};

struct filter_options {
	const struct filter_option *at;
	size_t count;
};

struct findings_page {
	struct str lead;
	struct filter_options severities, tables, checks;
	size_t counts[SEVERITY_COUNT];
	struct str errors, warnings, notes; /* the counts in words */
	struct href errors_page, warnings_page, notes_page;
	struct href action, reset; /* reset is empty while nothing is filtered */
	struct str lang;
	struct date as_of;
	size_t n_shown;
	struct {
		const struct finding_group *at;
		size_t count;
	} groups;
	struct href json;
};

#endif
