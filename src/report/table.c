/* Tables while they are filled, their columns headed as printed. */
#include "report/table.h"

/* Beyond so many columns a table wants the paper across. */
enum { COLUMNS_UPRIGHT = 5 };

static struct err add_column(struct table_draft *t, struct column column)
{
	if (!str_empty(column.heading.text))
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
	if (!str_empty(table->caption.text))
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
