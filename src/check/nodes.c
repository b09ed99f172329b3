/* What the nodes of a framework must carry, as their level demands, and how they are linked. */
#include "check/families.h"

#include "base/buf.h"
#include "base/map.h"
#include "check/serves.h"
#include "model/action.h"
#include "model/budget_line.h"
#include "model/outcome.h"
#include "model/plan.h"
#include "model/section.h"
#include "model/tree.h"

/* Nodes that have something, by place. */
struct carried {
	const struct tree *tree;
	bool *at;
};

static struct err carried_new(const struct check_run *run, struct carried *carried)
{
	TRY(snapshot_tree(run->snapshot, &carried->tree));
	TRY_NEW(carried->at = NEW(run->scratch, bool, carried->tree->count));
	return OK;
}

static void carry(struct carried *carried, struct str node)
{
	size_t place = tree_place(carried->tree, node);

	if (place != TREE_NONE)
		carried->at[place] = true;
}

/* What a node has, those above it have. */
static void carry_upwards(struct carried *carried)
{
	for (size_t i = carried->tree->count; i-- > 0;) {
		size_t parent = carried->tree->at[i].parent;

		if (carried->at[i] && parent != TREE_NONE)
			carried->at[parent] = true;
	}
}

static struct err without(const struct check_run *run, const struct tree_node *t, struct str column)
{
	return check_found(run, finding_at(S("node"), t->node->code, column),
			   (struct finding_args){ { arg_text(t->level->name) } });
}

/* Is there a plan of the framework? Without one there is no budget yet to be missing. */
static struct err has_plan(const struct snapshot *snapshot, struct str framework, bool *out)
{
	struct found_rows plans;

	TRY(snapshot_where(snapshot, NOUN_PLAN, "framework", framework, &plans));
	*out = plans.count > 0;
	return OK;
}

static struct err carry_budgets(const struct check_run *run, struct carried *carried)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_BUDGET_LINE);
	const struct budget_line *line;

	while ((line = rows_next(&rows))) {
		const struct action *action =
			snapshot_find(run->snapshot, NOUN_ACTION, line->action);

		if (line->kind == BUDGET_LINE_KIND_ALLOCATED && line->amount != MONEY_EMPTY)
			carry(carried, str_empty(line->node) && action ? action->node : line->node);
	}
	carry_upwards(carried);
	return OK;
}

static struct err node_without_budget(const struct check_run *run)
{
	struct carried carried;

	TRY(carried_new(run, &carried));
	TRY(carry_budgets(run, &carried));
	for (size_t i = 0; i < carried.tree->count; i++) {
		const struct tree_node *t = &carried.tree->at[i];
		bool planned;

		if (carried.at[i] || !t->level || t->level->carries_budget != YES)
			continue;
		TRY(has_plan(run->snapshot, node_framework(t->node), &planned));
		if (planned)
			TRY(without(run, t, S("")));
	}
	return OK;
}

static struct err node_without_result(const struct check_run *run)
{
	struct rows rows = snapshot_rows(run->snapshot, NOUN_OUTCOME);
	const struct outcome *outcome;
	struct carried carried;

	TRY(carried_new(run, &carried));
	while ((outcome = rows_next(&rows)))
		carry(&carried, outcome->node);
	carry_upwards(&carried);
	for (size_t i = 0; i < carried.tree->count; i++) {
		const struct tree_node *t = &carried.tree->at[i];

		if (!carried.at[i] && t->level && t->level->carries_results == YES)
			TRY(without(run, t, S("")));
	}
	return OK;
}

static struct err node_without_owner(const struct check_run *run)
{
	const struct tree *tree;

	TRY(snapshot_tree(run->snapshot, &tree));
	for (size_t i = 0; i < tree->count; i++) {
		const struct tree_node *t = &tree->at[i];

		if (str_empty(t->node->owner) && t->level && t->level->carries_owner == YES)
			TRY(without(run, t, S("owner")));
	}
	return OK;
}

/* Does a link of the node's lead to a node of another framework? */
static struct err is_linked_out(const struct check_run *run, const struct node *node, bool from,
				bool *out)
{
	struct found_rows links;

	TRY(snapshot_where(run->snapshot, NOUN_LINK, from ? "from_key" : "to_key", node->code,
			   &links));
	for (size_t i = 0; i < links.count && !*out; i++) {
		const struct link *link = links.at[i];
		const struct node *other = snapshot_find(run->snapshot, NOUN_NODE,
							 from ? link->to_key : link->from_key);

		*out = other && link->kind == LINK_KIND_ALIGNED_WITH &&
		       link_is_from(link, NOUN_NODE) && link_is_to(link, NOUN_NODE) &&
		       !str_eq(node_framework(other), node_framework(node));
	}
	return OK;
}

static struct err carry_linkages(const struct check_run *run, struct carried *carried)
{
	for (size_t i = 0; i < carried->tree->count; i++) {
		const struct node *node = carried->tree->at[i].node;

		TRY(is_linked_out(run, node, true, &carried->at[i]));
		if (!carried->at[i])
			TRY(is_linked_out(run, node, false, &carried->at[i]));
	}
	carry_upwards(carried);
	return OK;
}

/* Linkages are missed where the plan's document shows them, or where there is a framework to link to. */
static struct err expects_linkages(const struct check_run *run, struct str framework, bool *out)
{
	struct found_rows plans;
	struct rows sections = snapshot_rows(run->snapshot, NOUN_SECTION);
	const struct section *section;

	TRY(snapshot_where(run->snapshot, NOUN_PLAN, "framework", framework, &plans));
	*out = plans.count > 0 && snapshot_count(run->snapshot, NOUN_FRAMEWORK) > 1;
	if (plans.count == 0 || *out)
		return OK;
	while ((section = rows_next(&sections)) && !*out) {
		const struct plan *plan = snapshot_find(run->snapshot, NOUN_PLAN, section->plan);

		*out = section->shows == SECTION_SHOWS_LINKAGES && plan &&
		       str_eq(plan->framework, framework);
	}
	return OK;
}

/* The tops of one framework follow one another. */
static struct err empty_linkage(const struct check_run *run)
{
	const struct tree *tree;
	struct carried carried;
	struct str framework = S("");
	bool expected = false;

	TRY(carried_new(run, &carried));
	TRY(carry_linkages(run, &carried));
	tree = carried.tree;
	for (size_t i = 0; i < tree->count; i = tree->at[i].end) {
		const struct node *node = tree->at[i].node;

		if (!str_eq(framework, node_framework(node))) {
			framework = node_framework(node);
			TRY(expects_linkages(run, framework, &expected));
		}
		if (expected && !carried.at[i])
			TRY(check_found(run, finding_at(S("node"), node->code, S("")),
					(struct finding_args){ 0 }));
	}
	return OK;
}

/* Small letters of ASCII and single spaces: enough to tell a slip of the pen from another name. */
static void write_folded(struct buf *buf, struct str name)
{
	struct str rest = str_trim(name);
	bool after_space = false;

	for (size_t i = 0; i < rest.len; i++) {
		char c = rest.at[i];
		bool space = c == ' ' || c == '\t' || c == '\n';

		if (!(space && after_space))
			buf_char(buf, space                  ? ' '
				      : c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a')
							     : c);
		after_space = space;
	}
}

/* What two nodes with the same title have in common: level, parent and folded name. */
static struct err title_of(const struct check_run *run, const struct node *node, struct str *out)
{
	struct buf buf;

	buf_init(&buf, run->scratch);
	buf_str(&buf, node->level);
	buf_char(&buf, '\n');
	buf_str(&buf, node->parent);
	buf_char(&buf, '\n');
	write_folded(&buf, node->name);
	return buf_done(&buf, out);
}

static struct err duplicate_title(const struct check_run *run)
{
	const struct tree *tree;
	struct map titles;

	TRY(snapshot_tree(run->snapshot, &tree));
	map_init(&titles, run->scratch);
	for (size_t i = 0; i < tree->count; i++) {
		const struct node *node = tree->at[i].node;
		struct str title;
		uint64_t first;

		if (str_empty(node->name))
			continue;
		TRY(title_of(run, node, &title));
		if (!map_get(&titles, title, &first)) {
			TRY(map_put(&titles, title, i));
			continue;
		}
		TRY(check_found(run, finding_at(S("node"), node->code, S("name")),
				(struct finding_args){ {
					arg_text(node->name),
					arg_text(tree->at[first].node->code),
				} }));
	}
	return OK;
}

static const struct check checks[] = {
	{
		.name = STR("node-without-budget"),
		.severity = SEVERITY_WARNING,
		.nouns = BUDGET_NOUNS,
		.run = node_without_budget,
	},
	{
		.name = STR("node-without-result"),
		.severity = SEVERITY_WARNING,
		.nouns = TREE_NOUNS | NOUN_BIT(NOUN_OUTCOME),
		.run = node_without_result,
	},
	{
		.name = STR("node-without-owner"),
		.severity = SEVERITY_WARNING,
		.nouns = TREE_NOUNS,
		.run = node_without_owner,
	},
	{
		.name = STR("empty-linkage"),
		.severity = SEVERITY_WARNING,
		.nouns = TREE_NOUNS | NOUN_BIT(NOUN_LINK) | NOUN_BIT(NOUN_PLAN) |
			 NOUN_BIT(NOUN_SECTION),
		.run = empty_linkage,
	},
	{
		.name = STR("duplicate-title"),
		.severity = SEVERITY_WARNING,
		.nouns = TREE_NOUNS,
		.run = duplicate_title,
	},
};

const struct check_family node_checks = { STR("nodes"), checks, countof(checks) };
