/*
 * A document as HTML: its typed parts become views, the views become text. Chapters and blocks stand
 * on lines of their own, so that two documents can be compared line by line.
 */
#include "report/html.h"

#include "base/buf.h"
#include "html/figure.h"
#include "html/link.h"
#include "i18n/locale.h"
#include "report/document.html.h"
#include "report/html_style.h"
#include "report/html_view.h"

enum { COLUMNS_STACKED = 5 }; /* from so many on a phone shows rows as cards */

struct writer {
	struct arena *arena;
	const struct document *document;
};

static struct html begin(const struct writer *w)
{
	struct html h;

	html_begin(&h, w->arena, w->document->locale);
	return h;
}

static void end_line(struct html *h)
{
	html_text(h, S("\n"));
}

/* ---- Notes ---- */

static struct err view_notes(const struct writer *w, const struct notes *notes,
			     struct note_views *out)
{
	struct note_view *views = NEW(w->arena, struct note_view, notes->count);

	TRY_NEW(views || notes->count == 0);
	for (size_t i = 0; i < notes->count; i++) {
		const struct note *note = notes->at[i];
		struct str mark = str_format(w->arena, "%.*s-mark", STR_ARGS(note->id));

		views[i] = (struct note_view){
			.note = note,
			.to_note = link_to_place(w->arena, note->id),
			.to_mark = link_to_place(w->arena, mark),
		};
	}
	*out = (struct note_views){ views, notes->count };
	return OK;
}

/* ---- Tables ---- */

static struct err write_share(const struct writer *w, struct html *h, const struct cell *cell)
{
	struct share_view v = { .stated = { cell->stated }, .computed = { cell->share } };

	if (decimal_empty(cell->stated)) {
		html_text(h, cell->qualifier);
		html_text(h, str_empty(cell->qualifier) ? S("") : S(" "));
		html_text(h, v.computed);
		return OK;
	}
	TRY(view_notes(w, &cell->notes, &v.notes));
	view_report_share(h, &v);
	return OK;
}

static struct err write_amount(const struct writer *w, struct html *h, const struct cell *cell)
{
	struct note_views notes;

	if (cell->names_currency)
		html_text(h, ((struct money){ cell->minor, cell->currency }));
	else
		html_text(h, ((struct amount){ cell->minor, cell->currency }));
	TRY(view_notes(w, &cell->notes, &notes));
	view_report_marks(h, notes);
	return OK;
}

static struct err write_content(const struct writer *w, struct html *h, const struct cell *cell)
{
	switch (cell->kind) {
	case CELL_NOTHING:
	case CELL_COVERED:
		return OK;
	case CELL_TO_FILL:
		view_report_to_fill(h);
		return OK;
	case CELL_TEXT:
		view_report_phrase(h, &cell->text);
		return OK;
	case CELL_ITEMS:
		view_report_list(h, cell->items);
		return OK;
	case CELL_AMOUNT:
		return write_amount(w, h, cell);
	case CELL_SHARE:
		return write_share(w, h, cell);
	}
	return ERROR(ERR_BUG, "a cell of no kind");
}

static struct err view_cell(const struct writer *w, const struct cell *cell,
			    const struct column *column, bool is_head, struct cell_view *out)
{
	struct html h = begin(w);

	*out = (struct cell_view){
		.label = column->heading.text,
		.class = column->is_number ? S("number") : S(""),
		.is_head = is_head && cell->kind != CELL_COVERED,
		.is_covered = cell->kind == CELL_COVERED,
		.n_rows = cell->covers > 0 ? cell->covers + 1 : 0,
	};
	if (cell->kind == CELL_NOTHING)
		out->class = S("nothing");
	TRY(write_content(w, &h, cell));
	return html_markup(&h, &out->content);
}

static struct err view_row(const struct writer *w, const struct table *table, const struct row *row,
			   struct row_view *out)
{
	struct cell_view *cells = NEW(w->arena, struct cell_view, table->n_columns);

	TRY_NEW(cells);
	for (size_t i = 0; i < table->n_columns; i++)
		TRY(view_cell(w, &row->cells[i], &table->columns[i], i == 0, &cells[i]));
	out->is_total = row->is_total;
	out->cells.at = cells;
	out->cells.count = table->n_columns;
	return OK;
}

static struct err view_table(const struct writer *w, const struct table *table, struct str label,
			     struct table_view *out)
{
	struct column_view *columns = NEW(w->arena, struct column_view, table->n_columns);
	struct row_view *rows = NEW(w->arena, struct row_view, table->n_rows);

	TRY_NEW(columns);
	TRY_NEW(rows);
	*out = (struct table_view){ .table = table,
				    .label = label,
				    .is_stacked = table->n_columns >= COLUMNS_STACKED };
	if (!str_empty(table->caption.text))
		out->label = table->caption.text;
	for (size_t i = 0; i < table->n_columns; i++) {
		columns[i].column = &table->columns[i];
		TRY(view_notes(w, &table->columns[i].notes, &columns[i].notes));
	}
	for (size_t i = 0; i < table->n_rows; i++)
		TRY(view_row(w, table, &table->rows[i], &rows[i]));
	out->columns.at = columns;
	out->columns.count = table->n_columns;
	out->rows.at = rows;
	out->rows.count = table->n_rows;
	return view_notes(w, &table->notes, &out->notes);
}

/* ---- Blocks ---- */

static struct err write_figure(const struct writer *w, struct html *h,
			       const struct drawing_pair *pair)
{
	struct html wide = begin(w), narrow = begin(w);
	struct figure_view v = { 0 };

	html_figure(&wide, &pair->wide);
	TRY(html_markup(&wide, &v.wide));
	if (!str_empty(pair->narrow.markup)) {
		html_figure(&narrow, &pair->narrow);
		TRY(html_markup(&narrow, &v.narrow));
	}
	view_report_figure(h, &v);
	return OK;
}

static struct err write_table(const struct writer *w, struct html *h, const struct table *table,
			      struct str label)
{
	struct table_view v;

	TRY(view_table(w, table, label, &v));
	view_report_table(h, &v);
	return OK;
}

/* A block that is no text of its own has its marks on a line below. */
static struct err write_block(const struct writer *w, struct html *h, const struct block *block,
			      struct str label)
{
	struct note_views marks;
	bool is_text = false;

	TRY(view_notes(w, &block->notes, &marks));
	if (block->table)
		TRY(write_table(w, h, block->table, label));
	else if (block->figure)
		TRY(write_figure(w, h, block->figure));
	else if (block->items.count > 0)
		view_report_list(h, block->items);
	else if (block->is_rule)
		view_report_rule(h);
	else
		is_text = true;
	if (is_text && !str_empty(block->paragraph.text))
		view_report_paragraph(h, &block->paragraph, marks);
	else if (is_text || marks.count > 0)
		view_report_remark(h, &block->remark, marks);
	end_line(h);
	return OK;
}

/* ---- Chapters ---- */

static struct err view_chapter(const struct writer *w, const struct chapter *chapter,
			       struct chapter_view *out)
{
	struct str label = str_empty(chapter->title.text) ? w->document->title.text
							  : chapter->title.text;
	struct html h = begin(w);

	*out = (struct chapter_view){
		.chapter = chapter,
		.is_level_2 = chapter->level <= 2,
		.is_level_3 = chapter->level == 3,
		.is_level_4 = chapter->level >= 4,
		.here = link_to_place(w->arena, chapter->id),
	};
	end_line(&h);
	for (size_t i = 0; i < chapter->blocks.count; i++)
		TRY(write_block(w, &h, &chapter->blocks.at[i], label));
	TRY(html_markup(&h, &out->blocks));
	TRY(view_notes(w, &chapter->marks, &out->marks));
	return view_notes(w, &chapter->notes, &out->notes);
}

static struct err view_chapters(const struct writer *w, const struct chapters *chapters,
				struct chapter_view **out)
{
	struct chapter_view *views = NEW(w->arena, struct chapter_view, chapters->count + 1);

	TRY_NEW(views);
	for (size_t i = 0; i < chapters->count; i++)
		TRY(view_chapter(w, &chapters->at[i], &views[i]));
	*out = views;
	return OK;
}

static struct err write_heads(const struct writer *w, struct markup *out)
{
	const struct chapters *heads = &w->document->heads;
	struct html h = begin(w);
	struct chapter_view *views;

	TRY(view_chapters(w, heads, &views));
	for (size_t i = 0; i < heads->count; i++) {
		view_report_head(&h, &views[i]);
		end_line(&h);
	}
	return html_markup(&h, out);
}

/* The chapters, and those of them that have a heading for the contents. */
static struct err write_chapters(const struct writer *w, struct document_view *v)
{
	const struct chapters *chapters = &w->document->chapters;
	struct html h = begin(w);
	struct chapter_view *views;
	size_t n_listed = 0;

	TRY(view_chapters(w, chapters, &views));
	for (size_t i = 0; i < chapters->count; i++) {
		view_report_chapter(&h, &views[i]);
		end_line(&h);
		if (!str_empty(views[i].chapter->title.text))
			views[n_listed++] = views[i];
	}
	v->contents.at = views;
	v->contents.count = n_listed;
	return html_markup(&h, &v->chapters);
}

/* ---- The whole ---- */

static struct err write_foot(const struct writer *w, struct markup *out)
{
	struct foot_view v = { .document = w->document, .program = S("Outturn") };
	struct html h = begin(w), line = begin(w);
	struct buf head;

	buf_init(&head, w->arena);
	digest_write(&head, w->document->head);
	TRY(buf_done(&head, &v.head));
	end_line(&line);
	view_report_head_line(&line, &v);
	end_line(&line);
	TRY(html_markup(&line, &v.head_line));
	view_report_foot(&h, &v);
	return html_markup(&h, out);
}

static struct err write_style(const struct writer *w, struct markup *out)
{
	struct html h = begin(w);

	html_style(&h, report_css);
	return html_markup(&h, out);
}

struct err document_write_html(struct arena *arena, const struct document *document,
			       struct str *out)
{
	const struct writer w = { arena, document };
	struct document_view v = {
		.document = document,
		.lang = document->locale->tag,
		.dir = locale_dir(document->locale),
	};
	struct html h = begin(&w);

	TRY(write_style(&w, &v.style));
	TRY(write_heads(&w, &v.heads));
	TRY(write_chapters(&w, &v));
	TRY(write_foot(&w, &v.foot));
	view_report_document(&h, &v);
	end_line(&h);
	return html_end(&h, out);
}
