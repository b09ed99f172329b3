/* The risks of a plan: where they stand by probability and impact, and what is done about each. */
#ifndef WEB_RISK_H
#define WEB_RISK_H

#include "web/parts.h"

/* One risk in the list. */
struct risk_row {
	struct thing thing;
	struct said perspective;
	struct str probability, impact; /* the words of the reader's language; empty: not rated */
	bool is_severe;                 /* high in both */
	struct thing owner;             /* its code is empty: the plan does not say */
	struct date next_review;
	bool is_overdue;
	size_t n_mitigations;
};

struct risks_view {
	struct str lead;
	struct markup matrix;
	size_t n_not_drawn; /* risks beside those in the matrix */
	struct {
		const struct risk_row *at;
		size_t count;
	} rows;
	struct paging paging;
	struct markup download;
};

/* One thing that is done about a risk. */
struct mitigation_row {
	struct said name;
	struct thing owner;
	struct date due;
	struct str status;
};

struct risk_view {
	struct risk_row risk;
	struct said name;
	struct str level;
	struct {
		const struct mitigation_row *at;
		size_t count;
	} mitigations;
	struct markup findings, history, download;
};

#endif
