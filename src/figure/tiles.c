/*
 * A tile grid. Tiles are as large as the width allows; the code stands in a tile where it has room,
 * and the dots of a class only where they can be told apart.
 */
#include "figure/tiles.h"

#include <assert.h>

#include "figure/draw.h"
#include "figure/words.h"

enum {
	TILE_MOST = 44 * PX,
	TILE_GAP = 2 * PX,
	DOTTED_LEAST = 24 * PX, /* the smallest tile with dots */
	DOT_RADIUS = 120,       /* 1.2 px */
	DOT_STEP = 4 * PX,
	DOT_MARGIN = 4 * PX,
	CODE_PADDING = 1 * PX,
	SWATCH = 24 * PX,
	SWATCH_GAP = 8 * PX,
	LEGEND_GAP = 12 * PX,
	LEGEND_ROW = 29 * PX
};

struct layout {
	struct drawing *d;
	const struct tiles *tiles;
	int n_rows, n_columns;
	int size; /* of a tile, without the gap */
};

static struct layout layout_of(struct drawing *d, const struct tiles *tiles)
{
	struct layout l = { .d = d, .tiles = tiles };

	for (size_t i = 0; i < tiles->n_tiles; i++) {
		const struct tile *tile = &tiles->tiles[i];

		assert(tile->row >= 0 && tile->column >= 0);
		assert(tile->class >= TILES_NO_DATA && tile->class < tiles->n_classes);
		l.n_rows = tile->row >= l.n_rows ? tile->row + 1 : l.n_rows;
		l.n_columns = tile->column >= l.n_columns ? tile->column + 1 : l.n_columns;
	}
	l.size = l.n_columns > 0 ? (d->width + TILE_GAP) / l.n_columns - TILE_GAP : 0;
	l.size = l.size > TILE_MOST ? TILE_MOST : l.size;
	return l;
}

/* Classes are spread over all tints, so that the highest is always the darkest. */
static struct str tint_of(const struct tiles *tiles, int class)
{
	static const struct str tints[TILES_CLASSES] = { STR("fig-h1"), STR("fig-h2"),
							 STR("fig-h3"), STR("fig-h4"),
							 STR("fig-h5") };
	int last = tiles->n_classes - 1;

	return tints[last > 0 ? class * (TILES_CLASSES - 1) / last : 0];
}

/* A square of the class: tinted, with as many dots as its place among the classes; or hatched. */
static void draw_square(const struct layout *l, struct box box, int class)
{
	struct point dot = { box.x + DOT_MARGIN, box.y + DOT_MARGIN };

	if (class == TILES_NO_DATA) {
		draw_hatch(l->d, box);
		return;
	}
	draw_box(l->d, tint_of(l->tiles, class), box, 0);
	for (int i = 0; box.width >= DOTTED_LEAST && i <= class; i++) {
		draw_dot(l->d, S("fig-point"), dot, DOT_RADIUS);
		dot.x += DOT_STEP;
	}
}

/* On hatching the letters keep clear of the lines. */
static void draw_code(const struct layout *l, struct box box, const struct tile *tile)
{
	struct str code = tile->code, class = tile->class == TILES_NO_DATA ? S("fig-halo") : S("");
	struct text_style style = style_code;
	struct point middle = { box.x + box.width / 2,
				box.y + box.height / 2 + style.size * PX * 45 / 100 };

	if (text_width(code, style) + CODE_PADDING > box.width)
		style = style_small;
	if (text_width(code, style) + CODE_PADDING <= box.width)
		draw_text(l->d, class, style, middle, ANCHOR_MIDDLE, code);
}

static void draw_tile(const struct layout *l, const struct tile *tile)
{
	struct box box = { tile->column * (l->size + TILE_GAP), tile->row * (l->size + TILE_GAP),
			   l->size, l->size };
	struct str name = words_join(l->d, tile->name, S(": "), tile->value);

	draw_link_begin(l->d, tile->href, name, box);
	draw_square(l, box, tile->class);
	draw_code(l, box, tile);
	draw_link_end(l->d, tile->href);
}

static int draw_legend_row(const struct layout *l, int class, struct str label, int y)
{
	int start = SWATCH + SWATCH_GAP;
	struct text_lines lines = draw_fit(l->d, label, style_note, l->d->width - start, 1);

	draw_square(l, (struct box){ 0, y, SWATCH, SWATCH }, class);
	draw_lines(l->d, S(""), style_note,
		   (struct point){ start, y + SWATCH / 2 + style_note.size * PX / 3 }, ANCHOR_START,
		   &lines, label);
	return y + LEGEND_ROW;
}

static bool has_gaps(const struct tiles *tiles)
{
	for (size_t i = 0; i < tiles->n_tiles; i++)
		if (tiles->tiles[i].class == TILES_NO_DATA)
			return true;
	return false;
}

static int draw_legend(const struct layout *l, int y)
{
	y += LEGEND_GAP;
	for (int i = 0; i < l->tiles->n_classes; i++)
		y = draw_legend_row(l, i, l->tiles->classes[i], y);
	if (has_gaps(l->tiles))
		y = draw_legend_row(l, TILES_NO_DATA, l->tiles->no_data, y);
	return y;
}

static void tell(struct drawing *d, const struct tiles *tiles)
{
	draw_column(d, tiles->item_header, false);
	draw_column(d, tiles->value_header, true);
	for (size_t i = 0; i < tiles->n_tiles; i++) {
		draw_cell(d, tiles->tiles[i].name);
		draw_cell(d, tiles->tiles[i].value);
	}
}

struct err tiles_draw(const struct frame *frame, const struct tiles *tiles, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l;
	int y;

	assert(tiles->n_classes >= 0 && tiles->n_classes <= TILES_CLASSES);
	l = layout_of(&d, tiles);
	tell(&d, tiles);
	for (size_t i = 0; i < tiles->n_tiles; i++)
		draw_tile(&l, &tiles->tiles[i]);
	y = draw_legend(&l, l.n_rows * (l.size + TILE_GAP));
	return draw_finish(&d, S("fig-tiles"), tiles->title, tiles->description, y, out);
}
