/* The families of the catalogue, each defined in the file of its name. Private to the room. */
#ifndef CHECK_FAMILIES_H
#define CHECK_FAMILIES_H

#include "check/check.h"

extern const struct check_family share_checks;
extern const struct check_family region_checks;
extern const struct check_family budget_checks;
extern const struct check_family ceiling_checks;
extern const struct check_family result_checks;
extern const struct check_family product_checks;
extern const struct check_family indicator_checks;
extern const struct check_family target_checks;
extern const struct check_family link_checks;
extern const struct check_family node_checks;
extern const struct check_family tree_checks;
extern const struct check_family area_checks;
extern const struct check_family date_checks;
extern const struct check_family risk_checks;
extern const struct check_family observed_checks;

/* What the tree of nodes, and the sums of budgets, rest on: for the nouns of a check. */
#define TREE_NOUNS (NOUN_BIT(NOUN_FRAMEWORK) | NOUN_BIT(NOUN_LEVEL) | NOUN_BIT(NOUN_NODE))
#define BUDGET_NOUNS \
	(TREE_NOUNS | NOUN_BIT(NOUN_PLAN) | NOUN_BIT(NOUN_ACTION) | NOUN_BIT(NOUN_BUDGET_LINE))

#endif
