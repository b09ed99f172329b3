/*
 * From bytes to a view. Whatever the bytes are, series_open accepts only what series_pack could have
 * written: nothing behind it need look at an offset again.
 */
#include "base/hash.h"
#include "cube/series_columns.h"

_Static_assert(sizeof(size_t) >= 2 * sizeof(uint32_t), "a count times a width is a size");

/* Takes a part of the block, of 32-bit count and width; NULL when the block ends before it does. */
static inline const char *take(struct str *rest, size_t count, size_t width)
{
	const char *at = rest->at;
	size_t len = count * width;

	if (len > rest->len)
		return NULL;
	*rest = (struct str){ .at = at + len, .len = rest->len - len };
	return at;
}

static const char *take_column(struct str *rest, size_t count, struct series_column *column)
{
	size_t halves = column->bits == 4 ? (count + 1) / 2 : count;
	const char *at = take(rest, halves, column->bits == 32 ? 4 : column->bits ? 1 : 0);

	column->at = column->bits > 0 ? at : NULL;
	return at;
}

/* The parts behind the head, in their order; false when the block does not reach so far. */
static bool take_parts(struct str rest, struct series_view *view)
{
	size_t days = view->is_mixed ? 4 : 0, kinds = view->is_mixed ? 1 : 0;
	size_t ratios = view->has_ratios ? 2 * sizeof(double) : 0;

	view->numbers = take(&rest, view->count, (size_t)view->width);
	view->ratios = take(&rest, view->count, ratios);
	view->offsets = take(&rest, view->count, (size_t)view->offset_width);
	view->days = take(&rest, view->count, days);
	view->period_kinds = take(&rest, view->count, kinds);
	if (!view->numbers || !view->ratios || !view->offsets || !view->days ||
	    !view->period_kinds || !take_column(&rest, view->count, &view->kind_of) ||
	    !take_column(&rest, view->count, &view->answers) ||
	    !take_column(&rest, view->count, &view->sources))
		return false;
	view->kinds = take(&rest, view->n_kinds, BLOCK_KIND_BYTES);
	view->text_ends = take(&rest, view->n_texts, 4);
	view->texts = rest.at;
	return view->kinds && view->text_ends;
}

/* Do the ends of the texts rise, up to the end of the body? */
static bool are_texts(const struct series_view *view, struct str body)
{
	uint32_t end = 0;

	for (size_t i = 0; i < view->n_texts; i++) {
		uint32_t next = block_u32(view->text_ends + 4 * i);

		if (next <= end)
			return false;
		end = next;
	}
	return view->texts + end == body.at + body.len;
}

static bool is_period(enum period_kind kind, struct date first)
{
	struct period period;

	if (kind <= PERIOD_EMPTY || kind >= PERIOD_KIND_COUNT_ ||
	    !period_at(PERIOD_DAY, first.day, &period))
		return false;
	period = (struct period){ .kind = kind, .first = first };
	return period_at(kind, period_ordinal(period), &period) && period.first.day == first.day;
}

/* Are there periods at the ordinals of the first cell and of the last? */
static bool are_ordinals(const struct series_view *view)
{
	struct period period;
	int64_t last = series_ordinal(view, view->count - 1);

	return view->kind > PERIOD_EMPTY && view->kind < PERIOD_KIND_COUNT_ && last <= INT32_MAX &&
	       period_at(view->kind, view->first, &period) &&
	       period_at(view->kind, (int32_t)last, &period);
}

static bool are_offsets(const struct series_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		if (i == 0 ? series_offset(view, i) != 0
			   : series_offset(view, i) <= series_offset(view, i - 1))
			return false;
	return true;
}

static bool are_mixed_periods(const struct series_view *view)
{
	struct period last = PERIOD_NONE;

	for (size_t i = 0; i < view->count; i++) {
		struct period period = {
			.kind = (enum period_kind)view->period_kinds[i],
			.first = { (int32_t)block_u32(view->days + 4 * i) },
		};

		if (!is_period(period.kind, period.first) || period_cmp(last, period) >= 0)
			return false;
		last = period;
	}
	return true;
}

/* Are the periods some, in their order, and each of them once? */
static bool are_periods(const struct series_view *view)
{
	if (view->is_mixed)
		return are_mixed_periods(view);
	if (view->count == 0)
		return !view->is_dense && view->kind == PERIOD_EMPTY;
	return (view->is_dense || are_offsets(view)) && are_ordinals(view);
}

static bool are_kinds(const struct series_view *view)
{
	if (view->count > 0 && view->n_kinds == 0)
		return false;
	for (size_t i = 0; i < view->n_kinds; i++) {
		const char *kind = view->kinds + BLOCK_KIND_BYTES * i;
		int8_t decimals = (int8_t)kind[2];

		if ((unsigned char)kind[0] >= OBSERVATION_STATE_COUNT_ || kind[3] != 0 ||
		    decimals < DECIMALS_UNKNOWN || decimals > DECIMALS_MOST)
			return false;
	}
	return true;
}

/* Does the cell refer to what there is, and has it a number only as a value? Gaps are dense. */
static bool is_cell(const struct series_view *view, size_t i)
{
	return series_column_at(&view->kind_of, i) < view->n_kinds &&
	       series_column_at(&view->answers, i) <= view->n_texts &&
	       series_column_at(&view->sources, i) <= view->n_texts &&
	       (series_kind_at(view, i)[0] == OBSERVATION_VALUE || isnan(series_number(view, i))) &&
	       (view->is_dense || !series_is_gap(view, i));
}

static bool are_cells(const struct series_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		if (!is_cell(view, i))
			return false;
	return true;
}

static bool is_head(const struct series_view *view)
{
	bool has_offsets = !view->is_dense && !view->is_mixed;

	return (view->width == 0 || view->width == 2 || view->width == 4 || view->width == 8) &&
	       view->scale >= 0 && view->scale <= BLOCK_SCALE_MOST &&
	       !(view->is_dense && view->is_mixed) &&
	       (has_offsets ? view->offset_width == 1 || view->offset_width == 2 ||
				      view->offset_width == 4
			    : view->offset_width == 0);
}

static int bits_of(struct str block, int which)
{
	static const int bits[] = { 0, 4, 8, 32 };

	return bits[(unsigned char)block.at[6] >> 2 * which & 3];
}

/* The head, and how long it is; false when the block ends before it. */
static bool read_head(struct str block, struct series_view *view, size_t *len_out)
{
	bool is_long = block.at[1] & BLOCK_LONG;
	size_t len = BLOCK_HEAD_BYTES + (is_long ? BLOCK_LONG_BYTES : 0);
	const char *more = block.at + BLOCK_HEAD_BYTES;

	if (block.len < len + BLOCK_CHECKSUM_BYTES)
		return false;
	/* Member by member: the parts are set by take_parts, and questions open very many. */
	view->block = block;
	view->is_dense = block.at[1] & BLOCK_DENSE;
	view->is_mixed = block.at[1] & BLOCK_MIXED;
	view->has_ratios = block.at[1] & BLOCK_RATIOS;
	view->kind = (enum period_kind)block.at[2];
	view->width = block.at[3];
	view->scale = block.at[4];
	view->offset_width = block.at[5];
	view->kind_of = (struct series_column){ .bits = bits_of(block, 0) };
	view->answers = (struct series_column){ .bits = bits_of(block, 1),
						.all = is_long ? block_u32(more + 8) : 0 };
	view->sources = (struct series_column){ .bits = bits_of(block, 2),
						.all = is_long ? block_u32(more + 12) : 0 };
	view->count = block_u32(block.at + 8);
	view->first = (int32_t)block_u32(block.at + 12);
	view->n_texts = is_long ? block_u32(more + 4) : 0;
	view->n_kinds = is_long ? block_u32(more) : view->count > 0;
	*len_out = len;
	return true;
}

static struct str body_of(struct str block, size_t head)
{
	return str_slice(block, head, block.len - BLOCK_CHECKSUM_BYTES);
}

struct err series_open(struct str block, struct series_view *out)
{
	struct series_view view;
	uint64_t checksum;
	size_t head;

	if (block.len < BLOCK_HEAD_BYTES + BLOCK_CHECKSUM_BYTES || block.at[0] != BLOCK_VERSION)
		return ERROR(ERR_INVALID, "that is no block of a series");
	memcpy(&checksum, block.at + block.len - BLOCK_CHECKSUM_BYTES, sizeof(checksum));
	if (checksum != checksum_of(str_slice(block, 0, block.len - BLOCK_CHECKSUM_BYTES)))
		return ERROR(ERR_INVALID, "the block of a series is damaged");
	if (!read_head(block, &view, &head) || !is_head(&view) ||
	    !take_parts(body_of(block, head), &view) || !are_texts(&view, body_of(block, head)) ||
	    !are_periods(&view) || !are_kinds(&view) || !are_cells(&view))
		return ERROR(ERR_INVALID, "the block of a series does not fit together");
	*out = view;
	return OK;
}

void series_reopen(struct str block, struct series_view *out)
{
	size_t head = 0;

	if (read_head(block, out, &head))
		take_parts(body_of(block, head), out);
}
