/*
 * The budget of a plan as its document prints it: priorities with their topics, amounts, and each share
 * twice, as it is and as the source states it. A large plan is drilled: a priority shows its largest
 * topics here and all of them on a page of its own.
 */
#ifndef WEB_BUDGET_H
#define WEB_BUDGET_H

#include "web/money.h"
#include "web/parts.h"

struct budget_row {
	struct thing thing;
	struct str level; /* "Topic", as the framework calls it */
	bool is_below;    /* a child of the row above it */
	bool has_amount, is_partial;
	struct amount amount;
	size_t known, expected; /* of its parts that have an amount */
	bool stated_differs;    /* the total that the source states is another */
	struct amount stated;
	struct share_view of_parent, of_total;
	struct str state; /* where it is not that of all rows */
	size_t n_hidden;  /* children that stand on the node's own page */
	struct href all;  /* that page */
};

/* One region's part of the whole. */
struct region_row {
	struct thing thing;
	bool has_amount;
	struct amount amount;
	struct percent share;
	struct str qualifier, note;
};

/* Another budget of the same plan, or another plan's. */
struct budget_choice {
	struct str label;
	struct href href;
	bool is_current;
};

struct budget_view {
	struct said plan;
	struct thing node; /* the drilled one; its code is empty: the whole plan */
	struct str lead;   /* what is found, in a sentence */
	struct str differences;
	struct str state; /* of all rows: "Preliminary" */
	struct markup figure;
	struct str amount_heading;
	struct {
		const struct budget_row *at;
		size_t count;
	} rows;
	struct paging paging;
	bool has_total, total_is_partial;
	struct amount total, stated_total;
	bool stated_differs;
	size_t known, expected, n_foreign;
	struct markup regions_figure;
	struct str regions_lead;
	struct {
		const struct region_row *at;
		size_t count;
	} regions;
	struct {
		const struct budget_choice *at;
		size_t count;
	} choices;
	struct href csv;
	struct markup findings, download;
};

/* The rows of the regions and their figure (budget_region.c). */
MUST_USE struct err budget_regions(struct page *page, const struct budget *budget,
				   struct budget_view *v);

/* The rows alone of what pages open with, for the document: of the whole plan, or of one node. */
MUST_USE struct err budget_rows_of(struct page *page, struct str plan, struct str node,
				   struct budget_view *v);
MUST_USE struct err budget_regions_of(struct page *page, struct str plan, struct budget_view *v);

/* The drawing of the whole budget, capped (budget_figure.c). */
MUST_USE struct err budget_figure(struct page *page, const struct budgets *budgets,
				  const struct budget *budget, struct str framework,
				  struct markup *out);

#endif
