/*
 * Stated shares against amounts, and against 100. Amounts come from the sums of budgets
 * (model/budget.h); a line in another currency than the plan's cannot be compared (currency-mix
 * tells), and a sum that such a line belongs to is not known, so that shares of it are not judged.
 */
#include "check/families.h"

#include "base/buf.h"
#include "check/share.h"
#include "model/action.h"
#include "model/budget.h"

enum share { SHARE_OF_TOTAL, SHARE_OF_PARENT, SHARE_COUNT };

static const struct str share_columns[SHARE_COUNT] = {
	[SHARE_OF_TOTAL] = STR("share_of_total"),
	[SHARE_OF_PARENT] = STR("share_of_parent"),
};

static struct decimal share_of(const struct budget_line *line, enum share share)
{
	return share == SHARE_OF_TOTAL ? line->share_of_total : line->share_of_parent;
}

/* Only what is allocated, and what the source says that it adds to, is a share of a budget's total. */
static bool is_allotted(const struct budget_line *line)
{
	return line->kind == BUDGET_LINE_KIND_ALLOCATED ||
	       line->kind == BUDGET_LINE_KIND_STATED_TOTAL;
}

static bool is_split(const struct budget_line *line)
{
	return !str_empty(line->region) || !str_empty(line->action);
}

/* The amount of a sum, or else what is stated for it; MONEY_EMPTY when there is neither. */
static int64_t whole_of(const struct budget *budget, const struct budget_sum *sum)
{
	if (sum->open)
		return sum->whole;
	if (sum->amount != MONEY_EMPTY || sum->too_large)
		return sum->amount;
	if (sum->stated && sum->stated->amount != MONEY_EMPTY &&
	    str_eq(sum->stated->currency, budget->currency))
		return sum->stated->amount;
	return MONEY_EMPTY;
}

/*
 * What a line is a part of: a line for a region or an action within a node, of that node; a line for
 * a node, of the node above it; a line of the top, of the whole plan.
 */
static const struct budget_sum *parent_of(const struct snapshot *snapshot,
					  const struct budgets *budgets,
					  const struct budget *budget,
					  const struct budget_line *line)
{
	const struct action *action = snapshot_find(snapshot, NOUN_ACTION, line->action);
	struct str node = str_empty(line->node) && action ? action->node : line->node;
	size_t place = tree_place(budgets->tree, node);

	if (place != TREE_NONE && !is_split(line))
		place = budgets->tree->at[place].parent;
	return place == TREE_NONE ? &budget->total : &budget->nodes[place];
}

/* What the line's share is a share of; false when that cannot be said. */
static bool find_whole(const struct check_run *run, const struct budgets *budgets,
		       const struct budget *budget, const struct budget_line *line,
		       enum share share, int64_t *out)
{
	const struct budget_sum *sum;

	if (!budget || !str_eq(budget->currency, line->currency))
		return false;
	sum = share == SHARE_OF_TOTAL ? &budget->total
				      : parent_of(run->snapshot, budgets, budget, line);
	if (sum->foreign)
		return false;
	*out = whole_of(budget, sum);
	return *out != MONEY_EMPTY && *out > 0;
}

static struct err contradict(const struct check_run *run, const struct budget_line *line,
			     struct str key, enum share share, int64_t whole)
{
	struct decimal stated = share_of(line, share), computed;

	if (!decimal_ratio(line->amount, 100, whole, stated.scale, &computed))
		return OK;
	return check_found(run,
			   (struct finding){
				   .table = S("budget_line"),
				   .key = key,
				   .column = share_columns[share],
				   .stated = stated,
				   .computed = computed,
			   },
			   (struct finding_args){ {
				   arg_percent(stated),
				   arg_money(line->amount, line->currency),
				   arg_money(whole, line->currency),
				   arg_percent(computed),
			   } });
}

static bool is_same_budget(const struct budget_line *a, const struct budget_line *b)
{
	return str_eq(a->plan, b->plan) && period_cmp(a->period, b->period) == 0;
}

static struct err judge_lines(const struct check_run *run, enum share share)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line, *last = NULL;
	const struct budget *budget = NULL;
	const struct budgets *budgets;
	int64_t whole;

	TRY(snapshot_budgets(run->snapshot, &budgets));
	while ((line = rows_next(&rows))) {
		if (!last || !is_same_budget(last, line))
			budget = budgets_find(budgets, line->plan, line->period,
					      BUDGET_LINE_KIND_ALLOCATED);
		last = line;
		if (is_allotted(line) && line->amount != MONEY_EMPTY &&
		    !decimal_empty(share_of(line, share)) &&
		    find_whole(run, budgets, budget, line, share, &whole) &&
		    !share_states(share_of(line, share), line->qualifier, line->amount, whole))
			TRY(contradict(run, line, rows.key, share, whole));
	}
	return OK;
}

static struct err share_of_total(const struct check_run *run)
{
	return judge_lines(run, SHARE_OF_TOTAL);
}

static struct err share_of_parent(const struct check_run *run)
{
	return judge_lines(run, SHARE_OF_PARENT);
}

/* What the lines of one node state: its allocated lines together, or else its stated total. */
struct node_shares {
	size_t n_lines; /* allocated or stated totals */
	size_t n_allocated;
	struct share_sum allocated[SHARE_COUNT], total[SHARE_COUNT];
};

/* The shares of one plan and period, by place in the tree. */
struct sheet {
	const struct tree *tree;
	struct str plan;
	struct period period;
	struct node_shares *nodes;
	size_t *lines_before; /* count + 1: how many of the nodes before a place have lines */
};

static void sheet_clear(struct sheet *sheet, struct str plan, struct period period)
{
	sheet->plan = plan;
	sheet->period = period;
	for (size_t i = 0; i < sheet->tree->count; i++) {
		struct node_shares *node = &sheet->nodes[i];

		*node = (struct node_shares){ 0 };
		for (int s = 0; s < SHARE_COUNT; s++)
			node->allocated[s] = node->total[s] = share_sum_none();
	}
}

static void sheet_add(struct sheet *sheet, const struct budget_line *line)
{
	size_t place = tree_place(sheet->tree, line->node);
	struct node_shares *node;

	if (place == TREE_NONE || !is_allotted(line))
		return;
	node = &sheet->nodes[place];
	node->n_lines++;
	if (is_split(line))
		return;
	node->n_allocated += line->kind == BUDGET_LINE_KIND_ALLOCATED;
	for (int s = 0; s < SHARE_COUNT; s++) {
		struct decimal stated = share_of(line, (enum share)s);
		struct share_sum *sum = line->kind == BUDGET_LINE_KIND_ALLOCATED
						? &node->allocated[s]
						: &node->total[s];

		if (!decimal_empty(stated))
			share_sum_add(sum, stated, line->qualifier);
	}
}

/* NULL when the node's lines do not state the share, or only some of them. */
static const struct share_sum *node_share(const struct node_shares *node, enum share share)
{
	if (node->n_allocated > 0 && node->allocated[share].count == node->n_allocated)
		return &node->allocated[share];
	return node->total[share].count > 0 ? &node->total[share] : NULL;
}

static bool has_lines(const struct sheet *sheet, size_t from, size_t to)
{
	return sheet->lines_before[to] > sheet->lines_before[from];
}

/* The sum over the children of a place that have a budget; false when one does not state its share. */
static bool sum_children(const struct sheet *sheet, size_t parent, struct share_sum *sum)
{
	const struct tree *tree = sheet->tree;

	*sum = share_sum_none();
	for (size_t c = parent + 1; c < tree->at[parent].end; c = tree->at[c].end) {
		const struct share_sum *share = node_share(&sheet->nodes[c], SHARE_OF_PARENT);

		if (!has_lines(sheet, c, tree->at[c].end))
			continue;
		if (!share)
			return false;
		share_sum_add_sum(sum, share);
	}
	return sum->count > 0;
}

static struct err judge_sum(const struct check_run *run, const struct sheet *sheet,
			    const struct share_sum *sum, struct finding finding,
			    struct finding_arg about)
{
	if (sum->too_large || share_sum_is_whole(sum))
		return OK;
	finding.stated = sum->sum;
	finding.computed = decimal_of(100, 0);
	return check_found(run, finding,
			   (struct finding_args){ {
				   arg_integer((int64_t)sum->count),
				   arg_percent(sum->sum),
				   arg_decimal(decimal_shortest(sum->slack)),
				   arg_text(sheet->plan),
				   arg_period(sheet->period),
				   about,
			   } });
}

static struct err judge_parents(const struct check_run *run, const struct sheet *sheet)
{
	struct share_sum sum;

	for (size_t i = 0; i < sheet->tree->count; i++) {
		const struct node *node = sheet->tree->at[i].node;

		if (!sum_children(sheet, i, &sum))
			continue;
		TRY(judge_sum(run, sheet, &sum,
			      (struct finding){
				      .message = 0,
				      .table = S("node"),
				      .key = node->code,
				      .column = share_columns[SHARE_OF_PARENT],
			      },
			      arg_text(node->name)));
	}
	return OK;
}

/* How many levels are named in a message. */
enum { CUT_LEVELS = 4 };

/* A cut through the tree: the nodes at one depth, and those above it that are not divided further. */
struct cut {
	size_t depth;
	struct share_sum sum;
	const struct level *levels[CUT_LEVELS]; /* of its nodes, in their order */
	size_t n_levels;
};

/* Notes the node's level, if it is another one than before. */
static void cut_add_level(struct cut *cut, const struct level *level)
{
	for (size_t i = 0; i < cut->n_levels; i++)
		if (cut->levels[i] == level)
			return;
	if (level && cut->n_levels < CUT_LEVELS)
		cut->levels[cut->n_levels++] = level;
}

/* False when a node of the cut does not state its share, or lines below it have none above them. */
static bool cut_at(const struct sheet *sheet, struct cut *cut)
{
	const struct tree *tree = sheet->tree;
	bool any_at_depth = false;
	size_t i = 0;

	cut->sum = share_sum_none();
	while (i < tree->count) {
		const struct tree_node *t = &tree->at[i];
		const struct share_sum *share = node_share(&sheet->nodes[i], SHARE_OF_TOTAL);

		if (!has_lines(sheet, i, t->end)) {
			i = t->end;
		} else if (t->depth < cut->depth && has_lines(sheet, i + 1, t->end)) {
			i++;
		} else if (!share) {
			return false;
		} else {
			share_sum_add_sum(&cut->sum, share);
			cut_add_level(cut, t->level);
			any_at_depth |= t->depth == cut->depth;
			i = t->end;
		}
	}
	return any_at_depth;
}

/* "ITU-D Priorities, Enablers"; the plan's code when no level has a name. */
static struct err write_levels(struct arena *arena, const struct cut *cut, struct str otherwise,
			       struct str *out)
{
	struct buf buf;

	buf_init(&buf, arena);
	for (size_t i = 0; i < cut->n_levels; i++) {
		const struct level *level = cut->levels[i];

		buf_str(&buf, i > 0 ? S(", ") : S(""));
		buf_str(&buf, str_empty(level->plural) ? level->name : level->plural);
	}
	if (cut->n_levels == 0)
		buf_str(&buf, otherwise);
	return buf_done(&buf, out);
}

/* Depths beyond this are no levels that a person would add up. */
enum { DEPTHS = 32 };

static struct err judge_depths(const struct check_run *run, const struct sheet *sheet)
{
	for (size_t depth = 0; depth < DEPTHS; depth++) {
		struct cut cut = { .depth = depth };
		struct str levels;

		if (!cut_at(sheet, &cut))
			continue;
		TRY(write_levels(run->arena, &cut, sheet->plan, &levels));
		TRY(judge_sum(run, sheet, &cut.sum,
			      (struct finding){
				      .message = 1,
				      .table = S("plan"),
				      .key = sheet->plan,
				      .column = share_columns[SHARE_OF_TOTAL],
			      },
			      arg_text(levels)));
	}
	return OK;
}

static struct err judge_sheet(const struct check_run *run, struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->tree->count; i++)
		sheet->lines_before[i + 1] = sheet->lines_before[i] + (sheet->nodes[i].n_lines > 0);
	TRY(judge_parents(run, sheet));
	return judge_depths(run, sheet);
}

/* The lines of one plan and period follow one another. */
static struct err shares_add_to_100(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line = rows_next(&rows);
	struct sheet sheet;

	TRY(snapshot_tree(run->snapshot, &sheet.tree));
	TRY_NEW(sheet.nodes = NEW(run->scratch, struct node_shares, sheet.tree->count));
	TRY_NEW(sheet.lines_before = NEW(run->scratch, size_t, sheet.tree->count + 1));
	while (line) {
		const struct budget_line *first = line;

		sheet_clear(&sheet, line->plan, line->period);
		do
			sheet_add(&sheet, line);
		while ((line = rows_next(&rows)) && is_same_budget(first, line));
		TRY(judge_sheet(run, &sheet));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("share-of-total"),
		.severity = SEVERITY_ERROR,
		.nouns = BUDGET_NOUNS,
		.run = share_of_total,
	},
	{
		.name = STR("share-of-parent"),
		.severity = SEVERITY_ERROR,
		.nouns = BUDGET_NOUNS,
		.run = share_of_parent,
	},
	{
		.name = STR("shares-add-to-100"),
		.severity = SEVERITY_ERROR,
		.nouns = TREE_NOUNS | NOUN_BIT(NOUN_BUDGET_LINE),
		.run = shares_add_to_100,
	},
};

const struct check_family share_checks = { STR("shares"), checks, countof(checks) };
