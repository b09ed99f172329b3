/* A depth-first walk over "uses the result of", with a stack of its own. */
#include "vtl/sequence.h"

#include "base/list.h"
#include "base/map.h"
#include "vtl/token.h"

struct walker {
	struct arena *arena;
	const struct map *results; /* names in lower case */
	struct list *uses;         /* size_t: statements whose results are named; NULL-free */
};

static struct err note_name(struct walker *walker, const struct name *name)
{
	struct arena_mark mark = arena_mark(walker->arena);
	struct str key;
	uint64_t found;
	bool is_result;

	TRY(name_lower(walker->arena, name->text, &key));
	is_result = map_get(walker->results, key, &found);
	arena_rewind(walker->arena, mark);
	return is_result ? list_push(walker->uses, &(size_t){ (size_t)found }) : OK;
}

static struct err walk(struct walker *walker, const struct node *node);

static struct err walk_list(struct walker *walker, const struct node_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		TRY(walk(walker, list->at[i]));
	return OK;
}

static struct err walk_clause(struct walker *walker, const struct clause_syntax *clause)
{
	TRY(walk(walker, clause->expression));
	for (size_t i = 0; i < clause->n_assignments; i++)
		TRY(walk(walker, clause->assignments[i].value));
	for (size_t i = 0; i < clause->n_fixings; i++)
		TRY(walk(walker, clause->fixings[i].value));
	TRY(walk(walker, clause->grouping.conversion));
	return walk(walker, clause->grouping.having);
}

static struct err walk_join(struct walker *walker, const struct join_syntax *join)
{
	for (size_t i = 0; i < join->n_items; i++)
		TRY(walk(walker, join->items[i].dataset));
	for (size_t i = 0; i < join->n_clauses; i++)
		TRY(walk_clause(walker, &join->clauses[i]));
	return OK;
}

static struct err walk_check(struct walker *walker, const struct check_syntax *check)
{
	TRY(walk(walker, check->operand));
	TRY(walk(walker, check->errorcode));
	TRY(walk(walker, check->errorlevel));
	return walk(walker, check->imbalance);
}

static struct err walk(struct walker *walker, const struct node *node)
{
	if (!node)
		return OK;
	switch (node->kind) {
	case NODE_NAME:
		return note_name(walker, &node->name);
	case NODE_MEMBER:
		return walk(walker, node->member.dataset);
	case NODE_OPERATION:
		return walk_list(walker, &node->operation.operands);
	case NODE_CALL:
		return walk_list(walker, &node->call.arguments);
	case NODE_CAST:
		return walk(walker, node->cast.operand);
	case NODE_TIME_AGG:
		TRY(walk(walker, node->time_agg.to));
		return walk(walker, node->time_agg.operand);
	case NODE_DATASETS:
		TRY(walk(walker, node->datasets.shift));
		return walk_list(walker, &node->datasets.operands);
	case NODE_AGGREGATE:
		TRY(walk(walker, node->aggregate.operand));
		TRY(walk(walker, node->aggregate.grouping.conversion));
		return walk(walker, node->aggregate.grouping.having);
	case NODE_ANALYTIC:
		return walk(walker, node->analytic.operand);
	case NODE_CLAUSE:
		TRY(walk(walker, node->clause.dataset));
		return walk_clause(walker, &node->clause.clause);
	case NODE_JOIN:
		return walk_join(walker, &node->join);
	case NODE_CHECK:
		return walk_check(walker, &node->check);
	default:
		return OK;
	}
}

/* A statement on the way: the next of its uses to be visited. */
struct visit {
	size_t statement, next;
};

struct ordering {
	const struct list *uses; /* of each statement */
	bool *seen;
	size_t *order, n_ordered;
	struct list stack; /* struct visit */
};

static struct err enter(struct ordering *ordering, size_t statement)
{
	if (ordering->seen[statement])
		return OK;
	ordering->seen[statement] = true;
	return list_push(&ordering->stack, &(struct visit){ statement, 0 });
}

static struct err visit_from(struct ordering *ordering, size_t first)
{
	TRY(enter(ordering, first));
	while (ordering->stack.count > 0) {
		struct visit *visit =
			LIST_AT(ordering->stack, struct visit, ordering->stack.count - 1);
		const struct list *uses = &ordering->uses[visit->statement];

		if (visit->next < uses->count) {
			TRY(enter(ordering, *LIST_AT(*uses, size_t, visit->next++)));
		} else {
			ordering->order[ordering->n_ordered++] = visit->statement;
			ordering->stack.count--;
		}
	}
	return OK;
}

struct err statements_sequence(struct arena *arena, const struct statement *const *statements,
			       size_t n, size_t **out)
{
	struct ordering ordering = { .stack = LIST(arena, struct visit) };
	struct list *uses;
	struct map results;

	TRY_NEW(uses = NEW(arena, struct list, n + 1));
	TRY_NEW(ordering.seen = NEW(arena, bool, n + 1));
	TRY_NEW(ordering.order = NEW(arena, size_t, n + 1));
	map_init(&results, arena);
	for (size_t i = 0; i < n; i++) {
		struct str key;

		TRY(name_lower(arena, statements[i]->name.text, &key));
		TRY(map_put(&results, key, i));
	}
	for (size_t i = 0; i < n; i++) {
		struct walker walker = { arena, &results, &uses[i] };

		uses[i] = LIST(arena, size_t);
		TRY(walk(&walker, statements[i]->assign.expression));
	}
	ordering.uses = uses;
	for (size_t i = 0; i < n; i++)
		TRY(visit_from(&ordering, i));
	*out = ordering.order;
	return OK;
}
