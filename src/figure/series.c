/*
 * A series with its axes. The axis of values begins at 0 unless that would hide the line: where the
 * values span less than a third of their height above it, the axis begins at a round number below
 * them, which its first tick says.
 */
#include "figure/series.h"

#include "base/arena.h"
#include "figure/draw.h"
#include "figure/scale.h"
#include "figure/words.h"

enum {
	PLOT_TOP = 18 * PX,
	PLOT_HEIGHT = 170 * PX,
	TICK_GAP = 8 * PX,
	LABEL_GAP = 10 * PX, /* the least between labels of time */
	DOT_RADIUS = 3 * PX,
	INDENT = 8 * PX, /* of the first and last point from the ends of the plot */
	WANTED_STEPS = 4,
	LEGEND_LINE = 18 * PX,
	DOTS_MOST = 24, /* of more points only the last has a dot */
	SPARK_HEIGHT = 24 * PX,
	SPARK_MARGIN = 4 * PX
};

static const struct decimal nothing = { .units = 0, .scale = 0 };

struct layout {
	struct drawing *d;
	const struct series *series;
	bool has_axis; /* there is a value or a target */
	struct axis axis;
	struct box plot;
};

static struct str value_words(const struct layout *l, struct decimal value)
{
	return l->series->is_percent ? words_percent(l->d, value) : words_number(l->d, value);
}

/* The smallest and largest of the values and the target; false when there are none. */
static bool range_of(const struct series *series, struct decimal *low, struct decimal *high)
{
	*low = *high = series->target;
	for (size_t i = 0; i < series->n_points; i++) {
		struct decimal value = series->points[i].value;

		if (decimal_empty(value))
			continue;
		if (decimal_empty(*low) || decimal_cmp(value, *low) < 0)
			*low = value;
		if (decimal_empty(*high) || decimal_cmp(value, *high) > 0)
			*high = value;
	}
	return !decimal_empty(*low);
}

/* Whether values between these would lie flat on an axis that begins at 0. */
static bool is_flat_from_zero(struct decimal low, struct decimal high)
{
	enum { WHOLE = 300 };

	return decimal_cmp(low, nothing) > 0 && decimal_cmp(low, high) < 0 &&
	       scale_decimal(low, nothing, high, WHOLE) > WHOLE * 2 / 3;
}

static void find_axis(struct layout *l)
{
	struct decimal low, high;

	l->has_axis = range_of(l->series, &low, &high);
	if (!l->has_axis)
		return;
	if (!is_flat_from_zero(low, high)) {
		low = decimal_cmp(low, nothing) > 0 ? nothing : low;
		high = decimal_cmp(high, nothing) < 0 ? nothing : high;
	}
	l->axis = axis_for(low, high, WANTED_STEPS);
}

static int widest_tick(const struct layout *l)
{
	int widest = 0;

	for (int i = 0; l->has_axis && i < l->axis.n_ticks; i++) {
		int width = text_width(value_words(l, l->axis.ticks[i]), style_note);

		widest = width > widest ? width : widest;
	}
	return widest;
}

static struct layout layout_of(struct drawing *d, const struct series *series)
{
	struct layout l = {
		.d = d,
		.series = series,
	};
	int start;

	find_axis(&l);
	start = widest_tick(&l) + TICK_GAP;
	l.plot = (struct box){ start, PLOT_TOP, d->width - start - INDENT, PLOT_HEIGHT };
	return l;
}

/* Where the time of the point is; one alone stands in the middle. */
static int across(const struct layout *l, size_t i)
{
	int room = l->plot.width - 2 * INDENT;
	int64_t steps = (int64_t)l->series->n_points - 1;

	return l->plot.x + INDENT + (steps > 0 ? scale_amount((int64_t)i, steps, room) : room / 2);
}

static int down(const struct layout *l, struct decimal value)
{
	return l->plot.y + l->plot.height - axis_place(&l->axis, value, l->plot.height);
}

static struct point place_of(const struct layout *l, size_t i)
{
	return (struct point){ across(l, i), down(l, l->series->points[i].value) };
}

static bool has_value(const struct layout *l, size_t i)
{
	return !decimal_empty(l->series->points[i].value);
}

/* Whether the line runs on to this point from the one before. */
static bool is_joined(const struct layout *l, size_t i)
{
	return i > 0 && has_value(l, i - 1) && has_value(l, i) && !l->series->points[i].is_break;
}

static void draw_value_axis(const struct layout *l)
{
	struct drawing *d = l->d;
	int end = l->plot.x + l->plot.width;

	for (int i = 0; i < l->axis.n_ticks; i++) {
		int y = down(l, l->axis.ticks[i]);

		draw_line(d, i == 0 ? S("fig-axis") : S("fig-grid"), (struct point){ l->plot.x, y },
			  (struct point){ end, y });
		draw_text(d, S("fig-soft"), style_note,
			  (struct point){ l->plot.x - TICK_GAP, y + style_note.size * PX / 3 },
			  ANCHOR_END, value_words(l, l->axis.ticks[i]));
	}
}

/* Every how manyth point has its time written, so that labels keep apart. */
static size_t label_stride(const struct layout *l)
{
	size_t n = l->series->n_points, stride = 1;
	int widest = 0;

	for (size_t i = 0; i < n; i++) {
		int width = text_width(l->series->points[i].label, style_note);

		widest = width > widest ? width : widest;
	}
	while (stride < n && across(l, stride) - across(l, 0) < widest + LABEL_GAP)
		stride++;
	return stride;
}

/* The latest time always has a label, and the others count back from it. */
static void draw_time_axis(const struct layout *l)
{
	size_t n = l->series->n_points, stride = n > 0 ? label_stride(l) : 1;
	int y = l->plot.y + l->plot.height + TICK_GAP + style_note.size * PX;

	for (size_t i = n > 0 ? (n - 1) % stride : 0; i < n; i += stride) {
		struct str label = l->series->points[i].label;
		int half = text_width(label, style_note) / 2, x = across(l, i);

		x = x + half > l->d->width ? l->d->width - half : x;
		draw_text(l->d, S("fig-soft"), style_note, (struct point){ x, y }, ANCHOR_MIDDLE,
			  label);
	}
}

static void draw_target(const struct layout *l)
{
	struct drawing *d = l->d;
	int y, end = l->plot.x + l->plot.width;
	struct str words;

	if (decimal_empty(l->series->target))
		return;
	y = down(l, l->series->target);
	words = words_join(d, l->series->target_label, S(": "), value_words(l, l->series->target));
	draw_line(d, S("fig-goal"), (struct point){ l->plot.x, y }, (struct point){ end, y });
	draw_text(d, S("fig-halo"), style_note, (struct point){ l->plot.x + 4 * PX, y - 5 * PX },
		  ANCHOR_START, words);
}

/* The runs of joined points, each as one line; a point that stands alone has only its dot. */
static MUST_USE struct err draw_runs(const struct layout *l)
{
	struct point *run;
	size_t n = 0;

	TRY_NEW(run = NEW(l->d->frame->arena, struct point, l->series->n_points + 1));
	for (size_t i = 0; i < l->series->n_points; i++) {
		if (!is_joined(l, i)) {
			if (n > 1)
				draw_polyline(l->d, S("fig-line"), run, n);
			n = 0;
		}
		if (has_value(l, i))
			run[n++] = place_of(l, i);
	}
	if (n > 1)
		draw_polyline(l->d, S("fig-line"), run, n);
	return OK;
}

static size_t last_value(const struct layout *l)
{
	size_t i = l->series->n_points;

	while (i > 0 && !has_value(l, i - 1))
		i--;
	return i > 0 ? i - 1 : SIZE_MAX;
}

static bool stands_alone(const struct layout *l, size_t i)
{
	return !is_joined(l, i) && (i + 1 == l->series->n_points || !is_joined(l, i + 1));
}

static void draw_dots(const struct layout *l)
{
	size_t last = last_value(l);

	for (size_t i = 0; i < l->series->n_points; i++)
		if (has_value(l, i) &&
		    (l->series->n_points <= DOTS_MOST || i == last || stands_alone(l, i)))
			draw_dot(l->d, S("fig-dot"), place_of(l, i), DOT_RADIUS);
}

static void draw_last_value(const struct layout *l)
{
	size_t last = last_value(l);
	struct str words;
	struct point at;
	int half;

	if (last == SIZE_MAX)
		return;
	at = place_of(l, last);
	words = value_words(l, l->series->points[last].value);
	half = text_width(words, style_label) / 2;
	at.x = at.x + half > l->d->width ? l->d->width - half : at.x;
	at.y -= 2 * DOT_RADIUS;
	draw_text(l->d, S("fig-halo"), style_label, at, ANCHOR_MIDDLE, words);
}

/* An upright line before each point from which on the method is another; true when there is one. */
static bool draw_breaks(const struct layout *l)
{
	bool has_break = false;

	for (size_t i = 1; i < l->series->n_points; i++) {
		int x = (across(l, i - 1) + across(l, i)) / 2;

		if (!l->series->points[i].is_break)
			continue;
		has_break = true;
		draw_line(l->d, S("fig-break"), (struct point){ x, l->plot.y },
			  (struct point){ x, l->plot.y + l->plot.height });
	}
	return has_break;
}

/* What the upright line means; returns the end. */
static int draw_break_legend(struct drawing *d, int y)
{
	struct str words = message(d->frame->locale,
				   S(N_("The method changed: not comparable across this line")));
	struct text_lines lines =
		draw_fit(d, words, style_note, d->width - LEGEND_LINE, TEXT_LINES_MAX);

	draw_line(d, S("fig-break"), (struct point){ 6 * PX, y },
		  (struct point){ 6 * PX, y + line_height(style_note) });
	draw_lines(d, S("fig-soft"), style_note,
		   (struct point){ LEGEND_LINE, y + style_note.size * PX }, ANCHOR_START, &lines,
		   words);
	return y + lines.n_lines * line_height(style_note) + TICK_GAP;
}

static struct str value_cell(const struct layout *l, const struct series_point *point)
{
	if (decimal_empty(point->value))
		return point->missing;
	return value_words(l, point->value);
}

static void tell(const struct layout *l)
{
	const struct series *series = l->series;
	const struct locale *locale = l->d->frame->locale;

	draw_column(l->d, series->time_header, false);
	draw_column(l->d, series->value_header, true);
	draw_column(l->d, message(locale, S(N_("Note"))), false);
	for (size_t i = 0; i < series->n_points; i++) {
		draw_cell(l->d, series->points[i].label);
		draw_cell(l->d, value_cell(l, &series->points[i]));
		draw_cell(l->d, series->points[i].is_break
					? message(locale, S(N_("the method changed")))
					: S(""));
	}
	if (decimal_empty(series->target))
		return;
	draw_cell(l->d, series->target_label);
	draw_cell(l->d, value_words(l, series->target));
	draw_cell(l->d, S(""));
}

struct err series_draw(const struct frame *frame, const struct series *series, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l = layout_of(&d, series);
	int y = l.plot.y + l.plot.height + TICK_GAP + 2 * line_height(style_note);
	bool has_break;

	tell(&l);
	draw_value_axis(&l);
	draw_time_axis(&l);
	has_break = draw_breaks(&l);
	if (l.has_axis) {
		draw_target(&l);
		TRY(draw_runs(&l));
		draw_dots(&l);
		draw_last_value(&l);
	}
	y = has_break ? draw_break_legend(&d, y) : y - line_height(style_note) + TICK_GAP;
	return draw_finish(&d, S("fig-series"), series->title, series->description, y, out);
}

struct err sparkline_draw(const struct frame *frame, const struct series *series, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l = { .d = &d, .series = series };
	size_t last;

	find_axis(&l);
	l.plot = (struct box){ 0, SPARK_MARGIN, d.width, SPARK_HEIGHT - 2 * SPARK_MARGIN };
	tell(&l);
	last = last_value(&l);
	if (last != SIZE_MAX) {
		TRY(draw_runs(&l));
		draw_dot(&d, S("fig-dot"), place_of(&l, last), DOT_RADIUS);
	}
	return draw_finish(&d, S("fig-spark"), series->title, series->description, SPARK_HEIGHT,
			   out);
}
