/*
 * From a block to cells. Whatever the bytes are, series_open accepts only what series_pack could have
 * written: nothing behind it need look at an offset again.
 */
#include "cube/series.h"

#include <assert.h>
#include <string.h>

#include "base/hash.h"
#include "cube/series_block.h"

static uint32_t u32_at(const char *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof(n));
	return n;
}

static double double_at(const char *at)
{
	double number;

	memcpy(&number, at, sizeof(number));
	return number;
}

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
		uint32_t next = u32_at(view->text_ends + 4 * i);

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

static uint32_t offset_at(const struct series_view *view, size_t i)
{
	uint32_t offset = 0;

	memcpy(&offset, view->offsets + (size_t)view->offset_width * i, (size_t)view->offset_width);
	return offset;
}

/* The ordinal of a cell of a block that is not mixed. */
static int64_t ordinal_at(const struct series_view *view, size_t i)
{
	return view->first + (int64_t)(view->is_dense ? i : offset_at(view, i));
}

/* Are there periods at the ordinals of the first cell and of the last? */
static bool are_ordinals(const struct series_view *view)
{
	struct period period;
	int64_t last = ordinal_at(view, view->count - 1);

	return view->kind > PERIOD_EMPTY && view->kind < PERIOD_KIND_COUNT_ && last <= INT32_MAX &&
	       period_at(view->kind, view->first, &period) &&
	       period_at(view->kind, (int32_t)last, &period);
}

static bool are_offsets(const struct series_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		if (i == 0 ? offset_at(view, i) != 0 : offset_at(view, i) <= offset_at(view, i - 1))
			return false;
	return true;
}

static bool are_mixed_periods(const struct series_view *view)
{
	struct period last = PERIOD_NONE;

	for (size_t i = 0; i < view->count; i++) {
		struct period period = {
			.kind = (enum period_kind)view->period_kinds[i],
			.first = { (int32_t)u32_at(view->days + 4 * i) },
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

static inline uint32_t column_at(const struct series_column *column, size_t i)
{
	switch (column->bits) {
	case 4:
		return (unsigned char)column->at[i / 2] >> (i % 2 * 4) & 15;
	case 8:
		return (unsigned char)column->at[i];
	case 32:
		return u32_at(column->at + 4 * i);
	default:
		return column->all;
	}
}

static const char *kind_at(const struct series_view *view, size_t i)
{
	return view->kinds + (size_t)BLOCK_KIND_BYTES * column_at(&view->kind_of, i);
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

/* Is the cell a value that is neither a number nor an answer: not there? */
static bool is_gap(const struct series_view *view, size_t i)
{
	return kind_at(view, i)[0] == OBSERVATION_VALUE && column_at(&view->answers, i) == 0 &&
	       isnan(series_number(view, i));
}

/* Does the cell refer to what there is, and has it a number only as a value? Gaps are dense. */
static bool is_cell(const struct series_view *view, size_t i)
{
	return column_at(&view->kind_of, i) < view->n_kinds &&
	       column_at(&view->answers, i) <= view->n_texts &&
	       column_at(&view->sources, i) <= view->n_texts &&
	       (kind_at(view, i)[0] == OBSERVATION_VALUE || isnan(series_number(view, i))) &&
	       (view->is_dense || !is_gap(view, i));
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
	*view = (struct series_view){
		.block = block,
		.is_dense = block.at[1] & BLOCK_DENSE,
		.is_mixed = block.at[1] & BLOCK_MIXED,
		.has_ratios = block.at[1] & BLOCK_RATIOS,
		.kind = (enum period_kind)block.at[2],
		.width = block.at[3],
		.scale = block.at[4],
		.offset_width = block.at[5],
		.kind_of = { .bits = bits_of(block, 0) },
		.answers = { .bits = bits_of(block, 1), .all = is_long ? u32_at(more + 8) : 0 },
		.sources = { .bits = bits_of(block, 2), .all = is_long ? u32_at(more + 12) : 0 },
		.count = u32_at(block.at + 8),
		.first = (int32_t)u32_at(block.at + 12),
		.n_texts = is_long ? u32_at(more + 4) : 0,
	};
	view->n_kinds = is_long ? u32_at(more) : view->count > 0;
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

struct series_view series_reopen(struct str block)
{
	struct series_view view;
	size_t head = 0;

	if (read_head(block, &view, &head))
		take_parts(body_of(block, head), &view);
	return view;
}

struct period series_period(const struct series_view *view, size_t i)
{
	struct period period = PERIOD_NONE;

	assert(i < view->count);
	if (view->is_mixed)
		return (struct period){ .kind = (enum period_kind)view->period_kinds[i],
					.first = { (int32_t)u32_at(view->days + 4 * i) } };
	period_at(view->kind, (int32_t)ordinal_at(view, i), &period);
	return period;
}

/* How the period of a cell of a sparse block stands to another one. */
static int compare_at(const struct series_view *view, size_t i, struct period period,
		      int64_t ordinal)
{
	int64_t at;

	if (view->is_mixed)
		return period_cmp(series_period(view, i), period);
	at = ordinal_at(view, i);
	return (at > ordinal) - (at < ordinal);
}

static size_t find_sparse(const struct series_view *view, struct period period)
{
	int64_t ordinal = period_ordinal(period);
	size_t low = 0, high = view->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_at(view, middle, period, ordinal);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return SIZE_MAX;
}

size_t series_find(const struct series_view *view, struct period period)
{
	int64_t place;

	if (!view->is_mixed && period.kind != view->kind)
		return SIZE_MAX;
	if (!view->is_dense)
		return find_sparse(view, period);
	place = (int64_t)period_ordinal(period) - view->first;
	return place < 0 || (uint64_t)place >= view->count ? SIZE_MAX : (size_t)place;
}

enum observation_state series_state(const struct series_view *view, size_t i)
{
	return is_gap(view, i) ? OBSERVATION_ABSENT : (enum observation_state)kind_at(view, i)[0];
}

double series_number(const struct series_view *view, size_t i)
{
	int16_t narrow;
	int32_t wide;
	double number;

	assert(i < view->count);
	switch (view->width) {
	case 2:
		memcpy(&narrow, view->numbers + sizeof(narrow) * i, sizeof(narrow));
		return narrow == INT16_MIN ? NAN : narrow / power_of_ten(view->scale);
	case 4:
		memcpy(&wide, view->numbers + sizeof(wide) * i, sizeof(wide));
		return wide == INT32_MIN ? NAN : wide / power_of_ten(view->scale);
	case 8:
		memcpy(&number, view->numbers + sizeof(number) * i, sizeof(number));
		return number;
	default:
		return NAN;
	}
}

char series_status(const struct series_view *view, size_t i)
{
	return kind_at(view, i)[1];
}

uint32_t series_kind(const struct series_view *view, size_t i)
{
	return column_at(&view->kind_of, i);
}

char series_status_of_kind(const struct series_view *view, size_t kind)
{
	assert(kind < view->n_kinds);
	return view->kinds[BLOCK_KIND_BYTES * kind + 1];
}

bool series_is_normal(const struct series_view *view)
{
	for (size_t i = 0; i < view->n_kinds; i++)
		if (series_status_of_kind(view, i) != OBSERVATION_NORMAL)
			return false;
	return true;
}

/* One step of the search; true when it is at its end. */
static bool look_at(const struct series_view *view, size_t i, size_t *found)
{
	enum observation_state state = series_state(view, i);

	if (state == OBSERVATION_ABSENT)
		return false;
	if (*found == SIZE_MAX || state == OBSERVATION_VALUE)
		*found = i;
	return state == OBSERVATION_VALUE;
}

static size_t latest_dense(const struct series_view *view, int64_t ordinal, int64_t back)
{
	int64_t last = ordinal - view->first, first = last - back;
	size_t found = SIZE_MAX;

	if (last >= (int64_t)view->count)
		last = (int64_t)view->count - 1;
	if (first < 0)
		first = 0;
	for (int64_t i = last; i >= first; i--)
		if (look_at(view, (size_t)i, &found))
			break;
	return found;
}

size_t series_find_latest(const struct series_view *view, enum period_kind kind, int64_t ordinal,
			  int64_t back)
{
	size_t found = SIZE_MAX;

	if (!view->is_mixed && view->kind != kind)
		return SIZE_MAX;
	if (view->is_dense)
		return latest_dense(view, ordinal, back);
	for (size_t i = view->count; i-- > 0;) {
		int64_t age;

		if (view->is_mixed && series_period(view, i).kind != kind)
			continue;
		age = ordinal - (view->is_mixed ? period_ordinal(series_period(view, i))
						: ordinal_at(view, i));
		if (age >= 0 && age <= back && look_at(view, i, &found))
			break;
	}
	return found;
}

static struct str text_at(const struct series_view *view, uint32_t reference)
{
	size_t place = (size_t)reference - 1, start;

	if (reference == 0)
		return S("");
	start = place == 0 ? 0 : u32_at(view->text_ends + 4 * (place - 1));
	return (struct str){ .at = view->texts + start,
			     .len = u32_at(view->text_ends + 4 * place) - start };
}

struct str series_answer(const struct series_view *view, size_t i)
{
	return text_at(view, column_at(&view->answers, i));
}

void series_cell(const struct series_view *view, size_t i, struct series_cell *out)
{
	struct observed *observed = &out->observed;
	const char *kind = kind_at(view, i);

	out->period = series_period(view, i);
	*observed = observed_absent();
	if (is_gap(view, i))
		return;
	observed->state = (enum observation_state)kind[0];
	observed->status = kind[1];
	observed->decimals = (int8_t)kind[2];
	observed->number = series_number(view, i);
	if (view->has_ratios) {
		observed->numerator = double_at(view->ratios + 2 * sizeof(double) * i);
		observed->denominator =
			double_at(view->ratios + 2 * sizeof(double) * i + sizeof(double));
	}
	observed->answer = text_at(view, column_at(&view->answers, i));
	observed->source = text_at(view, column_at(&view->sources, i));
}

struct err series_unpack(struct arena *arena, struct str block, bool with_absent,
			 struct series_cell **out, size_t *count_out)
{
	struct series_view view;
	struct series_cell *cells;
	size_t count = 0;

	TRY(series_open(block, &view));
	TRY_NEW(cells = NEW(arena, struct series_cell, view.count + 1));
	for (size_t i = 0; i < view.count; i++) {
		series_cell(&view, i, &cells[count]);
		/* What is absent in the dense form is a gap, and not a cell that says so. */
		count += cells[count].observed.state != OBSERVATION_ABSENT ||
			 (with_absent && !view.is_dense);
	}
	*out = cells;
	*count_out = count;
	return OK;
}
