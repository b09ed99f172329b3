/*
 * One bar of shares and its legend. The bar is drawn to the larger of 100 and the sum, so that a sum
 * of 98 leaves a hatched rest and one of 103 runs past a tick at 100.
 */
#include "figure/stacked.h"

#include "figure/draw.h"
#include "figure/scale.h"
#include "figure/words.h"

enum {
	BAR_TOP = 18 * PX, /* under the tick's label */
	BAR_HEIGHT = 34 * PX,
	SWATCH = 14 * PX,
	SWATCH_GAP = 8 * PX,
	ROW_GAP = 10 * PX,
	LEGEND_GAP = 14 * PX,
	VALUE_GAP = 12 * PX,
	CODE_PADDING = 2 * PX,
};

static const struct decimal hundred = { .units = 100, .scale = 0 };
static const struct decimal nothing = { .units = 0, .scale = 0 };

struct layout {
	struct drawing *d;
	const struct stacked *stacked;
	struct decimal sum; /* of all shares */
	struct decimal end; /* of the bar: 100, or the sum when that is more */
	struct text_style code_style;
};

/* A share that is to be drawn: said, and above nothing. */
static bool has_area(const struct stacked_part *part)
{
	return !decimal_empty(part->share) && decimal_cmp(part->share, nothing) > 0;
}

static struct layout layout_of(struct drawing *d, const struct stacked *stacked)
{
	struct layout l = { .d = d, .stacked = stacked, .sum = nothing };

	for (size_t i = 0; i < stacked->n_parts; i++) {
		if (has_area(&stacked->parts[i]) &&
		    !decimal_add(l.sum, stacked->parts[i].share, &l.sum))
			l.sum = decimal_of(INT64_MAX, 0);
	}
	l.end = decimal_cmp(l.sum, hundred) > 0 ? l.sum : hundred;
	return l;
}

static int place_of(const struct layout *l, struct decimal share)
{
	int place = scale_decimal(share, nothing, l->end, l->d->width);

	return place > l->d->width ? l->d->width : place;
}

static bool code_fits(const struct stacked_part *part, struct text_style style, int width)
{
	return text_width(part->code, style) + CODE_PADDING <= width;
}

/* The style in which all codes fit into their parts; the small one when none does. */
static struct text_style code_style(const struct layout *l)
{
	for (size_t i = 0; i < l->stacked->n_parts; i++) {
		const struct stacked_part *part = &l->stacked->parts[i];

		if (has_area(part) && !code_fits(part, style_code, place_of(l, part->share)))
			return style_small;
	}
	return style_code;
}

static void draw_part(const struct layout *l, const struct stacked_part *part, size_t i, int start,
		      int end)
{
	struct drawing *d = l->d;
	struct box box = { start, BAR_TOP, end - start, BAR_HEIGHT };
	int middle = start + (end - start) / 2;

	draw_box(d, draw_colour(i), box, 0);
	if (code_fits(part, l->code_style, end - start))
		draw_text(d, S(""), l->code_style,
			  (struct point){ middle,
					  BAR_TOP + BAR_HEIGHT / 2 + style_code.size * PX / 3 },
			  ANCHOR_MIDDLE, part->code);
}

static void draw_bar(const struct layout *l)
{
	struct decimal sum = nothing;
	int start = 0;

	for (size_t i = 0; i < l->stacked->n_parts; i++) {
		const struct stacked_part *part = &l->stacked->parts[i];
		int end;

		if (!has_area(part))
			continue;
		if (!decimal_add(sum, part->share, &sum))
			sum = l->end;
		end = place_of(l, sum);
		draw_part(l, part, i, start, end);
		start = end;
	}
	draw_hatch(l->d, (struct box){ start, BAR_TOP, l->d->width - start, BAR_HEIGHT });
}

/* Where 100 is: at the end, or before it when the shares come to more. */
static void draw_hundred(const struct layout *l)
{
	int x = place_of(l, hundred);

	draw_line(l->d, S("fig-mark"), (struct point){ x, BAR_TOP - 4 * PX },
		  (struct point){ x, BAR_TOP + BAR_HEIGHT + 4 * PX });
	draw_text(l->d, S("fig-soft"), style_note, (struct point){ x, BAR_TOP - 6 * PX },
		  ANCHOR_END, words_percent(l->d, hundred));
}

static struct str share_words(struct drawing *d, const struct stacked_part *part)
{
	struct str share = words_percent(d, part->share);

	if (decimal_empty(part->share))
		return part->missing;
	if (part->approximate)
		return words_message(d, S(N_("about {1}")), (struct message_args){ { share } });
	return share;
}

/* What the legend says beside a swatch; returns where the next row begins. */
static int draw_legend_texts(struct drawing *d, struct str label, struct str value,
			     struct str class, int y)
{
	int start = SWATCH + SWATCH_GAP, value_width = text_width(value, style_value);
	struct text_lines lines =
		draw_fit(d, label, style_value, d->width - start - value_width - VALUE_GAP, 3);

	draw_lines(d, class, style_value, (struct point){ start, y + style_value.size * PX },
		   ANCHOR_START, &lines, label);
	draw_text(d, class, style_value, (struct point){ d->width, y + style_value.size * PX },
		  ANCHOR_END, value);
	return y + (lines.n_lines > 0 ? lines.n_lines : 1) * line_height(style_value) + ROW_GAP;
}

/* The code that stands in the bar, then the name. */
static struct str legend_label(struct drawing *d, const struct stacked_part *part)
{
	if (str_empty(part->code))
		return part->label;
	return words_join(d, part->code, S(" · "), part->label);
}

static int draw_legend_row(const struct layout *l, size_t i, int y)
{
	const struct stacked_part *part = &l->stacked->parts[i];
	struct box touch = { 0, y - ROW_GAP / 2, l->d->width, line_height(style_value) + ROW_GAP };
	int end;

	draw_link_begin(l->d, part->href, S(""), touch);
	draw_box(l->d, has_area(part) ? draw_colour(i) : S("fig-chip"),
		 (struct box){ 0, y + 2 * PX, SWATCH, SWATCH }, 0);
	end = draw_legend_texts(l->d, legend_label(l->d, part), share_words(l->d, part), S(""), y);
	draw_link_end(l->d, part->href);
	return end;
}

/* What is missing to 100, or what is too much; nothing when the shares add up. */
static struct str rest_words(const struct layout *l, struct decimal *out)
{
	const struct locale *locale = l->d->frame->locale;
	int order = decimal_cmp(l->sum, hundred);

	if (order == 0 ||
	    !decimal_sub(order < 0 ? hundred : l->sum, order < 0 ? l->sum : hundred, out))
		return S("");
	return message(locale,
		       order < 0 ? S(N_("Not accounted for")) : S(N_("More than the whole")));
}

static int draw_rest(const struct layout *l, int y)
{
	struct decimal rest = DECIMAL_EMPTY;
	struct str words = rest_words(l, &rest);

	if (str_empty(words))
		return y;
	if (decimal_cmp(l->sum, hundred) < 0)
		draw_hatch(l->d, (struct box){ 0, y + 2 * PX, SWATCH, SWATCH });
	return draw_legend_texts(l->d, words, words_percent(l->d, rest), S("fig-alert"), y);
}

static void tell(const struct layout *l)
{
	struct drawing *d = l->d;
	struct decimal rest = DECIMAL_EMPTY;
	struct str words = rest_words(l, &rest);

	draw_column(d, l->stacked->item_header, false);
	draw_column(d, message(d->frame->locale, S(N_("Share"))), true);
	for (size_t i = 0; i < l->stacked->n_parts; i++) {
		draw_cell(d, l->stacked->parts[i].label);
		draw_cell(d, share_words(d, &l->stacked->parts[i]));
	}
	if (str_empty(words))
		return;
	draw_cell(d, words);
	draw_cell(d, words_percent(d, rest));
}

struct err stacked_draw(const struct frame *frame, const struct stacked *stacked, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l = layout_of(&d, stacked);
	int y = BAR_TOP + BAR_HEIGHT + LEGEND_GAP;

	l.code_style = code_style(&l);
	tell(&l);
	draw_bar(&l);
	draw_hundred(&l);
	for (size_t i = 0; i < stacked->n_parts; i++)
		y = draw_legend_row(&l, i, y);
	y = draw_rest(&l, y);
	return draw_finish(&d, S("fig-stacked"), stacked->title, stacked->description, y, out);
}
