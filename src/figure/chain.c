/*
 * The results chain: labels, ribbons, labels, lines, labels. A row of the second column is as high as
 * its text or its ribbon needs, whichever is more; the other two columns are laid out beside it.
 */
#include "figure/chain.h"

#include "base/arena.h"
#include "figure/chain_plan.h"
#include "figure/draw.h"
#include "figure/scale.h"
#include "figure/words.h"

enum {
	RIBBONS_HEIGHT = 240 * PX, /* of all money together */
	RIBBON_LEAST = 1 * PX,     /* of any amount above nothing */
	NODE_WIDTH = 6 * PX,
	SLOT_GAP = 12 * PX,
	HEADER_HEIGHT = 28 * PX,
	LABEL_GAP = 8 * PX, /* between a node and its label */
	DOT_RADIUS = 3 * PX,
	LEGEND_LINE = 28 * PX,
	LABEL_LINES = 2
};

/* Where the columns stand, in hundredths of the width. */
enum {
	FIRST_END = 23, /* labels of the first column begin at 0 */
	RIBBONS_END = 36,
	SECOND_END = 63,
	TIES_END = 77
};

/* A shown item with its place. */
struct slot {
	const struct chain_shown *shown;
	struct str label, amount;
	struct text_lines lines;
	int y, height;               /* of its row, without the gap */
	int node_y, node_height;     /* of its money; height 0: none */
	int ribbons_in, ribbons_out; /* how much of the node has ribbons already */
};

struct slots {
	struct slot *at;
	size_t count;
	int end; /* the bottom of the last one */
};

struct layout {
	struct drawing *d;
	const struct chain *chain;
	struct chain_plan plan;
	struct slots columns[CHAIN_COLUMNS];
	int64_t total;
};

static int across(const struct layout *l, int percent)
{
	return l->d->width / 100 * percent;
}

static int text_height(const struct slot *slot)
{
	return (slot->lines.n_lines + !str_empty(slot->amount)) * line_height(style_note);
}

static int ribbon_height(const struct layout *l, int64_t amount)
{
	int height = amount > 0 ? scale_amount(amount, l->total, RIBBONS_HEIGHT) : 0;

	return amount > 0 && height < RIBBON_LEAST ? RIBBON_LEAST : height;
}

static struct err slots_make(struct layout *l, int i_column, int label_width)
{
	const struct chain_shown_column *column = &l->plan.columns[i_column];
	struct slots *slots = &l->columns[i_column];

	TRY_NEW(slots->at = NEW(l->d->frame->arena, struct slot, column->count + 1));
	slots->count = column->count;
	for (size_t i = 0; i < column->count; i++) {
		const struct chain_shown *shown = &column->at[i];
		struct slot *slot = &slots->at[i];
		bool has_amount = i_column < CHAIN_COLUMNS - 1 && shown->amount != MONEY_EMPTY;

		slot->shown = shown;
		slot->label = shown->n_others == 0
				      ? shown->label
				      : words_count(l->d,
						    (struct plural)NP_("{n} other", "{n} others"),
						    (int64_t)shown->n_others);
		slot->amount = has_amount ? words_amount(l->d, shown->amount, l->chain->currency)
					  : S("");
		slot->lines = draw_fit(l->d, slot->label, style_note, label_width,
				       i_column == 1 ? LABEL_LINES : LABEL_LINES + 1);
		slot->height = text_height(slot);
	}
	return OK;
}

/* Each flow makes the nodes at its ends higher; an amount of its own may make the first so too. */
static void measure_nodes(struct layout *l)
{
	struct slots *first = &l->columns[0], *second = &l->columns[1];

	for (size_t i = 0; i < l->plan.n_flows; i++) {
		const struct chain_flow *flow = &l->plan.flows[i];
		int height = ribbon_height(l, flow->amount);

		first->at[flow->first].node_height += height;
		second->at[flow->second].node_height += height;
	}
	for (size_t i = 0; i < first->count; i++) {
		struct slot *slot = &first->at[i];
		int own = ribbon_height(l, slot->shown->amount);

		slot->node_height = own > slot->node_height ? own : slot->node_height;
	}
}

/* Puts the slot at y or below, its node and its text centred beside each other. */
static int slot_place(struct slot *slot, int y)
{
	if (slot->node_height > slot->height)
		slot->height = slot->node_height;
	slot->y = y;
	slot->node_y = y + (slot->height - slot->node_height) / 2;
	return y + slot->height + SLOT_GAP;
}

static void place_second(struct layout *l)
{
	struct slots *second = &l->columns[1];
	int y = HEADER_HEIGHT;

	for (size_t i = 0; i < second->count; i++)
		y = slot_place(&second->at[i], y);
	second->end = y;
}

/* The middle of the rows that money of this one flows to; -1 when there are none. */
static int middle_of_flows(const struct layout *l, size_t first)
{
	int top = -1, bottom = 0;

	for (size_t i = 0; i < l->plan.n_flows; i++) {
		const struct slot *to = &l->columns[1].at[l->plan.flows[i].second];

		if (l->plan.flows[i].first != first || to->shown->n_others > 0)
			continue;
		top = top < 0 || to->y < top ? to->y : top;
		bottom = to->y + to->height > bottom ? to->y + to->height : bottom;
	}
	return top < 0 ? -1 : (top + bottom) / 2;
}

/* Beside the rows that it flows to, but never over the one above. */
static void place_first(struct layout *l)
{
	struct slots *first = &l->columns[0];
	int y = HEADER_HEIGHT;

	for (size_t i = 0; i < first->count; i++) {
		struct slot *slot = &first->at[i];
		int middle = middle_of_flows(l, i);
		int height = slot->node_height > slot->height ? slot->node_height : slot->height;

		if (middle - height / 2 > y)
			y = middle - height / 2;
		y = slot_place(slot, y);
	}
	first->end = y;
}

/* Spread over the height of the second column. */
static void place_third(struct layout *l)
{
	struct slots *third = &l->columns[2];
	int y = HEADER_HEIGHT, spare = l->columns[1].end - HEADER_HEIGHT;

	for (size_t i = 0; i < third->count; i++)
		spare -= third->at[i].height + SLOT_GAP;
	spare = spare > 0 && third->count > 0 ? spare / (int)third->count : 0;
	for (size_t i = 0; i < third->count; i++)
		y = slot_place(&third->at[i], y + spare / 2) + spare - spare / 2;
	third->end = y;
}

static void draw_headers(const struct layout *l)
{
	const int starts[CHAIN_COLUMNS] = { 0, across(l, RIBBONS_END) + NODE_WIDTH + LABEL_GAP,
					    across(l, TIES_END) + DOT_RADIUS + LABEL_GAP };
	const int ends[CHAIN_COLUMNS] = { across(l, RIBBONS_END), across(l, TIES_END),
					  l->d->width };

	for (int i = 0; i < CHAIN_COLUMNS; i++) {
		struct str header = l->chain->columns[i].header;
		struct text_lines lines =
			draw_fit(l->d, header, style_code, ends[i] - starts[i], 1);

		draw_lines(l->d, S("fig-soft"), style_code,
			   (struct point){ starts[i], style_code.size * PX }, ANCHOR_START, &lines,
			   header);
	}
}

static void draw_flows(const struct layout *l)
{
	for (size_t i = 0; i < l->plan.n_flows; i++) {
		const struct chain_flow *flow = &l->plan.flows[i];
		struct slot *from = &l->columns[0].at[flow->first];
		struct slot *to = &l->columns[1].at[flow->second];
		int height = ribbon_height(l, flow->amount);
		struct point start = { across(l, FIRST_END) + NODE_WIDTH,
				       from->node_y + from->ribbons_out };
		struct point end = { across(l, RIBBONS_END), to->node_y + to->ribbons_in };

		draw_ribbon(l->d, height > 0 ? S("fig-ribbon") : S("fig-tie"), start, end, height);
		from->ribbons_out += height;
		to->ribbons_in += height;
	}
}

static int middle_of(const struct slot *slot)
{
	return slot->y + slot->height / 2;
}

/* From the end of the text to where its ties begin. */
static void draw_leader(const struct layout *l, const struct slot *slot)
{
	int text = text_width(slot->amount, style_note), x;

	text = slot->lines.width > text ? slot->lines.width : text;
	x = across(l, RIBBONS_END) + NODE_WIDTH + 2 * LABEL_GAP + text;
	if (x < across(l, SECOND_END))
		draw_line(l->d, S("fig-tie"), (struct point){ x, middle_of(slot) },
			  (struct point){ across(l, SECOND_END), middle_of(slot) });
}

static void draw_ties(const struct layout *l)
{
	const struct chain_tie *ties = l->plan.ties;

	for (size_t i = 0; i < l->plan.n_ties; i++) {
		const struct slot *from = &l->columns[1].at[ties[i].second];
		const struct slot *to = &l->columns[2].at[ties[i].third];

		if (i == 0 || ties[i].second != ties[i - 1].second)
			draw_leader(l, from);
		draw_ribbon(l->d, S("fig-tie"),
			    (struct point){ across(l, SECOND_END), middle_of(from) },
			    (struct point){ across(l, TIES_END), middle_of(to) }, 0);
	}
}

/* The text of a slot beside its node, the amount under the label. */
static void draw_slot(const struct layout *l, const struct slot *slot, int x, int width)
{
	struct drawing *d = l->d;
	int y = middle_of(slot) - text_height(slot) / 2 + style_note.size * PX;
	struct box touch = { x, slot->y - SLOT_GAP / 3, width, slot->height + SLOT_GAP * 2 / 3 };

	draw_link_begin(d, slot->shown->href, S(""), touch);
	draw_lines(d, S(""), style_note, (struct point){ x, y }, ANCHOR_START, &slot->lines,
		   slot->label);
	y += slot->lines.n_lines * line_height(style_note);
	draw_text(d, S("fig-soft"), style_note, (struct point){ x, y }, ANCHOR_START, slot->amount);
	draw_link_end(d, slot->shown->href);
}

static void draw_node(const struct layout *l, const struct slot *slot, int x)
{
	draw_box(l->d, S("fig-bar"), (struct box){ x, slot->node_y, NODE_WIDTH, slot->node_height },
		 0);
}

static void draw_slots(const struct layout *l)
{
	const struct slots *first = &l->columns[0], *second = &l->columns[1],
			   *third = &l->columns[2];
	int second_x = across(l, RIBBONS_END) + NODE_WIDTH + LABEL_GAP;
	int third_x = across(l, TIES_END) + DOT_RADIUS + LABEL_GAP;

	for (size_t i = 0; i < first->count; i++) {
		draw_node(l, &first->at[i], across(l, FIRST_END));
		draw_slot(l, &first->at[i], 0, across(l, FIRST_END) - LABEL_GAP);
	}
	for (size_t i = 0; i < second->count; i++) {
		draw_node(l, &second->at[i], across(l, RIBBONS_END));
		draw_slot(l, &second->at[i], second_x,
			  across(l, SECOND_END) - LABEL_GAP - second_x);
	}
	for (size_t i = 0; i < third->count; i++) {
		draw_dot(l->d, S("fig-dot"),
			 (struct point){ across(l, TIES_END), middle_of(&third->at[i]) },
			 DOT_RADIUS);
		draw_slot(l, &third->at[i], third_x, l->d->width - third_x);
	}
}

/* A piece of line and what it means; returns where it ends. */
static int draw_legend(const struct layout *l, int y)
{
	struct drawing *d = l->d;
	int x = LEGEND_LINE + LABEL_GAP, middle = y + style_note.size * PX * 2 / 3;
	struct text_lines lines = draw_fit(d, l->chain->tie_note, style_note, d->width - x, 2);

	if (l->plan.n_ties == 0 || lines.n_lines == 0)
		return y;
	draw_line(d, S("fig-tie"), (struct point){ 0, middle },
		  (struct point){ LEGEND_LINE, middle });
	draw_lines(d, S("fig-soft"), style_note, (struct point){ x, y + style_note.size * PX },
		   ANCHOR_START, &lines, l->chain->tie_note);
	return y + lines.n_lines * line_height(style_note);
}

/* What each row of the second column is tied to: the names, one after the other. */
static struct err list_tied(const struct layout *l, struct str **out)
{
	const struct chain_tie *ties = l->plan.ties;
	struct str *tied;
	size_t next = 0;

	TRY_NEW(tied = NEW(l->d->frame->arena, struct str, l->columns[1].count + 1));
	for (size_t second = 0; second < l->columns[1].count; second++) {
		size_t first = next;
		struct buf buf;

		buf_init(&buf, l->d->frame->arena);
		for (; next < l->plan.n_ties && ties[next].second == second; next++) {
			buf_str(&buf, next > first ? S("; ") : S(""));
			buf_str(&buf, l->columns[2].at[ties[next].third].label);
		}
		TRY(buf_done(&buf, &tied[second]));
	}
	*out = tied;
	return OK;
}

/* A row for each flow; nothing that is shown flows nowhere but an item of the first column. */
static struct err tell(const struct layout *l)
{
	struct drawing *d = l->d;
	struct str *tied;

	TRY(list_tied(l, &tied));
	draw_column(d, l->chain->columns[0].header, false);
	draw_column(d, l->chain->columns[1].header, false);
	draw_column(d, words_amount_header(d, l->chain->currency), true);
	draw_column(d, l->chain->columns[2].header, false);
	for (size_t i = 0; i < l->plan.n_flows; i++) {
		const struct chain_flow *flow = &l->plan.flows[i];
		const struct slot *second = &l->columns[1].at[flow->second];
		int64_t amount = second->shown->n_others > 0 ? flow->amount : second->shown->amount;

		draw_cell(d, l->columns[0].at[flow->first].label);
		draw_cell(d, second->label);
		draw_cell(d, words_plain_amount(d, amount, l->chain->currency));
		draw_cell(d, tied[flow->second]);
	}
	return OK;
}

static int64_t total_of(const struct chain_shown_column *first,
			const struct chain_shown_column *second)
{
	int64_t totals[2] = { 0, 0 };
	const struct chain_shown_column *columns[2] = { first, second };

	for (int c = 0; c < 2; c++) {
		for (size_t i = 0; i < columns[c]->count; i++) {
			int64_t amount = columns[c]->at[i].amount;

			if (amount > 0 && !money_add(totals[c], amount, &totals[c]))
				totals[c] = INT64_MAX;
		}
	}
	return totals[0] > totals[1] ? totals[0] : totals[1];
}

static struct err layout_make(struct layout *l)
{
	int second_x = across(l, RIBBONS_END) + NODE_WIDTH + LABEL_GAP;
	int third_x = across(l, TIES_END) + DOT_RADIUS + LABEL_GAP;

	TRY(chain_plan(l->d->frame->arena, l->chain, &l->plan));
	l->total = total_of(&l->plan.columns[0], &l->plan.columns[1]);
	TRY(slots_make(l, 0, across(l, FIRST_END) - LABEL_GAP));
	TRY(slots_make(l, 1, across(l, SECOND_END) - LABEL_GAP - second_x));
	TRY(slots_make(l, 2, l->d->width - third_x));
	measure_nodes(l);
	place_second(l);
	place_first(l);
	place_third(l);
	return OK;
}

struct err chain_draw(const struct frame *frame, const struct chain *chain, struct svg *out)
{
	struct drawing d = draw_begin(frame);
	struct layout l = { .d = &d, .chain = chain };
	int y = HEADER_HEIGHT;

	TRY(layout_make(&l));
	TRY(tell(&l));
	draw_headers(&l);
	draw_flows(&l);
	draw_ties(&l);
	draw_slots(&l);
	for (int i = 0; i < CHAIN_COLUMNS; i++)
		y = l.columns[i].end > y ? l.columns[i].end : y;
	y = draw_legend(&l, y);
	return draw_finish(&d, S("fig-chain"), chain->title, chain->description, y, out);
}
