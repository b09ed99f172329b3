/*
 * What the first page of a plan is made of: worked out once for a state and kept with the snapshot,
 * so that the page of a large plan costs no more than that of a small one.
 */
#ifndef APP_OVERVIEW_H
#define APP_OVERVIEW_H

#include "base/map.h"
#include "model/choices.h"
#include "model/plan.h"
#include "model/product.h"
#include "model/tree.h"

struct indicator;

/* How many of the outcomes or indicators have what they need. */
struct coverage {
	size_t count;
	size_t with_owner;
	size_t with_indicator; /* outcomes; by a link to them or, untold which, to their node */
	size_t with_baseline, with_target; /* indicators; with a value */
};

/* A node that delivers a product, by place in the tree and index among the products. */
struct delivery {
	size_t place, product;
};

/* Everything that the overview counts, for all plans of the database. */
struct overview {
	struct coverage outcomes, indicators;
	/* Those that name a variable; whether it has values is no matter of the tables. */
	const struct indicator *const *with_variable;
	size_t n_with_variable;
	size_t n_risks, n_severe;              /* severe: high in both probability and impact */
	size_t n_products;                     /* those without a parent: the categories */
	const struct product *const *products; /* in their order */
	const struct delivery *deliveries;     /* each pair once */
	size_t n_deliveries;
	struct map preliminary; /* the code of a plan to how many of its amounts are preliminary */
};

/* Good as long as the snapshot is held. */
MUST_USE struct err overview(const struct snapshot *snapshot, const struct overview **out);

#endif
