/* What a rule takes from other rules must be computed before it. */
#include "vtl/hierarchy_order.h"

#include "base/map.h"

bool hierarchy_rule_is_copy(const struct hierarchy_rule *rule)
{
	return rule->relation == OPERATION_EQUAL && rule->n_terms == 1 &&
	       !rule->terms[0].is_minus && str_eq(rule->left, rule->terms[0].code);
}

/* A code that rules compute. */
struct item {
	size_t n_open;     /* rules that are still to compute it */
	size_t pass, last; /* the latest of those that have, and when */
	size_t needed_by;  /* the first of the needs */
};

/* A rule that takes the code; next: another, or NEED_NONE. */
struct need {
	size_t rule, next;
};

static const size_t NEED_NONE = SIZE_MAX;

/*
 * The rules are gone through again and again, and each time those are computed whose codes are there. Which pass
 * that is for a rule follows from the passes of the rules that it waits for, so that each is looked at once.
 */
struct ordering {
	const struct hierarchy *hierarchy;
	struct map numbers; /* of the items, by their codes */
	struct item *items;
	struct need *needs;
	size_t n_needs;
	size_t *n_missing; /* of each rule: codes that it waits for */
	size_t *passes;    /* of each rule */
	bool *is_done;
	size_t *ready; /* rules that wait for nothing any more */
	size_t n_ready, n_done;
};

static bool computes(const struct hierarchy_rule *rule)
{
	return rule->relation == OPERATION_EQUAL;
}

/* From the operand alone nothing needs to be computed before. */
static bool waits(const struct hierarchy *hierarchy, const struct hierarchy_rule *rule)
{
	return hierarchy->input != HIERARCHY_DATASET && !hierarchy_rule_is_copy(rule);
}

static struct err find_items(struct ordering *ordering, size_t *n_computing)
{
	const struct hierarchy *hierarchy = ordering->hierarchy;
	size_t n_items = 0;

	for (size_t r = 0; r < hierarchy->n_rules; r++) {
		uint64_t number = n_items;

		if (!computes(&hierarchy->rules[r]))
			continue;
		++*n_computing;
		if (!map_get(&ordering->numbers, hierarchy->rules[r].left, &number)) {
			TRY(map_put(&ordering->numbers, hierarchy->rules[r].left, number));
			ordering->items[n_items++].needed_by = NEED_NONE;
		}
		ordering->items[number].n_open++;
	}
	return OK;
}

static void find_needs(struct ordering *ordering)
{
	const struct hierarchy *hierarchy = ordering->hierarchy;

	for (size_t r = 0; r < hierarchy->n_rules; r++) {
		const struct hierarchy_rule *rule = &hierarchy->rules[r];

		if (!computes(rule))
			continue;
		for (size_t t = 0; waits(hierarchy, rule) && t < rule->n_terms; t++) {
			struct item *item;
			uint64_t number;

			if (!map_get(&ordering->numbers, rule->terms[t].code, &number))
				continue;
			item = &ordering->items[number];
			ordering->needs[ordering->n_needs] = (struct need){ r, item->needed_by };
			item->needed_by = ordering->n_needs++;
			ordering->n_missing[r]++;
		}
		if (ordering->n_missing[r] == 0)
			ordering->ready[ordering->n_ready++] = r;
	}
}

/* The item is there: in the same pass for the rules behind, in the next one for those before. */
static void tell_item(struct ordering *ordering, const struct item *item)
{
	for (size_t n = item->needed_by; n != NEED_NONE; n = ordering->needs[n].next) {
		size_t rule = ordering->needs[n].rule, pass = item->pass + (item->last > rule);

		if (ordering->passes[rule] < pass)
			ordering->passes[rule] = pass;
		if (--ordering->n_missing[rule] == 0)
			ordering->ready[ordering->n_ready++] = rule;
	}
}

static void take_rule(struct ordering *ordering, size_t rule)
{
	size_t pass = ordering->passes[rule];
	uint64_t number = 0;
	struct item *item;

	(void)map_get(&ordering->numbers, ordering->hierarchy->rules[rule].left, &number);
	item = &ordering->items[number];
	if (item->pass < pass || (item->pass == pass && item->last < rule)) {
		item->pass = pass;
		item->last = rule;
	}
	ordering->is_done[rule] = true;
	ordering->n_done++;
	if (--item->n_open == 0)
		tell_item(ordering, item);
}

/* By their passes, and in a pass as they are written. */
static struct err write_order(struct arena *arena, const struct ordering *ordering, size_t *order)
{
	size_t n_rules = ordering->hierarchy->n_rules, at = 0;
	size_t *places = NEW(arena, size_t, n_rules + 1);

	TRY_NEW(places);
	for (size_t r = 0; r < n_rules; r++)
		if (ordering->is_done[r])
			places[ordering->passes[r]]++;
	for (size_t pass = 0; pass <= n_rules; pass++) {
		size_t n = places[pass];

		places[pass] = at;
		at += n;
	}
	for (size_t r = 0; r < n_rules; r++)
		if (ordering->is_done[r])
			order[places[ordering->passes[r]]++] = r;
	return OK;
}

static struct err refuse_circle(const struct ordering *ordering, struct str name,
				struct fault *fault)
{
	const struct hierarchy_rule *rules = ordering->hierarchy->rules;
	size_t first = 0;

	while (ordering->is_done[first] || !computes(&rules[first]))
		first++;
	return fault_set(fault, 0,
			 S(N_("{1}: the rules need one another in a circle, rule {2} among them")),
			 (struct message_args){ { name, rules[first].name } });
}

struct err hierarchy_order(struct arena *arena, const struct hierarchy *hierarchy, struct str name,
			   size_t **order_out, size_t *n_out, struct fault *fault)
{
	struct ordering ordering = { .hierarchy = hierarchy };
	size_t n_rules = hierarchy->n_rules, n_terms = 0, n_computing = 0;
	size_t *order = NEW(arena, size_t, n_rules + 1);

	for (size_t r = 0; r < n_rules; r++)
		n_terms += hierarchy->rules[r].n_terms;
	TRY_NEW(order);
	TRY_NEW(ordering.items = NEW(arena, struct item, n_rules + 1));
	TRY_NEW(ordering.needs = NEW(arena, struct need, n_terms + 1));
	TRY_NEW(ordering.n_missing = NEW(arena, size_t, n_rules + 1));
	TRY_NEW(ordering.passes = NEW(arena, size_t, n_rules + 1));
	TRY_NEW(ordering.is_done = NEW(arena, bool, n_rules + 1));
	TRY_NEW(ordering.ready = NEW(arena, size_t, n_rules + 1));
	map_init(&ordering.numbers, arena);
	TRY(find_items(&ordering, &n_computing));
	find_needs(&ordering);
	while (ordering.n_ready > 0)
		take_rule(&ordering, ordering.ready[--ordering.n_ready]);
	if (ordering.n_done < n_computing)
		return refuse_circle(&ordering, name, fault);
	TRY(write_order(arena, &ordering, order));
	*order_out = order;
	*n_out = n_computing;
	return OK;
}
