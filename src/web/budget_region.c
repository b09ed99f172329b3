/* The split of a plan's budget by region: stated shares, often without amounts and often rounded. */
#include "web/budget.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/mark.h"
#include "figure/stacked.h"
#include "i18n/number.h"
#include "model/row.h"
#include "web/figures.h"

static bool is_regional(const struct budget_line *line, const struct budget *budget)
{
	return line->kind == budget->kind && str_eq(line->plan, budget->plan) &&
	       period_cmp(line->period, budget->period) == 0 && !str_empty(line->region) &&
	       str_empty(line->action) && str_empty(line->fund);
}

/* The share as stated, or as its amount gives it. */
static struct decimal share_of(const struct budget_line *line, const struct budget *budget)
{
	struct decimal share = line->share_of_total;

	if (!decimal_empty(share) || line->amount == MONEY_EMPTY ||
	    budget->total.amount == MONEY_EMPTY || budget->total.amount <= 0)
		return share;
	if (!decimal_ratio(line->amount, 100, budget->total.amount, SHARE_DIGITS, &share))
		return DECIMAL_EMPTY;
	return share;
}

static struct err add_row(struct page *page, const struct budget *budget,
			  const struct budget_line *line, struct list *rows)
{
	struct str key;
	struct region_row row = {
		.thing = page_thing(page, NOUN_AREA_GROUP, line->region),
		.has_amount = line->amount != MONEY_EMPTY,
		.amount = { line->amount, line->currency },
		.share = { share_of(line, budget) },
		.qualifier = page_choice(page, NOUN_BUDGET_LINE, S("qualifier"), line->qualifier),
	};

	TRY(row_key(page->arena, noun_of(NOUN_BUDGET_LINE), line, &key));
	row.note = page_said(page, NOUN_BUDGET_LINE, key, S("note"), line->note).text;
	return list_push(rows, &row);
}

/* The largest share first, those that are not said last. */
static int by_share(const void *a, const void *b, const void *unused)
{
	const struct region_row *x = a, *y = b;
	struct decimal share_x = x->share.hundredths, share_y = y->share.hundredths;

	(void)unused;
	if (decimal_empty(share_x) || decimal_empty(share_y))
		return decimal_empty(share_x) - decimal_empty(share_y);
	return decimal_cmp(share_y, share_x);
}

static struct err draw(struct page *page, const struct region_row *rows, size_t count,
		       struct markup *out)
{
	struct frame wide = { page->arena, page->locale, S("regions"), FIGURE_WIDE };
	struct frame narrow = { page->arena, page->locale, S("regions-narrow"), FIGURE_NARROW };
	struct stacked_part *parts = NEW(page->arena, struct stacked_part, count);
	struct stacked stacked = {
		.title = page_words(page, S(N_("The budget by region that benefits"))),
		.description = page_words(page, S(N_("Shares of the whole budget, as stated."))),
		.item_header = page_words(page, S(N_("Region"))),
		.parts = parts,
		.n_parts = count,
	};
	struct figures_view v;

	TRY_NEW(parts);
	for (size_t i = 0; i < count; i++)
		parts[i] = (struct stacked_part){
			.code = rows[i].thing.code,
			.label = rows[i].thing.name.text,
			.href = link_text(rows[i].thing.href),
			.share = rows[i].share.hundredths,
			.approximate = !str_empty(rows[i].qualifier),
			.missing = page_words(page, S(N_("not said"))),
		};
	TRY(stacked_draw(&wide, &stacked, &v.wide));
	TRY(stacked_draw(&narrow, &stacked, &v.narrow));
	return part_figures(page, &v, out);
}

/* "The stated shares of 7 regions add to 98 %." */
static struct err write_lead(struct page *page, const struct region_row *rows, size_t count,
			     struct str *out)
{
	struct decimal sum = decimal_of(0, 0);
	size_t known = 0;
	struct buf buf;

	for (size_t i = 0; i < count; i++) {
		struct decimal share = rows[i].share.hundredths;

		if (!decimal_empty(share) && decimal_add(sum, share, &sum))
			known++;
	}
	buf_init(&buf, page->arena);
	number_write_percent(&buf, page->locale, sum);
	*out = page_message(
		page, S(N_("The shares of {1} of {2} parts are stated; they add to {3}.")),
		(struct message_args){ { page_number(page, (int64_t)known),
					 page_number(page, (int64_t)count), buf_held(&buf) } });
	return OK;
}

struct err budget_regions(struct page *page, const struct budget *budget, struct budget_view *v)
{
	struct list rows = LIST(page->arena, struct region_row);
	struct found_rows lines;

	TRY(snapshot_where(page->snapshot, NOUN_BUDGET_LINE, "node", S(""), &lines));
	for (size_t i = 0; i < lines.count; i++)
		if (is_regional(lines.at[i], budget))
			TRY(add_row(page, budget, lines.at[i], &rows));
	if (rows.count == 0)
		return OK;
	TRY(list_sort(&rows, by_share, NULL));
	v->regions.at = rows.at;
	v->regions.count = rows.count;
	TRY(write_lead(page, rows.at, rows.count, &v->regions_lead));
	return draw(page, rows.at, rows.count, &v->regions_figure);
}
