/* Sums of budget lines: sorted by node and by how they split its amount, then added upwards. */
#include "model/budget.h"

#include "base/limits.h"
#include "base/list.h"
#include "model/action.h"
#include "model/plan.h"

#include <assert.h>

/* How a line splits the amount of its node; the first that is there counts. */
enum split { SPLIT_NONE, SPLIT_REGION, SPLIT_ACTION, SPLIT_COUNT };

/* An amount that is being added up. */
struct heap {
	int64_t amount;
	bool any, too_large;
	bool open;    /* a line that belongs to it has no amount */
	bool foreign; /* a line that belongs to it is in another currency */
};

/* The own lines of one node. */
struct own {
	struct heap heaps[SPLIT_COUNT];
};

/* One budget under construction. */
struct casting {
	struct budget budget;
	struct budget_sum *nodes; /* by place; with the stated totals from the start */
	struct own *own;          /* by place, and behind the last one the whole plan */
};

/* All of them. */
struct caster {
	const struct snapshot *snapshot;
	const struct tree *tree;
	struct arena *arena, *scratch;
	struct list castings; /* struct casting */
};

static void heap_add(struct heap *heap, int64_t amount)
{
	heap->any = true;
	if (!heap->too_large && !money_add(heap->amount, amount, &heap->amount))
		heap->too_large = true;
}

static enum split split_of(const struct budget_line *line)
{
	if (!str_empty(line->action))
		return SPLIT_ACTION;
	return str_empty(line->region) ? SPLIT_NONE : SPLIT_REGION;
}

/* The kind of budget that the line belongs to: stated totals are of what is allocated. */
static int budget_kind(const struct budget_line *line)
{
	return line->kind == BUDGET_LINE_KIND_STATED_TOTAL ? BUDGET_LINE_KIND_ALLOCATED
							   : line->kind;
}

static bool is_budget(const struct budget *budget, struct str plan, struct period period, int kind)
{
	return budget->kind == kind && period_cmp(budget->period, period) == 0 &&
	       str_eq(budget->plan, plan);
}

static struct err casting_new(struct caster *caster, const struct budget_line *line)
{
	const struct plan *plan = snapshot_find(caster->snapshot, NOUN_PLAN, line->plan);
	struct casting casting = {
		.budget = {
			.plan = line->plan,
			.period = line->period,
			.kind = budget_kind(line),
			.currency = plan ? plan->currency : S(""),
		},
	};
	size_t n = caster->tree->count;

	TRY_NEW(casting.nodes = NEW(caster->arena, struct budget_sum, n));
	TRY_NEW(casting.own = NEW(caster->scratch, struct own, n + 1));
	return list_push(&caster->castings, &casting);
}

/* Lines of one budget follow one another but for stated totals: the search begins at the end. */
static struct err casting_of(struct caster *caster, const struct budget_line *line,
			     struct casting **out)
{
	for (size_t i = caster->castings.count; i-- > 0;) {
		struct casting *casting = LIST_AT(caster->castings, struct casting, i);

		if (is_budget(&casting->budget, line->plan, line->period, budget_kind(line))) {
			*out = casting;
			return OK;
		}
	}
	TRY(casting_new(caster, line));
	*out = LIST_AT(caster->castings, struct casting, caster->castings.count - 1);
	return OK;
}

/* The place of the line's node; the tree's count for the whole plan; TREE_NONE when it is lost. */
static size_t line_place(const struct caster *caster, const struct budget_line *line)
{
	struct str node = line->node;

	if (str_empty(node) && !str_empty(line->action)) {
		const struct action *action =
			snapshot_find(caster->snapshot, NOUN_ACTION, line->action);

		node = action ? action->node : S("");
	}
	return str_empty(node) ? caster->tree->count : tree_place(caster->tree, node);
}

static void add_stated(const struct caster *caster, struct casting *casting,
		       const struct budget_line *line, size_t place)
{
	if (split_of(line) != SPLIT_NONE || !str_empty(line->fund))
		return;
	if (place == caster->tree->count)
		casting->budget.total.stated = line;
	else
		casting->nodes[place].stated = line;
}

static struct err add_line(struct caster *caster, const struct budget_line *line)
{
	size_t place = line_place(caster, line);
	struct casting *casting;
	struct heap *heap;

	if (line->kind == 0 || place == TREE_NONE)
		return OK;
	TRY(casting_of(caster, line, &casting));
	if (line->kind == BUDGET_LINE_KIND_STATED_TOTAL) {
		add_stated(caster, casting, line, place);
		return OK;
	}
	heap = &casting->own[place].heaps[split_of(line)];
	if (line->amount == MONEY_EMPTY) {
		heap->open = true;
		return OK;
	}
	if (str_empty(casting->budget.currency))
		casting->budget.currency = line->currency;
	if (str_eq(casting->budget.currency, line->currency)) {
		heap_add(heap, line->amount);
		return OK;
	}
	heap->foreign = true;
	casting->budget.n_foreign++;
	return OK;
}

static const struct heap *own_amount(const struct own *own)
{
	for (int split = SPLIT_NONE; split < SPLIT_COUNT; split++)
		if (own->heaps[split].any)
			return &own->heaps[split];
	return &own->heaps[SPLIT_NONE];
}

/* Would the amount of the node be another one if all currencies were one? */
static bool own_foreign(const struct own *own)
{
	for (int split = SPLIT_NONE; split < SPLIT_COUNT; split++) {
		if (own->heaps[split].foreign)
			return true;
		if (own->heaps[split].any)
			return false;
	}
	return false;
}

static void sum_add(struct budget_sum *sum, struct heap add)
{
	struct heap heap = {
		.amount = sum->amount == MONEY_EMPTY ? 0 : sum->amount,
		.too_large = sum->too_large,
	};

	if (!add.any && !add.too_large)
		return;
	heap_add(&heap, add.amount);
	sum->too_large = heap.too_large || add.too_large;
	sum->amount = sum->too_large ? MONEY_EMPTY : heap.amount;
}

static void sum_add_sum(struct budget_sum *sum, const struct budget_sum *part)
{
	bool any = part->amount != MONEY_EMPTY;

	sum_add(sum, (struct heap){
			     .amount = any ? part->amount : 0,
			     .any = any,
			     .too_large = part->too_large,
		     });
	sum->foreign |= part->foreign;
	sum->known += part->known;
	sum->expected += part->expected;
}

/* What is stated for a sum, in the currency of the budget; MONEY_EMPTY when nothing is. */
static int64_t stated_amount(const struct budget *budget, const struct budget_sum *sum)
{
	return sum->stated && str_eq(sum->stated->currency, budget->currency) ? sum->stated->amount
									      : MONEY_EMPTY;
}

/* Adds the wholes of the parts; one that is unknown, or too large, makes the whole unknown. */
static void whole_add(struct budget_sum *sum, const struct budget_sum *part)
{
	if (part->amount == MONEY_EMPTY && !part->open && !part->too_large)
		return;
	if (sum->open && sum->whole == MONEY_EMPTY)
		return;
	sum->open |= part->open;
	if (part->whole == MONEY_EMPTY ||
	    !money_add(sum->whole == MONEY_EMPTY ? 0 : sum->whole, part->whole, &sum->whole))
		sum->whole = MONEY_EMPTY;
}

/* After its parts were added: closed, the whole is the amount; open, what is stated comes first. */
static void whole_settle(const struct budget *budget, struct budget_sum *sum,
			 const struct heap *own)
{
	int64_t stated = stated_amount(budget, sum);

	if (own->any) { /* What is below splits an amount that is known. */
		sum->open = own->open;
		sum->whole = own->open ? MONEY_EMPTY : sum->amount;
	} else if (own->open) {
		sum->open = true;
		sum->whole = MONEY_EMPTY;
	}
	if (!sum->open)
		sum->whole = sum->amount;
	else if (stated != MONEY_EMPTY)
		sum->whole = stated;
}

/* Must the node at the place have an amount in the plan, as its level says? */
static bool expects_amount(const struct tree *tree, size_t place, const struct plan *plan)
{
	const struct tree_node *t = &tree->at[place];

	return plan && t->level && t->level->carries_budget == YES &&
	       str_eq(node_framework(t->node), plan->framework);
}

/* From the last place to the first: a node's descendants are done before it. */
static void add_upwards(const struct caster *caster, struct casting *casting)
{
	const struct tree *tree = caster->tree;
	const struct plan *plan = snapshot_find(caster->snapshot, NOUN_PLAN, casting->budget.plan);
	struct budget_sum *total = &casting->budget.total;

	for (size_t i = 0; i < tree->count; i++)
		casting->nodes[i].amount = casting->nodes[i].whole = MONEY_EMPTY;
	total->amount = total->whole = MONEY_EMPTY;
	for (size_t i = tree->count; i-- > 0;) {
		struct budget_sum *sum = &casting->nodes[i];
		const struct heap *own = own_amount(&casting->own[i]);
		size_t parent = tree->at[i].parent;

		sum_add(sum, *own);
		sum->foreign |= own_foreign(&casting->own[i]);
		if (tree_is_leaf(tree, i)) {
			sum->known = own->any;
			sum->expected = own->any || expects_amount(tree, i, plan);
		}
		whole_settle(&casting->budget, sum, own);
		sum_add_sum(parent == TREE_NONE ? total : &casting->nodes[parent], sum);
		whole_add(parent == TREE_NONE ? total : &casting->nodes[parent], sum);
	}
	if (total->amount == MONEY_EMPTY && !total->too_large) {
		sum_add(total, casting->own[tree->count].heaps[SPLIT_NONE]);
		total->foreign |= casting->own[tree->count].heaps[SPLIT_NONE].foreign;
	}
	whole_settle(&casting->budget, total, &(struct heap){ 0 });
	casting->budget.nodes = casting->nodes;
}

static struct err cast(struct caster *caster, struct budgets *budgets)
{
	struct rows rows = snapshot_rows(caster->snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line;
	struct budget *at;

	TRY(snapshot_tree(caster->snapshot, &caster->tree));
	while ((line = rows_next(&rows)))
		TRY(add_line(caster, line));
	TRY_NEW(at = NEW(caster->arena, struct budget, caster->castings.count));
	for (size_t i = 0; i < caster->castings.count; i++) {
		struct casting *casting = LIST_AT(caster->castings, struct casting, i);

		add_upwards(caster, casting);
		at[i] = casting->budget;
	}
	*budgets = (struct budgets){ caster->tree, at, caster->castings.count };
	return OK;
}

static struct err budgets_make(const struct snapshot *snapshot, const void *about, struct date day,
			       struct arena *arena, const void **out)
{
	struct arena scratch;
	struct caster caster = {
		.snapshot = snapshot,
		.arena = arena,
		.scratch = &scratch,
		.castings = LIST(&scratch, struct casting),
	};
	struct budgets *budgets;
	struct err e;

	(void)about;
	(void)day;
	TRY_NEW(budgets = NEW(arena, struct budgets, 1));
	arena_init(&scratch, LIMIT_DERIVED_ARENA);
	e = cast(&caster, budgets);
	arena_finish(&scratch);
	*out = budgets;
	return e;
}

struct err snapshot_budgets(const struct snapshot *snapshot, const struct budgets **out)
{
	static const struct derivation derivation = {
		.name = "budgets",
		.nouns = NOUN_BIT(NOUN_FRAMEWORK) | NOUN_BIT(NOUN_LEVEL) | NOUN_BIT(NOUN_NODE) |
			 NOUN_BIT(NOUN_PLAN) | NOUN_BIT(NOUN_ACTION) | NOUN_BIT(NOUN_BUDGET_LINE),
		.make = budgets_make,
	};
	const void *value;

	TRY(snapshot_derive(snapshot, &derivation, DATE_EMPTY, &value));
	*out = value;
	return OK;
}

const struct budget *budgets_find(const struct budgets *budgets, struct str plan,
				  struct period period, enum budget_line_kind kind)
{
	for (size_t i = 0; i < budgets->count; i++)
		if (is_budget(&budgets->at[i], plan, period, (int)kind))
			return &budgets->at[i];
	return NULL;
}
