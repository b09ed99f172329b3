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

/* Takes a part of the block; NULL when the block ends before it does. */
static const char *take(struct str *rest, size_t count, size_t width)
{
	const char *at = rest->at;

	if (width > 0 && count > rest->len / width)
		return NULL;
	*rest = str_slice(*rest, count * width, rest->len);
	return at;
}

static bool take_column(struct str *rest, size_t count, struct series_column *column)
{
	if (column->width == 0)
		return true;
	column->at = take(rest, count, (size_t)column->width);
	return column->at;
}

static bool take_texts(struct str *rest, struct series_view *view)
{
	uint32_t end = 0;

	view->text_ends = take(rest, view->n_texts, 4);
	if (!view->text_ends)
		return false;
	for (size_t i = 0; i < view->n_texts; i++) {
		uint32_t next = u32_at(view->text_ends + 4 * i);

		if (next <= end)
			return false;
		end = next;
	}
	view->texts = take(rest, end, 1);
	return view->texts && str_empty(*rest);
}

static bool take_parts(struct str rest, struct series_view *view)
{
	view->numbers = take(&rest, view->count, sizeof(double));
	if (!view->numbers)
		return false;
	if (view->has_ratios && !(view->ratios = take(&rest, view->count, 2 * sizeof(double))))
		return false;
	if (!view->is_dense && (!(view->days = take(&rest, view->count, 4)) ||
				!(view->kinds = take(&rest, view->count, 1))))
		return false;
	return take_column(&rest, view->count, &view->answers) &&
	       take_column(&rest, view->count, &view->sources) &&
	       take_column(&rest, view->count, &view->states) &&
	       take_column(&rest, view->count, &view->statuses) &&
	       take_column(&rest, view->count, &view->decimals) && take_texts(&rest, view);
}

static struct series_column small_column(const char *head, int which)
{
	return (struct series_column){ .width = head[3] >> 2 * which & 3,
				       .all = (unsigned char)head[6 + which] };
}

static bool is_width(int width)
{
	return width == 0 || width == 1 || width == 4;
}

static uint32_t column_at(const struct series_column *column, size_t i)
{
	if (!column->at)
		return column->all;
	return column->width == 1 ? (unsigned char)column->at[i] : u32_at(column->at + 4 * i);
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

/* Are the periods some, in their order, and each of them once? */
static bool are_periods(const struct series_view *view)
{
	struct period last = PERIOD_NONE;

	if (view->is_dense)
		return view->count > 0 && view->kind > PERIOD_EMPTY &&
		       view->kind < PERIOD_KIND_COUNT_ &&
		       period_at(view->kind, view->first, &last) &&
		       view->count - 1 <= (size_t)(INT32_MAX - view->first) &&
		       period_at(view->kind, view->first + (int32_t)(view->count - 1), &last);
	for (size_t i = 0; i < view->count; i++) {
		struct period period = {
			.kind = (enum period_kind)view->kinds[i],
			.first = { (int32_t)u32_at(view->days + 4 * i) },
		};

		if (!is_period(period.kind, period.first) || period_cmp(last, period) >= 0)
			return false;
		last = period;
	}
	return true;
}

static bool is_cell(const struct series_view *view, size_t i)
{
	uint32_t state = column_at(&view->states, i), answer = column_at(&view->answers, i);
	int8_t decimals = (int8_t)column_at(&view->decimals, i);
	bool is_gap = view->is_dense && !view->states.at;

	if (state >= OBSERVATION_STATE_COUNT_ || answer > view->n_texts ||
	    column_at(&view->sources, i) > view->n_texts || decimals < DECIMALS_UNKNOWN ||
	    decimals > DECIMALS_MOST)
		return false;
	/* A value is a number or an answer; what is neither is a gap, where there may be gaps. */
	return state != OBSERVATION_VALUE || answer > 0 || !isnan(series_number(view, i)) || is_gap;
}

static bool are_cells(const struct series_view *view)
{
	for (size_t i = 0; i < view->count; i++)
		if (!is_cell(view, i))
			return false;
	return true;
}

struct err series_open(struct str block, struct series_view *out)
{
	struct series_view view = { .block = block };
	struct str body;
	uint64_t checksum;

	if (block.len < BLOCK_HEAD_BYTES + BLOCK_CHECKSUM_BYTES || block.at[0] != BLOCK_VERSION)
		return ERROR(ERR_INVALID, "that is no block of a series");
	body = str_slice(block, 0, block.len - BLOCK_CHECKSUM_BYTES);
	memcpy(&checksum, body.at + body.len, sizeof(checksum));
	if (checksum != checksum_of(body))
		return ERROR(ERR_INVALID, "the block of a series is damaged");
	view.is_dense = block.at[1] & BLOCK_DENSE;
	view.has_ratios = block.at[1] & BLOCK_RATIOS;
	view.kind = (enum period_kind)block.at[2];
	view.states = small_column(block.at, SMALL_STATE);
	view.statuses = small_column(block.at, SMALL_STATUS);
	view.decimals = small_column(block.at, SMALL_DECIMALS);
	view.answers = (struct series_column){ .width = block.at[4], .all = u32_at(block.at + 12) };
	view.sources = (struct series_column){ .width = block.at[5], .all = u32_at(block.at + 16) };
	view.count = u32_at(block.at + 20);
	view.n_texts = u32_at(block.at + 24);
	view.first = (int32_t)u32_at(block.at + 28);
	if (!is_width(view.answers.width) || !is_width(view.sources.width) ||
	    !take_parts(str_slice(body, BLOCK_HEAD_BYTES, body.len), &view) ||
	    !are_periods(&view) || !are_cells(&view))
		return ERROR(ERR_INVALID, "the block of a series does not fit together");
	*out = view;
	return OK;
}

struct period series_period(const struct series_view *view, size_t i)
{
	struct period period = PERIOD_NONE;

	assert(i < view->count);
	if (!view->is_dense)
		return (struct period){ .kind = (enum period_kind)view->kinds[i],
					.first = { (int32_t)u32_at(view->days + 4 * i) } };
	period_at(view->kind, view->first + (int32_t)i, &period);
	return period;
}

static size_t find_sparse(const struct series_view *view, struct period period)
{
	size_t low = 0, high = view->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = period_cmp(series_period(view, middle), period);

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

	if (!view->is_dense)
		return find_sparse(view, period);
	if (period.kind != view->kind)
		return SIZE_MAX;
	place = (int64_t)period_ordinal(period) - view->first;
	return place < 0 || (uint64_t)place >= view->count ? SIZE_MAX : (size_t)place;
}

double series_number(const struct series_view *view, size_t i)
{
	assert(i < view->count);
	return double_at(view->numbers + sizeof(double) * i);
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

/* Of a dense cell whose column of states is left out because all that are there are values. */
static bool is_gap(const struct series_view *view, size_t i)
{
	return view->is_dense && !view->states.at && view->states.all == OBSERVATION_VALUE &&
	       isnan(series_number(view, i)) && column_at(&view->answers, i) == 0;
}

void series_cell(const struct series_view *view, size_t i, struct series_cell *out)
{
	struct observed *observed = &out->observed;

	out->period = series_period(view, i);
	*observed = observed_absent();
	if (is_gap(view, i))
		return;
	observed->state = (enum observation_state)column_at(&view->states, i);
	observed->status = (char)column_at(&view->statuses, i);
	observed->decimals = (int8_t)column_at(&view->decimals, i);
	observed->number = series_number(view, i);
	if (view->has_ratios) {
		observed->numerator = double_at(view->ratios + 2 * sizeof(double) * i);
		observed->denominator = double_at(view->ratios + 2 * sizeof(double) * i + 8);
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
