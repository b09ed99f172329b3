/* The first page of a plan: its money, its results, its risks and what is wrong or missing. */
#ifndef WEB_OVERVIEW_H
#define WEB_OVERVIEW_H

#include "web/parts.h"

/* "12 of 56 have an owner": how many of what have it, and where those are that do not. */
struct overview_count {
	size_t with, count;
	struct str words;
	struct str lacking; /* the link's words; empty: nothing lacks */
	struct href href;
};

struct overview_counts {
	const struct overview_count *at;
	size_t count;
};

/* One line of what changed last. */
struct overview_batch {
	struct moment at;
	struct str who, why;
	int64_t n_rows, n_slices; /* changed; of observations, by slices of variables */
	bool tells_rows;
	struct href href;
};

struct overview_view {
	struct said name;
	struct thing framework; /* its code is empty when the plan follows none */
	struct period period;
	struct str symbol, state;
	struct things other_plans;

	struct money total;
	struct str lead, kind, differing;
	size_t known, expected;
	bool is_preliminary;
	struct markup money_wide, money_narrow; /* one for a desk, one for a phone */
	struct markup chain_figure, risk_figure;
	struct href budget_page, framework_page, indicator_page, outcome_page, risk_page,
		findings_page, history_page, document_page;

	struct overview_counts outcomes, indicators;
	size_t n_outcomes, n_indicators, n_risks, n_severe;
	size_t n_errors, n_warnings, n_notes;
	struct findings_view worst;
	struct {
		const struct overview_batch *at;
		size_t count;
	} batches;
};

#endif
