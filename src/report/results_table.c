/*
 * The table of a node as the document prints it: the node with its total, and each node below it with
 * outcomes, indicators, products, amount and shares. Links that were printed in this section come as
 * printed, twice where they are printed twice; others follow, each once.
 */
#include "report/table.h"

#include "model/indicator.h"
#include "model/link.h"
#include "model/outcome.h"
#include "model/row.h"

/* Which links are wanted, and what is found at their other end. */
struct search {
	struct draft *draft;
	enum link_kind kind;
	const char *field;    /* the end of a link that is given */
	enum noun_id noun;    /* what stands at that end … */
	struct str key;       /* … and which one */
	enum noun_id wanted;  /* what stands at the other */
	struct list *phrases; /* struct phrase */
	struct list *keys;    /* struct str: of the phrases */
};

static bool is_listed(const struct list *keys, struct str key)
{
	for (size_t i = 0; i < keys->count; i++)
		if (str_eq(*LIST_AT(*keys, struct str, i), key))
			return true;
	return false;
}

/* The other end of the link when it is one that is searched for; else the empty text. */
static struct str other_end(const struct search *s, const struct link *link)
{
	bool from = str_eq(str_of(s->field), S("from_key"));
	struct str given = from ? link->from_noun : link->to_noun;
	struct str other = from ? link->to_noun : link->from_noun;

	if (link->kind != (int)s->kind || !str_eq(given, noun_of(s->noun)->name) ||
	    !str_eq(other, noun_of(s->wanted)->name))
		return S("");
	return from ? link->to_key : link->from_key;
}

static struct err add_linked(const struct search *s, const struct found_rows *links, bool printed)
{
	for (size_t i = 0; i < links->count; i++) {
		const struct link *link = links->at[i];
		bool is_printed = str_eq(link->section, s->draft->section->code);
		struct str key = other_end(s, link);
		struct phrase name;

		if (str_empty(key) || is_printed != printed ||
		    (!printed && is_listed(s->keys, key)))
			continue;
		name = draft_named(s->draft, s->wanted, key);
		TRY(list_push(s->phrases, &name));
		TRY(list_push(s->keys, &key));
	}
	return OK;
}

/* Links are found in the order of their position. */
static struct err search(const struct search *s)
{
	struct found_rows links;

	TRY(snapshot_where(s->draft->snapshot, NOUN_LINK, s->field, s->key, &links));
	TRY(add_linked(s, &links, true));
	return add_linked(s, &links, false);
}

static struct err add_outcomes(struct draft *d, const struct found_rows *outcomes,
			       struct table_draft *t)
{
	struct list phrases = LIST(d->arena, struct phrase);

	for (size_t i = 0; i < outcomes->count; i++) {
		const struct outcome *outcome = outcomes->at[i];
		struct phrase name =
			draft_said(d, NOUN_OUTCOME, outcome->code, S("name"), outcome->name);

		TRY(list_push(&phrases, &name));
	}
	return table_cell(t, cell_items(&phrases));
}

/* Those that measure the node itself, and then those of each of its outcomes. */
static struct err add_indicators(struct draft *d, const struct node *node,
				 const struct found_rows *outcomes, struct table_draft *t)
{
	struct list phrases = LIST(d->arena, struct phrase), keys = LIST(d->arena, struct str);
	struct search s = {
		.draft = d,
		.kind = LINK_KIND_MEASURES,
		.field = "to_key",
		.noun = NOUN_NODE,
		.key = node->code,
		.wanted = NOUN_INDICATOR,
		.phrases = &phrases,
		.keys = &keys,
	};

	TRY(search(&s));
	s.noun = NOUN_OUTCOME;
	for (size_t i = 0; i < outcomes->count; i++) {
		s.key = ((const struct outcome *)outcomes->at[i])->code;
		TRY(search(&s));
	}
	return table_cell(t, cell_items(&phrases));
}

static struct err add_products(struct draft *d, const struct node *node, struct table_draft *t)
{
	struct list phrases = LIST(d->arena, struct phrase), keys = LIST(d->arena, struct str);
	struct search s = {
		.draft = d,
		.kind = LINK_KIND_DELIVERS,
		.field = "from_key",
		.noun = NOUN_NODE,
		.key = node->code,
		.wanted = NOUN_PRODUCT,
		.phrases = &phrases,
		.keys = &keys,
	};

	TRY(search(&s));
	return table_cell(t, cell_items(&phrases));
}

static struct err add_money(struct table_draft *t, size_t place, size_t top, bool is_total)
{
	TRY(table_amount(t, place));
	TRY(table_share_of_node(t, place, top));
	TRY(table_share_of_total(t, place));
	return table_row_end(t, is_total);
}

/* The node as a whole: its results stand in the rows of its children, when it has any. */
static struct err add_whole(struct draft *d, struct table_draft *t, size_t place)
{
	TRY(table_cell(t, cell_text(draft_named(d, NOUN_NODE, draft_node(d, place)->code))));
	for (int i = 0; i < 3; i++)
		TRY(table_cell(t, (struct cell){ .kind = CELL_NOTHING }));
	return add_money(t, place, place, true);
}

static struct err add_part(struct draft *d, struct table_draft *t, size_t place, size_t top)
{
	const struct node *node = draft_node(d, place);
	struct found_rows outcomes;

	TRY(snapshot_where(d->snapshot, NOUN_OUTCOME, "node", node->code, &outcomes));
	TRY(table_cell(t, cell_text(draft_named(d, NOUN_NODE, node->code))));
	TRY(add_outcomes(d, &outcomes, t));
	TRY(add_indicators(d, node, &outcomes, t));
	TRY(add_products(d, node, t));
	return add_money(t, place, top, false);
}

static struct err add_rows(struct draft *d, struct table_draft *t, size_t top)
{
	const struct tree *tree = d->budgets->tree;

	if (tree_is_leaf(tree, top))
		return add_part(d, t, top, top);
	TRY(add_whole(d, t, top));
	for (size_t i = top + 1; i < tree->at[top].end; i++)
		TRY(add_part(d, t, i, tree->at[i].parent));
	return OK;
}

struct err compose_results(struct draft *d)
{
	size_t top = tree_place(d->budgets->tree, d->section->subject_key);
	struct str currency = d->budget ? d->budget->currency : d->plan->currency;
	struct str amount =
		draft_message(d, S(N_("Amount ({1})")), (struct message_args){ { currency } });
	const struct column_words columns[] = {
		{ top == TREE_NONE ? (struct phrase){ .text = S("") } : draft_levels(d, &top, 1),
		  false },
		{ draft_words(d, S(N_("Outcomes"))), false },
		{ draft_words(d, S(N_("Indicators"))), false },
		{ draft_words(d, S(N_("Outputs"))), false },
		{ { amount, S("") }, true },
		{ draft_words(d, S(N_("Share of the one above"))), true },
		{ draft_words(d, S(N_("Share of the total"))), true },
	};
	struct table_draft t;

	TRY(table_begin(&t, d, columns, countof(columns)));
	if (top != TREE_NONE)
		TRY(add_rows(d, &t, top));
	TRY(table_end(&t));
	return draft_absent_table(d);
}
