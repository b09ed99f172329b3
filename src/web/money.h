/* Amounts and shares on pages: what is computed, and beside it what the source states. */
#ifndef WEB_MONEY_H
#define WEB_MONEY_H

#include "app/shares.h"
#include "web/page.h"

/* A share with the stated one; the template says which is which, and marks a real difference. */
struct share_view {
	struct percent computed, stated; /* empty: there is none */
	struct str qualifier;            /* "approximately", in the reader's language, or empty */
	bool differs;
};

struct share_view share_view_of(const struct page *page, const struct share *share);

/* The budget that the page shows of a plan, with what it stands in. */
struct money_scene {
	const struct budgets *budgets;
	const struct budget *budget; /* NULL: the plan has none */
	struct str kind;             /* "Allocated", in the reader's language */
};

MUST_USE struct err money_scene_of(const struct page *page, const struct plan *plan,
				   struct money_scene *out);

/* How many of the plan's stated shares, at any depth, are not what its amounts give. */
MUST_USE struct err count_differing_shares(const struct page *page, struct str plan, size_t *out);

/* The word of a choice of a noun's field in the reader's language; empty for 0. */
struct str page_choice(const struct page *page, enum noun_id noun, struct str field, int choice);

/* A period as the reader's language writes it. */
struct str page_period(const struct page *page, struct period period);

#endif
