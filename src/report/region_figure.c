/* The budget of the plan by the region that benefits, as stated or as the amounts give it. */
#include "report/draft.h"

#include "figure/stacked.h"

enum { PARTS_MOST = 24 };

/* Is it for the region as a whole, in the budget that the document shows? */
static bool is_regional(const struct budget_line *line, const struct budget *budget)
{
	return line->kind == budget->kind && str_eq(line->plan, budget->plan) &&
	       period_cmp(line->period, budget->period) == 0 && !str_empty(line->region) &&
	       str_empty(line->action) && str_empty(line->fund);
}

static struct decimal share_of(const struct budget_line *line, const struct budget *budget)
{
	int64_t whole = budget->total.amount;
	struct decimal share;

	if (!decimal_empty(line->share_of_total))
		return line->share_of_total;
	if (line->amount == MONEY_EMPTY || whole == MONEY_EMPTY || whole <= 0 ||
	    !decimal_ratio(line->amount, 100, whole, SHARE_DIGITS, &share))
		return DECIMAL_EMPTY;
	return share;
}

/* The region's name; a word of the source that the figure has no sign for stands behind it. */
static struct str label_of(const struct draft *d, const struct budget_line *line)
{
	struct str name = draft_named(d, NOUN_AREA_GROUP, line->region).text;
	struct str word = draft_choice(d, NOUN_BUDGET_LINE, S("qualifier"), line->qualifier);

	if (line->qualifier == 0 || line->qualifier == BUDGET_LINE_QUALIFIER_APPROXIMATELY)
		return name;
	return str_format(d->arena, "%.*s (%.*s)", STR_ARGS(name), STR_ARGS(word));
}

static struct err find_parts(struct draft *d, struct list *parts)
{
	struct found_rows lines;

	TRY(snapshot_where(d->snapshot, NOUN_BUDGET_LINE, "node", S(""), &lines));
	for (size_t i = 0; d->budget && i < lines.count; i++) {
		const struct budget_line *line = lines.at[i];
		struct stacked_part part;

		if (!is_regional(line, d->budget))
			continue;
		part = (struct stacked_part){
			.code = line->region,
			.label = label_of(d, line),
			.share = share_of(line, d->budget),
			.approximate = line->qualifier == BUDGET_LINE_QUALIFIER_APPROXIMATELY,
			.missing = message(d->locale, S(N_("not said"))),
		};
		TRY(list_push(parts, &part));
	}
	return OK;
}

/* The largest first, those that are not said last. */
static int by_share(const void *a, const void *b, const void *unused)
{
	const struct stacked_part *x = a, *y = b;

	(void)unused;
	if (decimal_empty(x->share) || decimal_empty(y->share))
		return decimal_empty(x->share) - decimal_empty(y->share);
	return decimal_cmp(y->share, x->share);
}

static struct err draw(struct draft *d, const struct list *parts)
{
	struct frame wide = draft_frame(d, "", FIGURE_WIDE);
	struct frame narrow = draft_frame(d, "-narrow", FIGURE_NARROW);
	struct drawing_pair *pair = NEW(d->arena, struct drawing_pair, 1);
	const struct stacked figure = {
		.title = draft_figure_title(d, S(N_("The budget by region that benefits"))),
		.description = message(d->locale, S(N_("Shares of the whole budget, as stated."))),
		.item_header = message(d->locale, S(N_("Region"))),
		.parts = parts->at,
		.n_parts = parts->count,
	};

	TRY_NEW(pair);
	TRY(stacked_draw(&wide, &figure, &pair->wide));
	TRY(stacked_draw(&narrow, &figure, &pair->narrow));
	return draft_block(d, (struct block){ .figure = pair });
}

/* "The shares of 7 of 7 parts are stated; they add to 98 %." */
static struct err add_sum(struct draft *d, const struct list *parts)
{
	struct decimal sum = decimal_of(0, 0);
	int64_t known = 0;
	struct str text;

	for (size_t i = 0; i < parts->count; i++) {
		struct decimal share = LIST_AT(*parts, struct stacked_part, i)->share;

		known += !decimal_empty(share) && decimal_add(sum, share, &sum);
	}
	text = draft_message(d,
			     S(N_("The shares of {1} of {2} parts are stated; they add to {3}.")),
			     (struct message_args){ { draft_number(d, known),
						      draft_number(d, (int64_t)parts->count),
						      draft_percent(d, sum) } });
	return draft_remark(d, (struct phrase){ .text = text });
}

struct err compose_regions(struct draft *d)
{
	struct list parts = LIST(d->arena, struct stacked_part);

	TRY(find_parts(d, &parts));
	if (parts.count == 0 || parts.count > PARTS_MOST)
		return draft_to_fill(d);
	TRY(list_sort(&parts, by_share, NULL));
	TRY(draw(d, &parts));
	TRY(add_sum(d, &parts));
	return draft_absent_figure(d);
}
