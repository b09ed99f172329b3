/*
 * The matrix of risks. Impact grows in the reading direction, probability grows upward. A row is as
 * high as its fullest cell needs; the tint of a cell tells how high both levels are together, which
 * its place tells already.
 */
#include "figure/matrix.h"

#include <assert.h>

#include "figure/draw.h"
#include "figure/words.h"

enum {
	LABEL_PERCENT = 22, /* of the width: the names of the levels of probability */
	CHIP_HEIGHT = 26 * PX,
	CHIP_LEAST = 30 * PX, /* its width, so that it can be touched */
	CHIP_PADDING = 8 * PX,
	CHIP_GAP = 6 * PX,
	CELL_GAP = 3 * PX,
	CELL_LEAST = 58 * PX, /* its height */
	LABEL_GAP = 8 * PX,
	TINTS = 5,
	SHOWN_MOST = 12 /* chips in a cell; the rest is counted */
};

struct layout {
	struct drawing *d;
	const struct matrix *matrix;
	int start;      /* where the cells begin */
	int cell_width; /* with its gap */
	int chip_width;
	int per_line; /* chips beside each other in a cell */
};

static bool is_at(const struct matrix_item *item, int probability, int impact)
{
	return item->probability == probability && item->impact == impact;
}

static bool is_unrated(const struct matrix_item *item)
{
	return item->probability == MATRIX_UNRATED || item->impact == MATRIX_UNRATED;
}

static int count_at(const struct matrix *matrix, int probability, int impact)
{
	int count = 0;

	for (size_t i = 0; i < matrix->n_items; i++)
		count += is_at(&matrix->items[i], probability, impact);
	return count;
}

/* As wide as the widest code, but no wider than a cell. */
static int chip_width(const struct matrix *matrix, int cell_width)
{
	int width = CHIP_LEAST;

	for (size_t i = 0; i < matrix->n_items; i++) {
		int wanted = text_width(matrix->items[i].code, style_code) + CHIP_PADDING;

		width = wanted > width ? wanted : width;
	}
	return width < cell_width ? width : cell_width;
}

static struct layout layout_of(struct drawing *d, const struct matrix *matrix)
{
	struct layout l = { .d = d, .matrix = matrix };
	int room;

	l.start = d->width / 100 * LABEL_PERCENT;
	l.cell_width = (d->width - l.start + CELL_GAP) / matrix->impact.n_levels;
	room = l.cell_width - CELL_GAP - 2 * CHIP_GAP;
	l.chip_width = chip_width(matrix, room);
	l.per_line = (room + CHIP_GAP) / (l.chip_width + CHIP_GAP);
	return l;
}

/* How many lines of chips a cell has, the one that counts the rest included. */
static int lines_for(const struct layout *l, int count)
{
	int shown = count > SHOWN_MOST ? SHOWN_MOST + 1 : count;

	return (shown + l->per_line - 1) / l->per_line;
}

static int row_height(const struct layout *l, int probability)
{
	int height = CELL_LEAST;

	for (int impact = 0; impact < l->matrix->impact.n_levels; impact++) {
		int lines = lines_for(l, count_at(l->matrix, probability, impact));
		int needed = lines * (CHIP_HEIGHT + CHIP_GAP) + CHIP_GAP;

		height = needed > height ? needed : height;
	}
	return height;
}

static void draw_chip(const struct layout *l, const struct matrix_item *item, struct point at)
{
	struct drawing *d = l->d;
	struct box box = { at.x, at.y, l->chip_width, CHIP_HEIGHT };
	struct text_lines code = draw_fit(d, item->code, style_code, l->chip_width, 1);
	struct str name = words_join(d, item->code, S(": "), item->name);

	draw_link_begin(d, item->href, name, box);
	draw_box(d, S("fig-chip"), box, 4 * PX);
	draw_lines(d, S(""), style_code,
		   (struct point){ at.x + l->chip_width / 2,
				   at.y + CHIP_HEIGHT / 2 + style_code.size * PX * 36 / 100 },
		   ANCHOR_MIDDLE, &code, item->code);
	draw_link_end(d, item->href);
}

/* The place of the n-th chip of a cell or row that begins there. */
static struct point chip_place(const struct layout *l, struct point start, int n, int per_line)
{
	return (struct point){ start.x + n % per_line * (l->chip_width + CHIP_GAP),
			       start.y + n / per_line * (CHIP_HEIGHT + CHIP_GAP) };
}

static void draw_rest(const struct layout *l, struct point at, int count)
{
	struct str text = words_count(l->d, (struct plural)NP_("+{n}", "+{n}"), count);

	draw_text(l->d, S(""), style_code,
		  (struct point){ at.x, at.y + CHIP_HEIGHT / 2 + style_code.size * PX / 3 },
		  ANCHOR_START, text);
}

static struct str tint_of(const struct matrix *matrix, int probability, int impact)
{
	static const struct str tints[TINTS] = { STR("fig-h1"), STR("fig-h2"), STR("fig-h3"),
						 STR("fig-h4"), STR("fig-h5") };
	int most = matrix->probability.n_levels + matrix->impact.n_levels - 2;

	return tints[most > 0 ? (probability + impact) * (TINTS - 1) / most : 0];
}

static void draw_cell_chips(const struct layout *l, struct box box, int probability, int impact)
{
	struct point start = { box.x + CHIP_GAP, box.y + CHIP_GAP };
	int n = 0, count = count_at(l->matrix, probability, impact);

	for (size_t i = 0; i < l->matrix->n_items && n < SHOWN_MOST; i++)
		if (is_at(&l->matrix->items[i], probability, impact))
			draw_chip(l, &l->matrix->items[i], chip_place(l, start, n++, l->per_line));
	if (count > n)
		draw_rest(l, chip_place(l, start, n, l->per_line), count - n);
}

static void draw_row(const struct layout *l, int probability, int y, int height)
{
	struct str level = l->matrix->probability.levels[probability];
	struct text_lines lines = draw_fit(l->d, level, style_note, l->start - LABEL_GAP, 2);
	int text = y + (height - lines.n_lines * line_height(style_note)) / 2;

	draw_lines(l->d, S(""), style_note, (struct point){ 0, text + style_note.size * PX },
		   ANCHOR_START, &lines, level);
	for (int impact = 0; impact < l->matrix->impact.n_levels; impact++) {
		struct box box = { l->start + impact * l->cell_width, y, l->cell_width - CELL_GAP,
				   height };

		draw_box(l->d, tint_of(l->matrix, probability, impact), box, 0);
		draw_cell_chips(l, box, probability, impact);
	}
}

/* An arrow that points to where the axis grows: upward, or in the reading direction. */
static void draw_arrow(struct drawing *d, struct point tip, bool is_upward)
{
	int long_side = 14 * PX, head = 4 * PX;
	struct point tail = { tip.x - (is_upward ? 0 : long_side),
			      tip.y + (is_upward ? long_side : 0) };
	struct point one = { tip.x - head, tip.y + (is_upward ? head : -head) };
	struct point other = { tip.x + (is_upward ? head : -head), tip.y + head };

	draw_line(d, S("fig-axis"), tail, tip);
	draw_polyline(d, S("fig-axis"), (struct point[]){ one, tip, other }, 3);
}

/* The name of probability above its levels; returns where the first row begins. */
static int draw_top(const struct layout *l)
{
	struct drawing *d = l->d;
	struct str name = l->matrix->probability.name;
	struct text_lines lines = draw_fit(d, name, style_code, d->width - 20 * PX, 1);

	draw_arrow(d, (struct point){ 5 * PX, 2 * PX }, true);
	draw_lines(d, S("fig-soft"), style_code,
		   (struct point){ 16 * PX, style_code.size * PX + PX }, ANCHOR_START, &lines,
		   name);
	return 2 * line_height(style_code) - 6 * PX;
}

/* The levels of impact under their columns, its name under them; returns the end. */
static int draw_bottom(const struct layout *l, int y)
{
	struct drawing *d = l->d;
	const struct matrix_axis *impact = &l->matrix->impact;
	struct text_lines name = draw_fit(d, impact->name, style_code, d->width - 24 * PX, 1);

	y += style_note.size * PX + LABEL_GAP / 2;
	for (int i = 0; i < impact->n_levels; i++) {
		struct text_lines lines =
			draw_fit(d, impact->levels[i], style_note, l->cell_width - CELL_GAP, 1);
		int middle = l->start + i * l->cell_width + (l->cell_width - CELL_GAP) / 2;

		draw_lines(d, S(""), style_note, (struct point){ middle, y }, ANCHOR_MIDDLE, &lines,
			   impact->levels[i]);
	}
	y += line_height(style_code) + LABEL_GAP / 2;
	draw_lines(d, S("fig-soft"), style_code, (struct point){ d->width - 24 * PX, y },
		   ANCHOR_END, &name, impact->name);
	draw_arrow(d, (struct point){ d->width - 2 * PX, y - style_code.size * PX / 3 }, false);
	return y + LABEL_GAP;
}

/* Those that stand nowhere, in lines of the whole width; returns the end. */
static int draw_unrated(const struct layout *l, int y)
{
	int per_line = (l->d->width + CHIP_GAP) / (l->chip_width + CHIP_GAP), n = 0;
	struct point start = { 0, y + 2 * line_height(style_code) };

	for (size_t i = 0; i < l->matrix->n_items; i++) {
		const struct matrix_item *item = &l->matrix->items[i];

		if (is_unrated(item))
			draw_chip(l, item, chip_place(l, start, n++, per_line));
	}
	if (n == 0)
		return y;
	draw_text(l->d, S("fig-soft"), style_code, (struct point){ 0, start.y - LABEL_GAP },
		  ANCHOR_START, message(l->d->frame->locale, S(N_("Not rated"))));
	return chip_place(l, start, n - 1, per_line).y + CHIP_HEIGHT + CHIP_GAP;
}

static struct str level_name(struct drawing *d, const struct matrix_axis *axis, int level)
{
	if (level == MATRIX_UNRATED)
		return message(d->frame->locale, S(N_("Not rated")));
	return axis->levels[level];
}

static void tell(struct drawing *d, const struct matrix *matrix)
{
	draw_column(d, message(d->frame->locale, S(N_("Code"))), false);
	draw_column(d, matrix->item_header, false);
	draw_column(d, matrix->probability.name, false);
	draw_column(d, matrix->impact.name, false);
	for (size_t i = 0; i < matrix->n_items; i++) {
		const struct matrix_item *item = &matrix->items[i];

		draw_cell(d, item->code);
		draw_cell(d, item->name);
		draw_cell(d, level_name(d, &matrix->probability, item->probability));
		draw_cell(d, level_name(d, &matrix->impact, item->impact));
	}
}

static void assert_levels(const struct matrix *matrix)
{
	assert(matrix->probability.n_levels >= 1 && matrix->probability.n_levels <= MATRIX_LEVELS);
	assert(matrix->impact.n_levels >= 1 && matrix->impact.n_levels <= MATRIX_LEVELS);
	for (size_t i = 0; i < matrix->n_items; i++) {
		assert(matrix->items[i].probability >= MATRIX_UNRATED);
		assert(matrix->items[i].probability < matrix->probability.n_levels);
		assert(matrix->items[i].impact >= MATRIX_UNRATED);
		assert(matrix->items[i].impact < matrix->impact.n_levels);
	}
}

struct err matrix_draw(const struct frame *frame, const struct matrix *matrix, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l;
	int y;

	assert_levels(matrix);
	l = layout_of(&d, matrix);
	tell(&d, matrix);
	y = draw_top(&l);
	for (int i = matrix->probability.n_levels - 1; i >= 0; i--) {
		int height = row_height(&l, i);

		draw_row(&l, i, y, height);
		y += height + CELL_GAP;
	}
	y = draw_bottom(&l, y);
	y = draw_unrated(&l, y);
	return draw_finish(&d, S("fig-matrix"), matrix->title, matrix->description, y, out);
}
