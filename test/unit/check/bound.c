/* Sums within bounds against the same sums taken line by line. */
#include "check/rows.h"

#include "check/bound.h"
#include "model/action.h"
#include "model/budget.h"

enum { NODES = 40, LINES = 300, BOUNDS = 400, ROUNDS = 20 };

static const char *const regions[] = { "", "AFR", "EUR" };
static const char *const funds[] = { "", "A", "B" };
static const char *const currencies[] = { "CHF", "CHF", "EUR" };

static const char *one_of(uint64_t *seed, const char *const texts[3])
{
	return texts[dice_throw(seed, 3)];
}

static void random_plan(struct table_of_rows *rows, uint64_t *seed)
{
	rows_add(rows, NOUN_PLAN, "code=P framework=F name=Plan currency=CHF");
	for (unsigned i = 0; i < NODES; i++) {
		unsigned parent = (unsigned)dice_throw(seed, i + 1);

		if (parent == i)
			rows_add(rows, NOUN_NODE, "code=N%u level=F/topic name=Node", i);
		else
			rows_add(rows, NOUN_NODE, "code=N%u level=F/topic name=Node parent=N%u", i,
				 parent);
	}
	for (unsigned i = 0; i < NODES; i++)
		rows_add(rows, NOUN_ACTION, "code=A%u plan=P node=N%u name=Action", i, i);
}

/* Keys must not repeat: the action, where there is one, or else the node's turn, tells lines apart. */
static struct snapshot *random_lines(struct table_of_rows *rows, uint64_t *seed)
{
	struct snapshot *plan, *whole;

	random_plan(rows, seed);
	plan = rows_apply(rows, NULL);
	for (unsigned i = 0; i < LINES; i++) {
		unsigned kind = (unsigned)dice_throw(seed, 8), node = i % NODES;
		const char *region = regions[i / NODES % 3], *fund = funds[i / NODES / 3 % 3];
		const char *currency = one_of(seed, currencies);
		unsigned amount = (unsigned)dice_throw(seed, 1000);

		if (kind == 0)
			rows_add(rows, NOUN_BUDGET_LINE,
				 "plan=P period=2026 kind=allocated action=A%u fund=%s region=%s "
				 "currency=%s amount=%u",
				 node, fund, region, currency, amount);
		else if (kind == 1)
			rows_add(rows, NOUN_BUDGET_LINE,
				 "plan=P period=%u kind=allocated node=N%u fund=%s region=%s "
				 "currency=%s amount=%u",
				 2027 + i, node, fund, region, currency, amount);
		else if (kind < 7)
			rows_add(rows, NOUN_BUDGET_LINE,
				 "plan=P period=2026 kind=allocated node=N%u fund=%s region=%s "
				 "currency=%s amount=%u",
				 node, fund, region, currency, amount);
	}
	whole = rows_apply(rows, plan);
	snapshot_release(plan);
	return whole;
}

static bool is_within(const struct snapshot *snapshot, const struct tree *tree,
		      const struct bound *bound, const struct budget_line *line, size_t *place)
{
	struct str node = line->node;
	size_t top;

	if (str_empty(node)) {
		const struct action *action = snapshot_find(snapshot, NOUN_ACTION, line->action);

		assert_non_null(action);
		node = action->node;
	}
	*place = tree_place(tree, node);
	top = str_empty(bound->node) ? *place : tree_place(tree, bound->node);
	return period_cmp(line->period, bound->period) == 0 &&
	       str_eq(line->currency, bound->currency) &&
	       (str_empty(bound->fund) || str_eq(bound->fund, line->fund)) &&
	       (str_empty(bound->region) || str_eq(bound->region, line->region)) &&
	       (*place == top || tree_is_below(tree, *place, top));
}

static int split_of(const struct budget_line *line)
{
	return !str_empty(line->action) ? 2 : !str_empty(line->region) ? 1 : 0;
}

/* The sum and the number of lines, by the rule as the header words it. */
static int64_t slow_sum(const struct snapshot *snapshot, const struct tree *tree,
			const struct bound *bound, size_t *n_lines)
{
	int64_t sums[NODES][3] = { 0 }, sum = 0;
	size_t counts[NODES][3] = { 0 };
	struct rows rows = snapshot_rows(snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line;
	size_t place;

	while ((line = rows_next(&rows)))
		if (is_within(snapshot, tree, bound, line, &place)) {
			sums[place][split_of(line)] += line->amount;
			counts[place][split_of(line)]++;
		}
	*n_lines = 0;
	for (size_t i = 0; i < NODES; i++) {
		int split = 0;

		while (split < 2 && counts[i][split] == 0)
			split++;
		sum += sums[i][split];
		*n_lines += counts[i][split];
	}
	return sum;
}

static struct period year(int32_t n)
{
	return (struct period){ PERIOD_YEAR, date_of(n, 1, 1) };
}

static void ask(struct table_of_rows *rows, uint64_t *seed, struct list *bounds)
{
	for (unsigned i = 0; i < BOUNDS; i++) {
		unsigned node = (unsigned)dice_throw(seed, (uint64_t)2 * NODES);
		struct bound bound = {
			.plan = S("P"),
			.period = year(dice_throw(seed, 4) == 0 ? 2030 : 2026),
			.region = str_of(one_of(seed, regions)),
			.fund = str_of(one_of(seed, funds)),
			.currency = str_of(one_of(seed, currencies)),
		};

		if (node < NODES)
			bound.node = str_format(&rows->arena, "N%u", node);
		assert_ok(list_push(bounds, &bound));
	}
}

static void test_bounds__add_as_a_slow_reader_would(void **state)
{
	uint64_t seed = 20261124;
	size_t answered = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		struct table_of_rows rows;
		struct snapshot *snapshot;
		const struct tree *tree;
		struct list bounds;

		rows_open(&rows);
		snapshot = random_lines(&rows, &seed);
		bounds = LIST(&rows.arena, struct bound);
		ask(&rows, &seed, &bounds);
		assert_ok(snapshot_tree(snapshot, &tree));
		assert_ok(bounds_fill(snapshot, &rows.arena, &bounds));
		for (size_t i = 0; i < bounds.count; i++) {
			const struct bound *bound = LIST_AT(bounds, struct bound, i);
			size_t n_lines;

			assert_int_equal(bound->sum, slow_sum(snapshot, tree, bound, &n_lines));
			assert_int_equal(bound->n_lines, n_lines);
			answered += n_lines > 0;
		}
		snapshot_release(snapshot);
		rows_close(&rows);
	}
	assert_true(answered > ROUNDS * BOUNDS / 4);
}

/* Without region and fund they are the sums of the plan's budget. */
static void test_bounds__agree_with_the_sums_of_budgets(void **state)
{
	uint64_t seed = 7;
	struct table_of_rows rows;
	const struct budgets *budgets;
	const struct budget *budget;
	struct snapshot *snapshot;
	struct list bounds;

	(void)state;
	rows_open(&rows);
	snapshot = random_lines(&rows, &seed);
	bounds = LIST(&rows.arena, struct bound);
	for (unsigned i = 0; i < NODES; i++) {
		struct bound bound = {
			.plan = S("P"),
			.period = year(2026),
			.node = str_format(&rows.arena, "N%u", i),
			.currency = S("CHF"),
		};

		assert_ok(list_push(&bounds, &bound));
	}
	assert_ok(bounds_fill(snapshot, &rows.arena, &bounds));
	assert_ok(snapshot_budgets(snapshot, &budgets));
	budget = budgets_find(budgets, S("P"), year(2026), BUDGET_LINE_KIND_ALLOCATED);
	assert_non_null(budget);
	for (size_t i = 0; i < bounds.count; i++) {
		const struct bound *bound = LIST_AT(bounds, struct bound, i);
		int64_t sum = budget->nodes[tree_place(budgets->tree, bound->node)].amount;

		assert_int_equal(bound->sum, sum == MONEY_EMPTY ? 0 : sum);
	}
	snapshot_release(snapshot);
	rows_close(&rows);
}

static void test_bounds__too_large_a_sum_is_told(void **state)
{
	struct table_of_rows rows;
	struct snapshot *snapshot;
	struct list bounds;
	struct bound bound = { .plan = S("P"), .period = year(2026), .currency = S("CHF") };

	(void)state;
	rows_open(&rows);
	rows_add(&rows, NOUN_NODE, "code=N1 level=F/topic name=Node");
	for (int i = 0; i < 2; i++)
		rows_add(&rows, NOUN_BUDGET_LINE,
			 "plan=P period=2026 kind=allocated node=N1 fund=%d currency=CHF "
			 "amount=92233720368547758.07",
			 i);
	snapshot = rows_apply(&rows, NULL);
	bounds = LIST(&rows.arena, struct bound);
	assert_ok(list_push(&bounds, &bound));
	assert_ok(bounds_fill(snapshot, &rows.arena, &bounds));
	assert_true(LIST_AT(bounds, struct bound, 0)->too_large);
	assert_int_equal(LIST_AT(bounds, struct bound, 0)->n_lines, 2);
	snapshot_release(snapshot);
	rows_close(&rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bounds__add_as_a_slow_reader_would),
		cmocka_unit_test(test_bounds__agree_with_the_sums_of_budgets),
		cmocka_unit_test(test_bounds__too_large_a_sum_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
