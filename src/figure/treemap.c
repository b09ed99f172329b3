/*
 * A treemap of two levels. Groups and the cells within them are laid out from the largest to the
 * smallest; a label stands only where it has room, and the table beside the figure has them all.
 */
#include "figure/treemap.h"

#include <assert.h>

#include "base/arena.h"
#include "base/list.h"
#include "figure/draw.h"
#include "figure/squarify.h"
#include "figure/words.h"

enum {
	MOST_USUAL = 12,
	RATIO_PERCENT = 85, /* height of the width, up to the limit */
	HEIGHT_MOST = 420 * PX,
	GROUP_GAP = 2 * PX,
	HEADER_HEIGHT = 20 * PX,
	PADDING = 5 * PX,
	LABEL_LEAST = 44 * PX, /* the width below which a label would be only its beginning */
	TOUCH_LEAST = 24 * PX  /* a smaller box is no link: a finger could not choose it */
};

/* A cell: an item, or the smaller ones of a group as one. */
struct cell {
	struct str label, href;
	int64_t amount;
	size_t n_others;
};

/* A group with what is shown of it, its cells from the largest on. */
struct block {
	struct str name, class;
	struct cell *cells;
	size_t n_cells;
	int64_t amount;
};

struct layout {
	struct drawing *d;
	const struct treemap *map;
	struct block *blocks; /* from the largest on */
	size_t n_blocks;
};

static int by_amount(const void *a, const void *b, const void *context)
{
	const struct cell *x = a, *y = b;

	(void)context;
	return (x->amount < y->amount) - (x->amount > y->amount);
}

static int by_block_amount(const void *a, const void *b, const void *context)
{
	const struct block *x = a, *y = b;

	(void)context;
	return (x->amount < y->amount) - (x->amount > y->amount);
}

/*
 * The amount as a weight. Amounts are halved until their sum fits into 64 bits; one that vanishes
 * keeps the weight 1.
 */
static int halvings_for(const struct treemap *map)
{
	int128 total = 0;
	int halvings = 0;

	for (size_t i = 0; i < map->n_items; i++)
		total += map->items[i].amount > 0 ? map->items[i].amount : 0;
	for (; total > INT64_MAX / 2; total /= 2)
		halvings++;
	return halvings;
}

static int64_t weight_of(int64_t amount, int halvings)
{
	return amount >> halvings > 0 ? amount >> halvings : 1;
}

/* All cells from `most` on become one, which stands where its size puts it. */
static MUST_USE struct err merge_others(struct drawing *d, struct list *cells, size_t most)
{
	struct cell others = { .n_others = cells->count - most };

	for (size_t i = most; i < cells->count; i++) {
		int64_t amount = LIST_AT(*cells, struct cell, i)->amount;

		if (!money_add(others.amount, amount, &others.amount))
			others.amount = INT64_MAX;
	}
	others.label = words_count(d, (struct plural)NP_("{n} other", "{n} others"),
				   (int64_t)others.n_others);
	cells->count = most;
	TRY(list_push(cells, &others));
	return list_sort(cells, by_amount, NULL);
}

static MUST_USE struct err block_make(struct layout *l, size_t group, struct block *out)
{
	size_t most = l->map->most > 0 ? l->map->most : MOST_USUAL;
	struct block block = { .name = l->map->groups[group], .class = draw_colour(group) };
	struct list cells = LIST(l->d->frame->arena, struct cell);

	for (size_t i = 0; i < l->map->n_items; i++) {
		const struct treemap_item *item = &l->map->items[i];
		struct cell cell = { item->label, item->href, item->amount, 0 };

		if (item->group != group || item->amount <= 0)
			continue;
		TRY(list_push(&cells, &cell));
		if (!money_add(block.amount, item->amount, &block.amount))
			block.amount = INT64_MAX;
	}
	TRY(list_sort(&cells, by_amount, NULL));
	if (cells.count > most + 1)
		TRY(merge_others(l->d, &cells, most));
	block.cells = cells.at;
	block.n_cells = cells.count;
	*out = block;
	return OK;
}

static MUST_USE struct err layout_make(struct layout *l)
{
	struct list blocks = LIST(l->d->frame->arena, struct block);

	for (size_t i = 0; i < l->map->n_items; i++)
		assert(l->map->items[i].group < l->map->n_groups);
	for (size_t group = 0; group < l->map->n_groups; group++) {
		struct block block;

		TRY(block_make(l, group, &block));
		if (block.n_cells > 0)
			TRY(list_push(&blocks, &block));
	}
	TRY(list_sort(&blocks, by_block_amount, NULL));
	l->blocks = blocks.at;
	l->n_blocks = blocks.count;
	return OK;
}

/* As much of the label and the amount as there is room for, the label first. */
static void draw_label(const struct layout *l, const struct cell *cell, struct box box)
{
	struct drawing *d = l->d;
	int width = box.width - 2 * PADDING;
	int room = (box.height - 2 * PADDING) / line_height(style_note);
	struct str amount = words_plain_amount(d, cell->amount, l->map->currency);
	bool has_amount = room >= 2 && text_width(amount, style_note) <= width;
	int most = room - has_amount < TEXT_LINES_MAX ? room - has_amount : TEXT_LINES_MAX;
	struct point at = { box.x + PADDING, box.y + PADDING + style_note.size * PX };
	struct text_lines lines;

	if (most < 1 || width < LABEL_LEAST)
		return;
	if (text_widest_word(cell->label, style_note) > width)
		most = 1;
	lines = draw_fit(d, cell->label, style_note, width, most);
	draw_lines(d, S(""), style_note, at, ANCHOR_START, &lines, cell->label);
	at.y += lines.n_lines * line_height(style_note);
	if (has_amount)
		draw_text(d, S(""), style_note, at, ANCHOR_START, amount);
}

/* The link lies on top and has the whole label for its name, whatever there is room for below it. */
static void draw_cell_box(const struct layout *l, const struct block *block,
			  const struct cell *cell, struct box box)
{
	struct drawing *d = l->d;
	bool is_link = box.width >= TOUCH_LEAST && box.height >= TOUCH_LEAST &&
		       !str_empty(cell->href);
	struct str amount = words_amount(d, cell->amount, l->map->currency);

	draw_box(d, block->class, box, 0);
	if (!is_link) {
		draw_label(l, cell, box);
		return;
	}
	draw_silent_begin(d);
	draw_label(l, cell, box);
	draw_silent_end(d);
	draw_link_begin(d, cell->href, words_join(d, cell->label, S(": "), amount), box);
	draw_link_end(d, cell->href);
}

/* The name of the group above its cells, where the block is large enough for one. */
static struct box draw_block_header(const struct layout *l, const struct block *block,
				    struct box box)
{
	struct text_lines lines;

	if (box.width < LABEL_LEAST || box.height < 2 * HEADER_HEIGHT)
		return box;
	lines = draw_fit(l->d, block->name, style_code, box.width - PADDING, 1);
	draw_lines(l->d, S(""), style_code,
		   (struct point){ box.x, box.y + style_code.size * PX + 2 * PX }, ANCHOR_START,
		   &lines, block->name);
	return (struct box){ box.x, box.y + HEADER_HEIGHT, box.width, box.height - HEADER_HEIGHT };
}

/* A block may be thinner than the gap that parts it from the next. */
static struct box without_gap(struct box box)
{
	box.width = box.width > GROUP_GAP ? box.width - GROUP_GAP : 0;
	box.height = box.height > GROUP_GAP ? box.height - GROUP_GAP : 0;
	return box;
}

static MUST_USE struct err draw_block(const struct layout *l, const struct block *block,
				      struct box box, int halvings)
{
	struct arena *arena = l->d->frame->arena;
	struct box inner = without_gap(box), *boxes;
	int64_t *weights;

	TRY_NEW(weights = NEW(arena, int64_t, block->n_cells));
	TRY_NEW(boxes = NEW(arena, struct box, block->n_cells));
	for (size_t i = 0; i < block->n_cells; i++)
		weights[i] = weight_of(block->cells[i].amount, halvings);
	inner = draw_block_header(l, block, inner);
	squarify(weights, block->n_cells, inner, boxes);
	for (size_t i = 0; i < block->n_cells; i++)
		draw_cell_box(l, block, &block->cells[i], boxes[i]);
	return OK;
}

static MUST_USE struct err draw_blocks(const struct layout *l, struct box box)
{
	struct arena *arena = l->d->frame->arena;
	int halvings = halvings_for(l->map);
	struct box *boxes;
	int64_t *weights;

	TRY_NEW(weights = NEW(arena, int64_t, l->n_blocks + 1));
	TRY_NEW(boxes = NEW(arena, struct box, l->n_blocks + 1));
	for (size_t i = 0; i < l->n_blocks; i++)
		weights[i] = weight_of(l->blocks[i].amount, halvings);
	squarify(weights, l->n_blocks, box, boxes);
	for (size_t i = 0; i < l->n_blocks; i++)
		TRY(draw_block(l, &l->blocks[i], boxes[i], halvings));
	return OK;
}

/* What is shown; what has no area is not, and the page's own table has it. */
static void tell(const struct layout *l)
{
	struct drawing *d = l->d;

	draw_column(d, l->map->group_header, false);
	draw_column(d, l->map->item_header, false);
	draw_column(d, words_amount_header(d, l->map->currency), true);
	for (size_t b = 0; b < l->n_blocks; b++) {
		for (size_t i = 0; i < l->blocks[b].n_cells; i++) {
			const struct cell *cell = &l->blocks[b].cells[i];

			draw_cell(d, l->blocks[b].name);
			draw_cell(d, cell->label);
			draw_cell(d, words_plain_amount(d, cell->amount, l->map->currency));
		}
	}
}

struct err treemap_draw(const struct frame *frame, const struct treemap *treemap, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l = { .d = &d, .map = treemap };
	int height = d.width / 100 * RATIO_PERCENT;

	height = height < HEIGHT_MOST ? height : HEIGHT_MOST;
	TRY(layout_make(&l));
	tell(&l);
	TRY(draw_blocks(&l, (struct box){ 0, 0, d.width, height }));
	return draw_finish(&d, S("fig-treemap"), treemap->title, treemap->description, height, out);
}
