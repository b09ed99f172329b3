/* The order in which the rules of a hierarchy are computed. Private to hierarchies. */
#ifndef VTL_HIERARCHY_ORDER_H
#define VTL_HIERARCHY_ORDER_H

#include "vtl/hierarchy.h"

/* "A = A": the item's data points are brought into the result as they are. */
bool hierarchy_rule_is_copy(const struct hierarchy_rule *rule);

/*
 * The numbers of the rules with =, each behind those that compute what it takes. In the arena. ERR_INVALID
 * with *fault: rules need one another in a circle. name: of the operator.
 */
MUST_USE struct err hierarchy_order(struct arena *arena, const struct hierarchy *hierarchy,
				    struct str name, size_t **order_out, size_t *n_out,
				    struct fault *fault);

#endif
