/* What a rule takes from other rules must be computed before it. */
#include "vtl/hierarchy_order.h"

#include "base/map.h"

bool hierarchy_rule_is_copy(const struct hierarchy_rule *rule)
{
	return rule->relation == OPERATION_EQUAL && rule->n_terms == 1 &&
	       !rule->terms[0].is_minus && str_eq(rule->left, rule->terms[0].code);
}

/* How many rules that are still to come compute the code. */
static uint64_t waiting(const struct map *open, struct str code)
{
	uint64_t count = 0;

	return map_get(open, code, &count) ? count : 0;
}

static bool is_free(const struct hierarchy *hierarchy, const struct hierarchy_rule *rule,
		    const struct map *open)
{
	/* From the operand alone nothing needs to be computed before. */
	if (hierarchy->input == HIERARCHY_DATASET || hierarchy_rule_is_copy(rule))
		return true;
	for (size_t t = 0; t < rule->n_terms; t++) {
		if (waiting(open, rule->terms[t].code) > 0)
			return false;
	}
	return true;
}

static struct err refuse_circle(const struct hierarchy *hierarchy, const bool *is_done,
				struct str name, struct fault *fault)
{
	size_t first = 0;

	while (is_done[first] || hierarchy->rules[first].relation != OPERATION_EQUAL)
		first++;
	return fault_set(fault, 0,
			 S(N_("{1}: the rules need one another in a circle, rule {2} among them")),
			 (struct message_args){ { name, hierarchy->rules[first].name } });
}

struct err hierarchy_order(struct arena *arena, const struct hierarchy *hierarchy, struct str name,
			   size_t **order_out, size_t *n_out, struct fault *fault)
{
	size_t n_rules = hierarchy->n_rules, n_equal = 0, n = 0, before;
	size_t *order = NEW(arena, size_t, n_rules + 1);
	bool *is_done = NEW(arena, bool, n_rules + 1);
	struct map open;

	TRY_NEW(order);
	TRY_NEW(is_done);
	map_init(&open, arena);
	for (size_t r = 0; r < n_rules; r++) {
		const struct hierarchy_rule *rule = &hierarchy->rules[r];

		if (rule->relation != OPERATION_EQUAL)
			continue;
		TRY(map_put(&open, rule->left, waiting(&open, rule->left) + 1));
		n_equal++;
	}
	/* As often as there are levels. */
	for (before = SIZE_MAX; n < n_equal && n != before;) {
		before = n;
		for (size_t r = 0; r < n_rules; r++) {
			const struct hierarchy_rule *rule = &hierarchy->rules[r];

			if (is_done[r] || rule->relation != OPERATION_EQUAL ||
			    !is_free(hierarchy, rule, &open))
				continue;
			is_done[r] = true;
			order[n++] = r;
			TRY(map_put(&open, rule->left, waiting(&open, rule->left) - 1));
		}
	}
	if (n < n_equal)
		return refuse_circle(hierarchy, is_done, name, fault);
	*order_out = order;
	*n_out = n;
	return OK;
}
