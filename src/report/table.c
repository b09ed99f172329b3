/* Tables while they are filled: columns as printed, cells of money and shares with their notes. */
#include "report/table.h"

#include "model/budget_line.h"

/* Beyond so many columns a table wants the paper across. */
enum { COLUMNS_UPRIGHT = 5 };

static struct err add_column(struct table_draft *t, struct column column)
{
	TRY(draft_footmarks(t->draft, column.heading.text, &column.notes));
	return list_push(&t->columns, &column);
}

struct err table_begin(struct table_draft *t, struct draft *d, const struct column_words *columns,
		       size_t count)
{
	struct str headings = d->section->headings, heading;

	*t = (struct table_draft){
		.draft = d,
		.columns = LIST(d->arena, struct column),
		.rows = LIST(d->arena, struct row),
		.cells = LIST(d->arena, struct cell),
	};
	if (str_empty(headings))
		headings.at = NULL;
	for (size_t i = 0; i < count; i++) {
		struct column column = { .heading = columns[i].heading,
					 .is_number = columns[i].is_number };

		if (str_cut(&headings, '|', &heading) && !str_empty(str_trim(heading)))
			column.heading = draft_printed(d, str_trim(heading));
		TRY(add_column(t, column));
	}
	while (str_cut(&headings, '|', &heading))
		TRY(add_column(t,
			       (struct column){ .heading = draft_printed(d, str_trim(heading)) }));
	return OK;
}

struct err table_cell(struct table_draft *t, struct cell cell)
{
	assert(t->cells.count < t->columns.count);
	return list_push(&t->cells, &cell);
}

struct err table_row_end(struct table_draft *t, bool is_total)
{
	struct row row = { .is_total = is_total };

	while (t->cells.count < t->columns.count)
		TRY(table_cell(t, (struct cell){ .kind = CELL_TO_FILL }));
	row.cells = t->cells.at;
	t->cells = LIST(t->draft->arena, struct cell);
	return list_push(&t->rows, &row);
}

struct err table_end(struct table_draft *t)
{
	struct draft *d = t->draft;
	struct table *table;

	if (t->rows.count == 0)
		return draft_to_fill(d);
	TRY_NEW(table = NEW(d->arena, struct table, 1));
	*table = (struct table){
		.caption = draft_caption(d),
		.columns = t->columns.at,
		.n_columns = t->columns.count,
		.rows = t->rows.at,
		.n_rows = t->rows.count,
	};
	TRY(draft_footmarks(d, S(""), &table->notes));
	if (table->n_columns > COLUMNS_UPRIGHT)
		d->chapter.is_wide = true;
	return draft_block(d, (struct block){ .table = table });
}

bool table_names(const struct table_draft *t, struct str currency)
{
	for (size_t i = 0; i < t->columns.count; i++) {
		const struct column *column = LIST_AT(t->columns, struct column, i);

		if (str_find(column->heading.text, currency, 0) != SIZE_MAX)
			return true;
	}
	return false;
}

struct cell cell_text(struct phrase text)
{
	return (struct cell){ .kind = str_empty(text.text) ? CELL_TO_FILL : CELL_TEXT,
			      .text = text };
}

struct cell cell_items(const struct list *phrases)
{
	return (struct cell){ .kind = phrases->count > 0 ? CELL_ITEMS : CELL_TO_FILL,
			      .items = { phrases->at, phrases->count } };
}

/* ---- Money ---- */

static struct err note_partial(struct draft *d, const struct node_money *money, struct list *marks)
{
	if (money->known == 0 || money->known >= money->expected)
		return OK;
	return draft_note(
		d,
		draft_message(
			d, S(N_("The sum of those that have an amount: {1} of {2}.")),
			(struct message_args){ { draft_number(d, (int64_t)money->known),
						 draft_number(d, (int64_t)money->expected) } }),
		marks);
}

static struct err note_stated(struct draft *d, const struct node_money *money, struct list *marks)
{
	if (!money->stated_differs || money->amount == MONEY_EMPTY)
		return OK;
	d->n_differences++;
	return draft_note(
		d,
		draft_message(d, S(N_("The source states {1}; the amounts add to {2}.")),
			      (struct message_args){
				      { draft_money(d, money->stated, money->currency),
					draft_money(d, money->amount, money->currency) } }),
		marks);
}

struct err table_amount(struct table_draft *t, size_t place)
{
	struct draft *d = t->draft;
	struct list marks = LIST(d->arena, const struct note *);
	struct node_money money;
	struct cell cell = { .kind = CELL_TO_FILL };

	if (!d->budget)
		return table_cell(t, cell);
	TRY(node_money(d->snapshot, d->budgets, d->budget, place, &money));
	if (money.amount == MONEY_EMPTY && money.stated == MONEY_EMPTY)
		return table_cell(t, cell);
	TRY(note_partial(d, &money, &marks));
	TRY(note_stated(d, &money, &marks));
	return table_cell(
		t, (struct cell){
			   .kind = CELL_AMOUNT,
			   .minor = money.amount == MONEY_EMPTY ? money.stated : money.amount,
			   .currency = money.currency,
			   .names_currency = !table_names(t, money.currency),
			   .notes = marks_of(&marks),
		   });
}

/* ---- Shares ---- */

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

static struct err note_share(struct draft *d, struct cell *cell, int64_t part, int64_t whole)
{
	struct list marks = LIST(d->arena, const struct note *);
	struct str currency = d->budget->currency;
	struct message_args args = { {
		draft_percent(d, cell->stated),
		draft_money(d, part, currency),
		draft_money(d, whole, currency),
		draft_percent(d, cell->share),
	} };

	d->n_differences++;
	TRY(draft_note(d,
		       draft_message(d, S(N_("The source states {1}; {2} of {3} is {4}.")), args),
		       &marks));
	cell->notes = marks_of(&marks);
	return OK;
}

struct err table_share(struct table_draft *t, size_t place, size_t whole_place)
{
	struct draft *d = t->draft;
	bool of_total = whole_place == TREE_NONE;
	struct cell cell = { .kind = CELL_SHARE };
	const struct share *share;
	struct node_money money;
	int64_t whole;

	if (!d->budget)
		return table_cell(t, (struct cell){ .kind = CELL_TO_FILL });
	TRY(node_money(d->snapshot, d->budgets, d->budget, place, &money));
	share = of_total ? &money.of_total : &money.of_parent;
	whole = of_total ? d->budget->total.amount : d->budget->nodes[whole_place].amount;
	cell.share = compute(money.amount, whole, share->stated);
	cell.stated = DECIMAL_EMPTY;
	if (share->differs) {
		cell.stated = share->stated;
		TRY(note_share(d, &cell, money.amount, whole));
	} else if (!decimal_empty(share->stated)) {
		cell.share = share->stated;
		cell.qualifier =
			draft_choice(d, NOUN_BUDGET_LINE, S("qualifier"), share->qualifier);
	}
	if (decimal_empty(cell.share))
		cell = (struct cell){ .kind = CELL_TO_FILL };
	return table_cell(t, cell);
}
