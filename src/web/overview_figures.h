/* The figures of the first page: money by priority, the results chain, the matrix of risks. */
#ifndef WEB_OVERVIEW_FIGURES_H
#define WEB_OVERVIEW_FIGURES_H

#include "app/overview.h"
#include "web/money.h"

/* What the figures are drawn from. */
struct overview_scene {
	struct page *page;
	const struct plan *plan;
	const struct tree *tree;
	const struct overview *counted;
	struct money_scene money;
	const size_t *tops; /* places of the plan's framework at the top of the tree */
	size_t n_tops;
};

MUST_USE struct err overview_scene_of(struct page *page, const struct plan *plan,
				      struct overview_scene *out);

/* Nothing is written when there is nothing to draw. */
MUST_USE struct err overview_money_figure(const struct overview_scene *scene, struct str id,
					  int width, struct markup *out);
MUST_USE struct err overview_chain_figure(const struct overview_scene *scene, struct markup *out);
MUST_USE struct err overview_risk_figure(const struct overview_scene *scene, struct markup *out);

#endif
