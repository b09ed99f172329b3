/*
 * The tables of the document, made from the data: their columns are headed as printed, their rows are
 * what the plan holds today. One row of `makers` for each thing that a section can show.
 */
#include "web/document.h"

#include "base/list.h"
#include "base/mark.h"
#include "html/table.h"
#include "model/footnote.h"
#include "model/label.h"
#include "model/mitigation.h"
#include "model/product.h"
#include "model/risk.h"
#include "web/budget.h"
#include "web/document_table.h"
#include "web/document_table.html.h"
#include "web/money.html.h"
#include "web/parts.html.h"
#include "web/related.html.h"

enum { COLUMNS_MOST = 8, ROWS_SHOWN = 60 };

/* A table that is being made. */
struct making {
	struct page *page;
	const struct section *section;
	struct html h;
	struct html_table table;
	struct html_column columns[COLUMNS_MOST];
};

/* The footnote whose mark stands after the heading; 0: none. */
static struct err mark_of(struct making *m, struct str heading, int64_t *out)
{
	struct found_rows notes;

	*out = 0;
	TRY(snapshot_where(m->page->snapshot, NOUN_FOOTNOTE, "section", m->section->code, &notes));
	for (size_t i = 0; i < notes.count; i++) {
		const struct footnote *note = notes.at[i];

		if (str_eq(note->column, heading))
			*out = note->number;
	}
	return OK;
}

/* The headings as printed, when there are as many as columns; else those that are given. */
static struct err head(struct making *m, const struct html_column *given, size_t count)
{
	struct str rest = m->section->headings, printed;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		m->columns[i] = given[i];
		m->columns[i].heading = page_words(m->page, given[i].heading);
	}
	for (struct str r = rest; str_cut(&r, '|', &printed);)
		n++;
	for (size_t i = 0; n == count && str_cut(&rest, '|', &printed); i++) {
		int64_t mark;

		TRY(mark_of(m, printed, &mark));
		m->columns[i].heading = printed;
		if (mark != 0)
			m->columns[i].heading = str_format(m->page->arena, "%.*s [%lld]",
							   STR_ARGS(printed), (long long)mark);
	}
	html_table_begin(&m->table, &m->h, S(""), m->columns, count);
	return OK;
}

static void put_thing(struct making *m, const struct thing *thing)
{
	html_table_cell_begin(&m->table);
	view_thing(&m->h, thing);
	html_table_cell_end(&m->table);
}

/*
 * The thing by the name that the table itself prints. A label that is not translated gives way to a
 * name that is.
 */
static void put_printed(struct making *m, enum noun_id noun, struct thing thing)
{
	struct str place = str_format(m->page->arena, "%.*s/%.*s/%.*s",
				      STR_ARGS(noun_of(noun)->name), STR_ARGS(thing.code),
				      STR_ARGS(m->section->code));
	const struct label *label = page_row(m->page, NOUN_LABEL, place);

	if (label) {
		struct said printed = page_said(m->page, NOUN_LABEL, place, S("text"), label->text);

		if (str_empty(printed.lang) || !str_empty(thing.name.lang))
			thing.name = printed;
	}
	put_thing(m, &thing);
}

static void put_related(struct making *m, struct related_list list)
{
	html_table_cell_begin(&m->table);
	if (list.count > 0)
		view_related_list(&m->h, list);
	html_table_cell_end(&m->table);
}

static void put_money(struct making *m, const struct budget_row *row)
{
	html_table_cell_begin(&m->table);
	view_table_amount(&m->h, row);
	html_table_cell_end(&m->table);
	html_table_cell_begin(&m->table);
	view_share(&m->h, &row->of_parent);
	html_table_cell_end(&m->table);
	html_table_cell_begin(&m->table);
	view_share(&m->h, &row->of_total);
	html_table_cell_end(&m->table);
}

/* ---- Results: a node and what is below it, with outcomes, indicators, products and money ---- */

static struct err put_outcomes(struct making *m, struct str node)
{
	struct things outcomes;

	TRY(things_where(m->page, NOUN_OUTCOME, "node", node, &outcomes));
	html_table_cell_begin(&m->table);
	if (outcomes.count > 0)
		view_thing_list(&m->h, outcomes);
	html_table_cell_end(&m->table);
	return OK;
}

/* Those that measure the node, and those that measure one of its outcomes. */
static struct err put_indicators(struct making *m, struct str node)
{
	struct related_list list;
	struct things outcomes;

	TRY(related_from(m->page, NOUN_NODE, node, LINK_KIND_MEASURES, NOUN_INDICATOR, &list));
	TRY(things_where(m->page, NOUN_OUTCOME, "node", node, &outcomes));
	html_table_cell_begin(&m->table);
	if (list.count > 0)
		view_related_list(&m->h, list);
	for (size_t i = 0; i < outcomes.count; i++) {
		TRY(related_from(m->page, NOUN_OUTCOME, outcomes.at[i].code, LINK_KIND_MEASURES,
				 NOUN_INDICATOR, &list));
		if (list.count > 0)
			view_related_list(&m->h, list);
	}
	html_table_cell_end(&m->table);
	return OK;
}

static struct err make_results(struct making *m)
{
	static const struct html_column columns[] = {
		{ STR(N_("Priority or topic")), false },
		{ STR(N_("Outcomes")), false },
		{ STR(N_("Indicators")), false },
		{ STR(N_("Outputs")), false },
		{ STR(N_("Amount")), true },
		{ STR(N_("Share of the one above")), true },
		{ STR(N_("Share of the total")), true },
	};
	struct budget_view money = { .has_total = false };

	TRY(budget_rows_of(m->page, m->section->plan, m->section->subject_key, &money));
	TRY(head(m, columns, countof(columns)));
	for (size_t i = 0; i < money.rows.count && i < ROWS_SHOWN; i++) {
		const struct budget_row *row = &money.rows.at[i];
		struct related_list products;

		TRY(related_to(m->page, NOUN_NODE, row->thing.code, LINK_KIND_DELIVERS,
			       NOUN_PRODUCT, &products));
		html_table_row(&m->table);
		put_printed(m, NOUN_NODE, row->thing);
		TRY(put_outcomes(m, row->thing.code));
		TRY(put_indicators(m, row->thing.code));
		put_related(m, products);
		put_money(m, row);
	}
	return OK;
}

/* ---- Money ---- */

static struct err make_budget(struct making *m)
{
	static const struct html_column columns[] = {
		{ STR(N_("What it is for")), false },
		{ STR(N_("Amount")), true },
		{ STR(N_("Share of the one above")), true },
		{ STR(N_("Share of the total")), true },
	};
	bool is_whole = !str_eq(m->section->subject_noun, S("node"));
	struct budget_view money = { .has_total = false };

	TRY(budget_rows_of(m->page, m->section->plan, is_whole ? S("") : m->section->subject_key,
			   &money));
	TRY(head(m, columns, countof(columns)));
	for (size_t i = 0; i < money.rows.count; i++) {
		html_table_row(&m->table);
		put_printed(m, NOUN_NODE, money.rows.at[i].thing);
		put_money(m, &money.rows.at[i]);
	}
	if (money.has_total) {
		html_table_row(&m->table);
		html_table_cell(&m->table, page_words(m->page, S(N_("Total"))));
		html_table_cell(&m->table, money.total);
	}
	return OK;
}

static struct err make_regions(struct making *m)
{
	static const struct html_column columns[] = {
		{ STR(N_("Region")), false },
		{ STR(N_("Share of the total, as stated")), true },
	};
	struct budget_view money = { .has_total = false };

	TRY(budget_regions_of(m->page, m->section->plan, &money));
	TRY(head(m, columns, countof(columns)));
	for (size_t i = 0; i < money.regions.count; i++) {
		html_table_row(&m->table);
		put_thing(m, &money.regions.at[i].thing);
		html_table_cell_begin(&m->table);
		view_table_region(&m->h, &money.regions.at[i]);
		html_table_cell_end(&m->table);
	}
	return OK;
}

/* ---- Output indicators ---- */

static struct err make_output_indicators(struct making *m)
{
	static const struct html_column columns[] = {
		{ STR(N_("Product or service")), false },
		{ STR(N_("Indicators")), false },
	};
	struct found_rows products;

	TRY(snapshot_where(m->page->snapshot, NOUN_PRODUCT, "parent", S(""), &products));
	TRY(head(m, columns, countof(columns)));
	for (size_t i = 0; i < products.count && i < ROWS_SHOWN; i++) {
		const struct product *product = products.at[i];
		struct thing thing = page_thing_whole(m->page, NOUN_PRODUCT, product->code);
		struct related_list indicators;

		TRY(related_from(m->page, NOUN_PRODUCT, product->code, LINK_KIND_MEASURES,
				 NOUN_INDICATOR, &indicators));
		html_table_row(&m->table);
		put_printed(m, NOUN_PRODUCT, thing);
		put_related(m, indicators);
	}
	return OK;
}

/* ---- Risks ---- */

static struct err put_mitigations(struct making *m, const struct risk *risk)
{
	struct list names = LIST(m->page->arena, struct str);
	struct lines lines;
	struct found_rows found;

	TRY(snapshot_where(m->page->snapshot, NOUN_MITIGATION, "risk", risk->code, &found));
	for (size_t i = 0; i < found.count; i++) {
		const struct mitigation *mitigation = found.at[i];

		TRY(list_push(&names, &mitigation->name));
	}
	lines = (struct lines){ names.at, names.count };
	html_table_cell_begin(&m->table);
	view_table_lines(&m->h, lines);
	html_table_cell_end(&m->table);
	return OK;
}

static struct err make_risks(struct making *m)
{
	static const struct html_column columns[] = {
		{ STR(N_("Perspective")), false }, { STR(N_("Risk")), false },
		{ STR(N_("Probability")), false }, { STR(N_("Impact level")), false },
		{ STR(N_("Mitigation")), false },
	};
	struct found_rows risks;

	TRY(snapshot_where(m->page->snapshot, NOUN_RISK, "plan", m->section->plan, &risks));
	TRY(head(m, columns, countof(columns)));
	for (size_t i = 0; i < risks.count && i < ROWS_SHOWN; i++) {
		const struct risk *risk = risks.at[i];
		struct thing thing = page_thing(m->page, NOUN_RISK, risk->code);

		html_table_row(&m->table);
		html_table_cell(&m->table, risk->perspective);
		put_thing(m, &thing);
		html_table_cell(&m->table, page_choice(m->page, NOUN_RISK, S("probability"),
						       risk->probability));
		html_table_cell(&m->table,
				page_choice(m->page, NOUN_RISK, S("impact"), risk->impact));
		TRY(put_mitigations(m, risk));
	}
	return OK;
}

static struct err (*const makers[])(struct making *m) = {
	[SECTION_SHOWS_RESULTS] = make_results,
	[SECTION_SHOWS_OUTPUT_INDICATORS] = make_output_indicators,
	[SECTION_SHOWS_RISKS] = make_risks,
	[SECTION_SHOWS_BUDGET] = make_budget,
	[SECTION_SHOWS_BUDGET_BY_REGION] = make_regions,
};

struct err document_table(struct page *page, const struct section *section, struct markup *out)
{
	struct making m = { .page = page, .section = section };
	struct table_frame framed = { .label = section->title };

	if ((size_t)section->shows >= countof(makers) || !makers[section->shows])
		return OK;
	if (str_empty(framed.label))
		framed.label = page_words(page, S(N_("Table")));
	html_begin(&m.h, page->arena, page->locale);
	TRY(makers[section->shows](&m));
	html_table_end(&m.table);
	TRY(html_markup(&m.h, &framed.table));
	html_begin(&m.h, page->arena, page->locale);
	view_table_frame(&m.h, &framed);
	return html_markup(&m.h, out);
}
