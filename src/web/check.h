/* The pages of the checks: what each looks for and why, and what it finds now. */
#ifndef WEB_CHECK_H
#define WEB_CHECK_H

#include "web/finding.h"
#include "web/prose.h"

struct check_row {
	struct str name, about, severity, severity_words;
	struct href page;
	size_t count;
};

struct checks_view {
	size_t n_checks, n_silent;
	struct {
		const struct check_row *at;
		size_t count;
	} rows;
};

struct check_view {
	struct check_row check;
	struct prose prose; /* empty when nothing was written about it */
	struct finding_rows rows;
	struct paging paging;
	struct href json;
};

#endif
