/*
 * Bars under their labels: the label and the amount on a line of their own, so that a phone has room
 * for both, then the bar, then the shares.
 */
#include "figure/bars.h"

#include "figure/draw.h"
#include "figure/scale.h"
#include "figure/words.h"

enum {
	BAR_HEIGHT = 12 * PX,
	BAR_GAP = 6 * PX,  /* between a bar and the text above or below it */
	ROW_GAP = 18 * PX, /* between one bar's share and the next one's label */
	COLUMN_GAP = 16 * PX,
	TICK_OVERHANG = 3 * PX,
	LABEL_LINES = 3
};

/* What all bars have in common. */
struct layout {
	struct drawing *d;
	const struct bars *bars;
	int64_t low, high; /* the ends of the scale; low <= 0 < high */
};

/* One bar, its texts made and measured. */
struct row {
	const struct bar *bar;
	struct str amount;
	struct decimal share; /* computed; empty when there is none */
	bool differs;         /* the stated share really differs from it */
	struct text_lines label;
	bool amount_below; /* the amount has a line of its own */
	int y;             /* its top */
};

static bool has_shares(const struct bars *bars)
{
	return bars->total > 0;
}

static bool has_stated_shares(const struct bars *bars)
{
	for (size_t i = 0; i < bars->n_bars; i++)
		if (!decimal_empty(bars->bars[i].stated_share))
			return has_shares(bars);
	return false;
}

/* With as many digits as the stated one has, so that the two can be compared by eye. */
static struct decimal computed_share(const struct bars *bars, const struct bar *bar)
{
	int8_t scale = decimal_empty(bar->stated_share) ? 1 : bar->stated_share.scale;
	struct decimal share = DECIMAL_EMPTY;

	if (has_shares(bars) && bar->amount != MONEY_EMPTY &&
	    !decimal_ratio(bar->amount, 100, bars->total, scale, &share))
		share = DECIMAL_EMPTY;
	return share;
}

static bool share_differs(const struct bars *bars, const struct bar *bar)
{
	return has_shares(bars) && bar->amount != MONEY_EMPTY &&
	       !decimal_empty(bar->stated_share) &&
	       !decimal_states_ratio(bar->stated_share, bar->amount, 100, bars->total);
}

static int64_t stated_amount(const struct bars *bars, const struct bar *bar)
{
	return scale_percent_of(bar->stated_share, bars->total);
}

static void widen(struct layout *l, int64_t amount)
{
	if (amount > l->high)
		l->high = amount;
	if (amount < l->low && amount != MONEY_EMPTY)
		l->low = amount;
}

static struct layout layout_of(struct drawing *d, const struct bars *bars)
{
	struct layout l = { .d = d, .bars = bars };

	for (size_t i = 0; i < bars->n_bars; i++) {
		widen(&l, bars->bars[i].amount);
		if (share_differs(bars, &bars->bars[i]))
			widen(&l, stated_amount(bars, &bars->bars[i]));
	}
	if (l.high == 0)
		l.high = 1;
	/* Halves, so that the distance of the two ends is a number of 64 bits. */
	if (l.low < -(INT64_MAX / 2))
		l.low = -(INT64_MAX / 2);
	if (l.low < 0 && l.high > INT64_MAX / 2)
		l.high = INT64_MAX / 2;
	return l;
}

static int place_of(const struct layout *l, int64_t amount)
{
	int64_t within = amount < l->low ? l->low : amount > l->high ? l->high : amount;

	return scale_amount(within - l->low, l->high - l->low, l->d->width);
}

static struct row row_of(const struct layout *l, const struct bar *bar, int y)
{
	struct drawing *d = l->d;
	struct row row = {
		.bar = bar,
		.share = computed_share(l->bars, bar),
		.differs = share_differs(l->bars, bar),
		.y = y,
	};
	int room;

	row.amount = bar->amount == MONEY_EMPTY ? bar->missing
						: words_amount(d, bar->amount, l->bars->currency);
	room = d->width - text_width(row.amount, style_value) - COLUMN_GAP;
	row.amount_below = room < d->width / 2;
	row.label = draw_fit(d, bar->label, style_label, row.amount_below ? d->width : room,
			     LABEL_LINES);
	return row;
}

static bool has_note(const struct row *row)
{
	return !decimal_empty(row->share) || !decimal_empty(row->bar->stated_share);
}

static int text_height(const struct row *row)
{
	int n_lines = (row->label.n_lines > 0 ? row->label.n_lines : 1) + row->amount_below;

	return n_lines * line_height(style_label);
}

static int bar_top(const struct row *row)
{
	return row->y + text_height(row) + BAR_GAP;
}

/* Where the share is written: under the bar, or under the label when there is no bar. */
static int note_top(const struct row *row)
{
	if (row->bar->amount == MONEY_EMPTY)
		return row->y + text_height(row);
	return bar_top(row) + BAR_HEIGHT + BAR_GAP;
}

static int row_height(const struct layout *l, const struct row *row)
{
	bool is_noted = has_shares(l->bars) && has_note(row);
	int end = note_top(row) + (is_noted ? line_height(style_note) : -BAR_GAP);

	return end - row->y;
}

static void draw_head(struct drawing *d, const struct row *row)
{
	struct point start = { 0, row->y + style_label.size * PX };
	struct point end = { d->width, start.y };
	bool is_missing = row->bar->amount == MONEY_EMPTY;

	draw_lines(d, S(""), style_label, start, ANCHOR_START, &row->label, row->bar->label);
	if (row->amount_below)
		end.y += row->label.n_lines * line_height(style_label);
	draw_text(d, is_missing ? S("fig-soft") : S(""), style_value, end, ANCHOR_END, row->amount);
}

static void draw_span(const struct layout *l, const struct row *row, struct str class, int from,
		      int to)
{
	draw_box(l->d, class, (struct box){ from, bar_top(row), to - from, BAR_HEIGHT }, 0);
}

static void draw_upright(const struct layout *l, const struct row *row, struct str class, int x,
			 int overhang)
{
	int top = bar_top(row);

	draw_line(l->d, class, (struct point){ x, top - overhang },
		  (struct point){ x, top + BAR_HEIGHT + overhang });
}

/* Hatched between the computed and the stated end, with a tick at the stated one. */
static void draw_difference(const struct layout *l, const struct row *row, int computed, int stated)
{
	int start = computed < stated ? computed : stated;
	int end = computed < stated ? stated : computed;

	draw_hatch(l->d, (struct box){ start, bar_top(row), end - start, BAR_HEIGHT });
	draw_upright(l, row, S("fig-mark"), stated, TICK_OVERHANG);
}

static void draw_bar(const struct layout *l, const struct row *row)
{
	int zero = place_of(l, 0), end, stated;

	if (row->bar->amount == MONEY_EMPTY)
		return;
	end = place_of(l, row->bar->amount);
	stated = row->differs ? place_of(l, stated_amount(l->bars, row->bar)) : end;
	draw_span(l, row, S("fig-bar"), zero, stated < end ? stated : end);
	draw_span(l, row, S("fig-negative"), end, zero);
	if (row->differs)
		draw_difference(l, row, end, stated);
	draw_upright(l, row, S("fig-axis"), zero, 0);
}

static struct str stated_words(struct drawing *d, const struct row *row)
{
	struct str stated = words_percent(d, row->bar->stated_share);

	return words_message(d, row->differs ? S(N_("{1} stated: differs")) : S(N_("{1} stated")),
			     (struct message_args){ { stated } });
}

static void draw_note(const struct layout *l, const struct row *row)
{
	struct drawing *d = l->d;
	int y = note_top(row) + style_note.size * PX;

	draw_text(d, S("fig-soft"), style_note, (struct point){ 0, y }, ANCHOR_START,
		  words_percent(d, row->share));
	if (decimal_empty(row->bar->stated_share))
		return;
	draw_text(d, row->differs ? S("fig-alert") : S("fig-soft"),
		  row->differs ? style_code : style_note, (struct point){ d->width, y }, ANCHOR_END,
		  stated_words(d, row));
}

static void draw_row(const struct layout *l, const struct row *row)
{
	struct box touch = { 0, row->y - BAR_GAP, l->d->width, row_height(l, row) + 2 * BAR_GAP };

	draw_link_begin(l->d, row->bar->href, S(""), touch);
	draw_head(l->d, row);
	draw_bar(l, row);
	if (has_shares(l->bars) && has_note(row))
		draw_note(l, row);
	draw_link_end(l->d, row->bar->href);
}

static void tell_columns(struct drawing *d, const struct bars *bars)
{
	draw_column(d, bars->item_header, false);
	draw_column(d, words_amount_header(d, bars->currency), true);
	if (has_shares(bars))
		draw_column(d, message(d->frame->locale, S(N_("Computed share"))), true);
	if (has_stated_shares(bars)) {
		draw_column(d, message(d->frame->locale, S(N_("Stated share"))), true);
		draw_column(d, message(d->frame->locale, S(N_("Comparison"))), false);
	}
}

static struct str comparison(struct drawing *d, const struct row *row)
{
	if (decimal_empty(row->share) || decimal_empty(row->bar->stated_share))
		return S("");
	return message(d->frame->locale, row->differs ? S(N_("differs")) : S(N_("agrees")));
}

static void tell_row(const struct layout *l, const struct row *row)
{
	struct drawing *d = l->d;

	draw_cell(d, row->bar->label);
	draw_cell(d, row->bar->amount == MONEY_EMPTY
			     ? row->bar->missing
			     : words_plain_amount(d, row->bar->amount, l->bars->currency));
	if (has_shares(l->bars))
		draw_cell(d, words_percent(d, row->share));
	if (has_stated_shares(l->bars)) {
		draw_cell(d, words_percent(d, row->bar->stated_share));
		draw_cell(d, comparison(d, row));
	}
}

struct err bars_draw(const struct frame *frame, const struct bars *bars, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l = layout_of(&d, bars);
	int y = BAR_GAP;

	tell_columns(&d, bars);
	for (size_t i = 0; i < bars->n_bars; i++) {
		struct row row = row_of(&l, &bars->bars[i], y);

		draw_row(&l, &row);
		tell_row(&l, &row);
		y += row_height(&l, &row) + ROW_GAP;
	}
	if (bars->n_bars > 0)
		y += BAR_GAP - ROW_GAP;
	return draw_finish(&d, S("fig-bars"), bars->title, bars->description, y, out);
}
