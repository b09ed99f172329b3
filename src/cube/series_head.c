/* See series_head.h. */
#include "cube/series_head.h"

#include <assert.h>

#include "cube/series_columns.h"

_Static_assert(sizeof(struct series_head) <= 32, "two stand in a line of the cache");

static bool is_of_numbers(const struct series_view *view)
{
	bool has_answers = view->answers.bits > 0 || view->answers.all > 0;

	return view->is_dense && !has_answers && view->width > 0;
}

static uint16_t estimated_kinds(const struct series_view *view)
{
	unsigned kinds = 0;

	for (size_t i = 0; i < view->n_kinds; i++)
		if (status_is_estimate(series_status_of_kind(view, i)))
			kinds |= 1u << (i < HEAD_KINDS ? i : HEAD_KINDS - 1);
	return (uint16_t)kinds;
}

struct series_head series_head_of(const struct series_view *view)
{
	struct series_head head = {
		.block = view->block.at,
		.len = (uint32_t)view->block.len,
		.numbers = (uint32_t)(view->numbers - view->block.at),
		.count = (uint32_t)view->count,
		.first = view->first,
		.period_kind = (uint8_t)(view->is_mixed ? PERIOD_EMPTY : view->kind),
		.width = (uint8_t)view->width,
		.scale = (uint8_t)view->scale,
		.is_dense = view->is_dense,
		.is_of_numbers = is_of_numbers(view),
		.has_nibbles = view->is_dense && !view->has_ratios && view->kind_of.bits == 4,
		.estimated = estimated_kinds(view),
	};

	assert(view->block.len <= UINT32_MAX);
	return head;
}

void series_head_open(const struct series_head *head, struct series_view *out)
{
	series_reopen((struct str){ .at = head->block, .len = head->len }, out);
}

double series_head_number(const struct series_head *head, size_t i)
{
	assert(i < head->count);
	return block_number(head->block + head->numbers, head->width, head->scale, i);
}

static size_t latest_number(const struct series_head *head, int64_t ordinal, int64_t back)
{
	int64_t last = ordinal - head->first, first = last - back;

	if (last >= (int64_t)head->count)
		last = (int64_t)head->count - 1;
	if (first < 0)
		first = 0;
	for (int64_t i = last; i >= first; i--)
		if (block_has_number(head->block + head->numbers, head->width, (size_t)i))
			return (size_t)i;
	return SIZE_MAX;
}

/* Only where there is no value the other cells are looked at. */
size_t series_head_latest(const struct series_head *head, enum period_kind kind, int64_t ordinal,
			  int64_t back)
{
	struct series_view view;
	size_t found = SIZE_MAX;

	if (head->is_of_numbers && head->period_kind == (uint8_t)kind)
		found = latest_number(head, ordinal, back);
	if (found != SIZE_MAX)
		return found;
	series_head_open(head, &view);
	return series_find_latest(&view, kind, ordinal, back);
}

enum observation_state series_head_state(const struct series_head *head, size_t i)
{
	struct series_view view;

	if (head->is_of_numbers && !isnan(series_head_number(head, i)))
		return OBSERVATION_VALUE;
	series_head_open(head, &view);
	return series_state(&view, i);
}

bool series_head_is_estimate(const struct series_head *head, size_t i)
{
	const char *kinds = head->block + head->numbers + (size_t)head->width * head->count;
	struct series_view view;

	if (head->estimated == 0)
		return false;
	if (head->has_nibbles)
		return head->estimated >> block_nibble(kinds, i) & 1;
	series_head_open(head, &view);
	return status_is_estimate(series_status(&view, i));
}

/* More at once would be dropped by the processor. */
enum { EXPECTED_BYTES = 256, LINE_BYTES = 64 };

void series_head_expect(const struct series_head *head, size_t i)
{
	const char *numbers = head->block + head->numbers;
	size_t from = (size_t)head->width * i, to = (size_t)head->width * head->count;

	if (to > from + EXPECTED_BYTES)
		to = from + EXPECTED_BYTES;
	for (size_t at = from; at <= to; at += LINE_BYTES)
		__builtin_prefetch(numbers + at);
}
