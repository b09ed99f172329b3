/* Answers with all rows at once: what the sink is lent is kept in an arena. */
#include "app/ask_data.h"

#include "app/present.h"
#include "base/list.h"

struct collecting {
	struct data_sink sink; /* first, so that its address is that of the collecting */
	struct arena *arena;
	struct list rows; /* struct data_row */
	struct str last;  /* the text copied last: neighbours often say the same */
};

static struct err keep(struct collecting *c, struct str *text)
{
	if (str_empty(*text))
		return OK;
	if (!str_eq(c->last, *text))
		TRY_NEW((c->last = str_copy(c->arena, *text)).at);
	*text = c->last;
	return OK;
}

static struct err keep_cells(struct collecting *c, struct data_row *row)
{
	struct data_cell *cells;

	if (!row->cells)
		return OK;
	TRY_NEW(cells = NEW(c->arena, struct data_cell, row->n_cells + 1));
	for (size_t i = 0; i < row->n_cells; i++) {
		cells[i] = row->cells[i];
		TRY(keep(c, &cells[i].slice));
		TRY(keep(c, &cells[i].observed.answer));
		TRY(keep(c, &cells[i].observed.source));
	}
	row->cells = cells;
	return OK;
}

static struct err keep_marks(struct collecting *c, struct data_row *row)
{
	struct data_mark *marks;

	TRY_NEW(marks = NEW(c->arena, struct data_mark, row->n_marks + 1));
	for (size_t i = 0; i < row->n_marks; i++) {
		marks[i] = row->marks[i];
		TRY(keep(c, &marks[i].area));
		TRY(keep(c, &marks[i].slice));
		TRY(keep(c, &marks[i].text));
		TRY(keep(c, &marks[i].source));
		TRY(keep(c, &marks[i].key));
	}
	row->marks = marks;
	return OK;
}

static struct err collect_row(struct data_sink *sink, const struct data_row *row)
{
	struct collecting *c = (struct collecting *)sink;
	struct data_row kept = *row;

	TRY(keep(c, &kept.variable));
	TRY(keep(c, &kept.slice));
	TRY(keep(c, &kept.observed.answer));
	TRY(keep(c, &kept.observed.source));
	TRY(keep_cells(c, &kept));
	if (row->n_marks > 0)
		TRY(keep_marks(c, &kept));
	return list_push(&c->rows, &kept);
}

struct err ask_data_of(const struct app *app, const struct snapshot *snapshot, struct date day,
		       struct arena *arena, const struct data_question *question,
		       struct diagnostics *diagnostics, struct data_answer *out)
{
	struct collecting c = { .sink = { .take = collect_row },
				.arena = arena,
				.rows = LIST(arena, struct data_row) };

	TRY(ask_data_each(app, snapshot, day, arena, question, diagnostics, out, &c.sink));
	out->rows = c.rows.at;
	out->count = c.rows.count;
	return OK;
}

struct err ask_data(const struct app *app, struct arena *arena,
		    const struct data_question *question, struct diagnostics *diagnostics,
		    struct data_answer *out)
{
	bool is_present = date_empty(question->as_of);
	struct snapshot *snapshot;

	if (is_present)
		TRY(present(app, &snapshot));
	else
		TRY(present_as_of(app, question->as_of, &snapshot));
	struct err e = ask_data_of(app, snapshot, is_present ? app_today(app) : question->as_of,
				   arena, question, diagnostics, out);

	snapshot_release(snapshot);
	return e;
}
