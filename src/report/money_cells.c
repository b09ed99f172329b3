/*
 * Amounts and shares in tables, computed from the data; where the source really states another figure
 * than they give, a note shows the arithmetic.
 */
#include "report/table.h"

/* ---- Amounts ---- */

static struct err note_partial(struct draft *d, const struct budget_sum *sum, struct list *marks)
{
	struct message_args args = { { draft_number(d, (int64_t)sum->known),
				       draft_number(d, (int64_t)sum->expected) } };

	if (sum->known == 0 || sum->known >= sum->expected)
		return OK;
	return draft_note(
		d,
		draft_message(d, S(N_("The sum of those that have an amount: {1} of {2}.")), args),
		marks);
}

static struct err note_stated(struct draft *d, struct str key, const struct budget_sum *sum,
			      struct list *marks)
{
	struct str place = str_format(d->arena, "%.*s:amount", STR_ARGS(key));
	struct message_args args;

	if (!sum->stated || sum->stated->amount == MONEY_EMPTY || sum->amount == MONEY_EMPTY ||
	    sum->stated->amount == sum->amount)
		return OK;
	args = (struct message_args){ {
		draft_money(d, sum->stated->amount, sum->stated->currency),
		draft_money(d, sum->amount, d->budget->currency),
	} };
	return draft_difference(
		d, place,
		draft_message(d, S(N_("The source states {1}; the amounts add to {2}.")), args),
		marks);
}

/* The sum, or where there is none the total that the source states. */
static struct err add_sum(struct table_draft *t, struct str key, const struct budget_sum *sum)
{
	struct draft *d = t->draft;
	struct list marks = LIST(d->arena, const struct note *);
	struct cell cell = {
		.kind = CELL_AMOUNT,
		.minor = sum->amount,
		.currency = d->budget->currency,
	};

	if (sum->amount == MONEY_EMPTY && sum->stated) {
		cell.minor = sum->stated->amount;
		cell.currency = sum->stated->currency;
	}
	if (cell.minor == MONEY_EMPTY)
		return table_cell(t, (struct cell){ .kind = CELL_TO_FILL });
	TRY(note_partial(d, sum, &marks));
	TRY(note_stated(d, key, sum, &marks));
	cell.names_currency = !table_names(t, cell.currency);
	cell.notes = marks_of(&marks);
	return table_cell(t, cell);
}

struct err table_amount(struct table_draft *t, size_t place)
{
	struct draft *d = t->draft;

	if (!d->budget)
		return table_cell(t, (struct cell){ .kind = CELL_TO_FILL });
	return add_sum(t, draft_node(d, place)->code, &d->budget->nodes[place]);
}

struct err table_total_amount(struct table_draft *t)
{
	return add_sum(t, t->draft->plan->code, &t->draft->budget->total);
}

/* ---- Shares ---- */

struct cell cell_whole(void)
{
	return (struct cell){ .kind = CELL_SHARE,
			      .share = decimal_of(100, 0),
			      .stated = DECIMAL_EMPTY };
}

/* Part of whole in per cent, with as many digits as are stated. */
static struct decimal compute(int64_t part, int64_t whole, struct decimal stated)
{
	int8_t digits = decimal_empty(stated) ? SHARE_DIGITS : stated.scale;
	struct decimal computed;

	if (part == MONEY_EMPTY || whole == MONEY_EMPTY || whole <= 0 ||
	    !decimal_ratio(part, 100, whole, digits, &computed))
		return DECIMAL_EMPTY;
	return computed;
}

static struct err note_share(struct draft *d, struct str place, struct cell *cell, int64_t part,
			     int64_t whole)
{
	struct list marks = LIST(d->arena, const struct note *);
	struct str currency = d->budget->currency;
	struct message_args args = { {
		draft_percent(d, cell->stated),
		draft_money(d, part, currency),
		draft_money(d, whole, currency),
		draft_percent(d, cell->share),
	} };

	TRY(draft_difference(
		d, place,
		draft_message(d, S(N_("The source states {1}; {2} of {3} is {4}.")), args),
		&marks));
	cell->notes = marks_of(&marks);
	return OK;
}

static struct err add_share(struct table_draft *t, struct str place, const struct share *share,
			    int64_t part, int64_t whole)
{
	struct draft *d = t->draft;
	struct cell cell = {
		.kind = CELL_SHARE,
		.share = compute(part, whole, share->stated),
		.stated = DECIMAL_EMPTY,
	};

	if (share->differs) {
		cell.stated = share->stated;
		TRY(note_share(d, place, &cell, part, whole));
	} else if (!decimal_empty(share->stated)) {
		cell.share = share->stated;
		cell.qualifier =
			draft_choice(d, NOUN_BUDGET_LINE, S("qualifier"), share->qualifier);
	}
	if (decimal_empty(cell.share))
		cell = (struct cell){ .kind = CELL_TO_FILL };
	return table_cell(t, cell);
}

struct err table_share_of_node(struct table_draft *t, size_t place, size_t whole)
{
	struct draft *d = t->draft;
	struct str code = draft_node(d, place)->code;
	struct node_money money;

	if (!d->budget)
		return table_cell(t, (struct cell){ .kind = CELL_TO_FILL });
	if (place == whole && d->budget->nodes[place].amount != MONEY_EMPTY)
		return table_cell(t, cell_whole());
	TRY(node_money(d->snapshot, d->budgets, d->budget, place, &money));
	return add_share(t, str_format(d->arena, "%.*s:parent", STR_ARGS(code)), &money.of_parent,
			 money.amount, d->budget->nodes[whole].amount);
}

struct err table_share_of_total(struct table_draft *t, size_t place)
{
	struct draft *d = t->draft;
	struct str code = draft_node(d, place)->code;
	struct node_money money;

	if (!d->budget)
		return table_cell(t, (struct cell){ .kind = CELL_TO_FILL });
	TRY(node_money(d->snapshot, d->budgets, d->budget, place, &money));
	return add_share(t, str_format(d->arena, "%.*s:total", STR_ARGS(code)), &money.of_total,
			 money.amount, d->budget->total.amount);
}
