/*
 * The budget as a table: of one node and what is below it, or of the whole plan by the tops of its
 * framework, as a figure and as a table with the total at its foot.
 */
#include "report/table.h"

#include "figure/bars.h"

enum { BARS_MOST = 24 }; /* more bars than these nobody compares */

static struct phrase amount_words(const struct draft *d)
{
	struct str currency = d->budget ? d->budget->currency : d->plan->currency;

	return (struct phrase){ .text = draft_message(d, S(N_("Amount ({1})")),
						      (struct message_args){ { currency } }) };
}

/* ---- Of a node ---- */

static struct err add_node(struct table_draft *t, size_t place, size_t top, bool is_total)
{
	struct draft *d = t->draft;

	TRY(table_cell(t, cell_text(draft_named(d, NOUN_NODE, draft_node(d, place)->code))));
	TRY(table_amount(t, place));
	TRY(table_share_of_node(t, place, top));
	TRY(table_share_of_total(t, place));
	return table_row_end(t, is_total);
}

static struct err compose_of_node(struct draft *d, size_t top)
{
	const struct tree *tree = d->budgets->tree;
	const struct column_words columns[] = {
		{ draft_levels(d, &top, 1), false },
		{ amount_words(d), true },
		{ draft_words(d, S(N_("Share of the one above"))), true },
		{ draft_words(d, S(N_("Share of the total"))), true },
	};
	struct table_draft t;

	TRY(table_begin(&t, d, columns, countof(columns)));
	TRY(add_node(&t, top, top, true));
	for (size_t i = top + 1; i < tree->at[top].end; i++)
		TRY(add_node(&t, i, tree->at[i].parent, false));
	TRY(table_end(&t));
	return draft_absent_table(d);
}

/* ---- Of the plan, as a figure ---- */

static struct phrase name_with_code(const struct draft *d, size_t place)
{
	struct str code = draft_node(d, place)->code;
	struct phrase name = draft_named(d, NOUN_NODE, code);

	name.text = str_format(d->arena, "%.*s %.*s", STR_ARGS(code), STR_ARGS(name.text));
	return name;
}

static struct err draw(struct draft *d, const struct bars *bars)
{
	struct frame wide = draft_frame(d, "", FIGURE_WIDE);
	struct frame narrow = draft_frame(d, "-narrow", FIGURE_NARROW);
	struct drawing_pair *pair = NEW(d->arena, struct drawing_pair, 1);

	TRY_NEW(pair);
	TRY(bars_draw(&wide, bars, &pair->wide));
	TRY(bars_draw(&narrow, bars, &pair->narrow));
	return draft_block(d, (struct block){ .figure = pair });
}

static struct err draw_tops(struct draft *d, const struct list *tops)
{
	const struct section *section = d->section;
	struct phrase title =
		draft_said(d, NOUN_SECTION, section->code, S("title"), section->title);
	struct bar *bars;
	struct bars figure = {
		.title = str_empty(title.text) ? message(d->locale, S(N_("Money by priority")))
					       : title.text,
		.description = message(
			d->locale,
			S(N_("Each bar is an amount; beside it its share of the total and, where "
			     "the source states one, the stated share."))),
		.item_header = draft_levels(d, tops->at, tops->count).text,
		.n_bars = tops->count,
	};

	if (!d->budget || tops->count == 0 || tops->count > BARS_MOST)
		return OK;
	TRY_NEW(bars = NEW(d->arena, struct bar, tops->count));
	for (size_t i = 0; i < tops->count; i++) {
		size_t place = *LIST_AT(*tops, size_t, i);
		struct node_money money;

		TRY(node_money(d->snapshot, d->budgets, d->budget, place, &money));
		bars[i] = (struct bar){
			.label = name_with_code(d, place).text,
			.amount = money.amount,
			.missing = message(d->locale, S(N_("no amount"))),
			.stated_share = money.of_total.stated,
		};
	}
	figure.bars = bars;
	figure.currency = d->budget->currency;
	figure.total = d->budget->total.amount == MONEY_EMPTY ? 0 : d->budget->total.amount;
	return draw(d, &figure);
}

/* ---- Of the plan ---- */

static struct err add_total(struct table_draft *t)
{
	TRY(table_cell(t, cell_text(draft_words(t->draft, S(N_("Total"))))));
	TRY(table_total_amount(t));
	TRY(table_cell(t, cell_whole()));
	return table_row_end(t, true);
}

/* Those of the plan's framework, and others that have money of the plan: the table foots. */
static struct err list_tops(struct draft *d, struct list *out)
{
	const struct tree *tree = d->budgets->tree;

	TRY(draft_tops(d, d->plan->framework, out));
	for (size_t i = 0; d->budget && i < tree->count; i = tree->at[i].end)
		if (d->budget->nodes[i].amount != MONEY_EMPTY &&
		    !str_eq(node_framework(tree->at[i].node), d->plan->framework))
			TRY(list_push(out, &i));
	return OK;
}

static struct err compose_of_plan(struct draft *d)
{
	struct table_draft t;
	struct list tops;

	TRY(list_tops(d, &tops));
	TRY(draw_tops(d, &tops));

	const struct column_words columns[] = {
		{ draft_levels(d, tops.at, tops.count), false },
		{ amount_words(d), true },
		{ draft_words(d, S(N_("Share of the total"))), true },
	};

	TRY(table_begin(&t, d, columns, countof(columns)));
	for (size_t i = 0; i < tops.count; i++) {
		size_t place = *LIST_AT(tops, size_t, i);

		TRY(table_cell(&t, cell_text(name_with_code(d, place))));
		TRY(table_amount(&t, place));
		TRY(table_share_of_total(&t, place));
		TRY(table_row_end(&t, false));
	}
	if (d->budget)
		TRY(add_total(&t));
	TRY(table_end(&t));
	return draft_absent_table(d);
}

struct err compose_budget(struct draft *d)
{
	size_t top;

	if (!str_eq(d->section->subject_noun, noun_of(NOUN_NODE)->name))
		return compose_of_plan(d);
	top = tree_place(d->budgets->tree, d->section->subject_key);
	return top == TREE_NONE ? draft_to_fill(d) : compose_of_node(d, top);
}
