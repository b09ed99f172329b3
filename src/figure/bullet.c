/*
 * Bullets under their labels. Each indicator has a scale of its own, from 0 (or its smallest number
 * when that is below 0) to a round number, whose ends are written under it; unlike units cannot
 * share one.
 */
#include "figure/bullet.h"

#include "figure/draw.h"
#include "figure/scale.h"
#include "figure/words.h"

enum {
	TRACK_HEIGHT = 16 * PX,
	BAR_HEIGHT = 8 * PX,
	GAP = 6 * PX,
	ROW_GAP = 18 * PX,
	OVERHANG = 3 * PX,
	WANTED_STEPS = 5,
	NUMBERS = 3
};

/* One bullet with its texts and its scale. */
struct row {
	const struct bullet *bullet;
	struct text_lines label;
	struct axis axis;
	bool has_axis; /* some number is there */
	int y;
};

static const struct decimal nothing = { .units = 0, .scale = 0 };

static bool is_percent(const struct bullet *bullet)
{
	return str_eq(bullet->unit, S("%"));
}

static struct str number_words(struct drawing *d, const struct bullet *bullet,
			       struct decimal number)
{
	struct str words;

	if (is_percent(bullet))
		return words_percent(d, number);
	words = words_number(d, number);
	if (str_empty(bullet->unit) || str_empty(words))
		return words;
	return words_message(d, S(NC_("number and unit", "{1} {2}")),
			     (struct message_args){ { words, bullet->unit } });
}

static struct str value_words(struct drawing *d, const struct bullet *bullet,
			      const struct bullet_value *value)
{
	return decimal_empty(value->number) ? value->missing
					    : number_words(d, bullet, value->number);
}

static struct row row_of(struct drawing *d, const struct bullet *bullet, int y)
{
	const struct decimal numbers[NUMBERS] = { bullet->actual.number, bullet->target.number,
						  bullet->baseline.number };
	struct row row = { .bullet = bullet, .y = y };
	struct decimal low = nothing, high = nothing;

	for (int i = 0; i < NUMBERS; i++) {
		if (decimal_empty(numbers[i]))
			continue;
		row.has_axis = true;
		low = decimal_cmp(numbers[i], low) < 0 ? numbers[i] : low;
		high = decimal_cmp(numbers[i], high) > 0 ? numbers[i] : high;
	}
	if (row.has_axis)
		row.axis = axis_for(low, high, WANTED_STEPS);
	row.label = draw_fit(d, bullet->label, style_label, d->width, 3);
	return row;
}

static int track_top(const struct row *row)
{
	return row->y + row->label.n_lines * line_height(style_label) + GAP;
}

static int place_of(const struct drawing *d, const struct row *row, struct decimal number)
{
	return axis_place(&row->axis, number, d->width);
}

static void draw_tick(struct drawing *d, const struct row *row, struct str class,
		      struct decimal number)
{
	int top = track_top(row), x;

	if (decimal_empty(number))
		return;
	x = place_of(d, row, number);
	/* A tick at the very edge would be cut in half. */
	x = x < PX ? PX : x > d->width - PX ? d->width - PX : x;
	draw_line(d, class, (struct point){ x, top - OVERHANG },
		  (struct point){ x, top + TRACK_HEIGHT + OVERHANG });
}

/* What carries the numbers; without any number there is nothing to see. */
static void draw_track(struct drawing *d, const struct row *row)
{
	int top = track_top(row), zero, end;
	struct decimal actual = row->bullet->actual.number;

	draw_box(d, S("fig-empty"), (struct box){ 0, top, d->width, TRACK_HEIGHT }, 0);
	zero = place_of(d, row, nothing);
	if (!decimal_empty(actual)) {
		end = place_of(d, row, actual);
		draw_box(d, S("fig-bar"),
			 (struct box){ zero < end ? zero : end,
				       top + (TRACK_HEIGHT - BAR_HEIGHT) / 2,
				       zero < end ? end - zero : zero - end, BAR_HEIGHT },
			 0);
	}
	draw_line(d, S("fig-axis"), (struct point){ zero, top },
		  (struct point){ zero, top + TRACK_HEIGHT });
	draw_tick(d, row, S("fig-base"), row->bullet->baseline.number);
	draw_tick(d, row, S("fig-mark"), row->bullet->target.number);
}

static void draw_ends(struct drawing *d, const struct row *row, int y)
{
	const struct axis *axis = &row->axis;

	draw_text(d, S("fig-soft"), style_note, (struct point){ 0, y }, ANCHOR_START,
		  number_words(d, row->bullet, axis->ticks[0]));
	draw_text(d, S("fig-soft"), style_note, (struct point){ d->width, y }, ANCHOR_END,
		  number_words(d, row->bullet, axis->ticks[axis->n_ticks - 1]));
}

/* One of the three numbers in words, with a sample of its mark; returns the next baseline. */
static int draw_number(struct drawing *d, const struct row *row, struct str class, struct str name,
		       const struct bullet_value *value, int y)
{
	struct str words = value_words(d, row->bullet, value);
	bool is_bar = str_eq(class, S("fig-bar")), is_missing = decimal_empty(value->number);

	if (is_bar)
		draw_box(d, class, (struct box){ 0, y - 8 * PX, 10 * PX, BAR_HEIGHT }, 0);
	else
		draw_line(d, class, (struct point){ 5 * PX, y - 10 * PX },
			  (struct point){ 5 * PX, y + 2 * PX });
	draw_text(d, S("fig-soft"), style_note, (struct point){ 18 * PX, y }, ANCHOR_START, name);
	draw_text(d, is_missing ? S("fig-soft") : S(""), is_missing ? style_note : style_code,
		  (struct point){ d->width, y }, ANCHOR_END, words);
	return y + line_height(style_note);
}

/* Draws it and returns its end. */
static int draw_bullet(struct drawing *d, const struct row *row)
{
	const struct bullet *b = row->bullet;
	const struct locale *locale = d->frame->locale;
	int y = row->y + row->label.n_lines * line_height(style_label) + GAP;

	draw_lines(d, S(""), style_label, (struct point){ 0, row->y + style_label.size * PX },
		   ANCHOR_START, &row->label, b->label);
	if (row->has_axis) {
		draw_track(d, row);
		y += TRACK_HEIGHT + GAP + style_note.size * PX;
		draw_ends(d, row, y);
		y += line_height(style_note) + GAP;
	} else {
		y += style_note.size * PX;
	}
	y = draw_number(d, row, S("fig-bar"), message(locale, S(N_("Actual"))), &b->actual, y);
	y = draw_number(d, row, S("fig-mark"), message(locale, S(N_("Target"))), &b->target, y);
	y = draw_number(d, row, S("fig-base"), message(locale, S(N_("Baseline"))), &b->baseline, y);
	return y - line_height(style_note) + GAP;
}

/* The link is the label: how high the whole is shows only when it is drawn. */
static int draw_row(struct drawing *d, const struct row *row)
{
	struct box touch = { 0, row->y - GAP, d->width,
			     row->label.n_lines * line_height(style_label) + 2 * GAP };
	int end;

	draw_link_begin(d, row->bullet->href, S(""), touch);
	end = draw_bullet(d, row);
	draw_link_end(d, row->bullet->href);
	return end;
}

static void tell_columns(struct drawing *d, const struct bullets *bullets)
{
	const struct locale *locale = d->frame->locale;

	draw_column(d, bullets->item_header, false);
	draw_column(d, message(locale, S(N_("Actual"))), true);
	draw_column(d, message(locale, S(N_("Target"))), true);
	draw_column(d, message(locale, S(N_("Baseline"))), true);
}

static void tell_row(struct drawing *d, const struct bullet *bullet)
{
	draw_cell(d, bullet->label);
	draw_cell(d, value_words(d, bullet, &bullet->actual));
	draw_cell(d, value_words(d, bullet, &bullet->target));
	draw_cell(d, value_words(d, bullet, &bullet->baseline));
}

struct err bullet_draw(const struct frame *frame, const struct bullets *bullets, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	int y = GAP;

	tell_columns(&d, bullets);
	for (size_t i = 0; i < bullets->n_bullets; i++) {
		struct row row = row_of(&d, &bullets->bullets[i], y);

		y = draw_row(&d, &row) + ROW_GAP;
		tell_row(&d, &bullets->bullets[i]);
	}
	if (bullets->n_bullets > 0)
		y -= ROW_GAP - GAP;
	return draw_finish(&d, S("fig-bullet"), bullets->title, bullets->description, y, out);
}
