/*
 * The columns of a block that was opened, for the files that read it. Nothing here looks whether a place is
 * one of the block.
 */
#ifndef CUBE_SERIES_COLUMNS_H
#define CUBE_SERIES_COLUMNS_H

#include <string.h>

#include "cube/series.h"
#include "cube/series_block.h"

static inline uint32_t block_u32(const char *at)
{
	uint32_t n;

	memcpy(&n, at, sizeof(n));
	return n;
}

/* The number at the place of a column of numbers; NAN: none. */
static inline double block_number(const char *numbers, int width, int scale, size_t i)
{
	int16_t narrow;
	int32_t wide;
	double number;

	switch (width) {
	case 2:
		memcpy(&narrow, numbers + sizeof(narrow) * i, sizeof(narrow));
		return narrow == INT16_MIN ? NAN : narrow / power_of_ten(scale);
	case 4:
		memcpy(&wide, numbers + sizeof(wide) * i, sizeof(wide));
		return wide == INT32_MIN ? NAN : wide / power_of_ten(scale);
	case 8:
		memcpy(&number, numbers + sizeof(number) * i, sizeof(number));
		return number;
	default:
		return NAN;
	}
}

/* Is there one? */
static inline bool block_has_number(const char *numbers, int width, size_t i)
{
	int16_t narrow;
	int32_t wide;

	switch (width) {
	case 2:
		memcpy(&narrow, numbers + sizeof(narrow) * i, sizeof(narrow));
		return narrow != INT16_MIN;
	case 4:
		memcpy(&wide, numbers + sizeof(wide) * i, sizeof(wide));
		return wide != INT32_MIN;
	default:
		return !isnan(block_number(numbers, width, 0, i));
	}
}

static inline uint32_t series_offset(const struct series_view *view, size_t i)
{
	uint32_t offset = 0;

	memcpy(&offset, view->offsets + (size_t)view->offset_width * i, (size_t)view->offset_width);
	return offset;
}

/* The ordinal of a cell of a block that is not mixed. */
static inline int64_t series_ordinal(const struct series_view *view, size_t i)
{
	return view->first + (int64_t)(view->is_dense ? i : series_offset(view, i));
}

static inline uint32_t block_nibble(const char *column, size_t i)
{
	return (unsigned char)column[i / 2] >> (i % 2 * 4) & 15;
}

static inline uint32_t series_column_at(const struct series_column *column, size_t i)
{
	switch (column->bits) {
	case 4:
		return block_nibble(column->at, i);
	case 8:
		return (unsigned char)column->at[i];
	case 32:
		return block_u32(column->at + 4 * i);
	default:
		return column->all;
	}
}

static inline const char *series_kind_at(const struct series_view *view, size_t i)
{
	return view->kinds + (size_t)BLOCK_KIND_BYTES * series_column_at(&view->kind_of, i);
}

/* Is the cell a value that is neither a number nor an answer: not there? */
static inline bool series_is_gap(const struct series_view *view, size_t i)
{
	return series_kind_at(view, i)[0] == OBSERVATION_VALUE &&
	       series_column_at(&view->answers, i) == 0 && isnan(series_number(view, i));
}

#endif
