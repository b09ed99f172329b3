/*
 * A dot plot. The axis is divided into bins as wide as a dot; dots of one bin stand on each other, in
 * the input's order, closer together where there are too many for the height of a row.
 */
#include "figure/strip.h"

#include <assert.h>

#include "base/arena.h"
#include "figure/draw.h"
#include "figure/scale.h"
#include "figure/words.h"

enum {
	DOT_RADIUS = 4 * PX,
	STACK_MOST = 96 * PX,  /* the highest that dots may stand */
	STACK_LEAST = 16 * PX, /* so that an empty row is a row */
	ROW_GAP = 14 * PX,
	LABEL_GAP = 6 * PX,
	TICK_GAP = 6 * PX,
	WANTED_STEPS = 4
};

static const struct decimal nothing = { .units = 0, .scale = 0 };

struct layout {
	struct drawing *d;
	const struct strip *strip;
	struct axis axis;
	bool has_axis; /* there is a value */
	int n_bins;
	int *heights; /* n_bins of them: how many dots each has in the row at hand */
};

static struct str value_words(const struct layout *l, struct decimal value)
{
	return l->strip->is_percent ? words_percent(l->d, value) : words_number(l->d, value);
}

static void find_axis(struct layout *l)
{
	struct decimal low = nothing, high = nothing;

	for (size_t i = 0; i < l->strip->n_dots; i++) {
		struct decimal value = l->strip->dots[i].value;

		assert(l->strip->dots[i].group < l->strip->n_groups);
		if (decimal_empty(value))
			continue;
		l->has_axis = true;
		low = decimal_cmp(value, low) < 0 ? value : low;
		high = decimal_cmp(value, high) > 0 ? value : high;
	}
	if (l->has_axis)
		l->axis = axis_for(low, high, WANTED_STEPS);
}

static MUST_USE struct err layout_make(struct layout *l)
{
	find_axis(l);
	l->n_bins = l->d->width / (2 * DOT_RADIUS);
	TRY_NEW(l->heights = NEW(l->d->frame->arena, int, (size_t)l->n_bins));
	return OK;
}

static int bin_of(const struct layout *l, struct decimal value)
{
	int bin = axis_place(&l->axis, value, l->n_bins);

	return bin < l->n_bins ? bin : l->n_bins - 1;
}

static void clear_heights(struct layout *l)
{
	for (int i = 0; i < l->n_bins; i++)
		l->heights[i] = 0;
}

/* Whether the dot stands in the row of the group. */
static bool is_in(const struct strip_dot *dot, size_t group)
{
	return dot->group == group && !decimal_empty(dot->value);
}

/* The dots of the fullest bin of the row. */
static int highest_of(struct layout *l, size_t group)
{
	int highest = 0;

	clear_heights(l);
	for (size_t i = 0; l->has_axis && i < l->strip->n_dots; i++) {
		const struct strip_dot *dot = &l->strip->dots[i];
		int bin;

		if (!is_in(dot, group))
			continue;
		bin = bin_of(l, dot->value);
		l->heights[bin]++;
		highest = l->heights[bin] > highest ? l->heights[bin] : highest;
	}
	return highest;
}

/* From one dot of a stack to the next. */
static int step_for(int highest)
{
	int step = 2 * DOT_RADIUS;

	return highest * step > STACK_MOST ? (STACK_MOST - step) / (highest - 1) : step;
}

static int row_height(int highest)
{
	int height = highest > 0 ? (highest - 1) * step_for(highest) + 2 * DOT_RADIUS : 0;

	return height > STACK_LEAST ? height : STACK_LEAST;
}

static void draw_strip_dot(const struct layout *l, const struct strip_dot *dot, struct point at)
{
	struct str name = words_join(l->d, dot->name, S(": "), value_words(l, dot->value));
	struct box touch = { at.x - DOT_RADIUS, at.y - DOT_RADIUS, 2 * DOT_RADIUS, 2 * DOT_RADIUS };

	draw_link_begin(l->d, dot->href, name, touch);
	draw_dot(l->d, S("fig-bead"), at, DOT_RADIUS - PX / 2);
	draw_link_end(l->d, dot->href);
}

/* The dots of a row, on a line at `floor`. */
static void draw_dots(struct layout *l, size_t group, int step, int floor)
{
	clear_heights(l);
	for (size_t i = 0; l->has_axis && i < l->strip->n_dots; i++) {
		const struct strip_dot *dot = &l->strip->dots[i];
		struct point at = { 0, floor - DOT_RADIUS };
		int bin;

		if (!is_in(dot, group))
			continue;
		bin = bin_of(l, dot->value);
		at.x = bin * 2 * DOT_RADIUS + DOT_RADIUS;
		at.y -= l->heights[bin]++ * step;
		draw_strip_dot(l, dot, at);
	}
	draw_line(l->d, S("fig-axis"), (struct point){ 0, floor },
		  (struct point){ l->d->width, floor });
}

static int64_t missing_in(const struct strip *strip, size_t group)
{
	int64_t count = 0;

	for (size_t i = 0; i < strip->n_dots; i++)
		count += strip->dots[i].group == group && decimal_empty(strip->dots[i].value);
	return count;
}

/* The group's name, and at the end how many have no value. */
static void draw_label(const struct layout *l, size_t group, int y)
{
	struct drawing *d = l->d;
	struct plural without = NP_("{n} without data", "{n} without data");
	int64_t n_missing = missing_in(l->strip, group);
	struct str missing = n_missing > 0 ? words_count(d, without, n_missing) : S("");
	struct str name = l->strip->groups[group];
	struct text_lines lines = draw_fit(d, name, style_code,
					   d->width - text_width(missing, style_note) - ROW_GAP, 1);

	draw_lines(d, S(""), style_code, (struct point){ 0, y }, ANCHOR_START, &lines, name);
	draw_text(d, S("fig-soft"), style_note, (struct point){ d->width, y }, ANCHOR_END, missing);
}

/* A tick under the last row, and its number. */
static void draw_tick(const struct layout *l, int i, int end)
{
	struct str words = value_words(l, l->axis.ticks[i]);
	int x = axis_place(&l->axis, l->axis.ticks[i], l->d->width);
	bool is_last = i == l->axis.n_ticks - 1;
	enum anchor anchor = i == 0 ? ANCHOR_START : is_last ? ANCHOR_END : ANCHOR_MIDDLE;

	draw_line(l->d, S("fig-axis"), (struct point){ x, end }, (struct point){ x, end + 4 * PX });
	draw_text(l->d, S("fig-soft"), style_note,
		  (struct point){ x, end + TICK_GAP + style_note.size * PX }, anchor, words);
}

static void tell(const struct layout *l)
{
	struct drawing *d = l->d;

	draw_column(d, l->strip->item_header, false);
	draw_column(d, l->strip->group_header, false);
	draw_column(d, l->strip->value_header, true);
	for (size_t i = 0; i < l->strip->n_dots; i++) {
		draw_cell(d, l->strip->dots[i].name);
		draw_cell(d, l->strip->groups[l->strip->dots[i].group]);
		draw_cell(d, value_words(l, l->strip->dots[i].value));
	}
}

struct err strip_draw(const struct frame *frame, const struct strip *strip, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l = { .d = &d, .strip = strip };
	int y = 0;

	TRY(layout_make(&l));
	tell(&l);
	for (size_t group = 0; group < strip->n_groups; group++) {
		int highest = highest_of(&l, group);

		y += style_code.size * PX;
		draw_label(&l, group, y);
		y += LABEL_GAP + row_height(highest);
		draw_dots(&l, group, step_for(highest), y);
		y += ROW_GAP;
	}
	y -= strip->n_groups > 0 ? ROW_GAP : 0;
	for (int i = 0; i < l.axis.n_ticks; i++)
		draw_tick(&l, i, y);
	y += TICK_GAP + line_height(style_note);
	return draw_finish(&d, S("fig-strip"), strip->title, strip->description, y, out);
}
